/** What a customer sees: which visit on top, what of it, and never more than the leg lets through. */
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {Stage, ann, at, bob, reason, visitIn, windowAt} from '../decide/stage.test.ts';
import type {VisitWish} from '../decide/stage.test.ts';
import {appointmentMachine} from '../appointment/appointment-machine.ts';
import type {AppointmentFacts} from '../appointment/appointment-facts.ts';
import type {VisibilityRule} from '../people/settings.ts';
import {defaultVisibility} from '../people/settings.ts';
import type {Visibility} from '../people/settings.ts';
import {decodePolyline} from '../place/polyline.ts';
import {toInstant} from '../time.ts';
import type {Road, ViewSource} from './cut-view.ts';
import {cutView, visitOnTop} from './cut-view.ts';
import {TrackingView} from './tracking-view.ts';

const door = {lat: 41.9, lng: -87.65};
const north = (meters: number) => ({lat: door.lat + meters / 111_195, lng: door.lng});
const legStart = north(5000);

function source(
  stage: Stage,
  jobId: string,
  more: Partial<ViewSource> = {},
  visibility: Partial<Visibility> = {},
): ViewSource {
  return {
    nowMs: stage.nowMs,
    timeScale: 1,
    timeZone: 'UTC',
    settings: {...stage.world.settings, visibility: {...defaultVisibility, ...visibility}},
    organization: {name: 'Best Plumbing', phone: '+13125550142'},
    job: {title: 'Leak'},
    destination: door,
    visits: stage.ofJob(jobId).appointments,
    introduction: memberId => ({name: memberId === ann ? 'Ann' : 'Bob'}),
    road: () => ({}),
    ...more,
  };
}

function onTheRoad(
  stage: Stage,
  meters: number,
  more: Partial<Road> = {},
): (visit: AppointmentFacts) => Road {
  const eta = {
    expectedAt: at(20),
    earliestAt: at(15),
    latestAt: at(25),
    source: 'estimate' as const,
    asOf: at(2),
  };
  return visit => ({
    position: {...north(meters), at: toInstant(stage.nowMs), headingDegrees: 180, legId: visit.leg?.id ?? ''},
    legStarts: [legStart],
    route: [north(meters), door],
    stopsAhead: 2,
    eta: eta as NonNullable<Road['eta']>,
    ...more,
  });
}

/** The view of one visit under way, so many metres from the door. */
function view(
  meters: number,
  visibility: Partial<Visibility> = {},
  more: Partial<Road> = {},
  then: VisitWish[] = [],
) {
  const stage = new Stage();
  const id = visitIn(stage, 'enroute');
  for (const wish of then)
    stage.tell(id, wish, wish.type === 'end_live' || wish.type === 'tell_eta' ? 'system' : 'dispatcher');
  const cut = cutView(source(stage, stage.of(id).jobId, {road: onTheRoad(stage, meters, more)}, visibility))!;
  assert.deepEqual(TrackingView.parse(cut), cut);
  return cut.visit;
}

test('a live leg shows position, heading, the rest of the way and the estimate; no distance, no stops', () => {
  const {phase, position, route, eta, distanceMeters, stopsAhead, technician} = view(3000);
  assert.equal(phase, 'live');
  assert.ok(position && position.headingDegrees === 180 && eta && technician);
  assert.equal(decodePolyline(route!).length, 2);
  assert.deepEqual([distanceMeters, stopsAhead], [undefined, undefined]);
  assert.ok(!JSON.stringify(position).includes('leg_'));
});

for (const wish of [
  {type: 'arrive'},
  {type: 'cancel', reason},
  {type: 'stand_down'},
  {type: 'assign', leadId: bob},
  {type: 'end_live', why: 'timed_out'},
  {type: 'undo'},
] as VisitWish[]) {
  test(`${wish.type} takes the position away at once`, () => {
    const {position, route, distanceMeters, stopsAhead} = view(
      3000,
      {distance: 'always', stopsAhead: 'always', position: 'always', route: 'always'},
      {},
      [wish],
    );
    assert.deepEqual(
      [position, route, distanceMeters, stopsAhead],
      [undefined, undefined, undefined, undefined],
    );
  });
}

