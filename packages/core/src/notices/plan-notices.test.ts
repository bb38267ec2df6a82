/** Which event tells whom: a table by hand, and the rules of dropping, waiting again and telling once. */
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {NoticeKind, legKinds, noticeLaws} from './notice-kind.ts';
import type {Asker, JobWish, VisitWish} from '../decide/stage.test.ts';
import {Stage, ann, at, bob, reason, visitIn, windowAt} from '../decide/stage.test.ts';
import type {Settings} from '../people/settings.ts';
import {minuteMs, toInstant, toMs} from '../time.ts';

const done = {type: 'complete', outcome: 'done'} as const;
const planned = (leadId = ann) => ({window: windowAt(120), durationMinutes: 60, leadId});

/** What newly waits after a command, with who reads it: `on_the_way`, or `assigned@bob`. */
function newlyTold(stage: Stage, act: () => unknown): string[] {
  const before = new Set(
    stage.rows.filter(row => row.state === 'waiting').map(row => `${row.id} ${row.plan.eventId}`),
  );
  act();
  const fresh = stage.rows.filter(
    row => row.state === 'waiting' && !before.has(`${row.id} ${row.plan.eventId}`),
  );
  return fresh
    .map(({kind, plan}) =>
      plan.to === 'customer' ? kind : `${kind}@${plan.to.memberId === ann ? 'ann' : 'bob'}`,
    )
    .sort();
}

type Tells = [
  says: string,
  tells: string,
  set: (stage: Stage) => [string, VisitWish | JobWish, Asker?],
  settings?: Partial<Settings>,
];

