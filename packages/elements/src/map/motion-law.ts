/** How a marker is moved between two reports: what every map that draws one keeps to. */

/** Moves of less are noise of the receiver, unless somebody is just coming to a halt. */
export const noiseMeters = 6;
const leastMeters = 0.5;
/** A longer leap, or a longer silence, is not a drive to be acted out. */
const longestPathMeters = 3_000;
const longestGapMs = 90_000;
const longestDurationMs = 20_000;
/** Slower than this between two sightings he stood, and the receiver trembled. */
const standingMetersPerSecond = 0.8;
/** Faster than this he did not drive, he was seen where he was not: it tells no speed. */
const leapMetersPerSecond = 30;
/** Steeper, the smooth pace would overshoot. Source: F. Fritsch and R. Carlson, "Monotone Piecewise Cubic Interpolation" (1980). */
const steepestPace = 3;

/** How fast a path begins and ends, as shares of its mean speed. */
export interface Pace {
  enters: number;
  leaves: number;
}

export const evenly: Pace = {enters: 1, leaves: 1};
const fromRest: Pace = {enters: 0, leaves: 2};

/** Whether a way is so short that he only trembles; `before` is how fast he came, undefined after the first sighting and after a leap. */
export function isTrembling(pathMeters: number, before: number | undefined): boolean {
  const hasStood = before === undefined || before < standingMetersPerSecond;
  return pathMeters < (hasStood ? noiseMeters : leastMeters);
}

/** Whether a way is acted out; else the marker is put to its end. */
export function isActedOut(pathMeters: number, gapMs: number): boolean {
  return gapMs <= longestGapMs && pathMeters <= longestPathMeters;
}

/** How long the marker takes for the time between two sightings. */
export function durationMsOf(gapMs: number, timeScale: number): number {
  return Math.min(longestDurationMs, gapMs / timeScale);
}

/** The speed that two sightings tell; undefined for a leap. */
export function speedBetween(meters: number, gapMs: number): number | undefined {
  const metersPerSecond = (1000 * meters) / gapMs;
  return metersPerSecond > leapMetersPerSecond ? undefined : metersPerSecond;
}

/**
 * Who has stood sets off; who was faster before brakes evenly; who speeds up comes in between the two speeds. What
 * comes next is not known yet. The bench `road-motion` tells what this gains over an even pace.
 */
export function paceBetween(before: number | undefined, now: number): Pace {
  if (before === undefined) return evenly;
  if (before < standingMetersPerSecond && now > 2 * standingMetersPerSecond) return fromRest;
  if (before <= now) return {enters: (before / now + 1) / 2, leaves: 1};
  const enters = Math.min(steepestPace, before / now);
  return {enters, leaves: Math.max(0, 2 - enters)};
}

/** Which share of the path lies behind after a share of the time: cubic Hermite, from 0 to 1 and never back. */
export function shareDriven(enters: number, leaves: number, time: number): number {
  const left = 1 - time;
  const share = time * left * left * enters + time * time * (3 - 2 * time) - time * time * left * leaves;
  return Math.min(1, Math.max(0, share));
}

/** How many times its mean speed a path has where it is fastest: the most that the slope of `shareDriven` comes to. */
export function fastestPace(enters: number, leaves: number): number {
  const ends = Math.max(enters, leaves);
  const bend = 3 * (enters + leaves - 2);
  if (bend >= 0) return ends;
  const rise = 6 - 4 * enters - 2 * leaves;
  const top = -rise / (2 * bend);
  return top > 0 && top < 1 ? Math.max(ends, enters + (top * rise) / 2) : ends;
}
