import {droppedPhotos} from './outbox-storage.ts';
import type {OutboxContents, OutboxStorage} from './outbox-storage.ts';

export interface IndexedDbOutboxOptions {
  /** One for each person who signs in on this device, so that nobody sends another's taps: `outbox-mem_…`. */
  name: string;
}

const store = 'outbox';
const key = 'contents';
const pictureKey = (id: string) => `picture ${id}`;

/**
 * Keeps what waits, pictures too, in the browser's database: they outlive the page. Tabs over the same name share one queue, of which only
 * one tab sends at a time (by Web Locks; without them each does, and the server takes each tap once).
 */
export function indexedDbOutbox({name}: IndexedDbOutboxOptions): OutboxStorage {
  const told = new BroadcastChannel(`dispatch-kit ${name}`);
  let database: Promise<IDBDatabase> | undefined;
  const opened = async () => {
    database ??= open(name);
    // A database that could not be opened may be opened the next time.
    const found = await database.catch((error: unknown) => {
      database = undefined;
      throw error;
    });
    found.onclose = found.onversionchange = () => {
      found.close();
      database = undefined;
    };
    return found;
  };
  return {
    async update(change, pictures = new Map()) {
      const {kept, isChanged} = await changeIn(await opened(), change, pictures);
      if (isChanged) told.postMessage('changed');
      return kept;
    },
    async picture(id) {
      const {promise, resolve, reject} = Promise.withResolvers<Blob | undefined>();
      const read = (await opened()).transaction(store).objectStore(store).get(pictureKey(id));
      read.onsuccess = () => resolve(read.result as Blob | undefined);
      read.onerror = () => reject(read.error!);
      return promise;
    },
    alone(work) {
      const locks = globalThis.navigator?.locks as LockManager | undefined;
      return locks ? locks.request(`dispatch-kit ${name}`, work) : work();
    },
    onChange(listener) {
      told.addEventListener('message', listener);
      return () => told.removeEventListener('message', listener);
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

/** Reads and writes in one transaction: what another tab writes comes before it or after it. */
function changeIn(
  database: IDBDatabase,
  change: (kept: OutboxContents | undefined) => OutboxContents,
  pictures: ReadonlyMap<string, Blob>,
): Promise<{kept: OutboxContents; isChanged: boolean}> {
  const {promise, resolve, reject} = Promise.withResolvers<{kept: OutboxContents; isChanged: boolean}>();
  const transaction = database.transaction(store, 'readwrite', {durability: 'strict'});
  const contents = transaction.objectStore(store);
  const read = contents.get(key) as IDBRequest<OutboxContents | undefined>;
  let kept: OutboxContents;
  read.onsuccess = () => {
    try {
      kept = change(read.result);
      if (kept !== read.result) contents.put(kept, key);
      for (const [id, picture] of pictures) contents.put(picture, pictureKey(id));
      for (const id of droppedPhotos(read.result, kept)) contents.delete(pictureKey(id));
    } catch (error) {
      reject(error as Error);
      transaction.abort();
    }
  };
  // Only a completed transaction is kept; a full disk says so here.
  transaction.oncomplete = () => resolve({kept, isChanged: kept !== read.result});
  transaction.onerror = transaction.onabort = () => reject(transaction.error ?? new Error('Aborted.'));
  return promise;
}
