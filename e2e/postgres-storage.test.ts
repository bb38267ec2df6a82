import assert from 'node:assert/strict';
import {after, before, describe, test} from 'node:test';
import {openPostgres} from '@dispatch-kit/server/postgres';
import {storageSuite} from '@dispatch-kit/server/storage-suite';
import {startPostgres} from './embedded-postgres.ts';
import {postgresDemands} from './postgres-demands.ts';
import {postgresServers} from './postgres-servers.ts';
import type {PostgresServer} from './postgres-servers.ts';
import {sampleKey} from '../packages/server/src/storage/suite/sample-rows.ts';

for (const {name, skip, start} of postgresServers)
  if (skip) test(`a storage on ${name}`, {skip});
  else describe(`a storage on ${name}`, () => proveStorage(start));

function proveStorage(start: () => Promise<PostgresServer>): void {
  let postgres: PostgresServer;
  let databases = 0;
  const newDatabase = () => postgres.createDatabase(`test_${++databases}`);
  before(async () => {
    postgres = await start();
  });
  storageSuite({name: 'PostgreSQL', open: async () => openIn(await newDatabase())}, {test, after});
  for (const [name, prove] of Object.entries(postgresDemands)) test(name, () => prove(newDatabase));
  after(() => postgres.stop());
}

async function openIn(connectionString: string) {
  const {storage, close} = await openPostgres({connectionString});
  const reopen = async () => {
    await close();
    return openIn(connectionString);
  };
  return {storage, close, reopen};
}

test('what was acknowledged before the server was killed is there after it, over the same storage', async () => {
  const postgres = await startPostgres();
  const {connectionString} = postgres;
  const {storage, close} = await openPostgres({connectionString});
  const acknowledged: string[] = [];
  const put = async (id: string) => {
    await storage.transaction(tx => tx.keys.insert('org_1', [sampleKey(id)]));
    acknowledged.push(id);
  };
  const writing = (async () => {
    for (let i = 0; ; i++) await put(`key_${i}`);
  })().catch(() => {});
  while (acknowledged.length < 50) await new Promise(resolve => setImmediate(resolve));
  process.kill(postgres.pid, 'SIGKILL');
  await writing;
  await postgres.restart();
  const found = await storage.transaction(tx => tx.keys.getMany('org_1', acknowledged));
  assert.equal(found.length, acknowledged.length);
  await close();
  await postgres.stop();
});
