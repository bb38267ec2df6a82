// Without schemas: a customer's page computes with times, and parses none.
import type {Day, Instant, TimeRange, TimeZone} from '../time.ts';

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

/** Whether the platform knows a time zone by this name. */
export function isTimeZone(name: string): boolean {
  try {
    formatterOf(name);
    return true;
  } catch {
    return false;
  }
}

/** The calendar day of milliseconds since 1970 in UTC; empty for what is no number. */
export function isoDay(ms: number): string {
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
