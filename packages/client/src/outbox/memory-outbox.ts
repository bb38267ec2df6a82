import type {OutboxContents, OutboxStorage} from './outbox-storage.ts';

/** Keeps taps in memory: they are lost with the page. For tests, and where nothing may be stored. */
export function memoryOutbox(): OutboxStorage {
  let kept: OutboxContents | undefined;
  let last: Promise<unknown> = Promise.resolve();
  const listeners = new Set<() => void>();
  return {
    async update(change) {
      const before = kept;
      kept = change(before);
      if (kept !== before) for (const listener of [...listeners]) listener();
      return kept;
    },
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
