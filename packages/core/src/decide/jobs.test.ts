/** What becomes of a job: the chart of the domain, line by line, and the unclear cases that were decided. */
import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {JobWish} from './stage.test.ts';
import {Stage, ann, bob, reason, visitIn, windowAt} from './stage.test.ts';
import {isRefusal} from '../appointment/refusal.ts';
import {jobStatusRules} from '../job/derive-job-status.ts';

const done = {type: 'complete', outcome: 'done'} as const;
const codeOf = (answer: object) => (isRefusal(answer) ? answer.refused : 'obeyed');
const dated = {appointment: {window: windowAt(120), durationMinutes: 60, leadId: ann}};
const offered = (stage: Stage) => stage.job({offer: {expiresAt: null}}, 'source');
const withVisit = (stage: Stage, status: 'scheduled' | 'enroute' | 'started') => {
  const jobId = stage.job();
  return [jobId, visitIn(stage, status, {}, jobId)] as const;
};
const paused = (stage: Stage) => {
  const jobId = stage.job();
  stage.tell(jobId, {type: 'pause', reason});
  return jobId;
};

type Line = [from: string, action: string, to: string, act: (stage: Stage) => string];
const chart: Line[] = [
  ['nothing', 'create without date', 'unscheduled', s => s.job()],
  ['nothing', 'create with date', 'scheduled', s => s.job(dated)],
  ['offered', 'accept', 'unscheduled', s => told(s, offered(s), {type: 'accept'})],
  ['offered', 'accept with appointment', 'scheduled', s => told(s, offered(s), {type: 'accept', ...dated})],
  [
    'offered with a draft',
    'accept',
    'scheduled',
    s => told(s, s.job({offer: {expiresAt: null}, ...dated}, 'source'), {type: 'accept'}),
  ],
  ['offered', 'decline', 'declined', s => told(s, offered(s), {type: 'decline', reason})],
  ['offered', 'withdraw', 'declined', s => told(s, offered(s), {type: 'withdraw'})],
  ['offered', 'expire', 'declined', s => told(s, offered(s), {type: 'expire'}, 'system')],
  ['unscheduled', 'add appointment', 'scheduled', s => told(s, s.job(), {type: 'plan', ...dated})],
  [
    'scheduled',
    'delete the appointment',
    'unscheduled',
    s => {
      const [job, id] = withVisit(s, 'scheduled');
      s.tell(id, {type: 'delete'});
      return job;
    },
  ],
  [
    'scheduled',
    'on my way',
    'in_progress',
    s => {
      const [job, id] = withVisit(s, 'scheduled');
      s.tell(id, {type: 'depart'});
      return job;
    },
  ],
  [
    'scheduled',
    'start',
    'in_progress',
    s => {
      const [job, id] = withVisit(s, 'scheduled');
      s.tell(id, {type: 'start'});
      return job;
    },
  ],
  [
    'scheduled',
    'complete appointment',
    'complete',
    s => {
      const [job, id] = withVisit(s, 'scheduled');
      s.tell(id, {...done, skip: true});
      return job;
    },
  ],
  [
    'scheduled',
    'cancel job',
    'canceled',
    s => told(s, withVisit(s, 'scheduled')[0], {type: 'cancel', reason}),
  ],
  [
    'in_progress',
    'complete',
    'complete',
    s => {
      const [job, id] = withVisit(s, 'started');
      s.tell(id, done);
      return job;
    },
  ],
  ['in_progress', 'pause', 'paused', s => told(s, withVisit(s, 'started')[0], {type: 'pause', reason})],
  [
    'in_progress',
    'pause, later visits kept',
    'scheduled',
    s => {
      const [job] = withVisit(s, 'started');
      visitIn(s, 'scheduled', {leadId: bob}, job);
      return told(s, job, {type: 'pause', reason, laterVisits: 'keep'});
    },
  ],
  [
    'in_progress',
    'pause, later visits canceled',
    'paused',
    s => {
      const [job] = withVisit(s, 'started');
      visitIn(s, 'scheduled', {leadId: bob}, job);
      return told(s, job, {type: 'pause', reason, laterVisits: 'cancel'});
    },
  ],
  ['paused', 'new appointment', 'scheduled', s => told(s, paused(s), {type: 'plan', ...dated})],
  ['paused', 'cancel', 'canceled', s => told(s, paused(s), {type: 'cancel', reason})],
  ['paused', 'resume', 'unscheduled', s => told(s, paused(s), {type: 'resume'})],
  [
    'complete',
    'new appointment',
    'scheduled',
    s => {
      const [job, id] = withVisit(s, 'started');
      s.tell(id, done);
      return told(s, job, {type: 'plan', ...dated});
    },
  ],
  [
    'canceled',
    'back to scheduled',
    'scheduled',
    s => {
      const [job] = withVisit(s, 'scheduled');
      told(s, job, {type: 'cancel', reason});
      return told(s, job, {type: 'reinstate'});
    },
  ],
];

