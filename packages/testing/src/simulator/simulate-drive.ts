import {distanceMeters, toMs} from '@dispatch-kit/core';
import type {Fix, LatLng} from '@dispatch-kit/core';
import type {Dice} from '../dice.ts';
import type {RoadPath} from './find-path.ts';
import {reportedFixes} from './gps-receiver.ts';
import {MeasuredLine} from './measured-line.ts';
import type {RoadGraph} from './road-graph.ts';

/** Where somebody is on a drive. */
export interface DrivePosition {
  place: LatLng;
  /** Metres along the planned route. */
  alongMeters: number;
  speedMetersPerSecond: number;
  headingDegrees: number;
}

/** A drive that will be driven just so. */
export interface SimulatedDrive {
  /** The planned route along the streets, from the start to the door. */
  route: LatLng[];
  lengthMeters: number;
  departMs: number;
  /** When the van comes to a stand at the door. */
  arriveMs: number;
  /** Where the van really is; at the start before it left, at the door afterwards. */
  positionAt(ms: number): DrivePosition;
  /** What its receiver reports, every 3 to 5 s and a little beside the truth, until a minute after the arrival. */
  fixes: Omit<Fix, 'receivedAt'>[];
}

export interface DriveOptions {
  graph: RoadGraph;
  from: LatLng;
  to: LatLng;
  random: Dice;
  departMs: number;
  /** How fast traffic moves: 1 as usual, 0.7 in a rush hour; everywhere the same, or by place and time. */
  traffic?: number | Traffic;
  /** Places on the way to somewhere else: a wrong turn, a warehouse. The planned route does not know them. */
  via?: readonly LatLng[];
  /** Stands there for a while: an errand, a part to fetch. */
  halts?: readonly {share: number; seconds: number}[];
  /** Shares of the way between which the receiver is silent: a tunnel, a dead battery. */
  silences?: readonly {from: number; to: number}[];
}

/** How fast traffic moves at a place, a moment and on a road that is driven so fast when it is empty. */
export type Traffic = (at: {place: LatLng; ms: number; metersPerSecond: number}) => number;

/** A place to slow down at, or to stop at for a while. */
interface Slow {
  alongMeters: number;
  metersPerSecond: number;
  waitSeconds: number;
}

interface Limit {
  endMeters: number;
  metersPerSecond: number;
}

const stepSeconds = 0.5;
const trafficEverySteps = 10;
const speedUp = 1.6;
const slowDown = 2;
const turnMetersPerSecond = 4.5;
const turnDegrees = 35;
/** Nobody stops in the middle of a junction. */
const stopLineMeters = 8;
const redShare = 0.4;
const crossingShare = 0.25;
/** Farther from every street than a kerb: the last stretch leads across a yard. */
const yardMeters = 60;
const yardMetersPerSecond = 4;

/**
 * Plans a drive along the quickest way, as people drive: they speed up, brake for turns, wait at red lights, never
 * quite hold a speed. Always the same for the same dice. Without a street between the two places it leads straight
 * across.
 */