/** Everything said before was sent, unless a row says `unsent`. */
const table: Tells[] = [
  ['a draft', '', s => [s.job(), {type: 'plan', appointment: {...planned(), draft: true}}]],
  ['another visit', 'assigned@ann scheduled', s => [s.job(), {type: 'plan', appointment: planned()}]],
  ['a draft scheduled', 'assigned@ann scheduled', s => [visitIn(s, 'draft'), {type: 'schedule'}]],
  [
    'another window',
    'rescheduled team_rescheduled@ann',
    s => [visitIn(s, 'scheduled'), {type: 'reschedule', window: windowAt(300)}],
  ],
  [
    'another planned time',
    'team_rescheduled@ann',
    s => [visitIn(s, 'scheduled'), {type: 'reschedule', planned: {start: at(130)}}],
  ],
  [
    'another duration',
    'team_rescheduled@ann',
    s => [visitIn(s, 'scheduled'), {type: 'reschedule', durationMinutes: 30}],
  ],
  [
    'another window and a new assignee',
    'assigned@bob rescheduled unassigned@ann',
    s => [visitIn(s, 'scheduled'), {type: 'reschedule', window: windowAt(300), leadId: bob}],
  ],
  [
    'another window and nobody who comes',
    'rescheduled unassigned@ann',
    s => [visitIn(s, 'scheduled'), {type: 'reschedule', window: windowAt(300), leadId: null}],
  ],
  ['a draft at another time', '', s => [visitIn(s, 'draft'), {type: 'reschedule', window: windowAt(300)}]],
  [
    'a new assignee',
    'assigned@bob unassigned@ann',
    s => [visitIn(s, 'scheduled'), {type: 'assign', leadId: bob}],
  ],
  [
    'a new assignee of a draft',
    'assigned@bob unassigned@ann',
    s => [visitIn(s, 'draft'), {type: 'assign', leadId: bob}],
  ],
  ['no assignee', 'unassigned@ann', s => [visitIn(s, 'scheduled'), {type: 'unassign'}]],
  ['a confirmation', '', s => [visitIn(s, 'scheduled'), {type: 'confirm'}, 'customer']],
  ['a departure', 'on_the_way', s => [visitIn(s, 'scheduled'), {type: 'depart'}]],
  ['an arrival', 'arrived', s => [visitIn(s, 'enroute'), {type: 'arrive'}]],
  ['a start from the plan', 'arrived', s => [visitIn(s, 'scheduled'), {type: 'start'}]],
  ['a start after the arrival', '', s => [visitIn(s, 'arrived'), {type: 'start'}]],
  ['a visit done', 'completed', s => [visitIn(s, 'started'), done]],
  ['a follow-up', '', s => [visitIn(s, 'started'), {type: 'complete', outcome: 'follow_up', reason}]],
  [
    'a follow-up where it is wanted',
    'follow_up_needed',
    s => [visitIn(s, 'started'), {type: 'complete', outcome: 'follow_up', reason}],
    {followUpSurvey: true},
  ],
  [
    'an interruption',
    '',
    s => [visitIn(s, 'started'), {type: 'complete', outcome: 'interrupted', reason}],
    {followUpSurvey: true},
  ],
  [
    'nobody let in',
    'missed_you',
    s => [visitIn(s, 'enroute'), {type: 'complete', outcome: 'no_access', reason}],
  ],
  ['a visit skipped as done', 'completed', s => [visitIn(s, 'scheduled'), {...done, skip: true}]],
  [
    'a visit skipped as missed',
    '',
    s => [visitIn(s, 'enroute'), {type: 'complete', outcome: 'no_access', reason, skip: true}],
  ],
  ['a cancel', 'canceled team_canceled@ann', s => [visitIn(s, 'scheduled'), {type: 'cancel', reason}]],
  ['a draft canceled', 'team_canceled@ann', s => [visitIn(s, 'draft'), {type: 'cancel', reason}]],
  ['a stand-down after he was announced', 'delayed', s => [visitIn(s, 'enroute'), {type: 'stand_down'}]],
  [
    'another technician after the first was announced',
    'assigned@bob technician_changed unassigned@ann',
    s => [visitIn(s, 'enroute'), {type: 'assign', leadId: bob}],
  ],
  [
    'a hand-over',
    'assigned@bob unassigned@ann',
    s => [visitIn(s, 'arrived'), {type: 'hand_over', leadId: bob}],
  ],
  [
    'work after a hand-over',
    '',
    s => {
      const id = visitIn(s, 'arrived');
      s.tell(id, {type: 'hand_over', leadId: bob});
      return [id, {type: 'start'}];
    },
  ],
  ['a visit reopened', '', s => [visitIn(s, 'complete'), {type: 'reopen'}]],
  ['a visit reinstated', 'assigned@ann reinstated', s => [visitIn(s, 'canceled'), {type: 'reinstate'}]],
  [
    'a visit reinstated into the past',
    'assigned@ann',
    s => {
      const id = visitIn(s, 'canceled');
      s.wait(500);
      return [id, {type: 'reinstate'}];
    },
  ],
  ['a visit deleted', 'canceled team_canceled@ann', s => [visitIn(s, 'scheduled'), {type: 'delete'}]],
  [
    'a move on the way',
    'rescheduled team_rescheduled@ann',
    s => [visitIn(s, 'enroute'), {type: 'move', window: windowAt(300)}],
  ],
  [
    'a move to the window he is on the way for',
    'delayed',
    s => [visitIn(s, 'enroute'), {type: 'move', window: windowAt(120)}],
  ],
  [
    'a move on site',
    'assigned@ann scheduled',
    s => [visitIn(s, 'started'), {type: 'move', window: windowAt(300), reason}],
    {followUpSurvey: true},
  ],
  ['a wish', '', s => [visitIn(s, 'scheduled'), {type: 'request_cancel'}, 'customer']],
  [
    'running late within the window',
    '',
    s => [visitIn(s, 'enroute'), {type: 'running_late', minutes: 20}, 'ann'],
  ],
  [
    'running late past the window',
    'delayed',
    s => [visitIn(s, 'scheduled'), {type: 'running_late', minutes: 600}, 'ann'],
  ],
  [
    'a first estimate',
    '',
    s => [
      visitIn(s, 'enroute'),
      {type: 'tell_eta', expectedAt: at(30), latestAt: at(40), source: 'estimate'},
      'system',
    ],
  ],
  [
    'an estimate ten minutes off',
    'new_eta',
    s => [
      visitIn(s, 'enroute'),
      {type: 'tell_eta', expectedAt: at(30), latestAt: at(40), source: 'estimate', step: 3},
      'system',
    ],
  ],
  [
    'an offer accepted with a visit',
    'assigned@ann scheduled',
    s => [s.job({offer: {expiresAt: null}}, 'source'), {type: 'accept', appointment: planned()}],
  ],
  [
    'an offer declined',
    '',
    s => [s.job({offer: {expiresAt: null}, appointment: planned()}, 'source'), {type: 'decline', reason}],
  ],
  [
    'a job canceled',
    'canceled team_canceled@ann team_canceled@bob',
    s => {
      const job = s.job();
      visitIn(s, 'scheduled', {}, job);
      visitIn(s, 'enroute', {leadId: bob}, job);
      return [job, {type: 'cancel', reason}];
    },
  ],
  ['a job without a visit canceled', '', s => [s.job(), {type: 'cancel', reason}]],
  [
    'a job completed over its drafts',
    '',
    s => {
      const job = s.job();
      visitIn(s, 'draft', {}, job);
      return [job, {type: 'complete'}];
    },
  ],
  [
    'a job completed over its visits',
    'canceled team_canceled@ann',
    s => {
      const job = s.job();
      visitIn(s, 'scheduled', {}, job);
      return [job, {type: 'complete', openVisits: 'cancel'}];
    },
  ],
  [
    'a job reinstated',
    'assigned@ann reinstated',
    s => {
      const job = s.job();
      visitIn(s, 'scheduled', {}, job);
      s.tell(job, {type: 'cancel', reason});
      return [job, {type: 'reinstate'}];
    },
  ],
  [
    'a job reinstated too late for its window',
    'assigned@ann',
    s => {
      const job = s.job();
      visitIn(s, 'scheduled', {}, job);
      s.tell(job, {type: 'cancel', reason});
      s.wait(500);
      return [job, {type: 'reinstate'}];
    },
  ],
  [
    'a job reinstated whose cancel told nobody',
    'assigned@ann',
    s => {
      const job = s.job();
      visitIn(s, 'canceled', {}, job);
      visitIn(s, 'scheduled', {}, job);
      s.tell(job, {type: 'cancel', reason, notify: false});
      return [job, {type: 'reinstate'}];
    },
  ],
  [
    'a pause',
    '',
    s => {
      const job = s.job();
      visitIn(s, 'started', {}, job);
      return [job, {type: 'pause', reason}];
    },
  ],
  ['what is asked to be silent', '', s => [visitIn(s, 'scheduled'), {type: 'depart', notify: false}]],
];

