import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {LatLng, TrackingView} from '@dispatch-kit/core';
import {createCompany, expectOk} from '@dispatch-kit/testing';
import type {Company} from '@dispatch-kit/testing';

const door = {lat: 41.95, lng: -87.65};
const roadMeters = 3_000;
const onRoad = (meters: number): LatLng => ({lat: door.lat - (roadMeters - meters) / 111_195, lng: door.lng});
const slowMetersPerSecond = 3;

/** A technician of a company who drives up the same road, visit after visit. */
async function roadCompany() {
  const company = await createCompany({settings: {autoArrive: 'auto', share: 'leg'}});
  const sam = await company.hireTechnician('Sam Ortiz');
  const leave = async () => {
    const job = await company.book({leadId: sam.id, at: door});
    const path = `/v1/appointments/${job.appointments[0]!.id}`;
    const {token} = expectOk(
      await company.admin.post<{token: string}>('/v1/tracking-links', {jobId: job.id}),
    );
    expectOk(await sam.caller.post(`${path}/depart`));
    // The grace in which a tap can be taken back.
    await company.pass(11);
    return {path, customer: company.as(token)};
  };
  const seen = async (meters: number) => {
    const at = new Date(company.clock.now()).toISOString();
    expectOk(await sam.caller.post('/v1/positions', {fixes: [{...onRoad(meters), at}]}));
  };
  return {company, sam, leave, seen};
}

async function driveSlowly(company: Company, seen: (meters: number) => Promise<void>, toMeters: number) {
  for (let meters = 0; meters < toMeters; meters += 20 * slowMetersPerSecond) {
    await seen(meters);
    await company.pass(20);
  }
}

test('a road that took its time before is expected to take it again', async () => {
  const {company, sam, leave, seen} = await roadCompany();
  const minutesToGo = async ({customer}: Awaited<ReturnType<typeof leave>>) => {
    await seen(0);
    await company.pass(5);
    await seen(20);
    const {eta} = expectOk(await customer.get<TrackingView>('/v1/track')).visit;
    return (Date.parse(eta!.expectedAt!) - company.clock.now()) / 60_000;
  };
  let visit = await leave();
  const unlearned = await minutesToGo(visit);
  for (let leg = 0; leg < 3; leg++) {
    await driveSlowly(company, seen, roadMeters);
    for (let still = 0; still < 3; still++) {
      await seen(roadMeters);
      await company.pass(20);
    }
    expectOk(await sam.caller.post(`${visit.path}/start`));
    expectOk(await sam.caller.post(`${visit.path}/complete`, {outcome: 'done'}));
    visit = await leave();
  }
  await company.pass(61);
  const learned = await minutesToGo(visit);
  const took = roadMeters / slowMetersPerSecond / 60;
  assert.ok(unlearned < 10, String(unlearned));
  assert.ok(Math.abs(learned - took) < 4, `${learned} of ${took}`);
  await company.close();
});
