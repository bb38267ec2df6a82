/** Text messages over Twilio: what it is sent keeps its rules, and what it sends is believed by its own signature alone. */
import assert from 'node:assert/strict';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {after, test} from 'node:test';
import twilio from 'twilio';
import type {Member, Message, Notice} from '@dispatch-kit/core';
import {createCompany, expectOk} from '@dispatch-kit/testing';
import type {Company} from '@dispatch-kit/testing';
import {twilioTexts} from '@dispatch-kit/server/twilio';

const account = {accountSid: `AC${'0a'.repeat(16)}`, authToken: '1f'.repeat(16)};
const from = '+13125550100';
const ada = '+13125550142';

type Taken = {to: string; body: string; statusCallback: string | null};

/** Twilio's Messages resource on loopback, with the rules that its reference gives. */
async function messagesResource(): Promise<{url: string; taken: Taken[]; answer: {code?: number}}> {
  const [taken, answer]: [Taken[], {code?: number}] = [[], {}];
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', chunk => (text += String(chunk)));
    request.on('end', () => {
      const reply = (status: number, body: object) => {
        response.writeHead(status, {'content-type': 'application/json'}).end(JSON.stringify(body));
      };
      const refuse = (code: number, message: string, status = 400) => reply(status, {code, message, status});
      const basic = Buffer.from(`${account.accountSid}:${account.authToken}`).toString('base64');
      const form = new URLSearchParams(text);
      if (
        request.method !== 'POST' ||
        request.url !== `/2010-04-01/Accounts/${account.accountSid}/Messages.json`
      )
        return refuse(20404, 'The requested resource was not found', 404);
      if (request.headers.authorization !== `Basic ${basic}`) return refuse(20003, 'Authenticate', 401);
      if (request.headers['content-type'] !== 'application/x-www-form-urlencoded')
        return refuse(12300, 'Invalid Content-Type');
      const body = form.get('Body') ?? '';
      if (!/^\+[1-9]\d{1,14}$/.test(form.get('To') ?? '')) return refuse(21211, "Invalid 'To' Phone Number");
      if (!form.get('From') && !form.get('MessagingServiceSid')) return refuse(21603, "A 'From' is required");
      if (body.length === 0) return refuse(21602, 'Message body is required');
      if ([...body].length > 1600) return refuse(21617, 'The concatenated message body exceeds 1600');
      if (answer.code) return refuse(answer.code, 'Refused', answer.code === 20429 ? 429 : 400);
      taken.push({to: form.get('To')!, body, statusCallback: form.get('StatusCallback')});
      reply(201, {sid: `SM${String(taken.length).padStart(32, '0')}`, status: 'queued'});
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  return {url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, taken, answer};
}

async function open() {
  const messages = await messagesResource();
  const texts = twilioTexts({...account, from, fetch, apiUrl: messages.url});
  const company = await createCompany({notifier: texts, textLine: texts});
  return {company, ...messages};
}

/** What Twilio sends: a form, signed as its own library signs. */
function post(company: Company, path: string, form: Record<string, string>, signature?: string) {
  const url = `${company.url}${path}`;
  const signed = signature ?? twilio.getExpectedTwilioSignature(account.authToken, url, form);
  return company.server.fetch(
    new Request(url, {
      method: 'POST',
      headers: {'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': signed},
      body: new URLSearchParams(form),
    }),
  );
}

let incoming = 0;
async function text(company: Company, body: string, more: Record<string, string> = {}): Promise<string> {
  const MessageSid = `SMin${++incoming}`;
  const form = {From: ada, To: from, Body: body, MessageSid, NumMedia: '0', ...more};
  const response = await post(company, '/v1/inbound/twilio/message', form);
  assert.equal(response.status, 200);
  assert.match(response.headers.get('content-type')!, /^text\/xml/);
  return response.text();
}

const threadOf = async (company: Company, jobId: string) =>
  expectOk(await company.admin.get<{items: Message[]}>(`/v1/jobs/${jobId}/messages`)).items;
const noticesOf = async (company: Company, jobId: string) =>
  expectOk(await company.admin.get<{items: Notice[]}>(`/v1/notices?jobId=${jobId}`)).items;

/** Another job of the customer of a job. */
async function bookAgain(company: Company, customerId: string, title: string): Promise<{id: string}> {
  const startMs = company.clock.now() + 5 * 3_600_000;
  const window = {start: new Date(startMs).toISOString(), end: new Date(startMs + 3_600_000).toISOString()};
  const appointment = {window, durationMinutes: 60};
  return expectOk(
    await company.admin.post<{id: string}>('/v1/jobs', {
      customerId,
      title,
      address: {line: '1'},
      appointment,
    }),
  );
}

test('a message keeps the rules of the Messages resource; its delivery is told by signed reports in any order', async () => {
  const {company, taken} = await open();
  const job = await company.book({inHours: 3});
  await company.pass(12);
  assert.equal(taken.length, 1);
  assert.equal(taken[0]!.to, ada);
  assert.match(taken[0]!.body, /^Northside Plumbing: your visit/);
  const [sent] = await noticesOf(company, job.id);
  assert.deepEqual([sent!.state, sent!.delivery!.state], ['sent', 'queued']);
  const {pathname, search} = new URL(taken[0]!.statusCallback!);
  const path = `${pathname}${search}`;
  const report = {MessageSid: sent!.delivery!.providerId!, MessageStatus: 'delivered'};
  assert.equal((await post(company, path, report, 'bm90IGl0')).status, 403);
  assert.equal((await noticesOf(company, job.id))[0]!.delivery!.state, 'queued');
  assert.equal((await post(company, path, report)).status, 204);
  assert.equal((await post(company, path, {...report, MessageStatus: 'sent'})).status, 204);
  assert.equal(
    (await noticesOf(company, job.id))[0]!.delivery!.state,
    'delivered',
    'a late report changes nothing',
  );
  await company.close();
});

test('an invitation shows when its message has reached the phone', async () => {
  const {company, taken} = await open();
  const sam = await company.hireTechnician();
  const path = `/v1/members/${sam.id}`;
  expectOk(await company.admin.post(`${path}/invite`, {noHeadsUp: true}));
  await company.pass(2);
  const shown = async () => expectOk(await company.admin.get<Member>(path)).invitation!.delivery;
  assert.equal(await shown(), 'sent');
  const {pathname, search} = new URL(taken[0]!.statusCallback!);
  const MessageSid = expectOk(await company.admin.get<{items: Notice[]}>('/v1/notices')).items[0]!.delivery!
    .providerId!;
  const report = {MessageSid, MessageStatus: 'delivered'};
  assert.equal((await post(company, `${pathname}${search}`, report)).status, 204);
  assert.equal(await shown(), 'delivered');
  await company.close();
});

test('a report of failure says why', async () => {
  const {company, taken} = await open();
  const job = await company.book({inHours: 3});
  await company.pass(12);
  const {pathname, search} = new URL(taken[0]!.statusCallback!);
  const [{delivery}] = (await noticesOf(company, job.id)) as [Notice];
  const form = {MessageSid: delivery!.providerId!, MessageStatus: 'undelivered', ErrorCode: '30003'};
  await post(company, `${pathname}${search}`, form);
  const [failed] = await noticesOf(company, job.id);
  assert.deepEqual([failed!.state, failed!.delivery!.error], ['failed', 'twilio_30003']);
  await company.close();
});

test('what Twilio will never take is not tried again; what it may take later is', async () => {
  const {company, answer, taken} = await open();
  answer.code = 21614;
  const never = await company.book({inHours: 3});
  await company.pass(12);
  const [refused] = await noticesOf(company, never.id);
  assert.deepEqual([refused!.state, refused!.reason, refused!.attempts], ['failed', 'twilio_21614', 1]);
  answer.code = 20429;
  const later = await company.book({inHours: 3});
  await company.pass(12);
  assert.equal((await noticesOf(company, later.id))[0]!.state, 'waiting');
  delete answer.code;
  company.clock.advance(5 * 60_000);
  await company.server.deliver();
  assert.equal((await noticesOf(company, later.id))[0]!.state, 'sent');
  assert.equal(taken.length, 1);
  await company.close();
});

test('a reply joins the thread of the job it answers, once however often Twilio says it', async () => {
  const {company} = await open();
  const job = await company.book({inHours: 3});
  await company.pass(12);
  const twice = {MessageSid: 'SMtwice'};
  assert.doesNotMatch(await text(company, 'The gate code is 4417 🌳', twice), /Message/);
  await text(company, 'The gate code is 4417 🌳', twice);
  const thread = await threadOf(company, job.id);
  assert.deepEqual(
    thread.map(({from: who, via, text: words}) => [who, via, words]),
    [['customer', 'sms', 'The gate code is 4417 🌳']],
  );
  await company.close();
});

test('an ambiguous reply asks which visit; the number decides', async () => {
  const {company} = await open();
  const first = await company.book({inHours: 3, title: 'Tap <kitchen>'});
  const second = await bookAgain(company, first.customerId, 'Boiler');
  await company.pass(12);
  const asked = await text(company, 'Please come an hour later');
  assert.match(asked, /<Message>Which visit.*\n1 Northside Plumbing: .*\n2 Northside Plumbing: /);
  assert.match(asked, /Tap &lt;kitchen&gt;/);
  const boiler = /(\d) Northside Plumbing: Boiler/.exec(asked)![1]!;
  assert.doesNotMatch(await text(company, ` ${boiler} `), /<Message>/);
  assert.deepEqual(
    (await threadOf(company, second.id)).map(({text: words}) => words),
    ['Please come an hour later'],
  );
  assert.deepEqual(await threadOf(company, first.id), []);
  expectOk(await company.admin.post(`/v1/jobs/${first.id}/messages`, {text: 'Which floor?'}));
  await company.pass(2);
  await text(company, 'The second');
  assert.equal((await threadOf(company, first.id)).at(-1)!.text, 'The second', 'an answer to who wrote last');
  await company.close();
});

test('STOP ends messages to the number for every organization, START begins them again, HELP helps', async () => {
  const {company, taken} = await open();
  const job = await company.book({inHours: 3});
  await company.pass(12);
  assert.match(await text(company, 'Help'), /Northside Plumbing Messages about your visits/);
  assert.match(await text(company, ' stop. '), /You will get no more messages/);
  const consents = async () =>
    expectOk(
      await company.admin.get<{items: {granted: boolean; how: string; words: string | null}[]}>(
        `/v1/customers/${job.customerId}/consents`,
      ),
    ).items.map(({granted, how, words}) => [granted, how, words]);
  assert.deepEqual((await consents()).at(-1), [false, 'sms', 'stop.']);
  const other = await company.server.createOrganization({name: 'Southside', timeZone: 'America/Chicago'});
  const south = company.as(other.apiKey);
  expectOk(await south.patch('/v1/organization', {quietHours: null}));
  const customer = expectOk(
    await south.post<{id: string}>('/v1/customers', {name: 'Ada', phone: ada, consent: {sms: true}}),
  );
  const startMs = company.clock.now() + 3 * 3_600_000;
  const window = {start: new Date(startMs).toISOString(), end: new Date(startMs + 3_600_000).toISOString()};
  const appointment = {window, durationMinutes: 60};
  const order = {customerId: customer.id, title: 'Tap', address: {line: '1'}, appointment};
  expectOk(await south.post('/v1/jobs', order));
  await company.pass(12);
  assert.equal(taken.length, 1, 'nothing goes to who said STOP');
  const [silent] = expectOk(await south.get<{items: Notice[]}>('/v1/notices')).items;
  assert.deepEqual([silent!.state, silent!.reason], ['no_consent', 'stopped']);
  assert.match(await text(company, 'START'), /again/);
  assert.deepEqual((await consents()).at(-1), [true, 'sms', 'START']);
  expectOk(await south.post('/v1/jobs', order));
  await company.pass(12);
  assert.equal(taken.length, 2);
  assert.doesNotMatch(
    await text(company, 'STOP', {OptOutType: 'STOP'}),
    /<Message>/,
    'Twilio has answered itself',
  );
  await company.close();
});

test('a number that Twilio knows as stopped is written to no more', async () => {
  const {company, answer, taken} = await open();
  answer.code = 21610;
  await company.book({inHours: 3});
  await company.pass(12);
  delete answer.code;
  const next = await company.book({inHours: 3});
  await company.pass(12);
  assert.equal(taken.length, 0);
  assert.equal((await noticesOf(company, next.id))[0]!.reason, 'stopped');
  await company.close();
});

test('a forged or changed message, a wrong type, and a huge one are refused', async () => {
  const {company} = await open();
  const path = '/v1/inbound/twilio/message';
  const form = {From: ada, Body: 'Hello', MessageSid: 'SM1'};
  assert.equal((await post(company, path, form, '')).status, 403);
  const other = twilio.getExpectedTwilioSignature('00'.repeat(16), `${company.url}${path}`, form);
  assert.equal((await post(company, path, form, other)).status, 403);
  const json = new Request(`${company.url}${path}`, {
    method: 'POST',
    headers: {'content-type': 'application/json'},
    body: '{}',
  });
  assert.equal((await company.server.fetch(json)).status, 415);
  assert.equal((await post(company, path, {...form, Body: 'x'.repeat(70_000)})).status, 413);
  assert.match(await text(company, 'Who are you?'), /could not tell/);
  await company.close();
});
