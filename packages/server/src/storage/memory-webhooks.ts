import {toMs} from '@dispatch-kit/core';
import {deliveryMatches, leasableAt} from './filters.ts';
import {inOrder, ownedInOrder, pageOf, rowsOf} from './memory-rows.ts';
import type {Sync} from './memory-rows.ts';
import type {MemoryTables} from './memory-tables.ts';
import type {DeliveryRow} from './correspondence-rows.ts';
import type {Transaction} from './storage.ts';

const dueMs = (row: DeliveryRow) => toMs(leasableAt(row));

/** Where events are sent. */
export const webhooksOf = (tables: MemoryTables): Sync<Transaction>['webhooks'] => ({
  ...rowsOf(tables.webhooks),
  list: organizationId => inOrder(tables.webhooks.all(organizationId), row => row.createdAt),
  remove(organizationId, id) {
    const known = tables.webhooks.get(organizationId, id);
    if (known) tables.webhooks.remove(organizationId, known);
    for (const row of tables.deliveries.where(organizationId, 'webhook', [id]))
      tables.deliveries.remove(organizationId, row);
  },
  behind: limit =>
    ownedInOrder(
      tables.webhooks
        .everywhere()
        .filter(
          ({organizationId, row}) =>
            row.enabled && row.afterSeq < (tables.counters.get(organizationId, 'seq')?.seq ?? 0),
        ),
      row => toMs(row.createdAt),
    ).slice(0, limit),
});

/** Which event is on its way to which of them. */
export const deliveriesOf = (tables: MemoryTables): Sync<Transaction>['deliveries'] => ({
  ...rowsOf(tables.deliveries),
  list: (organizationId, filter) =>
    pageOf(
      tables.deliveries
        .where(organizationId, 'webhook', [filter.webhookId])
        .filter(row => deliveryMatches(filter, row)),
      filter,
      row => row.at,
      true,
    ),
  lease(now, lockedUntil, limit) {
    const due = tables.deliveries
      .everywhere()
      .filter(({row}) => row.state === 'waiting' && dueMs(row) <= toMs(now));
    return ownedInOrder(due, dueMs)
      .slice(0, limit)
      .map(({organizationId, row}) => {
        const leased = {...row, lockedUntil, attempts: row.attempts + 1};
        tables.deliveries.set(organizationId, leased);
        return {organizationId, row: leased};
      });
  },
  shift(organizationId, webhookId, {now, from, to, runAfter}) {
    for (const row of tables.deliveries.where(organizationId, 'webhook', [webhookId])) {
      const isLeased = row.lockedUntil !== null && toMs(row.lockedUntil) > toMs(now);
      if (row.state === from && !isLeased)
        tables.deliveries.set(organizationId, {...row, state: to, runAfter, lockedUntil: null});
    }
  },
});
