import {mkdir} from 'node:fs/promises';
import {join, resolve} from 'node:path';
import {memoryStorage} from '../storage/memory-storage.ts';
import type {Storage} from '../storage/storage.ts';

/** A storage that was opened, and how to close it. */
export type OpenedStorage = {storage: Storage; close(): Promise<void>};

/**
 * Opens what a database address names: `memory:` (ends with the process), `pglite:DIR` (a folder), or `postgres://…`.
 *
 * @param dataDir where PGlite lives if the address names no folder, or there is no address at all.
 */
export async function openStorage(url: string | undefined, dataDir: string): Promise<OpenedStorage> {
  if (url === 'memory:') {
    const storage = memoryStorage();
    return {storage, close: () => storage.close()};
  }
  if (url?.startsWith('postgres:') || url?.startsWith('postgresql:')) {
    const {openPostgres} = await import('../storage/sql/postgres.ts');
    return openPostgres({connectionString: url});
  }
  if (url !== undefined && !url.startsWith('pglite:')) {
    throw new Error(`database-url: give memory:, pglite:DIR or postgres://…, not ${url.split(':')[0]}:…`);
  }
  const named = url?.slice('pglite:'.length);
  const folder = named ? resolve(named) : join(resolve(dataDir), 'database');
  await mkdir(folder, {recursive: true});
  const {openPglite} = await import('../storage/sql/pglite.ts');
  return openPglite({dataDir: folder});
}
