import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {TestContext} from 'node:test';
import type {Job} from '@dispatch-kit/core';
import {createCompany} from '@dispatch-kit/testing';
import {DispatchClient} from '../dispatch-client.ts';
import {memoryOutbox} from '../outbox/memory-outbox.ts';
import {webPlatform} from '../platform.ts';
import type {OfficePicture, OfficeSource} from './office-source.ts';
import {stepsOf} from './steps.ts';

/** A company with a visit of Sam's, seen by a client that counts what it asks for. */
async function open(context: TestContext, start?: string) {
  const company = await createCompany(start ? {start} : {});
  const sam = await company.hireTechnician();
  const job = await company.book({leadId: sam.id});
  const asked: string[] = [];
  const line = {isCut: false};
  const clientOf = (token: string) =>
    new DispatchClient({
      url: company.url,
      token,
      outbox: memoryOutbox(),
      platform: {
        ...webPlatform(),
        after: (delayMs, callback) =>
          webPlatform().after(delayMs > 20_000 ? delayMs : delayMs / 100, callback),
        async fetch(input) {
          const request = input as Request;
          asked.push(new URL(request.url).pathname);
          if (line.isCut) throw new TypeError('fetch failed');
          return company.server.fetch(request);
        },
      },
    });
  context.after(() => company.close());
  const client = clientOf(company.admin.token);
  return {company, sam, job, visitId: job.appointments[0]!.id, client, clientOf, asked, line};
}

/** Listens until the picture fits, and answers every picture that was told. */
async function told(
  source: OfficeSource,
  fits: (picture: OfficePicture) => boolean,
): Promise<OfficePicture[]> {
  const pictures: OfficePicture[] = [];
  const {promise, resolve} = Promise.withResolvers<void>();
  const stop = source.subscribe(() => {
    pictures.push(source.get());
    if (fits(source.get())) resolve();
  });
  await promise;
  stop();
  return pictures;
}
const isLive = ({status}: OfficePicture) => status === 'live';
const statusOf = (picture: OfficePicture, {id}: Job) => picture.jobs.get(id)?.status;

test('a store tells nothing before it has a whole picture (L4)', async context => {
  const {client, job, asked} = await open(context);
  const board = client.board();
  assert.equal(board.get().status, 'connecting');
  assert.deepEqual(asked, []);
  const [first] = await told(board, isLive);
  assert.equal(first!.status, 'live');
  assert.equal(statusOf(first!, job), 'scheduled');
  assert.equal(first!.organization!.name, 'Northside Plumbing');
  assert.equal(first!.customers.get(job.customerId)!.name, 'Ada Lee');
});

test('a store that cannot have a picture tells why (L4)', async context => {
  const {clientOf} = await open(context);
  const [only] = await told(clientOf('dk_test_wrong').board(), () => true);
  assert.deepEqual([only!.status, only!.error?.status], ['refused', 401]);
});

test('what comes together is told together (L4)', async context => {
  const {client, company, job, visitId} = await open(context);
  const board = client.board();
  let isReady = false;
  const pictures = told(board, picture => statusOf(picture, job) === 'complete');
  const stop = board.subscribe(() => {
    if (isReady || board.get().status !== 'live') return;
    isReady = true;
    void company.admin
      .post(`/v1/appointments/${visitId}/start`)
      .then(() => company.admin.post(`/v1/jobs/${job.id}/complete`, {}))
      .then(() => company.admin.post(`/v1/appointments/${visitId}/complete`, {outcome: 'done'}));
  });
  for (const picture of await pictures) {
    const held = picture.jobs.get(job.id)!;
    const isDone = held.appointments[0]!.status === 'complete';
    assert.equal(held.status === 'complete', isDone && held.closure !== null);
  }
  stop();
});

test('all stores of a client share one stream, which ends with their last listener (L6)', async context => {
  const {client, asked, visitId, company} = await open(context);
  const stores = [client.board(), client.fleet(), client.appointment(visitId)];
  assert.equal(client.board(), stores[0]);
  const stops = stores.map(store => store.subscribe(() => {}));
  for (const store of stores) await told(store, isLive).catch(() => {});
  await company.pass(1);
  assert.equal(asked.filter(path => path === '/v1/events').length, 1);
  for (const stop of stops) stop();
});

