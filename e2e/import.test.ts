import assert from 'node:assert/strict';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, test} from 'node:test';
import {DispatchClient, eachOf} from '@dispatch-kit/client';
import {runOffice} from '@dispatch-kit/server/node';
import {importOrders, lacksOrders} from './imported-office.ts';

const skip = lacksOrders;
const folder = await mkdtemp(join(tmpdir(), 'dispatch-import-'));
after(() => rm(folder, {recursive: true, force: true}));

test('ten thousand real orders are taken over, and the report names what they lack', {skip}, async () => {
  const report = await importOrders({dataDir: folder});
  assert.deepEqual(report, {
    read: 10_000,
    made: 10_000,
    already: 0,
    refused: 0,
    without: {location: 11, crew: 120, serviceDate: 555},
  });
});

test('the same file once more makes nothing', {skip}, async () => {
  const report = await importOrders({dataDir: folder});
  assert.equal(report.made, 0);
  assert.equal(report.already, 10_000);
});

test(
  'the list of imported jobs pages through all of them, each once, in the same order every time',
  {skip},
  async () => {
    const office = await runOffice({dataDir: folder, port: 0});
    try {
      const client = new DispatchClient({url: office.url, token: office.apiKey});
      const read = async () => {
        const jobs = [];
        for await (const job of eachOf(client.jobs.list, {sort: 'created' as const, limit: 200}))
          jobs.push(job);
        return jobs;
      };
      const [first, second] = [await read(), await read()];
      assert.equal(new Set(first.map(job => job.id)).size, 10_000);
      assert.deepEqual(
        first.map(job => job.id),
        second.map(job => job.id),
      );
      const created = first.map(job => job.createdAt);
      assert.deepEqual(created, created.toSorted());
      const {items} = await client.office.notices();
      assert.deepEqual(items, [], 'an import tells nobody');
      const unplaced = first.filter(job => job.address.lat === undefined);
      assert.equal(unplaced.length, 11);
    } finally {
      await office.close();
    }
  },
);
