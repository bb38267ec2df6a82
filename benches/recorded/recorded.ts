import {existsSync, readFileSync, readdirSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {believe, noFixes, toMs} from '@dispatch-kit/core';
import type {Fix, LatLng} from '@dispatch-kit/core';
import {readBarefoot, readDriveCsv, readGpx} from '@dispatch-kit/testing/drives';

const folder = join(
  process.env['DISPATCH_TEST_DATA'] ?? resolve(import.meta.dirname, '../../../shared/data'),
  'traces',
);
const rabatColumns = {lat: 'LAT', lng: 'LON', date: 'Date', time: 'Time', timeZone: 'Africa/Casablanca'};

/** A recorded drive of those that `DISPATCH_TEST_DATA` names. */
export function recorded(name: string): Fix[] {
  const text = readFileSync(join(folder, name), 'utf8');
  if (name.endsWith('.gpx')) return readGpx(text).fixes;
  if (name.endsWith('.json')) return readBarefoot(text).fixes;
  return readDriveCsv(text, rabatColumns).fixes;
}

/** The four drives of one road, both ways on two days. */
export function rabatDrives(): {name: string; fixes: Fix[]}[] {
  return readdirSync(join(folder, 'rabat-t3'))
    .filter(name => name.endsWith('.csv'))
    .sort()
    .map(name => ({name, fixes: recorded(`rabat-t3/${name}`)}));
}

/** Said aloud where a bench has to do without them. */
export const hasRecorded = existsSync(folder);
if (!hasRecorded) console.warn(`SKIPPED: no recorded drives in ${folder}; set DISPATCH_TEST_DATA`);

/** The places of a drive that are believed, each once. */
export function places(fixes: readonly Fix[]): Fix[] {
  let history = noFixes;
  return fixes.filter(fix => {
    const belief = believe(history, fix, toMs(fix.at));
    history = belief.history;
    return belief.verdict === 'taken';
  });
}

/** The named stops of the Limerick bus ride. */
export function limerickStops(): (LatLng & {name: string})[] {
  const {features} = JSON.parse(readFileSync(join(folder, 'limerick-bus-304-stops.geojson'), 'utf8')) as {
    features: {properties: {name: string}; geometry: {coordinates: [number, number]}}[];
  };
  return features.map(({properties, geometry}) => {
    const [lng, lat] = geometry.coordinates;
    return {name: properties.name, lat, lng};
  });
}
