import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, describe, it} from 'node:test';
import {runOffice} from '@dispatch-kit/server/node';
import {conformance} from '@dispatch-kit/testing/conformance';
import {freePort, startPostgres} from './embedded-postgres.ts';

const dataDir = await mkdtemp(join(tmpdir(), 'dispatch-conformance-'));
const postgres = await startPostgres();
const databaseUrl = postgres.connectionString;
const office = await runOffice({dataDir, databaseUrl, port: 0});
// A second server on the same database and secret: both beat, and requests go to one after the other.
const port = await freePort();
const beside = await runOffice({dataDir, databaseUrl, port, publicUrl: office.url});
after(async () => {
  await beside.close();
  await office.close();
  await postgres.stop();
  await rm(dataDir, {recursive: true, force: true});
});

let requests = 0;

function inTurn(request: Request): Promise<Response> {
  requests += 1;
  if (requests % 2 === 0) return fetch(request);
  return fetch(new Request(request.url.replace(office.url, `http://127.0.0.1:${port}`), request));
}

describe('two servers on one PostgreSQL keep the contract as one', {concurrency: 4}, () => {
  conformance({...office, fetch: inTurn}, {test: it});
});
