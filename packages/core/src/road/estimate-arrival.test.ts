import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import type {Fix} from '../place/fix.ts';
import type {LatLng} from '../place/lat-lng.ts';
import {hourMs, minuteMs, toInstant, toMs} from '../time.ts';
import type {PastDrive} from './drive.ts';
import {estimateArrival} from './estimate-arrival.ts';
import type {ArrivalInput} from './estimate-arrival.ts';
import {learnRoad} from './learned-road.ts';

/** A road due north of 12 km, driven on a Tuesday. */
const south = {lat: 41.8, lng: -87.65};
const metersNorth = (meters: number, eastMeters = 0): LatLng => ({
  lat: south.lat + meters / 111_195,
  lng: south.lng + eastMeters / 82_890,
});
const roadMeters = 12_000;
const door = metersNorth(roadMeters);
const route = [south, door];
const tuesdayMs = Date.parse('2026-03-03T00:00:00Z');

/** A drive up the road with a fix every 5 s; its speed may hang on how far it has come. */
function driveUp(departMs: number, speed: number | ((meters: number) => number), until = roadMeters): Fix[] {
  const fixes: Fix[] = [];
  for (let [meters, ms] = [0, departMs]; meters < until; ms += 5_000) {
    fixes.push({...metersNorth(meters), at: toInstant(ms)});
    meters += 5 * (typeof speed === 'number' ? speed : speed(meters));
  }
  return fixes;
}

const pastAt = (hour: number, speed: number, count = 12): PastDrive[] =>
  Array.from({length: count}, (_, i) => ({
    fixes: driveUp(tuesdayMs - (7 * i + 7) * 24 * hourMs + hour * hourMs, speed),
  }));

function ask(fixes: readonly Fix[], more: Partial<ArrivalInput> = {}) {
  const now = more.now ?? fixes.at(-1)!.at;
  const said = estimateArrival({fixes, destination: door, route, pastDrives: [], ...more, now});
  assert.ok(said);
  const secondsAhead = (toMs(said.expectedAt) - toMs(now)) / 1000;
  return {...said, secondsAhead, width: toMs(said.latestAt) - toMs(said.earliestAt)};
}

const morningMs = tuesdayMs + 8 * hourMs;

test('before anything was learned it is a range around a town drive', () => {
  const {secondsAhead, ...said} = ask(driveUp(morningMs, 10, 2_000));
  assert.ok(secondsAhead > 700 && secondsAhead < 1600, String(secondsAhead));
  assert.ok(said.earliestAt < said.expectedAt && said.expectedAt < said.latestAt);
  assert.equal(said.cause, undefined);
});

test('what past drives took on this road is what is expected on it', () => {
  const fixes = driveUp(morningMs, 15, 2_000);
  const {secondsAhead} = ask(fixes, {pastDrives: pastAt(8, 15)});
  assert.ok(Math.abs(secondsAhead - 10_000 / 15) < 60, String(secondsAhead));
});

test('an hour that is slow in the week is slow today, and the others are not', () => {
  const pastDrives = [...pastAt(8, 6, 20), ...pastAt(12, 15, 20)];
  const [rush, noon] = [8, 12].map(hour => ask(driveUp(tuesdayMs + hour * hourMs, 10, 300), {pastDrives}));
  assert.ok(rush!.secondsAhead > 1.5 * noon!.secondsAhead, `${rush!.secondsAhead} ${noon!.secondsAhead}`);
});

test('hours are those of the place: 8 in the morning is rush hour on both sides of a change of clocks', () => {
  const timeZone = 'America/Chicago';
  const inMarch = (iso: string) => Date.parse(iso);
  const past = (hour: string, speed: number) =>
    Array.from({length: 15}, (_, i) => ({
      fixes: driveUp(inMarch(`2026-02-${String(i + 9).padStart(2, '0')}T${hour}:00:00-06:00`), speed),
    }));
  const pastDrives = [...past('08', 6), ...past('09', 15)];
  const summer = driveUp(inMarch('2026-03-10T08:00:00-05:00'), 10, 300);
  const {secondsAhead} = ask(summer, {pastDrives, timeZone});
  const {secondsAhead: nine} = ask(driveUp(inMarch('2026-03-10T09:00:00-05:00'), 10, 300), {
    pastDrives,
    timeZone,
  });
  assert.ok(secondsAhead > 1.4 * nine, `${secondsAhead} ${nine}`);
});

test('a drive slower than usual is expected later, and comes back to the usual pace in time', () => {
  const pastDrives = pastAt(8, 15);
  const slow = ask(driveUp(morningMs, 9, 4_000), {pastDrives}).secondsAhead;
  const usual = ask(driveUp(morningMs, 15, 4_000), {pastDrives}).secondsAhead;
  assert.ok(slow > usual + 60);
  assert.ok(slow < (8_000 / 9) * 1.02);
});

test('without a route it goes where a past drive went', () => {
  const around = (meters: number) => metersNorth(meters, 3_000 * Math.sin((Math.PI * meters) / roadMeters));
  const drive = (departMs: number, until: number): Fix[] =>
    Array.from({length: Math.floor(until / 60)}, (_, i) => ({
      ...around(60 * i),
      at: toInstant(departMs + 5_000 * i),
    }));
  const pastDrives = [{fixes: drive(morningMs - 24 * hourMs, roadMeters + 60)}];
  const fixes = drive(morningMs, 3_000);
  const took = (toMs(pastDrives[0]!.fixes.at(-1)!.at) - (morningMs - 24 * hourMs)) / 1000;
  const left = took - (toMs(fixes.at(-1)!.at) - morningMs) / 1000;
  const said = estimateArrival({fixes, destination: door, pastDrives, now: fixes.at(-1)!.at})!;
  const secondsAhead = (toMs(said.expectedAt) - toMs(fixes.at(-1)!.at)) / 1000;
  assert.ok(Math.abs(secondsAhead - left) < 0.15 * left, `${secondsAhead} ${left}`);
});

