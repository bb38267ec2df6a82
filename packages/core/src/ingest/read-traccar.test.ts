import assert from 'node:assert/strict';
import {test} from 'node:test';
import {readTraccar} from './read-traccar.ts';

const now = '2026-03-03T15:00:00.000Z';
const source = 'traccar';
const knots = (speed: number) => speed / (3600 / 1852);
const form = (text: string): unknown => Object.fromEntries(new URLSearchParams(text));

/** Requests of Traccar's own test of its decoder (the payloads are the maker's, the expectations ours): fields of the address. */
const queries: [string, string, object][] = [
  [
    'id=902064&lat=42.06288&lon=-88.23412&timestamp=2016-01-27T18%3A55%3A47Z&hdop=6.0&altitude=224.0&speed=0.0',
    '902064',
    {lat: 42.06288, lng: -88.23412, at: '2016-01-27T18:55:47.000Z', source, speedMetersPerSecond: 0},
  ],
  [
    'id=902064&lat=42.06288&lon=-88.23412&timestamp=1442068686579&hdop=6.0&altitude=224.0&speed=0.0',
    '902064',
    {lat: 42.06288, lng: -88.23412, at: '2015-09-12T14:38:06.579Z', source, speedMetersPerSecond: 0},
  ],
  [
    'lat=49.60688&lon=6.15788&timestamp=2014-06-04+09%3A10%3A11&altitude=384.7&speed=0.0&id=353861053849681',
    '353861053849681',
    {lat: 49.60688, lng: 6.15788, at: '2014-06-04T09:10:11.000Z', source, speedMetersPerSecond: 0},
  ],
  [
    'id=123456&timestamp=1377177267&lat=60.0&lon=30.0&speed=0.0&bearing=0.0&altitude=0&hdop=0.0',
    '123456',
    {
      lat: 60,
      lng: 30,
      at: '2013-08-22T13:14:27.000Z',
      source,
      speedMetersPerSecond: 0,
      headingDegrees: 0,
    },
  ],
  [
    'id=123456&timestamp=1377177267&lat=60.0&lon=30.0',
    '123456',
    {lat: 60, lng: 30, at: '2013-08-22T13:14:27.000Z', source},
  ],
  [
    'lat=60.0&lon=30.0&speed=0.0&heading=0.0&vacc=0&hacc=0&altitude=0&deviceid=123456',
    '123456',
    {lat: 60, lng: 30, at: now, source, speedMetersPerSecond: 0, headingDegrees: 0},
  ],
  [
    'id=861001000719969&lat=41.666667&lon=-0.883333&altitude=350.059479&speed=0.000000&batt=87',
    '861001000719969',
    {lat: 41.666667, lng: -0.883333, at: now, source, speedMetersPerSecond: 0, battery: 0.87},
  ],
  [
    'id=123456&timestamp=1377177267&location=60.0,30.0',
    '123456',
    {lat: 60, lng: 30, at: '2013-08-22T13:14:27.000Z', source},
  ],
  [
    'id=123456789012345&timestamp=1504763810&lat=40.7232948571&lon=-74.0061408571&bearing=7.19889788244&speed=40&ignition=true&rpm=933&fuel=24',
    '123456789012345',
    {
      lat: 40.7232948571,
      lng: -74.0061408571,
      at: '2017-09-07T05:56:50.000Z',
      source,
      speedMetersPerSecond: knots(40),
      headingDegrees: 7.19889788244,
    },
  ],
];

for (const [query, deviceId, fix] of queries)
  test(`Traccar Client, fields: ${query.slice(0, 60)}`, () => {
    assert.deepEqual(readTraccar(form(query), now), {deviceId, fixes: [fix], unread: {}});
  });

