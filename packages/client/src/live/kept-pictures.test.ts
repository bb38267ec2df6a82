import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createCompany, expectOk} from '@dispatch-kit/testing';
import {DispatchClient} from '../dispatch-client.ts';
import {webPlatform} from '../platform.ts';
import {memoryPictures} from './picture-storage.ts';

/** Waits for something that comes by itself. */
async function until(isSo: () => boolean): Promise<void> {
  for (let tries = 0; tries < 400; tries++) {
    if (isSo()) return;
    await new Promise(resolve => setTimeout(resolve, 5));
  }
  throw new Error('It did not come.');
}

async function technician() {
  const company = await createCompany();
  const sam = await company.hireTechnician();
  const job = await company.book({leadId: sam.id});
  expectOk(await company.admin.post(`/v1/jobs/${job.id}/notes`, {text: 'Dog in the yard'}));
  const pictures = memoryPictures();
  const platform = {
    ...webPlatform(),
    after: (delayMs: number, run: () => void) => webPlatform().after(delayMs / 100, run),
  };
  const open = (isCut = false) =>
    new DispatchClient({
      url: company.url,
      token: sam.caller.token,
      pictures,
      platform: {
        ...platform,
        fetch: (input, init) =>
          isCut ? Promise.reject(new TypeError('cut')) : company.server.fetch(new Request(input, init)),
      },
    });
  return {company, job, open, pictures};
}

test('what was seen last is there when a client starts without a network, and says that it is old', async context => {
  const {company, job, open, pictures} = await technician();
  context.after(() => company.close());
  const seen = open();
  const leave = [
    seen.agenda({day: 'today'}).subscribe(() => undefined),
    seen.folder(job.id).subscribe(() => undefined),
  ];
  await until(() => seen.agenda({day: 'today'}).get().status === 'live');
  await until(() => seen.folder(job.id).get().contents !== undefined);
  await new Promise(resolve => setTimeout(resolve, 30));
  for (const stop of leave) stop();

  const cold = open(true);
  const [day, folder] = [cold.agenda({day: 'today'}), cold.folder(job.id)];
  const stops = [day.subscribe(() => undefined), folder.subscribe(() => undefined)];
  await until(() => day.get().status === 'offline' && folder.get().error !== undefined);
  const {jobs, customers, organization, asOfMs} = day.get();
  assert.equal(jobs.get(job.id)?.title, job.title);
  assert.equal([...customers.values()][0]?.name, 'Ada Lee');
  assert.equal(organization?.name, 'Northside Plumbing');
  assert.ok(asOfMs);
  assert.deepEqual(
    folder.get().contents?.notes.map(({text}) => text),
    ['Dog in the yard'],
  );
  for (const stop of stops) stop();

  await pictures.clear();
  const bare = open(true);
  const stop = bare.agenda({day: 'today'}).subscribe(() => undefined);
  await until(() => bare.agenda({day: 'today'}).get().status === 'offline');
  assert.equal(bare.agenda({day: 'today'}).get().jobs.size, 0);
  stop();
});

test('what is kept gives way to what the office says', async context => {
  const {company, job, open} = await technician();
  context.after(() => company.close());
  const first = open();
  const leave = first.agenda({day: 'today'}).subscribe(() => undefined);
  await until(() => first.agenda({day: 'today'}).get().status === 'live');
  await new Promise(resolve => setTimeout(resolve, 30));
  leave();
  expectOk(await company.admin.patch(`/v1/jobs/${job.id}`, {title: 'Burst pipe'}));
  const again = open();
  const stop = again.agenda({day: 'today'}).subscribe(() => undefined);
  await until(() => again.agenda({day: 'today'}).get().status === 'live');
  assert.equal(again.agenda({day: 'today'}).get().jobs.get(job.id)?.title, 'Burst pipe');
  stop();
});
