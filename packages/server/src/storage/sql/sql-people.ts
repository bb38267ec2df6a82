import type {RawBuilder} from 'kysely';
import {sql} from 'kysely';
import {customerSearch, nameSortKey, searchWords} from '../filters.ts';
import type {
  CustomerRow,
  KeyRow,
  LinkRow,
  MemberRow,
  OrganizationRow,
  SessionRow,
  TokenRow,
} from '../rows.ts';
import type {Transaction} from '../storage.ts';
import type {SqlSession} from './sql-session.ts';
import {SqlTable, hostedRowsOf, pageOf, rowsOf} from './sql-table.ts';

type HostedRow = {id: string; externalId: string | null};
const id = {type: 'text', of: (row: {id: string}) => row.id};
const createdAt = {type: 'text', of: (row: {createdAt: string}) => row.createdAt};
const hosted = {id, external_id: {type: 'text', of: (row: HostedRow) => row.externalId}};
const nameKey = {type: 'text', of: nameSortKey};

const keysTable = new SqlTable<KeyRow>('keys', {id, created_at: createdAt});
const sessionsTable = new SqlTable<SessionRow>('sessions', {
  id,
  member_id: {type: 'text', of: row => row.memberId},
  created_at: createdAt,
});
const linksTable = new SqlTable<LinkRow>('links', {
  id,
  job_id: {type: 'text', of: row => row.jobId},
  created_at: createdAt,
});
const customersTable = new SqlTable<CustomerRow>('customers', {
  ...hosted,
  name_key: nameKey,
  search: {type: 'text', of: customerSearch},
});
const membersTable = new SqlTable<MemberRow>('members', {
  ...hosted,
  name_key: nameKey,
  roles: {type: 'text[]', of: row => row.roles},
  /** Only of those who may still come in. */
  phone: {type: 'text', of: row => (row.deactivatedAt === null ? row.phone : null)},
});

/** Organizations, with everybody who may come in. */
export function sqlPeople(
  session: SqlSession,
): Pick<
  Transaction,
  'organizations' | 'tokens' | 'operatorKeys' | 'keys' | 'sessions' | 'links' | 'customers' | 'members'
> {
  return {
    organizations: organizationsOf(session),
    tokens: tokensOf(session),
    operatorKeys: operatorKeysOf(session),
    keys: {
      ...rowsOf(session, keysTable),
      list: organizationId =>
        session.data(sql<{data: KeyRow}>`select data from keys
          where organization_id = ${organizationId} order by created_at, id`),
    },
    sessions: {
      ...rowsOf(session, sessionsTable),
      ofMember: (organizationId, memberId) =>
        session.data(sql<{data: SessionRow}>`select data from sessions
          where organization_id = ${organizationId} and member_id = ${memberId} order by created_at, id`),
    },
    links: {
      ...rowsOf(session, linksTable),
      ofJobs: (organizationId, jobIds) =>
        session.data(sql<{data: LinkRow}>`select data from links
          where organization_id = ${organizationId} and job_id = any(${jobIds}) order by created_at, id`),
    },
    customers: customersOf(session),
    members: membersOf(session),
  };
}

function organizationsOf(session: SqlSession): Transaction['organizations'] {
  const list = (condition: RawBuilder<unknown>) =>
    session.data(
      sql<{data: OrganizationRow}>`select data from organizations where ${condition} order by made`,
    );
  return {
    async lock(organizationId) {
      await session.run(sql`select from organizations where id = ${organizationId} for update`);
    },
    get: async organizationId => (await list(sql`id = ${organizationId}`))[0],
    getBySlug: async slug => (await list(sql`slug = ${slug}`))[0],
    list: () => list(sql`true`),
    async insert(row) {
      await session.run(sql`insert into organizations (id, slug, data)
        values (${row.id}, ${row.slug}, ${JSON.stringify(row)}::jsonb)`);
    },
    async put(row) {
      const {numAffectedRows} = await session.run(sql`update organizations
        set slug = ${row.slug}, data = ${JSON.stringify(row)}::jsonb where id = ${row.id}`);
      if (!numAffectedRows) session.fail(new Error(`There is no organization ${row.id}.`));
    },
  };
}

function tokensOf(session: SqlSession): Transaction['tokens'] {
  return {
    async find(hash) {
      const [found] = await session.rows(
        sql<
          {organization_id: string} & TokenRow
        >`select organization_id, kind, id from tokens where hash = ${hash}`,
      );
      return found && {organizationId: found.organization_id, row: {hash, kind: found.kind, id: found.id}};
    },
    async insert(organizationId, {hash, kind, id}) {
      await session.run(sql`insert into tokens (hash, organization_id, kind, id)
        values (${hash}, ${organizationId}, ${kind}, ${id})`);
    },
    async removeOf(organizationId, id) {
      await session.run(sql`delete from tokens where organization_id = ${organizationId} and id = ${id}`);
    },
  };
}

function operatorKeysOf(session: SqlSession): Transaction['operatorKeys'] {
  return {
    has: async hash => (await session.rows(sql`select from operator_keys where hash = ${hash}`)).length > 0,
    async insert(hash, createdAt) {
      await session.run(sql`insert into operator_keys (hash, created_at) values (${hash}, ${createdAt})`);
    },
  };
}

function customersOf(session: SqlSession): Transaction['customers'] {
  return {
    ...hostedRowsOf(session, customersTable),
    list(organizationId, filter) {
      const conditions = [sql`t.organization_id = ${organizationId}`];
      if (filter.externalId !== undefined) conditions.push(sql`t.external_id = ${filter.externalId}`);
      for (const word of searchWords(filter.q ?? '')) conditions.push(sql`strpos(t.search, ${word}) > 0`);
      return session.data(pageOf(customersTable, conditions, 'name_key', filter));
    },
  };
}

function membersOf(session: SqlSession): Transaction['members'] {
  return {
    ...hostedRowsOf(session, membersTable),
    list(organizationId, filter) {
      const conditions = [sql`t.organization_id = ${organizationId}`];
      if (filter.externalId !== undefined) conditions.push(sql`t.external_id = ${filter.externalId}`);
      if (filter.role !== undefined) conditions.push(sql`${filter.role} = any(t.roles)`);
      return session.data(pageOf(membersTable, conditions, 'name_key', filter));
    },
    byPhone: async phone => {
      const found = await session.rows(
        sql<{organization_id: string; data: MemberRow}>`select organization_id, data from members
          where phone = ${phone} order by organization_id, id`,
      );
      return found.map(({organization_id, data}) => ({organizationId: organization_id, row: data}));
    },
  };
}
