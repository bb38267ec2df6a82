import {KeptStore} from '../kept-store.ts';
import {droppedPhotos} from './outbox-storage.ts';
import type {OutboxContents, OutboxStorage} from './outbox-storage.ts';

export interface IndexedDbOutboxOptions {
  /** One for each person who signs in on this device, so that nobody sends another's taps: `outbox-mem_…`. */
  name: string;
}

const key = 'contents';
const pictureKey = (id: string) => `picture ${id}`;

/**
 * Keeps what waits, pictures too, in the browser's database: they outlive the page. Tabs over the same name share one queue, of which only
 * one tab sends at a time (by Web Locks; without them each does, and the server takes each tap once).
 */
export function indexedDbOutbox({name}: IndexedDbOutboxOptions): OutboxStorage {
  const told = new BroadcastChannel(`dispatch-kit ${name}`);
  const store = new KeptStore(name, 'outbox');
  return {
    async update(change, pictures = new Map()) {
      const {kept, isChanged} = await changeIn(store, change, pictures);
      if (isChanged) told.postMessage('changed');
      return kept;
    },
    picture: id =>
      store.run('readonly', contents => contents.get(pictureKey(id)) as IDBRequest<Blob | undefined>),
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

/** Reads and writes in one transaction: what another tab writes comes before it or after it. */
async function changeIn(
  store: KeptStore,
  change: (kept: OutboxContents | undefined) => OutboxContents,
  pictures: ReadonlyMap<string, Blob>,
): Promise<{kept: OutboxContents; isChanged: boolean}> {
  let kept: OutboxContents;
  let failure: {error: unknown} | undefined;
  const before = await store
    .run('readwrite', contents => {
      const read = contents.get(key) as IDBRequest<OutboxContents | undefined>;
      read.onsuccess = () => {
        try {
          kept = change(read.result);
          if (kept !== read.result) contents.put(kept, key);
          for (const [id, picture] of pictures) contents.put(picture, pictureKey(id));
          for (const id of droppedPhotos(read.result, kept)) contents.delete(pictureKey(id));
        } catch (error) {
          failure = {error};
          contents.transaction.abort();
        }
      };
      return read;
    })
    .catch((aborted: unknown) => {
      throw failure ? failure.error : aborted;
    });
  return {kept: kept!, isChanged: kept! !== before};
}
