import assert from 'node:assert/strict';
import type {Appointment, CommandReply} from '@dispatch-kit/core';
import {expectOk} from '../caller.ts';
import {eventually, expectRefused, openFirm, openOwnFirm} from './firm.ts';
import type {DeclareTest, OfficeUnderTest} from './firm.ts';

const reason = {code: 'other'};

/** A command and all it caused are taken back together, or not at all. */
export function undoScenarios(office: OfficeUnderTest, test: DeclareTest): void {
  test('an undo within the grace sends nothing: the customer never knew', async () => {
    const firm = await openFirm(office, {graceSeconds: 2});
    const {id, job, technician} = await firm.visitIn('scheduled');
    const link = await firm.link(job.id);
    await firm.tap(id, 'depart', {}, technician.caller);
    assert.equal((await link.view()).visit.phase, 'upcoming');
    const reply = await firm.tap(id, 'undo', {}, technician.caller);
    assert.equal(reply.appointment!.status, 'scheduled');
    assert.equal(reply.corrections, undefined);
    // The next message that was due after it has gone out: the undone one had its turn.
    await firm.tap(id, 'confirm');
    await firm.tap(id, 'cancel', {reason});
    await eventually(
      () => firm.noticesOf(job.id, 'canceled'),
      notices => firm.wasSent(notices[0]),
      {what: 'the later message'},
    );
    assert.deepEqual(
      (await firm.noticesOf(job.id, 'on_the_way')).map(({state, sentAt}) => ({state, sentAt})),
      [{state: 'dropped', sentAt: null}],
    );
  });

  test('an undo brings back state and attributes: crew, window, stamps, and the same leg', async () => {
    const firm = await openFirm(office);
    const {id, job} = await firm.visitIn('arrived');
    const facts = (visit: Appointment) => ({...visit, version: 0});
    const before = facts(expectOk(await firm.admin.get<Appointment>(`/v1/appointments/${id}`)));
    for (const [command, body] of [
      ['start', {}],
      ['complete', {outcome: 'follow_up', reason}],
      ['cancel', {reason}],
      ['stand-down', {}],
      ['move', {window: firm.window(60), reason}],
    ] as const) {
      await firm.tap(id, command, body);
      await firm.tap(id, 'undo', {reason});
      const after = facts(expectOk(await firm.admin.get<Appointment>(`/v1/appointments/${id}`)));
      assert.deepEqual(after, before, command);
      assert.equal((await firm.job(job.id)).status, 'in_progress', command);
    }
  });

  test('departing again after an undo reopens the same leg, so nothing is told twice', async () => {
    const firm = await openOwnFirm(office);
    const {id, job} = await firm.visitIn('scheduled');
    const first = (await firm.tap(id, 'depart')).appointment!.leg!.id;
    const isSent = (notices: {state: string}[]) => notices.some(notice => firm.wasSent(notice));
    await eventually(() => firm.noticesOf(job.id, 'on_the_way'), isSent, {what: 'on the way'});
    const undone = await firm.tap(id, 'undo');
    assert.deepEqual(
      undone.corrections?.map(correction => correction.kind),
      ['on_the_way'],
      'what was sent stays sent, and is listed to be corrected',
    );
    const again = await firm.tap(id, 'depart');
    assert.equal(again.appointment!.leg!.id, first);
    assert.equal((await firm.noticesOf(job.id, 'on_the_way')).length, 1);
  });

  test('a unit is undone whole: the cancel of a job brings all its visits back', async () => {
    const firm = await openFirm(office);
    const {job} = await firm.visitIn('enroute');
    expectOk(
      await firm.admin.post<CommandReply>(`/v1/jobs/${job.id}/appointments`, {
        window: firm.window(30),
        durationMinutes: 60,
      }),
    );
    const before = (await firm.job(job.id)).appointments.map(({id, status, leg}) => ({id, status, leg}));
    await firm.jobTap(job.id, 'cancel', {reason});
    const {job: back} = await firm.jobTap(job.id, 'undo', {reason});
    assert.equal(back.status, 'in_progress');
    assert.deepEqual(
      back.appointments.map(({id, status, leg}) => ({id, status, leg})),
      before,
    );
  });

  test('an undo is refused when something was done after it, and names that', async () => {
    const firm = await openFirm(office);
    const {id} = await firm.visitIn('scheduled');
    const departed = (await firm.tap(id, 'depart')).events[0]!;
    const started = (await firm.tap(id, 'start')).events[0]!;
    const refused = await firm.admin.post(`/v1/appointments/${id}/undo`, {eventId: departed.id});
    expectRefused(refused, 'superseded', 409);
    assert.ok(refused.problem!.detail.includes(started.id));
    await firm.tap(id, 'undo', {eventId: started.id});
    const reply = await firm.tap(id, 'undo', {eventId: departed.id});
    assert.equal(reply.appointment!.status, 'scheduled', 'once the later one is undone it can be');
  });

  test('a confirmation, a wish or a note does not stand in the way of an undo, and stays', async () => {
    const firm = await openFirm(office, {graceSeconds: 0});
    const {id, job} = await firm.visitIn('scheduled');
    const moved = (await firm.tap(id, 'reschedule', {window: firm.window(30)})).events[0]!;
    const link = await firm.link(job.id);
    expectOk(await link.caller.post('/v1/track/confirm'));
    expectOk(await firm.admin.post(`/v1/jobs/${job.id}/notes`, {text: 'Rang twice'}));
    const reply = await firm.tap(id, 'undo', {eventId: moved.id});
    assert.equal(reply.appointment!.window.start, job.appointments[0]!.window.start);
    assert.ok(reply.appointment!.confirmed);
  });

  test('who gave it may undo it for some minutes; a dispatcher for a day, with a reason', async () => {
    const firm = await openFirm(office, {undoMinutes: 5});
    const {id, technician} = await firm.pastVisit(200);
    await firm.tap(id, 'start', {at: firm.inMinutes(-20)}, technician.caller);
    expectRefused(await technician.caller.post(`/v1/appointments/${id}/undo`), 'undo_too_late');
    expectRefused(await firm.admin.post(`/v1/appointments/${id}/undo`), 'reason_required');
    assert.equal((await firm.tap(id, 'undo', {reason})).appointment!.status, 'scheduled');
    const other = await firm.visitIn('scheduled');
    await firm.tap(other.id, 'depart');
    expectRefused(
      await other.technician.caller.post(`/v1/appointments/${other.id}/undo`),
      'undo_not_yours',
      403,
    );
    expectOk(await firm.admin.patch('/v1/organization', {undoMinutes: 0}));
    expectRefused(await firm.admin.post(`/v1/appointments/${other.id}/undo`), 'reason_required');
  });

  test('a planned time given away meanwhile: the visit comes back with a conflict', async () => {
    const firm = await openOwnFirm(office);
    const {id, technician} = await firm.visitIn('scheduled');
    await firm.tap(id, 'cancel', {reason});
    await firm.book({leadId: technician.id});
    const back = (await firm.tap(id, 'undo')).appointment!;
    assert.deepEqual([back.status, back.leadId, back.conflict], ['scheduled', technician.id, true]);
  });

  test('a command says until when it can be undone', async () => {
    const firm = await openFirm(office, {undoMinutes: 7});
    const {id} = await firm.visitIn('scheduled');
    const {undoUntil, events} = await firm.tap(id, 'depart');
    assert.equal(Date.parse(undoUntil!) - Date.parse(events[0]!.at), 7 * 60_000);
  });

  test('with nothing to undo, an undo says so', async () => {
    const firm = await openFirm(office);
    const job = await firm.book();
    expectRefused(await firm.admin.post(`/v1/jobs/${job.id}/undo`), 'nothing_to_undo', 409);
  });

  test('an undo drops what it undoes and lets what that dropped wait again', async () => {
    const firm = await openFirm(office, {graceSeconds: 60});
    const {id, job} = await firm.visitIn('scheduled');
    const states = async () =>
      Object.fromEntries((await firm.notices(job.id)).filter(n => n.contactId).map(n => [n.kind, n.state]));
    assert.deepEqual(await states(), {created: 'waiting'});
    await firm.tap(id, 'cancel', {reason});
    assert.equal((await states())['created'], 'dropped');
    await firm.tap(id, 'undo');
    assert.deepEqual(await states(), {created: 'waiting', canceled: 'dropped'});
  });
}
