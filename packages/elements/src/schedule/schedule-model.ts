import type {OfficePicture} from '@dispatch-kit/client';
import {
  daylessStatuses,
  daysAfter,
  distanceMeters,
  driveSeconds,
  isOpen,
  minuteMs,
  shiftsOf,
  toMs,
  wallClock,
} from '@dispatch-kit/core';
import type {Appointment, Job, LatLng, Member} from '@dispatch-kit/core';
import {entryOf} from '../board/board-entry.ts';
import type {BoardEntry, People} from '../board/board-entry.ts';
import {usualMsOf} from '../board/board-sort.ts';
import {TimeAxis, shownDays} from './time-axis.ts';
import type {Span} from './time-axis.ts';

/** A visit as a card on the timeline. */
export interface Card extends Span {
  readonly key: string;
  readonly entry: BoardEntry & {readonly visit: Appointment};
  /** Which of the lanes of its row it stands in, from 0. */
  readonly lane: number;
  /** It overlaps another visit of the same technician. */
  readonly isConflict: boolean;
}

/** The drive from one visit to the next, up to when that one begins. */
export interface Drive extends Span {
  readonly key: string;
  readonly minutes: number;
  /** The lane of the visit it leads to. */
  readonly lane: number;
  /** The visits lie closer together than the drive takes. */
  readonly isTight: boolean;
}

/** A technician with the visits of the days shown; without a member, the visits that nobody has. */
export interface ScheduleRow {
  readonly key: string;
  readonly member: Member | undefined;
  readonly cards: readonly Card[];
  readonly drives: readonly Drive[];
  readonly laneCount: number;
  /** When he works; undefined where nobody wrote it down. */
  readonly shifts: readonly Span[] | undefined;
}

export interface ScheduleView {
  /** The hours that are shown: all in which something is. */
  readonly axis: TimeAxis;
  readonly unassigned: ScheduleRow;
  readonly rows: readonly ScheduleRow[];
  /** Jobs that have no time yet. */
  readonly waiting: readonly BoardEntry[];
  readonly visitCount: number;
}

type Known = Pick<OfficePicture, 'jobs' | 'customers' | 'members'>;

/** The key of the row of what nobody has. */
export const unassignedKey = 'unassigned';

/** A visit this close to the one before is driven to from there. */
export const sameTripMs = 6 * 60 * minuteMs;
/** As good as the same place. */
const hereMeters = 50;

/** Arranges an office as technicians × time. What did not change is the same object as before. */
export class ScheduleModel {
  #view: ScheduleView | undefined;
  #asked: readonly unknown[] = [];
  readonly #entries = new WeakMap<Appointment, Card['entry']>();

  arrange({jobs, customers, members}: Known, days: readonly string[], timeZone: string): ScheduleView {
    const asked = [jobs, customers, members, days.join(), timeZone];
    if (this.#view && asked.every((each, index) => each === this.#asked[index])) return this.#view;
    this.#asked = asked;
    const people = {customers, members};
    const shifts = new Map(
      [...members.values()].map(member => [member.id, shiftsIn(member, days, timeZone)]),
    );
    const axis = new TimeAxis(shownDays(days, timeZone, spansOf(jobs, shifts)), timeZone);
    const visits = this.#visitsIn(jobs, axis, people);
    const listed = [...members.values()].filter(member => isListed(member, visits)).toSorted(byName);
    const before = new Map(this.#view?.rows.map(row => [row.key, row]));
    const rows = listed.map(member => {
      const row = rowOf(member, visits.get(member.id) ?? [], shifts.get(member.id));
      const known = before.get(row.key);
      return known && isSameRow(known, row) ? known : row;
    });
    const unassigned = rowOf(undefined, visits.get(unassignedKey) ?? [], undefined);
    const known = this.#view?.unassigned;
    const visitCount = [...visits.values()].reduce((sum, each) => sum + each.length, 0);
    this.#view = {
      axis,
      unassigned: known && isSameRow(known, unassigned) ? known : unassigned,
      rows,
      waiting: waitingIn(jobs, people),
      visitCount,
    };
    return this.#view;
  }

  /** The visits of each technician in a stretch of time, those of nobody under `unassigned`. */
  #visitsIn(jobs: Known['jobs'], axis: TimeAxis, people: People): Map<string, Card['entry'][]> {
    const visits = new Map<string, Card['entry'][]>();
    for (const job of jobs.values()) {
      for (const visit of job.appointments) {
        if (!isDrawn(visit) || !axis.shows(spanOf(visit))) continue;
        const lead = visit.leadId && people.members.has(visit.leadId) ? visit.leadId : unassignedKey;
        const led = visits.get(lead);
        const entry = this.#entryOf(job, visit, people);
        if (led) led.push(entry);
        else visits.set(lead, [entry]);
      }
    }
    return visits;
  }

  #entryOf(job: Job, visit: Appointment, people: People): Card['entry'] {
    const known = this.#entries.get(visit);
    const lead = visit.leadId ? people.members.get(visit.leadId) : undefined;
    if (known?.job === job && known.lead === lead && known.customer === people.customers.get(job.customerId))
      return known;
    const entry = {...entryOf(job, people), key: visit.id, visit, lead};
    this.#entries.set(visit, entry);
    return entry;
  }
}

