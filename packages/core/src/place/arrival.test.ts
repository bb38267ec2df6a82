import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {awaitingArrival, detectArrivals, detectStanding, undoneArrival} from './arrival.ts';
import type {ArrivalState} from './arrival.ts';
import type {Fix} from './fix.ts';

const startMs = Date.parse('2026-03-02T09:00:00Z');
const door = {lat: 41.9, lng: -87.65};
const at = (seconds: number) => new Date(startMs + seconds * 1000).toISOString();
/** A fix so many seconds in, so many metres north of the door. */
const fix = (seconds: number, meters: number, accuracyMeters?: number): Fix => ({
  lat: door.lat + meters / 111_195,
  lng: door.lng,
  at: at(seconds),
  ...(accuracyMeters === undefined ? {} : {accuracyMeters}),
});

function play(fixes: readonly Fix[], state: ArrivalState = awaitingArrival, radiusMeters?: number) {
  const events: string[] = [];
  for (const each of fixes) {
    const result = detectStanding(state, each, {destination: door, ...(radiusMeters ? {radiusMeters} : {})});
    state = result.state;
    if (result.event) events.push(`${result.event} ${(Date.parse(each.at) - startMs) / 1000}`);
  }
  return {events, state};
}
const arrive = [fix(0, 10), fix(15, 12)];

test('two fixes 15 s apart near the door are an arrival, with the reason in numbers', () => {
  const first = detectStanding(awaitingArrival, fix(0, 40), {destination: door});
  const second = detectStanding(first.state, fix(15, 60), {destination: door});
  assert.ok(second.event === 'arrived');
  const {movedMeters, distanceMeters, ...rest} = second.explanation;
  assert.deepEqual(rest, {
    rule: 'silent_gap',
    arrivedAt: at(0),
    shownAt: at(15),
    standingSeconds: 15,
    allowedMeters: 25,
    fixCount: 2,
  });
  assert.ok(Math.abs(movedMeters - 20) < 0.01 && Math.abs(distanceMeters - 60) < 0.01);
});

test('one fix is never an arrival', () => {
  assert.deepEqual(play([fix(0, 0)]).events, []);
});

test('14 s of standing are too short', () => {
  assert.deepEqual(play([fix(0, 0), fix(7, 0), fix(14, 0)]).events, []);
  assert.deepEqual(play([fix(0, 0), fix(7, 0), fix(14, 0), fix(15, 0)]).events, ['arrived 15']);
});

test('time inside the circle alone never counts', () => {
  const crawl = Array.from({length: 40}, (_, i) => fix(i * 2.5, 95 - i * 4.75));
  assert.deepEqual(play(crawl).events, []);
});

test('standing that begins after driving in is found at its beginning', () => {
  const fixes = [fix(0, 300), fix(5, 200), fix(10, 90), fix(15, 20), fix(20, 18), fix(25, 20), fix(30, 19)];
  assert.deepEqual(play(fixes).events, ['arrived 30']);
  const [found] = detectArrivals(fixes, {destination: door});
  assert.deepEqual(found, {
    arrivedAt: at(15),
    shownAt: at(30),
    rule: 'stood',
    fixIds: [at(15), at(20), at(25), at(30)],
  });
});

test('a gap counts when both its ends are there, however long', () => {
  assert.deepEqual(play([fix(0, 10), fix(7200, 30)]).events, ['arrived 7200']);
  assert.deepEqual(play([fix(0, 110), fix(60, 10)]).events, []);
  assert.deepEqual(play([fix(0, 90), fix(60, 10)]).events, []);
});

test('standing outside the circle is no arrival', () => {
  assert.deepEqual(play([fix(0, 120), fix(20, 120), fix(40, 120)]).events, []);
  assert.deepEqual(play([fix(0, 120), fix(20, 120)], awaitingArrival, 150).events, ['arrived 20']);
});

test('a fix outside the circle breaks the run', () => {
  assert.deepEqual(play([fix(0, 90), fix(8, 105), fix(16, 90)]).events, []);
});

test('a blurred fix may move as far as its accuracy, up to 50 m', () => {
  assert.deepEqual(play([fix(0, 10), fix(20, 50)]).events, []);
  assert.deepEqual(play([fix(0, 10), fix(20, 50, 45)]).events, ['arrived 20']);
  assert.deepEqual(play([fix(0, 10), fix(20, 65, 180)]).events, []);
});

test('an arrival is told once while the technician stays', () => {
  assert.deepEqual(
    play([...arrive, fix(30, 12), fix(60, 90), fix(90, 120), fix(120, 10), fix(150, 10)]).events,
    ['arrived 15'],
  );
});

test('left is 1.5 radii away by two fixes in a row, dated by the first', () => {
  assert.deepEqual(play([...arrive, fix(30, 151), fix(40, 20), fix(50, 151), fix(60, 149)]).events, [
    'arrived 15',
  ]);
  const left = [...arrive, fix(30, 151), fix(40, 200)];
  assert.deepEqual(play(left).events, ['arrived 15', 'left 40']);
  assert.equal(detectArrivals(left, {destination: door})[0]?.leftAt, at(30));
});

test('after leaving, a second arrival is a new one', () => {
  const again = [...arrive, fix(30, 160), fix(40, 400), fix(90, 20), fix(110, 20)];
  assert.deepEqual(play(again).events, ['arrived 15', 'left 40', 'arrived 110']);
});

test('an undone arrival is not told again until the technician has been outside', () => {
  const stays = [fix(0, 5), fix(20, 5), fix(40, 120), fix(60, 5), fix(80, 5)];
  assert.deepEqual(play(stays, undoneArrival).events, []);
  const oneJump = [fix(0, 5), fix(20, 400), fix(40, 5), fix(60, 5)];
  assert.deepEqual(play(oneJump, undoneArrival).events, []);
  const goesAndReturns = [fix(0, 5), fix(20, 160), fix(40, 400), fix(90, 5), fix(110, 5)];
  assert.deepEqual(play(goesAndReturns, undoneArrival).events, ['arrived 110']);
});

test('fixes that are not believable decide nothing', () => {
  const fixes = [fix(0, 10), fix(20, 10, 500), {...fix(40, 10), lat: 0, lng: 0}];
  assert.deepEqual(detectArrivals(fixes, {destination: door}), []);
});

test('arrived and left take turns, and the state is bounded JSON, on any drive', () => {
  const anyStep = fc.tuple(
    fc.integer({min: 1, max: 30}),
    fc.integer({min: -60, max: 60}),
    fc.constantFrom(5, 30, 80),
  );
  fc.assert(
    fc.property(fc.array(anyStep, {maxLength: 80}), steps => {
      let [state, seconds, meters, expected] = [awaitingArrival, 0, 0, 'arrived'];
      for (const [wait, move, accuracy] of steps) {
        seconds += wait;
        meters += move;
        const result = detectStanding(state, fix(seconds, meters, accuracy), {destination: door});
        state = JSON.parse(JSON.stringify(result.state)) as ArrivalState;
        assert.deepEqual(state, result.state);
        assert.ok(state.near.length <= 17);
        if (!result.event) continue;
        assert.equal(result.event, expected);
        expected = expected === 'arrived' ? 'left' : 'arrived';
      }
    }),
  );
});
