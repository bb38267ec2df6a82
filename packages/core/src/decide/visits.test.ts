/** What each command makes of a visit, row by row of the machine's table. */
import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {VisitWish} from './stage.test.ts';
import {Stage, ann, at, bob, reason, visitIn, windowAt} from './stage.test.ts';
import {isDoubleBooked} from './consequences.ts';
import type {AppointmentFacts} from '../appointment/appointment-facts.ts';
import {isLate, isLive, isOverdue, promisedAt} from '../appointment/appointment-facts.ts';
import {liveDeadline} from '../appointment/leg.ts';
import {isRefusal} from '../appointment/refusal.ts';
import {minuteMs, toMs} from '../time.ts';

const done = {type: 'complete', outcome: 'done'} as const;
const codeOf = (answer: object) => (isRefusal(answer) ? answer.refused : 'obeyed');
const typesOf = (decision: {events: readonly {type: string}[]}) => decision.events.map(event => event.type);
const jobOf = (stage: Stage, id: string) => stage.ofJob(stage.of(id).jobId);

test('a draft leaves the job unscheduled', () => {
  const stage = new Stage();
  const id = visitIn(stage, 'draft');
  assert.equal(stage.status(stage.of(id).jobId), 'unscheduled');
});

test('a visit is due at the start of its window, unless another time is planned', () => {
  const stage = new Stage();
  const jobId = stage.job();
  assert.equal(stage.of(stage.visit(jobId)).planned.start, at(120));
  assert.equal(stage.of(stage.visit(jobId, {leadId: bob, planned: {start: at(150)}})).planned.start, at(150));
});

test('scheduling ends a hold and the closure of a complete job', () => {
  const stage = new Stage();
  const held = stage.job();
  const draft = visitIn(stage, 'draft', {}, held);
  stage.tell(held, {type: 'pause', reason});
  stage.tell(draft, {type: 'schedule'});
  assert.equal(stage.ofJob(held).hold, null);
  const complete = stage.job();
  stage.tell(complete, {type: 'complete'});
  stage.visit(complete, {leadId: bob});
  assert.equal(stage.ofJob(complete).closure, null);
  assert.equal(stage.status(complete), 'scheduled');
});

test('a draft is scheduled at the times the command names', () => {
  const stage = new Stage();
  const id = visitIn(stage, 'draft');
  stage.tell(id, {type: 'schedule', window: windowAt(600), durationMinutes: 90});
  assert.deepEqual(stage.of(id).window, windowAt(600));
  assert.deepEqual(stage.of(id).planned, {start: at(600), durationMinutes: 90});
});

test('a new window is unconfirmed, answers a wish, and has another version', () => {
  const stage = new Stage();
  const id = visitIn(stage, 'scheduled');
  stage.tell(id, {type: 'confirm'}, 'customer');
  stage.tell(id, {type: 'request_reschedule'}, 'customer');
  stage.tell(id, {type: 'reschedule', window: windowAt(300)});
  const {confirmed, request, windowVersion, planned} = stage.of(id);
  assert.deepEqual(
    {confirmed, request, windowVersion, start: planned.start},
    {confirmed: null, request: null, windowVersion: 2, start: at(300)},
  );
});

test('another planned time alone keeps the window and what was confirmed', () => {
  const stage = new Stage();
  const id = visitIn(stage, 'scheduled');
  stage.tell(id, {type: 'confirm'}, 'customer');
  stage.tell(id, {type: 'reschedule', planned: {start: at(160)}});
  assert.equal(stage.of(id).windowVersion, 1);
  assert.ok(stage.of(id).confirmed);
  stage.tell(id, {type: 'reschedule', durationMinutes: 90});
  assert.deepEqual(stage.of(id).planned, {start: at(160), durationMinutes: 90});
});

