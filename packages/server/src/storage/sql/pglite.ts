import {closeSync, fdatasyncSync, fsyncSync, openSync} from 'node:fs';
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
    engine = new PGlite({
      ...(dataDir !== undefined && {fs: new DurableFiles(join(dataDir, 'pglite'))}),
      startParams: startParams(),
      extensions: {btree_gist},
    });
    await engine.waitReady;
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

type Stream = {nfd?: number; node: unknown};
type Nodefs = {stream_ops: {fsync?: (stream: Stream) => number}; realPath(node: unknown): string};

/** Files on disk that are really written when the engine asks for it; by itself it hears that they are, at once. */
class DurableFiles extends NodeFS {
  override async init(...args: Parameters<NodeFS['init']>): ReturnType<NodeFS['init']> {
    const {emscriptenOpts} = await super.init(...args);
    const hook = (module: unknown) => {
      const nodefs = (module as {NODEFS: Nodefs}).NODEFS;
      nodefs.stream_ops.fsync = stream => {
        if (stream.nfd !== undefined) fdatasyncSync(stream.nfd);
        else syncFolder(nodefs.realPath(stream.node));
        return 0;
      };
    };
    return {emscriptenOpts: {...emscriptenOpts, preRun: [...(emscriptenOpts.preRun ?? []), hook]}};
  }
}

/** So that the name of a new file is on the disk as well as what is in it. */
function syncFolder(path: string): void {
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
