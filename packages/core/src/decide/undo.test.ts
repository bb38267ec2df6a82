/** Undo, clause by clause. */
import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {Asker, VisitWish} from './stage.test.ts';
import {Stage, ann, bob, reason, visitIn, windowAt} from './stage.test.ts';
import {offersFor} from './decide.ts';
import {isRefusal} from '../appointment/refusal.ts';

const done = {type: 'complete', outcome: 'done'} as const;
const answerTo = (stage: Stage, id: string, by: Asker, wish: VisitWish = {type: 'undo'}): string => {
  const answer = stage.ask(id, wish, by);
  return isRefusal(answer) ? answer.refused : answer.events.map(event => event.type).join(' ');
};
const lastOf = (stage: Stage, id: string) =>
  stage.world.history.findLast(event => event.appointmentId === id)!;

test('an undo reverses the whole unit: the visit, its job, and the drafts that went', () => {
  const stage = new Stage();
  const id = visitIn(stage, 'started');
  const {jobId} = stage.of(id);
  const draft = visitIn(stage, 'draft', {}, jobId);
  const before = stage.ofJob(jobId);
  stage.tell(id, done);
  const {events} = stage.wait(1).tell(id, {type: 'undo'});
  assert.deepEqual(stage.ofJob(jobId), before);
  assert.equal(stage.of(draft).status, 'draft');
  assert.deepEqual(
    events.map(event => event.type),
    ['appointment_undone', 'job_undone', 'appointment_undone'],
  );
});

test('a caused event is never undone alone: naming it, or its visit, takes back the whole unit', () => {
  const stage = new Stage();
  const jobId = stage.job();
  const first = visitIn(stage, 'scheduled', {}, jobId);
  const second = visitIn(stage, 'scheduled', {leadId: bob}, jobId);
  stage.tell(jobId, {type: 'cancel', reason});
  stage.tell(first, {type: 'undo', eventId: lastOf(stage, first).id});
  assert.deepEqual([stage.status(jobId), stage.of(second).status], ['scheduled', 'scheduled']);
});

test('an undo is never undone, and the next one takes back what was before', () => {
  const stage = new Stage();
  const id = visitIn(stage, 'arrived');
  stage.tell(id, {type: 'undo'});
  assert.equal(
    answerTo(stage, id, 'dispatcher', {type: 'undo', eventId: lastOf(stage, id).id}),
    'nothing_to_undo',
  );
  stage.tell(id, {type: 'undo'});
  assert.equal(stage.of(id).status, 'scheduled');
});

test('a named command is refused while a later one stands, and the refusal names that', () => {
  const stage = new Stage();
  const id = visitIn(stage, 'enroute');
  const departed = lastOf(stage, id).id;
  stage.tell(id, {type: 'arrive'});
  const answer = stage.ask(id, {type: 'undo', eventId: departed}, 'dispatcher');
  assert.ok(isRefusal(answer));
  assert.deepEqual(
    [answer.refused, answer.details],
    ['superseded', {eventId: lastOf(stage, id).id, eventType: 'appointment_arrived'}],
  );
  stage.tell(id, {type: 'undo'});
  stage.tell(id, {type: 'undo', eventId: departed});
  assert.equal(stage.of(id).status, 'scheduled');
});

test('a later command on anything in the unit stands in the way', () => {
  const stage = new Stage();
  const first = visitIn(stage, 'enroute');
  const second = visitIn(stage, 'scheduled', {window: windowAt(400)});
  stage.tell(second, {type: 'depart', switch: true}, 'ann');
  stage.wait(1).tell(first, {type: 'assign', leadId: bob});
  assert.equal(answerTo(stage, second, 'ann'), 'superseded');
});

test('confirmations and requests do not stand in the way, and an undo leaves them as they are', () => {
  const stage = new Stage();
  const id = visitIn(stage, 'scheduled');
  stage.tell(id, {type: 'reschedule', window: windowAt(300)});
  stage.tell(id, {type: 'confirm'}, 'customer');
  stage.tell(id, {type: 'request_cancel'}, 'customer');
  stage.tell(id, {type: 'undo'});
  assert.deepEqual(stage.of(id).window, windowAt(120));
  assert.equal(stage.of(id).request?.kind, 'cancel');
  assert.equal(stage.of(id).confirmed?.by, 'customer');
});

