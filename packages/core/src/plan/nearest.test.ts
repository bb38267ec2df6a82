import assert from 'node:assert/strict';
import {test} from 'node:test';
import {driveSeconds} from '../place/eta.ts';
import {hourMs, minuteMs, toInstant, toMs} from '../time.ts';
import type {Stop} from './making-way.ts';
import type {CurrentWork, Responder, UrgentWish} from './nearest.ts';
import {rankNearest} from './nearest.ts';

const door = {lat: 41.95, lng: -87.65};
/** So many kilometres north of the door. */
const north = (km: number) => ({lat: door.lat + km / 111.2, lng: door.lng});
/** Monday, ten o'clock in Chicago. */
const nowMs = toMs('2026-03-02T16:00:00Z');
const inHours = (hours: number) => nowMs + hours * hourMs;
const allWeek = [1, 2, 3, 4, 5, 6, 7].map(day => ({day, from: '08:00', to: '17:00'}));

function wishOf(more: Partial<UrgentWish> = {}): UrgentWish {
  return {
    durationMinutes: 60,
    place: door,
    skills: [],
    nowMs,
    timeZone: 'America/Chicago',
    mayInterrupt: false,
    keepsVisits: false,
    ...more,
  };
}

function stop(id: string, hours: number, more: Partial<Stop> = {}): Stop {
  const window = {startMs: inHours(hours), endMs: inHours(hours + 1)};
  return {id, startMs: inHours(hours), durationMinutes: 60, window, place: north(2), skills: [], ...more};
}

function current(more: Partial<CurrentWork> = {}): CurrentWork {
  return {...stop('apt_now', 0), isUrgent: false, isOnTheWay: true, ...more};
}

function responder(id: string, km: number | undefined, more: Partial<Responder> = {}): Responder {
  return {
    id,
    skills: [],
    workingHours: allWeek,
    onShift: false,
    position: km === undefined ? undefined : {place: north(km), atMs: nowMs - 2 * minuteMs},
    helps: [],
    stops: [],
    ...more,
  };
}

const rank = (responders: Responder[], more: Partial<UrgentWish> = {}) =>
  rankNearest(wishOf(more), responders, driveSeconds);
const order = (ranking: ReturnType<typeof rank>) => ranking.items.map(({technicianId}) => technicianId);
const codesOf = (reasons: {code: string}[]) => reasons.map(({code}) => code);
const atWork = current({isOnTheWay: false, hasBegun: true, sinceMs: inHours(-0.5), place: north(0.5)});

test('who can be at the door soonest comes first, whoever has to drive less far of those who leave at once', () => {
  const ranking = rank([
    responder('far', 20),
    responder('near', 2),
    responder('road', 5, {current: current()}),
  ]);
  assert.deepEqual(order(ranking), ['near', 'road', 'far']);
  const [near] = ranking.items;
  assert.equal(near!.from, 'position');
  assert.ok(near!.driveMinutes! > 0 && near!.arrivesMs >= nowMs + near!.driveMinutes! * minuteMs);
  assert.equal(near!.arrivesMs % (5 * minuteMs), 0);
  assert.ok(near!.window.startMs <= near!.arrivesMs && near!.window.endMs > near!.arrivesMs);
});

/** What somebody does, whether he can leave it, what happens with it, and whether he could with a reason for interrupting. */
const cases: [
  says: string,
  does: Partial<Responder>,
  standing: string,
  interruptible: string,
  first: string,
  interrupted: string,
][] = [
  ['has nothing to do', {}, 'free', 'yes', 'none', 'none'],
  ['is due later', {stops: [stop('later', 3)]}, 'planned_later', 'yes', 'none', 'none'],
  ['drives to what can wait', {current: current()}, 'on_the_way', 'yes', 'leave', 'leave'],
  [
    'drives to another urgent one',
    {current: current({isUrgent: true})},
    'on_the_way_urgent',
    'no',
    'finish',
    'finish',
  ],
  ['works', {current: atWork}, 'at_work', 'with_reason', 'finish', 'leave'],
  [
    'works on another urgent one',
    {current: {...atWork, isUrgent: true}},
    'at_work',
    'no',
    'finish',
    'finish',
  ],
  ['stands at a door', {current: current({isOnTheWay: false})}, 'at_work', 'with_reason', 'finish', 'leave'],
  [
    'helps',
    {helps: [{startMs: nowMs, endMs: inHours(1), isUnderWay: true}]},
    'helping',
    'no',
    'none',
    'none',
  ],
];
for (const [says, does, standing, interruptible, first, interrupted] of cases)
  test(`somebody who ${says} is ${interruptible === 'yes' ? 'free to go' : interruptible === 'no' ? 'not called away' : 'called away with a reason'}`, () => {
    const [item] = rank([responder('sam', 2, does)]).items;
    assert.deepEqual([item!.standing, item!.interruptible], [standing, interruptible]);
    assert.equal(item!.current?.first ?? 'none', first);
    const [called] = rank([responder('sam', 2, does)], {mayInterrupt: true}).items;
    assert.equal(called!.current?.first ?? 'none', interrupted);
  });

