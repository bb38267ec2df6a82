import type {LatLng} from '../place/lat-lng.ts';
import {hourMs, minuteMs} from '../time.ts';
import type {Span} from './working-time.ts';

/** A visit that somebody has planned, and where. */
export type PlannedVisit = Span & {place?: LatLng | undefined};

/** Seconds of driving from one place to another. */
export type TravelSeconds = (from: LatLng, to: LatLng) => number;

/** The work that is to be fitted in. */
export type Work = {durationMinutes: number; place?: LatLng | undefined};

/** A gap between visits in which the work may begin: no sooner than `earliestMs`, no later than `latestMs`. */
export type Opening = {
  earliestMs: number;
  latestMs: number;
  /** Minutes from the visit before, and what the work adds to the driving of the day. */
  driveMinutes: number;
  addedMinutes: number;
  /** The visits of the same shift that it stands between. */
  before?: PlannedVisit;
  after?: PlannedVisit;
};

/** Starts are on the quarter hour: nobody plans for 9:07. */
const gridMs = 15 * minuteMs;
/** A visit so near to a shift is one of it: it may run over, or lie before a break. */
const nearShiftMs = 2 * hourMs;

/**
 * The openings of a shift between visits, in their order. The place can be reached in time from every visit that is over
 * before, and every later visit from there, also where visits lie so close that nobody can drive between them.
 */
export function openingsOf(
  shift: Span,
  visits: readonly PlannedVisit[],
  work: Work,
  fromMs: number,
  travel: TravelSeconds,
): Opening[] {
  const within = visits
    .filter(visit => visit.startMs < shift.endMs + nearShiftMs && visit.endMs > shift.startMs - nearShiftMs)
    .toSorted((a, b) => a.startMs - b.startMs || a.endMs - b.endMs);
  return Array.from({length: within.length + 1}, (_, index) =>
    openingBetween(shift, within.slice(0, index), within.slice(index), work, fromMs, travel),
  ).filter(opening => opening !== undefined);
}

function openingBetween(
  shift: Span,
  earlier: readonly PlannedVisit[],
  later: readonly PlannedVisit[],
  {durationMinutes, place}: Work,
  fromMs: number,
  travel: TravelSeconds,
): Opening | undefined {
  const drive = (from: LatLng | undefined, to: LatLng | undefined) =>
    from && to ? Math.ceil(travel(from, to) / 60) : 0;
  const before = earlier.reduce<PlannedVisit | undefined>(
    (last, visit) => (last && last.endMs >= visit.endMs ? last : visit),
    undefined,
  );
  const [after] = later;
  const freeMs = earlier.map(visit => visit.endMs + drive(visit.place, place) * minuteMs);
  const earliestMs = Math.ceil(Math.max(shift.startMs, fromMs, ...freeMs) / gridMs) * gridMs;
  const dueMs = later.map(visit => visit.startMs - drive(place, visit.place) * minuteMs);
  const latestMs = Math.min(shift.endMs, ...dueMs) - durationMinutes * minuteMs;
  if (earliestMs > latestMs) return undefined;
  const toPlace = drive(before?.place, place);
  const onward = drive(place, after?.place);
  return {
    earliestMs,
    latestMs,
    driveMinutes: toPlace,
    addedMinutes: Math.max(0, toPlace + onward - drive(before?.place, after?.place)),
    ...(before && {before}),
    ...(after && {after}),
  };
}
