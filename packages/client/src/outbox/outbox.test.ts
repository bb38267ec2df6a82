import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {TestContext} from 'node:test';
import {createCompany} from '@dispatch-kit/testing';
import {DispatchClient} from '../dispatch-client.ts';
import {DispatchError, isDispatchError} from '../errors.ts';
import {webPlatform} from '../platform.ts';
import type {Platform} from '../platform.ts';
import {memoryOutbox} from './memory-outbox.ts';
import type {OutboxStorage} from './outbox-storage.ts';
import type {TapInput} from './tap.ts';

type Sent = {path: string; body: Record<string, unknown>; status: number};

/** A technician with a visit, and a phone whose network can be cut: before the server hears, or before its reply is heard. */
async function fieldDay(context: TestContext, storage: OutboxStorage = memoryOutbox()) {
  const company = await createCompany();
  const sam = await company.hireTechnician();
  const job = await company.book({leadId: sam.id});
  const visitId = job.appointments[0]!.id;
  const network = {cut: 'not' as 'not' | 'requests' | 'replies'};
  const sent: Sent[] = [];
  const online = new Set<() => void>();
  const platform: Platform = {
    ...webPlatform(),
    isOnline: () => network.cut !== 'requests',
    onOnline(listener) {
      online.add(listener);
      return () => online.delete(listener);
    },
    // Retries wait for the network, not for time.
    after: (delayMs, callback) => webPlatform().after(delayMs > 20_000 ? delayMs : delayMs / 100, callback),
    async fetch(input) {
      const request = input as Request;
      if (network.cut === 'requests') throw new TypeError('fetch failed');
      const text = await request.clone().text();
      const response = await company.server.fetch(request);
      const {pathname} = new URL(request.url);
      if (request.method === 'POST')
        sent.push({path: pathname.split('/').at(-1)!, body: JSON.parse(text), status: response.status});
      if (network.cut === 'replies') throw new TypeError('fetch failed');
      return response;
    },
  };
  const open = () =>
    new DispatchClient({url: company.url, token: sam.caller.token, platform, outbox: storage});
  const client = open();
  context.after(() => company.close());
  context.after(() => client.outbox!.close());
  return {
    company,
    client,
    outbox: client.outbox!,
    sent,
    network,
    open,
    visitId,
    tap: (command: TapInput['command'], input = {}) =>
      client.outbox!.tap({appointmentId: visitId, command, input}),
    back() {
      network.cut = 'not';
      for (const listener of online) listener();
    },
    visit: () => company.admin.get<{status: string}>(`/v1/appointments/${visitId}`),
    history: async () =>
      (
        await company.admin.get<{items: {type: string; at: string; basis: string}[]}>(
          `/v1/jobs/${job.id}/history`,
        )
      ).body.items,
  };
}

/** Resolves when what is to be seen of the outbox fits. */
async function until(outbox: {subscribe(listener: () => void): () => void}, fits: () => boolean) {
  if (fits()) return;
  const {promise, resolve} = Promise.withResolvers<void>();
  const stop = outbox.subscribe(() => fits() && resolve());
  await promise;
  stop();
}

test('a tap goes at once, is simply now, and leaves the outbox when the server has it (O1)', async context => {
  const {outbox, tap, sent, visit, history} = await fieldDay(context);
  const kept = await tap('depart');
  assert.equal(kept.state, 'waiting');
  await until(outbox, () => outbox.get().taps.length === 0);
  assert.equal((await visit()).body.status, 'enroute');
  const [first] = sent;
  assert.deepEqual(Object.keys(first!.body).sort(), ['deviceId', 'sequence']);
  assert.match(String(first!.body['deviceId']), /^[0-9a-f]{32}$/);
  assert.equal((await history()).at(-1)!.basis, 'manual');
});

test('taps made offline go in their order, each at the time when it was made (O2)', async context => {
  const {outbox, tap, company, network, back, visit, history} = await fieldDay(context);
  await tap('running_late', {minutes: 10});
  await until(outbox, () => outbox.get().taps.length === 0);
  network.cut = 'requests';
  await tap('depart');
  await tap('arrive');
  await tap('start');
  await until(outbox, () => !outbox.get().isOnline);
  assert.deepEqual(
    outbox.get().taps.map(each => each.command),
    ['depart', 'arrive', 'start'],
  );
  await company.pass(600);
  back();
  await until(outbox, () => outbox.get().taps.length === 0);
  assert.equal((await visit()).body.status, 'started');
  const events = (await history()).filter(event => event.basis === 'offline');
  assert.deepEqual(
    events.map(event => event.type),
    ['appointment_departed', 'appointment_arrived', 'appointment_started'],
  );
});

