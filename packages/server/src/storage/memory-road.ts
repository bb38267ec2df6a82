import {toMs} from '@dispatch-kit/core';
import {compareText} from './filters.ts';
import type {Sync} from './memory-rows.ts';
import {fixKey} from './memory-tables.ts';
import type {MemoryTables} from './memory-tables.ts';
import type {Transaction} from './storage.ts';

/** Where technicians are, and how far their devices' queues have come. */
export function memoryRoad(tables: MemoryTables): Sync<Pick<Transaction, 'road' | 'devices'>> {
  return {
    road: roadOf(tables),
    devices: devicesOf(tables),
  };
}

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
