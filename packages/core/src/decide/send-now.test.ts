/** Somebody is sent at once: what he had to do makes way, everybody concerned hears of it once, and one undo takes it back. */
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {Stage, ann, at, bob, visitIn, windowAt} from './stage.test.ts';
import type {VisitWish} from './stage.test.ts';
import {isRefusal} from '../appointment/refusal.ts';

const unseen = {from: at(0)};
const toldTo = (stage: Stage, id: string) =>
  stage.rows
    .filter(({plan, state}) => plan.to === 'customer' && plan.appointmentId === id && state === 'waiting')
    .map(({kind}) => kind);
const hears = (stage: Stage, memberId: string) =>
  stage.rows
    .filter(({plan, state}) => JSON.stringify(plan.to).includes(memberId) && state === 'waiting')
    .map(({kind}) => kind)
    .sort();

/** Ann is on the way to a visit of nine o'clock, of which its customer has heard, and has another one at eleven. */
function annOnTheRoad() {
  const stage = new Stage();
  const urgent = visitIn(stage, 'draft', {leadId: undefined, window: windowAt(0)});
  const next = visitIn(stage, 'scheduled', {window: windowAt(180), planned: {start: at(180)}});
  const running = visitIn(stage, 'enroute', {window: windowAt(60)});
  stage.send();
  return {stage, urgent, next, running};
}
type Scene = ReturnType<typeof annOnTheRoad>;

const sendAnn = ({running, next}: Scene, more: object = {}) =>
  ({
    type: 'send_now',
    leadId: ann,
    planned: {start: at(30)},
    window: {start: at(30), end: at(90)},
    current: {appointmentId: running, first: 'leave'},
    moves: [
      {appointmentId: running, from: at(60), planned: {start: at(120)}},
      {appointmentId: next, from: at(180), planned: {start: at(200)}},
    ],
    ...more,
  }) as VisitWish;

const refused = (answer: object) => (isRefusal(answer) ? answer.refused : 'obeyed');

test('who is on the way elsewhere is stood down and sent; what follows is planned later, and nobody else is told than must be', () => {
  const scene = annOnTheRoad();
  const {stage, urgent, running, next} = scene;
  stage.tell(urgent, sendAnn(scene));
  assert.deepEqual(
    [urgent, running, next].map(id => {
      const {status, leadId, planned, conflict} = stage.of(id);
      return [status, leadId, planned.start, conflict];
    }),
    [
      ['scheduled', ann, at(30), false],
      ['scheduled', ann, at(120), false],
      ['scheduled', ann, at(200), false],
    ],
  );
  assert.equal(stage.of(running).leg!.liveEnd, 'stood_down');
  assert.deepEqual(toldTo(stage, urgent), ['scheduled']);
  assert.deepEqual(toldTo(stage, running), ['delayed'], 'she had been told that somebody comes');
  assert.deepEqual(toldTo(stage, next), [], 'the window holds');
  assert.deepEqual(hears(stage, ann), ['assigned', 'team_rescheduled', 'team_rescheduled']);
});

test('a window that breaks is told once, with the new one, and not as a delay too', () => {
  const scene = annOnTheRoad();
  const {stage, urgent, running, next} = scene;
  const moves = [
    {appointmentId: running, from: at(60), planned: {start: at(240)}, window: windowAt(240)},
    {appointmentId: next, from: at(180), planned: {start: at(360)}, window: windowAt(360)},
  ];
  stage.tell(urgent, sendAnn(scene, {moves}));
  assert.deepEqual(toldTo(stage, running), ['rescheduled']);
  assert.deepEqual(toldTo(stage, next), ['rescheduled']);
});

test('what somebody else takes over at its time is no news for its customer; a drive of which he heard is, once', () => {
  const scene = annOnTheRoad();
  const {stage, urgent, running, next} = scene;
  const moves = [
    {appointmentId: running, from: at(60), leadId: bob},
    {appointmentId: next, from: at(180), leadId: bob},
  ];
  stage.tell(urgent, sendAnn(scene, {moves}));
  assert.deepEqual([stage.of(running).leadId, stage.of(running).status], [bob, 'scheduled']);
  assert.deepEqual(toldTo(stage, running), ['technician_changed']);
  assert.deepEqual(toldTo(stage, next), []);
  assert.deepEqual(hears(stage, bob), ['assigned', 'assigned']);
  assert.deepEqual(hears(stage, ann), ['assigned', 'unassigned', 'unassigned']);
});

test('what nobody takes over yet waits without a technician', () => {
  const scene = annOnTheRoad();
  const {stage, urgent, running, next} = scene;
  const moves = [
    {appointmentId: running, from: at(60), leadId: null},
    {appointmentId: next, from: at(180), planned: {start: at(200)}},
  ];
  stage.tell(urgent, sendAnn(scene, {moves}));
  assert.deepEqual([stage.of(running).leadId, stage.of(running).status], [null, 'scheduled']);
  assert.deepEqual(toldTo(stage, running), ['delayed']);
});

