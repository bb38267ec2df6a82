import {
  closeSync,
  existsSync,
  fdatasyncSync,
  fsyncSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import {join} from 'node:path';
import {PGlite} from '@electric-sql/pglite';
import {btree_gist} from '@electric-sql/pglite/contrib/btree_gist';
import {createPgConfig} from '@electric-sql/pglite/node-postgres';
import {NodeFS} from '@electric-sql/pglite/nodefs';
import pg from 'pg';
import type {PoolConfig} from 'pg';
import type {Storage} from '../storage.ts';
import {lockFolder} from './folder-lock.ts';
import {sqlStorage} from './sql-storage.ts';

export interface PgliteOptions {
  /** The folder for the data; made if it is not there. Left out: the data ends with the process. */
  dataDir?: string | undefined;
}

/** Nothing cleans up or writes ahead by itself in an engine without processes of its own. */
const housekeeping = ['checkpoint', 'vacuum (analyze)'];

/**
 * Opens an office's data in PGlite, a PostgreSQL within this process. What is committed is on the disk. One process
 * at a time may open a folder; another gets an error that names the first.
 */
export async function openPglite({dataDir}: PgliteOptions = {}): Promise<{
  storage: Storage;
  close(): Promise<void>;
}> {
  const unlock = dataDir === undefined ? () => {} : lockFolder(dataDir);
  let engine: PGlite | undefined;
  try {
    engine = await startEngine(dataDir === undefined ? undefined : await madeFolder(dataDir));
    const pool = new pg.Pool({
      ...(createPgConfig(engine) as unknown as PoolConfig),
      max: 1,
      idleTimeoutMillis: 0,
    });
    const storage = await sqlStorage({pool, housekeeping});
    const close = closing(storage, engine, unlock);
    return {storage: {...storage, close}, close};
  } catch (error) {
    await engine?.close().catch(() => {});
    unlock();
    throw error;
  }
}

/** The folder of the engine's files, laid out if it is the first start. One that was cut short left no folder. */
async function madeFolder(dataDir: string): Promise<string> {
  const folder = join(dataDir, 'pglite');
  if (existsSync(folder)) return folder;
  const draft = `${folder}.new`;
  rmSync(draft, {recursive: true, force: true});
  await (await startEngine(draft)).close();
  syncTree(draft);
  renameSync(draft, folder);
  syncFile(dataDir);
  return folder;
}

async function startEngine(folder: string | undefined): Promise<PGlite> {
  const engine = new PGlite({
    ...(folder !== undefined && {fs: new DurableFiles(folder)}),
    startParams: startParams(),
    extensions: {btree_gist},
  });
  await engine.waitReady;
  return engine;
}

function closing(storage: Storage, engine: PGlite, unlock: () => void): () => Promise<void> {
  let closed: Promise<void> | undefined;
  const close = async () => {
    await storage.close();
    await engine.close();
    unlock();
  };
  return () => (closed ??= close());
}

/** As the engine starts by default, but never without waiting for the disk, and with a small cache. */
function startParams(): string[] {
  const params = PGlite.defaultStartParams.filter(param => param !== '-F');
  return [...params, '-c', 'wal_sync_method=fsync', '-c', 'shared_buffers=16MB'];
}

type Node = unknown;
type Nodefs = {
  stream_ops: {fsync?: (stream: {nfd: number}) => number};
  node_ops: {rename: (node: Node, folder: Node, name: string) => void};
  realPath(node: Node): string;
};

/** Files on disk that are really written when the engine asks for it; by itself it hears that they are, at once. */
class DurableFiles extends NodeFS {
  override async init(...args: Parameters<NodeFS['init']>): ReturnType<NodeFS['init']> {
    const {emscriptenOpts} = await super.init(...args);
    const hook = (module: unknown) => waitForDisk((module as {NODEFS: Nodefs}).NODEFS);
    return {emscriptenOpts: {...emscriptenOpts, preRun: [...(emscriptenOpts.preRun ?? []), hook]}};
  }
}

function waitForDisk({stream_ops, node_ops, realPath}: Nodefs): void {
  const {rename} = node_ops;
  stream_ops.fsync = ({nfd}) => {
    fdatasyncSync(nfd);
    return 0;
  };
  // A new segment of the log is made under another name; the engine does not sync folders.
  node_ops.rename = (node, folder, name) => {
    rename(node, folder, name);
    syncFile(realPath(folder));
  };
}

function syncFile(path: string): void {
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** What the first start lays out is not synced as it is written. */
function syncTree(folder: string): void {
  for (const entry of readdirSync(folder, {recursive: true, withFileTypes: true}))
    syncFile(join(entry.parentPath, entry.name));
  syncFile(folder);
}