test('a board of today becomes the next day’s at the organization’s midnight (L7)', async context => {
  // 17:00 in Chicago; the visit is two hours later, the other one on the next day.
  const {client, company, sam, job} = await open(context, '2026-03-03T23:00:00Z');
  const tomorrow = await company.book({leadId: sam.id, inHours: 20});
  const board = client.board({day: 'today'});
  const stop = board.subscribe(() => {});
  await told(board, isLive).catch(() => {});
  while (!board.get().jobs.has(job.id)) await new Promise(setImmediate);
  assert.equal(board.get().jobs.has(tomorrow.id), false);
  const rolled = told(board, picture => picture.jobs.has(tomorrow.id));
  company.clock.advance(8 * 3_600_000);
  await company.server.tick();
  await client.road.positions();
  await company.admin.post(`/v1/jobs/${tomorrow.id}/notes`, {text: 'The day begins.'});
  await rolled;
  assert.equal(board.get().jobs.has(job.id), false);
  stop();
});

test('a line that is cut is offline with what was known, and live again by itself', async context => {
  const {client, job, line, company} = await open(context);
  const board = client.board();
  const [first] = await told(board, isLive);
  line.isCut = true;
  const pictures = await told(board, picture => picture.status === 'offline');
  assert.equal(statusOf(pictures.at(-1)!, job), 'scheduled');
  assert.equal(pictures.at(-1)!.jobs, first!.jobs);
  line.isCut = false;
  await company.admin.post(`/v1/appointments/${job.appointments[0]!.id}/depart`);
  await told(board, picture => isLive(picture) && statusOf(picture, job) === 'in_progress');
});

test('filter and selection are told, and kept by the one board of a client', async context => {
  const {client} = await open(context);
  let count = 0;
  const stop = client.board().subscribe(() => (count += 1));
  client.board().setFilter({text: 'tap'});
  client.board().select({jobId: 'job_1'});
  assert.equal(count, 2);
  assert.deepEqual(client.board().filter, {list: 'active', text: 'tap', statuses: [], leadId: undefined});
  assert.deepEqual(client.board().selection, {jobId: 'job_1'});
  stop();
});

test('the picture of one visit tells all that happened to its job', async context => {
  const {client, visitId} = await open(context);
  const store = client.appointment(visitId);
  const stop = store.subscribe(() => {});
  await told(store, isLive).catch(() => {});
  const departed = told(store, ({history}) => history!.at(-1)!.type === 'appointment_departed');
  await client.appointments.depart(visitId);
  await departed;
  assert.equal(store.get().history![0]!.type, 'job_created');
  stop();
});

test('steps are decided over what is confirmed with the waiting taps on top', async context => {
  const {clientOf, sam, visitId} = await open(context);
  const phone = clientOf(sam.caller.token);
  const picture = (await told(phone.agenda(), isLive)).at(-1)!;
  const me = await phone.me();
  assert.equal(me.memberId, sam.id);
  const tap = (command: string, state = 'waiting') => ({
    appointmentId: visitId,
    command,
    input: {},
    at: new Date(phone.clock.nowMs()).toISOString(),
    state,
  });
  const isOffered = (steps: ReturnType<typeof stepsOf>, word: string) =>
    steps!.offers.find(({command}) => command === word)?.refusal === null;
  const now = stepsOf(picture, visitId, me, []);
  assert.deepEqual([now!.status, now!.next, isOffered(now, 'complete')], ['scheduled', 'depart', false]);
  const later = stepsOf(picture, visitId, me, [tap('depart'), tap('start')]);
  assert.deepEqual([later!.status, later!.next], ['started', 'complete']);
  assert.ok(isOffered(later, 'complete') && isOffered(later, 'undo'));
  assert.equal(stepsOf(picture, visitId, me, [tap('depart', 'refused')])!.status, 'scheduled');
  assert.equal(stepsOf(picture, 'apt_00000000', me, []), undefined);
});