test('another time and another technician are one change, judged by the new one’s day and undone as one', () => {
  const stage = new Stage();
  const id = visitIn(stage, 'scheduled');
  const before = stage.of(id);
  visitIn(stage, 'scheduled', {leadId: bob, window: windowAt(300)});
  const wish = {type: 'reschedule', window: windowAt(300), leadId: bob} as const;
  assert.equal(codeOf(stage.ask(id, wish, 'dispatcher')), 'technician_booked');
  const {events} = stage.tell(id, {...wish, window: windowAt(420)});
  assert.deepEqual(typesOf({events}), ['appointment_rescheduled', 'appointment_assigned']);
  assert.equal(events[1]!.causedBy, events[0]!.id);
  const {leadId, planned, conflict} = stage.of(id);
  assert.deepEqual([leadId, planned.start, conflict], [bob, at(420), false]);
  stage.tell(id, {type: 'undo'});
  assert.deepEqual(stage.of(id), before);
});

test('a visit given to another with its own times only changes hands, and with null belongs to nobody', () => {
  const stage = new Stage();
  const id = visitIn(stage, 'scheduled');
  const {window} = stage.of(id);
  assert.deepEqual(typesOf(stage.tell(id, {type: 'reschedule', window, leadId: bob})), [
    'appointment_assigned',
  ]);
  const freed = stage.tell(id, {type: 'reschedule', durationMinutes: 90, leadId: null});
  assert.deepEqual(typesOf(freed), ['appointment_rescheduled', 'appointment_unassigned']);
  assert.deepEqual([stage.of(id).leadId, stage.of(id).conflict], [null, false]);
  assert.deepEqual(stage.tell(id, {type: 'reschedule', durationMinutes: 90}).events, []);
});

test('the same window in other words is no change', () => {
  const stage = new Stage();
  const id = visitIn(stage, 'scheduled');
  const window = {start: '2026-03-02T11:00:00+01:00', end: '2026-03-02T12:00:00Z'};
  assert.deepEqual(stage.tell(id, {type: 'reschedule', window}).events, []);
});

test('an override marks the visit that was planned over another one', () => {
  const stage = new Stage();
  const first = visitIn(stage, 'scheduled');
  const second = visitIn(stage, 'scheduled', {override: true});
  assert.equal(stage.of(first).conflict, false);
  assert.equal(stage.of(second).conflict, true);
  stage.tell(second, {type: 'assign', leadId: bob});
  assert.equal(stage.of(second).conflict, false);
});

test('an unassigned visit is nobody’s conflict', () => {
  const stage = new Stage();
  visitIn(stage, 'scheduled');
  const id = visitIn(stage, 'scheduled', {override: true});
  stage.tell(id, {type: 'unassign'});
  assert.deepEqual([stage.of(id).leadId, stage.of(id).conflict], [null, false]);
});

test('who confirmed is noted: the customer, or the dispatcher for him', () => {
  const stage = new Stage();
  const [mine, yours] = [visitIn(stage, 'scheduled'), visitIn(stage, 'scheduled', {leadId: bob})];
  stage.tell(mine, {type: 'confirm'}, 'customer');
  stage.tell(yours, {type: 'confirm'});
  assert.deepEqual([stage.of(mine).confirmed?.by, stage.of(yours).confirmed?.by], ['customer', 'dispatcher']);
});

test('a departure opens a leg that is live, and says when to expect him if he says so', () => {
  const stage = new Stage();
  const id = visitIn(stage, 'scheduled');
  stage.tell(id, {type: 'depart', etaMinutes: 20}, 'ann');
  const {leg, departedAt} = stage.of(id);
  assert.ok(isLive(stage.of(id)));
  assert.deepEqual([leg!.technicianId, leg!.departedAt, leg!.etaMinutes], [ann, departedAt, 20]);
  assert.equal(liveDeadline(leg!), at(1 + 2 * 20 + 30));
});

test('a busy technician’s refusal names the other visit', () => {
  const stage = new Stage();
  const first = visitIn(stage, 'enroute');
  const second = visitIn(stage, 'scheduled', {window: windowAt(400)});
  const answer = stage.ask(second, {type: 'depart'}, 'ann');
  assert.ok(isRefusal(answer));
  assert.equal(answer.details['otherId'], first);
  assert.ok(answer.sentence.includes(first));
});