test('who made a remark takes it back by a bare undo; for others it is not there', () => {
  const stage = new Stage();
  const id = visitIn(stage, 'scheduled');
  stage.tell(id, {type: 'depart'}, 'ann');
  stage.tell(id, {type: 'keep', reason});
  const twin = stage.fork();
  stage.tell(id, {type: 'undo'});
  assert.deepEqual([stage.of(id).keptOn, stage.of(id).status], [null, 'enroute']);
  twin.tell(id, {type: 'undo'}, 'ann');
  assert.equal(twin.of(id).status, 'scheduled');
});

test('a remark is not taken back to what an undo since has taken away', () => {
  const stage = new Stage();
  const id = visitIn(stage, 'enroute');
  stage.tell(id, {type: 'likely_left'}, 'system');
  stage.tell(id, {type: 'undo'});
  assert.equal(stage.of(id).leg, null);
  assert.equal(answerTo(stage, id, 'system'), 'superseded');
});

test('an undo that would put a technician on two visits is refused', () => {
  const stage = new Stage();
  const first = visitIn(stage, 'complete');
  visitIn(stage, 'enroute', {window: windowAt(400)});
  assert.equal(answerTo(stage, first, 'dispatcher'), 'technician_busy');
});

test('a planned time given away meanwhile: the visit comes back with a conflict', () => {
  const stage = new Stage();
  const id = visitIn(stage, 'canceled');
  visitIn(stage, 'scheduled');
  stage.tell(id, {type: 'undo'});
  assert.deepEqual(
    [stage.of(id).status, stage.of(id).leadId, stage.of(id).conflict],
    ['scheduled', ann, true],
  );
});

test('a visit does not come back on a job that was closed meanwhile', () => {
  for (const close of ['cancel', 'complete'] as const) {
    const stage = new Stage();
    const id = visitIn(stage, 'canceled');
    stage.tell(stage.of(id).jobId, close === 'cancel' ? {type: 'cancel', reason} : {type: 'complete'});
    assert.equal(answerTo(stage, id, 'dispatcher'), 'superseded');
  }
});

test('a job is not closed again over a visit planned since', () => {
  const stage = new Stage();
  const jobId = stage.job();
  stage.tell(jobId, {type: 'complete'});
  stage.visit(jobId);
  const reopening = stage.world.history.findLast(event => event.type === 'appointment_scheduled')!;
  stage.visit(jobId, {leadId: bob});
  assert.equal(answerTo(stage, reopening.appointmentId!, 'dispatcher'), 'superseded');
});

test('undo restores crew, window, stamps, hold, closure, and the same leg', () => {
  const stage = new Stage();
  const id = visitIn(stage, 'enroute');
  const before = stage.of(id);
  stage.tell(id, {type: 'assign', leadId: bob});
  stage.tell(id, {type: 'undo'});
  assert.deepEqual(stage.of(id), before);
  stage.tell(id, {type: 'move', window: windowAt(900)});
  stage.tell(id, {type: 'undo'});
  assert.deepEqual(stage.of(id), before);
});

test('what the fence noticed goes with the departure', () => {
  const stage = new Stage();
  const id = visitIn(stage, 'enroute');
  stage.tell(id, {type: 'likely_on_site'}, 'system');
  stage.tell(id, {type: 'undo'});
  assert.deepEqual(
    [stage.of(id).status, stage.of(id).leg, stage.of(id).likelyOnSiteAt],
    ['scheduled', null, null],
  );
});

test('departing again soon after an undo goes on with the same leg, so nothing is told twice', () => {
  const stage = new Stage();
  const id = visitIn(stage, 'enroute');
  const legId = stage.of(id).leg!.id;
  stage.send();
  stage.tell(id, {type: 'undo'});
  const twin = stage.fork();
  stage.wait(4).tell(id, {type: 'depart'});
  assert.equal(stage.of(id).leg!.id, legId);
  assert.deepEqual(stage.waiting(), []);
  twin.wait(6).tell(id, {type: 'depart'});
  assert.notEqual(twin.of(id).leg!.id, legId);
  assert.deepEqual(twin.waiting(), ['on_the_way']);
});

