import type {TimeRange} from '@dispatch-kit/core';
import {plannedRange, toInstant, toMs} from '@dispatch-kit/core';
import type {RawBuilder} from 'kysely';
import {sql} from 'kysely';
import type {AppointmentFilter, JobFilter} from '../filters.ts';
import {appointmentSortKey, jobSortKey, offerEndsAt, searchWords} from '../filters.ts';
import type {AppointmentRow, JobRow, StoredEvent} from '../rows.ts';
import type {Owned, Transaction} from '../storage.ts';
import type {SqlSession} from './sql-session.ts';
import {SqlTable, hostedRowsOf, instant, instantOrNull, pageOf} from './sql-table.ts';

const jobsTable = new SqlTable<JobRow>('jobs', {
  id: {type: 'text', of: row => row.id},
  external_id: {type: 'text', of: row => row.externalId},
  customer_id: {type: 'text', of: row => row.facts.customerId},
  source_id: {type: 'text', of: row => row.facts.sourceId},
  status: {type: 'text', of: row => row.status},
  search: {type: 'text', of: row => row.search},
  created_key: {type: 'text', of: row => jobSortKey(row, 'created')},
  planned_key: {type: 'text', of: row => jobSortKey(row, 'planned')},
  closed_at: {type: 'timestamptz', of: row => instantOrNull(row.facts.closure?.at ?? null)},
  offer_ends_at: {type: 'timestamptz', of: row => instantOrNull(offerEndsAt(row))},
});

const appointmentsTable = new SqlTable<AppointmentRow>('appointments', {
  id: {type: 'text', of: row => row.id},
  external_id: {type: 'text', of: row => row.externalId},
  job_id: {type: 'text', of: row => row.jobId},
  status: {type: 'text', of: row => row.facts.status},
  lead_id: {type: 'text', of: row => row.facts.leadId},
  helper_ids: {type: 'text[]', of: row => row.facts.helperIds},
  planned_key: {type: 'text', of: appointmentSortKey},
  planned_start: {type: 'timestamptz', of: row => plannedRange(row.facts.planned).start},
  planned_end: {type: 'timestamptz', of: row => plannedRange(row.facts.planned).end},
  conflict: {type: 'boolean', of: row => row.facts.conflict},
  imported: {type: 'boolean', of: row => row.imported},
});

/** Written out, so that the planner sees that the partial indexes serve. */
const isOpen = sql`status in ('scheduled', 'enroute', 'arrived', 'started')`;
const isUnderWay = sql`status in ('enroute', 'arrived', 'started')`;

/** Jobs, their visits and what happened to them. */
export function sqlWork(session: SqlSession): Pick<Transaction, 'jobs' | 'appointments' | 'events'> {
  return {jobs: jobsOf(session), appointments: appointmentsOf(session), events: eventsOf(session)};
}

function jobsOf(session: SqlSession): Transaction['jobs'] {
  return {
    ...hostedRowsOf(session, jobsTable),
    list(organizationId, filter) {
      const key = filter.sort.endsWith('created') ? 'created_key' : 'planned_key';
      const conditions = jobConditions(organizationId, filter);
      return session.data(pageOf(jobsTable, conditions, key, filter, filter.sort.startsWith('-')));
    },
    ofCustomer: (organizationId, customerId) =>
      session.data(sql<{data: JobRow}>`select data from jobs
        where organization_id = ${organizationId} and customer_id = ${customerId} order by created_key, id`),
    expiring: before =>
      owned(
        session,
        sql<OwnedData<JobRow>>`select organization_id, data from jobs
          where offer_ends_at <= ${instant(before)}::timestamptz order by offer_ends_at, organization_id, id`,
      ),
  };
}

function jobConditions(organizationId: string, filter: JobFilter): RawBuilder<unknown>[] {
  const conditions = [sql`t.organization_id = ${organizationId}`];
  const {externalId, statuses, customerId, sourceId, leadId, memberId, range} = filter;
  const hasVisit = (which: RawBuilder<unknown>) =>
    sql`exists (select from appointments a where a.organization_id = t.organization_id and a.job_id = t.id
      and a.status <> 'deleted' and ${which})`;
  if (externalId !== undefined) conditions.push(sql`t.external_id = ${externalId}`);
  if (statuses) conditions.push(sql`t.status = any(${statuses})`);
  if (customerId !== undefined) conditions.push(sql`t.customer_id = ${customerId}`);
  if (sourceId !== undefined) conditions.push(sql`t.source_id = ${sourceId}`);
  for (const word of searchWords(filter.q ?? '')) conditions.push(sql`strpos(t.search, ${word}) > 0`);
  if (leadId !== undefined) conditions.push(hasVisit(sql`a.lead_id = ${leadId}`));
  if (memberId !== undefined)
    conditions.push(hasVisit(sql`(a.lead_id = ${memberId} or ${memberId} = any(a.helper_ids))`));
  if (range)
    conditions.push(sql`t.id in (
      select a.job_id from appointments a
        where a.organization_id = ${organizationId} and a.status <> 'deleted' and ${plannedIn('a', range)}
      union all
      select j.id from jobs j where j.organization_id = ${organizationId}
        and j.closed_at >= ${instant(range.start)}::timestamptz and j.closed_at < ${instant(range.end)}::timestamptz)`);
  return conditions;
}

