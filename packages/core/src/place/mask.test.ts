import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {distanceMeters} from './lat-lng.ts';
import {isMasked, maskRoute} from './mask.ts';

const legStart = {lat: 41.9, lng: -87.65};
const north = (meters: number) => ({lat: legStart.lat + meters / 111_195, lng: legStart.lng});
const far = {legStarts: [legStart], customer: north(3000), hideStartMeters: 200};

test('a position is hidden within 200 m of where the leg began', () => {
  assert.ok(isMasked(legStart, far));
  assert.ok(isMasked(north(199), far));
  assert.ok(!isMasked(north(201), far));
  assert.ok(!isMasked(legStart, {...far, hideStartMeters: 0}));
});

test('a leg that was taken up again hides each place where it began', () => {
  const twice = {...far, legStarts: [legStart, north(1000)]};
  for (const meters of [0, 199, 801, 1199]) assert.ok(isMasked(north(meters), twice), String(meters));
  for (const meters of [201, 799, 1201]) assert.ok(!isMasked(north(meters), twice), String(meters));
});

test('within 500 m of the customer nothing is hidden', () => {
  assert.ok(!isMasked(north(150), {...far, customer: north(600)}));
  assert.ok(isMasked(north(50), {...far, customer: north(600)}));
  assert.ok(!isMasked(legStart, {...far, customer: north(300)}));
});

test('without a customer place the start is still hidden', () => {
  assert.ok(isMasked(north(100), {legStarts: [legStart], hideStartMeters: 200}));
});

test('the remaining route begins where the hiding ends', () => {
  const shown = maskRoute([north(20), north(1000), north(3000)], far);
  assert.ok(
    Math.abs(distanceMeters(shown[0]!, legStart) - 205) < 6,
    String(distanceMeters(shown[0]!, legStart)),
  );
  assert.deepEqual(shown.slice(1), [north(1000), north(3000)]);
});

test('a route already outside is whole, one all inside is empty', () => {
  assert.deepEqual(maskRoute([north(300), north(3000)], far), [north(300), north(3000)]);
  assert.deepEqual(maskRoute([north(20), north(100)], far), []);
  assert.deepEqual(maskRoute([], far), []);
});

test('the first place shown of any route is never a hidden one', () => {
  const anyPlace = fc.integer({min: -800, max: 3000}).map(north);
  fc.assert(
    fc.property(fc.array(anyPlace, {maxLength: 8}), route => {
      const [first] = maskRoute(route, far);
      assert.ok(!first || !isMasked(first, far));
    }),
  );
});
