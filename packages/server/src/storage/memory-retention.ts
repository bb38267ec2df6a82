import {toInstant, toMs} from '@dispatch-kit/core';
import {leasableAt} from './filters.ts';
import type {Sync} from './memory-rows.ts';
import type {MemoryTable} from './memory-table.ts';
import {anywhere} from './memory-tables.ts';
import type {MemoryTables} from './memory-tables.ts';
import type {Transaction} from './storage.ts';

/** What is old, and what is late. */
export function memoryRetention(tables: MemoryTables): Sync<Pick<Transaction, 'retention' | 'backlog'>> {
  return {
    retention: retentionOf(tables),
    backlog: backlogOf(tables),
  };
}

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
