import assert from 'node:assert/strict';
import {existsSync, readFileSync} from 'node:fs';
import {test} from 'node:test';
import {detectArrivals} from './arrival.ts';
import type {Fix} from './fix.ts';
import {distanceMeters} from './lat-lng.ts';
import type {LatLng} from './lat-lng.ts';

const data =
  process.env['DISPATCH_TEST_DATA'] ?? new URL('../../../../../shared/data', import.meta.url).pathname;
const ride = `${data}/traces/limerick-bus-304.gpx`;
const skip = existsSync(ride) ? false : `SKIPPED: no ${ride}; set DISPATCH_TEST_DATA`;
if (skip) console.warn(skip);

interface Stop extends LatLng {
  name: string;
}

/** This one file is regular enough for a pattern; the reader for any GPX lives in the testing package. */
function readRide(): Fix[] {
  const points = readFileSync(ride, 'utf8').matchAll(
    /lat="([-\d.]+)" lon="([-\d.]+)"[\s\S]*?<time>(.*?)<\/time>/g,
  );
  return Array.from(points, ([, lat, lng, at]) => ({lat: Number(lat), lng: Number(lng), at: at!}));
}

function readStops(): Stop[] {
  const {features} = JSON.parse(readFileSync(ride.replace('.gpx', '-stops.geojson'), 'utf8')) as {
    features: {properties: {name: string}; geometry: {coordinates: [number, number]}}[];
  };
  return features.map(({properties, geometry: {coordinates}}) => ({
    name: properties.name,
    lat: coordinates[1],
    lng: coordinates[0],
  }));
}

/** The longest unbroken presence within 30 m of a stop. */
function presence(fixes: readonly Fix[], stop: LatLng): {sinceMs: number; seconds: number} {
  let longest = {sinceMs: 0, seconds: 0};
  let sinceMs: number | undefined;
  for (const fix of fixes) {
    const atMs = Date.parse(fix.at);
    if (distanceMeters(fix, stop) > 30) sinceMs = undefined;
    else {
      sinceMs ??= atMs;
      if (atMs - sinceMs > longest.seconds * 1000) longest = {sinceMs, seconds: (atMs - sinceMs) / 1000};
    }
  }
  return longest;
}

test('on a real bus ride the dwells are arrivals and the pass-bys are not', {skip}, () => {
  const fixes = readRide();
  const classes = {dwell: 0, passBy: 0, unclear: [] as string[]};
  const taken = {dwell: 0, passBy: 0};
  const delays: number[] = [];
  for (const stop of readStops()) {
    const {sinceMs, seconds} = presence(fixes, stop);
    const arrivals = detectArrivals(fixes, {destination: stop});
    const kind = seconds > 15 ? 'dwell' : seconds <= 10 ? 'passBy' : undefined;
    if (!kind) {
      classes.unclear.push(stop.name);
      continue;
    }
    classes[kind]++;
    if (!arrivals[0]) continue;
    taken[kind]++;
    if (kind === 'dwell') delays.push((Date.parse(arrivals[0].shownAt) - sinceMs) / 1000);
  }
  const median = delays.sort((a, b) => a - b)[delays.length >> 1];
  console.log(
    `Limerick: ${fixes.length} fixes; arrivals at ${taken.dwell} of ${classes.dwell} dwells, ${taken.passBy} of ` +
      `${classes.passBy} pass-bys; median delay ${median} s after coming within 30 m; not judged: ${classes.unclear.join(', ')}`,
  );
  assert.deepEqual(classes, {dwell: 27, passBy: 8, unclear: ['UL Flagpoles']});
  assert.ok(taken.dwell >= 26);
  assert.equal(taken.passBy, 0);
});
