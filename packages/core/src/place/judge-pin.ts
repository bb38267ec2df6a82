import {distanceMeters} from './lat-lng.ts';
import type {LatLng} from './lat-lng.ts';

/** A pin counts by itself at most so far from the address. */
export const pinRadiusMeters = 300;

/**
 * Whether a pin that a customer put where the door is counts at once: near the address as the office knows it, once, and not
 * while somebody drives there. Any other one is for a person of the office to judge.
 */
export function judgePin(
  pin: LatLng,
  {place, isPinned, isUnderWay}: {place: LatLng | undefined; isPinned: boolean; isUnderWay: boolean},
): 'taken' | 'asked' {
  if (!place || isPinned || isUnderWay) return 'asked';
  return distanceMeters(pin, place) <= pinRadiusMeters ? 'taken' : 'asked';
}
