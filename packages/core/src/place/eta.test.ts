import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {Eta} from './eta-range.ts';
import {displayRange, driveSeconds, etaMoved, saidEta, typicalSecondsPerMeter} from './eta.ts';

const now = '2026-03-02T09:00:00.000Z';
const nowMs = Date.parse(now);
const at = (seconds: number) => new Date(nowMs + seconds * 1000).toISOString();
const secondsAhead = (instant: string) => (Date.parse(instant) - nowMs) / 1000;
const width = (eta: Eta) => secondsAhead(eta.latestAt) - secondsAhead(eta.earliestAt);

test('what a technician says is a range around it, of the published shape, and never in the past', () => {
  const words = fc.record({
    etaMinutes: fc.integer({min: 0, max: 600}),
    ageSeconds: fc.integer({min: 0, max: 40_000}),
  });
  fc.assert(
    fc.property(words, ({etaMinutes, ageSeconds}) => {
      const eta = saidEta({etaMinutes, at: at(-ageSeconds)}, now);
      assert.ok(Eta.safeParse(eta).success);
      assert.ok(now <= eta.earliestAt && eta.earliestAt <= eta.expectedAt && eta.expectedAt < eta.latestAt);
    }),
  );
});

test('what a technician says counts down, and is named as such', () => {
  const eta = saidEta({etaMinutes: 25, at: at(-300)}, now);
  assert.equal(secondsAhead(eta.expectedAt), 20 * 60);
  assert.deepEqual([eta.source, eta.basis, eta.asOf], ['technician', 'said', at(-300)]);
});

test('the range of words widens with the time still to go', () => {
  const widths = [0, 5, 20, 60].map(etaMinutes => width(saidEta({etaMinutes, at: now}, now)));
  assert.deepEqual(
    widths,
    widths.toSorted((a, b) => a - b),
  );
});

test('driving nobody has begun takes as long as legs like it took', () => {
  const [from, to] = [
    {lat: 41.9, lng: -87.65},
    {lat: 41.95, lng: -87.65},
  ];
  const many = (durationSeconds: number) =>
    Array.from({length: 200}, () => ({distanceMeters: 6_000, durationSeconds}));
  const [usual, slow, quick] = [
    driveSeconds(from, to),
    driveSeconds(from, to, many(2_000)),
    driveSeconds(from, to, many(300)),
  ];
  assert.ok(slow > usual && usual > quick, `${slow} ${usual} ${quick}`);
});

test('a long drive is typically faster than a short one', () => {
  const paces = [0, 500, 3_000, 15_000].map(meters => 1 / typicalSecondsPerMeter(meters));
  assert.deepEqual(paces.map(Math.round), [8, 8, 10, 14]);
});

test('the shown range is in whole minutes, holds the range and is never zero', () => {
  assert.deepEqual(displayRange({earliestAt: at(61), latestAt: at(362)}), {from: at(60), to: at(420)});
  assert.deepEqual(displayRange({earliestAt: at(60), latestAt: at(60)}), {from: at(60), to: at(120)});
  assert.deepEqual(displayRange({earliestAt: at(65), latestAt: at(70)}), {from: at(60), to: at(120)});
});

test('a move of 1 minute is pushed, of 10 minutes told, either way', () => {
  const told = saidEta({etaMinutes: 25, at: now}, now);
  const moved = (seconds: number): Eta => ({
    ...told,
    expectedAt: new Date(Date.parse(told.expectedAt) + seconds * 1000).toISOString(),
  });
  const answers = [0, 59, 60, -60, 599, 600, -600].map(seconds => etaMoved(told, moved(seconds)));
  assert.deepEqual(answers, ['none', 'none', 'push', 'push', 'push', 'notice', 'notice']);
});
