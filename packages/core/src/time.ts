import * as z from 'zod/mini';

const instantPattern = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)$/;

/** A point in time, ISO 8601 with an offset: `2026-03-01T09:40:00Z`. A time without an offset is refused; parsed, it is in UTC. */
export const Instant = z.string().check(
  z.refine(
    text => instantPattern.test(text) && !Number.isNaN(Date.parse(text)),
    'Give an ISO 8601 time with its offset, such as 2026-03-01T09:40:00Z.',
  ),
  z.overwrite(text => (Number.isNaN(Date.parse(text)) ? text : new Date(Date.parse(text)).toISOString())),
);
export type Instant = z.infer<typeof Instant>;

/** A calendar day, `YYYY-MM-DD`, meant in a time zone that stands beside it. */
export const Day = z
  .string()
  .check(
    z.refine(
      text => /^\d{4}-\d\d-\d\d$/.test(text) && isoDay(Date.parse(`${text}T00:00:00Z`)) === text,
      'Give a day as YYYY-MM-DD.',
    ),
  );
export type Day = z.infer<typeof Day>;

/** An IANA time zone name, such as `America/Chicago`. */
export const TimeZone = z
  .string()
  .check(z.refine(isTimeZone, 'Give an IANA time zone, such as America/Chicago.'));
export type TimeZone = z.infer<typeof TimeZone>;

/** A stretch of time; `end` is after `start`. */
export const TimeRange = z.strictObject({start: Instant, end: Instant}).check(
  z.refine(range => toMs(range.end) > toMs(range.start), {
    message: 'The end must be after the start.',
    path: ['end'],
  }),
);
export type TimeRange = z.infer<typeof TimeRange>;

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

/** Milliseconds since 1970 of an instant. */
export function toMs(instant: Instant): number {
  return Date.parse(instant);
}

/** The instant of milliseconds since 1970, in UTC. */
export function toInstant(ms: number): Instant {
  return new Date(ms).toISOString();
}

/** True if two stretches of time share a moment; touching ends do not. */
export function overlaps(a: TimeRange, b: TimeRange): boolean {
  return toMs(a.start) < toMs(b.end) && toMs(b.start) < toMs(a.end);
}

/** The calendar day it is in a zone at an instant. */
export function dayIn(timeZone: TimeZone, atMs: number): Day {
  return isoDay(atMs + offsetMs(timeZone, atMs));
}

/** The first and the last moment (excluded) of a calendar day in a zone; 23 or 25 hours apart when clocks change. */
export function dayRange(day: Day, timeZone: TimeZone): TimeRange {
  const next = isoDay(Date.parse(`${day}T00:00:00Z`) + dayMs);
  return {
    start: toInstant(localMs(`${day}T00:00:00`, timeZone)),
    end: toInstant(localMs(`${next}T00:00:00`, timeZone)),
  };
}

/**
 * Milliseconds since 1970 of a wall clock time in a zone: `localMs('2020-01-01T00:05:00', 'America/Los_Angeles')`.
 * A time that the spring change skips is read with the offset before the change; one that autumn repeats is the first.
 */
export function localMs(wallTime: string, timeZone: TimeZone): number {
  const asUtc = Date.parse(`${wallTime}Z`);
  const before = offsetMs(timeZone, asUtc - dayMs);
  const guess = asUtc - before;
  if (offsetMs(timeZone, guess) === before) return guess;
  const after = offsetMs(timeZone, asUtc + dayMs);
  return offsetMs(timeZone, asUtc - after) === after ? asUtc - after : guess;
}

function isTimeZone(name: string): boolean {
  try {
    formatterOf(name);
    return true;
  } catch {
    return false;
  }
}

function isoDay(ms: number): string {
  return Number.isNaN(ms) ? '' : new Date(ms).toISOString().slice(0, 10);
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(timeZone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formatters.set(timeZone, formatter);
  }
  return formatter;
}

/** How far a zone's wall clock is ahead of UTC at an instant. */
function offsetMs(timeZone: string, atMs: number): number {
  const part: Record<string, number> = {};
  for (const {type, value} of formatterOf(timeZone).formatToParts(atMs)) part[type] = Number(value);
  const wall = Date.UTC(
    part['year']!,
    part['month']! - 1,
    part['day'],
    part['hour'],
    part['minute'],
    part['second'],
  );
  return wall - Math.floor(atMs / 1000) * 1000;
}
