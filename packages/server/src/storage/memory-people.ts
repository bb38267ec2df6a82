import {compareText, customerMatches, memberMatches, nameSortKey} from './filters.ts';
import {hostedRowsOf, inOrder, pageOf, refuseKnown, refuseTwo, rowsOf, unknownRow} from './memory-rows.ts';
import type {Sync} from './memory-rows.ts';
import {anywhere} from './memory-tables.ts';
import type {MemoryTables} from './memory-tables.ts';
import type {MemberRow} from './rows.ts';
import type {Owned, Transaction} from './storage.ts';

/** Everybody of an organization: its keys and sessions, its customers and members. */
export function memoryPeople(
  tables: MemoryTables,
): Sync<
  Pick<
    Transaction,
    'organizations' | 'tokens' | 'operatorKeys' | 'keys' | 'sessions' | 'links' | 'customers' | 'members'
  >
> {
  return {
    organizations: organizationsOf(tables),
    tokens: tokensOf(tables),
    operatorKeys: operatorKeysOf(tables),
    keys: keysOf(tables),
    sessions: sessionsOf(tables),
    links: linksOf(tables),
    customers: customersOf(tables),
    members: membersOf(tables),
  };
}

const organizationsOf = (tables: MemoryTables): Sync<Transaction>['organizations'] => ({
  // One transaction runs at a time.
  lock: () => {},
  get: id => tables.organizations.get(anywhere, id),
  getBySlug: slug => tables.organizations.where(anywhere, 'slug', [slug])[0],
  list: () => tables.organizations.all(anywhere),
  insert(row) {
    refuseKnown(tables.organizations, anywhere, [row.id]);
    tables.organizations.set(anywhere, row);
    refuseTwo(tables.organizations, 'slug', 'slug')(anywhere, [row]);
  },
  put(row) {
    if (!tables.organizations.get(anywhere, row.id)) throw unknownRow(row.id);
    tables.organizations.set(anywhere, row);
    refuseTwo(tables.organizations, 'slug', 'slug')(anywhere, [row]);
  },
});

const tokensOf = (tables: MemoryTables): Sync<Transaction>['tokens'] => ({
  find: hash => tables.tokens.get(anywhere, hash),
  insert(organizationId, row) {
    const owned = {organizationId, row};
    refuseKnown(tables.tokens, anywhere, [row.hash]);
    tables.tokens.set(anywhere, owned);
  },
  removeOf(organizationId, id) {
    const held = tables.tokens.where(anywhere, 'holder', [JSON.stringify([organizationId, id])]);
    for (const token of held) tables.tokens.remove(anywhere, token);
  },
});

const operatorKeysOf = (tables: MemoryTables): Sync<Transaction>['operatorKeys'] => ({
  has: hash => tables.operatorKeys.get(anywhere, hash) !== undefined,
  insert(hash, createdAt) {
    refuseKnown(tables.operatorKeys, anywhere, [hash]);
    tables.operatorKeys.set(anywhere, {hash, createdAt});
  },
});

const keysOf = (tables: MemoryTables): Sync<Transaction>['keys'] => ({
  ...rowsOf(tables.keys),
  list: organizationId => inOrder(tables.keys.all(organizationId), row => row.createdAt),
});

const sessionsOf = (tables: MemoryTables): Sync<Transaction>['sessions'] => ({
  ...rowsOf(tables.sessions),
  ofMember: (organizationId, memberId) =>
    inOrder(tables.sessions.where(organizationId, 'member', [memberId]), row => row.createdAt),
});

const linksOf = (tables: MemoryTables): Sync<Transaction>['links'] => ({
  ...rowsOf(tables.links),
  ofJobs: (organizationId, jobIds) =>
    inOrder(tables.links.where(organizationId, 'job', jobIds), row => row.createdAt),
});

const customersOf = (tables: MemoryTables): Sync<Transaction>['customers'] => ({
  ...hostedRowsOf(tables.customers),
  list: (organizationId, filter) =>
    pageOf(
      tables.customers.all(organizationId).filter(row => customerMatches(filter, row)),
      filter,
      nameSortKey,
    ),
});

const membersOf = (tables: MemoryTables): Sync<Transaction>['members'] => ({
  ...hostedRowsOf(tables.members),
  list: (organizationId, filter) =>
    pageOf(
      tables.members.all(organizationId).filter(row => memberMatches(filter, row)),
      filter,
      nameSortKey,
    ),
  byPhone: phone =>
    tables.members
      .everywhere()
      .filter(({row}) => row.phone === phone && row.deactivatedAt === null)
      .sort(byOrganization),
});

const byOrganization = (a: Owned<MemberRow>, b: Owned<MemberRow>) =>
  compareText(a.organizationId, b.organizationId) || compareText(a.row.id, b.row.id);
