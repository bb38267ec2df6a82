import type {TimeRange} from '../time.ts';
import {toInstant} from '../time.ts';

/** One visit as calendars know it (RFC 5545). */
export type CalendarVisit = {
  /** The same for as long as the visit lives, so that a later one takes the place of an earlier one. */
  readonly uid: string;
  /** Higher with each change. */
  readonly sequence: number;
  readonly window: TimeRange;
  readonly isCanceled: boolean;
  readonly summary: string;
  readonly description?: string;
  readonly location?: string;
  readonly url?: string;
  readonly organizer?: {readonly name: string; readonly email: string};
  readonly attendee?: {readonly name: string; readonly email: string};
};

export type CalendarMethod = 'REQUEST' | 'CANCEL' | 'PUBLISH';

/** A calendar file of visits; times in UTC, lines of at most 75 octets, every text escaped. */
export function visitCalendar(
  visits: readonly CalendarVisit[],
  {method, nowMs, name}: {method: CalendarMethod; nowMs: number; name?: string},
): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Dispatch Kit//Visits//EN',
    'CALSCALE:GREGORIAN',
    `METHOD:${method}`,
    ...(name ? [`X-WR-CALNAME:${escaped(name)}`] : []),
    ...visits.flatMap(visit => eventLines(visit, nowMs)),
    'END:VCALENDAR',
  ];
  return lines.map(line => `${folded(line)}\r\n`).join('');
}

function eventLines(visit: CalendarVisit, nowMs: number): string[] {
  const {uid, sequence, window, isCanceled, summary, description, location, url} = visit;
  return [
    'BEGIN:VEVENT',
    `UID:${escaped(uid)}`,
    `SEQUENCE:${sequence}`,
    `DTSTAMP:${stamp(toInstant(nowMs))}`,
    `DTSTART:${stamp(window.start)}`,
    `DTEND:${stamp(window.end)}`,
    `SUMMARY:${escaped(summary)}`,
    ...(description ? [`DESCRIPTION:${escaped(description)}`] : []),
    ...(location ? [`LOCATION:${escaped(location)}`] : []),
    ...(url ? [`URL:${url.replaceAll(/[\r\n]/g, '')}`] : []),
    ...personLines(visit),
    `STATUS:${isCanceled ? 'CANCELLED' : 'CONFIRMED'}`,
    'TRANSP:OPAQUE',
    'END:VEVENT',
  ];
}

function personLines({organizer, attendee}: CalendarVisit): string[] {
  return [
    ...(organizer ? [`ORGANIZER;CN=${quoted(organizer.name)}:mailto:${organizer.email}`] : []),
    ...(attendee
      ? [`ATTENDEE;CN=${quoted(attendee.name)};PARTSTAT=ACCEPTED;RSVP=FALSE:mailto:${attendee.email}`]
      : []),
  ];
}

const stamp = (instant: string) =>
  new Date(instant)
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replaceAll(/[-:]/g, '');

function escaped(text: string): string {
  return text
    .replaceAll('\\', '\\\\')
    .replaceAll(/[;,]/g, '\\$&')
    .replaceAll(/\r\n?|\n/g, '\\n')
    .replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '');
}

/** A parameter's value knows no escapes: what may not stand in it is left out. */
const quoted = (text: string) => `"${text.replaceAll(/["\u0000-\u001f\u007f]/g, '')}"`;

/** Folds a line so that no part has more than 75 octets, and none ends inside a character (3.1). */
function folded(line: string): string {
  let [out, octets] = ['', 0];
  for (const char of line) {
    const size = new TextEncoder().encode(char).length;
    if (octets + size > 75) [out, octets] = [`${out}\r\n `, 1];
    out += char;
    octets += size;
  }
  return out;
}
