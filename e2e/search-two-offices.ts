import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {findLeaks} from '@dispatch-kit/testing/leaks';
import type {LeakReport} from '@dispatch-kit/testing/leaks';
import {startPostgres} from './embedded-postgres.ts';
import {bundleOffice, startOffice} from './office-process.ts';
import {openServer} from './postgres-servers.ts';

/**
 * Searches two office processes on one PostgreSQL, and all that they log.
 *
 * @param databaseUrl a PostgreSQL server, on which a database is made for it; an embedded one unless given.
 */
export async function searchTwoOffices(databaseUrl?: string): Promise<LeakReport> {
  const folder = await mkdtemp(join(tmpdir(), 'dispatch-leaks-'));
  const postgres = await (databaseUrl ? openServer(databaseUrl) : startPostgres());
  const unbundle = await bundleOffice();
  const printed: string[] = [];
  const where = ['--data', folder, '--database-url', postgres.connectionString];
  const start = () =>
    startOffice([...where, '--rate-limit', '1000000', '--log', 'info'], line => void printed.push(line));
  const offices = [await start(), await start()] as const;
  try {
    const [one, two] = offices;
    return await findLeaks(one, {others: [two.url], log: () => printed.join('\n')});
  } finally {
    for (const office of offices) await office.kill();
    await unbundle();
    await postgres.stop();
    await rm(folder, {recursive: true, force: true});
  }
}
