import {isUnderWay, toInstant, toMs} from '@dispatch-kit/core';
import {
  appointmentMatches,
  appointmentSortKey,
  compareText,
  customerMatches,
  jobMatches,
  jobSortKey,
  memberMatches,
  nameSortKey,
  leasableAt,
  noticeKey,
  noticeMatches,
  offerEndsAt,
} from './filters.ts';
import {memoryCorrespondence} from './memory-correspondence.ts';
import {
  hostedRowsOf,
  inOrder,
  ownedInOrder,
  pageOf,
  refuseKnown,
  refuseTwo,
  rowsOf,
  unknownRow,
} from './memory-rows.ts';
import type {Sync} from './memory-rows.ts';
import type {MemoryTable} from './memory-table.ts';
import type {MemoryTables} from './memory-tables.ts';
import {anywhere, fixKey} from './memory-tables.ts';
import type {AppointmentRow, JobRow, MemberRow, NoticeRow, StoredEvent} from './rows.ts';
import type {Owned, Transaction} from './storage.ts';
import {StorageConflict} from './storage.ts';
import {placeSearchesOf} from './memory-place-searches.ts';
import {deliveriesOf, webhooksOf} from './memory-webhooks.ts';
import {visitClash} from './visit-clash.ts';

type OnEvents = (organizationId: string) => void;

/**
 * The functions of a transaction over tables in memory. What they take and answer is not copied.
 *
 * @param onEvents called when events of an organization were added.
 */
