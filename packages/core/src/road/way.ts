import type {LatLng} from '../place/lat-lng.ts';
import {beginningOf, nearestOnLine, sliceFrom} from '../place/polyline.ts';
import type {Spot} from './drive.ts';

/** Farther from the told way than this, or than the road is wide and the receiver blurred, one is off it. */
const offRouteMeters = 70;
/** The way is followed only so far ahead at once: it may cross itself later. */
const fastestMetersPerSecond = 50;
const leastAheadMeters = 400;

/** How far a drive has come along the way it was told. */
export interface Progress {
  /** Metres of the way behind the newest place; where it is off the way, behind the place where it left it. */
  alongMeters: number;
  /** Since when it has been off the way, by two places or more; undefined on it. */
  offSinceMs: number | undefined;
  /** When it was last off the way. */
  lastOffMs: number | undefined;
}

/** Follows the places of a drive along its way, one after the other, never back. */
export function followWay(way: readonly LatLng[], spots: readonly Spot[]): Progress {
  let ahead = way;
  const progress: Progress = {alongMeters: 0, offSinceMs: undefined, lastOffMs: undefined};
  let [lastMs, away]: [number, number] = [spots[0]?.atMs ?? 0, 0];
  let isOn = false;
  for (const spot of spots) {
    const reach = leastAheadMeters + (fastestMetersPerSecond * (spot.atMs - lastMs)) / 1000;
    let near = nearestOnLine(beginningOf(ahead, reach), spot);
    if (!isOn && near.distanceMeters > offRouteMeters) near = nearestOnLine(ahead, spot);
    if (near.distanceMeters <= offRouteMeters) {
      isOn = true;
      lastMs = spot.atMs;
      away = 0;
      progress.offSinceMs = undefined;
      if (near.alongMeters === 0) continue;
      progress.alongMeters += near.alongMeters;
      ahead = sliceFrom(ahead, near.alongMeters);
    } else if (isOn) {
      away += 1;
      if (away === 1) progress.offSinceMs = spot.atMs;
      if (away > 1) progress.lastOffMs = spot.atMs;
    }
  }
  if (away === 1) progress.offSinceMs = undefined;
  return progress;
}
