import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, describe, it} from 'node:test';
import {runOffice} from '@dispatch-kit/server/node';
import {conformance} from '@dispatch-kit/testing/conformance';
import {OpenApiClient} from './open-api-client.ts';

const dataDir = await mkdtemp(join(tmpdir(), 'dispatch-conformance-'));
/** It is asked as fast as it answers. */
const limits = {requestsPerMinute: 1e6, anonymousPerMinute: 1e6};
const office = await runOffice({dataDir, databaseUrl: 'pglite:', port: 0, limits});
after(async () => {
  await office.close();
  await rm(dataDir, {recursive: true, force: true});
});

const contract = await OpenApiClient.read(office.url);

/** Each reply of the whole suite is held against the published document too. */
async function judged(request: Request): Promise<Response> {
  const response = await fetch(request.clone());
  if (request.method === 'OPTIONS' || response.headers.get('content-type')?.startsWith('text/event-stream'))
    return response;
  contract.judge(request, response, await response.clone().text());
  return response;
}

describe('an office on PGlite keeps the contract', {concurrency: 3}, () => {
  conformance({...office, fetch: judged}, {test: it});
});
