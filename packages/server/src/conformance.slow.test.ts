import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, describe, it} from 'node:test';
import {conformance} from '@dispatch-kit/testing/conformance';
import {runOffice} from './node/run-office.ts';

const dataDir = await mkdtemp(join(tmpdir(), 'dispatch-conformance-'));
const office = await runOffice({dataDir, databaseUrl: 'memory:', port: 0});
after(async () => {
  await office.close();
  await rm(dataDir, {recursive: true, force: true});
});

describe('an office in memory keeps the contract', {concurrency: 6}, () => {
  conformance(office, {test: it});
});
