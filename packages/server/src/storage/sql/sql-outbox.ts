import {toInstant} from '@dispatch-kit/core';
import {sql} from 'kysely';
import {compareText, leasableAt, noticeKey} from '../filters.ts';
import type {NoticeRow} from '../correspondence-rows.ts';
import type {IdempotencyRow, NoteRow, PhotoRow, RatingRow} from '../rows.ts';
import type {Transaction} from '../storage.ts';
import type {SqlSession} from './sql-session.ts';
import {SqlTable, inOrderOf, instant, instantOrNull, pageOf, rowsOf} from './sql-table.ts';

const noticesTable = new SqlTable<NoticeRow>('notices', {
  id: {type: 'text', of: row => row.id},
  once: {type: 'text', of: noticeKey},
  state: {type: 'text', of: row => row.state},
  channel: {type: 'text', of: row => row.channel},
  job_id: {type: 'text', of: row => row.jobId},
  appointment_id: {type: 'text', of: row => row.appointmentId},
  at: {type: 'text', of: row => row.at},
  due_at: {type: 'timestamptz', of: leasableAt},
  line_key: {type: 'text', of: row => row.lineKey ?? null},
  sent_at: {type: 'timestamptz', of: row => instantOrNull(row.sentAt)},
});

const ofJob = {
  job_id: {type: 'text', of: (row: {jobId: string}) => row.jobId},
  at: {type: 'text', of: (row: {at: string}) => row.at},
};
const notesTable = new SqlTable<NoteRow>('notes', {id: {type: 'text', of: row => row.id}, ...ofJob});
const photosTable = new SqlTable<PhotoRow>('photos', {id: {type: 'text', of: row => row.id}, ...ofJob});
const ratingsTable = new SqlTable<RatingRow>('ratings', {
  appointment_id: {type: 'text', of: row => row.appointmentId},
  contact_id: {type: 'text', of: row => row.contactId},
  id: {type: 'text', of: row => row.id},
  ...ofJob,
});
const idempotencyTable = new SqlTable<IdempotencyRow>('idempotency', {
  scope: {type: 'text', of: row => row.scope},
  created_at: {type: 'timestamptz', of: row => instant(row.createdAt)},
});

/** What is told to people, what they said, and which requests were answered already. */
export function sqlOutbox(
  session: SqlSession,
): Pick<Transaction, 'notes' | 'photos' | 'ratings' | 'notices' | 'idempotency'> {
  return {
    notes: {
      insert: rowsOf(session, notesTable).insert,
      ...byJob(session, notesTable),
    },
    photos: {
      get: rowsOf(session, photosTable).get,
      getMany: rowsOf(session, photosTable).getMany,
      insert: rowsOf(session, photosTable).insert,
      ofJobs: byJob(session, photosTable).ofJobs,
      async remove(organizationId, ids) {
        await session.run(
          sql`delete from photos where organization_id = ${organizationId} and id = any(${ids})`,
        );
      },
    },
    ratings: {
      async put(organizationId, row) {
        await session.run(sql`${ratingsTable.inserting(organizationId, [row])}
          on conflict (organization_id, appointment_id, contact_id)
          do update set ${sql.raw(ratingsTable.assignments('excluded'))}`);
      },
      ...byJob(session, ratingsTable),
      list(organizationId, filter) {
        const conditions = [sql`t.organization_id = ${organizationId}`];
        if (filter.mostStars !== undefined)
          conditions.push(sql`(t.data->>'stars')::int <= ${filter.mostStars}`);
        return session.data(pageOf(ratingsTable, conditions, 'at', filter, true));
      },
    },
    notices: noticesOf(session),
    idempotency: idempotencyOf(session),
  };
}

function byJob<R>(session: SqlSession, table: SqlTable<R>) {
  const name = sql.raw(table.name);
  return {
    ofJobs: (organizationId: string, jobIds: readonly string[]) =>
      session.data(sql<{data: R}>`select data from ${name}
        where organization_id = ${organizationId} and job_id = any(${jobIds}) order by at, id`),
    async removeOfJobs(organizationId: string, jobIds: readonly string[]) {
      await session.run(sql`delete from ${name}
        where organization_id = ${organizationId} and job_id = any(${jobIds})`);
    },
  };
}

