import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, describe, it} from 'node:test';
import {runOffice} from '@dispatch-kit/server/node';
import {conformance} from '@dispatch-kit/testing/conformance';

const dataDir = await mkdtemp(join(tmpdir(), 'dispatch-conformance-'));
const office = await runOffice({dataDir, databaseUrl: 'pglite:', port: 0});
after(async () => {
  await office.close();
  await rm(dataDir, {recursive: true, force: true});
});

describe('an office on PGlite keeps the contract', {concurrency: 6}, () => {
  conformance(office, {test: it});
});
