import {linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';

/** Folders that this process holds: a file with its own process id may also be left over from an earlier life. */
const held = new Set<string>();

/**
 * Takes a folder for this process alone, by a file in it that names the process. What a dead process left is taken
 * over.
 *
 * @returns what gives the folder back.
 */
export function lockFolder(folder: string): () => void {
  mkdirSync(folder, {recursive: true});
  const file = join(folder, 'lock.pid');
  const own = `${process.pid} ${startOf(process.pid)}`.trim();
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, own);
  try {
    while (!linked(draft, file)) {
      const found = contentOf(file);
      if (found === undefined) continue;
      if (isHeld(file, found)) throw new Error(refusal(folder, found));
      removeStale(file, found);
    }
  } finally {
    rmSync(draft, {force: true});
  }
  held.add(file);
  return () => {
    if (!held.delete(file)) return;
    if (contentOf(file) === own) rmSync(file, {force: true});
  };
}

function refusal(folder: string, content: string): string {
  const pid = content.split(' ')[0];
  return (
    `The data in ${folder} is in use by process ${pid}. Only one process may open it: ` +
    'stop that one, give this one another folder, or use a PostgreSQL server.'
  );
}

/** Makes `file` in one step, unless there is one. */
function linked(draft: string, file: string): boolean {
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function contentOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** True if the process that a lock file names is still the one that wrote it. */
function isHeld(file: string, content: string): boolean {
  const [pid, start = ''] = content.split(' ');
  const id = Number(pid);
  if (!Number.isInteger(id) || id <= 0) return false;
  if (id === process.pid) return held.has(file);
  try {
    process.kill(id, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  return start === '' || start === startOf(id);
}

/** When a process began, where the system tells: another process may have the same id later. */
function startOf(pid: number): string {
  const stat = contentOf(`/proc/${pid}/stat`);
  if (stat === undefined) return '';
  // The name in parentheses may hold anything; the state comes after it, the start 19 fields later.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const isOnlyRemembered = fields[0] === 'Z' || fields[0] === 'X';
  return isOnlyRemembered ? 'ended' : (fields[19] ?? '');
}

/** Moves a stale lock aside; one that another process has just taken in its place is put back. */
function removeStale(file: string, content: string): void {
  const aside = `${file}.stale.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  if (contentOf(aside) !== content) linked(aside, file);
  rmSync(aside, {force: true});
}
