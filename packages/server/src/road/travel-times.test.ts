import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {LatLng, Suggestions} from '@dispatch-kit/core';
import type {Router} from '@dispatch-kit/server';
import {createCompany, expectOk} from '@dispatch-kit/testing';

const here = {lat: 41.9484, lng: -87.6553};
const overTheRiver = {lat: 41.9484, lng: -87.65};
const address = {line: '4417 N Paulina St', ...here};

/** A company whose technician has a visit across a river that a straight line does not know. */
async function companyBesideRiver(route: Router['route']) {
  const logged: string[] = [];
  const company = await createCompany({router: {route}, log: (_level, message) => logged.push(message)});
  const sam = await company.hireTechnician();
  await company.book({leadId: sam.id, inHours: 0, minutes: 60, at: overTheRiver});
  const ask = async () =>
    expectOk(
      await company.admin.post<Suggestions>('/v1/suggestions', {address, durationMinutes: 60, days: 1}),
    );
  return {company, ask, logged};
}

test('the ways of the best are asked of the routing engine, and ranked by its answers', async () => {
  const asked: [LatLng, LatLng][] = [];
  const {company, ask} = await companyBesideRiver((from, to) => {
    asked.push([from, to]);
    return Promise.resolve({durationSeconds: 40 * 60, distanceMeters: 20_000, geometry: [from, to]});
  });
  const [best] = (await ask()).items;
  assert.equal(best!.driveMinutes, 40);
  assert.equal(best!.planned.start, '2026-03-03T16:45:00.000Z');
  assert.deepEqual(asked, [[overTheRiver, here]]);
  await company.close();
});

test('while the routing engine fails, driving is estimated', async () => {
  const {company, ask, logged} = await companyBesideRiver(() => Promise.reject(new Error('down')));
  const [best] = (await ask()).items;
  assert.ok(best!.driveMinutes < 10);
  assert.equal(best!.planned.start, '2026-03-03T16:15:00.000Z');
  assert.ok(logged.some(line => line.includes('routing engine')));
  await company.close();
});
