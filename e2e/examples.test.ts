import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {test} from 'node:test';
import {promisify} from 'node:util';
import {openVisit} from '@dispatch-kit/client';
import {runOffice} from '@dispatch-kit/server/node';

const root = resolve(import.meta.dirname, '..');

test('the first order of the docs gives a link that shows the visit', async t => {
  const dataDir = await mkdtemp(join(tmpdir(), 'dispatch-example-'));
  const organization = {name: 'Northside Plumbing', timeZone: 'America/Chicago'};
  const office = await runOffice({dataDir, databaseUrl: 'memory:', port: 0, organization});
  t.after(async () => {
    await office.close();
    await rm(dataDir, {recursive: true});
  });
  const args = ['--conditions=@dispatch-kit/source', 'examples/first-order/first-order.ts', office.url];
  const {stdout} = await promisify(execFile)(process.execPath, [...args, office.apiKey], {cwd: root});
  const [link, told] = stdout.split('\n');
  assert.match(told!, /appointment_departed/);
  const visit = openVisit({url: office.url, token: new URL(link!).hash.slice(1)});
  await new Promise<void>(resolve => {
    const stop = visit.subscribe(() => resolve());
    t.after(stop);
  });
  assert.equal(visit.get().view?.job?.title, 'Leaking tap, kitchen');
});
