import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {LatLng, TrackingView} from '@dispatch-kit/core';
import {createCompany, expectOk} from '@dispatch-kit/testing';

const door = {lat: 41.95, lng: -87.65};
/** So many metres of the way are left. */
const away = (meters: number): LatLng => ({lat: door.lat - meters / 111_195, lng: door.lng});
const home = away(4000);

/** A technician who sets off from home, and the customer who looks. */
async function settingOff() {
  const company = await createCompany({settings: {hideStartMeters: 300, share: 'shift', undoMinutes: 30}});
  const sam = await company.hireTechnician();
  expectOk(await sam.caller.post(`/v1/members/${sam.id}/shift`, {on: true}));
  const job = await company.book({leadId: sam.id, at: door});
  const path = `/v1/appointments/${job.appointments[0]!.id}`;
  const {token} = expectOk(await company.admin.post<{token: string}>('/v1/tracking-links', {jobId: job.id}));
  const customer = company.as(token);
  const tap = async (command: string, body: object = {}) => {
    const {appointment} = expectOk(
      await company.admin.post<{appointment: {leg: {id: string}}}>(`${path}/${command}`, body),
    );
    company.clock.advance(11_000);
    await company.pass(1);
    return appointment.leg?.id;
  };
  /** What the customer sees when Sam is there. */
  const seenAt = async (place: LatLng) => {
    company.clock.advance(60_000);
    const at = new Date(company.clock.now()).toISOString();
    expectOk(await sam.caller.post('/v1/positions', {fixes: [{...place, at}]}));
    await company.pass(1);
    return expectOk(await customer.get<TrackingView>('/v1/track')).visit.position?.lat;
  };
  return {company, tap, seenAt};
}

test('a leg that is departed on anew after an undo hides where it began, both times', async () => {
  const {company, tap, seenAt} = await settingOff();
  const first = await tap('depart');
  assert.equal(await seenAt(home), undefined);
  assert.equal(await seenAt(away(3600)), away(3600).lat);
  await tap('undo', {reason: 'too soon'});
  assert.equal(await seenAt(away(3000)), undefined);
  assert.equal(await tap('depart'), first, 'it is the same leg');
  assert.equal(await seenAt(away(3000)), undefined, 'where it began the second time');
  assert.equal(await seenAt(home), undefined, 'where it began the first time');
  assert.equal(await seenAt(away(3200)), undefined);
  assert.equal(await seenAt(away(3500)), away(3500).lat);
  await tap('undo', {reason: 'too soon'});
  await tap('depart');
  for (const place of [away(2000), away(3000), home])
    assert.equal(await seenAt(place), undefined, 'each time counts');
  assert.equal(await seenAt(away(1500)), away(1500).lat);
  await company.close();
});

for (const [command, body] of [
  ['stand-down', {}],
  ['cancel', {reason: 'the wrong one'}],
] as const)
  test(`an undone ${command} brings the leg back with what it hides, and no more`, async () => {
    const {company, tap, seenAt} = await settingOff();
    const first = await tap('depart');
    await seenAt(home);
    assert.equal(await seenAt(away(3600)), away(3600).lat);
    await tap(command, body);
    assert.equal(await tap('undo', {reason: 'the wrong one'}), first);
    assert.equal(await seenAt(away(3500)), away(3500).lat);
    assert.equal(await seenAt(home), undefined);
    await company.close();
  });
