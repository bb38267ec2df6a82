import assert from 'node:assert/strict';
import {after, test} from 'node:test';
import {memoryStorage} from './memory-storage.ts';
import {storageSuite} from './storage-suite.ts';
import {minute, sampleJob, sampleVisit} from './suite/sample-rows.ts';

// #region suite
storageSuite(
  {
    name: 'memory',
    async open() {
      const storage = memoryStorage();
      return {storage, close: () => storage.close()};
    },
  },
  {test, after},
);
// #endregion

test('memory: a day among ten thousand jobs is found', async () => {
  const storage = memoryStorage();
  const jobs = Array.from({length: 10_000}, (_, i) => sampleJob(`job_${i}`, {plannedAt: minute(i)}));
  const visits = jobs.map((job, i) => sampleVisit(`apt_${i}`, {from: i}, {jobId: job.id}));
  const found = await storage.transaction(async tx => {
    await tx.jobs.insert('org_1', jobs);
    await tx.appointments.insert('org_1', visits);
    return tx.jobs.list('org_1', {
      sort: 'planned',
      limit: 50,
      range: {start: minute(5000), end: minute(5010)},
    });
  });
  assert.equal(found.length, 50);
  assert.equal(found[0]?.id, 'job_4941');
});