test('switch stands the other visit down in the same unit', () => {
  const stage = new Stage();
  const first = visitIn(stage, 'enroute');
  const second = visitIn(stage, 'scheduled', {window: windowAt(400)});
  const {events} = stage.tell(second, {type: 'depart', switch: true}, 'ann');
  assert.deepEqual(typesOf({events}), ['appointment_departed', 'appointment_stood_down']);
  assert.equal(events[1]!.causedBy, events[0]!.id);
  assert.equal(stage.of(first).leg!.liveEnd, 'departed_elsewhere');
  assert.deepEqual(events[0]!.data!['jobIds'], events[1]!.data!['jobIds']);
});

test('an arrival hides the technician at once, and its leg goes on until the visit ends', () => {
  const stage = new Stage();
  const id = visitIn(stage, 'arrived');
  assert.equal(isLive(stage.of(id)), false);
  assert.equal(stage.of(id).leg!.liveEnd, 'arrived');
  assert.equal(stage.of(id).leg!.closedAt, null);
  stage.tell(id, {type: 'start'});
  stage.tell(id, done);
  assert.ok(stage.of(id).leg!.closedAt);
});

test('a start from the plan leaves the stamps empty that did not happen', () => {
  const stage = new Stage();
  const id = visitIn(stage, 'scheduled');
  stage.tell(id, {type: 'start'});
  const {departedAt, arrivedAt, startedAt, leg} = stage.of(id);
  assert.deepEqual([departedAt, arrivedAt], [null, null]);
  assert.ok(startedAt && leg && !isLive(stage.of(id)));
});

test('a visit done alone completes its job, and its drafts go', () => {
  const stage = new Stage();
  const id = visitIn(stage, 'started');
  const draft = visitIn(stage, 'draft', {}, stage.of(id).jobId);
  stage.tell(id, done);
  assert.equal(stage.status(stage.of(id).jobId), 'complete');
  assert.equal(stage.of(draft).status, 'canceled');
});

test('a visit done beside an open one leaves the job to that', () => {
  const stage = new Stage();
  const id = visitIn(stage, 'started');
  visitIn(stage, 'scheduled', {leadId: bob}, stage.of(id).jobId);
  stage.tell(id, done);
  assert.equal(stage.status(stage.of(id).jobId), 'scheduled');
});

test('a job on hold completes by a visit only if that is asked for', () => {
  for (const finishJob of [undefined, true]) {
    const stage = new Stage();
    const jobId = stage.job();
    const id = visitIn(stage, 'started', {}, jobId);
    stage.wait(1).tell(visitIn(stage, 'arrived', {leadId: bob}, jobId), {
      type: 'complete',
      outcome: 'follow_up',
      reason,
    });
    stage.tell(id, {...done, ...(finishJob && {finishJob})});
    assert.equal(stage.status(jobId), finishJob ? 'complete' : 'paused');
    assert.equal(stage.ofJob(jobId).hold === null, finishJob === true);
  }
});

test('finishJob false leaves the job paused', () => {
  const stage = new Stage();
  const id = visitIn(stage, 'started');
  stage.tell(id, {...done, finishJob: false});
  assert.equal(stage.status(stage.of(id).jobId), 'paused');
});

test('openVisits cancels the other open visits with the job', () => {
  const stage = new Stage();
  const id = visitIn(stage, 'started');
  const other = visitIn(stage, 'scheduled', {leadId: bob}, stage.of(id).jobId);
  const refused = stage.ask(id, {...done, finishJob: true}, 'dispatcher');
  assert.ok(isRefusal(refused) && refused.details['otherIds'] === other);
  stage.tell(id, {...done, finishJob: true, openVisits: 'cancel'});
  assert.equal(stage.of(other).status, 'canceled');
  assert.equal(stage.status(stage.of(id).jobId), 'complete');
});

for (const outcome of ['follow_up', 'no_access', 'interrupted'] as const) {
  test(`${outcome} puts the job on hold with its reason`, () => {
    const stage = new Stage();
    const id = visitIn(stage, 'arrived');
    stage.tell(id, {type: 'complete', outcome, reason: {code: 'needs_parts'}});
    assert.equal(stage.status(stage.of(id).jobId), 'paused');
    assert.equal(jobOf(stage, id).hold!.reasonCode, 'needs_parts');
    assert.deepEqual([stage.of(id).outcome, stage.of(id).reasonCode], [outcome, 'needs_parts']);
  });
}

