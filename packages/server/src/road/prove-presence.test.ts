import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {Appointment, CommandReply} from '@dispatch-kit/core';
import {createCompany, expectOk} from '@dispatch-kit/testing';

const door = {lat: 41.9484, lng: -87.6553};

test('a start keeps how near the technician was, how old and how exact that is, and not where', async () => {
  const company = await createCompany();
  const sam = await company.hireTechnician();
  const job = await company.book({leadId: sam.id, at: door});
  const path = `/v1/appointments/${job.appointments[0]!.id}`;
  expectOk(await sam.caller.post(`${path}/depart`));
  const at = new Date(company.clock.now()).toISOString();
  const fix = {lat: door.lat + 0.0005, lng: door.lng, at, accuracyMeters: 12};
  expectOk(await sam.caller.post('/v1/positions', {fixes: [fix]}));
  await company.pass(40);
  const {appointment} = expectOk(await sam.caller.post<CommandReply>(`${path}/start`));
  const [proof] = appointment!.proofs;
  assert.equal(proof!.distanceMeters, 56);
  assert.equal(proof!.ageSeconds, 40);
  assert.equal(proof!.accuracyMeters, 12);
  assert.equal(JSON.stringify(appointment).includes('41.9'), false);
  await company.close();
});

test('without a fix there is no proof, and the step counts all the same', async () => {
  const company = await createCompany();
  const sam = await company.hireTechnician();
  const job = await company.book({leadId: sam.id});
  const path = `/v1/appointments/${job.appointments[0]!.id}`;
  expectOk(await sam.caller.post(`${path}/start`));
  const visit = expectOk(await sam.caller.get<Appointment>(path));
  assert.equal(visit.status, 'started');
  assert.deepEqual(visit.proofs, []);
  await company.close();
});
