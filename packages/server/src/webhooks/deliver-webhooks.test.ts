import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {Webhook, WebhookDelivery} from '@dispatch-kit/core';
import {createCompany, expectOk} from '@dispatch-kit/testing';
import type {Company} from '@dispatch-kit/testing';
import type {WebhookMessage} from '../options.ts';

const url = 'https://host.example/hooks';
const day = 24 * 3600;

type Made = Webhook & {secret: string};
const makeWebhook = async ({admin}: Company, more: object = {}) =>
  expectOk(await admin.post<Made>('/v1/webhooks', {url, ...more}));
const read = async ({admin}: Company, id: string) => expectOk(await admin.get<Webhook>(`/v1/webhooks/${id}`));
const deliveries = async ({admin}: Company, id: string, query = '') =>
  expectOk(await admin.get<{items: WebhookDelivery[]}>(`/v1/webhooks/${id}/deliveries${query}`)).items;
const typesOf = (messages: WebhookMessage[]) =>
  messages.map(({body}) => (JSON.parse(body) as {type: string}).type);

/** A company whose webhooks are answered by a function, and what they were sent. */
async function answering(answer: (message: WebhookMessage) => number) {
  const tried: WebhookMessage[] = [];
  const send = (message: WebhookMessage) => {
    tried.push(message);
    const status = answer(message);
    return status ? Promise.resolve({status}) : Promise.reject(new Error('No answer.'));
  };
  const company = await createCompany({webhooks: {refusal: () => undefined, send}});
  return {company, tried};
}

async function skip({clock, server}: Company, seconds: number) {
  clock.advance(seconds * 1000);
  await server.deliver();
}

test('a webhook gets the events of its types from when it was made, each once, under the id of the event', async () => {
  const company = await createCompany();
  await company.book({inHours: 2});
  const webhook = await makeWebhook(company, {types: ['job_created', 'appointment_canceled']});
  assert.match(webhook.secret, /^whsec_[A-Za-z0-9+/]{32,}=*$/);
  const job = await company.book({inHours: 5});
  await company.admin.post(`/v1/appointments/${job.appointments[0]!.id}/confirm`);
  await company.admin.post(`/v1/appointments/${job.appointments[0]!.id}/cancel`, {reason: 'Gone'});
  await company.pass(3);
  // They go out at once, in no promised order: each carries its time.
  assert.deepEqual(typesOf(company.delivered).sort(), ['appointment_canceled', 'job_created']);
  const first = company.delivered.find(({body}) => body.includes('job_created'));
  const {data, timestamp} = JSON.parse(first!.body) as {
    data: {id: string; jobId: string; at: string};
    timestamp: string;
  };
  assert.deepEqual([data.jobId, timestamp, first!.headers['webhook-id']], [job.id, data.at, data.id]);
  assert.doesNotMatch(first!.body, /Ada|3125550142|Paulina/);
  const shown = await read(company, webhook.id);
  assert.equal(shown.last!.status, 200);
  assert.ok(!('secret' in shown));
});

test('what is not taken is tried again, later and later, for three days; then it has failed and can be replayed', async () => {
  let status = 500;
  const {company, tried} = await answering(() => status);
  const webhook = await makeWebhook(company, {types: ['job_created']});
  await company.book();
  await company.pass(1);
  assert.equal(tried.length, 1);
  await company.pass(3);
  assert.equal(tried.length, 1, 'not before four seconds');
  await company.pass(3);
  assert.equal(tried.length, 2);
  for (let hour = 0; hour < 110; hour++) await skip(company, 3600);
  assert.equal(tried.length, 10);
  assert.equal(new Set(tried.map(({headers}) => headers['webhook-id'])).size, 1);
  const [failed] = await deliveries(company, webhook.id, '?state=failed');
  assert.deepEqual([failed!.attempts, failed!.last!.status, failed!.nextAttemptAt], [10, 500, null]);
  status = 204;
  const path = `/v1/webhooks/${webhook.id}/replay`;
  assert.deepEqual(expectOk(await company.admin.post(path, {since: failed!.at})), {queued: 1});
  await company.pass(1);
  assert.equal(tried.length, 11);
  assert.equal((await deliveries(company, webhook.id))[0]!.state, 'delivered');
  assert.deepEqual(expectOk(await company.admin.post(path, {since: failed!.at})), {queued: 0});
  assert.deepEqual(expectOk(await company.admin.post(path, {deliveryIds: [failed!.id]})), {queued: 1});
  assert.equal((await company.admin.post(path, {})).problem!.code, 'invalid');
});

test('a receiver that is gone is disabled at once; enabled again it gets what it missed', async () => {
  let status = 410;
  const {company, tried} = await answering(() => status);
  const webhook = await makeWebhook(company, {types: ['job_created']});
  await company.book();
  await company.pass(1);
  const gone = await read(company, webhook.id);
  assert.deepEqual([gone.enabled, gone.disabledReason, tried.length], [false, 'gone', 1]);
  await company.book();
  await skip(company, day);
  assert.equal(tried.length, 1);
  status = 200;
  const back = expectOk(await company.admin.patch<Webhook>(`/v1/webhooks/${webhook.id}`, {enabled: true}));
  assert.deepEqual([back.enabled, back.disabledReason], [true, null]);
  await company.pass(1);
  assert.equal(tried.length, 3);
});

test('a receiver that has taken nothing for five days is disabled, and its events are held', async () => {
  const {company} = await answering(() => 0);
  const webhook = await makeWebhook(company, {types: ['job_created']});
  for (let days = 0; days < 6; days++) {
    await company.book();
    await skip(company, 1);
    await skip(company, day);
  }
  const failing = await read(company, webhook.id);
  assert.deepEqual(
    [failing.enabled, failing.disabledReason, failing.last!.error],
    [false, 'failing', 'No answer.'],
  );
  assert.equal((await deliveries(company, webhook.id, '?state=waiting')).length, 0);
});

test('a receiver that does not answer holds up nobody else', async () => {
  const {company, tried} = await answering(({url: to}) => (to.includes('dead') ? 0 : 200));
  const dead = await makeWebhook(company, {url: 'https://dead.example/', types: ['job_created']});
  const well = await makeWebhook(company, {types: ['job_created']});
  for (let i = 0; i < 100; i++) await company.book();
  await company.server.deliver();
  const took = (await deliveries(company, well.id, '?limit=200')).filter(row => row.state === 'delivered');
  assert.equal(took.length, 100);
  assert.ok(
    tried.filter(({url: to}) => to.includes('dead')).length <= 60,
    'most deliveries wait for the first to succeed',
  );
  assert.equal((await deliveries(company, dead.id, '?state=waiting&limit=200')).length, 100);
});

test('an address that is not https is refused, with the remedy', async () => {
  const company = await createCompany();
  const {problem} = await company.admin.post('/v1/webhooks', {url: 'http://host.example/hooks'});
  assert.deepEqual(problem!.fields, [{path: 'url', code: 'invalid', message: 'Give an https address.'}]);
});
