import assert from 'node:assert/strict';
import type {CommandReply, Customer, Job} from '@dispatch-kit/core';
import {expectOk} from '../caller.ts';
import {expectRefused, openFirm} from './firm.ts';
import type {DeclareTest, OfficeUnderTest} from './firm.ts';

const keyed = (key: string) => ({'idempotency-key': key});

/** What is sent more than once is done once. */
export function onceScenarios(office: OfficeUnderTest, test: DeclareTest): void {
  test('a double click is one event: the second tap finds it done, and tells nobody', async () => {
    const firm = await openFirm(office);
    const {id, job} = await firm.visitIn('scheduled');
    assert.equal((await firm.tap(id, 'depart')).events.length, 1);
    const second = await firm.tap(id, 'depart');
    assert.deepEqual([second.events, second.notices, second.appointment!.status], [[], [], 'enroute']);
    await firm.tap(id, 'cancel', {reason: 'The customer moved away'});
    assert.deepEqual((await firm.tap(id, 'cancel', {reason: 'The customer moved away'})).events, []);
    const types = (await firm.history(job.id)).map(event => event.type);
    assert.equal(types.filter(type => type === 'appointment_departed').length, 1);
    assert.equal(types.filter(type => type === 'appointment_canceled').length, 1);
  });

  test('two taps at the same moment are one event', async () => {
    const firm = await openFirm(office);
    const {id, job} = await firm.visitIn('scheduled');
    const taps = Array.from({length: 6}, () => firm.tap(id, 'depart'));
    const replies = await Promise.all(taps);
    assert.equal(replies.flatMap(reply => reply.events).length, 1);
    const departures = (await firm.history(job.id)).filter(event => event.type === 'appointment_departed');
    assert.equal(departures.length, 1);
    assert.equal((await firm.noticesOf(job.id, 'on_the_way')).length, 1);
  });

  test('the same Idempotency-Key and body give the same reply again, said to be a replay', async () => {
    const firm = await openFirm(office);
    const {id, job} = await firm.visitIn('scheduled');
    const path = `/v1/appointments/${id}/depart`;
    const first = await firm.admin.post<CommandReply>(path, {}, keyed('tap-1'));
    const again = await firm.admin.post<CommandReply>(path, {}, keyed('tap-1'));
    assert.equal(first.headers.get('idempotent-replayed'), null);
    assert.equal(again.headers.get('idempotent-replayed'), 'true');
    assert.deepEqual(again.body, first.body);
    assert.equal(
      (await firm.history(job.id)).filter(event => event.type === 'appointment_departed').length,
      1,
    );
    await firm.tap(id, 'stand-down');
    const later = await firm.admin.post<CommandReply>(path, {}, keyed('tap-1'));
    assert.deepEqual(later.body, first.body, 'also after the world has gone on');
    assert.equal((await firm.job(job.id)).status, 'scheduled');
  });

  test('the same Idempotency-Key with another body is refused, and so is another reading of it', async () => {
    const firm = await openFirm(office);
    const made = await firm.admin.post<Customer>('/v1/customers', {name: 'Ada Lee'}, keyed('one'));
    assert.equal(made.status, 201);
    const other = await firm.admin.post('/v1/customers', {name: 'Bo Berg'}, keyed('one'));
    expectRefused(other, 'idempotency_key_reused', 409);
    const elsewhere = await firm.admin.post(
      '/v1/members',
      {name: 'Bo', phone: '+13125550199', roles: ['technician']},
      keyed('one'),
    );
    assert.equal(elsewhere.status, 201, 'another path is another scope');
    const stranger = await firm.dispatcher();
    const theirs = await stranger.caller.post('/v1/customers', {name: 'Cy Cole'}, keyed('one'));
    assert.equal(theirs.status, 201, 'another actor is another scope');
  });

  test('a retry with a renewed session of the same member is still the same request', async () => {
    const firm = await openFirm(office);
    const dispatcher = await firm.dispatcher();
    const renew = async () => {
      const body = {memberId: dispatcher.id};
      const made = await firm.admin.post<{token: string}>('/v1/embed-sessions', body);
      return firm.as(expectOk(made).token);
    };
    const post = async () => (await renew()).post<Customer>('/v1/customers', {name: 'Ada Lee'}, keyed('x'));
    const [first, again] = [await post(), await post()];
    assert.equal(again.body.id, first.body.id);
    assert.equal(again.headers.get('idempotent-replayed'), 'true');
  });

  test('twins in flight with one Idempotency-Key make one thing and get one reply', async () => {
    const firm = await openFirm(office);
    const customer = await firm.customer();
    const body = {customerId: customer.id, title: 'Boiler', address: {line: '1 W Lake St'}};
    const twins = await Promise.all(
      Array.from({length: 5}, () => firm.admin.post<Job>('/v1/jobs', body, keyed('twin'))),
    );
    assert.deepEqual([...new Set(twins.map(twin => twin.status))], [201]);
    assert.equal(new Set(twins.map(twin => twin.body.id)).size, 1);
    const jobs = expectOk(await firm.admin.get<{items: Job[]}>(`/v1/jobs?customerId=${customer.id}`)).items;
    assert.equal(jobs.length, 1);
  });

  test('a reply that holds a secret is not given twice', async () => {
    const firm = await openFirm(office);
    const body = {name: 'A second key'};
    expectOk(await firm.admin.post('/v1/api-keys', body, keyed('secret')));
    expectRefused(await firm.admin.post('/v1/api-keys', body, keyed('secret')), 'already_done', 409);
    const keys = expectOk(await firm.admin.get<{items: {name: string}[]}>('/v1/api-keys')).items;
    assert.equal(keys.filter(key => key.name === 'A second key').length, 1);
  });
}