function isDrawn({status}: Appointment): boolean {
  return status !== 'deleted' && status !== 'canceled';
}

function spansOf(jobs: Known['jobs'], shifts: ReadonlyMap<string, readonly Span[] | undefined>): Span[] {
  const spans = [...shifts.values()].flatMap(each => each ?? []);
  for (const {appointments} of jobs.values()) {
    for (const visit of appointments) if (isDrawn(visit)) spans.push(spanOf(visit));
  }
  return spans;
}

/** When a visit is planned. */
export function spanOf({planned}: Pick<Appointment, 'planned'>): Span {
  const startMs = toMs(planned.start);
  return {startMs, endMs: startMs + planned.durationMinutes * minuteMs};
}

/** When somebody works on some days; undefined where nobody wrote it down. */
export function shiftsIn(
  {workingHours}: Pick<Member, 'workingHours'>,
  days: readonly string[],
  timeZone: string,
): Span[] | undefined {
  if (!workingHours) return undefined;
  const clock = wallClock(timeZone);
  // One that began the evening before goes on.
  const [first = ''] = days;
  return [daysAfter(first, -1), ...days].flatMap(day => shiftsOf(workingHours, day, clock));
}

function isListed(member: Member, visits: ReadonlyMap<string, unknown>): boolean {
  return (member.roles.includes('technician') && !member.deactivatedAt) || visits.has(member.id);
}

const byName = (a: Member, b: Member) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1);

function rowOf(
  member: Member | undefined,
  entries: readonly Card['entry'][],
  shifts: readonly Span[] | undefined,
): ScheduleRow {
  const cards = stack(entries, member !== undefined);
  return {
    key: member?.id ?? unassignedKey,
    member,
    cards,
    drives: member ? drivesBetween(cards) : [],
    laneCount: cards.reduce((most, {lane}) => Math.max(most, lane + 1), 1),
    shifts,
  };
}

/** Puts visits into lanes, so that none covers another: each into the first lane that is free when it begins. */
export function stack(entries: readonly Card['entry'][], isOnesOwn: boolean): Card[] {
  const inOrder = entries
    .map(entry => ({entry, ...spanOf(entry.visit)}))
    .toSorted((a, b) => a.startMs - b.startMs || b.endMs - a.endMs || (a.entry.key < b.entry.key ? -1 : 1));
  const freeFromMs: number[] = [];
  let latest: (typeof inOrder)[number] | undefined;
  const clashing = new Set<string>();
  const cards = inOrder.map(({entry, startMs, endMs}) => {
    if (isOnesOwn && isOpen(entry.visit)) {
      if (latest && startMs < latest.endMs) clashing.add(entry.key).add(latest.entry.key);
      if (!latest || endMs > latest.endMs) latest = {entry, startMs, endMs};
    }
    const free = freeFromMs.findIndex(fromMs => fromMs <= startMs);
    const lane = free < 0 ? freeFromMs.length : free;
    freeFromMs[lane] = endMs;
    return {key: entry.key, entry, startMs, endMs, lane, isConflict: false};
  });
  return cards.map(card => ({...card, isConflict: clashing.has(card.key) || card.entry.visit.conflict}));
}

/** The drives between visits that follow each other, where both places are known. */
export function drivesBetween(cards: readonly Card[]): Drive[] {
  const drives: Drive[] = [];
  for (const [index, card] of cards.entries()) {
    const before = cards[index - 1];
    const [from, to] = [before && placeOf(before.entry.job.address), placeOf(card.entry.job.address)];
    if (!before || !from || !to || card.startMs < before.endMs) continue;
    const gapMs = card.startMs - before.endMs;
    if (gapMs > sameTripMs || distanceMeters(from, to) < hereMeters) continue;
    const minutes = Math.ceil(driveSeconds(from, to) / 60);
    const startMs = card.startMs - Math.min(gapMs, minutes * minuteMs);
    const isTight = minutes * minuteMs > gapMs;
    drives.push({
      key: `${before.key} ${card.key}`,
      minutes,
      startMs,
      endMs: card.startMs,
      lane: card.lane,
      isTight,
    });
  }
  return drives;
}

/** Where an address is; undefined where nobody knows. */
export function placeOf({lat, lng}: Job['address']): LatLng | undefined {
  return lat === undefined || lng === undefined ? undefined : {lat, lng};
}

function waitingIn(jobs: Known['jobs'], people: People): BoardEntry[] {
  return [...jobs.values()]
    .filter(({status}) => daylessStatuses.some(each => each === status))
    .map(job => entryOf(job, people))
    .toSorted((a, b) => usualMsOf(a.job, a.visit) - usualMsOf(b.job, b.visit) || (a.key < b.key ? -1 : 1));
}

function isSameRow(a: ScheduleRow, b: ScheduleRow): boolean {
  return (
    a.member === b.member &&
    a.cards.length === b.cards.length &&
    JSON.stringify(a.shifts) === JSON.stringify(b.shifts) &&
    a.cards.every(({entry, lane}, index) => entry === b.cards[index]!.entry && lane === b.cards[index]!.lane)
  );
}
