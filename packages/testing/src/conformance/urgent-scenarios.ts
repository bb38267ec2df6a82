import assert from 'node:assert/strict';
import type {Appointment, CommandReply, NearestTechnicians, SendNow} from '@dispatch-kit/core';
import {expectOk} from '../caller.ts';
import {expectRefused, openOwnFirm} from './firm.ts';
import type {DeclareTest, Firm, OfficeUnderTest, Technician} from './firm.ts';

const allWeek = [1, 2, 3, 4, 5, 6, 7].map(day => ({day, from: '00:00', to: '24:00'}));
const services = [{id: 'gas', name: 'Gas leak', durationMinutes: 60, skills: ['gas']}];
/** So long that no message goes out while it is looked on. */
const still = {graceSeconds: 300, services};
const urgentJob = {priority: 'urgent', title: 'Smell of gas'};

/** Somebody is needed at once: who could go, what it delays, and one step that one undo takes back. */
export function urgentScenarios(office: OfficeUnderTest, test: DeclareTest): void {
  test('who is on the way to what can wait is the nearest; who works and who drives to another urgent one is not called away', async () => {
    const {firm, sam, urgent} = await anUrgentMinute(office);
    const kim = await firm.technician('Kim Park', {workingHours: allWeek});
    await firm.visitIn('started', {technician: kim});
    const lee = await firm.technician('Lee Moss', {workingHours: allWeek});
    await firm.visitIn('enroute', {technician: lee, job: urgentJob});
    const {items, unavailable} = await nearest(firm, urgent);
    const of = (technician: Technician) => items.find(({technicianId}) => technicianId === technician.id)!;
    assert.equal(items[0]!.technicianId, sam.id);
    assert.deepEqual([of(sam).standing, of(sam).interruptible], ['on_the_way', 'yes']);
    assert.deepEqual([of(kim).standing, of(kim).interruptible], ['at_work', 'with_reason']);
    assert.deepEqual([of(lee).standing, of(lee).interruptible], ['on_the_way_urgent', 'no']);
    assert.ok(of(kim).arrivesAt > of(sam).arrivesAt && of(lee).arrivesAt > of(sam).arrivesAt);
    assert.ok(items.every(({reasons}) => reasons.every(({code, words}) => code && words.length > 8)));
    assert.deepEqual(unavailable, []);
    const called = await nearest(firm, urgent, '?interrupt=1');
    const kims = called.items.find(({technicianId}) => technicianId === kim.id)!;
    assert.equal(kims.send.current!.first, 'leave');
  });

  test('his going is one step: his visits make way, everybody hears of it once, and one undo puts all back and tells nobody', async () => {
    const {firm, sam, urgent, running} = await anUrgentMinute(office);
    const before = await visitsOf(firm, [urgent, running]);
    const [best] = (await nearest(firm, urgent)).items;
    const [delay] = best!.delays;
    assert.deepEqual([delay!.appointmentId, delay!.left], [running.id, true]);
    const said = await firm.tap(urgent.id, 'send-now?dryRun=1', best!.send);
    const done = await firm.tap(urgent.id, 'send-now', best!.send);
    assert.deepEqual(
      done.events.map(({type}) => type),
      said.events.map(({type}) => type),
    );
    const told = ({notices}: CommandReply) => notices!.map(({kind, to}) => `${kind} ${to}`);
    assert.deepEqual(told(done), told(said));
    const [there, left] = await visitsOf(firm, [urgent, running]);
    assert.deepEqual([there!.status, there!.leadId], ['scheduled', sam.id]);
    assert.deepEqual([left!.status, left!.planned.start], ['scheduled', delay!.planned.start]);
    const waiting = async (jobId: string) =>
      (await firm.notices(jobId)).filter(({state, contactId}) => state === 'waiting' && contactId);
    assert.equal((await waiting(urgent.jobId)).length, 1);
    assert.ok((await waiting(running.jobId)).length <= 1);
    assert.deepEqual(
      expectOk(await post(firm, urgent, best!.send)).events,
      [],
      'tapped again it is so already',
    );
    await firm.tap(urgent.id, 'undo', {eventId: done.events[0]!.id});
    const facts = (visits: Appointment[]) =>
      visits.map(({status, leadId, planned, window, leg}) => ({status, leadId, planned, window, leg}));
    assert.deepEqual(facts(await visitsOf(firm, [urgent, running])), facts(before));
    assert.equal((await waiting(urgent.jobId)).length, 0);
    const news = (await waiting(running.jobId)).map(({kind}) => kind);
    assert.ok(
      !['delayed', 'rescheduled', 'technician_changed'].some(kind => news.includes(kind as never)),
      news.join(),
    );
  });

  test('a plan that somebody has changed meanwhile is refused, and asked again there is another', async () => {
    const {firm, sam, urgent, running} = await anUrgentMinute(office);
    const [best] = (await nearest(firm, urgent)).items;
    await firm.tap(running.id, 'stand-down');
    expectRefused(await post(firm, urgent, best!.send), 'plan_changed', 409);
    const again = (await nearest(firm, urgent)).items.find(({technicianId}) => technicianId === sam.id)!;
    assert.equal(again.currentId, null);
    await firm.tap(urgent.id, 'send-now', again.send);
  });

  test('what would break its window is given to somebody who is free then, unless it is to stay', async () => {
    const {firm, urgent, running} = await anUrgentMinute(office);
    const tight = await firm.technician('Kim Park', {workingHours: allWeek});
    const [best] = (await nearest(firm, urgent)).items;
    const [delay] = best!.delays;
    if (delay!.breaksWindow) assert.equal(delay!.takenBy, tight.id);
    const [kept] = (await nearest(firm, urgent, '?keep=1')).items;
    assert.equal(kept!.delays[0]!.takenBy, null);
    const move = {appointmentId: running.id, from: delay!.was, leadId: tight.id};
    await firm.tap(urgent.id, 'send-now', {...best!.send, moves: [move]});
    const [given] = await visitsOf(firm, [running]);
    assert.deepEqual([given!.leadId, given!.planned.start, given!.conflict], [tight.id, delay!.was, false]);
  });

  test('work that has begun is left only with a reason, and goes on as another visit', async () => {
    const firm = await openOwnFirm(office, still);
    const sam = await firm.technician('Sam Ortiz', {workingHours: allWeek});
    const {id, job} = await firm.visitIn('started', {technician: sam});
    const urgent = await draftOf(firm);
    const [best] = (await nearest(firm, urgent, '?interrupt=1&keep=1')).items;
    expectRefused(await post(firm, urgent, best!.send), 'reason_required', 409);
    const interrupt = {code: 'interrupted', note: 'Gas has smelled'};
    await firm.tap(urgent.id, 'send-now', {...best!.send, interrupt});
    const {appointments, status} = await firm.job(job.id);
    const [was, next] = [
      appointments.find(each => each.id === id)!,
      appointments.find(each => each.id !== id)!,
    ];
    assert.deepEqual([was.status, was.outcome], ['complete', 'interrupted']);
    assert.deepEqual([next.status, next.leadId, status], ['scheduled', sam.id, 'scheduled']);
    const notes = expectOk(await firm.admin.get<{items: {text: string}[]}>(`/v1/jobs/${job.id}/notes`));
    assert.ok(notes.items.some(({text}) => text === interrupt.note));
  });

  test('who lacks the skill is named with why; a visit to which nobody can be sent says so', async () => {
    const firm = await openOwnFirm(office, still);
    const able = await firm.technician('Sam Ortiz', {workingHours: allWeek, skills: ['gas']});
    const unable = await firm.technician('Kim Park', {workingHours: allWeek});
    const urgent = await draftOf(firm, {serviceId: 'gas'});
    const {items, unavailable} = await nearest(firm, urgent);
    assert.deepEqual(
      items.map(({technicianId}) => technicianId),
      [able.id],
    );
    assert.deepEqual(
      unavailable.map(({technicianId, code}) => [technicianId, code]),
      [[unable.id, 'missing_skills']],
    );
    const {id} = await firm.visitIn('enroute', {technician: unable});
    expectRefused(await firm.admin.get(`/v1/appointments/${id}/nearest`), 'under_way', 409);
    expectRefused(
      await firm.admin.get(`/v1/appointments/${urgent.id}/nearest?interrupt=maybe`),
      'invalid',
      400,
    );
    for (const caller of [able.caller, unable.caller]) {
      const answer = await caller.get(`/v1/appointments/${id}/nearest`);
      assert.ok([403, 404].includes(answer.status));
      assert.ok(
        [403, 404].includes((await caller.post(`/v1/appointments/${id}/send-now`, items[0]!.send)).status),
      );
    }
    const nobodys = {appointmentId: 'apt_0000000000000000000000', from: firm.inMinutes(5)};
    expectRefused(await post(firm, urgent, {...items[0]!.send, moves: [nobodys]}), 'not_found', 404);
  });
}