for (const [says, tells, set, settings] of table) {
  test(`${says} tells ${tells || 'nobody'}`, () => {
    const stage = new Stage(settings);
    const [id, wish, by = 'dispatcher'] = set(stage);
    stage.send();
    assert.equal(newlyTold(stage, () => stage.tell(id, wish, by)).join(' '), tells);
  });
}

test('a new job with a visit is one message with the window', () => {
  const stage = new Stage();
  stage.job({appointment: planned()});
  assert.deepEqual(stage.waiting(), ['created', 'assigned']);
  stage.job();
  assert.equal(stage.rows.length, 2, 'without a window there is nothing to say');
});

test('nobody is told what he did himself', () => {
  const stage = new Stage();
  const id = visitIn(stage, 'scheduled');
  stage.send();
  stage.take(stage.ask(id, {type: 'unassign'}, 'dispatcher', {actor: {kind: 'dispatcher', id: ann}}));
  assert.deepEqual(stage.waiting(), []);
});

test('who leaves the team is told nothing about it', () => {
  const stage = new Stage();
  visitIn(stage, 'enroute');
  stage.send().deactivate(ann);
  assert.deepEqual(stage.waiting(), ['delayed']);
});

test('inside the grace a departure taken back sends nothing', () => {
  const stage = new Stage();
  const id = visitIn(stage, 'scheduled');
  stage.send().tell(id, {type: 'depart'});
  stage.tell(id, {type: 'undo'});
  assert.deepEqual(stage.waiting(), []);
});

test('an undo drops what its unit wrote, and what that had dropped waits again', () => {
  const stage = new Stage();
  const id = visitIn(stage, 'enroute');
  const before = stage.waiting().sort();
  assert.ok(before.includes('on_the_way'));
  stage.tell(id, {type: 'cancel', reason});
  assert.deepEqual(stage.waiting(), ['canceled', 'team_canceled']);
  stage.tell(id, {type: 'undo'});
  assert.deepEqual(stage.waiting().sort(), before);
});