test('near the start of the leg position, route and distance are masked, the estimate is not', () => {
  const near = view(4900, {distance: 'always'});
  assert.deepEqual([near.position, near.route, near.distanceMeters], [undefined, undefined, undefined]);
  assert.ok(near.eta);
  assert.ok(view(4700, {distance: 'always'}).position);
  assert.ok(
    view(400, {}, {legStarts: [north(300)]}).position,
    'within 500 m of the customer nothing is hidden',
  );
  assert.equal(view(3000, {}, {legStarts: undefined}).position, undefined, 'an unknown start may be here');
});

test('a position of another leg, or from before the departure, is not shown', () => {
  const elsewhere = {...north(3000), at: at(2), legId: 'leg_99999999'};
  assert.equal(view(3000, {}, {position: elsewhere}).position, undefined);
  const stage = new Stage();
  const id = visitIn(stage, 'enroute');
  const early = {...north(3000), at: at(0), legId: stage.of(id).leg!.id};
  const cut = cutView(source(stage, stage.of(id).jobId, {road: onTheRoad(stage, 3000, {position: early})}))!;
  assert.equal(cut.visit.position, undefined);
});

type Shows = [rule: VisibilityRule, meters: number, shown: boolean];
const shows: Shows[] = [
  ['always', 3000, true],
  ['live', 3000, true],
  ['never', 3000, false],
  [{minutes: 18}, 3000, true],
  [{minutes: 17}, 3000, false],
  [{meters: 3001}, 3000, true],
  [{meters: 2900}, 3000, false],
  [{stops: 2}, 3000, true],
  [{stops: 1}, 3000, false],
];

for (const [rule, meters, shown] of shows) {
  test(`a datum with the rule ${JSON.stringify(rule)} is ${shown ? 'shown' : 'hidden'} 18 minutes, 3 km and 2 stops away`, () => {
    const cut = view(meters, {position: rule, heading: 'live', distance: rule, stopsAhead: rule, eta: rule});
    assert.equal(cut.position !== undefined, shown);
    assert.equal(cut.route !== undefined, shown, 'the rest of the way begins where he is');
    assert.equal(cut.distanceMeters !== undefined, shown);
    assert.equal(cut.stopsAhead !== undefined, shown);
    assert.equal(cut.eta !== undefined, shown);
  });
}

for (const [told, minutes] of [
  [20, undefined],
  [19, 5],
  [15, 5],
  [14, 10],
  [8, 15],
] as const)
  test(`expected in 20 minutes and told by ${told}: about ${minutes ?? 0} minutes late, and never why`, () => {
    const eta = {
      ...onTheRoad(new Stage(), 3000)({leg: null} as AppointmentFacts).eta!,
      cause: 'traffic' as const,
    };
    const tell = {
      type: 'tell_eta',
      expectedAt: at(told - 2),
      latestAt: at(told),
      source: 'estimate',
    } as const;
    const {eta: shown} = view(3000, {}, {eta}, [tell as VisitWish]);
    assert.equal(shown!.lateMinutes, minutes);
    assert.equal(shown!.late, minutes === undefined ? undefined : true);
    assert.equal('cause' in shown!, false);
  });

test('a heading and a route have rules of their own', () => {
  const cut = view(3000, {heading: 'never', route: 'never'});
  assert.ok(cut.position && cut.position.headingDegrees === undefined && cut.route === undefined);
});

test('before the day there is no estimate; on the day the plan’s, never one from positions', () => {
  const stage = new Stage();
  const id = visitIn(stage, 'scheduled');
  const cut = (nowMs: number) =>
    cutView(source(stage, stage.of(id).jobId, {nowMs, road: onTheRoad(stage, 3000)}))!.visit;
  assert.equal(cut(stage.nowMs - 24 * 3_600_000).eta, undefined);
  assert.deepEqual(
    [cut(stage.nowMs).eta!.source, cut(stage.nowMs).eta!.latestAt],
    ['plan', windowAt(120).end],
  );
  assert.equal(cut(stage.nowMs).position, undefined);
  assert.equal(cut(Date.parse(windowAt(120).end) + 1).eta!.late, true);
});

test('who comes is told from 24 hours before', () => {
  const stage = new Stage();
  const id = visitIn(stage, 'scheduled', {window: windowAt(24 * 60)});
  const cut = (nowMs: number) => cutView(source(stage, stage.of(id).jobId, {nowMs}))!.visit.technician;
  assert.equal(cut(Date.parse(at(-1))), undefined);
  assert.deepEqual(cut(Date.parse(at(0))), {name: 'Ann'});
});

