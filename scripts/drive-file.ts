import {readFile} from 'node:fs/promises';
import {basename} from 'node:path';
import type {LatLng} from '@dispatch-kit/core';
import {readBarefoot, readDriveCsv, readGpx} from '@dispatch-kit/testing/drives';
import type {Drive, DriveColumns} from '@dispatch-kit/testing/drives';

export interface DriveFileOptions {
  /** `lat=…,lng=…,time=…[,date=…]` of a CSV file; without it they are looked for by their usual names. */
  columns?: string | undefined;
  /** Of times without an offset. Default UTC. */
  timeZone?: string | undefined;
}

/** Reads a recorded drive: GPX, barefoot JSON, or CSV. */
export async function readDriveFile(file: string, options: DriveFileOptions = {}): Promise<Drive> {
  const drive = readAs(file, await readFile(file, 'utf8'), options);
  return {...drive, name: drive.name || basename(file)};
}

/**
 * Reads `LAT,LNG`.
 *
 * @throws Error that names the option and shows how a place is written.
 */
export function placeFrom(option: string, text: string): LatLng {
  const [lat, lng] = text.split(',').map(Number);
  if (lat !== undefined && lng !== undefined && Math.abs(lat) <= 90 && Math.abs(lng) <= 180)
    return {lat, lng};
  throw new Error(`${option}: give LAT,LNG, such as 48.1351,11.5820, not ${text}.`);
}

function readAs(file: string, text: string, {columns, timeZone}: DriveFileOptions): Drive {
  if (file.toLowerCase().endsWith('.gpx')) return readGpx(text);
  if (file.toLowerCase().endsWith('.json')) return readBarefoot(text);
  return readDriveCsv(text, {...(columns ? named(columns) : lookedFor(text)), ...(timeZone && {timeZone})});
}

function named(columns: string): DriveColumns {
  return Object.fromEntries(columns.split(',').map(pair => pair.split('=', 2))) as unknown as DriveColumns;
}

const usual = {
  lat: ['lat', 'latitude'],
  lng: ['lng', 'lon', 'long', 'longitude'],
  time: ['time', 'timestamp', 'at', 'datetime'],
  date: ['date', 'day'],
  accuracyMeters: ['accuracy', 'accuracymeters'],
};

function lookedFor(text: string): DriveColumns {
  const names = text
    .slice(0, text.indexOf('\n'))
    .split(',')
    .map(name => name.trim());
  const found = Object.entries(usual).flatMap(([column, known]) => {
    const name = names.find(each => known.includes(each.toLowerCase()));
    return name === undefined ? [] : [[column, name] as const];
  });
  const columns = Object.fromEntries(found);
  if (!columns['lat'] || !columns['lng'] || !columns['time'])
    throw new Error(
      `--columns: the first line of the CSV file (${names.join(', ')}) does not say what is what; name its columns, such as --columns lat=LAT,lng=LON,date=Date,time=Time.`,
    );
  return columns as unknown as DriveColumns;
}
