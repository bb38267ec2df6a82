import {sql} from 'kysely';
import {toInstant, toMs} from '@dispatch-kit/core';
import type {CodeRow, PairedDeviceRow, SourceRow} from '../rows.ts';
import type {Transaction} from '../storage.ts';
import type {SqlSession} from './sql-session.ts';
import {SqlTable, hostedRowsOf, instant, rowsOf} from './sql-table.ts';

const id = {type: 'text', of: (row: {id: string}) => row.id};
const createdAt = {type: 'text', of: (row: {createdAt: string}) => row.createdAt};

const sourcesTable = new SqlTable<SourceRow>('sources', {
  id,
  external_id: {type: 'text', of: row => row.externalId},
  created_at: createdAt,
});
const pairedDevicesTable = new SqlTable<PairedDeviceRow>('paired_devices', {
  id,
  member_id: {type: 'text', of: row => row.memberId},
  created_at: createdAt,
});
const codesTable = new SqlTable<CodeRow>('codes', {
  id,
  purpose: {type: 'text', of: row => row.purpose},
  subject: {type: 'text', of: row => row.subject},
  created_at: createdAt,
});

/** Who connects besides members: sources, devices, and whoever proves a phone number. */
export function sqlAccess(
  session: SqlSession,
): Pick<Transaction, 'sources' | 'pairedDevices' | 'codes' | 'limits'> {
  return {
    sources: {
      ...hostedRowsOf(session, sourcesTable),
      list: organizationId =>
        session.data(sql<{data: SourceRow}>`select data from sources
          where organization_id = ${organizationId} order by created_at, id`),
    },
    pairedDevices: {
      ...rowsOf(session, pairedDevicesTable),
      ofMember: (organizationId, memberId) =>
        session.data(sql<{data: PairedDeviceRow}>`select data from paired_devices
          where organization_id = ${organizationId} and member_id = ${memberId} order by created_at, id`),
    },
    codes: {
      ...rowsOf(session, codesTable),
      newest: async (organizationId, purpose, subject) =>
        (
          await session.data(sql<{data: CodeRow}>`select data from codes
            where organization_id = ${organizationId} and subject = ${subject} and purpose = ${purpose}
            order by created_at desc, id desc limit 1 for update`)
        )[0],
    },
    limits: limitsOf(session),
  };
}

function limitsOf(session: SqlSession): Transaction['limits'] {
  return {
    async count(key, now, seconds) {
      const endsAt = toInstant(toMs(now) + seconds * 1000);
      const [row] = await session.rows(sql<{count: number; ends_at: Date}>`
        insert into limits as l (key, count, ends_at) values (${key}, 1, ${endsAt}::timestamptz)
        on conflict (key) do update set
          count = case when l.ends_at > ${instant(now)}::timestamptz then l.count + 1 else 1 end,
          ends_at = case when l.ends_at > ${instant(now)}::timestamptz then l.ends_at else excluded.ends_at end
        returning count, ends_at`);
      return {count: row!.count, endsAt: new Date(row!.ends_at).toISOString()};
    },
  };
}