test('what was sent stays sent', () => {
  const stage = new Stage();
  const id = visitIn(stage, 'enroute');
  stage.send().tell(id, {type: 'undo'});
  assert.ok(stage.rows.some(row => row.kind === 'on_the_way' && row.state === 'sent'));
});

type Drops = [says: string, unsent: string, act: (stage: Stage, id: string) => void, remains: string];
const drops: Drops[] = [
  [
    'an arrival takes the place of the announcement',
    'enroute',
    (s, id) => s.tell(id, {type: 'arrive'}),
    'arrived',
  ],
  ['a stand-down takes it back', 'enroute', (s, id) => s.tell(id, {type: 'stand_down'}), ''],
  ['another technician takes it back', 'enroute', (s, id) => s.tell(id, {type: 'assign', leadId: bob}), ''],
  ['an end takes it back', 'enroute', (s, id) => s.tell(id, {...done, skip: true}), 'completed'],
  ['a visit reopened is not yet done', 'complete', (s, id) => s.tell(id, {type: 'reopen'}), ''],
  ['a cancel taken back by hand is not told', 'canceled', (s, id) => s.tell(id, {type: 'reinstate'}), ''],
  [
    'a departure again after a delay is no delay',
    'enroute',
    (s, id) => {
      s.send().tell(id, {type: 'stand_down'});
      s.tell(id, {type: 'depart'});
    },
    '',
  ],
];

for (const [says, status, act, remains] of drops) {
  test(says, () => {
    const stage = new Stage();
    const id = visitIn(stage, 'scheduled');
    stage.send();
    const steps: Record<string, VisitWish[]> = {
      enroute: [{type: 'depart'}],
      complete: [{type: 'start', notify: false}, done],
      canceled: [{type: 'cancel', reason}],
    };
    for (const step of steps[status]!) stage.tell(id, step);
    act(stage, id);
    const customers = stage.rows.filter(row => row.state === 'waiting' && row.plan.to === 'customer');
    assert.equal(customers.map(row => row.kind).join(' '), remains);
  });
}

test('a job set back inside the grace of its cancel tells neither', () => {
  const stage = new Stage();
  const job = stage.job();
  visitIn(stage, 'scheduled', {}, job);
  stage.send().tell(job, {type: 'cancel', reason});
  stage.tell(job, {type: 'reinstate'});
  assert.ok(!stage.waiting().some(kind => kind === 'canceled' || kind === 'reinstated'));
});

test('edits within two minutes make one message', () => {
  const stage = new Stage();
  const id = visitIn(stage, 'scheduled');
  stage.send().tell(id, {type: 'reschedule', window: windowAt(300)});
  stage.wait(1).tell(id, {type: 'reschedule', window: windowAt(400)});
  const rows = stage.rows.filter(row => row.kind === 'rescheduled' && row.state === 'waiting');
  assert.equal(rows.length, 1);
  assert.equal(rows[0]!.plan.delaySeconds, 120);
  assert.equal(rows[0]!.plan.staleAt, windowAt(400).end);
});

test('while the first message about a visit waits, it will tell the new window', () => {
  const stage = new Stage();
  const job = stage.job({appointment: planned()});
  stage.tell(stage.ofJob(job).appointments[0]!.id, {type: 'reschedule', window: windowAt(400)});
  assert.deepEqual(
    stage.waiting().filter(kind => noticeLaws[kind as NoticeKind].to === 'customer'),
    ['created'],
  );
});

test('deleted, a visit of which the customer never heard is not told of', () => {
  const stage = new Stage();
  const id = visitIn(stage, 'scheduled');
  stage.tell(id, {type: 'delete'});
  assert.deepEqual(stage.waiting(), ['team_canceled']);
});

test('a test organization’s kept messages count as said', () => {
  const stage = new Stage();
  const id = visitIn(stage, 'enroute');
  stage.rows = stage.rows.map(row => ({...row, state: 'kept'}));
  stage.tell(id, {type: 'stand_down'});
  assert.deepEqual(stage.waiting(), ['delayed']);
});

