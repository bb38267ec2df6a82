import type {Fix} from '../place/fix.ts';
import {detourFactor} from '../place/eta.ts';
import {distanceMeters} from '../place/great-circle.ts';
import type {LatLng} from '../place/lat-lng.ts';
import {sliceFrom} from '../place/polyline.ts';
import {minuteMs, toInstant, toMs} from '../time.ts';
import type {Instant} from '../time.ts';
import {piecesOf, spotsOf, standingMeters} from './drive.ts';
import type {PastDrive, Piece, Spot} from './drive.ts';
import {PastError} from './past-error.ts';
import type {Foretold} from './past-error.ts';
import {knownWay, wayOf} from './known-way.ts';
import type {DrivenWay} from './known-way.ts';
import {RoadSpeeds, piecesToLearn} from './speeds.ts';
import {followWay} from './way.ts';
import type {Progress} from './way.ts';

/** Why an estimate is what it is, where something out of the ordinary made it so. */
export type ArrivalCause = 'gap' | 'off_route' | 'stop' | 'reroute' | 'traffic';

export interface ArrivalInput {
  /** Of this drive, oldest first, garbage included. */
  fixes: readonly Fix[];
  destination: LatLng;
  /** The planned way to the destination. Without it, one that a past drive took; else the straight line, with the detour roads make. */
  route?: readonly LatLng[];
  /** Finished drives of the organization to learn from, or what was learned of them by `learnRoad`. */
  pastDrives: readonly PastDrive[] | LearnedRoad;
  now: Instant;
  /** Where days and hours begin and end: rush hours are local. Default `UTC`. */
  timeZone?: string;
}

export interface ArrivalEstimate {
  expectedAt: Instant;
  /** 10th and 90th percentile, by how wrong such estimates were for past drives. */
  earliestAt: Instant;
  latestAt: Instant;
  cause?: ArrivalCause;
}

/** What past drives taught: how fast roads are driven, and how wrong estimates were. */
export interface LearnedRoad {
  speeds: RoadSpeeds;
  error: PastError;
  /** How much longer drives were than the straight line. */
  detour: number;
  /** The ways that were driven, the latest last. */
  ways: readonly DrivenWay[];
}

/** So much of the drive itself must have been seen before its own pace weighs as much as what is usual. */
const paceWeightSeconds = 420;
/** What was longer ago says less of the pace to come. */
const paceMemorySeconds = 900;
/** How long it goes on. */
const paceLastsSeconds = 1200;
/** A silence as long is a gap, and is felt so long after it has ended. */
const gapMs = 75_000;
const afterMs = 150_000;
/** Of a few minutes so many times the usual, and so much lost: the traffic stands. */
const trafficWindowMs = 4 * minuteMs;
const trafficShare = 1.8;
const trafficLostSeconds = 75;
const doorMetersPerSecond = 4;

/** Learns from finished drives once, for many estimates. What each drive would have been told is measured on all others. */
export function learnRoad(
  pastDrives: readonly PastDrive[],
  {timeZone = 'UTC'}: {timeZone?: string} = {},
): LearnedRoad {
  const speeds = new RoadSpeeds(hoursOf(timeZone));
  const drives = piecesToLearn(pastDrives);
  speeds.learn(drives);
  const foretold = drives.flatMap(pieces => speeds.without(pieces, () => foretell(speeds, pieces)));
  return {speeds, error: new PastError(foretold), detour: detourOf(drives), ways: drives.map(wayOf)};
}

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
  const spots = spotsOf(input.fixes).filter(({atMs}) => atMs <= nowMs);
  const newest = spots.at(-1);
  if (!newest) return undefined;
  const road = 'speeds' in pastDrives ? pastDrives : learnedFrom(pastDrives, timeZone);
  const route = input.route && input.route.length > 1 ? input.route : undefined;
  const progress = route && followWay(route, spots);
  const usual = remainingSeconds(road, {newest, destination, route, progress});
  const pieces = piecesOf(spots);
  const ahead = atPace(usual, paceOf(road.speeds, pieces, newest.atMs));
  const {low, middle, high} = road.error.at(ahead);
  const expectedMs = newest.atMs + 1000 * ahead * middle;
  const ageMs = nowMs - newest.atMs;
  const cause = causeOf({spots, pieces, progress, route, nowMs, speeds: road.speeds});
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
}

