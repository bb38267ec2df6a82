import assert from 'node:assert/strict';
import type {Customer, Message} from '@dispatch-kit/core';
import {expectOk} from '../caller.ts';
import {eventually, expectRefused, openFirm, openOwnFirm} from './firm.ts';
import type {DeclareTest, Firm, OfficeUnderTest} from './firm.ts';

type Thread = {items: Message[]; unread: number};
type Consents = {items: {channel: string; granted: boolean; by: string; how: string; words: string | null}[]};

const threadOf = async (firm: Firm, jobId: string) =>
  expectOk(await firm.admin.get<Thread>(`/v1/jobs/${jobId}/messages`));
const consentsOf = async (firm: Firm, id: string) =>
  expectOk(await firm.admin.get<Consents>(`/v1/customers/${id}/consents`)).items;

/** The customer's thread, and what customers agreed to. */
export function correspondenceScenarios(office: OfficeUnderTest, test: DeclareTest): void {
  test('a thread: the customer writes by his link, the office reads and answers, which goes out to him', async () => {
    const firm = await openOwnFirm(office);
    const {job} = await firm.visitIn('scheduled');
    const link = await firm.link(job.id);
    expectOk(await link.caller.post('/v1/track/message', {text: 'Is the dog a problem?'}));
    const asked = await threadOf(firm, job.id);
    assert.deepEqual([asked.unread, asked.items[0]!.from, asked.items[0]!.via], [1, 'customer', 'link']);
    assert.equal(asked.items[0]!.text, 'Is the dog a problem?');
    assert.equal(
      (await firm.job(job.id)).unreadMessages,
      1,
      'the job says that somebody waits for an answer',
    );
    const answer = {text: 'Not at all.'};
    assert.equal((await firm.admin.post(`/v1/jobs/${job.id}/messages`, answer)).status, 201);
    const answered = await threadOf(firm, job.id);
    assert.equal(answered.unread, 0, 'who answers has read it');
    assert.ok(answered.items[0]!.readAt);
    assert.equal((await firm.job(job.id)).unreadMessages, 0);
    const [notice] = await eventually(
      () => firm.noticesOf(job.id, 'message'),
      ([sent]) => firm.wasSent(sent),
    );
    assert.equal(notice!.words, 'Northside Plumbing: Not at all.');
    const view = await link.view();
    assert.deepEqual(
      view.messages!.map(({text}) => text),
      ['Not at all.'],
      'what he wrote himself is not shown back',
    );
    assert.equal(view.messages![0]!.unread, true);
    expectOk(await link.caller.post('/v1/track/messages/read', {}));
    assert.equal((await link.view()).messages![0]!.unread, undefined, 'read by whoever has the link');
    assert.ok((await threadOf(firm, job.id)).items[1]!.readAt, 'the office sees that it was read');
    const history = await firm.history(job.id);
    const added = history.filter(event => event.type === 'message_added');
    assert.deepEqual(
      added.map(event => event.actor.kind),
      ['customer', 'admin'],
    );
    assert.ok(!JSON.stringify(added).includes('dog'), 'events hold no words');
    assert.equal(history.filter(event => event.type === 'messages_read').length, 1, 'read once');
  });

  test('a thread is the office’s: a technician reads it on his own visits and does not write, a stranger sees none', async () => {
    const firm = await openFirm(office);
    const {job, technician} = await firm.visitIn('scheduled');
    const path = `/v1/jobs/${job.id}/messages`;
    expectOk(await firm.admin.post(path, {text: 'Hello'}));
    assert.equal(expectOk(await technician.caller.get<Thread>(path)).items.length, 1);
    expectRefused(await technician.caller.post(path, {text: 'Hi'}), 'not_allowed', 403);
    const other = await firm.technician('Kim Park');
    expectRefused(await other.caller.get(path), 'not_found', 404);
    const stranger = await openOwnFirm(office);
    expectRefused(await stranger.admin.get(path), 'not_found', 404);
    expectRefused(await stranger.admin.post(path, {text: 'Hi'}), 'not_found', 404);
    for (const bad of [{}, {text: ' '}, {text: 'x'.repeat(1501)}, {text: 'x', to: 'y'}, {text: 7}])
      expectRefused(await firm.admin.post(path, bad), 'invalid', 400);
    expectRefused(await firm.admin.post(path, {text: 'x', contactId: 'con_00000000'}), 'invalid', 400);
    expectOk(await firm.admin.post(`${path}/read`, {}));
  });

  test('consent is a history: given with the customer, taken back by link, given again by the office', async () => {
    const firm = await openFirm(office);
    const made = {name: 'Ada', consent: {sms: {granted: true, how: 'phone call', words: 'You may text me.'}}};
    const customer = await firm.customer(made);
    const job = await firm.book({customerId: customer.id, inHours: 3});
    const link = await firm.link(job.id);
    const before = (await link.view()).consents;
    expectOk(await link.caller.post('/v1/track/opt-out', {channel: 'sms'}));
    expectOk(await link.caller.post('/v1/track/opt-out', {channel: 'sms'}));
    assert.deepEqual([before?.sms, (await link.view()).consents?.sms], [true, false], 'the page shows it');
    const later = await firm.book({customerId: customer.id, inHours: 9});
    const [created] = await firm.noticesOf(later.id, 'created');
    assert.deepEqual([created!.state, created!.reason], ['no_consent', 'no_consent']);
    const patch = {consent: {sms: {granted: true, how: 'asked again'}}};
    expectOk(await firm.admin.patch<Customer>(`/v1/customers/${customer.id}`, patch));
    const entries = await consentsOf(firm, customer.id);
    assert.deepEqual(
      entries.map(({granted, how, words}) => [granted, how, words]),
      [
        [true, 'phone call', 'You may text me.'],
        [false, 'link', null],
        [true, 'asked again', null],
      ],
      'each change once, with its words',
    );
    assert.ok(entries.every(({by}) => by.length > 0));
    const again = await firm.book({customerId: customer.id, inHours: 12});
    assert.equal((await firm.noticesOf(again.id, 'created'))[0]!.channel, 'sms');
    expectRefused(await link.caller.post('/v1/track/opt-in', {channel: 'fax'}), 'invalid', 400);
    const stranger = await openOwnFirm(office);
    expectRefused(await stranger.admin.get(`/v1/customers/${customer.id}/consents`), 'not_found', 404);
  });

  test('a message that waits is not sent to who says no meanwhile', async () => {
    const firm = await openFirm(office, {graceSeconds: 3});
    const {id, job} = await firm.visitIn('scheduled');
    await eventually(
      () => firm.noticesOf(job.id, 'created'),
      ([notice]) => firm.wasSent(notice),
    );
    await firm.tap(id, 'depart');
    const link = await firm.link(job.id);
    expectOk(await link.caller.post('/v1/track/opt-out', {channel: 'sms'}));
    const [told] = await eventually(
      () => firm.noticesOf(job.id, 'on_the_way'),
      ([notice]) => notice!.state !== 'waiting',
    );
    assert.equal(told!.state, 'no_consent');
  });

  test('an erased customer leaves neither a thread nor consents', async () => {
    const firm = await openFirm(office);
    const {job} = await firm.visitIn('scheduled');
    expectOk(await firm.admin.post(`/v1/jobs/${job.id}/messages`, {text: 'Hello'}));
    assert.equal((await firm.admin.delete(`/v1/customers/${job.customerId}`)).status, 204);
    assert.deepEqual((await threadOf(firm, job.id)).items, []);
    assert.deepEqual(await consentsOf(firm, job.customerId), []);
  });
}
