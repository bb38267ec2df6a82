import assert from 'node:assert/strict';
import {existsSync, readFileSync} from 'node:fs';
import {test} from 'node:test';
import {believe, noFixes} from '@dispatch-kit/core';
import type {Fix} from '@dispatch-kit/core';
import {lastStanding} from './last-standing.ts';
import {readBarefoot} from './read-barefoot.ts';
import {readDriveCsv} from './read-drive-csv.ts';
import {readGpx} from './read-gpx.ts';

const data =
  process.env['DISPATCH_TEST_DATA'] ?? new URL('../../../../../shared/data', import.meta.url).pathname;
const traces = `${data}/traces`;
const skip = existsSync(traces) ? false : `SKIPPED: no ${traces}; set DISPATCH_TEST_DATA`;
if (skip) console.warn(skip);

const trace = (name: string) => readFileSync(`${traces}/${name}`, 'utf8');
const rabat = {lat: 'LAT', lng: 'LON', date: 'Date', time: 'Time', timeZone: 'Africa/Casablanca'};

/** How many of the fixes of a drive were judged in which way. */
function judged(fixes: readonly Fix[]): Record<string, number> {
  const counts: Record<string, number> = {};
  let history = noFixes;
  for (const fix of fixes) {
    const belief = believe(history, fix, Date.parse(fix.at));
    history = belief.history;
    const name = 'reason' in belief && belief.reason ? `${belief.verdict}:${belief.reason}` : belief.verdict;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

test('the Limerick ride is read from GPX', {skip}, () => {
  const {name, fixes} = readGpx(trace('limerick-bus-304.gpx'));
  assert.equal(name, '304.1');
  assert.equal(fixes.length, 2144);
  assert.deepEqual(fixes[0], {lat: 52.629151, lng: -8.661746, at: '2019-02-18T07:45:50.000Z', source: 'gpx'});
  const minutes = (Date.parse(fixes.at(-1)!.at) - Date.parse(fixes[0]!.at)) / 60_000;
  assert.equal(minutes.toFixed(1), '74.6');
  console.log('Limerick:', judged(fixes), 'last standing', lastStanding(fixes));
});

test('the Munich drives are read from barefoot JSON, the slow one a subset of the fast one', {skip}, () => {
  const [fast, slow] = ['1s', '15s'].map(rate => readBarefoot(trace(`munich-drive-${rate}.json`)).fixes) as [
    Fix[],
    Fix[],
  ];
  assert.deepEqual([fast.length, slow.length], [1194, 80]);
  assert.deepEqual(slow[0], {
    lat: 48.16350662940509,
    lng: 11.564388282625075,
    at: '2014-09-10T04:54:07.000Z',
  });
  const seen = new Set(fast.map(fix => JSON.stringify(fix)));
  assert.ok(slow.every(fix => seen.has(JSON.stringify(fix))));
  console.log('Munich 1 s:', judged(fast), 'last standing', lastStanding(fast));
  console.log('Munich 15 s:', judged(slow), 'last standing', lastStanding(slow));
});

test('the Rabat drives are read from CSV in the time of their place', {skip}, () => {
  const text = trace('rabat-t3/T3_04_22_2021_1.csv');
  const {fixes} = readDriveCsv(text, {...rabat, speed: 'GpsSpeed', speedUnit: 'km/h'});
  assert.equal(fixes.length, 1049);
  // Morocco is at UTC+0 in Ramadan, which 22 April 2021 was in.
  assert.equal(fixes[0]!.at, '2021-04-22T08:42:50.000Z');
  assert.ok(Math.abs(fixes[0]!.speedMetersPerSecond! - 0.0103) < 0.001);
  const counts = judged(fixes);
  assert.ok(!Object.keys(counts).some(name => name.startsWith('refused')), JSON.stringify(counts));
});

test(
  'the four rows with latitude 0 are read and refused by belief; a leap of 1.9 km is believed when it lasts',
  {skip},
  () => {
    const {fixes} = readDriveCsv(trace('rabat-ev-garbage.csv'), rabat);
    assert.equal(fixes.filter(fix => fix.lat === 0).length, 4);
    const counts = judged(fixes);
    console.log('Rabat with garbage:', fixes.length, counts);
    assert.equal(counts['refused:blank'], 4);
    assert.equal(counts['refused:too_fast'], 4);
    assert.equal(counts['taken:replaced'], 1);
  },
);

test('a GPX file with speed and course, in two segments, is one drive', () => {
  const point = (lat: number, more = '') => `<trkpt lat="${lat}" lon="2">${more}</trkpt>`;
  const text = `<?xml version="1.0"?><gpx><trk><name>7</name>
    <trkseg>${point(1, '<time>2020-01-01T00:00:00+01:00</time><speed>3.5</speed><course>90</course>')}${point(5)}</trkseg>
    <trkseg>${point(1.1, '<time>2020-01-01T00:00:10Z</time>')}</trkseg></trk></gpx>`;
  assert.deepEqual(readGpx(text), {
    name: '7',
    fixes: [
      {
        lat: 1,
        lng: 2,
        at: '2019-12-31T23:00:00.000Z',
        speedMetersPerSecond: 3.5,
        headingDegrees: 90,
        source: 'gpx',
      },
      {lat: 1.1, lng: 2, at: '2020-01-01T00:00:10.000Z', source: 'gpx'},
    ],
  });
});

test('what is no GPX, or has no timed point, says so', () => {
  assert.throws(() => readGpx('<kml></kml>'), /not a GPX file/);
  assert.throws(() => readGpx('<gpx></gpx>'), /no track point with a time/);
  assert.throws(() => readBarefoot('[]'), /list of points/);
  assert.throws(() => readBarefoot('[{"point":"POINT(1)","time":"2020-01-01 00:00:00+0000"}]'), /Row 1/);
});

test('CSV times are read as seconds, milliseconds, with an offset, or on the clock of a zone', () => {
  const columns = {lat: 'y', lng: 'x', time: 't'};
  const at = (cell: string, more = {}) =>
    readDriveCsv(`y,x,t\n1,2,${cell}\n`, {...columns, ...more}).fixes[0]!.at;
  const expected = '2020-01-01T08:00:00.000Z';
  assert.equal(at('1577865600'), expected);
  assert.equal(at('1577865600000'), expected);
  assert.equal(at('2020-01-01T09:00:00+01:00'), expected);
  assert.equal(at('2020-01-01 08:00:00'), expected);
  assert.equal(at('2020-01-01 00:00:00', {timeZone: 'America/Los_Angeles'}), expected);
});

test('CSV units are turned to metres per second and rows without a place are passed over', () => {
  const text = 'y,x,t,v\n1,2,1577865600,36\n,2,1577865601,36\n1,2,,36\n1,3,1577865602,\n';
  const {fixes} = readDriveCsv(text, {lat: 'y', lng: 'x', time: 't', speed: 'v', speedUnit: 'km/h'});
  assert.deepEqual(
    fixes.map(fix => fix.speedMetersPerSecond),
    [10, undefined],
  );
});

test('a CSV column that is not there is named', () => {
  assert.throws(() => readDriveCsv('a,b\n1,2\n', {lat: 'a', lng: 'b', time: 'when'}), /no column "when"/);
});

test('the last standing is the last, not the longest; a drive that never stands has none', () => {
  const fix = (seconds: number, meters: number): Fix => ({
    lat: 41.9 + meters / 111_195,
    lng: -87.65,
    at: new Date(Date.UTC(2026, 0, 1) + seconds * 1000).toISOString(),
  });
  const moves = Array.from({length: 20}, (_, i) => fix(i * 5, i * 50));
  assert.equal(lastStanding(moves), undefined);
  const stands = [fix(0, 0), fix(300, 5), fix(320, 300), fix(330, 300), fix(340, 310), fix(350, 500)];
  assert.deepEqual(lastStanding(stands)?.since, stands[2]!.at);
  assert.deepEqual(lastStanding(stands)?.until, stands[4]!.at);
  assert.equal(lastStanding(stands, {forSeconds: 60})?.since, stands[0]!.at);
});
