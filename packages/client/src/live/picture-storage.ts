/**
 * Keeps on the device what was seen last, so that a page that starts without a network has it. It holds names, addresses
 * and notes: one for each person who signs in, and `clear()` when he signs out. Ships with `indexedDbPictures()` and
 * `memoryPictures()`.
 */
export interface PictureStorage {
  /** What was kept under a key; undefined if nothing was. */
  read(key: string): Promise<unknown>;
  /** Keeps plain data in place of what was there. */
  write(key: string, picture: unknown): Promise<void>;
  /** Forgets everything. */
  clear(): Promise<void>;
}

/** Keeps pictures as long as the page lives. */
export function memoryPictures(): PictureStorage {
  const kept = new Map<string, unknown>();
  return {
    read: key => Promise.resolve(kept.get(key)),
    write: (key, picture) => Promise.resolve(void kept.set(key, structuredClone(picture))),
    clear: () => Promise.resolve(kept.clear()),
  };
}