function told(
  stage: Stage,
  jobId: string,
  wish: JobWish,
  by: 'dispatcher' | 'system' = 'dispatcher',
): string {
  stage.wait(1).tell(jobId, wish, by);
  return jobId;
}

for (const [from, action, to, act] of chart) {
  test(`${from} → ${action} → ${to}`, () => {
    const stage = new Stage();
    assert.equal(stage.status(act(stage)), to);
  });
}

test('the first rule that holds gives the status', () => {
  assert.deepEqual(
    jobStatusRules.map(rule => rule.status),
    ['canceled', 'complete', 'declined', 'offered', 'in_progress', 'scheduled', 'paused', 'unscheduled'],
  );
});

test('under way wins over scheduled, and a hold shows only where nothing is planned', () => {
  const stage = new Stage();
  const jobId = stage.job();
  const first = visitIn(stage, 'scheduled', {}, jobId);
  stage.tell(jobId, {type: 'pause', reason, laterVisits: 'keep'});
  assert.equal(stage.status(jobId), 'scheduled');
  visitIn(stage, 'scheduled', {leadId: bob}, jobId);
  stage.tell(first, {type: 'depart'});
  assert.equal(stage.status(jobId), 'in_progress');
});

test('an offer’s visit is a draft until it is accepted, whoever is booked', () => {
  const stage = new Stage();
  visitIn(stage, 'scheduled');
  const jobId = stage.job({offer: {expiresAt: null}, ...dated}, 'source');
  assert.equal(stage.ofJob(jobId).appointments[0]!.status, 'draft');
  told(stage, jobId, {type: 'accept'});
  const [visit] = stage.ofJob(jobId).appointments;
  assert.deepEqual([visit!.status, visit!.conflict], ['scheduled', true]);
});

test('a declined offer takes its drafts with it, and can only be read', () => {
  const stage = new Stage();
  const jobId = stage.job({offer: {expiresAt: null}, ...dated}, 'source');
  told(stage, jobId, {type: 'decline', reason});
  assert.equal(stage.ofJob(jobId).appointments[0]!.status, 'canceled');
  assert.equal(codeOf(stage.ask(jobId, {type: 'plan', ...dated}, 'dispatcher')), 'job_is_declined');
});

test('a new job is refused for a technician who is booked, unless override says so', () => {
  const stage = new Stage();
  visitIn(stage, 'scheduled');
  assert.throws(() => stage.job(dated), /has another visit at that time/);
  const jobId = stage.job({appointment: {...dated.appointment, override: true}});
  assert.equal(stage.ofJob(jobId).appointments[0]!.conflict, true);
});

test('a new job is one unit with its first visit', () => {
  const stage = new Stage();
  stage.job(dated);
  const [created, scheduled] = stage.world.history;
  assert.deepEqual(
    [created!.type, scheduled!.type, scheduled!.causedBy],
    ['job_created', 'appointment_scheduled', created!.id],
  );
});

