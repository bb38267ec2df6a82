import type {LatLng} from '../place/lat-lng.ts';
import type {TimeZone} from '../time.ts';
import {dayIn, hourMs, minuteMs} from '../time.ts';
import type {Delay, Stop, Substitute} from './making-way.ts';
import {makeWayFor, nextStart, windowAround} from './making-way.ts';
import type {AbsenceCode, Interruptibility, NearestReason, OriginKind, Standing} from './nearest-reason.ts';
import {absenceWords, nearestReasons} from './nearest-reason.ts';
import type {PlannedVisit, TravelSeconds, Work} from './opening.ts';
import type {Span, WallClock, WorkingHour} from './working-time.ts';
import {assumedHours, daysAfter, joined, shiftsOf, wallClock} from './working-time.ts';

/** What somebody is under way on, as its lead. */
export type CurrentWork = Stop & {
  isUrgent: boolean;
  /** On the way to it; standing at the door counts as being there. */
  isOnTheWay: boolean;
  /** When work began, or he arrived. */
  sinceMs?: number | undefined;
};

/** A technician as he is now. Times of `workingHours` are those of the organization's zone; null: nobody wrote them down. */
export type Responder = {
  id: string;
  skills: readonly string[];
  workingHours: readonly WorkingHour[] | null;
  /** He said himself that he works now. */
  onShift: boolean;
  position?: {place: LatLng; atMs: number} | undefined;
  /** Where he was last, by his visits. */
  lastPlace?: LatLng | undefined;
  current?: CurrentWork | undefined;
  /** Visits on which he helps, planned or under way. */
  helps: readonly (PlannedVisit & {isUnderWay: boolean})[];
  stops: readonly Stop[];
};

/** Somebody is needed at once. */
export type UrgentWish = Work & {
  skills: readonly string[];
  nowMs: number;
  timeZone: TimeZone;
  /** What the customer was told already; kept where he can be there in it. */
  window?: Span | undefined;
  /** Work that has begun may be interrupted. */
  mayInterrupt: boolean;
  /** What he has to do stays with him, however late. */
  keepsVisits: boolean;
};

/** A technician who could go, with what his going delays. */
export type Nearest = {
  technicianId: string;
  standing: Standing;
  interruptible: Interruptibility;
  /** What he is under way on, and whether he leaves it or ends it first. */
  current?: {id: string; first: 'leave' | 'finish'} | undefined;
  from: OriginKind;
  seenAtMs?: number | undefined;
  /** Minutes of driving to the door; null where they are assumed. */
  driveMinutes: number | null;
  arrivesMs: number;
  window: Span;
  delays: Delay[];
  reasons: NearestReason[];
};

export type Absent = {technicianId: string; code: AbsenceCode; words: string};

/** A position older than this says nothing of where somebody is. */
const freshMs = 30 * minuteMs;
/** What is assumed where nobody knows from where, or to where. */
const assumedDriveMinutes = 30;
/** Work that should be over goes on for a while. */
const stillMs = 10 * minuteMs;
const windowMs = hourMs;

/**
 * Ranks who could be at a door soonest, with what each would leave and what his going delays. Who can be there first comes first;
 * of two who come within five minutes of each other the one for whom fewer windows break. Who does not work now, or lacks a skill,
 * is named with why.
 */
export function rankNearest(
  wish: UrgentWish,
  responders: readonly Responder[],
  travel: TravelSeconds,
): {items: Nearest[]; unavailable: Absent[]} {
  const clock = wallClock(wish.timeZone);
  const shifts = new Map(responders.map(each => [each.id, shiftsAround(each, wish, clock)]));
  const working = responders.filter(each => each.onShift || isWithin(shifts.get(each.id)!, wish.nowMs));
  const substitutes = wish.keepsVisits
    ? []
    : working.map(each => substituteOf(each, shifts.get(each.id)!, wish, travel));
  const items: Nearest[] = [];
  const unavailable: Absent[] = [];
  for (const each of responders) {
    const missing = missingSkills(wish.skills, each.skills);
    const code = missing.length > 0 ? 'missing_skills' : working.includes(each) ? undefined : 'not_working';
    if (code) unavailable.push({technicianId: each.id, code, words: absenceWords(code, missing)});
    else items.push(nearestOf(each, wish, {travel, shifts: shifts.get(each.id)!, substitutes}));
  }
  return {items: items.toSorted(bySoonest), unavailable};
}

function bySoonest(a: Nearest, b: Nearest): number {
  const broken = ({delays}: Nearest) => delays.filter(({breaksWindow}) => breaksWindow).length;
  return (
    Number(a.driveMinutes === null) - Number(b.driveMinutes === null) ||
    a.arrivesMs - b.arrivesMs ||
    broken(a) - broken(b) ||
    (a.driveMinutes ?? 0) - (b.driveMinutes ?? 0) ||
    (a.technicianId < b.technicianId ? -1 : 1)
  );
}

function shiftsAround({workingHours}: Responder, {nowMs, timeZone}: UrgentWish, clock: WallClock): Span[] {
  const today = dayIn(timeZone, nowMs);
  const days = [daysAfter(today, -1), today, daysAfter(today, 1)];
  return joined(days.flatMap(day => shiftsOf(workingHours ?? assumedHours, day, clock)));
}

function isWithin(shifts: readonly Span[], ms: number): boolean {
  return shifts.some(shift => shift.startMs <= ms && ms < shift.endMs);
}

function missingSkills(wanted: readonly string[], skills: readonly string[]): string[] {
  const has = new Set(skills.map(skill => skill.toLowerCase()));
  return wanted.filter(skill => !has.has(skill.toLowerCase()));
}