test('one undo puts all of it back, the drive too, and nobody hears of anything', () => {
  const scene = annOnTheRoad();
  const {stage, urgent, running, next} = scene;
  const before = [urgent, running, next].map(id => stage.of(id));
  stage.tell(urgent, sendAnn(scene));
  stage.tell(urgent, {type: 'undo'});
  assert.deepEqual(
    [urgent, running, next].map(id => stage.of(id)),
    before,
  );
  assert.deepEqual(stage.waiting(), []);
});

test('tapped again it is so already: nothing happens and nobody is told again', () => {
  const scene = annOnTheRoad();
  const {stage, urgent} = scene;
  stage.tell(urgent, sendAnn(scene));
  assert.deepEqual(stage.tell(urgent, sendAnn(scene)).events, []);
});

test('work that has begun ends as interrupted and goes on as another visit, told once; undone, it goes on as before', () => {
  const stage = new Stage();
  const urgent = visitIn(stage, 'draft', {leadId: undefined, window: windowAt(0)});
  const work = visitIn(stage, 'started', {window: windowAt(0)});
  stage.send();
  const before = stage.of(work);
  const wish: VisitWish = {
    type: 'send_now',
    leadId: ann,
    planned: {start: at(30)},
    current: {appointmentId: work, first: 'leave'},
    interrupt: {code: 'interrupted'},
    moves: [{appointmentId: work, from: at(0), planned: {start: at(240)}, window: windowAt(240)}],
  };
  stage.tell(urgent, wish);
  const {jobId, status, outcome} = stage.of(work);
  assert.deepEqual([status, outcome], ['complete', 'interrupted']);
  const again = stage.ofJob(jobId).appointments.find(({id}) => id !== work)!;
  assert.deepEqual([again.status, again.leadId, again.planned.start], ['scheduled', ann, at(240)]);
  assert.equal(stage.status(jobId), 'scheduled');
  const told = stage.rows.filter(({plan, state}) => state === 'waiting' && plan.to === 'customer');
  assert.deepEqual(told.map(({kind, plan}) => [kind, plan.jobId === jobId]).sort(), [
    ['scheduled', false],
    ['scheduled', true],
  ]);
  stage.tell(urgent, {type: 'undo'});
  assert.deepEqual(stage.of(work), before);
  assert.equal(stage.of(again.id).status, 'deleted');
});

test('interrupted without a time to go on, the job is paused', () => {
  const stage = new Stage();
  const urgent = visitIn(stage, 'draft', {leadId: undefined, window: windowAt(0)});
  const work = visitIn(stage, 'arrived', {window: windowAt(0)});
  stage.tell(urgent, {
    type: 'send_now',
    leadId: ann,
    planned: {start: at(30)},
    current: {appointmentId: work, first: 'leave'},
    interrupt: {code: 'interrupted'},
  });
  assert.equal(stage.status(stage.of(work).jobId), 'paused');
});

test('who ends his work first goes after it, and the work stays as it is', () => {
  const stage = new Stage();
  const urgent = visitIn(stage, 'draft', {leadId: undefined, window: windowAt(0)});
  const work = visitIn(stage, 'started', {window: windowAt(0)});
  stage.tell(urgent, {
    type: 'send_now',
    leadId: ann,
    planned: {start: at(90)},
    current: {appointmentId: work, first: 'finish'},
  });
  assert.equal(stage.of(work).status, 'started');
  assert.equal(stage.of(urgent).planned.start, at(90));
});

const stale: [string, (scene: Scene) => object][] = [
  ['he is said to be on the way to nothing', () => ({current: undefined})],
  ['he is said to be on the way elsewhere', ({next}) => ({current: {appointmentId: next, first: 'leave'}})],
  [
    'a visit was moved meanwhile',
    ({running, next}) => ({
      moves: [
        {appointmentId: running, from: at(60), planned: {start: at(120)}},
        {appointmentId: next, ...unseen, planned: {start: at(200)}},
      ],
    }),
  ],
  [
    'a visit is moved that he has not',
    ({stage, running}) => ({
      moves: [
        {appointmentId: running, from: at(60), planned: {start: at(120)}},
        {appointmentId: visitIn(stage, 'scheduled', {leadId: bob}), from: at(120), planned: {start: at(200)}},
      ],
    }),
  ],
  [
    'a visit is moved twice',
    ({running}) => ({
      moves: [1, 2].map(() => ({appointmentId: running, from: at(60), planned: {start: at(120)}})),
    }),
  ],
  ['he was to be there long ago', () => ({planned: {start: at(-10)}})],
];
for (const [says, change] of stale)
  test(`a plan made over another picture is refused, and nothing is done: ${says}`, () => {
    const scene = annOnTheRoad();
    const answer = scene.stage.ask(scene.urgent, sendAnn(scene, change(scene)), 'dispatcher');
    assert.equal(refused(answer), 'plan_changed');
  });

test('nobody is sent by a plan that gives somebody two visits at once, unless it is meant', () => {
  const scene = annOnTheRoad();
  const {stage, urgent, running} = scene;
  const moves = [{appointmentId: running, from: at(60), planned: {start: at(150)}}];
  assert.equal(refused(stage.ask(urgent, sendAnn(scene, {moves}), 'dispatcher')), 'technician_booked');
  stage.tell(urgent, sendAnn(scene, {moves, override: true}));
  assert.equal(stage.of(running).conflict, true);
});
