import assert from 'node:assert/strict';
import type {CommandReply, Job} from '@dispatch-kit/core';
import {expectOk} from '../caller.ts';
import {consequencesOf} from './consequences-of.ts';
import {bodiesFor} from './refusal-scenarios.ts';
import {openFirm, openOwnFirm} from './firm.ts';
import type {DeclareTest, Firm, OfficeUnderTest} from './firm.ts';

/** So long that no message goes out between the dry run and the real one. */
const still = {graceSeconds: 300};

const reason = {code: 'other', note: 'Said on the phone'};

/** The state of a visit in which each command does something. */
const stateFor: Record<string, string> = {
  schedule: 'draft',
  reschedule: 'scheduled',
  assign: 'scheduled',
  unassign: 'scheduled',
  send_now: 'scheduled',
  confirm: 'scheduled',
  depart: 'scheduled',
  arrive: 'enroute',
  start: 'enroute',
  complete: 'started',
  cancel: 'enroute',
  stand_down: 'enroute',
  hand_over: 'started',
  move: 'started',
  undo: 'canceled',
  reopen: 'complete',
  reinstate: 'canceled',
  delete: 'scheduled',
  ask_to_move: 'scheduled',
  running_late: 'enroute',
  dismiss_request: 'scheduled',
  keep: 'started',
};

/** A dry run tells what the real run then does, and writes nothing. */
export function dryRunScenarios(office: OfficeUnderTest, test: DeclareTest): void {
  for (const [command, state] of Object.entries(stateFor)) {
    test(`a dry run of ${command} tells what the real run then does`, async () => {
      const firm = await openFirm(office, still);
      const {id, job} = await firm.visitIn(state);
      const other = await firm.technician('Kim Park');
      if (command === 'dismiss_request')
        await firm.tap(id, 'ask-to-move', {reason}, (await asLead(firm, id))!);
      const body = bodiesFor(firm, other.id)[command] ?? {};
      await compare(firm, job.id, `/v1/appointments/${id}/${command.replaceAll('_', '-')}`, body);
    });
  }

  const jobCommands: Record<string, {prepare: (firm: Firm) => Promise<string>; body?: object}> = {
    accept: {prepare: offered, body: {}},
    decline: {prepare: offered, body: {reason}},
    withdraw: {prepare: offered, body: {reason}},
    cancel: {prepare: async firm => (await firm.visitIn('enroute')).job.id, body: {reason}},
    reinstate: {prepare: canceled},
    complete: {prepare: async firm => (await firm.visitIn('scheduled')).job.id, body: {openVisits: 'cancel'}},
    pause: {prepare: async firm => (await firm.visitIn('started')).job.id, body: {reason}},
    resume: {prepare: held},
    undo: {prepare: canceled, body: {reason}},
  };
  for (const [command, {prepare, body = {}}] of Object.entries(jobCommands)) {
    test(`a dry run of ${command} on a job tells what the real run then does`, async () => {
      const firm = await openFirm(office, still);
      const jobId = await prepare(firm);
      await compare(firm, jobId, `/v1/jobs/${jobId}/${command}`, body);
    });
  }

  test('a dry run of another visit on a job tells what the real run then does', async () => {
    const firm = await openFirm(office, still);
    const {job} = await firm.visitIn('complete');
    const technician = await firm.technician('Kim Park');
    const body = {window: firm.window(30), durationMinutes: 60, leadId: technician.id};
    await compare(firm, job.id, `/v1/jobs/${job.id}/appointments`, body);
  });

  test('a dry run of a new job makes nothing', async () => {
    const firm = await openOwnFirm(office, still);
    const customer = await firm.customer();
    const body = {
      customerId: customer.id,
      title: 'Boiler',
      address: {line: '1 W Lake St'},
      appointment: {window: firm.window(3), durationMinutes: 60},
    };
    const dry = expectOk(await firm.admin.post<Job>('/v1/jobs?dryRun=1', body));
    assert.equal(dry.status, 'scheduled');
    assert.deepEqual(expectOk(await firm.admin.get<{items: Job[]}>('/v1/jobs')).items, []);
    const real = await firm.admin.post<Job>('/v1/jobs', body);
    assert.deepEqual([real.status, real.body.status, real.body.title], [201, dry.status, dry.title]);
  });

  test('a dry run is refused as the real run is', async () => {
    const firm = await openFirm(office, still);
    const {id} = await firm.visitIn('complete');
    const path = `/v1/appointments/${id}/depart`;
    const [dry, real] = [await firm.admin.post(`${path}?dryRun=1`), await firm.admin.post(path)];
    const {requestId: _a, ...dryProblem} = dry.problem!;
    const {requestId: _b, ...realProblem} = real.problem!;
    assert.deepEqual(dryProblem, realProblem);
  });
}

async function asLead(firm: Firm, appointmentId: string) {
  const {leadId} = expectOk(await firm.admin.get<{leadId: string}>(`/v1/appointments/${appointmentId}`));
  const session = await firm.admin.post<{token: string}>('/v1/embed-sessions', {memberId: leadId});
  return firm.as(expectOk(session).token);
}

/** Runs it dry, checks that nothing is written, runs it, and holds one against the other. */
async function compare(firm: Firm, jobId: string, path: string, body: object): Promise<void> {
  const before = await stateOf(firm, jobId);
  const dry = expectOk(await firm.admin.post<CommandReply>(`${path}?dryRun=1`, body));
  assert.equal(dry.dryRun, true);
  assert.deepEqual(await stateOf(firm, jobId), before, 'a dry run wrote something');
  const real = expectOk(await firm.admin.post<CommandReply>(path, body));
  assert.equal(real.dryRun, undefined);
  assert.ok(real.events.length > 0, 'the command did nothing, so nothing was compared');
  assert.deepEqual(consequencesOf(dry), consequencesOf(real));
}

async function stateOf(firm: Firm, jobId: string): Promise<unknown> {
  const job = await firm.job(jobId);
  const notices = await firm.notices(jobId);
  const events = await firm.history(jobId);
  return {job, notices: notices.map(({id}) => id).toSorted(), events};
}

async function offered(firm: Firm): Promise<string> {
  const customer = await firm.customer();
  const body = {customerId: customer.id, title: 'New boiler', address: {line: '1 W Lake St'}};
  return expectOk(await firm.admin.post<{id: string}>('/v1/offers', body)).id;
}

async function canceled(firm: Firm): Promise<string> {
  const {job} = await firm.visitIn('scheduled');
  await firm.jobTap(job.id, 'cancel', {reason});
  return job.id;
}

/** A job on hold that a planned visit waits for: resuming it does not leave it paused. */
async function held(firm: Firm): Promise<string> {
  const job = await firm.book();
  await firm.jobTap(job.id, 'pause', {reason});
  return job.id;
}
