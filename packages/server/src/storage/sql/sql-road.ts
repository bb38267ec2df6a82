import {toInstant} from '@dispatch-kit/core';
import {sql} from 'kysely';
import type {DeviceRow, FixRow, PastLegRow, RoadRow} from '../rows.ts';
import type {Transaction} from '../storage.ts';
import type {SqlSession} from './sql-session.ts';
import {SqlTable, instant} from './sql-table.ts';

const roadTable = new SqlTable<RoadRow>('road', {member_id: {type: 'text', of: row => row.memberId}});
const fixesTable = new SqlTable<FixRow>('fixes', {
  member_id: {type: 'text', of: row => row.memberId},
  at: {type: 'timestamptz', of: row => instant(row.at)},
  leg_id: {type: 'text', of: row => row.legId},
});
const pastLegsTable = new SqlTable<PastLegRow>('past_legs', {
  leg_id: {type: 'text', of: row => row.legId},
  ended_at: {type: 'timestamptz', of: row => instant(row.endedAt)},
});
const devicesTable = new SqlTable<DeviceRow>('devices', {device_id: {type: 'text', of: row => row.deviceId}});

/** Where technicians are and were, what their devices sent, and when it is forgotten. */
export function sqlRoad(
  session: SqlSession,
): Pick<Transaction, 'road' | 'devices' | 'retention' | 'backlog'> {
  return {
    road: roadOf(session),
    devices: devicesOf(session),
    retention: retentionOf(session),
    backlog: backlogOf(session),
  };
}

function roadOf(session: SqlSession): Transaction['road'] {
  return {
    async get(organizationId, memberId) {
      const found = await session.data(sql<{data: RoadRow}>`select data from road
        where organization_id = ${organizationId} and member_id = ${memberId}`);
      return found[0];
    },
    list: organizationId =>
      session.data(sql<{data: RoadRow}>`select data from road
        where organization_id = ${organizationId} order by member_id`),
    async put(organizationId, row) {
      await session.run(sql`${roadTable.inserting(organizationId, [row])}
        on conflict (organization_id, member_id) do update set data = excluded.data`);
    },
    async addFixes(organizationId, rows) {
      if (rows.length === 0) return;
      await session.run(sql`${fixesTable.inserting(organizationId, rows)} on conflict do nothing`);
    },
    fixesOfLeg: (organizationId, legId) =>
      session.data(sql<{data: FixRow}>`select data from fixes
        where organization_id = ${organizationId} and leg_id = ${legId} order by at`),
    async removeFixesOfLegs(organizationId, legIds) {
      await session.run(sql`delete from fixes
        where organization_id = ${organizationId} and leg_id = any(${legIds})`);
    },
    async forget(organizationId, memberId) {
      await session.run(sql`delete from fixes
        where organization_id = ${organizationId} and member_id = ${memberId}`);
      await session.run(sql`delete from road
        where organization_id = ${organizationId} and member_id = ${memberId}`);
    },
    async addPastLeg(organizationId, row) {
      await session.run(sql`${pastLegsTable.inserting(organizationId, [row])}
        on conflict (organization_id, leg_id) do update set ${sql.raw(pastLegsTable.assignments('excluded'))}`);
    },
    pastLegs: (organizationId, limit) =>
      session.data(sql<{data: PastLegRow}>`select data from past_legs
        where organization_id = ${organizationId} order by ended_at desc, leg_id desc limit ${limit}`),
  };
}

function devicesOf(session: SqlSession): Transaction['devices'] {
  return {
    async get(organizationId, deviceId) {
      const found = await session.data(sql<{data: DeviceRow}>`select data from devices
        where organization_id = ${organizationId} and device_id = ${deviceId}`);
      return found[0];
    },
    async put(organizationId, row) {
      await session.run(sql`${devicesTable.inserting(organizationId, [row])}
        on conflict (organization_id, device_id) do update set data = excluded.data`);
    },
  };
}

function retentionOf(session: SqlSession): Transaction['retention'] {
  return {
    async purgeCodes(organizationId, before) {
      const codes = await session.run(sql`delete from codes
        where organization_id = ${organizationId} and created_at < ${instant(before)}`);
      if (organizationId !== '') return Number(codes.numAffectedRows);
      const counts = await session.run(
        sql`delete from limits where ends_at < ${instant(before)}::timestamptz`,
      );
      return Number(codes.numAffectedRows) + Number(counts.numAffectedRows);
    },
    async purge(organizationId, before) {
      const fixes = await session.run(sql`delete from fixes
        where organization_id = ${organizationId} and at < ${instant(before.fixes)}::timestamptz`);
      const claims = await session.run(sql`delete from idempotency
        where organization_id = ${organizationId} and created_at < ${instant(before.idempotency)}::timestamptz`);
      const notices = await session.run(sql`delete from notices
        where organization_id = ${organizationId} and state <> 'waiting' and at < ${instant(before.messages)}`);
      const deliveries = await session.run(sql`delete from webhook_deliveries
        where organization_id = ${organizationId} and state in ('delivered', 'failed')
          and at < ${instant(before.messages)}`);
      const thread = await session.run(sql`delete from messages
        where organization_id = ${organizationId} and at < ${instant(before.messages)}::timestamptz`);
      return [fixes, claims, notices, deliveries, thread].reduce(
        (sum, gone) => sum + Number(gone.numAffectedRows),
        0,
      );
    },
  };
}

function backlogOf(session: SqlSession): Transaction['backlog'] {
  const due = async (table: string, now: string) => {
    const [found] = await session.rows(sql<{count: number; oldest: Date | null}>`
      select count(*)::int as count, min(due_at) as oldest from ${sql.raw(table)}
      where state = 'waiting' and due_at <= ${instant(now)}::timestamptz`);
    return {count: found!.count, oldestAt: found!.oldest && toInstant(found!.oldest.getTime())};
  };
  return {
    read: async now => ({
      notices: await due('notices', now),
      deliveries: await due('webhook_deliveries', now),
    }),
  };
}
