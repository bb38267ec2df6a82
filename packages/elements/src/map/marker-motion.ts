import {
  bearingDegrees,
  distanceMeters,
  lengthMeters,
  nearestOnLine,
  pointAt,
  sliceFrom,
} from '@dispatch-kit/core';
import type {LatLng} from '@dispatch-kit/core';

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
  headingDegrees: number | undefined;
  newest: Sighting;
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

/** Moves of less are noise of the receiver. */
const noiseMeters = 6;
/** A longer leap, or a longer silence, is not a drive to be acted out. */
const longestPathMeters = 3_000;
const longestGapMs = 90_000;
const longestDurationMs = 20_000;
/** Both ends this near to the told way: he drove along it. */
const onRouteMeters = 40;

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
  const meters = distanceMeters(from, seen.place);
  if (meters < noiseMeters) return {...motion, newest: {...motion.newest, atMs: seen.atMs}};
  const heading = seen.headingDegrees ?? bearingDegrees(from, seen.place);
  if (context.still || gapMs > longestGapMs || meters > longestPathMeters) {
    return standing(seen, heading, context.elapsedMs);
  }
  const path = wayBetween(from, seen.place, context.route);
  return {
    path,
    pathMeters: lengthMeters(path),
    beginMs: context.elapsedMs,
    durationMs: Math.min(longestDurationMs, gapMs / context.timeScale),
    headingDegrees,
    newest: seen,
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
  const alongMeters = Math.max(0, fraction) * motion.pathMeters;
  const ahead = sliceFrom(motion.path, alongMeters);
  const place = ahead[0]!;
  const next = pointAt(motion.path, Math.min(motion.pathMeters, alongMeters + 8));
  const isTurning = distanceMeters(place, next) > 2;
  const headingDegrees = isTurning ? bearingDegrees(place, next) : motion.headingDegrees;
  return {place, headingDegrees, isMoving: true, ahead};
}

function standing(seen: Sighting, headingDegrees: number | undefined, elapsedMs: number): MarkerMotion {
  const still = {path: [seen.place], pathMeters: 0, beginMs: elapsedMs, durationMs: 0};
  return {...still, headingDegrees, newest: seen};
}

function endHeading({path, pathMeters, newest, headingDegrees}: MarkerMotion): number | undefined {
  if (newest.headingDegrees !== undefined) return newest.headingDegrees;
  if (pathMeters < noiseMeters) return headingDegrees;
  return bearingDegrees(pointAt(path, Math.max(0, pathMeters - 15)), path.at(-1)!);
}

/** Along the way that was told, if both places are on it; else straight. */
function wayBetween(from: LatLng, to: LatLng, route: readonly LatLng[]): LatLng[] {
  if (route.length < 2) return [from, to];
  const [start, end] = [nearestOnLine(route, from), nearestOnLine(route, to)];
  const isAlong = start.distanceMeters <= onRouteMeters && end.distanceMeters <= onRouteMeters;
  if (!isAlong || end.alongMeters <= start.alongMeters) return [from, to];
  const between = route.slice(start.segment + 1, end.segment + 1);
  return [from, ...between, to];
}
