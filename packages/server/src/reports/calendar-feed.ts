import {toMs} from '@dispatch-kit/core';
import type {AppointmentRow, JobRow} from '../storage/rows.ts';

/** One visit as a calendar shows it: when, and where. */
export type CalendarVisit = {visit: AppointmentRow; job: JobRow};

/** A calendar (RFC 5545) of visits: window and address, in UTC, nothing else. */
export function calendarFeed(
  name: string,
  visits: readonly CalendarVisit[],
  {host, now}: {host: string; now: string},
): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Dispatch Kit//Visits//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${textOf(name)}`,
    'REFRESH-INTERVAL;VALUE=DURATION:PT15M',
    ...visits.flatMap(each => eventLines(each, host, now)),
    'END:VCALENDAR',
  ];
  return lines.map(folded).join('');
}

function eventLines({visit, job}: CalendarVisit, host: string, now: string): string[] {
  const {window, status} = visit.facts;
  const {line, line2, postcode, city} = job.address;
  const address = [line, line2, [postcode, city].filter(Boolean).join(' ')].filter(Boolean).join(', ');
  return [
    'BEGIN:VEVENT',
    `UID:${visit.id}@${host}`,
    `DTSTAMP:${utc(now)}`,
    `DTSTART:${utc(window.start)}`,
    `DTEND:${utc(window.end)}`,
    `SEQUENCE:${visit.version}`,
    `STATUS:${status === 'canceled' ? 'CANCELLED' : 'CONFIRMED'}`,
    `SUMMARY:${textOf(address)}`,
    `LOCATION:${textOf(address)}`,
    'END:VEVENT',
  ];
}

function utc(at: string): string {
  return new Date(toMs(at)).toISOString().replace(/[-:]|\.\d{3}/g, '');
}

function textOf(text: string): string {
  return text
    .replace(/[\\;,]/g, character => `\\${character}`)
    .replace(/\r\n|\r|\n/g, '\\n')
    .replace(/[\u0000-\u001f\u007f]/g, '');
}

/** Lines are at most 75 bytes; a longer one goes on in the next after a space. No character is cut. */
function folded(line: string): string {
  const encoder = new TextEncoder();
  let [out, length] = ['', 0];
  for (const character of line) {
    const bytes = encoder.encode(character).length;
    if (length + bytes > 75) {
      out += '\r\n ';
      length = 1;
    }
    out += character;
    length += bytes;
  }
  return `${out}\r\n`;
}
