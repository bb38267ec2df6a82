import type {LatLng} from '../place/lat-lng.ts';
import {minuteMs} from '../time.ts';
import type {PlannedVisit, TravelSeconds} from './opening.ts';
import type {Span} from './working-time.ts';

/** A visit that somebody has planned and not begun, or leaves: it may make way. */
export type Stop = {
  id: string;
  startMs: number;
  durationMinutes: number;
  /** What its customer was told. */
  window: Span;
  place?: LatLng | undefined;
  /** What somebody else who took it over would have to know. */
  skills: readonly string[];
  /** It cannot stay at its time: he is needed elsewhere right now. */
  isLeft?: boolean;
  /** Work on it has begun: what goes on is told as a visit of its own. */
  hasBegun?: boolean;
};

/** Somebody who could take over a visit at its time. */
export type Taker = {technicianId: string; driveMinutes: number; addedMinutes: number};

/** A visit that makes way: later, with whom it is, or at its time with somebody else. */
export type Delay = {
  stop: Stop;
  startMs: number;
  window: Span;
  delayMinutes: number;
  breaksWindow: boolean;
  /** Who could take it over at the time it has, the shortest way first. */
  takers: Taker[];
  /** Who takes it over by this plan. */
  takenBy: string | null;
};

/** Who else there is: working hours as moments, and what is planned. */
export type Substitute = {
  id: string;
  skills: readonly string[];
  shifts: readonly Span[];
  visits: readonly PlannedVisit[];
};

const startGridMs = 5 * minuteMs;
const windowGridMs = 15 * minuteMs;
const mostTakers = 3;

/** The next start of a plan at or after a moment: nobody is due at 14:03. */
export function nextStart(ms: number): number {
  return Math.ceil(ms / startGridMs) * startGridMs;
}

/** A window of a length that has a start in it, on the quarter hour. */
export function windowAround(startMs: number, lengthMs: number): Span {
  const fromMs = Math.floor(startMs / windowGridMs) * windowGridMs;
  return {startMs: fromMs, endMs: fromMs + lengthMs};
}

/**
 * What makes way for a visit that comes in between: each later visit begins when he can be there, and those after it that need not
 * move stay. Where a window would break somebody else who is free takes it over, if there is one; `substitutes` empty: nobody.
 *
 * @param free when and where he is free again.
 */
export function makeWayFor(
  free: {ms: number; place?: LatLng | undefined},
  stops: readonly Stop[],
  substitutes: readonly Substitute[],
  travel: TravelSeconds,
): Delay[] {
  const delays: Delay[] = [];
  const given = new Map<string, PlannedVisit[]>();
  let {ms, place} = free;
  for (const stop of stops.toSorted((a, b) => a.startMs - b.startMs)) {
    const drive = place && stop.place ? Math.ceil(travel(place, stop.place) / 60) * minuteMs : 0;
    const earliestMs = nextStart(ms + drive);
    if (earliestMs <= stop.startMs && !stop.isLeft) break;
    const delay = delayOf(stop, Math.max(earliestMs, stop.startMs));
    const takers = delay.breaksWindow ? takersOf(stop, substitutes, given, travel) : [];
    const taker = takers[0];
    delays.push({...delay, takers, takenBy: taker?.technicianId ?? null});
    if (taker) {
      given.set(taker.technicianId, [...(given.get(taker.technicianId) ?? []), spanOf(stop)]);
      continue;
    }
    ms = delay.startMs + stop.durationMinutes * minuteMs;
    place = stop.place ?? place;
  }
  return delays;
}

function delayOf(stop: Stop, startMs: number): Omit<Delay, 'takers' | 'takenBy'> {
  const breaksWindow = startMs > stop.window.endMs;
  return {
    stop,
    startMs,
    delayMinutes: Math.round((startMs - stop.startMs) / minuteMs),
    breaksWindow,
    window: breaksWindow ? windowAround(startMs, stop.window.endMs - stop.window.startMs) : stop.window,
  };
}

function spanOf({startMs, durationMinutes, place}: Stop): PlannedVisit {
  return {startMs, endMs: startMs + durationMinutes * minuteMs, place};
}

/** Who has the skills, and time at the very time of a visit. What has begun nobody takes over this way. */
function takersOf(
  stop: Stop,
  substitutes: readonly Substitute[],
  given: ReadonlyMap<string, readonly PlannedVisit[]>,
  travel: TravelSeconds,
): Taker[] {
  if (stop.hasBegun) return [];
  const takers = substitutes.flatMap(({id, skills, shifts, visits}): Taker[] => {
    const has = new Set(skills.map(skill => skill.toLowerCase()));
    const {startMs, endMs} = spanOf(stop);
    const isAble = stop.skills.every(skill => has.has(skill.toLowerCase()));
    if (!isAble || !shifts.some(shift => shift.startMs <= startMs && shift.endMs >= endMs)) return [];
    const gap = gapFor(stop, [...visits, ...(given.get(id) ?? [])], travel);
    return gap ? [{technicianId: id, ...gap}] : [];
  });
  return takers
    .toSorted((a, b) => a.addedMinutes - b.addedMinutes || (a.technicianId < b.technicianId ? -1 : 1))
    .slice(0, mostTakers);
}

/** The driving that a visit adds at its very time, if there is time to come from what is before it and to go on to what is after. */
function gapFor(
  stop: Stop,
  visits: readonly PlannedVisit[],
  travel: TravelSeconds,
): Omit<Taker, 'technicianId'> | undefined {
  const {startMs, endMs, place} = spanOf(stop);
  const drive = (from: LatLng | undefined, to: LatLng | undefined) =>
    from && to ? Math.ceil(travel(from, to) / 60) : 0;
  const before = visits
    .filter(visit => visit.startMs <= startMs)
    .toSorted((a, b) => a.endMs - b.endMs)
    .at(-1);
  const after = visits.filter(visit => visit.startMs > startMs).toSorted((a, b) => a.startMs - b.startMs)[0];
  const toPlace = drive(before?.place, place);
  const onward = drive(place, after?.place);
  if (before && before.endMs + toPlace * minuteMs > startMs) return undefined;
  if (after && endMs + onward * minuteMs > after.startMs) return undefined;
  const addedMinutes = Math.max(0, toPlace + onward - drive(before?.place, after?.place));
  return {driveMinutes: toPlace, addedMinutes};
}