test('given to another, the page has the new name, no position, and says that it is delayed', () => {
  const {phase, technician, position, delayed} = view(3000, {}, {}, [{type: 'assign', leadId: bob}]);
  assert.deepEqual([phase, technician, position, delayed], ['suspended', {name: 'Bob'}, undefined, true]);
});

test('on top stands the visit under way that comes first, then one just done and unrated, then the next', () => {
  const stage = new Stage();
  const job = stage.job();
  const done = visitIn(stage, 'scheduled', {window: windowAt(1)}, job);
  const next = visitIn(stage, 'scheduled', {window: windowAt(3000)}, job);
  const late = visitIn(stage, 'scheduled', {window: windowAt(300)}, job);
  const soon = visitIn(stage, 'scheduled', {window: windowAt(100), leadId: bob}, job);
  const top = (more: Partial<ViewSource> = {}) => visitOnTop(source(stage, job, more))!.id;
  assert.equal(top(), done, 'the next one by its window');
  stage.tell(done, {type: 'start'});
  stage.tell(done, {type: 'complete', outcome: 'done'});
  assert.equal(top(), done, 'just done and unrated');
  assert.equal(top({rating: {stars: 5, at: at(9), appointmentId: done}}), soon);
  assert.equal(top({nowMs: stage.nowMs + 24 * 3_600_000}), soon, 'a day later');
  stage.wait(1).tell(late, {type: 'depart'});
  stage.tell(soon, {type: 'depart'});
  assert.equal(top(), soon);
  const eta = (visit: AppointmentFacts) => ({
    eta: {
      expectedAt: visit.id === late ? at(20) : at(40),
      earliestAt: at(10),
      latestAt: at(60),
      source: 'estimate',
      asOf: at(6),
    } as NonNullable<Road['eta']>,
  });
  assert.equal(top({road: eta}), late, 'the earliest estimate');
  const cut = cutView(
    source(stage, job, {road: visit => ({...onTheRoad(stage, 3000)(visit), ...eta(visit)})}),
  )!;
  assert.equal(cut.others!.filter(other => other.position).length, 1, 'two legs, two markers');
  assert.ok(cut.others!.some(other => other.window!.start === stage.of(next).window.start));
});

test('a job with nothing but drafts has nothing to show', () => {
  const stage = new Stage();
  const id = visitIn(stage, 'draft');
  assert.equal(cutView(source(stage, stage.of(id).jobId)), undefined);
});

const byAction = {
  confirm: 'confirm',
  request_reschedule: 'request_reschedule',
  request_cancel: 'request_cancel',
  rebook: 'rebook',
  not_home: 'not_home',
} as const;
type Act = [says: string, status: AppointmentFacts['status'], then: VisitWish[], actions: string];
const acts: Act[] = [
  ['upcoming', 'scheduled', [], 'confirm request_reschedule request_cancel note message pin call'],
  ['confirmed', 'scheduled', [{type: 'confirm'}], 'request_reschedule request_cancel note message pin call'],
  ['live', 'enroute', [], 'note not_home message pin call'],
  ['stood down', 'enroute', [{type: 'stand_down'}], 'request_reschedule note message pin call'],
  ['on site', 'started', [], 'message call'],
  ['canceled', 'canceled', [], 'rebook message call'],
  ['done', 'complete', [], 'rate message call'],
  ['missed', 'enroute', [{type: 'complete', outcome: 'no_access', reason}], 'message call rebook'],
];

for (const [says, status, then, actions] of acts) {
  test(`${says}: the page offers ${actions}, and the law takes what it offers`, () => {
    const stage = new Stage();
    const id = visitIn(stage, status);
    for (const wish of then) stage.tell(id, wish);
    const cut = cutView(source(stage, stage.of(id).jobId))!;
    assert.equal(cut.actions!.join(' '), actions);
    for (const action of cut.actions!) {
      const command = byAction[action as keyof typeof byAction];
      if (command) assert.ok(!('no' in appointmentMachine[stage.of(id).status][command]), action);
    }
  });
}

test('without an office phone nobody is called', () => {
  const stage = new Stage();
  const id = visitIn(stage, 'started');
  const cut = cutView(source(stage, stage.of(id).jobId, {organization: {name: 'Best Plumbing'}}))!;
  assert.deepEqual(cut.actions, ['message']);
});
