import {distanceMeters} from './lat-lng.ts';
import type {LatLng} from './lat-lng.ts';
import {lengthMeters, pointAt, sliceFrom} from './polyline.ts';

/** Within this of the customer nothing is hidden: the technician is about to be seen anyway. */
export const neverHiddenWithinMeters = 500;

/** What hides the beginning of a leg: it may be the technician's home. */
export interface StartMask {
  /** The first believable fix of the leg; of one that was taken up again after an undo, those of each time. */
  legStarts: readonly LatLng[];
  /** Where the technician is going; absent when the address has no coordinates. */
  customer?: LatLng;
  /** The organization's `hideStartMeters`; 0 hides nothing. */
  hideStartMeters: number;
}

/** True if a customer must not be shown this place: it is near a start of the leg, and not near the customer. */
export function isMasked(place: LatLng, mask: StartMask): boolean {
  if (mask.customer && distanceMeters(place, mask.customer) <= neverHiddenWithinMeters) return false;
  return mask.legStarts.some(start => distanceMeters(place, start) < mask.hideStartMeters);
}

/** Fine enough that the cut lies within a house of where the hiding ends. */
const stepMeters = 10;

/**
 * The remaining route as a customer may see it: what lies before the first place that need not be hidden is cut away.
 * Empty if all of it is hidden.
 */
export function maskRoute(route: readonly LatLng[], mask: StartMask): LatLng[] {
  const whole = lengthMeters(route);
  for (let along = 0; along < whole; along += stepMeters) {
    if (!isMasked(pointAt(route, along), mask)) return sliceFrom(route, along);
  }
  const end = route.at(-1);
  return end && !isMasked(end, mask) ? [end] : [];
}
