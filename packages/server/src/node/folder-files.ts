import {mkdir, opendir, readFile, rename, rm, writeFile} from 'node:fs/promises';
import {dirname, join, relative, resolve, sep} from 'node:path';
import type {FileStore} from '../options.ts';

/** Keeps files in a folder, readable for its owner alone. A file is there whole or not at all. */
export function folderFiles(folder: string): FileStore {
  const root = resolve(folder);
  const pathOf = (key: string) => {
    const path = join(root, key);
    if (!path.startsWith(root + sep)) throw new Error(`${key} is no key of a file.`);
    return path;
  };
  return {
    async put(key, bytes) {
      const path = pathOf(key);
      await mkdir(dirname(path), {recursive: true, mode: 0o700});
      await writeFile(`${path}.part`, bytes, {mode: 0o600});
      await rename(`${path}.part`, path);
    },
    async get(key) {
      try {
        return new Uint8Array(await readFile(pathOf(key)));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw error;
      }
    },
    async *list(prefix) {
      const folderOfPrefix = join(root, prefix.slice(0, prefix.lastIndexOf('/') + 1));
      for await (const path of filesIn(folderOfPrefix)) {
        const key = relative(root, path).replaceAll(sep, '/');
        if (key.startsWith(prefix)) yield key;
      }
    },
    remove: key => rm(pathOf(key), {force: true}),
  };
}

/** The paths of all files in a folder, however deep; none where there is no folder, or no more. */
async function* filesIn(folder: string): AsyncGenerator<string> {
  try {
    for await (const entry of await opendir(folder)) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) yield* filesIn(path);
      else if (entry.isFile()) yield path;
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}
