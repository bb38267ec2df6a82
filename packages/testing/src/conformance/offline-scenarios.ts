import assert from 'node:assert/strict';
import type {CommandReply, DomainEvent} from '@dispatch-kit/core';
import {expectOk} from '../caller.ts';
import type {Answer} from '../caller.ts';
import {eventually, expectRefused, openFirm} from './firm.ts';
import type {DeclareTest, Firm, OfficeUnderTest, Technician} from './firm.ts';

type Note = {id: string; at: string};
type Tap = {command: string; body?: object; minutesAgo?: number; sequence: number};

const reason = {code: 'other'};
let devices = 0;

/** A device that was offline: each of its taps carries when it was, which device, and its number. */
function deviceOf(firm: Firm, technician: Technician, skewMinutes = 0) {
  devices += 1;
  const deviceId = `device-${devices}-${firm.organization.id}`;
  const tap = (
    id: string,
    {command, body = {}, minutesAgo = 0, sequence}: Tap,
  ): Promise<Answer<CommandReply>> =>
    technician.caller.post<CommandReply>(`/v1/appointments/${id}/${command}`, {
      ...body,
      deviceId,
      sequence,
      at: firm.inMinutes(skewMinutes - minutesAgo),
      sentAt: firm.inMinutes(skewMinutes),
    });
  return Object.assign(tap, {deviceId});
}

const near = (a: string, b: string, seconds = 60) => Math.abs(Date.parse(a) - Date.parse(b)) < seconds * 1000;

