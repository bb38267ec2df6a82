import type {FileStore} from '../options.ts';

/** Keeps files as long as the process lives: for tests and demos. */
export function memoryFiles(): FileStore {
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  return {
    put: (key, bytes) => Promise.resolve(void files.set(key, bytes.slice())),
    get: key => Promise.resolve(files.get(key)?.slice()),
    async *list(prefix) {
      for (const key of [...files.keys()]) if (key.startsWith(prefix)) yield await Promise.resolve(key);
    },
    remove: key => Promise.resolve(void files.delete(key)),
  };
}