function noticesOf(session: SqlSession): Transaction['notices'] {
  return {
    ...rowsOf(session, noticesTable),
    async write(organizationId, rows) {
      const first = new Map(rows.toReversed().map(row => [noticeKey(row), row]));
      if (first.size === 0) return [];
      const written = await session.data(sql<{data: NoticeRow}>`
        ${noticesTable.inserting(organizationId, [...first.values()])}
        on conflict (organization_id, once) do update
        set ${sql.raw(noticesTable.assignments('excluded', ['id', 'data']))}, data = excluded.data || jsonb_build_object('id', notices.id)
        where notices.state = 'dropped'
        returning data`);
      const waiting = written.filter(row => row.state === 'waiting');
      return inOrderOf(rows.map(noticeKey), waiting, noticeKey);
    },
    ofJobs: byJob(session, noticesTable).ofJobs,
    list(organizationId, filter) {
      const conditions = [sql`t.organization_id = ${organizationId}`];
      if (filter.state !== undefined) conditions.push(sql`t.state = ${filter.state}`);
      if (filter.jobId !== undefined) conditions.push(sql`t.job_id = ${filter.jobId}`);
      if (filter.appointmentId !== undefined)
        conditions.push(sql`t.appointment_id = ${filter.appointmentId}`);
      return session.data(pageOf(noticesTable, conditions, 'at', filter, true));
    },
    async lease(now, lockedUntil, {limit, channel}) {
      const leased = await session.rows(sql<{organization_id: string; due_before: Date; data: NoticeRow}>`
        with due as (
          select organization_id, id, due_at from notices
          where state = 'waiting' and channel = ${channel} and due_at <= ${instant(now)}::timestamptz
          order by due_at, organization_id, id limit ${limit} for update skip locked
        )
        update notices n
        set due_at = greatest(n.due_at, ${instant(lockedUntil)}::timestamptz),
          data = n.data || jsonb_build_object(
            'lockedUntil', ${lockedUntil}::text, 'attempts', (n.data->>'attempts')::int + 1)
        from due where n.organization_id = due.organization_id and n.id = due.id
        returning n.organization_id, due.due_at as due_before, n.data`);
      return leased
        .sort((a, b) => a.due_before.getTime() - b.due_before.getTime() || inIdOrder(a, b))
        .map(({organization_id, data}) => ({organizationId: organization_id, row: data}));
    },
    async ofLine(lineKey, since) {
      const found = await session.rows(sql<{organization_id: string; data: NoticeRow}>`
        select organization_id, data from notices
        where line_key = ${lineKey} and sent_at >= ${instant(since)}::timestamptz
        order by sent_at desc, organization_id, id`);
      return found.map(({organization_id, data}) => ({organizationId: organization_id, row: data}));
    },
    async nextDue() {
      const [found] = await session.rows(
        sql<{due_at: Date | null}>`select min(due_at) as due_at from notices where state = 'waiting'`,
      );
      return found?.due_at ? toInstant(found.due_at.getTime()) : undefined;
    },
  };
}

type Leased = {organization_id: string; data: {id: string}};

function inIdOrder(a: Leased, b: Leased): number {
  return compareText(a.organization_id, b.organization_id) || compareText(a.data.id, b.data.id);
}

function idempotencyOf(session: SqlSession): Transaction['idempotency'] {
  return {
    async claim(organizationId, row) {
      for (;;) {
        const claimed = await session.rows(
          sql`${idempotencyTable.inserting(organizationId, [row])} on conflict do nothing returning 1`,
        );
        if (claimed.length > 0) return undefined;
        const [known] = await session.data(sql<{data: IdempotencyRow}>`select data from idempotency
          where organization_id = ${organizationId} and scope = ${row.scope}`);
        // Between the two it may have been released: then it is free.
        if (known) return known;
      }
    },
    async finish(organizationId, scope, outcome) {
      await session.run(sql`update idempotency set data = data || ${JSON.stringify(outcome)}::jsonb
        where organization_id = ${organizationId} and scope = ${scope}`);
    },
    async release(organizationId, scope) {
      await session.run(sql`delete from idempotency
        where organization_id = ${organizationId} and scope = ${scope}`);
    },
  };
}
