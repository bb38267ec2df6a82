import type {Day, TimeZone} from '../time.ts';
import {dayIn, minuteMs} from '../time.ts';
import type {Opening, PlannedVisit, TravelSeconds, Work} from './opening.ts';
import {openingsOf} from './opening.ts';
import type {SuggestionReason, UnavailableCode} from './suggestion-reason.ts';
import {reasonsFor, unavailableWords} from './suggestion-reason.ts';
import type {Span, WallClock, WorkingHour} from './working-time.ts';
import {assumedHours, daysAfter, joined, shiftsOf, wallClock} from './working-time.ts';

/** Somebody who could come. Times of `workingHours` are those of the organization's zone; null: nobody wrote them down. */
export type CandidateTechnician = {
  id: string;
  skills: readonly string[];
  workingHours: readonly WorkingHour[] | null;
  /** Visits that are planned or under way, the one in question not among them. */
  visits: readonly PlannedVisit[];
};

/** What is to be planned. */
export type PlanningWish = Work & {
  skills: readonly string[];
  /** The earliest moment work may begin. */
  fromMs: number;
  /** How many calendar days are looked at, the day of `fromMs` included. */
  days: number;
  /** The zone of working hours: the organization's. */
  timeZone: TimeZone;
  /** The zone of the address, in which windows are told; the organization's unless given. */
  placeTimeZone?: TimeZone | undefined;
  /** How long a window is that a customer is told. */
  windowMinutes: number;
  /** The window that a customer was told already, and who has the visit. */
  window?: Span | undefined;
  leadId?: string | null;
};

/** One technician at one time. */
export type Slot = {
  technicianId: string;
  startMs: number;
  /** What a customer would be told. */
  window: Span;
  opening: Opening;
  /** The calendar day on which the shift begins. */
  day: Day;
  /** Minutes planned on that day already. */
  bookedMinutes: number;
  hoursAssumed: boolean;
};

/** A slot with its place in the ranking: what it costs, in minutes, and why. */
export type Suggestion = Slot & {costMinutes: number; reasons: SuggestionReason[]};

export type Unavailable = {technicianId: string; code: UnavailableCode; words: string};

/** What each circumstance is worth against a minute of driving. */
const weights = {perDay: 60, perBookedHour: 4, otherWindow: 240, otherTechnician: 15, hoursAssumed: 15};
const mostPerDay = 2;

/**
 * Ranks who could come when: slots within working hours, beside what is planned, with the time to drive, for those
 * who have the skills. The cheapest come first: what costs are minutes of added driving, days of waiting, a full day,
 * another window than was told. Who has no slot is named with why.
 */
export function suggestSlots(
  wish: PlanningWish,
  technicians: readonly CandidateTechnician[],
  travel: TravelSeconds,
): {suggestions: Suggestion[]; unavailable: Unavailable[]} {
  const calendar = calendarOf(wish);
  const suggestions: Suggestion[] = [];
  const unavailable: Unavailable[] = [];
  for (const technician of technicians) {
    const found = slotsOf(wish, technician, calendar, travel);
    if (typeof found === 'string') unavailable.push(whyNot(found, wish, technician));
    else suggestions.push(...cheapestOfDays(found.map(slot => judged(slot, wish))));
  }
  return {suggestions: suggestions.toSorted(byCost), unavailable};
}

/**
 * The windows a customer may be offered: those that have not begun at `fromMs` and in which more technicians could
 * come than visits wait there that nobody has yet. Nobody is named.
 *
 * @param waiting when visits without a technician begin.
 */
export function windowsToOffer(
  wish: PlanningWish,
  technicians: readonly CandidateTechnician[],
  travel: TravelSeconds,
  waiting: readonly number[],
): Span[] {
  const calendar = calendarOf({...wish, window: undefined});
  const whoCan = new Map<Span, Set<string>>();
  for (const technician of technicians) {
    const found = slotsOf(wish, technician, calendar, travel);
    if (typeof found === 'string') continue;
    for (const {window, technicianId} of found)
      whoCan.set(window, (whoCan.get(window) ?? new Set()).add(technicianId));
  }
  const taken = ({startMs, endMs}: Span) => waiting.filter(atMs => atMs >= startMs && atMs < endMs).length;
  return calendar.windows.filter(
    window => window.startMs >= wish.fromMs && (whoCan.get(window)?.size ?? 0) > taken(window),
  );
}

/** The days that are looked at, with the windows in them; windows are told in the zone of the place. */
type Calendar = {days: Day[]; clock: WallClock; windows: Span[]};