type Visit = {id: string; jobId: string};

/** Sam drives to a visit of two hours from now; somebody else smells gas next door. */
async function anUrgentMinute(
  office: OfficeUnderTest,
): Promise<{firm: Firm; sam: Technician; urgent: Visit; running: Visit}> {
  const firm = await openOwnFirm(office, still);
  const sam = await firm.technician('Sam Ortiz', {workingHours: allWeek});
  const {id, job} = await firm.visitIn('enroute', {technician: sam, inHours: 0.25});
  await firm.report(sam, [{north: 1500}]);
  return {firm, sam, urgent: await draftOf(firm), running: {id, jobId: job.id}};
}

async function draftOf(firm: Firm, job: Record<string, unknown> = {}): Promise<Visit> {
  const made = await firm.book({appointment: {draft: true}, job: {...urgentJob, ...job}});
  return {id: made.appointments[0]!.id, jobId: made.id};
}

async function nearest(firm: Firm, {id}: Visit, query = ''): Promise<NearestTechnicians> {
  return expectOk(await firm.admin.get<NearestTechnicians>(`/v1/appointments/${id}/nearest${query}`));
}

function post(firm: Firm, {id}: Visit, body: SendNow) {
  return firm.admin.post<CommandReply>(`/v1/appointments/${id}/send-now`, body);
}

async function visitsOf(firm: Firm, visits: readonly Visit[]): Promise<Appointment[]> {
  return Promise.all(
    visits.map(async ({id}) => expectOk(await firm.admin.get<Appointment>(`/v1/appointments/${id}`))),
  );
}