test('who ends his work first comes later by what is left of it, from there', () => {
  const [item] = rank([responder('sam', 9, {current: atWork})]).items;
  assert.ok(item!.arrivesMs >= inHours(0.5), 'half an hour is left');
  assert.ok(item!.arrivesMs < inHours(0.75), 'from where he works it is not far');
  assert.ok(codesOf(item!.reasons).includes('ends_work_first'));
  const [called] = rank([responder('sam', 9, {current: atWork})], {mayInterrupt: true}).items;
  assert.ok(called!.arrivesMs < item!.arrivesMs);
});

test('a visit that can wait moves behind the urgent one, those after it only as far as they must', () => {
  const stops = [stop('next', 1.5), stop('late', 5)];
  const {delays} = rank([responder('sam', 2, {current: current(), stops})], {keepsVisits: true}).items[0]!;
  assert.deepEqual(
    delays.map(each => [each.stop.id, each.delayMinutes > 0, each.breaksWindow]),
    [
      ['apt_now', true, true],
      ['next', true, false],
    ],
  );
  const [left, next] = delays;
  assert.ok(next!.startMs >= left!.startMs + 60 * minuteMs, 'nobody is at two places');
});

test('a start that still lies in the window keeps it; one that does not gets another of the same length', () => {
  const {delays} = rank([responder('sam', 2, {stops: [stop('a', 0.5), stop('b', 1.75)]})], {
    keepsVisits: true,
  }).items[0]!;
  const [a, b] = delays;
  assert.deepEqual([a!.breaksWindow, b!.breaksWindow], [false, false]);
  assert.deepEqual(a!.window, stop('a', 0.5).window);
  const tight = stop('c', 0.5, {window: {startMs: inHours(0.5), endMs: inHours(0.75)}});
  const [c] = rank([responder('sam', 2, {stops: [tight]})], {keepsVisits: true}).items[0]!.delays;
  assert.equal(c!.breaksWindow, true);
  assert.equal(c!.window.endMs - c!.window.startMs, 15 * minuteMs);
  assert.ok(c!.window.startMs <= c!.startMs && c!.startMs < c!.window.endMs);
});

test('what would break is taken over at its time by somebody who is free, and nobody takes two at once', () => {
  const tight = (id: string) => stop(id, 0.5, {window: {startMs: inHours(0.5), endMs: inHours(0.6)}});
  const sam = responder('sam', 1, {stops: [tight('a'), {...tight('b'), startMs: inHours(0.55)}]});
  const one = rank([sam, responder('kim', 8)]).items[0]!;
  assert.deepEqual(
    one.delays.map(({takenBy}) => takenBy),
    ['kim', null],
  );
  const two = rank([sam, responder('kim', 8), responder('lee', 9)]).items[0]!;
  assert.deepEqual(two.delays.map(({takenBy}) => takenBy).sort(), ['kim', 'lee']);
  const skilled = {...sam, stops: [{...tight('a'), skills: ['gas']}]};
  assert.deepEqual(rank([skilled, responder('kim', 8)]).items[0]!.delays[0]!.takers, []);
  const kept = rank([sam, responder('kim', 8)], {keepsVisits: true}).items[0]!;
  assert.ok(kept.delays.every(({takenBy}) => takenBy === null));
});