function calendarOf(wish: PlanningWish): Calendar {
  const first = dayIn(wish.timeZone, wish.fromMs);
  const days = Array.from({length: wish.days}, (_, i) => daysAfter(first, i));
  const clock = wallClock(wish.timeZone);
  const place = wallClock(wish.placeTimeZone ?? wish.timeZone);
  const starts = Array.from(
    {length: Math.floor((24 * 60) / wish.windowMinutes)},
    (_, i) => i * wish.windowMinutes,
  );
  // A place in another zone has other days: one more at each end covers them.
  const placeDays = [daysAfter(first, -1), ...days, daysAfter(first, wish.days)];
  const blocks = placeDays.flatMap(day =>
    starts.map(start => ({
      startMs: place(day, timeOf(start)),
      endMs: place(day, timeOf(start + wish.windowMinutes)),
    })),
  );
  const told = wish.window ? [wish.window] : [];
  const others = blocks.filter(({startMs, endMs}) => startMs < endMs && endMs > wish.fromMs);
  return {days, clock, windows: [...told, ...others]};
}

function timeOf(minutes: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** Every slot of one technician, the first possible start in each window, or why there is none. */
function slotsOf(
  wish: PlanningWish,
  technician: CandidateTechnician,
  {days, clock, windows}: Calendar,
  travel: TravelSeconds,
): Slot[] | UnavailableCode {
  if (missingSkills(wish, technician).length > 0) return 'missing_skills';
  const hours = technician.workingHours ?? assumedHours;
  // The shift of the night before may still go on.
  const shifts = joined(
    [daysAfter(days[0]!, -1), ...days].flatMap(day => shiftsOf(hours, day, clock)),
  ).filter(shift => shift.endMs > wish.fromMs);
  if (shifts.length === 0) return 'not_working';
  const booked = bookedByDay(technician, wish);
  const slots = shifts.flatMap(shift => {
    const day = dayIn(wish.timeZone, shift.startMs);
    const whose = {
      technicianId: technician.id,
      day,
      bookedMinutes: booked.get(day) ?? 0,
      hoursAssumed: technician.workingHours === null,
    };
    const openings = openingsOf(shift, technician.visits, wish, wish.fromMs, travel);
    return openings.flatMap(opening => windows.flatMap(window => slotIn(opening, window, whose)));
  });
  return slots.length > 0 ? slots : 'fully_booked';
}

function bookedByDay({visits}: CandidateTechnician, {timeZone}: PlanningWish): Map<Day, number> {
  const booked = new Map<Day, number>();
  for (const {startMs, endMs} of visits) {
    const day = dayIn(timeZone, startMs);
    booked.set(day, (booked.get(day) ?? 0) + Math.round((endMs - startMs) / minuteMs));
  }
  return booked;
}

function missingSkills(wish: PlanningWish, technician: CandidateTechnician): string[] {
  const has = new Set(technician.skills.map(skill => skill.toLowerCase()));
  return wish.skills.filter(skill => !has.has(skill.toLowerCase()));
}

function slotIn(
  opening: Opening,
  window: Span,
  whose: Pick<Slot, 'technicianId' | 'day' | 'bookedMinutes' | 'hoursAssumed'>,
): Slot[] {
  const startMs = Math.max(opening.earliestMs, window.startMs);
  if (startMs > opening.latestMs || startMs >= window.endMs) return [];
  return [{...whose, startMs, window, opening}];
}

function judged(slot: Slot, wish: PlanningWish): Suggestion {
  const isSame = wish.leadId === slot.technicianId;
  const isInWindow = wish.window && slot.window === wish.window;
  const daysToWait = (slot.startMs - wish.fromMs) / (24 * 60 * minuteMs);
  const costMinutes =
    slot.opening.addedMinutes +
    weights.perDay * daysToWait +
    (weights.perBookedHour * slot.bookedMinutes) / 60 +
    (isInWindow === false ? weights.otherWindow : 0) +
    (wish.leadId && !isSame ? weights.otherTechnician : 0) +
    (slot.hoursAssumed ? weights.hoursAssumed : 0);
  const known = {...slot, skills: wish.skills, isPlaced: wish.place !== undefined, isSame, isInWindow};
  return {...slot, costMinutes: Math.round(costMinutes), reasons: reasonsFor(known)};
}

/** Of a technician's day a few are enough to choose from; the same start is told with one window. */
function cheapestOfDays(suggestions: Suggestion[]): Suggestion[] {
  const count = new Map<Day, number>();
  const starts = new Set<number>();
  return suggestions.toSorted(byCost).filter(({startMs, day}) => {
    const already = count.get(day) ?? 0;
    if (already >= mostPerDay || starts.has(startMs)) return false;
    starts.add(startMs);
    count.set(day, already + 1);
    return true;
  });
}

function byCost(a: Suggestion, b: Suggestion): number {
  return a.costMinutes - b.costMinutes || a.startMs - b.startMs || (a.technicianId < b.technicianId ? -1 : 1);
}

function whyNot(code: UnavailableCode, wish: PlanningWish, technician: CandidateTechnician): Unavailable {
  const missing = missingSkills(wish, technician);
  const words = unavailableWords(code, {missing, durationMinutes: wish.durationMinutes});
  return {technicianId: technician.id, code, words};
}
