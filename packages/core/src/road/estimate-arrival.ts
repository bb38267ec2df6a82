import {typicalSecondsPerMeter} from '../place/eta.ts';
import type {Travel} from '../place/eta.ts';
import type {ArrivalCause} from '../place/eta-range.ts';
import type {Fix} from '../place/fix.ts';
import {distanceMeters} from '../place/great-circle.ts';
import type {LatLng} from '../place/lat-lng.ts';
import {lengthMeters, sliceFrom} from '../place/polyline.ts';
import {minuteMs, toInstant, toMs} from '../time.ts';
import type {Instant} from '../time.ts';
import {piecesOf, spotsOf, standingMeters} from './drive.ts';
import type {PastDrive, Piece, Spot} from './drive.ts';
import {knownWay} from './known-way.ts';
import {LearnedRoad, learnRoad} from './learned-road.ts';
import {atPace, paceOf} from './pace.ts';
import type {RoadSpeeds} from './speeds.ts';
import {followWay} from './way.ts';
import type {Progress} from './way.ts';

export interface ArrivalInput {
  /** Of this drive, oldest first, garbage included. */
  fixes: readonly Fix[];
  destination: LatLng;
  /** The planned way to the destination. Without it, one that a past drive took; else the straight line, with the detour roads make. */
  route?: readonly LatLng[];
  /** What a routing engine says of that way as a whole: believed where the organization has not driven yet. */
  routed?: Travel;
  /** Finished drives of the organization to learn from, or what was learned of them by `learnRoad`. */
  pastDrives: readonly PastDrive[] | LearnedRoad;
  now: Instant;
  /** Where days and hours begin and end: rush hours are local. Default `UTC`; a `LearnedRoad` has its own. */
  timeZone?: string;
}

export interface ArrivalEstimate {
  expectedAt: Instant;
  /** 10th and 90th percentile, by how wrong such estimates were for past drives. */
  earliestAt: Instant;
  latestAt: Instant;
  cause?: ArrivalCause;
}

/** A silence as long is a gap, and is felt so long after it has ended. */
const gapMs = 75_000;
const afterMs = 150_000;
/** Of a few minutes so many times the usual, and so much lost: the traffic stands. */
const trafficWindowMs = 4 * minuteMs;
const trafficShare = 1.8;
const trafficLostSeconds = 75;
const doorMetersPerSecond = 4;

const learned = new WeakMap<object, Map<string, LearnedRoad>>();

/** The same list of drives is learned from once. */
function learnedFrom(pastDrives: readonly PastDrive[], timeZone: string): LearnedRoad {
  const byZone = learned.get(pastDrives) ?? new Map<string, LearnedRoad>();
  learned.set(pastDrives, byZone);
  const road = byZone.get(timeZone) ?? learnRoad(pastDrives, {timeZone});
  byZone.set(timeZone, road);
  return road;
}

/**
 * Estimates when a drive arrives: what its remaining way usually takes at this hour, by the organization's own past
 * drives, at the pace of this drive so far; with the range in which 8 of 10 past estimates of that horizon held.
 *
 * Undefined while no fix is believable. Pure: the same input gives the same answer.
 */
export function estimateArrival(input: ArrivalInput): ArrivalEstimate | undefined {
  const {destination, pastDrives, now, timeZone = 'UTC'} = input;
  const nowMs = toMs(now);
  const spots = spotsOf(input.fixes, destination).filter(({atMs}) => atMs <= nowMs);
  const newest = spots.at(-1);
  if (!newest) return undefined;
  const road = pastDrives instanceof LearnedRoad ? pastDrives : learnedFrom(pastDrives, timeZone);
  const route = input.route && input.route.length > 1 ? input.route : undefined;
  const progress = route && followWay(route, spots);
  const believed = believedPace(input.routed) ?? typicalSecondsPerMeter(wholeMeters(road, input, spots));
  const usual = remainingSeconds(road, {newest, destination, route, progress, believed});
  const pieces = piecesOf(spots);
  const ahead = atPace(usual, paceOf(road.speeds, pieces, believed));
  const {low, middle, high} = road.error.at(ahead);
  const expectedMs = newest.atMs + 1000 * ahead * middle;
  const ageMs = nowMs - newest.atMs;
  const cause = causeOf({spots, pieces, progress, route, nowMs, speeds: road.speeds, believed});
  const at = (ms: number) => toInstant(Math.round(Math.max(nowMs, ms)));
  return {
    expectedAt: at(expectedMs),
    earliestAt: at(newest.atMs + 1000 * ahead * low - 0.25 * ageMs),
    latestAt: at(Math.max(nowMs + 1000, newest.atMs + 1000 * ahead * high + ageMs)),
    ...(cause && {cause}),
  };
}