/** Taps that waited in a phone without a network. */
export function offlineScenarios(office: OfficeUnderTest, test: DeclareTest): void {
  test('a queue is applied in its own order, each tap for when it was, by a device whose clock is wrong', async () => {
    const firm = await openFirm(office);
    const {technician, id, job} = await firm.pastVisit(300);
    const tap = deviceOf(firm, technician, 37);
    expectOk(await tap(id, {command: 'depart', minutesAgo: 60, sequence: 1}));
    expectOk(await tap(id, {command: 'start', minutesAgo: 40, sequence: 2}));
    const body = {outcome: 'done'};
    const {appointment} = expectOk(await tap(id, {command: 'complete', body, minutesAgo: 5, sequence: 3}));
    assert.ok(near(appointment!.departedAt!, firm.inMinutes(-60)), appointment!.departedAt!);
    assert.ok(near(appointment!.startedAt!, firm.inMinutes(-40)));
    assert.ok(near(appointment!.completedAt!, firm.inMinutes(-5)));
    const events = (await firm.history(job.id)).filter(event => event.actor.kind === 'technician');
    assert.deepEqual([...new Set(events.map(event => event.basis))], ['offline']);
  });

  test('a tap that comes before its turn is refused, may be sent again, and then is taken', async () => {
    const firm = await openFirm(office);
    const {technician, id} = await firm.pastVisit(300);
    const tap = deviceOf(firm, technician);
    const early = await tap(id, {command: 'start', minutesAgo: 10, sequence: 2});
    expectRefused(early, 'out_of_order', 409);
    assert.equal(early.problem!.retryable, true);
    expectOk(await tap(id, {command: 'depart', minutesAgo: 20, sequence: 1}));
    const reply = expectOk(await tap(id, {command: 'start', minutesAgo: 10, sequence: 2}));
    assert.equal(reply.appointment!.status, 'started');
  });

  test('a tap that is delivered again, also between others, is not taken again', async () => {
    const firm = await openFirm(office);
    const {technician, id, job} = await firm.pastVisit(300);
    const tap = deviceOf(firm, technician);
    const first: Tap = {command: 'depart', minutesAgo: 60, sequence: 1};
    expectOk(await tap(id, first));
    expectOk(await tap(id, {command: 'stand-down', minutesAgo: 50, sequence: 2}));
    const again = expectOk(await tap(id, first));
    assert.deepEqual([again.events, again.appointment!.status], [[], 'scheduled']);
    const twins = await Promise.all(
      [1, 2, 3].map(() => tap(id, {command: 'start', minutesAgo: 5, sequence: 3})),
    );
    assert.equal(twins.flatMap(twin => expectOk(twin).events).length, 1);
    const types = (await firm.history(job.id)).map(event => event.type);
    assert.equal(types.filter(type => type === 'appointment_departed').length, 1);
    assert.equal(types.filter(type => type === 'appointment_started').length, 1);
  });

  test('a tap never lies in the future, nor before the last one of its device', async () => {
    const firm = await openFirm(office);
    const {technician, id} = await firm.pastVisit(300);
    const tap = deviceOf(firm, technician);
    const first = expectOk(await tap(id, {command: 'depart', minutesAgo: -90, sequence: 1}));
    assert.ok(near(first.appointment!.departedAt!, firm.inMinutes(0)));
    const second = expectOk(await tap(id, {command: 'start', minutesAgo: 120, sequence: 2}));
    assert.ok(second.appointment!.startedAt! >= first.appointment!.departedAt!);
  });

  test('a tap that waited for more than 72 hours is too old, and stays in the history', async () => {
    const firm = await openFirm(office);
    const {technician, id, job} = await firm.pastVisit(80 * 60);
    const tap = deviceOf(firm, technician);
    expectRefused(await tap(id, {command: 'depart', minutesAgo: 73 * 60, sequence: 1}), 'too_old', 409);
    const kept = await refusedTaps(firm, job.id);
    assert.deepEqual(
      kept.map(event => event.data?.['code']),
      ['too_old'],
    );
    expectOk(await tap(id, {command: 'depart', minutesAgo: 71 * 60, sequence: 2}));
  });

  test('the office cancels while the technician starts offline: cancel wins, and the tap stays in the history', async () => {
    const firm = await openFirm(office);
    const {technician, id, job} = await firm.pastVisit(300);
    const tap = deviceOf(firm, technician);
    await firm.tap(id, 'cancel', {reason});
    const refused = await tap(id, {command: 'start', minutesAgo: 10, sequence: 1});
    expectRefused(refused, 'is_canceled', 409);
    assert.ok(Array.isArray(refused.problem!.allowed));
    const [event] = await refusedTaps(firm, job.id);
    assert.deepEqual(
      [event?.data?.['command'], event?.data?.['code'], event?.basis],
      ['start', 'is_canceled', 'offline'],
    );
    assert.equal((await firm.job(job.id)).appointments[0]!.status, 'canceled');
    const again = expectOk(await tap(id, {command: 'start', minutesAgo: 10, sequence: 1}));
    assert.deepEqual(again.events, [], 'sent again it is not tried again');
    assert.equal((await refusedTaps(firm, job.id)).length, 1);
    const next = await tap(id, {command: 'complete', body: {outcome: 'done'}, sequence: 2});
    expectRefused(next, 'is_canceled');
  });

  test('a visit was given away meanwhile: its tap is refused and kept, and the queue goes on', async () => {
    const firm = await openFirm(office);
    const {technician, id, job} = await firm.pastVisit(300);
    const own = await firm.visitIn('scheduled', {technician, inHours: 6});
    const tap = deviceOf(firm, technician);
    await firm.tap(id, 'assign', {leadId: (await firm.technician('Kim Park')).id});
    const refused = await tap(id, {command: 'depart', sequence: 1});
    assert.ok(['not_found', 'not_yours'].includes(refused.problem!.code));
    assert.equal((await refusedTaps(firm, job.id)).length, 1);
    expectOk(await tap(own.id, {command: 'depart', sequence: 2}));
    expectOk(await tap(own.id, {command: 'undo', sequence: 3}));
    assert.equal(expectOk(await tap(own.id, {command: 'start', sequence: 4})).appointment!.status, 'started');
  });

  test('a note waits in its place among the taps of its device, and is written once', async () => {
    const firm = await openFirm(office);
    const {technician, id, job} = await firm.pastVisit(300);
    const tap = deviceOf(firm, technician);
    expectOk(await tap(id, {command: 'start', minutesAgo: 30, sequence: 1}));
    const note = {
      text: 'The valve is cracked',
      deviceId: tap.deviceId,
      sequence: 2,
      at: firm.inMinutes(-20),
      sentAt: firm.inMinutes(0),
    };
    const written = expectOk(await technician.caller.post<Note>(`/v1/jobs/${job.id}/notes`, note));
    assert.ok(near(written.at, firm.inMinutes(-20)));
    const again = expectOk(await technician.caller.post<Note>(`/v1/jobs/${job.id}/notes`, note));
    assert.equal(again.id, written.id);
    const body = {outcome: 'done'};
    expectOk(await tap(id, {command: 'complete', body, minutesAgo: 1, sequence: 3}));
    const notes = expectOk(await firm.admin.get<{items: Note[]}>(`/v1/jobs/${job.id}/notes`)).items;
    assert.equal(notes.length, 1);
  });

  test('an on-the-way that is older than its arrived sends nothing', async () => {
    const firm = await openFirm(office);
    const {technician, id, job} = await firm.pastVisit(300);
    const tap = deviceOf(firm, technician);
    expectOk(await tap(id, {command: 'depart', minutesAgo: 9, sequence: 1}));
    expectOk(await tap(id, {command: 'arrive', minutesAgo: 3, sequence: 2}));
    await eventually(
      () => firm.noticesOf(job.id, 'arrived'),
      ([arrived]) => firm.wasSent(arrived),
      {what: 'the arrived message'},
    );
    assert.deepEqual(
      (await firm.noticesOf(job.id, 'on_the_way')).map(notice => notice.state),
      ['dropped'],
    );
  });

  test('a queued departure that is more than 15 minutes old tells nobody that somebody is on the way', async () => {
    const firm = await openFirm(office);
    const {technician, id, job} = await firm.pastVisit(300);
    const tap = deviceOf(firm, technician);
    expectOk(await tap(id, {command: 'depart', minutesAgo: 20, sequence: 1}));
    const [notice] = await firm.noticesOf(job.id, 'on_the_way');
    assert.deepEqual([notice?.state, notice?.reason], ['dropped', 'too_old']);
  });
}

async function refusedTaps(firm: Firm, jobId: string): Promise<DomainEvent[]> {
  return (await firm.history(jobId)).filter(event => event.type === 'tap_refused');
}
