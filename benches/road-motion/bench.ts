/** How near to the truth a marker is drawn: Munich's 15 s feed against the same drive at 1 s, beside straight interpolation. */
import {readFileSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {
  beginningOf,
  bearingDegrees,
  distanceMeters,
  nearestOnLine,
  pointAt,
  sliceFrom,
  toMs,
} from '@dispatch-kit/core';
import type {LatLng} from '@dispatch-kit/core';
import {readBarefoot} from '@dispatch-kit/testing/drives';
import {markerAt, sight} from '../../packages/elements/src/map/marker-motion.ts';
import type {MarkerMotion} from '../../packages/elements/src/map/marker-motion.ts';
import {printMarks, quantile} from '../marks.ts';
import {simplify} from '../recorded/simplify.ts';

const data = process.env['DISPATCH_TEST_DATA'] ?? resolve(import.meta.dirname, '../../../shared/data');
const read = (name: string) =>
  readBarefoot(readFileSync(join(data, 'traces', name), 'utf8')).fixes.map(({lat, lng, at}) => ({
    place: {lat, lng},
    atMs: toMs(at),
  }));
type Seen = ReturnType<typeof read>[number];

const feed = read('munich-drive-15s.json');
const truth = read('munich-drive-1s.json');
const line = simplify(
  truth.map(({place}) => place),
  10,
);
/** The way crosses itself, so only what comes soon is searched for the next report. */
const soonMeters = 1_000;
/** Everything is drawn one report late. */
const lateMs = 15_000;
/** A turn: within these seconds the true heading changes by more than this. */
const turnSeconds = 8;
const turnDegrees = 40;
const drivingMetersPerSecond = 2.5;

interface Drawn {
  place: LatLng;
  headingDegrees: number | undefined;
}

/** The marker as it is drawn at each true moment, one report late, with the way that is ahead or without any. */
function drawMarker(route: readonly LatLng[]): Drawn[] {
  let motion: MarkerMotion | undefined;
  let ahead = route;
  const reports = feed.values();
  let next = reports.next().value;
  return truth.map(({atMs}) => {
    const nowMs = atMs + lateMs;
    while (next && next.atMs <= nowMs) {
      motion = sight(motion, next, {elapsedMs: next.atMs, timeScale: 1, route: ahead, still: false});
      if (ahead.length > 1)
        ahead = sliceFrom(ahead, nearestOnLine(beginningOf(ahead, soonMeters), next.place).alongMeters);
      next = reports.next().value;
    }
    return markerAt(motion!, nowMs);
  });
}

function drawStraight(): Drawn[] {
  return truth.map(({atMs}) => {
    const i = Math.max(
      0,
      feed.findLastIndex((each, k) => each.atMs <= atMs && k < feed.length - 1),
    );
    const [from, to] = [feed[i]!, feed[i + 1]!];
    const share = Math.min(1, (atMs - from.atMs) / (to.atMs - from.atMs));
    const between = (a: number, b: number) => a + (b - a) * share;
    return {
      place: {lat: between(from.place.lat, to.place.lat), lng: between(from.place.lng, to.place.lng)},
      headingDegrees: bearingDegrees(from.place, to.place),
    };
  });
}

const errorsOf = (drawn: readonly Drawn[]) =>
  drawn.map(({place}, i) => distanceMeters(place, truth[i]!.place));

const apart = (a: number, b: number) => Math.abs(((a - b + 540) % 360) - 180);

/** The moments at which the car truly turns, with the heading it truly has. */
function turns(): {i: number; heading: number}[] {
  const headings = truth.map((_, i) => headingAt(i));
  return truth.flatMap((_, i) => {
    const [before, now, after] = [headings[i - turnSeconds / 2], headings[i], headings[i + turnSeconds / 2]];
    if (before === undefined || now === undefined || after === undefined) return [];
    return apart(before, after) >= turnDegrees ? [{i, heading: now}] : [];
  });
}

/** Over two seconds, while it drives. */
function headingAt(i: number): number | undefined {
  const [from, to]: (Seen | undefined)[] = [truth[i - 1], truth[i + 1]];
  if (!from || !to) return undefined;
  const metersPerSecond = (1000 * distanceMeters(from.place, to.place)) / (to.atMs - from.atMs);
  if (metersPerSecond < drivingMetersPerSecond || metersPerSecond > 60) return undefined;
  return bearingDegrees(from.place, to.place);
}

function headingErrors(drawn: readonly Drawn[]): number[] {
  return turns().map(({i, heading}) => apart(drawn[i]!.headingDegrees ?? 0, heading));
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * By how many metres the marker went back along the line at the most, while it was drawn on it. The line runs beside
 * itself after a turn in the street: of the parts that are as near, the first that is not behind is meant.
 */
function mostBack(drawn: readonly Drawn[]): number {
  let [most, reached] = [0, 0];
  for (const {place} of drawn) {
    const from = Math.max(0, reached - 200);
    const near = Array.from({length: 1000}, (_, i) => from + i).map(along => ({
      along,
      away: distanceMeters(pointAt(line, along), place),
    }));
    const best = Math.min(...near.map(({away}) => away));
    if (best > 15) continue;
    const meant = near.filter(({away}) => away <= best + 1);
    const next = meant.find(({along}) => along >= reached);
    if (next) reached = next.along;
    else most = Math.max(most, reached - meant.at(-1)!.along);
  }
  console.log(`the marker drove ${Math.round(reached)} m of the way`);
  return most;
}

const [straight, free, routed] = [drawStraight(), drawMarker([]), drawMarker(line)];
const [s, f, r] = [straight, free, routed].map(errorsOf) as [number[], number[], number[]];
const ratio = (ours: number[], share: number) => quantile(ours, share) / quantile(s, share);
console.log(
  `${feed.length} reports, ${truth.length} true places, ${line.length} corners; ${turns().length} moments of turning`,
);
printMarks('road-motion', [
  {mark: 'straight interpolation, median error (m)', ours: quantile(s, 0.5)},
  {mark: 'straight interpolation, p95 error (m)', ours: quantile(s, 0.95)},
  {mark: 'without a route, median ÷ straight', ours: ratio(f, 0.5), limit: 1.05},
  {mark: 'without a route, p95 ÷ straight', ours: ratio(f, 0.95), limit: 0.85},
  {mark: 'along the route, median ÷ straight', ours: ratio(r, 0.5), limit: 0.65},
  {mark: 'along the route, p95 ÷ straight', ours: ratio(r, 0.95), limit: 0.75},
  {
    mark: 'along the route, heading error at turns ÷ straight',
    ours: mean(headingErrors(routed)) / mean(headingErrors(straight)),
    limit: 0.5,
  },
  {mark: 'along the route, most driven back (m)', ours: mostBack(routed), limit: 3},
]);
