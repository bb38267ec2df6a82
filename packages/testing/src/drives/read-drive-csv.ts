import {parse} from 'csv-parse/sync';
import {localMs} from '@dispatch-kit/core';
import type {Fix} from '@dispatch-kit/core';
import type {Drive} from './drive.ts';

/** Which column of a CSV file holds what, by the names in its first line. */
export interface DriveColumns {
  lat: string;
  lng: string;
  /** A full time; with `date`, the time of day. Also whole numbers: seconds or milliseconds since 1970. */
  time: string;
  /** `YYYY-MM-DD` or, as Americans write it, `MM/DD/YYYY`. */
  date?: string;
  /** Where the clock stood, for times without an offset. Default `UTC`. */
  timeZone?: string;
  speed?: string;
  /** Default `m/s`. */
  speedUnit?: 'm/s' | 'km/h' | 'knots';
  heading?: string;
  accuracyMeters?: string;
}

type Row = Record<string, string | undefined>;
const metersPerSecond = {'m/s': 1, 'km/h': 1 / 3.6, knots: 1852 / 3600};

/**
 * Reads a drive from a CSV file with a line of names. Rows without a number for the place or without a time are passed
 * over; a wrong number is kept, for believing is not the reader's business.
 *
 * @throws TypeError if a named column is not there, or no row has a place and a time.
 */
export function readDriveCsv(text: string, columns: DriveColumns): Drive {
  const rows = parse<Row>(text, {
    columns: true,
    bom: true,
    skip_empty_lines: true,
    trim: true,
    relax_column_count: true,
  });
  const {timeZone: _zone, speedUnit: _unit, ...named} = columns;
  const missing = Object.values(named).filter(name => rows[0] && !(name in rows[0]));
  if (missing.length)
    throw new TypeError(`The file has no column ${missing.map(name => `"${name}"`).join(', ')}.`);
  const fixes = rows.map(row => fixOf(row, columns)).filter(fix => fix !== undefined);
  if (!fixes.length) throw new TypeError('No row of the file has a place and a time.');
  return {name: 'CSV drive', fixes};
}

function fixOf(row: Row, columns: DriveColumns): Fix | undefined {
  const [lat, lng] = [numberIn(row, columns.lat), numberIn(row, columns.lng)];
  const atMs = timeOf(row, columns);
  if (lat === undefined || lng === undefined || Number.isNaN(atMs)) return undefined;
  const speed = numberIn(row, columns.speed);
  const heading = numberIn(row, columns.heading);
  const accuracyMeters = numberIn(row, columns.accuracyMeters);
  return {
    lat,
    lng,
    at: new Date(atMs).toISOString(),
    ...(speed === undefined
      ? {}
      : {speedMetersPerSecond: speed * metersPerSecond[columns.speedUnit ?? 'm/s']}),
    ...(heading === undefined ? {} : {headingDegrees: heading}),
    ...(accuracyMeters === undefined ? {} : {accuracyMeters}),
  };
}

/** The number in a cell; undefined where it is empty or no number. */
function numberIn(row: Row, column: string | undefined): number | undefined {
  const cell = column === undefined ? undefined : row[column];
  const value = cell ? Number(cell) : NaN;
  return Number.isFinite(value) ? value : undefined;
}

function timeOf(row: Row, {time, date, timeZone = 'UTC'}: DriveColumns): number {
  const clock = row[time] ?? '';
  if (/^\d{9,13}$/.test(clock)) return Number(clock) * (clock.length > 11 ? 1 : 1000);
  const text = date === undefined ? clock.replace(' ', 'T') : `${isoDay(row[date] ?? '')}T${clock}`;
  if (/(Z|[+-]\d\d:?\d\d)$/.test(text)) return Date.parse(text);
  return Number.isNaN(Date.parse(`${text}Z`)) ? NaN : localMs(text, timeZone);
}

function isoDay(day: string): string {
  const american = /^(\d\d?)\/(\d\d?)\/(\d{4})$/.exec(day);
  return american ? `${american[3]}-${american[1]!.padStart(2, '0')}-${american[2]!.padStart(2, '0')}` : day;
}
