import {bearingDegrees, distanceMeters, lengthMeters, pointAt, sliceFrom} from '@dispatch-kit/core';
import type {LatLng} from '@dispatch-kit/core';
import {
  durationMsOf,
  evenly,
  isActedOut,
  isTrembling,
  noiseMeters,
  paceBetween,
  shareDriven,
  speedBetween,
} from './motion-law.ts';
import type {Pace} from './motion-law.ts';
import {wayBetween} from './way-between.ts';

/** Where somebody was seen. */
export interface Sighting {
  place: LatLng;
  /** When, milliseconds since 1970. */
  atMs: number;
  headingDegrees?: number | undefined;
}

/**
 * A marker on its way from the last sighting to the newest. It is drawn one report behind, so that it moves between
 * two places where somebody truly was: never ahead of the truth, and it stands when no report comes.
 */
export interface MarkerMotion {
  /** From where the marker was drawn to the newest sighting. */
  path: readonly LatLng[];
  pathMeters: number;
  /** Of a clock that never jumps, real time. */
  beginMs: number;
  durationMs: number;
  /** How fast the path begins and ends, as shares of its mean speed. */
  pace: Pace;
  headingDegrees: number | undefined;
  newest: Sighting;
  /** How fast the newest sighting was reached from the one before; undefined after the first and after a leap. */
  metersPerSecond: number | undefined;
}

export interface MotionContext {
  elapsedMs: number;
  /** How fast the clock of the sightings runs; 1 is real time. */
  timeScale: number;
  /** The way that was ahead at the sighting before. */
  route: readonly LatLng[];
  /** Go there at once: the person wants no motion. */
  still: boolean;
}

/** The marker looks along its way over so many metres to either side: a corner is turned, not jumped. */
const headingMeters = 6;

/** The motion after a sighting. One that is not newer than the newest changes nothing: a marker never goes back. */
export function sight(
  motion: MarkerMotion | undefined,
  seen: Sighting,
  context: MotionContext,
): MarkerMotion {
  if (!motion) return standing(seen, seen.headingDegrees, context.elapsedMs);
  if (seen.atMs <= motion.newest.atMs) return motion;
  const {place: from, headingDegrees} = markerAt(motion, context.elapsedMs);
  const gapMs = seen.atMs - motion.newest.atMs;
  const path = wayBetween(from, seen.place, context.route, gapMs / 1000);
  const pathMeters = lengthMeters(path);
  if (isTrembling(pathMeters, motion.metersPerSecond)) return keptStanding(motion, seen, context);
  const heading = seen.headingDegrees ?? bearingDegrees(from, seen.place);
  if (context.still || !isActedOut(pathMeters, gapMs)) {
    return standing(seen, heading, context.elapsedMs);
  }
  return {
    path,
    pathMeters,
    beginMs: context.elapsedMs,
    durationMs: durationMsOf(gapMs, context.timeScale),
    pace: paceBetween(motion.metersPerSecond, (1000 * pathMeters) / gapMs),
    headingDegrees,
    newest: seen,
    metersPerSecond: speedBetween(distanceMeters(motion.newest.place, seen.place), gapMs),
  };
}

/** Where the marker is drawn, which way it looks, and whether it will move on by itself. */
export function markerAt(
  motion: MarkerMotion,
  elapsedMs: number,
): {place: LatLng; headingDegrees: number | undefined; isMoving: boolean; ahead: LatLng[]} {
  const fraction = motion.durationMs > 0 ? (elapsedMs - motion.beginMs) / motion.durationMs : 1;
  if (fraction >= 1 || motion.pathMeters === 0) {
    const place = motion.path.at(-1)!;
    return {place, headingDegrees: endHeading(motion), isMoving: false, ahead: [place]};
  }
  const alongMeters =
    shareDriven(motion.pace.enters, motion.pace.leaves, Math.max(0, fraction)) * motion.pathMeters;
  const ahead = sliceFrom(motion.path, alongMeters);
  const place = ahead[0]!;
  const last = pointAt(motion.path, Math.max(0, alongMeters - headingMeters));
  const next = pointAt(motion.path, Math.min(motion.pathMeters, alongMeters + headingMeters));
  const isTurning = distanceMeters(last, next) > 2;
  const headingDegrees = isTurning ? bearingDegrees(last, next) : motion.headingDegrees;
  return {place, headingDegrees, isMoving: true, ahead};
}

function standing(seen: Sighting, headingDegrees: number | undefined, elapsedMs: number): MarkerMotion {
  const still = {path: [seen.place], pathMeters: 0, beginMs: elapsedMs, durationMs: 0, pace: evenly};
  return {...still, headingDegrees, newest: seen, metersPerSecond: undefined};
}

/** He trembles on the spot: the marker ends its way, and is known to stand. */
function keptStanding(motion: MarkerMotion, seen: Sighting, {elapsedMs}: MotionContext): MarkerMotion {
  const isOver = elapsedMs >= motion.beginMs + motion.durationMs;
  const newest = {...motion.newest, atMs: seen.atMs};
  return isOver ? {...motion, newest, metersPerSecond: 0} : {...motion, newest};
}

function endHeading({path, pathMeters, newest, headingDegrees}: MarkerMotion): number | undefined {
  if (newest.headingDegrees !== undefined) return newest.headingDegrees;
  if (pathMeters < noiseMeters) return headingDegrees;
  return bearingDegrees(pointAt(path, Math.max(0, pathMeters - 15)), path.at(-1)!);
}