/** Where he is, as far as anybody knows. */
function originOf(
  {position, current, lastPlace}: Responder,
  nowMs: number,
): {from: OriginKind; place?: LatLng | undefined} {
  if (position && nowMs - position.atMs <= freshMs) return {from: 'position', place: position.place};
  const place = (current && !current.isOnTheWay ? current.place : undefined) ?? lastPlace;
  return place ? {from: 'visit', place} : {from: 'unknown'};
}

function standingOf({current, helps, stops}: Responder): Standing {
  if (current) return !current.isOnTheWay ? 'at_work' : current.isUrgent ? 'on_the_way_urgent' : 'on_the_way';
  if (helps.some(({isUnderWay}) => isUnderWay)) return 'helping';
  return stops.length > 0 ? 'planned_later' : 'free';
}

/** Whether he leaves what he does: nobody is called away from what is as urgent. */
function interruptibilityOf(standing: Standing, current: CurrentWork | undefined): Interruptibility {
  if (standing === 'at_work') return current?.isUrgent ? 'no' : 'with_reason';
  return standing === 'on_the_way_urgent' || standing === 'helping' ? 'no' : 'yes';
}

/** When what he is doing is over, and where he is then. */
function freeAfterWork(
  responder: Responder,
  nowMs: number,
  travel: TravelSeconds,
): {ms: number; place?: LatLng | undefined} {
  const {current, helps} = responder;
  const origin = originOf(responder, nowMs).place;
  const helping = helps.find(({isUnderWay}) => isUnderWay);
  if (!current)
    return helping
      ? {ms: Math.max(helping.endMs, nowMs + stillMs), place: helping.place}
      : {ms: nowMs, place: origin};
  const drive = origin && current.place ? travel(origin, current.place) * 1000 : 0;
  const sinceMs = current.isOnTheWay ? nowMs + drive : (current.sinceMs ?? nowMs);
  const endMs = sinceMs + current.durationMinutes * minuteMs;
  return {ms: Math.max(endMs, nowMs + stillMs), place: current.place ?? origin};
}

function substituteOf(
  responder: Responder,
  shifts: readonly Span[],
  {nowMs}: UrgentWish,
  travel: TravelSeconds,
): Substitute {
  const {id, skills, helps, stops} = responder;
  const free = freeAfterWork(responder, nowMs, travel);
  const planned = stops.map(({startMs, durationMinutes, place}) => ({
    startMs,
    endMs: startMs + durationMinutes * minuteMs,
    place,
  }));
  const until = {startMs: -Infinity, endMs: free.ms, place: free.place};
  return {id, skills, shifts, visits: [until, ...planned, ...helps.filter(({isUnderWay}) => !isUnderWay)]};
}

type Around = {travel: TravelSeconds; shifts: readonly Span[]; substitutes: readonly Substitute[]};

function nearestOf(responder: Responder, wish: UrgentWish, {travel, shifts, substitutes}: Around): Nearest {
  const {id, current, helps, position, workingHours} = responder;
  const {nowMs, place} = wish;
  const standing = standingOf(responder);
  const interruptible = interruptibilityOf(standing, current);
  const leavesNow = interruptible === 'yes' || (interruptible === 'with_reason' && wish.mayInterrupt);
  const origin = originOf(responder, nowMs);
  const start = leavesNow ? {ms: nowMs, place: origin.place} : freeAfterWork(responder, nowMs, travel);
  const driveMinutes = start.place && place ? Math.ceil(travel(start.place, place) / 60) : null;
  const arrivesMs = nextStart(start.ms + (driveMinutes ?? assumedDriveMinutes) * minuteMs);
  const endMs = arrivesMs + wish.durationMinutes * minuteMs;
  const left = current && leavesNow ? [{...current, isLeft: true, ...remaining(current, nowMs)}] : [];
  const others = substitutes.filter(each => each.id !== id);
  const delays = makeWayFor({ms: endMs, place}, [...left, ...responder.stops], others, travel);
  return {
    technicianId: id,
    standing,
    interruptible,
    ...(current && {current: {id: current.id, first: leavesNow ? 'leave' : 'finish'}}),
    from: leavesNow ? origin.from : start.place ? 'visit' : 'unknown',
    ...(leavesNow && origin.from === 'position' && {seenAtMs: position!.atMs}),
    driveMinutes,
    arrivesMs,
    window: wish.window && isInside(arrivesMs, wish.window) ? wish.window : windowAround(arrivesMs, windowMs),
    delays,
    reasons: nearestReasons({
      standing,
      leavesNow,
      waitMinutes: Math.ceil((start.ms - nowMs) / minuteMs),
      from: leavesNow ? origin.from : start.place ? 'visit' : 'unknown',
      seenMinutesAgo: position ? Math.max(0, Math.round((nowMs - position.atMs) / minuteMs)) : 0,
      isPlaced: place !== undefined,
      skills: wish.skills,
      isMissed: helps.some(each => !each.isUnderWay && each.startMs < endMs && each.endMs > nowMs),
      runsOver: !isWithin(shifts, endMs - 1),
      hoursAssumed: workingHours === null && !responder.onShift,
    }),
  };
}

function isInside(ms: number, {startMs, endMs}: Span): boolean {
  return ms >= startMs && ms <= endMs;
}

/** What is left to do of work that has begun, at least a quarter of an hour. */
function remaining(
  {hasBegun, sinceMs, durationMinutes}: CurrentWork,
  nowMs: number,
): {durationMinutes: number} {
  if (!hasBegun || sinceMs === undefined) return {durationMinutes};
  const leftMs = sinceMs + durationMinutes * minuteMs - nowMs;
  return {durationMinutes: Math.max(15, Math.ceil(leftMs / minuteMs))};
}
