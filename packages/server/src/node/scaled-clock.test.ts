import assert from 'node:assert/strict';
import {test} from 'node:test';
import {scaledClock} from './scaled-clock.ts';

const noonMs = Date.parse('2026-03-01T12:00:00Z');

test('a clock whose speed is changed goes on from where it is', () => {
  const clock = scaledClock({speed: 1, startMs: noonMs});
  clock.setSpeed(60);
  const atMs = clock.now();
  assert.ok(atMs >= noonMs && atMs < noonMs + 60_000, new Date(atMs).toISOString());
  assert.equal(clock.timeScale, 60);
});

test('a clock skips ahead, and never back', () => {
  const clock = scaledClock({startMs: noonMs});
  clock.skipTo(noonMs + 3_600_000);
  assert.ok(clock.now() >= noonMs + 3_600_000);
  clock.skipTo(noonMs);
  assert.ok(clock.now() >= noonMs + 3_600_000);
});

test('a clock cannot stand still or run backwards', () => {
  const clock = scaledClock();
  assert.throws(() => clock.setSpeed(0), /cannot run 0 times/);
  assert.throws(() => clock.setSpeed(-1), /cannot run -1 times/);
});
