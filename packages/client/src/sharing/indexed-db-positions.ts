import type {PositionStorage} from './position-storage.ts';
import type {DeviceFix} from './receiver.ts';

export interface IndexedDbPositionsOptions {
  /** One for each person who signs in on this device, so that nobody sends another's places: `positions-mem_…`. */
  name: string;
}

const store = 'positions';
const key = 'waiting';

/** Keeps places that wait in the browser's database: they outlive the page. One tab shares over one name. */
export function indexedDbPositions({name}: IndexedDbPositionsOptions): PositionStorage {
  const run = async (
    mode: IDBTransactionMode,
    work: (places: IDBObjectStore) => IDBRequest,
  ): Promise<DeviceFix[] | undefined> => {
    const database = await open(name);
    try {
      const transaction = database.transaction(store, mode);
      const request = work(transaction.objectStore(store));
      await ended(transaction);
      return request.result as DeviceFix[] | undefined;
    } finally {
      database.close();
    }
  };
  return {
    load: async () => (await run('readonly', places => places.get(key))) ?? [],
    save: async fixes => {
      await run('readwrite', places => (fixes.length > 0 ? places.put([...fixes], key) : places.delete(key)));
    },
  };
}

function open(name: string): Promise<IDBDatabase> {
  const {promise, resolve, reject} = Promise.withResolvers<IDBDatabase>();
  const request = indexedDB.open(`dispatch-kit ${name}`, 1);
  request.onupgradeneeded = () => void request.result.createObjectStore(store);
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error!);
  return promise;
}

function ended(transaction: IDBTransaction): Promise<void> {
  const {promise, resolve, reject} = Promise.withResolvers<void>();
  transaction.oncomplete = () => resolve();
  transaction.onerror = transaction.onabort = () => reject(transaction.error ?? new Error('Aborted.'));
  return promise;
}
