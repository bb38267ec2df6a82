import assert from 'node:assert/strict';
import type {BookingPage, OfferedWindows, Suggestions} from '@dispatch-kit/core';
import {expectOk} from '../caller.ts';
import type {Caller} from '../caller.ts';
import {expectRefused, openFirm, openOwnFirm} from './firm.ts';
import type {DeclareTest, OfficeUnderTest} from './firm.ts';

const allWeek = [1, 2, 3, 4, 5, 6, 7].map(day => ({day, from: '00:00', to: '24:00'}));
const address = {line: '4417 N Paulina St', city: 'Chicago', lat: 41.9484, lng: -87.6553};
const services = [{id: 'boiler', name: 'Boiler service', durationMinutes: 90, skills: ['gas']}];

/** Who could come when. */
export function planningScenarios(office: OfficeUnderTest, test: DeclareTest): void {
  test('an order not yet made: who has the skills is ranked with reasons, who has not is named with why', async () => {
    const firm = await openOwnFirm(office, {services});
    const able = await firm.technician('Sam Ortiz', {skills: ['gas'], workingHours: allWeek});
    const unable = await firm.technician('Kim Park', {skills: ['drains'], workingHours: allWeek});
    const {items, unavailable, timeZone} = await suggestionsOf(firm.admin, {address, serviceId: 'boiler'});
    assert.equal(timeZone, 'America/Chicago');
    assert.ok(items.length > 0);
    for (const item of items) {
      assert.equal(item.technicianId, able.id);
      assert.equal(item.planned.durationMinutes, 90);
      assert.ok(item.planned.start >= item.window.start && item.planned.start < item.window.end);
      assert.ok(item.reasons.length > 0 && item.reasons.every(({code, words}) => code && words.length > 8));
    }
    assert.deepEqual(
      unavailable.map(({technicianId, code, name}) => [technicianId, code, name]),
      [[unable.id, 'missing_skills', 'Kim Park']],
    );
  });

  test('a suggested slot can be booked as it stands, and is not suggested again', async () => {
    const firm = await openOwnFirm(office);
    await firm.technician('Sam Ortiz', {workingHours: allWeek});
    const ask = () => suggestionsOf(firm.admin, {address, durationMinutes: 60, days: 2});
    for (let round = 0; round < 3; round++) {
      const [best] = (await ask()).items;
      const {window, planned, technicianId} = best!;
      const appointment = {
        window,
        planned: {start: planned.start},
        durationMinutes: 60,
        leadId: technicianId,
      };
      await firm.book({appointment});
      const startMs = Date.parse(planned.start);
      for (const other of (await ask()).items)
        assert.ok(
          Math.abs(Date.parse(other.planned.start) - startMs) >= 60 * 60_000,
          'over the booked visit',
        );
    }
  });

  test('a visit that is there keeps its window and technician where it can', async () => {
    const firm = await openFirm(office);
    const sam = await firm.technician('Sam Ortiz', {workingHours: allWeek});
    await firm.technician('Kim Park', {workingHours: allWeek});
    const {id} = await firm.visitIn('scheduled', {technician: sam, inHours: 5});
    const {items} = expectOk(await firm.admin.get<Suggestions>(`/v1/appointments/${id}/suggestions?limit=3`));
    assert.ok(items.length > 0 && items.length <= 3);
    assert.equal(items[0]!.technicianId, sam.id);
    const codes = items[0]!.reasons.map(({code}) => code);
    assert.ok(codes.includes('same_technician') && codes.includes('in_window'), codes.join());
  });

  test('a draft becomes a visit at a time that is suggested, with its technician, in one step', async () => {
    const firm = await openFirm(office);
    const {id: draftId} = (await firm.book({appointment: {draft: true}})).appointments[0]!;
    const sam = await firm.technician('Sam Ortiz', {workingHours: allWeek});
    const {items} = expectOk(await firm.admin.get<Suggestions>(`/v1/appointments/${draftId}/suggestions`));
    const best = items.find(({technicianId}) => technicianId === sam.id)!;
    const slot = {window: best.window, planned: {start: best.planned.start}, leadId: sam.id};
    const {appointment, events} = await firm.tap(draftId, 'schedule', slot);
    assert.deepEqual([appointment!.status, appointment!.leadId], ['scheduled', sam.id]);
    assert.deepEqual(appointment!.planned.start, best.planned.start);
    assert.equal(events.length, 1);
    const undone = await firm.tap(draftId, 'undo', {eventId: events[0]!.id});
    assert.deepEqual([undone.appointment!.status, undone.appointment!.leadId], ['draft', null]);
  });

  test('what cannot be planned is refused by field', async () => {
    const firm = await openFirm(office, {services});
    const tries: [Record<string, unknown>, string][] = [
      [{address}, 'durationMinutes'],
      [{address, serviceId: 'nothing'}, 'serviceId'],
      [{durationMinutes: 60}, 'address'],
      [{address, durationMinutes: 0}, 'durationMinutes'],
      [{address, durationMinutes: 60, days: 32}, 'days'],
      [{address, durationMinutes: 60, from: 'soon'}, 'from'],
      [{address, durationMinutes: 60, nearby: true}, 'nearby'],
    ];
    for (const [body, field] of tries) {
      const answer = await firm.admin.post('/v1/suggestions', body);
      expectRefused(answer, 'invalid', 400);
      assert.equal(answer.problem!.fields![0]!.path, field);
    }
  });

  test('suggestions name technicians: neither a technician nor a source gets them', async () => {
    const firm = await openFirm(office);
    const {id, technician} = await firm.visitIn('scheduled');
    const key = {name: 'Brand', kind: 'source', sourceId: 'brand-1'};
    const source = firm.as(expectOk(await firm.admin.post<{key: string}>('/v1/api-keys', key)).key);
    for (const caller of [technician.caller, source]) {
      const answer = await caller.post('/v1/suggestions', {address, durationMinutes: 60});
      expectRefused(answer, 'not_allowed', 403);
      expectRefused(await caller.get(`/v1/appointments/${id}/suggestions`), 'not_allowed', 403);
    }
  });

  test('the booking page shows services and free windows, and takes no request that it did not offer', async () => {
    const firm = await openOwnFirm(office, {services});
    await firm.technician('Sam Ortiz', {skills: ['gas'], workingHours: allWeek});
    const stranger = firm.as('');
    const path = `/v1/book/${firm.organization.slug}`;
    const page = expectOk(await stranger.get<BookingPage>(path));
    assert.deepEqual(page.services, [{id: 'boiler', name: 'Boiler service', durationMinutes: 90}]);
    assert.ok(page.days.length > 3 && page.consentWords.length > 10);
    assert.ok(!JSON.stringify(page).includes('mem_'));
    const [window] = page.days[1]!.windows;
    const request = {serviceId: 'boiler', window, name: 'Ada Lee', phone: '+13125550177', address};
    const asked = expectOk(await stranger.post<{bookingId: string}>(path, request));
    const wrong = await stranger.post(`${path}/verify`, {bookingId: asked.bookingId, code: '000000'});
    expectRefused(wrong, 'code_wrong', 403);
    const never = {start: firm.inMinutes(61), end: firm.inMinutes(62)};
    expectRefused(await stranger.post(path, {...request, window: never}), 'window_taken', 409);
    expectRefused(await stranger.post(path, {...request, phone: 'mine'}), 'invalid', 400);
    expectRefused(await stranger.get('/v1/book/nobody-is-here'), 'not_found', 404);
    assert.deepEqual(expectOk(await firm.admin.get<{items: unknown[]}>('/v1/jobs')).items, []);
  });

  test('a customer is offered windows without names, and none where nobody is free', async () => {
    const firm = await openOwnFirm(office);
    const sam = await firm.technician('Sam Ortiz', {workingHours: allWeek});
    const {job} = await firm.visitIn('scheduled', {technician: sam, inHours: 30});
    const link = await firm.link(job.id);
    const windows = async () => expectOk(await link.caller.get<OfferedWindows>('/v1/track/windows?days=5'));
    const before = await windows();
    assert.ok(before.items.length > 5);
    assert.ok(!JSON.stringify(before).includes('mem_'));
    const taken = before.items[2]!;
    const minutes = (Date.parse(taken.end) - Date.parse(taken.start)) / 60_000;
    const appointment = {window: taken, durationMinutes: minutes, leadId: sam.id};
    await firm.book({appointment});
    assert.ok(!(await windows()).items.some(({start}) => start === taken.start));
    const chosen = before.items.at(-1)!;
    expectOk(await link.caller.post('/v1/track/request-reschedule', {windows: [chosen]}));
    expectRefused(await link.caller.get('/v1/track/windows?days=99'), 'invalid', 400);
  });
}

async function suggestionsOf(caller: Caller, body: object): Promise<Suggestions> {
  return expectOk(await caller.post<Suggestions>('/v1/suggestions', body));
}