test('an arrival is told once a leg, and a new leg has its own', () => {
  const stage = new Stage();
  const id = visitIn(stage, 'arrived');
  stage.send().tell(id, {type: 'undo'});
  stage.tell(id, {type: 'arrive'});
  assert.deepEqual(stage.waiting(), []);
  stage.tell(id, {type: 'stand_down'});
  stage.send().wait(10).tell(id, {type: 'depart'});
  stage.tell(id, {type: 'arrive'});
  assert.deepEqual(stage.waiting(), ['arrived']);
});

test('at most three new estimates are told a leg, each step once', () => {
  const stage = new Stage();
  const id = visitIn(stage, 'enroute');
  stage.send();
  for (const step of [1, 2, 2, 3, 4]) {
    stage.tell(
      id,
      {type: 'tell_eta', expectedAt: at(30), latestAt: at(40), source: 'estimate', step},
      'system',
    );
  }
  const steps = stage.rows.filter(row => row.kind === 'new_eta').map(row => row.occasion.split(':')[1]);
  assert.deepEqual(steps, ['1', '2', '3']);
});

test('every message waits out the grace', () => {
  const stage = new Stage({graceSeconds: 25});
  visitIn(stage, 'complete');
  assert.ok(stage.rows.length > 3);
  for (const {plan} of stage.rows) assert.equal(plan.delaySeconds, 25);
});

const staleness: [
  kind: NoticeKind,
  staleAfter: object | string,
  passesQuietHours: boolean,
  occasion: string,
][] = [
  ['created', 'window_end', false, 'event'],
  ['scheduled', 'window_end', false, 'window'],
  ['rescheduled', 'window_end', false, 'window'],
  ['reminder', 'window_start', false, 'window'],
  ['on_the_way', {minutes: 15}, true, 'leg'],
  ['new_eta', {minutes: 15}, true, 'eta_step'],
  ['minutes_away', {minutes: 15}, true, 'leg'],
  ['arrived', {minutes: 15}, true, 'leg'],
  ['technician_changed', {minutes: 15}, true, 'leg'],
  ['delayed', {minutes: 15}, true, 'leg'],
  ['follow_up_needed', {minutes: 2880}, false, 'event'],
  ['missed_you', {minutes: 2880}, false, 'event'],
  ['completed', {minutes: 2880}, false, 'event'],
  ['canceled', 'window_end', false, 'event'],
  ['reinstated', 'window_end', false, 'event'],
];

for (const [kind, staleAfter, passesQuietHours, occasion] of staleness) {
  test(`${kind}: its age, its quiet hours and its occasion`, () => {
    const law = noticeLaws[kind];
    assert.deepEqual(
      [law.staleAfter, law.passesQuietHours, law.occasion, law.to],
      [staleAfter, passesQuietHours, occasion, 'customer'],
    );
    assert.equal(legKinds.includes(kind), passesQuietHours);
  });
}

test('every other kind is for the team', () => {
  const customers = [...staleness.map(([kind]) => kind), 'message'];
  for (const kind of NoticeKind.options)
    assert.equal(noticeLaws[kind].to, customers.includes(kind) ? 'customer' : 'member');
});

test('too old counts from when it happened: an on-the-way that waited in an outbox is old when it comes', () => {
  const stage = new Stage();
  const id = visitIn(stage, 'scheduled');
  stage.wait(60).tell(id, {type: 'depart', at: at(30)}, 'ann', {queued: true});
  const row = stage.rows.find(each => each.kind === 'on_the_way')!;
  assert.equal(row.plan.staleAt, toInstant(toMs(at(30)) + 15 * minuteMs));
});

test('a canceled job’s message is of use until the last of its windows is over', () => {
  const stage = new Stage();
  const job = stage.job();
  visitIn(stage, 'scheduled', {}, job);
  visitIn(stage, 'scheduled', {window: windowAt(900)}, job);
  stage.tell(job, {type: 'cancel', reason});
  const row = stage.rows.find(each => each.kind === 'canceled')!;
  assert.deepEqual([row.plan.staleAt, row.plan.subjectId, row.appointmentId], [windowAt(900).end, job, null]);
});