/** Bodies of the same test: the nested JSON of 9.x. */
const nested: [string, string, object][] = [
  [
    '{"location":{"timestamp":"2025-06-15T13:45:12.862Z","coords":{"latitude":37.4219983,"longitude":-122.084,"accuracy":5,"speed":0,"heading":-1,"altitude":5},"is_moving":false,"odometer":0,"event":"motionchange","battery":{"level":1,"is_charging":false},"activity":{"type":"still"},"extras":{},"_":"&id=48241179&lat=37.4219983&lon=-122.084&timestamp=2025-06-15T13:45:12.862Z&"},"device_id":"48241179"}',
    '48241179',
    {
      lat: 37.4219983,
      lng: -122.084,
      at: '2025-06-15T13:45:12.862Z',
      source,
      accuracyMeters: 5,
      speedMetersPerSecond: 0,
      battery: 1,
    },
  ],
  [
    '{"location":{"extras":{},"mock":true,"coords":{"speed_accuracy":-1,"speed":-1,"longitude":-122.406417,"ellipsoidal_altitude":0,"floor":null,"heading_accuracy":-1,"latitude":37.785834000000001,"accuracy":5,"altitude_accuracy":-1,"altitude":0,"heading":-1},"is_moving":false,"age":188,"odometer":0,"uuid":"2FB04C65-99CF-42AB-8DD3-EBCB4B108BF8","event":"motionchange","battery":{"level":-1,"is_charging":false},"activity":{"type":"unknown","confidence":100},"timestamp":"2025-05-09T04:11:30.579Z"},"device_id":"658765"}',
    '658765',
    {lat: 37.785834, lng: -122.406417, at: '2025-05-09T04:11:30.579Z', source, accuracyMeters: 5},
  ],
  [
    '{"location":{"event":"motionchange","is_moving":false,"uuid":"0e9a2473-a9a7-4c00-997b-fb97d2154e75","timestamp":"2021-07-21T08:06:34.444Z","odometer":0,"coords":{"latitude":-6.1148096,"longitude":106.6837015,"accuracy":3.8,"speed":18.67,"speed_accuracy":0.26,"heading":63,"heading_accuracy":0.28,"altitude":35.7,"altitude_accuracy":3.8},"activity":{"type":"still","confidence":100},"battery":{"is_charging":false,"level":0.79},"extras":{}},"device_id":"8737767034"}',
    '8737767034',
    {
      lat: -6.1148096,
      lng: 106.6837015,
      at: '2021-07-21T08:06:34.444Z',
      source,
      accuracyMeters: 3.8,
      speedMetersPerSecond: 18.67,
      headingDegrees: 63,
      battery: 0.79,
    },
  ],
];

for (const [body, deviceId, fix] of nested)
  test(`Traccar Client 9: ${body.slice(0, 60)}`, () => {
    assert.deepEqual(readTraccar(JSON.parse(body), now), {deviceId, fixes: [fix], unread: {}});
  });

const flat = {
  id: 'abc',
  lat: 41.9,
  lon: -87.6,
  timestamp: 1772550000,
  accuracy: 4.5,
  speed: 19.44,
  bearing: 90.5,
  batt: 64,
};

test('Traccar Client 10: a list of flat objects, in the units of its form', () => {
  const list = [flat, {...flat, timestamp: 1772550010, charge: true, alarm: 'sos'}];
  const {deviceId, fixes, unread} = readTraccar(list, now);
  assert.equal(deviceId, 'abc');
  assert.deepEqual(unread, {});
  const fix = {
    lat: 41.9,
    lng: -87.6,
    at: '2026-03-03T15:00:00.000Z',
    source,
    accuracyMeters: 4.5,
    speedMetersPerSecond: knots(19.44),
    headingDegrees: 90.5,
    battery: 0.64,
  };
  assert.deepEqual(fixes, [fix, {...fix, at: '2026-03-03T15:00:10.000Z'}]);
  assert.ok(Math.abs(fixes[0]!.speedMetersPerSecond! - 10) < 0.01, '19.44 knots are 10 m/s');
});

test('its form says the same as its list', () => {
  const fields = Object.fromEntries(Object.entries(flat).map(([name, value]) => [name, String(value)]));
  assert.deepEqual(readTraccar(fields, now), readTraccar([flat], now));
});

const none: [string, unknown, string | undefined, object][] = [
  [
    'cells and networks alone are no place',
    form('id=123456&timestamp=1377177267&cell=257,02,16,2224&wifi=00-14-22-01-23-45,-80'),
    '123456',
    {no_place: 1},
  ],
  ['a sign of life in JSON', {location: {timestamp: now}, device_id: 'a'}, 'a', {no_place: 1}],
  ['a place that the app does not trust', {...flat, valid: 'false'}, 'abc', {not_valid: 1}],
  ['half a place', {...flat, lon: undefined}, 'abc', {unreadable: 1}],
  ['a place in one piece', {id: 'a', location: '60.0'}, 'a', {unreadable: 1}],
  ['a time that is none', {...flat, timestamp: 'yesterday'}, 'abc', {unreadable: 1}],
  ['a place that is no number', {...flat, lat: 'NaN'}, 'abc', {unreadable: 1}],
  ['coordinates that are no object', {location: {coords: 7}, device_id: 7}, '7', {unreadable: 1}],
  ['no object', 'x', undefined, {}],
  ['a list of none', [null, 1], undefined, {unreadable: 2}],
];

for (const [name, sent, deviceId, unread] of none)
  test(`Traccar Client: ${name}`, () => {
    assert.deepEqual(readTraccar(sent, now), {deviceId, fixes: [], unread});
  });

test('who sent it is told apart from what it says: without an id nobody did', () => {
  const {deviceId} = readTraccar(form('timestamp=1377177267&lat=60.0&lon=30.0'), now);
  assert.equal(deviceId, undefined);
});

test('what another device says in the same list is left out', () => {
  const {fixes, unread} = readTraccar([flat, {...flat, id: 'xyz'}], now);
  assert.equal(fixes.length, 1);
  assert.deepEqual(unread, {other_device: 1});
});
