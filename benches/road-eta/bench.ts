/** How wrong ETAs are, on drives through Chicago that were not learned from, beside remaining route ÷ mean speed. */
import {
  distanceMeters,
  estimateArrival,
  learnRoad,
  lengthMeters,
  nearestOnLine,
  toInstant,
  toMs,
} from '@dispatch-kit/core';
import type {LatLng, LearnedRoad} from '@dispatch-kit/core';
import type {TrafficPattern} from '@dispatch-kit/testing/simulator';
import {between, dice} from '../../packages/testing/src/dice.ts';
import {printMarks, quantile} from '../marks.ts';
import {driveTown, readTown, timeZone} from './town.ts';
import {realDrives} from './real-drives.ts';
import type {Driven} from './town.ts';

const seed = Number(process.argv[2] ?? 20261129);
const buckets = [
  [2, 5],
  [5, 10],
  [10, 20],
] as const;
const patterns: readonly TrafficPattern[] = ['commuters', 'market'];
const minute = 60_000;

interface Judged {
  bucket: number;
  ours: number;
  ownSpeed: number;
  pastSpeed: number;
  within: boolean;
  late: number;
  early: boolean;
}

const graph = await readTown();
const judged: Judged[] = [];
const leaps: {cause: string | undefined; meant: boolean; minutes: number; what: string}[] = [];
for (const pattern of patterns) {
  const {past, heldOut} = driveTown(graph, pattern, seed, {past: 500, heldOut: 100});
  const begun = Date.now();
  const road = learnRoad(past, {timeZone});
  console.log(`${pattern}: learned from ${past.length} drives in ${Date.now() - begun} ms`);
  const meanSpeed = meanOf(past);
  heldOut.forEach((drive, i) => judge(drive, road, meanSpeed, dice('asked', pattern, seed, i)));
}

function meanOf(past: readonly {fixes: readonly (LatLng & {at: string})[]}[]): number {
  let [meters, seconds] = [0, 0];
  for (const {fixes} of past) {
    meters += lengthMeters(fixes);
    seconds += (toMs(fixes.at(-1)!.at) - toMs(fixes[0]!.at)) / 1000 - 60;
  }
  return meters / seconds;
}

function judge(drive: Driven, road: LearnedRoad, meanSpeed: number, random: () => number): void {
  const longest = (drive.arriveMs - drive.departMs) / minute - 1.5;
  const asked = buckets.map(
    ([from, to]) => drive.arriveMs - between(random, from, Math.min(to, longest)) * minute,
  );
  let route: readonly LatLng[] = drive.route;
  let [before, beforeCause]: [number | undefined, string | undefined] = [undefined, undefined];
  const moments = [...asked, ...everyMinute(drive)].toSorted((a, b) => a - b);
  let reroutedMs = -Infinity;
  for (const nowMs of moments) {
    const fixes = drive.fixes.filter(fix => toMs(fix.at) <= nowMs);
    const newest = fixes.at(-1);
    if (!newest || nowMs < drive.departMs + minute) continue;
    const isAsked = asked.indexOf(nowMs);
    const said = estimateArrival({
      fixes,
      destination: drive.to,
      route,
      pastDrives: road,
      now: toInstant(nowMs),
      timeZone,
    })!;
    const expectedMs = toMs(said.expectedAt);
    if (isAsked >= 0) {
      const truth = drive.arriveMs;
      const near = nearestOnLine(route, newest);
      const rest = lengthMeters(route) - near.alongMeters + near.distanceMeters;
      const drivenMeters = lengthMeters(thinned(fixes));
      const own = drivenMeters / ((toMs(newest.at) - drive.departMs) / 1000);
      const error = (ms: number) => Math.abs(ms - truth) / 1000;
      judged.push({
        bucket: isAsked,
        ours: error(expectedMs),
        ownSpeed: error(toMs(newest.at) + (1000 * rest) / Math.max(0.5, own)),
        pastSpeed: error(toMs(newest.at) + (1000 * rest) / meanSpeed),
        late: (truth - expectedMs) / 1000,
        early: truth < toMs(said.earliestAt),
        within: toMs(said.earliestAt) <= truth && truth <= toMs(said.latestAt),
      });
      continue;
    }
    const leap = before === undefined ? 0 : (expectedMs - before) / minute;
    if (Math.abs(leap) > 3) {
      const cause = said.cause ?? beforeCause;
      leaps.push({
        cause: said.cause,
        meant: isMeant(drive, cause, nowMs, reroutedMs),
        minutes: leap,
        what: `${drive.happenings.map(each => `${each.kind} ${Math.round((nowMs - each.fromMs) / 1000)}..${Math.round((nowMs - each.toMs) / 1000)}`).join() || 'nothing'}, ${Math.round((nowMs - drive.departMs) / minute)} of ${Math.round((drive.arriveMs - drive.departMs) / minute)} min, traffic ${[0, 1, 2, 3].map(b => drive.inTraffic(nowMs - b * minute))}, rerouted ${Math.round((nowMs - reroutedMs) / 1000)} s, away ${Math.round(nearestOnLine(route, newest).distanceMeters)}`,
      });
    }
    [before, beforeCause] = [expectedMs, said.cause];
    // As an office does: who has left the way gets a new one.
    if (nearestOnLine(route, newest).distanceMeters > 150) {
      const anew = graph.shortestPath(newest, drive.to)?.line;
      if (anew) [route, reroutedMs] = [anew, nowMs];
    }
  }
}

