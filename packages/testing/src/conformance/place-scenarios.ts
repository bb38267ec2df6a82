import assert from 'node:assert/strict';
import type {Job, JobPlace, Suggestions, TrackingView} from '@dispatch-kit/core';
import {expectOk} from '../caller.ts';
import {expectRefused, openFirm} from './firm.ts';
import type {DeclareTest, OfficeUnderTest} from './firm.ts';

const nowhere = {line: '1 Unknown Lane', city: 'Nowhere-on-Sea'};

/** Orders whose addresses nobody has found: a state to work with, never a guess. */
export function placeScenarios(office: OfficeUnderTest, test: DeclareTest): void {
  test('an order without coordinates is unplaced and stays usable: nothing is guessed, everything is said', async () => {
    const firm = await openFirm(office);
    const technician = await firm.technician();
    const {id, appointments, place, address} = await firm.book({
      leadId: technician.id,
      inHours: 1,
      job: {address: nowhere},
    });
    assert.equal(place.status, 'unplaced');
    assert.deepEqual([place.source, address.lat, address.lng], [null, undefined, undefined]);
    const visit = `/v1/appointments/${appointments[0]!.id}`;
    const {items, unavailable} = expectOk(await firm.admin.get<Suggestions>(`${visit}/suggestions`));
    for (const item of items) assert.ok(item.reasons.some(({code}) => code === 'unplaced'));
    assert.ok(items.length + unavailable.length > 0);
    expectOk(await technician.caller.post(`${visit}/depart`, {}));
    const link = expectOk(await firm.admin.post<{token: string}>('/v1/tracking-links', {jobId: id}));
    const view = expectOk(await firm.as(link.token).get<TrackingView>('/v1/track'));
    assert.ok(!JSON.stringify(view).includes('"lat":0'), 'no place in the sea');
    const arrival = expectOk(await firm.admin.get<object>(`${visit}/arrival`));
    assert.doesNotMatch(JSON.stringify(arrival), /"distanceMeters":\d/);
    expectOk(await technician.caller.post(`${visit}/start`, {}));
    expectOk(await technician.caller.post(`${visit}/complete`, {outcome: 'done'}));
  });

  test('PATCH with coordinates places an order; the place stays while the words of the address do', async () => {
    const firm = await openFirm(office);
    const {id} = await firm.book({job: {address: nowhere}});
    const patch = (address: object) => firm.admin.patch<Job>(`/v1/jobs/${id}`, {address});
    const given: JobPlace = {status: 'placed', source: 'given', reason: null, attribution: null};
    const placed = expectOk(await patch({...nowhere, lat: 41.9484, lng: -87.6553}));
    assert.deepEqual([placed.place, placed.address.lat], [given, 41.9484]);
    const edited = expectOk(await patch({...nowhere, access: 'Gate 7'}));
    assert.deepEqual([edited.place, edited.address.lat, edited.address.access], [given, 41.9484, 'Gate 7']);
    const moved = expectOk(await patch({...nowhere, line: '2 Unknown Lane'}));
    assert.deepEqual([moved.place.status, moved.address.lat], ['unplaced', undefined]);
  });

  test('half a place, and the middle of the sea, are refused by field', async () => {
    const firm = await openFirm(office);
    for (const half of [{lat: 41.9}, {lng: -87.6}, {lat: 0, lng: 0}])
      expectRefused(await firm.tryBook({job: {address: {...nowhere, ...half}}}), 'invalid', 400);
  });
}
