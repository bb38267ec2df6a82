import {sql} from 'kysely';
import {compareText, leasableAt} from '../filters.ts';
import type {DeliveryRow, WebhookRow} from '../correspondence-rows.ts';
import type {Owned, Transaction} from '../storage.ts';
import type {SqlSession} from './sql-session.ts';
import {SqlTable, instant, pageOf, rowsOf} from './sql-table.ts';

const webhooksTable = new SqlTable<WebhookRow>('webhooks', {
  id: {type: 'text', of: row => row.id},
  enabled: {type: 'boolean', of: row => row.enabled},
  after_seq: {type: 'bigint', of: row => row.afterSeq},
  created_at: {type: 'text', of: row => row.createdAt},
});
const deliveriesTable = new SqlTable<DeliveryRow>('webhook_deliveries', {
  id: {type: 'text', of: row => row.id},
  webhook_id: {type: 'text', of: row => row.webhookId},
  state: {type: 'text', of: row => row.state},
  at: {type: 'text', of: row => row.at},
  due_at: {type: 'timestamptz', of: leasableAt},
});

/** Where events are sent, and which event is on its way to which of them. */
export function sqlWebhooks(session: SqlSession): Pick<Transaction, 'webhooks' | 'deliveries'> {
  return {webhooks: webhooksOf(session), deliveries: deliveriesOf(session)};
}

function webhooksOf(session: SqlSession): Transaction['webhooks'] {
  return {
    ...rowsOf(session, webhooksTable),
    list: organizationId =>
      session.data(sql<{data: WebhookRow}>`select data from webhooks
        where organization_id = ${organizationId} order by created_at, id`),
    async remove(organizationId, id) {
      await session.run(sql`delete from webhook_deliveries
        where organization_id = ${organizationId} and webhook_id = ${id}`);
      await session.run(sql`delete from webhooks where organization_id = ${organizationId} and id = ${id}`);
    },
    async behind(limit) {
      const found = await session.rows(sql<{organization_id: string; data: WebhookRow}>`
        select w.organization_id, w.data from webhooks w join organizations o on o.id = w.organization_id
        where w.enabled and w.after_seq < o.seq
        order by w.created_at, w.organization_id, w.id limit ${limit}`);
      return found.map(({organization_id, data}) => ({organizationId: organization_id, row: data}));
    },
  };
}

function deliveriesOf(session: SqlSession): Transaction['deliveries'] {
  return {
    ...rowsOf(session, deliveriesTable),
    list(organizationId, filter) {
      const conditions = [
        sql`t.organization_id = ${organizationId}`,
        sql`t.webhook_id = ${filter.webhookId}`,
      ];
      if (filter.state !== undefined) conditions.push(sql`t.state = ${filter.state}`);
      if (filter.since !== undefined) conditions.push(sql`t.at >= ${instant(filter.since)}`);
      return session.data(pageOf(deliveriesTable, conditions, 'at', filter, true));
    },
    lease: (now, lockedUntil, limit) => lease(session, now, lockedUntil, limit),
    async shift(organizationId, webhookId, {now, from, to, runAfter}) {
      await session.run(sql`update webhook_deliveries
        set state = ${to}, due_at = ${instant(runAfter)}::timestamptz,
          data = data || jsonb_build_object('state', ${to}::text, 'runAfter', ${runAfter}::text, 'lockedUntil', null)
        where organization_id = ${organizationId} and webhook_id = ${webhookId} and state = ${from}
          and not coalesce((data->>'lockedUntil')::timestamptz > ${instant(now)}::timestamptz, false)`);
    },
  };
}

async function lease(
  session: SqlSession,
  now: string,
  lockedUntil: string,
  limit: number,
): Promise<Owned<DeliveryRow>[]> {
  const leased = await session.rows(sql<{organization_id: string; due_before: Date; data: DeliveryRow}>`
    with due as (
      select organization_id, id, due_at from webhook_deliveries
      where state = 'waiting' and due_at <= ${instant(now)}::timestamptz
      order by due_at, organization_id, id limit ${limit} for update skip locked
    )
    update webhook_deliveries d
    set due_at = greatest(d.due_at, ${instant(lockedUntil)}::timestamptz),
      data = d.data || jsonb_build_object(
        'lockedUntil', ${lockedUntil}::text, 'attempts', (d.data->>'attempts')::int + 1)
    from due where d.organization_id = due.organization_id and d.id = due.id
    returning d.organization_id, due.due_at as due_before, d.data`);
  return leased
    .sort(
      (a, b) =>
        a.due_before.getTime() - b.due_before.getTime() ||
        compareText(a.organization_id, b.organization_id) ||
        compareText(a.data.id, b.data.id),
    )
    .map(({organization_id, data}) => ({organizationId: organization_id, row: data}));
}
