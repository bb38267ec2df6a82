import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import * as z from 'zod/mini';
import {
  Day,
  Instant,
  TimeRange,
  TimeZone,
  dayIn,
  dayMs,
  dayRange,
  hourMs,
  localMs,
  overlaps,
  toInstant,
  toMs,
} from './time.ts';

const seed = Number(process.env['SEED'] ?? 101);
const zones = [
  'UTC',
  'America/Chicago',
  'America/Los_Angeles',
  'Europe/Dublin',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'America/St_Johns',
  'Pacific/Apia',
  'Pacific/Kiritimati',
];
const hours = (day: string, zone: string) => {
  const {start, end} = dayRange(day, zone);
  return (toMs(end) - toMs(start)) / hourMs;
};

type Days = [zone: string, day: string, hours: number, start: string];
const days: Days[] = [
  ['America/Chicago', '2026-03-08', 23, '2026-03-08T06:00:00.000Z'],
  ['America/Chicago', '2026-11-01', 25, '2026-11-01T05:00:00.000Z'],
  ['America/Chicago', '2026-07-01', 24, '2026-07-01T05:00:00.000Z'],
  ['Europe/Dublin', '2026-03-29', 23, '2026-03-29T00:00:00.000Z'],
  ['Europe/Dublin', '2026-10-25', 25, '2026-10-24T23:00:00.000Z'],
  ['Asia/Kolkata', '2026-03-08', 24, '2026-03-07T18:30:00.000Z'],
  ['Asia/Kathmandu', '2026-03-08', 24, '2026-03-07T18:15:00.000Z'],
  ['Australia/Lord_Howe', '2026-04-05', 24.5, '2026-04-04T13:00:00.000Z'],
  ['Australia/Lord_Howe', '2026-10-04', 23.5, '2026-10-03T13:30:00.000Z'],
  ['Pacific/Kiritimati', '2026-01-01', 24, '2025-12-31T10:00:00.000Z'],
];

for (const [zone, day, length, start] of days) {
  test(`${day} in ${zone} is ${length} hours long and begins ${start}`, () => {
    assert.equal(hours(day, zone), length);
    assert.equal(dayRange(day, zone).start, start);
  });
}

test('a day ends where the next begins, and every moment in it is of that day', t => {
  t.diagnostic(`seed ${seed}`);
  const moment = fc.integer({min: Date.UTC(1990, 0), max: Date.UTC(2040, 0)});
  fc.assert(
    fc.property(moment, fc.constantFrom(...zones), (ms, zone) => {
      const day = dayIn(zone, ms);
      const {start, end} = dayRange(day, zone);
      assert.ok(
        toMs(start) <= ms && ms < toMs(end),
        `${toInstant(ms)} is not in ${day} ${start} ${end} of ${zone}`,
      );
      assert.equal(dayIn(zone, toMs(start)), day);
      assert.equal(dayIn(zone, toMs(end) - 1), day);
      assert.equal(dayRange(dayIn(zone, toMs(end)), zone).start, end);
    }),
    {seed, numRuns: 300, examples: [[Date.UTC(2011, 11, 30, 12), 'Pacific/Apia']]},
  );
});

type Wall = [says: string, wall: string, zone: string, instant: string];
const walls: Wall[] = [
  ['a time of winter', '2026-01-05T09:00:00', 'America/Chicago', '2026-01-05T15:00:00.000Z'],
  ['a time of summer', '2026-07-05T09:00:00', 'America/Chicago', '2026-07-05T14:00:00.000Z'],
  [
    'a time that spring skips is read with the offset before',
    '2026-03-08T02:30:00',
    'America/Chicago',
    '2026-03-08T08:30:00.000Z',
  ],
  [
    'a time that autumn repeats is the first',
    '2026-11-01T01:30:00',
    'America/Chicago',
    '2026-11-01T06:30:00.000Z',
  ],
  ['just after the change of spring', '2026-03-08T03:00:00', 'America/Chicago', '2026-03-08T08:00:00.000Z'],
  ['just after the change of autumn', '2026-11-01T02:00:00', 'America/Chicago', '2026-11-01T08:00:00.000Z'],
  ['half an hour off', '2026-03-08T09:00:00', 'Asia/Kolkata', '2026-03-08T03:30:00.000Z'],
];

for (const [says, wall, zone, instant] of walls) {
  test(`${says}: ${wall} in ${zone}`, () => assert.equal(toInstant(localMs(wall, zone)), instant));
}

const yes = [
  '2026-03-01T09:40:00Z',
  '2026-03-01T09:40Z',
  '2026-03-01T09:40:00.123+05:30',
  '2026-03-01T09:40:00-0600',
];
const no = [
  '2026-03-01T09:40:00',
  '2026-03-01',
  '2026-13-01T09:40:00Z',
  'now',
  '',
  '1772358000000',
  '2026-03-01 09:40:00Z',
];

test('an instant has a date, a time and an offset', () => {
  for (const text of yes) assert.ok(z.safeParse(Instant, text).success, text);
  for (const text of no) assert.ok(!z.safeParse(Instant, text).success, text);
});

test('an instant that was read is written in UTC', () => {
  assert.equal(Instant.parse('2026-03-01T09:40:00+05:30'), '2026-03-01T04:10:00.000Z');
});

test('a day is one of the calendar, a zone one of the list', () => {
  assert.ok(Day.safeParse('2024-02-29').success);
  for (const text of ['2025-02-29', '2026-2-1', '2026-04-31', 'today'])
    assert.ok(!Day.safeParse(text).success, text);
  assert.ok(TimeZone.safeParse('America/Argentina/Buenos_Aires').success);
  for (const text of ['America/Springfield', 'CST6CDT7', ''])
    assert.ok(!TimeZone.safeParse(text).success, text);
});

test('a range ends after it starts, whatever the offsets are', () => {
  const range = (start: string, end: string) => TimeRange.safeParse({start, end});
  assert.ok(range('2026-03-01T09:00:00+05:30', '2026-03-01T04:00:00Z').success);
  const refused = range('2026-03-01T09:00:00Z', '2026-03-01T09:00:00Z');
  assert.deepEqual(refused.error!.issues[0]!.path, ['end']);
});

test('ranges that touch do not overlap', () => {
  const range = (from: number, to: number) => ({start: toInstant(from), end: toInstant(to)});
  assert.equal(overlaps(range(0, 10), range(10, 20)), false);
  assert.equal(overlaps(range(0, 11), range(10, 20)), true);
  assert.equal(overlaps(range(0, dayMs), range(10, 20)), true);
});
