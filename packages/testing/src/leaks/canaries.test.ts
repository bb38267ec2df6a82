import assert from 'node:assert/strict';
import {test} from 'node:test';
import {encodePolyline} from '@dispatch-kit/core';
import {Canaries} from './canaries.ts';

const home = {lat: 41.81234, lng: -87.71234};
const shown = {lat: 41.9484, lng: -87.6553};
const canaries = new Canaries();
canaries.add('home', home);

const told: Record<string, string> = {
  'as decimals': JSON.stringify(home),
  'cut to three decimals': '{"lat":41.812}',
  'as a longitude alone': 'lng=87.712',
  'in ten-millionths': '{"latE7":418123400}',
  'in millionths': 'x-place: 41812340',
  'as a polyline': JSON.stringify({route: encodePolyline([shown, home])}),
  'as a polyline of precision 6': JSON.stringify({route: encodePolyline([home, shown], 6)}),
};

for (const [how, text] of Object.entries(told))
  test(`a secret place is found ${how}`, () => assert.deepEqual(canaries.findIn(text), ['home']));

test('what is shown, times and ids are no secret place', () => {
  const text = JSON.stringify({
    ...shown,
    route: encodePolyline([shown, {lat: 41.9, lng: -87.6}]),
    at: '2026-03-03T15:00:41.812Z',
    id: 'evt_01j2zx3v5q61212340abcdef',
    requestId: 'req_1m8nc80wx418123400',
    epoch: 1772550000812,
  });
  assert.deepEqual(canaries.findIn(text), []);
});
