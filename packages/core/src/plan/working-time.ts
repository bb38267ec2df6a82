import type {Day, TimeZone} from '../time.ts';
import {dayMs, localMs} from '../time.ts';

/** A stretch of time in milliseconds since 1970; `endMs` is not part of it. */
export type Span = {startMs: number; endMs: number};

/** One line of working hours: weekday (1 Monday to 7 Sunday), wall clock times. To the next day where `to` is not after `from`. */
export type WorkingHour = {day: number; from: string; to: string};

/** What is assumed of somebody whose hours nobody wrote down. */
export const assumedHours: readonly WorkingHour[] = [1, 2, 3, 4, 5].map(day => ({
  day,
  from: '08:00',
  to: '17:00',
}));

/** When a wall clock shows a time; each is worked out once. */
export type WallClock = (day: Day, time: string) => number;

/** The wall clock of a zone. A time that the spring change skips is the moment after the gap. */
export function wallClock(timeZone: TimeZone): WallClock {
  const known = new Map<string, number>();
  return (day, time) => {
    const wall = `${day}T${time}`;
    const ms = known.get(wall) ?? localMs(`${wall}:00`, timeZone);
    known.set(wall, ms);
    return ms;
  };
}

/** The day after, or so many days after. */
export function daysAfter(day: Day, count: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * dayMs).toISOString().slice(0, 10);
}

/** 1 Monday to 7 Sunday. */
export function weekdayOf(day: Day): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
}

/** The shifts that begin on a calendar day, those that touch or overlap as one, in their order. */
export function shiftsOf(hours: readonly WorkingHour[], day: Day, clock: WallClock): Span[] {
  const weekday = weekdayOf(day);
  const shifts = hours
    .filter(line => line.day === weekday)
    .map(({from, to}) => ({
      startMs: clock(day, from),
      endMs: clock(to > from ? day : daysAfter(day, 1), to),
    }));
  return joined(shifts);
}

/** Spans in their order, those that touch or overlap as one. */
export function joined(spans: readonly Span[]): Span[] {
  const inOrder = spans
    .filter(span => span.endMs > span.startMs)
    .toSorted((a, b) => a.startMs - b.startMs || a.endMs - b.endMs);
  const whole: Span[] = [];
  for (const span of inOrder) {
    const last = whole.at(-1);
    if (last && span.startMs <= last.endMs) last.endMs = Math.max(last.endMs, span.endMs);
    else whole.push({...span});
  }
  return whole;
}
