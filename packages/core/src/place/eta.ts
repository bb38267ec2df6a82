import type {Eta} from './eta-range.ts';
import {distanceMeters} from './great-circle.ts';
import type {LatLng} from './lat-lng.ts';
import type {Instant} from '../time.ts';
import {minuteMs, toInstant, toMs} from '../time.ts';

export {Eta} from './eta-range.ts';

/** A distance with the time that it took, or is said to take. */
export interface Travel {
  distanceMeters: number;
  durationSeconds: number;
}

export interface EtaInput {
  now: Instant;
  /** Where the last believable fix puts the technician. Absent: none on this leg yet. */
  position?: {
    at: Instant;
    /** Metres still to go. */
    remainingMeters: number;
    /** Whether those metres follow a route or are as the crow flies. */
    measured: 'route' | 'straight_line';
  };
  /** A routing engine's newest answer, for the whole route it gave; counted down by progress. */
  routed?: Travel;
  /** Finished legs of the organization, any number. */
  pastLegs?: readonly Travel[];
  /** What this leg has done so far. */
  progress?: Travel;
  /** What the technician said; used as long as there is no position. */
  said?: {etaMinutes: number; at: Instant};
}

/** A road is this much longer than the crow flies: five recorded drives of 13 to 16 km had 1.20 to 1.33. */
export const detourFactor = 1.3;

// Typical driving: slow streets near the door, faster roads beyond. A start: with no leg known it erred by about
// 100 s, on average over five recorded drives of 17 to 20 minutes.
const nearDoorMeters = 1500;
const nearDoorMetersPerSecond = 8;
const beyondMetersPerSecond = 15;
/** So much driving must be seen before it weighs as much as what was believed before. */
const progressWeightSeconds = 1200;
const pastLegsWeightSeconds = 3600;

/** Half-widths of the range: a floor, and a share of the time still to go. Being held up is likelier than being quick. */
const early = {seconds: 30, share: 0.25, shareOfAge: 0.25};
const late = {seconds: 45, share: 0.3, shareOfAge: 1};
/** A routing engine knows the roads; a straight line knows no river. */
const widthByBasis = {routing: 0.8, route: 1, straight_line: 1.3, said: 1};

/**
 * Estimates the arrival, or answers undefined while there is neither a position nor a word of the technician.
 *
 * The range widens with the time still to go and with the age of the last fix, and never begins before `now`.
 */
export function estimateEta(input: EtaInput): Eta | undefined {
  const {position, said} = input;
  if (position) {
    const basis = input.routed ? 'routing' : position.measured;
    return rangeAround(
      {basis, source: 'estimate', asOf: position.at, seconds: remainingSeconds(input, position)},
      input.now,
    );
  }
  if (!said) return undefined;
  return rangeAround(
    {basis: 'said', source: 'technician', asOf: said.at, seconds: said.etaMinutes * 60},
    input.now,
  );
}

/**
 * Seconds of driving between two places that nobody has begun to drive: the straight line with its detour, at the pace
 * of the organization's finished legs.
 */
export function driveSeconds(from: LatLng, to: LatLng, pastLegs: readonly Travel[] = []): number {
  const meters = distanceMeters(from, to) * detourFactor;
  return typicalSeconds(meters, 2) * paceOf(pastLegs, pastLegsWeightSeconds, 1, 2);
}

/** Seconds left of a routing engine's answer when so many metres are left of its route. */
export function countDown(routed: Travel, remainingMeters: number): number {
  return routed.distanceMeters > 0 ? (routed.durationSeconds * remainingMeters) / routed.distanceMeters : 0;
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

function remainingSeconds(input: EtaInput, position: NonNullable<EtaInput['position']>): number {
  if (input.routed) return countDown(input.routed, position.remainingMeters);
  const meters = position.remainingMeters * (position.measured === 'route' ? 1 : detourFactor);
  const {progress} = input;
  const organizationPace = paceOf(input.pastLegs ?? [], pastLegsWeightSeconds, 1, 2);
  const pace = progress ? paceOf([progress], progressWeightSeconds, organizationPace, 1) : organizationPace;
  return typicalSeconds(meters, 1) * pace;
}

/** How long typical driving takes, with slow streets at one end (the door still ahead) or at both. */
function typicalSeconds(meters: number, slowEnds: 1 | 2): number {
  const slow = Math.min(meters, nearDoorMeters * slowEnds);
  return slow / nearDoorMetersPerSecond + (meters - slow) / beyondMetersPerSecond;
}

/** How much slower (above 1) than typical driving these legs were, drawn toward what was believed before. */
function paceOf(legs: readonly Travel[], weightSeconds: number, believed: number, slowEnds: 1 | 2): number {
  let [taken, typical] = [weightSeconds * believed, weightSeconds];
  for (const leg of legs) {
    taken += leg.durationSeconds;
    typical += typicalSeconds(leg.distanceMeters, slowEnds);
  }
  return taken / typical;
}

interface Guess {
  basis: Eta['basis'];
  source: Eta['source'];
  asOf: Instant;
  /** From `asOf` to the arrival. */
  seconds: number;
}

function rangeAround(guess: Guess, now: Instant): Eta {
  const nowMs = toMs(now);
  const ageSeconds = Math.max(0, (nowMs - toMs(guess.asOf)) / 1000);
  const expectedMs = Math.max(nowMs, toMs(guess.asOf) + guess.seconds * 1000);
  const aheadSeconds = (expectedMs - nowMs) / 1000;
  const halfMs = (side: typeof early) =>
    1000 *
    ((side.seconds + side.share * aheadSeconds) * widthByBasis[guess.basis] + side.shareOfAge * ageSeconds);
  return {
    expectedAt: toInstant(expectedMs),
    earliestAt: toInstant(Math.max(nowMs, expectedMs - halfMs(early))),
    latestAt: toInstant(expectedMs + halfMs(late)),
    source: guess.source,
    basis: guess.basis,
    asOf: guess.asOf,
  };
}
