import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {findLeaks} from '@dispatch-kit/testing/leaks';
import type {LeakReport} from '@dispatch-kit/testing/leaks';
import {startPostgres} from './embedded-postgres.ts';
import {startOsrm} from './osrm-server.ts';
import {bundleOffice, startOffice} from './office-process.ts';
import {openServer} from './postgres-servers.ts';

/**
 * Searches two office processes on one PostgreSQL, with a routing engine, and all that they log.
 *
 * @param databaseUrl a PostgreSQL server, on which a database is made for it; an embedded one unless given.
 */
export async function searchTwoOffices(databaseUrl?: string): Promise<LeakReport & {routes: number}> {
  const folder = await mkdtemp(join(tmpdir(), 'dispatch-leaks-'));
  const postgres = await (databaseUrl ? openServer(databaseUrl) : startPostgres());
  const osrm = await startOsrm();
  const unbundle = await bundleOffice();
  const printed: string[] = [];
  const ways = ['--router-kind', 'osrm', '--router-url', osrm.url];
  const where = ['--data', folder, '--database-url', postgres.connectionString, ...ways];
  const start = () =>
    startOffice([...where, '--rate-limit', '1000000', '--log', 'info'], line => void printed.push(line));
  const offices = [await start(), await start()] as const;
  try {
    const [one, two] = offices;
    const report = await findLeaks(one, {others: [two.url], log: () => printed.join('\n')});
    if (osrm.asked() === 0) throw new Error('The run is void: the routing engine was asked for nothing.');
    return {...report, routes: osrm.asked()};
  } finally {
    for (const office of offices) await office.kill();
    await osrm.stop();
    await unbundle();
    await postgres.stop();
    await rm(folder, {recursive: true, force: true});
  }
}
