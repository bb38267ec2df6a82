import {toMs} from '@dispatch-kit/core';
import {leasableAt} from './filters.ts';
import {ownedInOrder, rowsOf} from './memory-rows.ts';
import type {Sync} from './memory-rows.ts';
import type {MemoryTables} from './memory-tables.ts';
import type {PlaceSearchRow} from './rows.ts';
import type {Transaction} from './storage.ts';

const dueMs = (row: PlaceSearchRow) => toMs(leasableAt(row));

/** Whose address is looked for. */
export const placeSearchesOf = (tables: MemoryTables): Sync<Transaction>['placeSearches'] => ({
  get: rowsOf(tables.placeSearches).get,
  put(organizationId, rows) {
    for (const row of rows) tables.placeSearches.set(organizationId, row);
  },
  remove(organizationId, jobIds) {
    for (const row of tables.placeSearches.getMany(organizationId, jobIds))
      tables.placeSearches.remove(organizationId, row);
  },
  lease(now, lockedUntil, limit) {
    const due = tables.placeSearches.everywhere().filter(({row}) => dueMs(row) <= toMs(now));
    return ownedInOrder(due, dueMs)
      .slice(0, limit)
      .map(({organizationId, row}) => {
        const leased = {...row, lockedUntil, attempts: row.attempts + 1};
        tables.placeSearches.set(organizationId, leased);
        return {organizationId, row: leased};
      });
  },
});
