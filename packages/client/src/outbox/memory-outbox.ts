import {droppedPhotos} from './outbox-storage.ts';
import type {OutboxContents, OutboxStorage} from './outbox-storage.ts';

/** Keeps what waits in memory: it is lost with the page. For tests, and where nothing may be stored. */
export function memoryOutbox(): OutboxStorage {
  let kept: OutboxContents | undefined;
  let last: Promise<unknown> = Promise.resolve();
  const pictures = new Map<string, Blob>();
  const listeners = new Set<() => void>();
  return {
    async update(change, more = new Map()) {
      const before = kept;
      kept = change(before);
      for (const [id, picture] of more) pictures.set(id, picture);
      for (const id of droppedPhotos(before, kept)) pictures.delete(id);
      if (kept !== before) for (const listener of [...listeners]) listener();
      return kept;
    },
    picture: id => Promise.resolve(pictures.get(id)),
    alone(work) {
      const done = last.then(work, work);
      last = done;
      return done;
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