export function simulateDrive(options: DriveOptions): SimulatedDrive {
  const {graph, from, to, random, departMs, traffic = 1, via = [], halts = [], silences = []} = options;
  const path = wayThrough(graph, [from, ...via, to]);
  const line = new MeasuredLine(withYards(from, to, path?.line ?? []));
  const yard = path?.line[0] ? leadIn(from, path.line[0]) : 0;
  const limits = path ? limitsOf(path, yard) : [];
  const slows = path ? slowsOf(graph, path, yard, random) : [];
  for (const {share, seconds} of halts)
    slows.push({alongMeters: share * line.lengthMeters, metersPerSecond: 0, waitSeconds: seconds});
  const trafficAt: Traffic = typeof traffic === 'number' ? () => traffic : traffic;
  const moments = driveAlong({line, limits, slows, trafficAt, departMs, phase: 100 * random()});
  const arriveMs = departMs + Math.ceil(moments.length * stepSeconds * 1000);
  const positionAt = (ms: number): DrivePosition => {
    const step = (ms - departMs) / 1000 / stepSeconds;
    const whole = Math.min(moments.length, Math.max(0, Math.floor(step)));
    const last = {alongMeters: line.lengthMeters, metersPerSecond: 0};
    const before = whole === 0 ? {alongMeters: 0, metersPerSecond: 0} : moments[whole - 1]!;
    const after = moments[whole] ?? last;
    const part = Math.min(1, Math.max(0, step - whole));
    const alongMeters = before.alongMeters + (after.alongMeters - before.alongMeters) * part;
    return {
      place: line.at(alongMeters),
      alongMeters,
      speedMetersPerSecond: ms >= arriveMs ? 0 : after.metersPerSecond,
      headingDegrees: line.headingDegreesAt(Math.min(alongMeters, line.lengthMeters - 0.1)),
    };
  };
  const isHeard = ({at}: {at: string}) => {
    const share = positionAt(toMs(at)).alongMeters / line.lengthMeters;
    return !silences.some(silence => share > silence.from && share < silence.to);
  };
  const planned = via.length > 0 ? graph.shortestPath(from, to) : path;
  return {
    route: via.length > 0 ? withYards(from, to, planned?.line ?? []) : [...line.places],
    lengthMeters: line.lengthMeters,
    departMs,
    arriveMs,
    positionAt,
    fixes: reportedFixes({positionAt, fromMs: departMs, toMs: arriveMs + 60_000, random}).filter(isHeard),
  };
}

/** The quickest way through several places. */
function wayThrough(graph: RoadGraph, places: readonly LatLng[]): RoadPath | undefined {
  const paths = places.slice(1).map((place, i) => graph.shortestPath(places[i]!, place));
  const [first, ...rest] = paths;
  return rest.reduce((before, path) => before && path && joined(before, path), first);
}

function joined(a: RoadPath, b: RoadPath): RoadPath {
  return {
    stretches: [...a.stretches, ...b.stretches],
    line: [...a.line, ...b.line],
    lengthMeters: a.lengthMeters + b.lengthMeters,
    durationSeconds: a.durationSeconds + b.durationSeconds,
  };
}

function leadIn(from: LatLng, street: LatLng): number {
  const meters = distanceMeters(from, street);
  return meters > yardMeters ? meters : 0;
}

function withYards(from: LatLng, to: LatLng, line: readonly LatLng[]): LatLng[] {
  const [first, last] = [line[0], line.at(-1)];
  if (!first || !last) return [from, to];
  return [...(leadIn(from, first) > 0 ? [from] : []), ...line, ...(leadIn(to, last) > 0 ? [to] : [])];
}

function limitsOf(path: RoadPath, yard: number): Limit[] {
  let endMeters = yard;
  const streets = path.stretches.map(({road, fromMeters, toMeters}) => {
    endMeters += toMeters - fromMeters;
    return {endMeters, metersPerSecond: road.speedMetersPerSecond};
  });
  return yard > 0 ? [{endMeters: yard, metersPerSecond: yardMetersPerSecond}, ...streets] : streets;
}

/** Where this drive has to slow down: at turns, at some crossings, and where the lights happen to be red. */
function slowsOf(graph: RoadGraph, path: RoadPath, yard: number, random: Dice): Slow[] {
  const slows: Slow[] = [];
  let alongMeters = yard;
  path.stretches.slice(0, -1).forEach(({road, fromMeters, toMeters}, i) => {
    alongMeters += toMeters - fromMeters;
    const junction = graph.junctionAt(road.to);
    const [isUnlucky, howLong] = [random(), random()];
    const stopAt = Math.max(0, alongMeters - stopLineMeters);
    if (junction === 'lights' && isUnlucky < redShare)
      slows.push({alongMeters: stopAt, metersPerSecond: 0, waitSeconds: 6 + 34 * howLong});
    if (junction === 'crossing' && isUnlucky < crossingShare)
      slows.push({alongMeters: stopAt, metersPerSecond: 2.5, waitSeconds: 0});
    if (turnAt(road.geometry, path.stretches[i + 1]!.road.geometry) > turnDegrees)
      slows.push({alongMeters, metersPerSecond: turnMetersPerSecond, waitSeconds: 0});
  });
  return slows;
}

