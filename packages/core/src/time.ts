import * as z from 'zod/mini';
import {isTimeZone, isoDay, toMs} from './time/clock-time.ts';

export {
  dayIn,
  dayMs,
  dayRange,
  hourMs,
  localMs,
  minuteMs,
  overlaps,
  toInstant,
  toMs,
} from './time/clock-time.ts';

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
