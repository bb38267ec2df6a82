import {distanceMeters, toMs} from '@dispatch-kit/core';
import type {DeviceFix} from './receiver.ts';

/** A marker that follows a van needs a place so often … */
const movedMeters = 25;
/** … and an arrival needs to be heard of while nothing moves. */
const standingSeconds = 10;
/** A turn is told as soon as it is one. */
const turnedDegrees = 25;
const turnedMeters = 8;
/** Never oftener than this, however fast. */
const soonestSeconds = 2;
/** Worse than this says nothing. */
const worstAccuracyMeters = 1_000;

/**
 * Whether a fix says something that the last reported one does not: it is far enough from it, or the way has turned, or
 * it has been quiet for a while. One that is older, or of no use, says nothing.
 */
export function isWorthReporting(fix: DeviceFix, last: DeviceFix | undefined): boolean {
  if ((fix.accuracyMeters ?? 0) > worstAccuracyMeters) return false;
  if (!last) return true;
  const seconds = (toMs(fix.at) - toMs(last.at)) / 1000;
  if (seconds < soonestSeconds) return false;
  if (seconds >= standingSeconds) return true;
  const meters = distanceMeters(fix, last);
  return meters >= movedMeters || (meters >= turnedMeters && turned(fix, last) >= turnedDegrees);
}

function turned({headingDegrees: to}: DeviceFix, {headingDegrees: from}: DeviceFix): number {
  if (to === undefined || from === undefined) return 0;
  return Math.abs(((to - from + 540) % 360) - 180);
}