test('the same holds after a stand-down, but not for another technician', () => {
  const stage = new Stage();
  const id = visitIn(stage, 'enroute');
  const legId = stage.of(id).leg!.id;
  stage.tell(id, {type: 'stand_down'});
  const twin = stage.fork();
  stage.tell(id, {type: 'depart'});
  assert.equal(stage.of(id).leg!.id, legId);
  assert.equal(stage.of(id).leg!.closedAt, null);
  twin.tell(id, {type: 'assign', leadId: bob});
  twin.tell(id, {type: 'depart'});
  assert.notEqual(twin.of(id).leg!.id, legId);
});

type Giver = [says: string, given: Asker, undone: Asker, minutes: number, wish: VisitWish, answers: RegExp];
const why: VisitWish = {type: 'undo', reason};
const givers: Giver[] = [
  ['its giver within undoMinutes', 'ann', 'ann', 5, {type: 'undo'}, /^appointment_undone/],
  ['its giver later', 'ann', 'ann', 6, why, /^undo_too_late$/],
  ['a technician on his visit for somebody else', 'dispatcher', 'ann', 1, why, /^undo_not_yours$/],
  ['another technician', 'ann', 'bob', 1, why, /^not_yours$/],
  ['a technician on his visit for the fence', 'system', 'ann', 5, {type: 'undo'}, /^appointment_undone/],
  ['… but not later', 'system', 'ann', 6, {type: 'undo'}, /^undo_too_late$/],
  [
    'a dispatcher for somebody else without a reason',
    'ann',
    'dispatcher',
    1,
    {type: 'undo'},
    /^reason_required$/,
  ],
  ['a dispatcher within a day with a reason', 'ann', 'dispatcher', 24 * 60, why, /^appointment_undone/],
  ['a dispatcher later', 'ann', 'dispatcher', 24 * 60 + 1, why, /^undo_too_late$/],
  ['an admin later', 'ann', 'admin', 24 * 60 + 1, why, /^undo_too_late$/],
  ['a customer', 'ann', 'customer', 1, why, /^forbidden$/],
  ['a source', 'ann', 'source', 1, why, /^forbidden$/],
];

for (const [says, given, undone, minutes, wish, answers] of givers) {
  test(`who may undo: ${says}`, () => {
    const stage = new Stage();
    const id = visitIn(stage, 'enroute');
    stage.tell(id, {type: 'arrive'}, given);
    stage.wait(minutes);
    assert.match(answerTo(stage, id, undone, wish), answers);
  });
}

test('the time of an undo counts from when it happened, not from when it was told', () => {
  const stage = new Stage();
  const id = visitIn(stage, 'enroute').toString();
  stage.wait(30).tell(id, {type: 'arrive', at: new Date(stage.nowMs - 10 * 60_000).toISOString()}, 'ann');
  assert.equal(answerTo(stage, id, 'ann'), 'undo_too_late');
});

test('where there is nothing to take back, an undo says so', () => {
  const stage = new Stage();
  const jobId = stage.job({appointment: {window: windowAt(120), durationMinutes: 60}});
  const [visit] = stage.ofJob(jobId).appointments;
  assert.equal(answerTo(stage, visit!.id, 'dispatcher'), 'nothing_to_undo', 'a job is not unmade by undo');
  assert.equal(
    answerTo(stage, visit!.id, 'dispatcher', {type: 'undo', eventId: 'evt_99999999'}),
    'nothing_to_undo',
  );
});

test('a planned visit that is taken back is gone', () => {
  const stage = new Stage();
  const jobId = stage.job();
  stage.tell(jobId, {type: 'complete'});
  const id = stage.visit(jobId);
  stage.tell(id, {type: 'undo'});
  assert.deepEqual([stage.of(id).status, stage.status(jobId)], ['deleted', 'complete']);
});

test('a button for undo is enabled where a reason is all that is missing', () => {
  const stage = new Stage();
  const id = visitIn(stage, 'enroute');
  const undo = offersFor(stage.world, id, stage.asking('other')).find(offer => offer.command === 'undo');
  assert.equal(undo!.refusal, null);
});