test('a skipped visit has no times and says that it was skipped', () => {
  const stage = new Stage();
  const id = visitIn(stage, 'scheduled');
  stage.tell(id, {...done, skip: true});
  const {departedAt, arrivedAt, startedAt, skipped, completedAt} = stage.of(id);
  assert.deepEqual([departedAt, arrivedAt, startedAt, skipped], [null, null, null, true]);
  assert.ok(completedAt);
  assert.equal(stage.status(stage.of(id).jobId), 'complete');
});

test('skip says nothing about a visit that was started', () => {
  const stage = new Stage();
  const id = visitIn(stage, 'started');
  stage.tell(id, {...done, skip: true});
  assert.equal(stage.of(id).skipped, false);
});

test('a canceled visit remembers what it was and why, and its leg is over', () => {
  const stage = new Stage();
  const id = visitIn(stage, 'enroute');
  stage.tell(id, {type: 'cancel', reason});
  const {priorStatus, canceledBecause, reasonCode, leg, request} = stage.of(id);
  assert.deepEqual(
    {priorStatus, canceledBecause, reasonCode, request},
    {priorStatus: 'enroute', canceledBecause: null, reasonCode: 'weather', request: null},
  );
  assert.ok(leg!.closedAt && leg!.liveEnd === 'canceled');
});

test('a visit stood down is in the plan again without its stamps', () => {
  const stage = new Stage();
  const id = visitIn(stage, 'arrived');
  stage.tell(id, {type: 'stand_down'});
  const {status, departedAt, arrivedAt, leg} = stage.of(id);
  assert.deepEqual([status, departedAt, arrivedAt], ['scheduled', null, null]);
  assert.ok(leg!.closedAt);
});

test('given to another on the way, the old leg dies in that instant', () => {
  const stage = new Stage();
  const id = visitIn(stage, 'enroute');
  stage.tell(id, {type: 'assign', leadId: bob});
  const {status, leadId, leg} = stage.of(id);
  assert.deepEqual(
    [status, leadId, leg!.technicianId, leg!.liveEnd, leg!.closedAt],
    ['scheduled', bob, ann, 'reassigned', at(2)],
  );
});

test('a hand-over keeps both stints, and the end ends the second', () => {
  const stage = new Stage();
  const id = visitIn(stage, 'started');
  visitIn(stage, 'scheduled', {leadId: bob});
  stage.tell(id, {type: 'hand_over', leadId: bob});
  assert.deepEqual(stage.of(id).stints, [
    {technicianId: ann, from: at(3), to: at(5)},
    {technicianId: bob, from: at(5), to: null},
  ]);
  assert.deepEqual([stage.of(id).status, stage.of(id).leadId, stage.of(id).conflict], ['started', bob, true]);
  stage.wait(10).tell(id, done);
  assert.equal(stage.of(id).stints[1]!.to, at(15));
  stage.wait(1).tell(id, {type: 'reopen'});
  assert.equal(stage.of(id).stints[1]!.to, null);
});

test('the first technician may not work on what he handed over', () => {
  const stage = new Stage();
  const id = visitIn(stage, 'arrived');
  stage.tell(id, {type: 'hand_over', leadId: bob});
  assert.equal(codeOf(stage.ask(id, {type: 'start'}, 'ann')), 'not_yours');
  stage.tell(id, {type: 'start'}, 'bob');
});

test('reopened, work goes on if the technician is free, else the visit is planned again', () => {
  const stage = new Stage();
  const id = visitIn(stage, 'complete');
  const twin = stage.fork();
  stage.tell(id, {type: 'reopen'});
  assert.equal(stage.of(id).status, 'started');
  assert.equal(stage.of(id).leg!.closedAt, null);
  visitIn(twin, 'enroute', {window: windowAt(400)});
  twin.tell(id, {type: 'reopen'});
  assert.deepEqual([twin.of(id).status, twin.of(id).startedAt, twin.of(id).leg], ['scheduled', null, null]);
});

test('reopened into a time given away meanwhile, a visit is in conflict', () => {
  const stage = new Stage();
  const id = visitIn(stage, 'complete');
  visitIn(stage, 'scheduled');
  stage.tell(id, {type: 'reopen'});
  assert.deepEqual([stage.of(id).status, stage.of(id).conflict], ['started', true]);
});