interface Remaining {
  newest: Spot;
  destination: LatLng;
  route: readonly LatLng[] | undefined;
  progress: Progress | undefined;
  /** Seconds per metre where nothing was learned. */
  believed: number;
}

/** How long the drive is as a whole, as far as one knows. */
function wholeMeters(road: LearnedRoad, {route, destination}: ArrivalInput, spots: readonly Spot[]): number {
  return route && route.length > 1
    ? lengthMeters(route)
    : road.detour * distanceMeters(spots[0]!, destination);
}

/** What the way that is left usually takes. Off the way: to where it is reached again soonest, or straight on. */
function remainingSeconds(
  {speeds, detour, ways}: LearnedRoad,
  {newest, destination, route, progress, believed}: Remaining,
): number {
  const straight = detour * speeds.secondsBetween(newest, destination, newest.atMs, believed);
  if (!route || !progress) {
    const known = knownWay(ways, newest, destination);
    return known ? secondsAlong(speeds, known, newest.atMs, believed) : straight;
  }
  const ahead = sliceFrom(route, progress.alongMeters);
  const end = ahead.at(-1)!;
  let rest = distanceMeters(end, destination) / doorMetersPerSecond;
  if (progress.offSinceMs === undefined) return secondsAlong(speeds, ahead, newest.atMs, believed) + rest;
  let best = straight;
  for (let i = ahead.length - 1; i >= 0; i--) {
    const back = detour * speeds.secondsBetween(newest, ahead[i]!, newest.atMs, believed);
    best = Math.min(best, back + rest);
    if (i > 0) rest += speeds.secondsBetween(ahead[i - 1]!, ahead[i]!, newest.atMs, believed);
  }
  return best;
}

/** Hours change on the way: each part is driven at its own time. */
function secondsAlong(speeds: RoadSpeeds, line: readonly LatLng[], atMs: number, believed: number): number {
  let seconds = 0;
  for (let i = 1; i < line.length; i++)
    seconds += speeds.secondsBetween(line[i - 1]!, line[i]!, atMs + 1000 * seconds, believed);
  return seconds;
}

/** Seconds per metre of a routing engine's answer. */
function believedPace(routed: Travel | undefined): number | undefined {
  return routed && routed.distanceMeters > 0 ? routed.durationSeconds / routed.distanceMeters : undefined;
}

interface Scene {
  spots: readonly Spot[];
  pieces: readonly Piece[];
  progress: Progress | undefined;
  route: readonly LatLng[] | undefined;
  nowMs: number;
  speeds: RoadSpeeds;
  believed: number;
}

function causeOf(scene: Scene): ArrivalCause | undefined {
  if (hasGap(scene)) return 'gap';
  if (isOff(scene)) return 'off_route';
  if (hasStopped(scene)) return 'stop';
  if (isRerouted(scene)) return 'reroute';
  return isSlow(scene) ? 'traffic' : undefined;
}

function hasGap({spots, nowMs}: Scene): boolean {
  if (nowMs - spots.at(-1)!.atMs > gapMs) return true;
  return spots.some((spot, i) => {
    const before = spots[i - 1];
    return before !== undefined && nowMs - spot.atMs < afterMs && spot.atMs - before.atMs > gapMs;
  });
}

function isOff({progress, nowMs}: Scene): boolean {
  if (!progress) return false;
  if (progress.offSinceMs !== undefined) return true;
  return progress.lastOffMs !== undefined && nowMs - progress.lastOffMs < afterMs;
}

/** Stood, away from the door, longer than at a light: now, or until just now. */
function hasStopped({spots, nowMs}: Scene): boolean {
  let since = 0;
  for (let i = 1; i < spots.length; i++) {
    if (distanceMeters(spots[since]!, spots[i]!) > standingMeters) since = i;
    const stoodMs = spots[i]!.atMs - spots[since]!.atMs;
    if (stoodMs > 100_000 && nowMs - spots[i]!.atMs < afterMs) return true;
  }
  return false;
}

/** The way begins in the middle of the drive, just now: it is a new one. */
function isRerouted({spots, route, nowMs}: Scene): boolean {
  if (!route) return false;
  const begun = spots.findLast(spot => distanceMeters(spot, route[0]!) < 60);
  const isMidway = begun !== undefined && distanceMeters(spots[0]!, route[0]!) > 300;
  return isMidway && nowMs - begun.atMs < afterMs;
}

function isSlow({pieces, nowMs, speeds, believed}: Scene): boolean {
  let [taken, usual] = [0, 0];
  for (const {from, to, seconds} of pieces) {
    if (nowMs - to.atMs > trafficWindowMs) continue;
    taken += seconds;
    usual += speeds.secondsBetween(from, to, from.atMs, believed);
  }
  return taken > trafficShare * usual && taken - usual > trafficLostSeconds;
}
