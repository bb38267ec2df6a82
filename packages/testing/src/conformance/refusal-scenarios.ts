import assert from 'node:assert/strict';
import type {CommandReply, OfferedCommand, Problem} from '@dispatch-kit/core';
import {appointmentCommands, errorCodes, jobCommands} from '@dispatch-kit/core';
import {expectOk} from '../caller.ts';
import {expectRefused, openFirm} from './firm.ts';
import type {DeclareTest, Firm, OfficeUnderTest} from './firm.ts';

const reason = {code: 'other'};
const inPath = (command: string) => command.replaceAll('_', '-');

/** A body for each command of a visit that is complete, so that only the state can refuse it. */
export function bodiesFor(firm: Firm, otherTechnicianId: string): Record<string, Record<string, unknown>> {
  const window = firm.window(50);
  return {
    schedule: {window, durationMinutes: 60},
    reschedule: {window},
    assign: {leadId: otherTechnicianId},
    send_now: {leadId: otherTechnicianId, planned: {start: firm.inMinutes(20)}},
    complete: {outcome: 'no_access', reason, skip: true},
    cancel: {reason},
    hand_over: {leadId: otherTechnicianId},
    move: {window, reason},
    undo: {reason},
    running_late: {minutes: 10},
    keep: {reason},
  };
}

const visitStates = [
  'draft',
  'scheduled',
  'enroute',
  'arrived',
  'started',
  'complete',
  'canceled',
  'deleted',
];

/** Every state answers every command: with what follows, or with a reason and what could be done instead. */
export function refusalScenarios(office: OfficeUnderTest, test: DeclareTest): void {
  for (const state of visitStates) {
    test(`a ${state} visit answers every command, and a refusal says why and what is allowed`, async () => {
      const firm = await openFirm(office);
      const {id} = await firm.visitIn(state);
      const other = await firm.technician('Kim Park');
      const bodies = bodiesFor(firm, other.id);
      const offered = expectOk(
        await firm.admin.get<{items: OfferedCommand[]}>(`/v1/appointments/${id}/commands`),
      ).items;
      const allowed = offered.filter(each => each.allowed).map(each => each.command);
      for (const command of Object.keys(appointmentCommands)) {
        const answer = await firm.admin.post<CommandReply>(
          `/v1/appointments/${id}/${inPath(command)}?dryRun=1`,
          bodies[command] ?? {},
        );
        const offer = offered.find(each => each.command === command)!;
        if (answer.status === 200) {
          assert.equal(offer.allowed, true, `${command} was possible and not offered: ${offer.reason}`);
          continue;
        }
        expectSaysWhy(answer.problem!, command);
        assert.deepEqual(answer.problem!.allowed?.toSorted(), allowed.toSorted(), command);
        if (!offer.allowed) assert.equal(answer.problem!.code, offer.code, command);
        if (!offer.allowed) assert.ok(offer.reason && offer.reason.length > 8);
      }
    });
  }

  for (const status of [
    'unscheduled',
    'scheduled',
    'in_progress',
    'paused',
    'offered',
    'declined',
    'complete',
    'canceled',
  ]) {
    test(`a job that is ${status} answers every command, and a refusal says why`, async () => {
      const firm = await openFirm(office);
      const id = await jobIn(firm, status);
      assert.equal((await firm.job(id)).status, status);
      const bodies: Record<string, object> = {
        decline: {reason},
        cancel: {reason},
        pause: {reason, laterVisits: 'keep'},
        undo: {reason},
        withdraw: {reason},
      };
      for (const command of Object.keys(jobCommands)) {
        const answer = await firm.admin.post(`/v1/jobs/${id}/${command}?dryRun=1`, bodies[command] ?? {});
        if (answer.status !== 200) expectSaysWhy(answer.problem!, command);
      }
    });
  }

  test('a refusal that others stand behind names them', async () => {
    const firm = await openFirm(office);
    const {job, id} = await firm.visitIn('started');
    const second = expectOk(
      await firm.admin.post<CommandReply>(`/v1/jobs/${job.id}/appointments`, {
        window: firm.window(30),
        durationMinutes: 60,
      }),
    ).appointment!.id;
    const finish = {outcome: 'done', finishJob: true};
    const refused = await firm.admin.post(`/v1/appointments/${id}/complete`, finish);
    expectRefused(refused, 'open_visits', 409);
    assert.ok(refused.problem!.detail.includes(second));
    const paused = await firm.admin.post(`/v1/jobs/${job.id}/pause`, {reason});
    expectRefused(paused, 'later_visits_required');
    assert.ok(paused.problem!.detail.includes(second));
    const meant = await firm.tap(id, 'complete', {...finish, openVisits: 'cancel'});
    assert.equal(meant.job.status, 'complete');
    assert.equal(meant.job.appointments.find(each => each.id === second)!.status, 'canceled');
  });

  test('a visit at a time the technician has given away is refused, unless it is meant', async () => {
    const firm = await openFirm(office);
    const {technician, id} = await firm.visitIn('scheduled');
    const refused = await firm.tryBook({leadId: technician.id});
    expectRefused(refused, 'technician_booked', 409);
    assert.ok(refused.problem!.detail.includes(id));
    const meant = await firm.book({leadId: technician.id, appointment: {override: true}});
    assert.equal(meant.appointments[0]!.conflict, true);
    const free = (await firm.book({inHours: 2})).appointments[0]!.id;
    const assigned = await firm.admin.post(`/v1/appointments/${free}/assign`, {leadId: technician.id});
    expectRefused(assigned, 'technician_booked');
  });

  test('who may not is told what it takes, and whose it is', async () => {
    const firm = await openFirm(office);
    const {id, technician} = await firm.visitIn('scheduled');
    const kim = await firm.technician('Kim Park');
    const theirs = await kim.caller.post(`/v1/appointments/${id}/depart`);
    expectRefused(theirs, 'not_found', 404);
    const helped = await firm.admin.patch(`/v1/appointments/${id}`, {helperIds: [kim.id]});
    assert.equal(helped.status, 200);
    expectRefused(await kim.caller.post(`/v1/appointments/${id}/depart`), 'not_yours', 403);
    const planning = await technician.caller.post(`/v1/appointments/${id}/cancel`, {reason});
    expectRefused(planning, 'not_allowed', 403);
    assert.match(planning.problem!.detail, /plan/);
  });
}

