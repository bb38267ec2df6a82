import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {CommandReply, TrackingView} from '@dispatch-kit/core';
import {createCompany, expectOk} from '@dispatch-kit/testing';

test('a visit goes from order to rating', async () => {
  const company = await createCompany();
  const sam = await company.hireTechnician('Sam Ortiz');
  const job = await company.book({leadId: sam.id});
  const visit = job.appointments[0]!;
  assert.equal(job.status, 'scheduled');
  await company.pass(15);
  assert.deepEqual(
    company.sent.map(notice => notice.kind),
    ['created', 'assigned'],
  );
  const departed = expectOk(await sam.caller.post<CommandReply>(`/v1/appointments/${visit.id}/depart`, {}));
  assert.equal(departed.appointment!.status, 'enroute');
  assert.equal(departed.job.status, 'in_progress');
  const token = expectOk(
    await company.admin.post<{token: string}>('/v1/tracking-links', {jobId: job.id}),
  ).token;
  const customer = company.as(token);
  assert.equal(expectOk(await customer.get<TrackingView>('/v1/track')).visit.phase, 'upcoming');
  await company.pass(11);
  assert.equal(company.sent.at(-1)!.kind, 'on_the_way');
  assert.equal(expectOk(await customer.get<TrackingView>('/v1/track')).visit.phase, 'live');
  const at = new Date(company.clock.now()).toISOString();
  const positions = expectOk(
    await sam.caller.post<{taken: number}>('/v1/positions', {fixes: [{lat: 41.9, lng: -87.65, at}]}),
  );
  assert.equal(positions.taken, 1);
  await company.pass(5);
  const live = expectOk(await customer.get<TrackingView>('/v1/track'));
  assert.ok(live.visit.eta?.expectedAt);
  expectOk(await sam.caller.post(`/v1/appointments/${visit.id}/start`, {}));
  assert.equal(expectOk(await customer.get<TrackingView>('/v1/track')).visit.position, undefined);
  await company.pass(12);
  assert.equal(expectOk(await customer.get<TrackingView>('/v1/track')).visit.phase, 'onsite');
  const done = expectOk(
    await sam.caller.post<CommandReply>(`/v1/appointments/${visit.id}/complete`, {outcome: 'done'}),
  );
  assert.equal(done.job.status, 'complete');
  await company.pass(12);
  assert.equal(expectOk(await customer.get<TrackingView>('/v1/track')).visit.phase, 'feedback');
  const rated = expectOk(
    await customer.post<TrackingView>('/v1/track/rate', {stars: 5, comment: 'Quick and kind'}),
  );
  assert.equal(rated.rating?.stars, 5);
  await company.close();
});
