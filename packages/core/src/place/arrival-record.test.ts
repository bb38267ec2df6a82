import assert from 'node:assert/strict';
import {test} from 'node:test';
import {arrivalRecord} from './arrival-record.ts';

const expectedAt = '2026-03-03T15:00:00.000Z';
const missedBy = (seconds: readonly number[]) =>
  seconds.map(each => ({
    expectedAt,
    arrivedAt: new Date(Date.parse(expectedAt) + each * 1000).toISOString(),
  }));
const same = (count: number, seconds: number) => Array.from({length: count}, () => seconds);

test('9 of 10 came within so many minutes, early or late; the tenth does not count', () => {
  const seconds = [...same(14, -345), ...same(13, 200), ...same(3, 9999)];
  assert.deepEqual(arrivalRecord(missedBy(seconds)), {visits: 30, withinMinutes: 6});
  const one = [...same(26, 10), ...same(4, 600)];
  assert.deepEqual(arrivalRecord(missedBy(one)), {visits: 30, withinMinutes: 10});
  assert.deepEqual(arrivalRecord(missedBy(same(214, 0))), {visits: 214, withinMinutes: 1});
});

test('fewer than 30 visits prove nothing', () => {
  assert.deepEqual(arrivalRecord(missedBy(same(29, 10))), {visits: 29, withinMinutes: null});
  assert.deepEqual(arrivalRecord([]), {visits: 0, withinMinutes: null});
});
