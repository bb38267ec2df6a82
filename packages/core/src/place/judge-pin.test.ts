import assert from 'node:assert/strict';
import {test} from 'node:test';
import {judgePin} from './judge-pin.ts';

const place = {lat: 41.9484, lng: -87.6553};
const north = (meters: number) => ({...place, lat: place.lat + meters / 111_195});
const free = {place, isPinned: false, isUnderWay: false};

const table: [string, Parameters<typeof judgePin>, 'taken' | 'asked'][] = [
  ['at the address', [place, free], 'taken'],
  ['299 m from it', [north(299), free], 'taken'],
  ['301 m from it', [north(301), free], 'asked'],
  ['while somebody drives there', [north(10), {...free, isUnderWay: true}], 'asked'],
  ['a second time, so that pins do not wander off', [north(10), {...free, isPinned: true}], 'asked'],
  ['for an address without a place', [place, {...free, place: undefined}], 'asked'],
];

for (const [says, given, verdict] of table)
  test(`a pin ${says} is ${verdict}`, () => assert.equal(judgePin(...given), verdict));
