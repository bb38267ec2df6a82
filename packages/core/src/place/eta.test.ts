import assert from 'node:assert/strict';
import {existsSync, readFileSync} from 'node:fs';
import {test} from 'node:test';
import fc from 'fast-check';
import {Eta, countDown, displayRange, estimateEta, etaMoved} from './eta.ts';
import type {EtaInput} from './eta.ts';
import {distanceMeters} from './lat-lng.ts';
import type {LatLng} from './lat-lng.ts';

const now = '2026-03-02T09:00:00.000Z';
const nowMs = Date.parse(now);
const at = (seconds: number) => new Date(nowMs + seconds * 1000).toISOString();
const secondsAhead = (instant: string) => (Date.parse(instant) - nowMs) / 1000;
const onRoute = (remainingMeters: number, ageSeconds = 0): EtaInput => ({
  now,
  position: {at: at(-ageSeconds), remainingMeters, measured: 'route'},
});
const estimate = (input: EtaInput): Eta => {
  const eta = estimateEta(input);
  assert.ok(eta);
  return eta;
};
const width = (eta: Eta) => secondsAhead(eta.latestAt) - secondsAhead(eta.earliestAt);

test('without a position and without a word there is no ETA', () => {
  assert.equal(estimateEta({now}), undefined);
});

test('the ETA is a range around what is expected, of the published shape', () => {
  const anyInput = fc.record({
    meters: fc.integer({min: 0, max: 80_000}),
    age: fc.integer({min: 0, max: 4000}),
  });
  fc.assert(
    fc.property(anyInput, ({meters, age}) => {
      const eta = estimate(onRoute(meters, age));
      assert.ok(Eta.safeParse(eta).success);
      assert.ok(now <= eta.earliestAt && eta.earliestAt <= eta.expectedAt && eta.expectedAt < eta.latestAt);
    }),
  );
});

test('a straight line is longer by road, and its range is wider', () => {
  const route = estimate(onRoute(5000));
  const line = estimate({now, position: {at: now, remainingMeters: 5000, measured: 'straight_line'}});
  assert.ok(line.expectedAt > route.expectedAt);
  assert.ok(width(line) > width(route));
  assert.deepEqual([route.basis, line.basis], ['route', 'straight_line']);
});

test('the range widens with the time still to go', () => {
  const widths = [500, 2000, 8000, 30_000].map(meters => width(estimate(onRoute(meters))));
  assert.deepEqual(
    widths,
    widths.toSorted((a, b) => a - b),
  );
});

test('the range widens with the age of the last fix, while the expected time stays', () => {
  const [fresh, stale] = [estimate(onRoute(10_000)), estimate({...onRoute(10_000), now: at(300)})];
  assert.equal(stale.expectedAt, fresh.expectedAt);
  assert.ok(width(stale) > width(fresh));
  assert.equal(stale.asOf, now);
});

test('an expected time that has passed becomes now, never the past', () => {
  const eta = estimate(onRoute(800, 3600));
  assert.equal(eta.expectedAt, now);
  assert.ok(secondsAhead(eta.latestAt) > 3600);
});

test('slow past legs and slow progress make it later, quick ones sooner', () => {
  const usual = estimate(onRoute(8000)).expectedAt;
  const slow = {distanceMeters: 8000, durationSeconds: 3000};
  const quick = {distanceMeters: 8000, durationSeconds: 400};
  const many = <T>(leg: T) => Array.from({length: 20}, () => leg);
  assert.ok(estimate({...onRoute(8000), pastLegs: many(slow)}).expectedAt > usual);
  assert.ok(estimate({...onRoute(8000), pastLegs: many(quick)}).expectedAt < usual);
  assert.ok(estimate({...onRoute(8000), progress: slow}).expectedAt > usual);
  assert.ok(estimate({...onRoute(8000), progress: quick}).expectedAt < usual);
});

test('many past legs teach what such a leg takes', () => {
  const pastLegs = Array.from({length: 200}, () => ({distanceMeters: 6000, durationSeconds: 1200}));
  const halfway = secondsAhead(estimate({...onRoute(3000), pastLegs}).expectedAt);
  assert.ok(halfway > 540 && halfway < 680, String(halfway));
});

test("a routing engine's answer counts down by progress", () => {
  const routed = {distanceMeters: 10_000, durationSeconds: 900};
  assert.equal(countDown(routed, 10_000), 900);
  assert.equal(countDown(routed, 2500), 225);
  assert.equal(countDown({distanceMeters: 0, durationSeconds: 9}, 0), 0);
  const eta = estimate({...onRoute(2500), routed});
  assert.deepEqual([secondsAhead(eta.expectedAt), eta.basis], [225, 'routing']);
});

