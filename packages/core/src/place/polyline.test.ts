import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {distanceMeters} from './lat-lng.ts';
import {decodePolyline, encodePolyline, lengthMeters, nearestOnLine, pointAt, sliceFrom} from './polyline.ts';

const published = [
  {lat: 38.5, lng: -120.2},
  {lat: 40.7, lng: -120.95},
  {lat: 43.252, lng: -126.453},
];
const corner = [
  {lat: 41.9, lng: -87.65},
  {lat: 41.9, lng: -87.64},
  {lat: 41.91, lng: -87.64},
];

test("the format's published example is written and read", () => {
  assert.equal(encodePolyline(published), '_p~iF~ps|U_ulLnnqC_mqNvxq`@');
  assert.deepEqual(decodePolyline('_p~iF~ps|U_ulLnnqC_mqNvxq`@'), published);
});

test('a line survives writing and reading at both precisions', () => {
  const anyLine = fc.array(
    fc.record({lat: fc.integer({min: -9e7, max: 9e7}), lng: fc.integer({min: -18e7, max: 18e7})}),
  );
  fc.assert(
    fc.property(anyLine, fc.constantFrom(5 as const, 6 as const), (numbers, precision) => {
      const factor = 10 ** precision;
      const line = numbers.map(({lat, lng}) => ({
        lat: Math.trunc(lat / 10) / factor,
        lng: Math.trunc(lng / 10) / factor,
      }));
      const back = decodePolyline(encodePolyline(line, precision), precision);
      assert.equal(back.length, line.length);
      back.forEach((place, i) => {
        assert.ok(Math.abs(place.lat - line[i]!.lat) < 1e-9 && Math.abs(place.lng - line[i]!.lng) < 1e-9);
      });
    }),
  );
});

test('a text cut off or foreign is refused', () => {
  assert.throws(() => decodePolyline('_p~iF~ps|U_'), RangeError);
  assert.throws(() => decodePolyline('_p~iF'), RangeError);
  assert.throws(() => decodePolyline('_p~iF ~ps|U'), RangeError);
});

test('the nearest point of a corner lies on the right segment', () => {
  const near = nearestOnLine(corner, {lat: 41.905, lng: -87.6401});
  assert.equal(near.segment, 1);
  assert.ok(Math.abs(near.distanceMeters - 8.3) < 0.2, String(near.distanceMeters));
  const expected = lengthMeters(corner.slice(0, 2)) + distanceMeters(corner[1]!, corner[2]!) / 2;
  assert.ok(Math.abs(near.alongMeters - expected) < 1);
});

test('what remains after a point and what went before make the whole line', () => {
  const whole = lengthMeters(corner);
  fc.assert(
    fc.property(fc.double({min: 0, max: whole, noNaN: true}), along => {
      const rest = sliceFrom(corner, along);
      assert.ok(Math.abs(lengthMeters(rest) - (whole - along)) < 0.01);
      assert.ok(distanceMeters(rest[0]!, pointAt(corner, along)) < 1e-6);
      assert.ok(Math.abs(nearestOnLine(corner, pointAt(corner, along)).alongMeters - along) < 0.01);
    }),
  );
});

test('before the beginning and past the end a line answers its ends', () => {
  assert.deepEqual(pointAt(corner, -5), corner[0]);
  assert.deepEqual(pointAt(corner, 1e6), corner[2]);
  assert.deepEqual(sliceFrom(corner, -5), corner);
  assert.deepEqual(sliceFrom(corner, 1e6), [corner[2]]);
  assert.deepEqual(sliceFrom([], 3), []);
  assert.equal(lengthMeters([corner[0]!]), 0);
  assert.throws(() => pointAt([], 0), RangeError);
  assert.throws(() => nearestOnLine([], corner[0]!), RangeError);
});