test('a paused job’s visits end: interrupted on the way, follow-up on site', () => {
  const stage = new Stage();
  const jobId = stage.job();
  const onTheWay = visitIn(stage, 'enroute', {}, jobId);
  const onSite = visitIn(stage, 'arrived', {leadId: bob}, jobId);
  told(stage, jobId, {type: 'pause', reason: {code: 'needs_parts'}});
  assert.deepEqual([stage.of(onTheWay).outcome, stage.of(onSite).outcome], ['interrupted', 'follow_up']);
  assert.equal(stage.ofJob(jobId).hold!.reasonCode, 'needs_parts');
});

test('the same pause again is no pause', () => {
  const stage = new Stage();
  const jobId = paused(stage);
  for (const laterVisits of [undefined, 'keep', 'cancel'] as const)
    assert.deepEqual(
      stage.tell(jobId, {type: 'pause', reason, ...(laterVisits && {laterVisits})}).events,
      [],
    );
  assert.equal(stage.tell(jobId, {type: 'pause', reason: {code: 'needs_quote'}}).events.length, 1);
});

test('a job set back to scheduled has exactly the visits that its cancel took', () => {
  const stage = new Stage();
  const jobId = stage.job();
  const canceledBefore = visitIn(stage, 'canceled', {}, jobId);
  const deleted = visitIn(stage, 'deleted', {}, jobId);
  const draft = visitIn(stage, 'draft', {}, jobId);
  const underWay = visitIn(stage, 'started', {}, jobId);
  const planned = visitIn(stage, 'scheduled', {leadId: bob}, jobId);
  const legBefore = stage.of(underWay).leg!.id;
  told(stage, jobId, {type: 'cancel', reason});
  for (const id of [draft, underWay, planned]) assert.equal(stage.of(id).status, 'canceled');
  told(stage, jobId, {type: 'reinstate'});
  const statuses = [canceledBefore, deleted, draft, underWay, planned].map(id => stage.of(id).status);
  assert.deepEqual(statuses, ['canceled', 'deleted', 'draft', 'scheduled', 'scheduled']);
  assert.deepEqual([stage.of(underWay).leg, stage.of(underWay).startedAt], [null, null]);
  stage.tell(underWay, {type: 'depart'});
  assert.notEqual(stage.of(underWay).leg!.id, legBefore);
});

test('nothing to bring back: unscheduled, or paused if it had been visited', () => {
  const stage = new Stage();
  const empty = stage.job();
  told(stage, empty, {type: 'cancel', reason});
  assert.equal(stage.status(told(stage, empty, {type: 'reinstate'})), 'unscheduled');
  const [visited, id] = withVisit(stage, 'started');
  stage.tell(id, {...done, finishJob: false});
  told(stage, visited, {type: 'cancel', reason});
  assert.equal(stage.status(told(stage, visited, {type: 'reinstate'})), 'paused');
});

test('a canceled job’s visit is canceled with that event as its cause', () => {
  const stage = new Stage();
  const [jobId, id] = withVisit(stage, 'scheduled');
  const {events} = stage.tell(jobId, {type: 'cancel', reason});
  assert.equal(stage.of(id).canceledBecause, events[0]!.id);
  assert.equal(events[1]!.basis, 'cascade');
});

test('a start that comes after a cancel is refused, and says so', () => {
  const stage = new Stage();
  const id = visitIn(stage, 'canceled');
  assert.equal(
    codeOf(stage.ask(id, {type: 'start', at: stage.of(id).window.start}, 'ann', {queued: true})),
    'at_in_future',
  );
  assert.equal(codeOf(stage.ask(id, {type: 'start'}, 'ann', {queued: true})), 'is_canceled');
});

test('the same tap twice is one event', () => {
  const stage = new Stage();
  const id = visitIn(stage, 'scheduled');
  for (const wish of [{type: 'depart'}, {type: 'arrive'}, {type: 'start'}, done, {type: 'reopen'}] as const) {
    assert.ok(stage.wait(1).tell(id, wish, wish.type === 'reopen' ? 'dispatcher' : 'ann').events.length > 0);
    if (wish.type !== 'reopen') assert.deepEqual(stage.wait(1).tell(id, wish, 'ann').events, []);
  }
});