test('reopening removes the closure, and the hold of this completion only', () => {
  const stage = new Stage();
  const jobId = stage.job();
  const first = visitIn(stage, 'arrived', {}, jobId);
  stage.tell(first, {type: 'complete', outcome: 'follow_up', reason});
  const twin = stage.fork();
  stage.wait(1).tell(first, {type: 'reopen'});
  assert.equal(stage.ofJob(jobId).hold, null);
  const second = visitIn(twin, 'arrived', {leadId: bob}, jobId);
  twin.tell(second, {type: 'complete', outcome: 'follow_up', reason});
  twin.wait(1).tell(first, {type: 'reopen'});
  assert.ok(twin.ofJob(jobId).hold, 'the second visit still holds the job');
});

test('a reinstated visit keeps its window while that is ahead, else needs another', () => {
  for (const [minutes, needsReschedule] of [
    [10, false],
    [400, true],
  ] as const) {
    const stage = new Stage();
    const id = visitIn(stage, 'canceled');
    stage.wait(minutes).tell(id, {type: 'reinstate'});
    assert.deepEqual([stage.of(id).status, stage.of(id).needsReschedule], ['scheduled', needsReschedule]);
    assert.deepEqual(stage.of(id).window, windowAt(120));
  }
});

test('a reinstated visit whose technician has other plans is nobody’s, and in conflict', () => {
  const stage = new Stage();
  const id = visitIn(stage, 'canceled');
  visitIn(stage, 'scheduled');
  stage.tell(id, {type: 'reinstate'});
  assert.deepEqual([stage.of(id).leadId, stage.of(id).conflict], [null, true]);
});

test('a deleted visit is gone for its job', () => {
  const stage = new Stage();
  const id = visitIn(stage, 'deleted');
  assert.equal(stage.status(stage.of(id).jobId), 'unscheduled');
});

test('a move on the way is a stand-down with a new window in one unit', () => {
  const stage = new Stage();
  const id = visitIn(stage, 'enroute');
  stage.tell(id, {type: 'ask_to_move'}, 'ann');
  const decision = stage.tell(id, {type: 'move', window: windowAt(600)});
  assert.deepEqual(typesOf(decision), ['appointment_stood_down', 'appointment_rescheduled']);
  assert.deepEqual(
    [stage.of(id).status, stage.of(id).window, stage.of(id).leg, stage.of(id).request],
    ['scheduled', windowAt(600), null, null],
  );
});

test('a move on site ends the visit as follow-up and plans another in one unit, without a hold', () => {
  const stage = new Stage();
  const id = visitIn(stage, 'started', {helperIds: [bob]});
  const decision = stage.tell(id, {type: 'move', window: windowAt(600), reason: {code: 'more_time'}});
  assert.deepEqual(typesOf(decision), ['appointment_completed', 'appointment_scheduled']);
  const next = stage.of(decision.events[1]!.appointmentId!);
  assert.equal(stage.of(id).outcome, 'follow_up');
  assert.deepEqual(
    [next.status, next.leadId, next.helperIds, next.window],
    ['scheduled', ann, [bob], windowAt(600)],
  );
  assert.equal(stage.status(next.jobId), 'scheduled');
  assert.equal(stage.ofJob(next.jobId).hold, null);
});

test('wishes change no state, and the same wish again is none', () => {
  const stage = new Stage();
  const id = visitIn(stage, 'scheduled');
  const wishes: VisitWish[] = [
    {type: 'request_reschedule', windows: [windowAt(900)]},
    {type: 'request_cancel'},
  ];
  for (const wish of wishes) {
    assert.equal(stage.tell(id, wish, 'customer').events.length, 1);
    assert.deepEqual(stage.wait(1).tell(id, wish, 'customer').events, []);
  }
  assert.equal(stage.tell(id, {type: 'ask_to_move', windows: [windowAt(900)]}, 'ann').events.length, 1);
  assert.equal(stage.of(id).request!.by, 'technician');
  stage.tell(id, {type: 'dismiss_request'});
  assert.equal(stage.of(id).request, null);
  assert.equal(stage.of(id).status, 'scheduled');
});