function expectSaysWhy(problem: Problem, command: string): void {
  assert.ok(problem.code in errorCodes, `${command}: ${problem.code} is not in the code table`);
  assert.equal(problem.status, 409, `${command}: ${problem.code}`);
  assert.ok(problem.detail.length > 15, `${command}: ${problem.detail}`);
  assert.doesNotMatch(
    problem.detail,
    /undefined|\{\w+\}|…/,
    `${command} leaves something out of its sentence`,
  );
  assert.ok(Array.isArray(problem.allowed), `${command} says ${problem.code} and not what is allowed`);
}

async function jobIn(firm: Firm, status: string): Promise<string> {
  if (status === 'unscheduled') return (await firm.book()).id;
  if (status === 'scheduled') return (await firm.visitIn('scheduled')).job.id;
  if (status === 'in_progress') return (await firm.visitIn('started')).job.id;
  if (status === 'complete') return (await firm.visitIn('complete')).job.id;
  if (status === 'offered' || status === 'declined') {
    const customer = await firm.customer();
    const job = {customerId: customer.id, title: 'New boiler', address: {line: '1 W Lake St'}};
    const {id} = expectOk(await firm.admin.post<{id: string}>('/v1/offers', job));
    if (status === 'declined') await firm.jobTap(id, 'decline', {reason});
    return id;
  }
  const {job} = await firm.visitIn('started');
  await firm.jobTap(job.id, status === 'paused' ? 'pause' : 'cancel', {reason});
  return job.id;
}