/** A visit lasts 24 hours at most, which lets an index on its start find it. */
function plannedIn(table: string, {start, end}: TimeRange): RawBuilder<unknown> {
  const [from, to, t] = [instant(start), instant(end), sql.raw(table)];
  return sql`(${t}.planned_start < ${to}::timestamptz and ${t}.planned_end > ${from}::timestamptz
    and ${t}.planned_start >= ${from}::timestamptz - interval '24 hours')`;
}

function appointmentsOf(session: SqlSession): Transaction['appointments'] {
  return {
    ...hostedRowsOf(session, appointmentsTable),
    ofJobs: (organizationId, jobIds) =>
      session.data(sql<{data: AppointmentRow}>`select data from appointments
        where organization_id = ${organizationId} and job_id = any(${jobIds}) order by made`),
    openOf: (organizationId, memberIds) =>
      session.data(sql<{data: AppointmentRow}>`select data from appointments
        where organization_id = ${organizationId} and lead_id = any(${memberIds}) and ${isOpen}
        order by planned_key, id`),
    list: (organizationId, filter) =>
      session.data(
        pageOf(appointmentsTable, appointmentConditions(organizationId, filter), 'planned_key', filter),
      ),
    underWay: () =>
      owned(
        session,
        sql<OwnedData<AppointmentRow>>`select organization_id, data from appointments
          where ${isUnderWay} order by planned_start, organization_id, id`,
      ),
  };
}

function appointmentConditions(organizationId: string, filter: AppointmentFilter): RawBuilder<unknown>[] {
  const {externalId, statuses, leadId, memberId, sourceId, unassigned, range} = filter;
  const conditions = [
    sql`t.organization_id = ${organizationId}`,
    statuses ? sql`t.status = any(${statuses})` : sql`t.status <> 'deleted'`,
  ];
  if (externalId !== undefined) conditions.push(sql`t.external_id = ${externalId}`);
  if (leadId !== undefined) conditions.push(sql`t.lead_id = ${leadId}`);
  if (memberId !== undefined)
    conditions.push(sql`(t.lead_id = ${memberId} or ${memberId} = any(t.helper_ids))`);
  if (sourceId !== undefined)
    conditions.push(sql`exists (select from jobs j where j.organization_id = t.organization_id
      and j.id = t.job_id and j.source_id = ${sourceId})`);
  if (unassigned) conditions.push(sql`t.lead_id is null`);
  if (range) conditions.push(plannedIn('t', range));
  return conditions;
}

function eventsOf(session: SqlSession): Transaction['events'] {
  const stored = async (query: RawBuilder<StoredData>) =>
    (await session.rows(query)).map(({seq, recorded_at, data}): StoredEvent => ({
      ...data,
      seq: Number(seq),
      recordedAt: recorded_at,
    }));
  return {
    async append(organizationId, events, recordedAt) {
      if (events.length === 0) return [];
      const records = events.map((event, i) => ({n: i + 1, id: event.id, job_id: event.jobId, data: event}));
      const numbered = await session.rows(sql<{seq: string}>`
        with counter as (
          update organizations set seq = seq + ${events.length} where id = ${organizationId} returning seq
        )
        insert into events (organization_id, seq, id, job_id, recorded_at, data)
        select ${organizationId}, counter.seq - ${events.length} + x.n, x.id, x.job_id, ${recordedAt}, x.data
        from counter, jsonb_to_recordset(${JSON.stringify(records)}::jsonb)
          as x(n int, id text, job_id text, data jsonb)
        returning seq`);
      if (numbered.length === 0) session.fail(new Error(`There is no organization ${organizationId}.`));
      session.changed.add(organizationId);
      const first = Math.min(...numbered.map(({seq}) => Number(seq)));
      return events.map((event, i): StoredEvent => ({...event, seq: first + i, recordedAt}));
    },
    after: (organizationId, seq, limit) =>
      stored(sql<StoredData>`select seq, recorded_at, data from events
        where organization_id = ${organizationId} and seq > ${seq} order by seq limit ${limit}`),
    ofJobs: (organizationId, jobIds) =>
      stored(sql<StoredData>`select seq, recorded_at, data from events
        where organization_id = ${organizationId} and job_id = any(${jobIds}) order by seq`),
    ofTypeSince: (organizationId, type, at) =>
      stored(sql<StoredData>`select seq, recorded_at, data from events
        where organization_id = ${organizationId} and data->>'type' = ${type}
          and (data->>'at') collate "C" >= ${toInstant(toMs(at))} order by seq`),
    async lastSeq(organizationId) {
      const [found] = await session.rows(
        sql<{seq: string}>`select seq from organizations where id = ${organizationId}`,
      );
      return Number(found?.seq ?? 0);
    },
  };
}

type StoredData = {seq: string; recorded_at: string; data: Omit<StoredEvent, 'seq' | 'recordedAt'>};

type OwnedData<R> = {organization_id: string; data: R};

async function owned<R>(session: SqlSession, query: RawBuilder<OwnedData<R>>): Promise<Owned<R>[]> {
  return (await session.rows(query)).map(({organization_id, data}) => ({
    organizationId: organization_id,
    row: data,
  }));
}
