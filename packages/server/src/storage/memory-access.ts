import {toInstant, toMs} from '@dispatch-kit/core';
import {hostedRowsOf, inOrder, rowsOf} from './memory-rows.ts';
import type {Sync} from './memory-rows.ts';
import {anywhere} from './memory-tables.ts';
import type {MemoryTables} from './memory-tables.ts';
import type {Transaction} from './storage.ts';

/** Who connects besides members: sources, devices, and whoever proves a phone number. */
export function memoryAccess(
  tables: MemoryTables,
): Sync<Pick<Transaction, 'sources' | 'pairedDevices' | 'codes' | 'limits'>> {
  return {
    sources: sourcesOf(tables),
    pairedDevices: pairedDevicesOf(tables),
    codes: codesOf(tables),
    limits: limitsOf(tables),
  };
}

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