test('a tap whose reply was lost is sent again, and happens once (O3)', async context => {
  const {outbox, tap, network, back, history, sent} = await fieldDay(context);
  network.cut = 'replies';
  await tap('running_late', {minutes: 10});
  await until(outbox, () => !outbox.get().isOnline);
  back();
  await until(outbox, () => outbox.get().taps.length === 0);
  assert.ok(sent.length > 1);
  assert.equal((await history()).filter(event => event.type === 'running_late').length, 1);
});

test('a double click is one tap (O3)', async context => {
  const {outbox, tap, history} = await fieldDay(context);
  const [one, two] = await Promise.all([
    tap('running_late', {minutes: 5}),
    tap('running_late', {minutes: 5}),
  ]);
  assert.equal(one, two);
  await until(outbox, () => outbox.get().taps.length === 0);
  assert.equal((await history()).filter(event => event.type === 'running_late').length, 1);
});

test('what the server will not have stays with its reason until it is dismissed, and the next goes on (O4)', async context => {
  const {outbox, tap, visit} = await fieldDay(context);
  const refused = await tap('complete', {outcome: 'done'});
  await tap('depart');
  await until(outbox, () => outbox.get().taps.length === 1);
  const [left] = outbox.get().taps;
  assert.deepEqual([left!.id, left!.state], [refused.id, 'refused']);
  assert.ok(left!.refusal instanceof DispatchError && left!.refusal.code.length > 0);
  assert.equal((await visit()).body.status, 'enroute');
  await outbox.dismiss(left!.id);
  assert.deepEqual(outbox.get().taps, []);
});

test('a tap that the server could not even read does not hold up the queue (O4)', async context => {
  const {outbox, tap, visit} = await fieldDay(context);
  await tap('running_late', {minutes: 'soon'});
  await tap('depart');
  await until(outbox, () => outbox.get().taps.every(each => each.state === 'refused'));
  assert.equal(outbox.get().taps.length, 1);
  assert.equal((await visit()).body.status, 'enroute');
});

test('taps outlive the page (O5)', async context => {
  const {outbox, tap, network, back, open, visit} = await fieldDay(context);
  network.cut = 'requests';
  await tap('depart');
  outbox.close();
  const next = open().outbox!;
  context.after(() => next.close());
  await until(next, () => next.get().taps.length === 1);
  back();
  await until(next, () => next.get().taps.length === 0);
  assert.equal((await visit()).body.status, 'enroute');
});

test('two tabs over one storage send each tap once, and both see what waits (O6)', async context => {
  const {outbox, tap, open, network, back, sent, visitId} = await fieldDay(context);
  const other = open().outbox!;
  context.after(() => other.close());
  network.cut = 'requests';
  await tap('depart');
  await other.tap({appointmentId: visitId, command: 'arrive'});
  await until(outbox, () => outbox.get().taps.length === 2);
  back();
  await until(outbox, () => outbox.get().taps.length === 0);
  await until(other, () => other.get().taps.length === 0);
  assert.deepEqual(
    sent.map(({path, status}) => `${path} ${status}`),
    ['depart 200', 'arrive 200'],
  );
});

test('an ended sign-in refuses nothing: the tap waits for the next one (O7)', async context => {
  const {company, outbox, tap} = await fieldDay(context);
  const members = await company.admin.get<{items: {id: string}[]}>('/v1/members');
  await company.admin.delete(`/v1/members/${members.body.items[0]!.id}`);
  const kept = await tap('depart');
  await until(outbox, () => outbox.get().taps[0]?.state === 'sending');
  await until(outbox, () => outbox.get().taps[0]?.state === 'waiting');
  assert.equal(outbox.get().taps[0]!.id, kept.id);
});

test('a device that cannot keep a tap says so to who tapped, with what to do (O8)', async context => {
  const full: OutboxStorage = {
    ...memoryOutbox(),
    update: () => Promise.reject(new DOMException('The disk is full.', 'QuotaExceededError')),
  };
  const {tap, sent} = await fieldDay(context, full);
  await assert.rejects(tap('depart'), error => {
    assert.ok(isDispatchError(error, 'storage_failed'));
    assert.match(error.message, /QuotaExceededError: The disk is full.*Free some space/);
    return error.kind === 'outbox';
  });
  assert.deepEqual(sent, []);
});

test('only work can wait: planning is done at once or not at all', async context => {
  const {tap} = await fieldDay(context);
  await assert.rejects(tap('cancel' as never), error => isDispatchError(error, 'not_queueable'));
});