test('while nothing is heard it counts down by the clock, widens, and says that there is a gap', () => {
  const fixes = driveUp(morningMs, 12, 4_000);
  const heard = ask(fixes);
  const silent = ask(fixes, {now: toInstant(toMs(fixes.at(-1)!.at) + 4 * minuteMs)});
  assert.equal(silent.expectedAt, heard.expectedAt);
  assert.ok(silent.width > heard.width + 3 * minuteMs);
  assert.equal(silent.cause, 'gap');
});

test('who stands for an errand is later by what it takes, and why is said', () => {
  const before = driveUp(morningMs, 12, 4_000);
  const stop = before.at(-1)!;
  const standing = Array.from({length: 36}, (_, i) => ({
    ...stop,
    at: toInstant(toMs(stop.at) + (i + 1) * 10_000),
  }));
  const pastDrives = pastAt(8, 12);
  const [drove, stood] = [ask(before, {pastDrives}), ask([...before, ...standing], {pastDrives})];
  assert.equal(stood.cause, 'stop');
  assert.ok(toMs(stood.expectedAt) - toMs(drove.expectedAt) >= 350_000);
});

test('who leaves the told way is told so, and expected by the way back to it', () => {
  const on = driveUp(morningMs, 12, 4_000);
  const leftMs = toMs(on.at(-1)!.at);
  const off = Array.from({length: 12}, (_, i) => ({
    ...metersNorth(4_000, 60 * (i + 1)),
    at: toInstant(leftMs + 5_000 * (i + 1)),
  }));
  const [onWay, offWay] = [ask(on), ask([...on, ...off])];
  assert.equal(onWay.cause, undefined);
  assert.equal(offWay.cause, 'off_route');
  assert.ok(toMs(offWay.expectedAt) > toMs(onWay.expectedAt));
});

test('a new way from the middle of the drive is told as one', () => {
  const fixes = driveUp(morningMs, 12, 4_000);
  const anew = [metersNorth(3_900), metersNorth(4_000, 2_000), door];
  assert.equal(ask(fixes, {route: anew}).cause, 'reroute');
});

test('traffic that stands is told as such', () => {
  const jam = driveUp(morningMs, meters => (meters > 3_000 ? 2 : 12), 3_600);
  assert.equal(ask(jam, {pastDrives: pastAt(8, 12)}).cause, 'traffic');
});

test('a way that crosses itself is followed in its order', () => {
  const loop = [
    south,
    metersNorth(0, 800),
    metersNorth(800, 800),
    metersNorth(800),
    south,
    metersNorth(-4_000),
  ];
  const start = driveUp(morningMs, 12, 100).map(fix => ({
    ...fix,
    ...metersNorth(0, (fix.lat - south.lat) * 111_195),
  }));
  const {secondsAhead} = ask(start, {route: loop, destination: loop.at(-1)!});
  assert.ok(secondsAhead > 7_000 / 14, String(secondsAhead));
});

test('garbage among the fixes changes nothing', () => {
  const clean = driveUp(morningMs, 12, 4_000);
  const garbage: Fix[] = [
    {lat: 0, lng: 0, at: clean[10]!.at},
    {lat: 41, lng: -80, at: clean[20]!.at},
    {lat: 41.8, lng: -87.65, at: '1970-01-01T00:00:00.000Z', receivedAt: clean[30]!.at},
  ];
  const mixed = [...clean.slice(0, 50), ...garbage, ...clean.slice(50)];
  assert.deepEqual(ask(mixed).expectedAt, ask(clean).expectedAt);
});

test('without a believable fix nothing is expected', () => {
  const now = toInstant(morningMs);
  const asking = {destination: door, pastDrives: [], now};
  assert.equal(estimateArrival({...asking, fixes: []}), undefined);
  assert.equal(estimateArrival({...asking, fixes: [{lat: 0, lng: 0, at: now}]}), undefined);
});

test('what was learned once is the same as learning anew', () => {
  const pastDrives = pastAt(8, 13);
  const fixes = driveUp(morningMs, 12, 4_000);
  assert.deepEqual(ask(fixes, {pastDrives: learnRoad(pastDrives)}), ask(fixes, {pastDrives}));
});

test('the range always holds the expected time, and nothing is expected in the past', () => {
  const input = fc.record({
    speed: fc.integer({min: 2, max: 30}),
    until: fc.integer({min: 0, max: 13_000}),
    ageSeconds: fc.integer({min: 0, max: 4_000}),
    withRoute: fc.boolean(),
    withPast: fc.boolean(),
  });
  const past = learnRoad(pastAt(8, 11, 4));
  fc.assert(
    fc.property(input, ({speed, until, ageSeconds, withRoute, withPast}) => {
      const fixes = driveUp(morningMs, speed, until + 1);
      const now = toInstant(toMs(fixes.at(-1)!.at) + ageSeconds * 1000);
      const said = estimateArrival({
        fixes,
        destination: door,
        ...(withRoute && {route}),
        pastDrives: withPast ? past : [],
        now,
      })!;
      assert.ok(
        now <= said.earliestAt && said.earliestAt <= said.expectedAt && said.expectedAt <= said.latestAt,
      );
    }),
    {numRuns: 60},
  );
});
