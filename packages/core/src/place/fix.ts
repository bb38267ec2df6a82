import * as z from 'zod/mini';
import {Instant, dayMs, minuteMs, toMs} from '../time.ts';
import {LatLng, distanceMeters, isValidLatLng} from './lat-lng.ts';

const atLeastZero = z.number().check(z.minimum(0));

/** One position report of a technician's device. */
export const Fix = z.strictObject({
  ...LatLng.shape,
  /** Radius in metres within which the device believes itself to be. */
  accuracyMeters: z.optional(atLeastZero),
  speedMetersPerSecond: z.optional(atLeastZero),
  /** Clockwise from north. */
  headingDegrees: z.optional(z.number().check(z.minimum(0), z.maximum(360))),
  /** When the device was there. */
  at: Instant,
  /** When the server took it. */
  receivedAt: z.optional(Instant),
  /** What sent it: `sdk`, `owntracks`, `traccar`, `gpx`, `test` … */
  source: z.optional(z.string().check(z.maxLength(40))),
  /** Charge of the device's battery, 0 to 1. */
  battery: z.optional(z.number().check(z.minimum(0), z.maximum(1))),
});
export type Fix = z.infer<typeof Fix>;

/** A fix may be at most this old when it is received … */
export const oldestFixMs = dayMs;
/** … and at most this far ahead, for devices whose clock is fast. */
export const fastestClockMs = 5 * minuteMs;
/** A fix worse than this is kept, but decides nothing and does not move the marker. */
export const worstDecidingAccuracyMeters = 200;
/** Faster than this is a jump of the receiver, not a drive. */
export const fastestBelievableMetersPerSecond = 70;
/** So many refused in a row that agree with each other are right, and what was taken before them was wrong. */
const agreeingRefusals = 3;

/** Farther from where he is bound for nobody begins; a phone that says so remembers another day. */
export const farthestBeginningMeters = 150_000;

/**
 * Why a fix was refused. `blank` is a leap to a latitude or longitude of exactly 0: a receiver's empty field. `too_far` is
 * a first fix from where nobody sets out.
 */
export type RefusedFixReason =
  'invalid' | 'zero' | 'too_old' | 'in_future' | 'too_fast' | 'blank' | 'too_far';

interface Spot {
  lat: number;
  lng: number;
  atMs: number;
}

/** What `believe` remembers of one technician between two fixes: plain JSON, of bounded size. Begin with `noFixes`. */
export interface FixHistory {
  /** The place last taken; `atMs` is when it was *first* reported. */
  taken?: Spot;
  /** The newest time at which that place was reported. */
  newestAtMs?: number;
  /** The latest refused for their speed that agree with each other, oldest first. */
  agreeing: readonly Spot[];
  /** How many were refused, by reason. */
  refused: Readonly<Partial<Record<RefusedFixReason, number>>>;
}

/** The history of a technician nobody has heard of yet. */
export const noFixes: FixHistory = {agreeing: [], refused: {}};

/**
 * What became of a fix:
 * - `taken`: it moves the marker and decides (`replaced`: it and those refused before it overrule the last one taken);
 * - `heard_again`: the same place, later: not stale, counts for standing;
 * - `history_only`: kept, but neither moves the marker nor decides, nor does it prove that the device is heard;
 * - `refused`: not kept, only counted. A phone app is answered as if it had been taken, or it sends it for ever.
 */
export type FixVerdict =
  | {verdict: 'taken'; reason?: 'replaced'; history: FixHistory}
  | {verdict: 'heard_again'; history: FixHistory}
  | {verdict: 'history_only'; reason: 'not_newer' | 'inaccurate'; history: FixHistory}
  | {verdict: 'refused'; reason: RefusedFixReason; history: FixHistory};

/**
 * Judges the next fix of one technician. Pure: keep the returned `history` and give it with the next fix.
 *
 * @param receivedAtMs the server's clock when the fix came in, milliseconds since 1970.
 * @param destination where the technician is bound for, if anywhere: a first fix from another part of the world is then
 *   believed only when two more say the same.
 */
export function believe(
  history: FixHistory,
  fix: Fix,
  receivedAtMs: number,
  destination?: LatLng,
): FixVerdict {
  const atMs = toMs(fix.at);
  const doubt = doubtOf(fix, atMs, receivedAtMs);
  if (doubt) return refuse(history, doubt);
  if (history.newestAtMs !== undefined && atMs <= history.newestAtMs) {
    return {verdict: 'history_only', reason: 'not_newer', history};
  }
  if ((fix.accuracyMeters ?? 0) > worstDecidingAccuracyMeters) {
    return {verdict: 'history_only', reason: 'inaccurate', history};
  }
  const spot: Spot = {lat: fix.lat, lng: fix.lng, atMs};
  const {taken} = history;
  if (!taken) {
    const isFar = destination !== undefined && distanceMeters(spot, destination) > farthestBeginningMeters;
    return isFar ? refuseLeap(history, spot, 'too_far') : {verdict: 'taken', history: take(history, spot)};
  }
  if (taken.lat === spot.lat && taken.lng === spot.lng) {
    return {verdict: 'heard_again', history: {...history, newestAtMs: atMs, agreeing: []}};
  }
  if (reachable(taken, spot)) return {verdict: 'taken', history: take(history, spot)};
  return refuseLeap(history, spot, 'too_fast');
}

/** What is wrong with a fix whatever came before it. */
function doubtOf(fix: Fix, atMs: number, receivedAtMs: number): RefusedFixReason | undefined {
  if (fix.lat === 0 && fix.lng === 0) return 'zero';
  if (!isValidLatLng(fix) || Number.isNaN(atMs)) return 'invalid';
  if (atMs < receivedAtMs - oldestFixMs) return 'too_old';
  if (atMs > receivedAtMs + fastestClockMs) return 'in_future';
  return undefined;
}

/** Many receivers stamp whole seconds, so less than one second apart is read as one. */
function reachable(from: Spot, to: Spot): boolean {
  const seconds = Math.max(1, (to.atMs - from.atMs) / 1000);
  return distanceMeters(from, to) <= fastestBelievableMetersPerSecond * seconds;
}

function take(history: FixHistory, spot: Spot): FixHistory {
  return {taken: spot, newestAtMs: spot.atMs, agreeing: [], refused: history.refused};
}

function refuse(history: FixHistory, reason: RefusedFixReason): FixVerdict {
  const refused = {...history.refused, [reason]: (history.refused[reason] ?? 0) + 1};
  return {verdict: 'refused', reason, history: {...history, refused}};
}

/** Too fast to be true, unless enough others before it say the same. */
function refuseLeap(history: FixHistory, spot: Spot, reason: RefusedFixReason): FixVerdict {
  // An empty field repeated every second would agree with itself and be believed.
  if (spot.lat === 0 || spot.lng === 0) return refuse(history, 'blank');
  const last = history.agreeing.at(-1);
  if (last && spot.atMs <= last.atMs) return refuse(history, reason);
  const agreeing = last && reachable(last, spot) ? [...history.agreeing, spot] : [spot];
  if (agreeing.length >= agreeingRefusals)
    return {verdict: 'taken', reason: 'replaced', history: take(history, spot)};
  return refuse({...history, agreeing}, reason);
}