function turnAt(before: readonly LatLng[], after: readonly LatLng[]): number {
  const coming = new MeasuredLine(before.slice(-2)).headingDegreesAt(0);
  const going = new MeasuredLine(after.slice(0, 2)).headingDegreesAt(0);
  return Math.abs(((going - coming + 540) % 360) - 180);
}

interface Moment {
  alongMeters: number;
  metersPerSecond: number;
}

interface Way {
  line: MeasuredLine;
  limits: readonly Limit[];
  slows: readonly Slow[];
  trafficAt: Traffic;
  departMs: number;
  /** Where in its swing the speed begins. */
  phase: number;
}

/** Where the van is at the end of every step until it stands at the door. */
function driveAlong({line, limits, slows, trafficAt, departMs, phase}: Way): Moment[] {
  const {lengthMeters} = line;
  const door: Slow = {alongMeters: lengthMeters, metersPerSecond: 0, waitSeconds: Infinity};
  const ahead = [...slows.toSorted((a, b) => a.alongMeters - b.alongMeters), door];
  const moments: Moment[] = [];
  let [alongMeters, metersPerSecond, limit, traffic] = [0, 0, 0, 1];
  while (alongMeters < lengthMeters - 0.5) {
    while (limit < limits.length - 1 && alongMeters >= limits[limit]!.endMeters) limit++;
    while (ahead[0]!.alongMeters <= alongMeters + 0.5 && ahead[0] !== door) {
      const {waitSeconds} = ahead.shift()!;
      if (waitSeconds === 0) continue;
      metersPerSecond = 0;
      for (let waited = 0; waited < waitSeconds; waited += stepSeconds)
        moments.push({alongMeters, metersPerSecond});
    }
    const isYard = alongMeters >= (limits.at(-1)?.endMeters ?? 0);
    const free = isYard ? yardMetersPerSecond : limits[limit]!.metersPerSecond;
    if (!isYard && moments.length % trafficEverySteps === 0)
      traffic = trafficAt({
        place: line.at(alongMeters),
        ms: departMs + moments.length * stepSeconds * 1000,
        metersPerSecond: free,
      });
    const may = isYard ? free : free * traffic;
    const likes = may * (0.9 + 0.1 * Math.sin(phase + alongMeters / 70));
    const able = Math.min(likes, brakingFor(ahead, alongMeters), nextLimit(limits, limit, alongMeters));
    metersPerSecond = Math.min(metersPerSecond + speedUp * stepSeconds, able);
    alongMeters = Math.min(lengthMeters, alongMeters + Math.max(metersPerSecond, 0.8) * stepSeconds);
    moments.push({alongMeters, metersPerSecond});
  }
  return moments;
}

const farthestBrakingMeters = 400;

/** Slow enough to brake in time for all that lies ahead. */
function brakingFor(ahead: readonly Slow[], alongMeters: number): number {
  let able = Infinity;
  for (const slow of ahead) {
    const meters = slow.alongMeters - alongMeters;
    if (meters > farthestBrakingMeters) break;
    able = Math.min(able, Math.sqrt(slow.metersPerSecond ** 2 + 2 * slowDown * Math.max(0, meters)));
  }
  return able;
}

function nextLimit(limits: readonly Limit[], limit: number, alongMeters: number): number {
  const [now, next] = [limits[limit], limits[limit + 1]];
  if (!now || !next) return Infinity;
  return Math.sqrt(next.metersPerSecond ** 2 + 2 * slowDown * Math.max(0, now.endMeters - alongMeters));
}
