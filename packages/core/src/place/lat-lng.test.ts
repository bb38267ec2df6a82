import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {LatLng, bearingDegrees, distanceMeters, isValidLatLng, movedToward} from './lat-lng.ts';

const anyPlace = fc.record({
  lat: fc.double({min: -89, max: 89, noNaN: true}),
  lng: fc.double({min: -180, max: 180, noNaN: true}),
});

test('a degree of latitude is about 111.2 km', () => {
  assert.ok(Math.abs(distanceMeters({lat: 41, lng: -87}, {lat: 42, lng: -87}) - 111_195) < 1);
});

test('Chicago to Los Angeles is about 2,804 km', () => {
  const meters = distanceMeters({lat: 41.8781, lng: -87.6298}, {lat: 34.0522, lng: -118.2437});
  assert.ok(Math.abs(meters - 2_804_000) < 10_000, String(meters));
});

test('a distance is the same both ways, zero to itself, and never broken by antipodes', () => {
  fc.assert(
    fc.property(anyPlace, anyPlace, (a, b) => {
      assert.equal(distanceMeters(a, a), 0);
      assert.ok(Math.abs(distanceMeters(a, b) - distanceMeters(b, a)) < 1e-6);
    }),
  );
  assert.ok(Number.isFinite(distanceMeters({lat: 90, lng: 0}, {lat: -90, lng: 180})));
});

test('bearings run clockwise from north', () => {
  const from = {lat: 0.001, lng: 10};
  const bearings = [
    [0.002, 10],
    [0.001, 10.001],
    [0, 10],
    [0.001, 9.999],
  ].map(([lat, lng]) => Math.round(bearingDegrees(from, {lat: lat!, lng: lng!})));
  assert.deepEqual(bearings, [0, 90, 180, 270]);
});

test('a place is valid if it is finite, in range and not 0,0', () => {
  assert.ok(isValidLatLng({lat: 52.6, lng: -8.6}));
  assert.ok(isValidLatLng({lat: 0, lng: -8.6}));
  const bad = [
    [0, 0],
    [91, 0],
    [-91, 5],
    [5, 181],
    [NaN, 5],
    [5, Infinity],
  ];
  for (const [lat, lng] of bad) assert.ok(!isValidLatLng({lat: lat!, lng: lng!}), `${lat},${lng}`);
});

test('the schema refuses what is out of range and names no more than lat and lng', () => {
  assert.ok(LatLng.safeParse({lat: 1, lng: 2}).success);
  assert.ok(!LatLng.safeParse({lat: 91, lng: 2}).success);
  assert.ok(!LatLng.safeParse({lat: '1', lng: 2}).success);
  assert.ok(!LatLng.safeParse({lat: 1, lng: 2, alt: 3}).success);
});

test('moving toward a place crosses the date line the short way', () => {
  assert.deepEqual(movedToward({lat: 0, lng: 179}, {lat: 0, lng: -179}, 0.5), {lat: 0, lng: 180});
  assert.deepEqual(movedToward({lat: 10, lng: 10}, {lat: 20, lng: 30}, 0.25), {lat: 12.5, lng: 15});
});