export function memoryTransaction(tables: MemoryTables, onEvents: OnEvents): Sync<Transaction> {
  return {
    organizations: organizationsOf(tables),
    tokens: tokensOf(tables),
    operatorKeys: operatorKeysOf(tables),
    keys: keysOf(tables),
    sessions: sessionsOf(tables),
    sources: sourcesOf(tables),
    pairedDevices: pairedDevicesOf(tables),
    codes: codesOf(tables),
    limits: limitsOf(tables),
    links: linksOf(tables),
    customers: customersOf(tables),
    members: membersOf(tables),
    jobs: jobsOf(tables),
    appointments: appointmentsOf(tables),
    events: eventsOf(tables, onEvents),
    notes: notesOf(tables),
    photos: photosOf(tables),
    ratings: ratingsOf(tables),
    notices: noticesOf(tables),
    placeSearches: placeSearchesOf(tables),
    webhooks: webhooksOf(tables),
    deliveries: deliveriesOf(tables),
    ...memoryCorrespondence(tables),
    road: roadOf(tables),
    devices: devicesOf(tables),
    idempotency: idempotencyOf(tables),
    retention: retentionOf(tables),
    backlog: backlogOf(tables),
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

const sourcesOf = (tables: MemoryTables): Sync<Transaction>['sources'] => ({
  ...hostedRowsOf(tables.sources),
  list: organizationId => inOrder(tables.sources.all(organizationId), row => row.createdAt),
});

const pairedDevicesOf = (tables: MemoryTables): Sync<Transaction>['pairedDevices'] => ({
  ...rowsOf(tables.pairedDevices),
  ofMember: (organizationId, memberId) =>
    inOrder(tables.pairedDevices.where(organizationId, 'member', [memberId]), row => row.createdAt),
});

const codesOf = (tables: MemoryTables): Sync<Transaction>['codes'] => ({
  ...rowsOf(tables.codes),
  newest: (organizationId, purpose, subject) =>
    inOrder(
      tables.codes.where(organizationId, 'subject', [subject]).filter(row => row.purpose === purpose),
      row => row.createdAt,
    ).at(-1),
});

const limitsOf = (tables: MemoryTables): Sync<Transaction>['limits'] => ({
  count(key, now, seconds) {
    const known = tables.limits.get(anywhere, key);
    const goesOn = known !== undefined && toMs(known.endsAt) > toMs(now);
    const row = goesOn
      ? {...known, count: known.count + 1}
      : {key, count: 1, endsAt: toInstant(toMs(now) + seconds * 1000)};
    tables.limits.set(anywhere, row);
    return {count: row.count, endsAt: row.endsAt};
  },
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

const jobsOf = (tables: MemoryTables): Sync<Transaction>['jobs'] => ({
  ...hostedRowsOf(tables.jobs),
  list(organizationId, filter) {
    const matching = tables.jobs
      .all(organizationId)
      .filter(row => jobMatches(filter, row, tables.appointments.where(organizationId, 'job', [row.id])));
    const descending = filter.sort.startsWith('-');
    return pageOf(matching, filter, row => jobSortKey(row, filter.sort), descending);
  },
  ofCustomer: (organizationId, customerId) =>
    inOrder(tables.jobs.where(organizationId, 'customer', [customerId]), row => row.createdAt),
  expiring(before) {
    const ended = (row: JobRow) => {
      const endsAt = offerEndsAt(row);
      return endsAt !== null && toMs(endsAt) <= toMs(before);
    };
    return ownedInOrder(
      tables.jobs.everywhere().filter(({row}) => ended(row)),
      row => toMs(offerEndsAt(row)!),
    );
  },
});

const appointmentsOf = (tables: MemoryTables): Sync<Transaction>['appointments'] => ({
  ...hostedRowsOf(tables.appointments, refuseClashes(tables)),
  ofJobs: (organizationId, jobIds) => tables.appointments.where(organizationId, 'job', jobIds),
  openOf: (organizationId, memberIds) =>
    inOrder(tables.appointments.where(organizationId, 'lead', memberIds), appointmentSortKey),
  list: (organizationId, filter) =>
    pageOf(
      tables.appointments
        .all(organizationId)
        .filter(row => appointmentMatches(filter, row, tables.jobs.get(organizationId, row.jobId))),
      filter,
      appointmentSortKey,
    ),
  underWay: () =>
    ownedInOrder(
      tables.appointments.everywhere().filter(({row}) => isUnderWay(row.facts)),
      row => toMs(row.facts.planned.start),
    ),
});

const eventsOf = (tables: MemoryTables, onEvents: OnEvents): Sync<Transaction>['events'] => ({
  append(organizationId, added, recordedAt) {
    if (added.length === 0) return [];
    if (!tables.organizations.get(anywhere, organizationId)) throw unknownRow(organizationId);
    const first = lastSeqOf(tables, organizationId) + 1;
    const stored = added.map((event, i): StoredEvent => ({...event, seq: first + i, recordedAt}));
    for (const event of stored) tables.events.set(organizationId, event);
    refuseTwo(tables.events, 'id', 'id')(organizationId, stored);
    tables.counters.set(organizationId, {seq: first + stored.length - 1});
    onEvents(organizationId);
    return stored;
  },
  after(organizationId, seq, limit) {
    const numbers = Array.from(
      {length: Math.max(0, Math.min(limit, lastSeqOf(tables, organizationId) - seq))},
      (_, i) => String(seq + 1 + i),
    );
    return tables.events.getMany(organizationId, numbers);
  },
  ofJobs: (organizationId, jobIds) => tables.events.where(organizationId, 'job', jobIds),
  ofTypeSince: (organizationId, type, at) =>
    tables.events.all(organizationId).filter(event => event.type === type && toMs(event.at) >= toMs(at)),
  lastSeq: organizationId => lastSeqOf(tables, organizationId),
});

const notesOf = (tables: MemoryTables): Sync<Transaction>['notes'] => ({
  insert: rowsOf(tables.notes).insert,
  ofJobs: (organizationId, jobIds) =>
    inOrder(tables.notes.where(organizationId, 'job', jobIds), row => row.at),
  removeOfJobs: (organizationId, jobIds) =>
    tables.notes
      .where(organizationId, 'job', jobIds)
      .forEach(row => tables.notes.remove(organizationId, row)),
});

const photosOf = (tables: MemoryTables): Sync<Transaction>['photos'] => ({
  get: rowsOf(tables.photos).get,
  insert: rowsOf(tables.photos).insert,
  ofJobs: (organizationId, jobIds) =>
    inOrder(tables.photos.where(organizationId, 'job', jobIds), row => row.at),
  remove(organizationId, ids) {
    for (const row of tables.photos.getMany(organizationId, ids)) tables.photos.remove(organizationId, row);
  },
});

const ratingsOf = (tables: MemoryTables): Sync<Transaction>['ratings'] => ({
  put: (organizationId, row) => tables.ratings.set(organizationId, row),
  ofJobs: (organizationId, jobIds) =>
    inOrder(tables.ratings.where(organizationId, 'job', jobIds), row => row.at),
  list: (organizationId, filter) =>
    pageOf(
      tables.ratings
        .all(organizationId)
        .filter(row => filter.mostStars === undefined || row.stars <= filter.mostStars),
      filter,
      row => row.at,
      true,
    ),
  removeOfJobs: (organizationId, jobIds) =>
    tables.ratings
      .where(organizationId, 'job', jobIds)
      .forEach(row => tables.ratings.remove(organizationId, row)),
});

const noticesOf = (tables: MemoryTables): Sync<Transaction>['notices'] => ({
  ...rowsOf(tables.notices, refuseTwo(tables.notices, 'once', 'notice')),
  write(organizationId, rows) {
    return rows.flatMap(row => {
      const known = tables.notices.where(organizationId, 'once', [noticeKey(row)])[0];
      if (known && known.state !== 'dropped') return [];
      if (!known) refuseKnown(tables.notices, organizationId, [row.id]);
      const written = known ? {...row, id: known.id} : row;
      tables.notices.set(organizationId, written);
      return written.state === 'waiting' ? [written] : [];
    });
  },
  ofJobs: (organizationId, jobIds) =>
    inOrder(tables.notices.where(organizationId, 'job', jobIds), row => row.at),
  list: (organizationId, filter) =>
    pageOf(
      tables.notices.all(organizationId).filter(row => noticeMatches(filter, row)),
      filter,
      row => row.at,
      true,
    ),
  lease(now, lockedUntil, {limit, channel}) {
    const due = tables.notices
      .everywhere()
      .filter(({row}) => row.state === 'waiting' && row.channel === channel && dueMs(row) <= toMs(now));
    return ownedInOrder(due, dueMs)
      .slice(0, limit)
      .map(({organizationId, row}) => {
        const leased = {...row, lockedUntil, attempts: row.attempts + 1};
        tables.notices.set(organizationId, leased);
        return {organizationId, row: leased};
      });
  },
  ofLine: (lineKey, since) =>
    ownedInOrder(
      tables.notices
        .everywhere()
        .filter(({row}) => row.lineKey === lineKey && row.sentAt !== null && toMs(row.sentAt) >= toMs(since)),
      row => -toMs(row.sentAt!),
    ),
  nextDue() {
    const waiting = tables.notices.everywhere().filter(({row}) => row.state === 'waiting');
    if (waiting.length === 0) return undefined;
    return toInstant(waiting.reduce((least, {row}) => Math.min(least, dueMs(row)), Infinity));
  },
});

const roadOf = (tables: MemoryTables): Sync<Transaction>['road'] => ({
  get: (organizationId, memberId) => tables.road.get(organizationId, memberId),
  list: organizationId => tables.road.all(organizationId).sort((a, b) => compareText(a.memberId, b.memberId)),
  put: (organizationId, row) => tables.road.set(organizationId, row),
  addFixes(organizationId, rows) {
    for (const row of rows)
      if (!tables.fixes.get(organizationId, fixKey(row))) tables.fixes.set(organizationId, row);
  },
  fixesOfLeg: (organizationId, legId) =>
    tables.fixes.where(organizationId, 'leg', [legId]).sort((a, b) => toMs(a.at) - toMs(b.at)),
  removeFixesOfLegs(organizationId, legIds) {
    for (const row of tables.fixes.where(organizationId, 'leg', legIds))
      tables.fixes.remove(organizationId, row);
  },
  forget(organizationId, memberId) {
    const known = tables.road.get(organizationId, memberId);
    if (known) tables.road.remove(organizationId, known);
    for (const row of tables.fixes.all(organizationId))
      if (row.memberId === memberId) tables.fixes.remove(organizationId, row);
  },
  addPastLeg: (organizationId, row) => tables.pastLegs.set(organizationId, row),
  pastLegs: (organizationId, limit) =>
    tables.pastLegs
      .all(organizationId)
      .sort((a, b) => toMs(b.endedAt) - toMs(a.endedAt) || compareText(b.legId, a.legId))
      .slice(0, limit),
});

const devicesOf = (tables: MemoryTables): Sync<Transaction>['devices'] => ({
  get: (organizationId, deviceId) => tables.devices.get(organizationId, deviceId),
  put: (organizationId, row) => tables.devices.set(organizationId, row),
});

const idempotencyOf = (tables: MemoryTables): Sync<Transaction>['idempotency'] => ({
  claim(organizationId, row) {
    const known = tables.idempotency.get(organizationId, row.scope);
    if (!known) tables.idempotency.set(organizationId, row);
    return known;
  },
  finish(organizationId, scope, outcome) {
    const known = tables.idempotency.get(organizationId, scope);
    if (known) tables.idempotency.set(organizationId, {...known, ...outcome});
  },
  release(organizationId, scope) {
    const known = tables.idempotency.get(organizationId, scope);
    if (known) tables.idempotency.remove(organizationId, known);
  },
});

const retentionOf = (tables: MemoryTables): Sync<Transaction>['retention'] => ({
  purgeCodes: (organizationId, before) => purgeCodes(tables, organizationId, before),
  purge(organizationId, before) {
    const old = (at: string, than: string) => toMs(at) < toMs(than);
    return [
      dropOld(tables.fixes, organizationId, row => old(row.at, before.fixes)),
      dropOld(tables.idempotency, organizationId, row => old(row.createdAt, before.idempotency)),
      dropOld(tables.messages, organizationId, row => old(row.at, before.messages)),
      dropOld(tables.notices, organizationId, row => row.state !== 'waiting' && old(row.at, before.messages)),
      dropOld(
        tables.deliveries,
        organizationId,
        row => ['delivered', 'failed'].includes(row.state) && old(row.at, before.messages),
      ),
    ].reduce((sum, gone) => sum + gone, 0);
  },
});

function dropOld<R extends object, Index extends string>(
  table: MemoryTable<R, Index>,
  organizationId: string,
  isOld: (row: R) => boolean,
): number {
  const gone = table.all(organizationId).filter(isOld);
  for (const row of gone) table.remove(organizationId, row);
  return gone.length;
}

const backlogOf = (tables: MemoryTables): Sync<Transaction>['backlog'] => {
  const due = (rows: readonly Leasable[], now: string) => {
    const dueMs = rows.filter(row => row.state === 'waiting').map(row => toMs(leasableAt(row)));
    const past = dueMs.filter(ms => ms <= toMs(now));
    return {count: past.length, oldestAt: past.length > 0 ? toInstant(Math.min(...past)) : null};
  };
  return {
    read: now => ({
      notices: due(
        tables.notices.everywhere().map(({row}) => row),
        now,
      ),
      deliveries: due(
        tables.deliveries.everywhere().map(({row}) => row),
        now,
      ),
    }),
  };
};

type Leasable = Parameters<typeof leasableAt>[0] & {state: string};

function purgeCodes(tables: MemoryTables, organizationId: string, before: string): number {
  const codes = tables.codes.all(organizationId).filter(row => toMs(row.createdAt) < toMs(before));
  for (const row of codes) tables.codes.remove(organizationId, row);
  const counts = organizationId === anywhere ? tables.limits.all(anywhere) : [];
  const over = counts.filter(row => toMs(row.endsAt) < toMs(before));
  for (const row of over) tables.limits.remove(anywhere, row);
  return codes.length + over.length;
}

function lastSeqOf(tables: MemoryTables, organizationId: string): number {
  return tables.counters.get(organizationId, 'seq')?.seq ?? 0;
}

const dueMs = (row: NoticeRow) => toMs(leasableAt(row));

/** Refuses visits that may not stand beside another of their lead. */
function refuseClashes(tables: MemoryTables) {
  return (organizationId: string, rows: readonly AppointmentRow[]) => {
    for (const row of rows) {
      const {leadId} = row.facts;
      if (leadId === null) continue;
      for (const other of tables.appointments.where(organizationId, 'lead', [leadId])) {
        const clash = visitClash(row, other);
        if (clash) throw new StorageConflict(clash, `${row.id} and ${other.id}`);
      }
    }
  };
}