test('running late, nobody home and a visit that is kept are facts of their own', () => {
  const stage = new Stage();
  const id = visitIn(stage, 'enroute');
  assert.deepEqual(stage.tell(id, {type: 'running_late', minutes: 25}, 'ann').events[0]!.data, {minutes: 25});
  assert.deepEqual(typesOf(stage.tell(id, {type: 'not_home'}, 'customer')), ['customer_not_home']);
  stage.tell(id, {type: 'keep', reason});
  assert.equal(stage.of(id).keptOn, at(2));
});

test('what the fence notices ends what is live, and is forgotten once he is told of', () => {
  const stage = new Stage();
  const id = visitIn(stage, 'enroute');
  stage.tell(id, {type: 'likely_on_site'}, 'system');
  assert.deepEqual(
    [isLive(stage.of(id)), stage.of(id).leg!.liveEnd, stage.of(id).status],
    [false, 'stood_at_door', 'enroute'],
  );
  stage.tell(id, {type: 'likely_left'}, 'system');
  assert.equal(stage.of(id).leg!.liveEnd, 'stood_at_door', 'what ended it first is kept');
  stage.tell(id, {type: 'arrive'}, 'ann');
  assert.deepEqual([stage.of(id).likelyOnSiteAt, stage.of(id).likelyLeftAt], [null, null]);
});

test('an estimate speaks of a live leg only', () => {
  const stage = new Stage();
  const id = visitIn(stage, 'enroute');
  const told = {type: 'tell_eta', expectedAt: at(30), latestAt: at(40), source: 'estimate'} as const;
  stage.tell(id, told, 'system');
  stage.tell(id, {...told, expectedAt: at(60), latestAt: at(80), step: 7}, 'system');
  assert.equal(promisedAt(stage.of(id)), at(40), 'the first range was the promise');
  assert.equal(liveDeadline(stage.of(id).leg!), at(1 + 2 * 29 + 30));
  stage.tell(id, {type: 'end_live', why: 'timed_out'}, 'system');
  assert.deepEqual(stage.tell(id, told, 'system').events, []);
});

test('late is after what was promised, overdue after the window', () => {
  const stage = new Stage();
  const visit = stage.of(visitIn(stage, 'scheduled'));
  const end = toMs(visit.window.end);
  assert.deepEqual(
    [isLate(visit, end), isLate(visit, end + 1), isOverdue(visit, end + 1)],
    [false, true, true],
  );
  assert.ok(isLate(visit, end - 30 * minuteMs, at(300)));
  assert.equal(isLate({...visit, status: 'arrived'}, end + 1), false);
});

test('deactivated, a technician leaves no visit behind', () => {
  const stage = new Stage();
  const states: AppointmentFacts['status'][] = ['draft', 'scheduled', 'enroute'];
  const ids = states.map((status, index) => visitIn(stage, status, {window: windowAt(120 + 200 * index)}));
  const decision = stage.deactivate(ann);
  assert.ok(
    decision.events.every((event, index) => index === 0 || event.causedBy === decision.events[0]!.id),
  );
  for (const id of ids) {
    assert.equal(stage.of(id).leadId, null);
    assert.equal(stage.of(id).conflict, true);
  }
  assert.deepEqual(
    ids.map(id => stage.of(id).status),
    ['draft', 'scheduled', 'scheduled'],
  );
  assert.equal(stage.of(ids[2]!).leg!.liveEnd, 'stood_down');
});

test('deactivated at work, a technician leaves an interrupted visit', () => {
  const stage = new Stage();
  const id = visitIn(stage, 'started');
  stage.deactivate(ann);
  assert.deepEqual(
    [stage.of(id).status, stage.of(id).outcome, stage.of(id).leadId],
    ['complete', 'interrupted', ann],
  );
  assert.equal(codeOf(stage.ask(id, {type: 'undo', reason}, 'dispatcher')), 'superseded');
});

test('two visits that overlap are told apart by the one that was planned over the other', () => {
  const stage = new Stage();
  const first = visitIn(stage, 'scheduled');
  const second = visitIn(stage, 'scheduled', {override: true});
  assert.equal(isDoubleBooked(stage.world, stage.of(second)), true);
  assert.equal(isDoubleBooked(stage.world, stage.of(first)), false);
});
