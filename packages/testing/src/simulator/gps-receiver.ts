import {distanceMeters, toInstant} from '@dispatch-kit/core';
import type {Fix, LatLng} from '@dispatch-kit/core';
import {between} from '../dice.ts';
import type {Dice} from '../dice.ts';
import type {DrivePosition} from './simulate-drive.ts';

export const metersPerDegree = distanceMeters({lat: 0, lng: 0}, {lat: 1, lng: 0});
/** A receiver's error wanders: so much of the last one is still in the next. */
const memory = 0.88;
const spreadMeters = 2.1;
const worstMeters = 14;

export interface ReceiverOptions {
  positionAt(ms: number): DrivePosition;
  fromMs: number;
  toMs: number;
  random: Dice;
}

/** What a receiver in the van reports: every 3 to 5 s, usually 3 to 8 m beside the truth. */
export function reportedFixes({
  positionAt,
  fromMs,
  toMs,
  random,
}: ReceiverOptions): Omit<Fix, 'receivedAt'>[] {
  const fixes: Omit<Fix, 'receivedAt'>[] = [];
  const wander = () => spreadMeters * (random() + random() + random() - 1.5) * 2;
  let [east, north] = [wander(), wander()];
  for (let ms = fromMs; ms <= toMs; ms += Math.round(between(random, 3000, 5000))) {
    [east, north] = [memory * east + wander() * 0.6, memory * north + wander() * 0.6];
    const off = Math.hypot(east, north);
    const kept = off > worstMeters ? worstMeters / off : 1;
    const {place, speedMetersPerSecond, headingDegrees} = positionAt(ms);
    const noisy = moved(place, east * kept, north * kept);
    fixes.push({
      lat: rounded(noisy.lat, 6),
      lng: rounded(noisy.lng, 6),
      at: toInstant(ms),
      accuracyMeters: rounded(between(random, 4, 9), 1),
      speedMetersPerSecond: rounded(speedMetersPerSecond, 1),
      ...(speedMetersPerSecond > 1 && {headingDegrees: Math.round(headingDegrees) % 360}),
    });
  }
  return fixes;
}

/** A place so many metres east and north of another. */
export function moved(from: LatLng, eastMeters: number, northMeters: number): LatLng {
  const lat = from.lat + northMeters / metersPerDegree;
  return {lat, lng: from.lng + eastMeters / (metersPerDegree * Math.cos((from.lat * Math.PI) / 180))};
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
