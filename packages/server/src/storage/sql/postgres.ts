import pg from 'pg';
import type {Storage} from '../storage.ts';
import type {BellConnection} from './commit-bell.ts';
import {commitBell} from './commit-bell.ts';
import {sqlStorage} from './sql-storage.ts';

export interface PostgresOptions {
  /** `postgres://user:password@host:port/database`. The user must own a schema it may make tables in. */
  connectionString: string;
  /** Connections at most, besides the one that listens. Default 10. */
  maxConnections?: number;
  /** Seconds between two looks for events whose notification was missed. Default 5. */
  lookSeconds?: number;
}

/**
 * Opens an office's data in a PostgreSQL 15 or newer, and makes or updates the tables. Any number of processes may
 * open the same database: each hears of what the others commit.
 *
 * The database needs the extension `btree_gist`; it is made if it is not there and the user may.
 */
export async function openPostgres(options: PostgresOptions): Promise<{
  storage: Storage;
  close(): Promise<void>;
}> {
  const {connectionString, maxConnections = 10, lookSeconds = 5} = options;
  const pool = new pg.Pool({connectionString, max: maxConnections});
  // The pool replaces a connection that is lost; what is asked over a lost one fails by itself.
  pool.on('error', () => {});
  pool.on('connect', client => client.on('error', () => {}));
  try {
    const openBell = () => commitBell(() => connect(connectionString), lookSeconds);
    const storage = await sqlStorage({pool, openBell});
    return {storage, close: storage.close};
  } catch (error) {
    await pool.end();
    throw error;
  }
}

async function connect(connectionString: string): Promise<BellConnection> {
  const client = new pg.Client({connectionString, keepAlive: true, query_timeout: 10_000});
  const lost = new Promise<void>(resolve => {
    client.once('error', () => resolve());
    client.once('end', () => resolve());
  });
  client.on('error', () => {});
  await client.connect();
  const {rows} = await client.query('select pg_backend_pid() as pid');
  const own = Number(rows[0].pid);
  return {
    query: (text, values) => client.query(text, values),
    onNotification: listener =>
      client.on('notification', ({processId, channel, payload}) => {
        if (processId !== own) listener(channel, payload ?? '');
      }),
    onLost: listener => void lost.then(listener),
    end: () => client.end(),
  };
}