test('what the technician says is kept and named until there is a position', () => {
  const said = {etaMinutes: 25, at: at(-300)};
  const eta = estimate({now, said});
  assert.equal(secondsAhead(eta.expectedAt), 20 * 60);
  assert.deepEqual([eta.source, eta.basis, eta.asOf], ['technician', 'said', at(-300)]);
  assert.equal(estimate({...onRoute(3000), said}).source, 'estimate');
});

test('the shown range is in whole minutes, holds the range and is never zero', () => {
  assert.deepEqual(displayRange({earliestAt: at(61), latestAt: at(362)}), {from: at(60), to: at(420)});
  assert.deepEqual(displayRange({earliestAt: at(60), latestAt: at(60)}), {from: at(60), to: at(120)});
  assert.deepEqual(displayRange({earliestAt: at(65), latestAt: at(70)}), {from: at(60), to: at(120)});
});

test('a move of 1 minute is pushed, of 10 minutes told, either way', () => {
  const told = estimate(onRoute(9000));
  const moved = (seconds: number): Eta => ({
    ...told,
    expectedAt: new Date(Date.parse(told.expectedAt) + seconds * 1000).toISOString(),
  });
  const answers = [0, 59, 60, -60, 599, 600, -600].map(seconds => etaMoved(told, moved(seconds)));
  assert.deepEqual(answers, ['none', 'none', 'push', 'push', 'push', 'notice', 'notice']);
});

const data =
  process.env['DISPATCH_TEST_DATA'] ?? new URL('../../../../../shared/data', import.meta.url).pathname;
const munich = `${data}/traces/munich-drive-15s.json`;
const skip = existsSync(munich) ? false : `SKIPPED: no ${munich}; set DISPATCH_TEST_DATA`;
if (skip) console.warn(skip);

function readMunich(): (LatLng & {atMs: number})[] {
  const rows = JSON.parse(readFileSync(munich, 'utf8')) as {point: string; time: string}[];
  return rows.map(({point, time}) => {
    const [lng, lat] = point.match(/[\d.]+/g)!.map(Number);
    return {lat: lat!, lng: lng!, atMs: Date.parse(time.replace(' ', 'T'))};
  });
}

/** The error of each estimate along a drive, fix by fix, and whether the arrival lay in the range. */
function judgeDrive(measured: 'route' | 'straight_line') {
  const fixes = readMunich();
  const end = fixes.at(-1)!;
  const along = [0];
  fixes.slice(1).forEach((fix, i) => along.push(along[i]! + distanceMeters(fixes[i]!, fix)));
  return fixes.slice(1, -1).map((fix, i) => {
    const driven = along[i + 1]!;
    const here = new Date(fix.atMs).toISOString();
    const remainingMeters = measured === 'route' ? along.at(-1)! - driven : distanceMeters(fix, end);
    const eta = estimate({
      now: here,
      position: {at: here, remainingMeters, measured},
      progress: {distanceMeters: driven, durationSeconds: (fix.atMs - fixes[0]!.atMs) / 1000},
    });
    const within = Date.parse(eta.earliestAt) <= end.atMs && end.atMs <= Date.parse(eta.latestAt);
    const errorSeconds = Math.abs(Date.parse(eta.expectedAt) - end.atMs) / 1000;
    return {aheadMinutes: (end.atMs - fix.atMs) / 60_000, errorSeconds, within};
  });
}

test('on a real drive the error falls as the drive nears its end', {skip}, () => {
  for (const measured of ['route', 'straight_line'] as const) {
    const judged = judgeDrive(measured);
    const meanError = (from: number, to: number) => {
      const some = judged.filter(({aheadMinutes}) => aheadMinutes >= from && aheadMinutes < to);
      return some.reduce((sum, {errorSeconds}) => sum + errorSeconds, 0) / some.length;
    };
    const [last, middle, begin] = [meanError(0, 3), meanError(3, 6), meanError(6, 60)];
    const buckets = [last, middle, meanError(6, 12), meanError(12, 60)].map(Math.round).join(', ');
    const share = Math.round((100 * judged.filter(({within}) => within).length) / judged.length);
    console.log(
      `Munich by ${measured}: mean error ${buckets} s at 0–3, 3–6, 6–12, 12–20 min; ${share} % within the range`,
    );
    assert.ok(last < middle && middle < begin);
  }
});
