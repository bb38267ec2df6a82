import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {DeviceFix} from './receiver.ts';
import {PositionQueue} from './position-queue.ts';
import {isWorthReporting} from './worth-reporting.ts';

const startMs = Date.parse('2026-03-03T15:40:00Z');
const fix = (seconds: number, metersNorth: number, more: Partial<DeviceFix> = {}): DeviceFix => ({
  lat: 41.9 + metersNorth / 111_195,
  lng: -87.65,
  at: new Date(startMs + seconds * 1000).toISOString(),
  accuracyMeters: 8,
  ...more,
});

test('a fix is reported when it says something new', () => {
  const last = fix(0, 0, {headingDegrees: 0});
  const table: [string, DeviceFix, boolean][] = [
    ['nothing new', fix(4, 6, {headingDegrees: 2}), false],
    ['moved', fix(4, 26, {headingDegrees: 0}), true],
    ['turned', fix(4, 9, {headingDegrees: 40}), true],
    ['turned the other way', fix(4, 9, {headingDegrees: 330}), true],
    ['turned on the spot: a receiver that trembles', fix(4, 2, {headingDegrees: 180}), false],
    ['quiet for a while', fix(10, 0), true],
    ['too soon', fix(1, 60), false],
    ['older', fix(-5, 90), false],
    ['of no use', fix(12, 300, {accuracyMeters: 1_500}), false],
  ];
  for (const [what, next, isWorth] of table) assert.equal(isWorthReporting(next, last), isWorth, what);
  assert.equal(isWorthReporting(fix(0, 0), undefined), true);
});

test('a queue that is full thins its older half, and keeps its newest and its order', () => {
  const queue = new PositionQueue();
  for (let i = 0; i < 5_000; i++) queue.add(fix(i * 5, i * 30));
  assert.ok(queue.length <= 2_000);
  const all: DeviceFix[] = [];
  while (queue.length > 0) {
    const some = queue.next();
    assert.ok(some.length <= 200);
    all.push(...some);
    queue.sent(some);
  }
  assert.deepEqual(all.at(-1), fix(4_999 * 5, 4_999 * 30));
  assert.deepEqual(
    all,
    all.toSorted((a, b) => a.at.localeCompare(b.at)),
  );
});

test('what was added while others were sent stays', () => {
  const queue = new PositionQueue();
  queue.add(fix(0, 0));
  const sending = queue.next();
  queue.add(fix(5, 30));
  queue.sent(sending);
  assert.deepEqual(queue.next(), [fix(5, 30)]);
});
