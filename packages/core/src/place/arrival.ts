import {toInstant, toMs} from '../time.ts';
import type {Instant} from '../time.ts';
import {believe, noFixes} from './fix.ts';
import type {Fix} from './fix.ts';
import {distanceMeters} from './lat-lng.ts';
import type {LatLng} from './lat-lng.ts';

// These constants are a start: they were found on one bus ride (27 of 27 dwells, none of 8 pass-bys).
/** The circle around the door, unless the organization says otherwise. */
export const defaultArrivalRadiusMeters = 100;
/** Standing is hardly moving for this long. */
export const standingSeconds = 15;
/** Hardly moving: at most this, or what the receiver's own accuracy explains, up to `blurredMovedMeters`. */
export const standingMovedMeters = 25;
const blurredMovedMeters = 50;
/** Left is this many radii away, by two fixes in a row: one could be a jump. */
export const leftRadii = 1.5;

interface NearFix {
  lat: number;
  lng: number;
  accuracyMeters: number;
  atMs: number;
}

/** What `detectStanding` remembers between two fixes: plain JSON, of bounded size. Begin with `awaitingArrival`. */
export interface ArrivalState {
  /** `undone`: a person said that it was no arrival; none is told until the technician has been outside. */
  phase: 'awaiting' | 'arrived' | 'undone';
  /** The unbroken run of fixes inside the circle, back to the newest that is old enough to show standing. */
  near: readonly NearFix[];
  /** When the first of the fixes outside, to be confirmed by a second, was made. */
  outsideSinceMs?: number;
}

/** The state at the beginning of a leg, and afresh when the address changes. */
export const awaitingArrival: ArrivalState = {phase: 'awaiting', near: []};

/** The state after a person undid an arrival: none is told again until the technician has been outside 1.5 × radius. */
export const undoneArrival: ArrivalState = {phase: 'undone', near: []};

export interface ArrivalPlace {
  destination: LatLng;
  /** Default 100. */
  radiusMeters?: number;
}

/** Why an arrival was told, in numbers a person can check. */
export interface ArrivalExplanation {
  /** `stood`: a run of fixes shows it. `silent_gap`: no fix for a while, and both ends of the gap are there. */
  rule: 'stood' | 'silent_gap';
  /** When the technician began to stand there, as far as the fixes show: the arrival. */
  arrivedAt: Instant;
  /** The fix that showed it. */
  shownAt: Instant;
  standingSeconds: number;
  /** How far the technician moved in that time, and how far was allowed. */
  movedMeters: number;
  allowedMeters: number;
  /** From the newest fix to the destination. */
  distanceMeters: number;
  fixCount: number;
}

export type StandingResult =
  | {state: ArrivalState; event?: undefined}
  | {state: ArrivalState; event: 'arrived'; explanation: ArrivalExplanation}
  | {state: ArrivalState; event: 'left'; leftAt: Instant; distanceMeters: number};

/**
 * Looks at the next fix of a technician: is he standing near the door, has he left again?
 *
 * Time inside the circle alone never counts: he must hardly have moved for 15 s, shown by two or more fixes.
 *
 * @param fix a believable one (`believe` said `taken` or `heard_again`), newer than the one before.
 */
export function detectStanding(state: ArrivalState, fix: Fix, place: ArrivalPlace): StandingResult {
  const radius = place.radiusMeters ?? defaultArrivalRadiusMeters;
  const away = distanceMeters(fix, place.destination);
  if (away >= leftRadii * radius) return outside(state, fix, away);
  const here: ArrivalState = {phase: state.phase, near: []};
  if (away > radius || state.phase !== 'awaiting') return {state: here};
  const near = trimmed([...state.near, nearFix(fix)]);
  const explanation = explainStanding(near, away);
  if (!explanation) return {state: {...here, near}};
  return {state: {phase: 'arrived', near: []}, event: 'arrived', explanation};
}

/** One arrival found in a list of fixes. */
export interface DetectedArrival {
  arrivedAt: Instant;
  /** When the fix that showed the arrival was made: what a live system knows it by. */
  shownAt: Instant;
  leftAt?: Instant;
  rule: ArrivalExplanation['rule'];
  /** The fixes that show it, from the one with which the standing began to the last: by `at`, which is a fix's name on its device. */
  fixIds: Instant[];
}

/** All arrivals at a place in a list of fixes, oldest first; fixes that are not believable are passed over. */
export function detectArrivals(fixes: readonly Fix[], place: ArrivalPlace): DetectedArrival[] {
  const arrivals: DetectedArrival[] = [];
  let believed: Instant[] = [];
  let history = noFixes;
  let state = awaitingArrival;
  for (const fix of fixes) {
    const belief = believe(history, fix, toMs(fix.receivedAt ?? fix.at), place.destination);
    history = belief.history;
    if (belief.verdict !== 'taken' && belief.verdict !== 'heard_again') continue;
    believed.push(fix.at);
    const result = detectStanding(state, fix, place);
    state = result.state;
    if (result.event === 'arrived') {
      const {rule, arrivedAt, shownAt} = result.explanation;
      const fixIds = believed.filter(at => toMs(at) >= toMs(arrivedAt));
      arrivals.push({arrivedAt, shownAt, rule, fixIds});
      believed = [];
    } else if (result.event === 'left') arrivals.at(-1)!.leftAt = result.leftAt;
  }
  return arrivals;
}

function outside(state: ArrivalState, fix: Fix, away: number): StandingResult {
  if (state.phase === 'awaiting') return {state: awaitingArrival};
  const atMs = toMs(fix.at);
  if (state.outsideSinceMs === undefined)
    return {state: {phase: state.phase, near: [], outsideSinceMs: atMs}};
  if (state.phase === 'undone') return {state: awaitingArrival};
  return {
    state: awaitingArrival,
    event: 'left',
    leftAt: toInstant(state.outsideSinceMs),
    distanceMeters: away,
  };
}

function nearFix(fix: Fix): NearFix {
  return {lat: fix.lat, lng: fix.lng, accuracyMeters: fix.accuracyMeters ?? 0, atMs: toMs(fix.at)};
}

/** Drops what lies before the newest fix that is old enough to show standing together with the last one. */
function trimmed(near: readonly NearFix[]): readonly NearFix[] {
  const oldEnoughMs = near.at(-1)!.atMs - standingSeconds * 1000;
  const from = near.findLastIndex(fix => fix.atMs <= oldEnoughMs);
  return from > 0 ? near.slice(from) : near;
}

function explainStanding(near: readonly NearFix[], away: number): ArrivalExplanation | undefined {
  const [first, last] = [near[0]!, near.at(-1)!];
  const seconds = (last.atMs - first.atMs) / 1000;
  if (seconds < standingSeconds) return undefined;
  let movedMeters = 0;
  let allowedMeters = standingMovedMeters;
  for (const fix of near) {
    const moved = distanceMeters(first, fix);
    const allowed = allowedBetween(first, fix);
    if (moved > allowed) return undefined;
    movedMeters = Math.max(movedMeters, moved);
    allowedMeters = Math.max(allowedMeters, allowed);
  }
  return {
    rule: near.length === 2 ? 'silent_gap' : 'stood',
    arrivedAt: toInstant(first.atMs),
    shownAt: toInstant(last.atMs),
    standingSeconds: seconds,
    movedMeters,
    allowedMeters,
    distanceMeters: away,
    fixCount: near.length,
  };
}

function allowedBetween(a: NearFix, b: NearFix): number {
  const blur = Math.max(a.accuracyMeters, b.accuracyMeters);
  return Math.max(standingMovedMeters, Math.min(blur, blurredMovedMeters));
}