/** What the way that is left usually takes. Off the way: to where it is reached again soonest, or straight on. */
function remainingSeconds(
  {speeds, detour, ways}: LearnedRoad,
  {newest, destination, route, progress}: Remaining,
): number {
  const straight = detour * speeds.secondsBetween(newest, destination, newest.atMs);
  if (!route || !progress) {
    const known = knownWay(ways, newest, destination);
    return known ? secondsAlong(speeds, known, newest.atMs) : straight;
  }
  const ahead = sliceFrom(route, progress.alongMeters);
  const end = ahead.at(-1)!;
  let rest = distanceMeters(end, destination) / doorMetersPerSecond;
  if (progress.offSinceMs === undefined) return secondsAlong(speeds, ahead, newest.atMs) + rest;
  let best = straight;
  for (let i = ahead.length - 1; i >= 0; i--) {
    const back = 1.35 * speeds.secondsBetween(newest, ahead[i]!, newest.atMs);
    best = Math.min(best, back + rest);
    if (i > 0) rest += speeds.secondsBetween(ahead[i - 1]!, ahead[i]!, newest.atMs);
  }
  return best;
}

/** Hours change on the way: each part is driven at its own time. */
function secondsAlong(speeds: RoadSpeeds, line: readonly LatLng[], atMs: number): number {
  let seconds = 0;
  for (let i = 1; i < line.length; i++)
    seconds += speeds.secondsBetween(line[i - 1]!, line[i]!, atMs + 1000 * seconds);
  return seconds;
}

/** How much slower than usual this drive is, by what it has done so far, the latest weighing most. */
function paceOf(speeds: RoadSpeeds, pieces: readonly Piece[], nowMs: number): number {
  let [taken, usual] = [paceWeightSeconds, paceWeightSeconds];
  for (const {from, to, seconds} of pieces) {
    const weight = Math.exp(-(nowMs - to.atMs) / 1000 / paceMemorySeconds);
    taken += weight * seconds;
    usual += weight * speeds.secondsBetween(from, to, from.atMs);
  }
  return taken / usual;
}

/** A drive that is slower than usual comes back to what is usual in time. */
function atPace(usualSeconds: number, pace: number): number {
  return usualSeconds + (pace - 1) * paceLastsSeconds * (1 - Math.exp(-usualSeconds / paceLastsSeconds));
}

/** What would have been foretold of a drive, minute by minute, beside what it took. */
function foretell(speeds: RoadSpeeds, pieces: readonly Piece[]): Foretold[] {
  const usual = pieces.map(({from, to}) => speeds.secondsBetween(from, to, from.atMs));
  const end = pieces.at(-1)?.to.atMs ?? 0;
  let rest = usual.reduce((sum, seconds) => sum + seconds, 0);
  const said: Foretold[] = [];
  let [taken, known, askedMs] = [paceWeightSeconds, paceWeightSeconds, -Infinity];
  pieces.forEach(({to, seconds}, i) => {
    rest -= usual[i]!;
    const fade = Math.exp(-seconds / paceMemorySeconds);
    taken = paceWeightSeconds + (taken - paceWeightSeconds) * fade + seconds;
    known = paceWeightSeconds + (known - paceWeightSeconds) * fade + usual[i]!;
    if (to.atMs - askedMs < 45_000 || i < 5) return;
    askedMs = to.atMs;
    const aheadSeconds = atPace(rest, taken / known);
    if (aheadSeconds > 15) said.push({aheadSeconds, share: (end - to.atMs) / 1000 / aheadSeconds});
  });
  return said;
}

function detourOf(drives: readonly (readonly Piece[])[]): number {
  let [meters, straight] = [30_000 * detourFactor, 30_000];
  for (const pieces of drives) {
    const [first, last] = [pieces[0], pieces.at(-1)];
    if (!first || !last) continue;
    meters += pieces.reduce((sum, piece) => sum + piece.meters, 0);
    straight += distanceMeters(first.from, last.to);
  }
  return Math.min(3, Math.max(1, meters / straight));
}

interface Scene {
  spots: readonly Spot[];
  pieces: readonly Piece[];
  progress: Progress | undefined;
  route: readonly LatLng[] | undefined;
  nowMs: number;
  speeds: RoadSpeeds;
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

function isSlow({pieces, nowMs, speeds}: Scene): boolean {
  let [taken, usual] = [0, 0];
  for (const {from, to, seconds} of pieces) {
    if (nowMs - to.atMs > trafficWindowMs) continue;
    taken += seconds;
    usual += speeds.secondsBetween(from, to, from.atMs);
  }
  return taken > trafficShare * usual && taken - usual > trafficLostSeconds;
}

function hoursOf(timeZone: string): (atMs: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    weekday: 'short',
    hour: 'numeric',
    hourCycle: 'h23',
  });
  const known = new Map<number, number>();
  return atMs => {
    const slot = Math.floor(atMs / (15 * minuteMs));
    const hour = known.get(slot);
    if (hour !== undefined) return hour;
    const parts = format.formatToParts(slot * 15 * minuteMs);
    const part = (type: string) => parts.find(each => each.type === type)!.value;
    const isWeekend = part('weekday').startsWith('S');
    const answer = Number(part('hour')) + (isWeekend ? 24 : 0);
    known.set(slot, answer);
    return answer;
  };
}
