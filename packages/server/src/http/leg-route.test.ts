import assert from 'node:assert/strict';
import {test} from 'node:test';
import {decodePolyline, distanceMeters} from '@dispatch-kit/core';
import type {LatLng} from '@dispatch-kit/core';
import {createCompany, expectOk} from '@dispatch-kit/testing';
import type {Caller} from '@dispatch-kit/testing';

const door = {lat: 41.95, lng: -87.65};
const start = {lat: 41.9, lng: -87.7};
const corner = {lat: 41.9, lng: -87.65};

/** An office whose engine knows one corner, with somebody on the way. */
async function onTheWay() {
  const router = {
    route: (from: LatLng, to: LatLng) =>
      Promise.resolve({geometry: [from, corner, to], durationSeconds: 900, distanceMeters: 9000}),
  };
  const company = await createCompany({router});
  const [sam, nia] = [await company.hireTechnician('Sam Ortiz'), await company.hireTechnician('Nia Cole')];
  const job = await company.book({leadId: sam.id, at: door});
  const path = `/v1/appointments/${job.appointments[0]!.id}`;
  const ask = (caller: Caller) =>
    caller.get<{geometry: string | null; askedAt: string | null}>(`${path}/route`);
  const report = async () => {
    const at = new Date(company.clock.now()).toISOString();
    expectOk(await sam.caller.post('/v1/positions', {fixes: [{...start, at}]}));
    await company.server.deliver();
  };
  return {company, sam, nia, path, ask, report};
}

test('the office is told the way along the roads of who is on the way, and no longer than that', async () => {
  const {company, sam, path, ask, report} = await onTheWay();
  const none = {geometry: null, askedAt: null};
  assert.deepEqual(expectOk(await ask(company.admin)), none);
  expectOk(await sam.caller.post(`${path}/depart`, {}));
  assert.deepEqual(expectOk(await ask(company.admin)), none, 'nobody was heard yet');
  await report();
  const {geometry, askedAt} = expectOk(await ask(company.admin));
  const line = decodePolyline(geometry!);
  for (const [i, place] of [start, corner, door].entries()) assert.ok(distanceMeters(line[i]!, place) < 2);
  assert.equal(askedAt, new Date(company.clock.now()).toISOString());
  expectOk(await sam.caller.post(`${path}/arrive`, {}));
  assert.deepEqual(expectOk(await ask(company.admin)), none);
  await company.close();
});

test('the way is told to who may see where its technician is: himself, but neither a helper nor somebody else', async () => {
  const {company, sam, nia, path, ask, report} = await onTheWay();
  expectOk(await company.admin.patch(path, {helperIds: [nia.id]}));
  const lee = await company.hireTechnician('Lee Park');
  expectOk(await sam.caller.post(`${path}/depart`, {}));
  await report();
  assert.match(expectOk(await ask(sam.caller)).geometry!, /./);
  assert.equal(expectOk(await ask(nia.caller)).geometry, null);
  assert.equal((await ask(lee.caller)).status, 404);
  await company.close();
});
