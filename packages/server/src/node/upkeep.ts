import {createReadStream, createWriteStream} from 'node:fs';
import {rename, rm} from 'node:fs/promises';
import {join} from 'node:path';
import {createInterface} from 'node:readline';
import {Readable} from 'node:stream';
import {pipeline} from 'node:stream/promises';
import {createGunzip, createGzip} from 'node:zlib';
import {folderFiles} from './folder-files.ts';
import {openStorage} from './open-storage.ts';
import {readBackup, writeBackup} from '../upkeep/backup.ts';
import {examine} from '../upkeep/doctor.ts';
import type {Checkup} from '../upkeep/doctor.ts';
import {rebuildProjections} from '../upkeep/rebuild.ts';
import type {Rebuilt} from '../upkeep/rebuild.ts';
import type {Archive} from '../storage/archive.ts';
import type {Storage} from '../storage/storage.ts';

/** Where an office is stored. */
export type StoredOffice = {dataDir: string; databaseUrl?: string | undefined};

async function opened<T>(office: StoredOffice, run: (storage: Storage) => Promise<T>): Promise<T> {
  const {storage, close} = await openStorage(office.databaseUrl, office.dataDir);
  try {
    return await run(storage);
  } finally {
    await close();
  }
}

function archiveOf({archive}: Storage): Archive {
  if (archive) return archive;
  throw new Error('An office in memory ends with its process: give a database-url that stays.');
}

const filesOf = ({dataDir}: StoredOffice) => folderFiles(join(dataDir, 'photos'));

/**
 * Writes an office, as it is at one moment, into one compressed file for its owner alone. On PostgreSQL it may be in use
 * meanwhile. The secret is not in it: keep that too, or tracking links and webhook signatures end.
 */
export function backUpOffice(office: StoredOffice, path: string): Promise<void> {
  return opened(office, async storage => {
    const part = `${path}.part`;
    try {
      const lines = Readable.from(writeBackup(archiveOf(storage), filesOf(office)));
      await pipeline(lines, createGzip(), createWriteStream(part, {mode: 0o600}));
      await rename(part, path);
    } catch (error) {
      await rm(part, {force: true});
      throw error;
    }
  });
}

/** Puts a backup into an office that is empty; all of it or nothing. */
export function restoreOffice(office: StoredOffice, path: string): Promise<{rows: number; files: number}> {
  return opened(office, async storage => {
    const text = createReadStream(path).pipe(createGunzip());
    const failed = new Promise<never>((_, reject) => {
      text.on('error', () => reject(new Error('The backup cannot be read: it is cut short, or no backup.')));
    });
    const lines = createInterface({input: text, crlfDelay: Infinity});
    return Promise.race([readBackup(archiveOf(storage), filesOf(office), lines), failed]);
  });
}

/** Folds every job and visit again from its events. Run it while no process serves the office. */
export function rebuildOffice(office: StoredOffice): Promise<Rebuilt> {
  return opened(office, rebuildProjections);
}

/** Holds what is stored against the laws of the domain. It only reads. */
export function examineOffice(office: StoredOffice): Promise<Checkup> {
  return opened(office, examine);
}
