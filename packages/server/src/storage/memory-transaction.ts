import {memoryAccess} from './memory-access.ts';
import {memoryCorrespondence} from './memory-correspondence.ts';
import {memoryOutbox} from './memory-outbox.ts';
import {memoryPeople} from './memory-people.ts';
import {placeSearchesOf} from './memory-place-searches.ts';
import {memoryRetention} from './memory-retention.ts';
import {memoryRoad} from './memory-road.ts';
import type {Sync} from './memory-rows.ts';
import type {MemoryTables} from './memory-tables.ts';
import {deliveriesOf, webhooksOf} from './memory-webhooks.ts';
import {memoryWork} from './memory-work.ts';
import type {Transaction} from './storage.ts';

/**
 * The functions of a transaction over tables in memory. What they take and answer is not copied.
 *
 * @param onEvents called when events of an organization were added.
 */
export function memoryTransaction(
  tables: MemoryTables,
  onEvents: (organizationId: string) => void,
): Sync<Transaction> {
  return {
    ...memoryPeople(tables),
    ...memoryAccess(tables),
    ...memoryWork(tables, onEvents),
    ...memoryOutbox(tables),
    ...memoryRoad(tables),
    ...memoryRetention(tables),
    ...memoryCorrespondence(tables),
    placeSearches: placeSearchesOf(tables),
    webhooks: webhooksOf(tables),
    deliveries: deliveriesOf(tables),
  };
}
