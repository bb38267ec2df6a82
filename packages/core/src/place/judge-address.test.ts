import assert from 'node:assert/strict';
import {test} from 'node:test';
import {addressQuery, judgeAddress} from '@dispatch-kit/core';

const address = {line: '4417 N Paulina St', city: 'Chicago', postcode: '60640'};
const house = {
  label: '4417 N Paulina St, Chicago, IL 60640',
  lat: 41.9617,
  lng: -87.6706,
  precision: 'address' as const,
};
const outcome = (
  found: (typeof house | (Omit<typeof house, 'precision'> & {precision: 'street' | 'area'}))[],
) => judgeAddress(address, found).outcome;

test('an address is asked for in one line, without the door', () => {
  assert.equal(addressQuery({...address, country: 'US'}), '4417 N Paulina St, 60640 Chicago, US');
  assert.equal(addressQuery({line: '1 Main St'}), '1 Main St');
});

test('one house in the town that the address names is the place', () => {
  assert.deepEqual(judgeAddress(address, [house]), {outcome: 'placed', place: house});
  const neighbour = {...house, lat: house.lat + 0.001};
  assert.deepEqual(judgeAddress(address, [house, neighbour]), {outcome: 'placed', place: house});
});

test('a street, a town or a house elsewhere is no place to send somebody to', () => {
  assert.equal(outcome([]), 'not_found');
  assert.equal(outcome([{...house, precision: 'street'}]), 'vague');
  assert.equal(outcome([{...house, precision: 'area'}]), 'vague');
  assert.equal(outcome([{...house, label: '4417 N Paulina St, Peoria, IL 61614', lat: 40.7}]), 'vague');
});

test('the postcode goes before the town, and houses far apart are no answer', () => {
  const other = {...house, label: '4417 N Paulina St, Chicago, IL 60699', lat: 41.8};
  assert.deepEqual(judgeAddress(address, [other, house]), {outcome: 'placed', place: house});
  assert.equal(
    judgeAddress({line: '4417 N Paulina St', city: 'Chicago'}, [house, other]).outcome,
    'ambiguous',
  );
});

test('case, accents and spaces make no other town', () => {
  const found = {...house, label: 'Hauptstrasse 1, 8001 ZURICH'};
  assert.equal(judgeAddress({line: 'Hauptstrasse 1', city: 'Zürich'}, [found]).outcome, 'placed');
});
