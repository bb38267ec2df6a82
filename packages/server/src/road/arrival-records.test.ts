import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {TrackingView} from '@dispatch-kit/core';
import {createCompany, expectOk} from '@dispatch-kit/testing';

/** A company whose technician has come so often, a minute after he set off, and is under way once more. */
async function afterVisits(count: number, showArrivalRecord: boolean) {
  const company = await createCompany({settings: {graceSeconds: 0, showArrivalRecord}});
  const technician = await company.hireTechnician();
  const depart = async () => {
    const job = await company.book({leadId: technician.id, inHours: 0.1, minutes: 5});
    const path = `/v1/appointments/${job.appointments[0]!.id}`;
    expectOk(await technician.caller.post(`${path}/depart`));
    company.clock.advance(5000);
    const at = new Date(company.clock.now()).toISOString();
    const fix = {lat: 41.9484 - 3000 / 111_195, lng: -87.6553, at};
    expectOk(await technician.caller.post('/v1/positions', {fixes: [fix]}));
    return {job, path};
  };
  for (let visit = 0; visit < count; visit++) {
    const {path} = await depart();
    company.clock.advance(60_000);
    expectOk(await technician.caller.post(`${path}/arrive`));
    expectOk(await technician.caller.post(`${path}/complete`, {outcome: 'done'}));
  }
  const {job} = await depart();
  await company.server.deliver();
  const {token} = expectOk(await company.admin.post<{token: string}>('/v1/tracking-links', {jobId: job.id}));
  const view = expectOk(await company.as(token).get<TrackingView>('/v1/track'));
  await company.close();
  return view;
}

test('customers read how good arrival times were where the organization shows it', async () => {
  const {organization} = await afterVisits(30, true);
  assert.equal(organization?.arrivals?.visits, 30);
  assert.ok(organization.arrivals.withinMinutes >= 1);
});

test('nothing is said of fewer than 30 visits', async () => {
  const {organization} = await afterVisits(29, true);
  assert.equal(organization?.arrivals, undefined);
});

test('nothing is said unless the organization shows it', async () => {
  const {organization} = await afterVisits(30, false);
  assert.equal(organization?.arrivals, undefined);
});
