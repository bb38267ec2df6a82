import type {Eta} from './eta-range.ts';
import {distanceMeters} from './great-circle.ts';
import type {LatLng} from './lat-lng.ts';
import type {Instant} from '../time.ts';
import {minuteMs, toInstant, toMs} from '../time/clock-time.ts';

/** A distance with the time that it took, or is said to take. */
export interface Travel {
  distanceMeters: number;
  durationSeconds: number;
}

/** A road is this much longer than the crow flies: five recorded drives of 13 to 16 km had 1.20 to 1.33. */
export const detourFactor = 1.3;

// Typical driving: slow streets near the door, faster roads beyond. A start: with no leg known it erred by about
// 100 s, on average over five recorded drives of 17 to 20 minutes.
const nearDoorMeters = 1500;
const nearDoorMetersPerSecond = 8;
const beyondMetersPerSecond = 15;
/** So much driving must be seen before it weighs as much as what was believed before. */
const pastLegsWeightSeconds = 3600;

/** Half-widths of the range, a floor and a share of the time still to go. Being held up is likelier than being quick. */
const early = {seconds: 30, share: 0.25};
const late = {seconds: 45, share: 0.3};

/** What a technician said when leaving, as the range that such words are worth; never before `now`. */
export function saidEta({etaMinutes, at}: {etaMinutes: number; at: Instant}, now: Instant): Eta {
  const nowMs = toMs(now);
  const expectedMs = Math.max(nowMs, toMs(at) + etaMinutes * minuteMs);
  const aheadSeconds = (expectedMs - nowMs) / 1000;
  const halfMs = (side: typeof early) => 1000 * (side.seconds + side.share * aheadSeconds);
  return {
    expectedAt: toInstant(expectedMs),
    earliestAt: toInstant(Math.max(nowMs, expectedMs - halfMs(early))),
    latestAt: toInstant(expectedMs + halfMs(late)),
    source: 'technician',
    basis: 'said',
    asOf: at,
  };
}

/**
 * Seconds of driving between two places that nobody has begun to drive: the straight line with its detour, at the pace
 * of the organization's finished legs.
 */
export function driveSeconds(from: LatLng, to: LatLng, pastLegs: readonly Travel[] = []): number {
  const meters = distanceMeters(from, to) * detourFactor;
  return typicalSeconds(meters, 2) * paceOf(pastLegs, 2);
}

/** The range for reading: whole minutes, never narrower than the truth, never of length zero. */
export function displayRange(eta: Pick<Eta, 'earliestAt' | 'latestAt'>): {from: Instant; to: Instant} {
  const fromMs = Math.floor(toMs(eta.earliestAt) / minuteMs) * minuteMs;
  const toMinuteMs = Math.ceil(toMs(eta.latestAt) / minuteMs) * minuteMs;
  return {from: toInstant(fromMs), to: toInstant(Math.max(toMinuteMs, fromMs + minuteMs))};
}

/**
 * What an ETA that moved is worth against the one told before: `push` to screens from 1 minute on, a `notice` to the
 * customer from 10 minutes on. Keep one "told before" for screens and one for notices.
 */
export function etaMoved(previous: Eta, next: Eta): 'none' | 'push' | 'notice' {
  const movedMs = Math.abs(toMs(next.expectedAt) - toMs(previous.expectedAt));
  if (movedMs >= 10 * minuteMs) return 'notice';
  return movedMs >= minuteMs ? 'push' : 'none';
}

/** Seconds that a metre of a drive of that length typically takes, by the rule of thumb for where nothing was learned. */
export function typicalSecondsPerMeter(meters: number): number {
  return meters > 0 ? typicalSeconds(meters, 1) / meters : 1 / nearDoorMetersPerSecond;
}

/** How long typical driving takes, with slow streets at one end (the door still ahead) or at both. */
function typicalSeconds(meters: number, slowEnds: 1 | 2): number {
  const slow = Math.min(meters, nearDoorMeters * slowEnds);
  return slow / nearDoorMetersPerSecond + (meters - slow) / beyondMetersPerSecond;
}

/** How much slower (above 1) than typical driving these legs were. */
function paceOf(legs: readonly Travel[], slowEnds: 1 | 2): number {
  let [taken, typical] = [pastLegsWeightSeconds, pastLegsWeightSeconds];
  for (const leg of legs) {
    taken += leg.durationSeconds;
    typical += typicalSeconds(leg.distanceMeters, slowEnds);
  }
  return taken / typical;
}
