import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, describe, it, test} from 'node:test';
import {runOffice} from '@dispatch-kit/server/node';
import {conformance} from '@dispatch-kit/testing/conformance';
import {freePort} from './embedded-postgres.ts';
import {postgresServers} from './postgres-servers.ts';
import type {PostgresServer} from './postgres-servers.ts';

/** It is asked as fast as it answers. */
const limits = {requestsPerMinute: 1e6, anonymousPerMinute: 1e6};

for (const {name, skip, start} of postgresServers) {
  const sentence = `two servers on ${name} keep the contract as one`;
  if (skip) test(sentence, {skip});
  else await proveTwo(sentence, await start());
}

async function proveTwo(sentence: string, postgres: PostgresServer): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'dispatch-conformance-'));
  const databaseUrl = postgres.connectionString;
  const office = await runOffice({dataDir, databaseUrl, port: 0, limits});
  // A second server on the same database and secret: both beat, and requests go to one after the other.
  const port = await freePort();
  const beside = await runOffice({dataDir, databaseUrl, port, publicUrl: office.url, limits});
  after(async () => {
    await beside.close();
    await office.close();
    await postgres.stop();
    await rm(dataDir, {recursive: true, force: true});
  });
  let requests = 0;
  const inTurn = (request: Request): Promise<Response> => {
    requests += 1;
    if (requests % 2 === 0) return fetch(request);
    return fetch(new Request(request.url.replace(office.url, `http://127.0.0.1:${port}`), request));
  };
  describe(sentence, {concurrency: 4}, () => {
    conformance({...office, fetch: inTurn}, {test: it});
  });
}
