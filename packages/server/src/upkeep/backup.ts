import {fileKey, photoSizes} from '../photos/photo-files.ts';
import type {FileStore} from '../options.ts';
import type {Archive, ArchivedRow} from '../storage/archive.ts';

/** The first line of a backup. */
type Head = {dispatchKit: 'backup'; format: 1; migration: number};
type Line = Head | ArchivedRow | {file: string; base64: string} | {end: number};

/**
 * Writes everything that is stored, at one moment, as lines of JSON: a head, a line for each row, one for each file of a
 * photo, and last how many there were.
 */
export async function* writeBackup(archive: Archive, files: FileStore | undefined): AsyncGenerator<string> {
  const line = (value: Line) => `${JSON.stringify(value)}\n`;
  let count = 0;
  const keys: string[] = [];
  yield line({dispatchKit: 'backup', format: 1, migration: await archive.migration()});
  for await (const row of archive.rows()) {
    if (row.table === 'photos') keys.push(...keysOf(row.row));
    yield line(row);
    count += 1;
  }
  for (const file of keys) {
    const bytes = await files?.get(file);
    if (!bytes) continue;
    yield line({file, base64: base64Of(bytes)});
    count += 1;
  }
  yield line({end: count});
}

function keysOf(row: Record<string, unknown>): string[] {
  const [organizationId, id] = [String(row['organization_id']), String(row['id'])];
  return photoSizes.map(size => fileKey(organizationId, id, size));
}

/**
 * Puts a backup into an office that is empty. All of its rows are there afterwards, or none.
 *
 * @throws an error with the remedy if the office is not empty, or the file is cut short, damaged, or of another version.
 */
export async function readBackup(
  archive: Archive,
  files: FileStore | undefined,
  lines: AsyncIterable<string>,
): Promise<{rows: number; files: number}> {
  const iterator = lines[Symbol.asyncIterator]();
  const head = parsed((await iterator.next()).value as string | undefined, 1) as Partial<Head>;
  if (head.dispatchKit !== 'backup' || head.format !== 1)
    throw new Error('This is no backup of an office: give a file that `office backup` wrote.');
  const migration = await archive.migration();
  if (head.migration !== migration)
    throw new Error(
      `The backup was made with tables of version ${head.migration}, and these are of version ${migration}: restore it with the version that made it, and start the newer one on it then.`,
    );
  const counts = {rows: 0, files: 0};
  await archive.fill(rowsOf(iterator, files, counts));
  return counts;
}

async function* rowsOf(
  iterator: AsyncIterator<string>,
  files: FileStore | undefined,
  counts: {rows: number; files: number},
): AsyncGenerator<ArchivedRow> {
  for (let number = 2; ; number++) {
    const {value, done} = await iterator.next();
    const line = done ? undefined : parsed(value, number);
    if (!line) throw new Error('The backup is cut short: its last line is missing. Nothing was restored.');
    if ('end' in line) {
      if (line.end === counts.rows + counts.files) return;
      throw new Error(`The backup is damaged: it speaks of ${line.end} lines. Nothing was restored.`);
    }
    if ('file' in line) {
      await files?.put(line.file, bytesOf(line.base64));
      counts.files += 1;
    } else {
      yield line as ArchivedRow;
      counts.rows += 1;
    }
  }
}

function parsed(text: string | undefined, number: number): Line {
  try {
    return JSON.parse(text ?? '') as Line;
  } catch {
    throw new Error(`The backup is damaged in line ${number}. Nothing was restored.`);
  }
}

function base64Of(bytes: Uint8Array): string {
  let binary = '';
  for (let at = 0; at < bytes.length; at += 8192)
    binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(binary);
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), character => character.charCodeAt(0));
}
