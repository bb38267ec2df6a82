import {randomBytes} from 'node:crypto';
import pg from 'pg';
import {startPostgres} from './embedded-postgres.ts';

/** A PostgreSQL server on which a test makes databases of its own. */
export interface PostgresServer {
  /** An empty database of this test's own. */
  connectionString: string;
  /** Makes a further, empty database and answers how to connect to it. */
  createDatabase(name: string): Promise<string>;
  /** Leaves nothing behind: ends a server of its own; of another drops the databases that were made. */
  stop(): Promise<void>;
}

/** Names a PostgreSQL server to be tried beside the embedded one: any database of it, with a user who may make more. */
export const namedServer = process.env['DATABASE_URL'];

/** Why what needs the named server is skipped; false where there is one. */
export const noNamedServer =
  namedServer === undefined &&
  'DATABASE_URL names no PostgreSQL server: only the embedded one was tried. Give DATABASE_URL=postgres://… to try yours.';

/** The servers to try: the embedded one, and the one that DATABASE_URL names. Start only those that are not skipped. */
export const postgresServers: readonly {
  name: string;
  skip: string | false;
  start: () => Promise<PostgresServer>;
}[] = [
  {name: 'the embedded PostgreSQL', skip: false, start: startPostgres},
  {name: 'the PostgreSQL of DATABASE_URL', skip: noNamedServer, start: () => openServer(namedServer!)},
];

/** Makes databases on a server that is there; all of them are dropped when it is done. */
export async function openServer(url: string): Promise<PostgresServer> {
  const run = randomBytes(6).toString('hex');
  const made: string[] = [];
  const ask = async (sql: string) => {
    const client = new pg.Client({connectionString: url});
    await client.connect();
    await client.query(sql).finally(() => client.end());
  };
  const createDatabase = async (name: string) => {
    const database = `dispatch_${run}_${name}`;
    await ask(`create database ${database} template template0 encoding 'UTF8'`);
    made.push(database);
    const connection = new URL(url);
    connection.pathname = `/${database}`;
    return connection.href;
  };
  return {
    connectionString: await createDatabase('first'),
    createDatabase,
    async stop() {
      for (const database of made) await ask(`drop database if exists ${database} with (force)`);
    },
  };
}