test('who takes over has time to come from what he does and to go on to what follows', () => {
  const tight = stop('a', 1, {window: {startMs: inHours(1), endMs: inHours(1)}});
  const sam = responder('sam', 1, {stops: [tight]});
  const takenBy = (kim: Partial<Responder>) =>
    rank([sam, responder('kim', 5, kim)]).items.find(({technicianId}) => technicianId === 'sam')!.delays[0]
      ?.takenBy;
  assert.equal(takenBy({}), 'kim');
  assert.equal(takenBy({current: {...atWork, durationMinutes: 240}}), null);
  assert.equal(takenBy({stops: [stop('x', 1.5)]}), null);
  assert.equal(takenBy({stops: [stop('x', 4)]}), 'kim');
  assert.equal(takenBy({workingHours: [{day: 1, from: '08:00', to: '11:30'}]}), null);
});

test('who lacks a skill or does not work now is named with why', () => {
  const off = [{day: 1, from: '13:00', to: '17:00'}];
  const ranking = rank(
    [
      responder('no', 1),
      responder('off', 1, {skills: ['Gas'], workingHours: off}),
      responder('ok', 9, {skills: ['gas'], workingHours: off, onShift: true}),
    ],
    {skills: ['gas']},
  );
  assert.deepEqual(order(ranking), ['ok']);
  assert.deepEqual(
    ranking.unavailable.map(({technicianId, code}) => [technicianId, code]),
    [
      ['no', 'missing_skills'],
      ['off', 'not_working'],
    ],
  );
});

test('an old position says nothing: he is counted from the last visit, and without one from nowhere, last of all', () => {
  const old = {position: {place: north(1), atMs: nowMs - hourMs}};
  const ranking = rank([
    responder('nowhere', undefined, old),
    responder('visit', undefined, {...old, lastPlace: north(3)}),
    responder('seen', 15),
  ]);
  assert.deepEqual(order(ranking), ['visit', 'seen', 'nowhere']);
  assert.deepEqual(
    ranking.items.map(({from, driveMinutes}) => [from, driveMinutes === null]),
    [
      ['visit', false],
      ['position', false],
      ['unknown', true],
    ],
  );
  assert.ok(codesOf(ranking.items[2]!.reasons).includes('place_unknown'));
  const [unplaced] = rank([responder('seen', 1)], {place: undefined}).items;
  assert.ok(codesOf(unplaced!.reasons).includes('unplaced') && unplaced!.driveMinutes === null);
});

test('a window that was told is kept where he is there in it', () => {
  const told = {startMs: inHours(-1), endMs: inHours(1)};
  assert.deepEqual(rank([responder('sam', 2)], {window: told}).items[0]!.window, told);
  const over = {startMs: inHours(-2), endMs: inHours(-1)};
  assert.notDeepEqual(rank([responder('sam', 2)], {window: over}).items[0]!.window, over);
});

test('work past the end of the shift, and help that is missed elsewhere, are said', () => {
  const helps = [{startMs: inHours(0.5), endMs: inHours(2), isUnderWay: false}];
  const [item] = rank([responder('sam', 2, {helps})], {durationMinutes: 480}).items;
  assert.ok(['runs_over', 'missed_as_helper'].every(code => codesOf(item!.reasons).includes(code)));
  assert.ok(item!.reasons.every(({words}) => words.endsWith('.')));
});

test('every plan stands: whoever goes, nobody of it is at two places at once, and starts lie in their windows', () => {
  // A grid of days rather than dice: each start and length of three visits on a quarter of an hour.
  for (let seed = 0; seed < 60; seed++) {
    const at = (n: number) => ((seed * 7 + n * 13) % 20) / 4;
    const stops = [0, 1, 2].map(n =>
      stop(`s${n}`, 5 * n + at(n) / 2, {durationMinutes: 30 + 15 * ((seed + n) % 4)}),
    );
    const [item] = rank([responder('sam', seed % 9, {stops, ...(seed % 3 === 0 && {current: current()})})], {
      keepsVisits: true,
    }).items;
    const spans = [
      {startMs: item!.arrivesMs, endMs: item!.arrivesMs + hourMs},
      ...item!.delays.map(each => ({
        startMs: each.startMs,
        endMs: each.startMs + each.stop.durationMinutes * minuteMs,
      })),
    ].sort((a, b) => a.startMs - b.startMs);
    for (const [index, span] of spans.slice(1).entries())
      assert.ok(span.startMs >= spans[index]!.endMs, `day ${seed}: ${toInstant(span.startMs)}`);
    for (const {startMs, window} of item!.delays)
      assert.ok(startMs >= window.startMs && startMs <= window.endMs);
  }
});