/** What the scenario has at that minute, with two minutes to see it. */
function isMeant(
  {happenings, inTraffic}: Driven,
  cause: string | undefined,
  nowMs: number,
  reroutedMs: number,
): boolean {
  const late = 2.5 * minute;
  if (cause === 'traffic') return [0, 1, 2, 3, 4].some(back => inTraffic(nowMs - back * minute));
  if (cause === 'reroute') return nowMs - reroutedMs <= late;
  return happenings.some(
    ({kind, fromMs, toMs: endMs}) => kind === cause && nowMs >= fromMs && nowMs <= endMs + late,
  );
}

function* everyMinute({departMs, arriveMs}: Driven): Generator<number> {
  for (let ms = departMs + 2 * minute; ms < arriveMs; ms += minute) yield ms;
}

/** Without the trembling of the receiver, which would add metres that nobody drove. */
function thinned<Place extends LatLng>(fixes: readonly Place[]): Place[] {
  const kept: Place[] = [];
  for (const fix of fixes) if (!kept.length || distanceMeters(kept.at(-1)!, fix) > 20) kept.push(fix);
  return kept;
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const marks = buckets.flatMap(([from, to], bucket) => {
  const some = judged.filter(each => each.bucket === bucket);
  const error = (of: 'ours' | 'ownSpeed' | 'pastSpeed') => mean(some.map(each => each[of]));
  const within = (100 * some.filter(each => each.within).length) / some.length;
  const name = `${from}–${to} min before`;
  console.log(
    `${name}: ${some.length} asked; mean error ${error('ours').toFixed(0)} s, median ${quantile(
      some.map(each => each.ours),
      0.5,
    ).toFixed(
      0,
    )}; own speed ${error('ownSpeed').toFixed(0)}, past speed ${error('pastSpeed').toFixed(0)}; within ${within.toFixed(1)} %, before ${some.filter(e => e.early).length / some.length}; bias ${mean(some.map(e => e.late)).toFixed(0)}`,
  );
  return [
    {
      mark: `${name}, mean error ÷ better baseline`,
      ours: error('ours') / Math.min(error('ownSpeed'), error('pastSpeed')),
      limit: 0.8,
    },
    {mark: `${name}, % within p10–p90, away from 80`, ours: Math.abs(within - 80), limit: 5},
  ];
});
for (const {cause, minutes, what} of leaps.filter(leap => !leap.meant))
  console.log(`leap of ${minutes.toFixed(1)} min, cause ${cause ?? 'none'}, on a drive with ${what}`);
for (const line of realDrives()) console.log(line);
printMarks('road-eta', [
  ...marks,
  {mark: 'leaps > 3 min', ours: leaps.length},
  {
    mark: 'leaps > 3 min without a cause that is there',
    ours: leaps.filter(leap => !leap.meant).length,
    limit: 0,
  },
]);
