import {KeptStore} from '../kept-store.ts';
import type {PositionStorage} from './position-storage.ts';
import type {DeviceFix} from './receiver.ts';

export interface IndexedDbPositionsOptions {
  /** One for each person who signs in on this device, so that nobody sends another's places: `positions-mem_…`. */
  name: string;
}

const key = 'waiting';

/** Keeps places that wait in the browser's database: they outlive the page. One tab shares over one name. */
export function indexedDbPositions({name}: IndexedDbPositionsOptions): PositionStorage {
  const store = new KeptStore(name, 'positions');
  return {
    load: async () =>
      (await store.run('readonly', places => places.get(key) as IDBRequest<DeviceFix[] | undefined>)) ?? [],
    save: async fixes => {
      if (fixes.length > 0) await store.run('readwrite', places => places.put([...fixes], key));
      else await store.run('readwrite', places => places.delete(key));
    },
  };
}
