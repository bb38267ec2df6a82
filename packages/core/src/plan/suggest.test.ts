import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {driveSeconds} from '../place/eta.ts';
import {dayIn, minuteMs, toInstant, toMs} from '../time.ts';
import type {CandidateTechnician, PlanningWish} from './suggest.ts';
import {suggestSlots, windowsToOffer} from './suggest.ts';
import {shiftsOf, wallClock, weekdayOf} from './working-time.ts';

const home = {lat: 41.9484, lng: -87.6553};
const everyDay = (from: string, to: string) => [1, 2, 3, 4, 5, 6, 7].map(day => ({day, from, to}));
const monday = toMs('2026-03-02T14:00:00Z');

function wishOf(more: Partial<PlanningWish> = {}): PlanningWish {
  return {
    durationMinutes: 60,
    place: home,
    skills: [],
    fromMs: monday,
    days: 3,
    timeZone: 'America/Chicago',
    windowMinutes: 120,
    ...more,
  };
}

function technician(id: string, more: Partial<CandidateTechnician> = {}): CandidateTechnician {
  return {id, skills: [], workingHours: everyDay('08:00', '17:00'), visits: [], ...more};
}

const visit = (start: string, minutes: number, place = home) => ({
  startMs: toMs(start),
  endMs: toMs(start) + minutes * minuteMs,
  place,
});
const codesOf = (reasons: {code: string}[]) => reasons.map(reason => reason.code);

test('who drives less comes first, and every slot says why in a code and in words', () => {
  const near = technician('mem_near', {visits: [visit('2026-03-02T14:00:00Z', 60)]});
  const far = technician('mem_far', {
    visits: [visit('2026-03-02T14:00:00Z', 60, {lat: 42.35, lng: -87.9})],
  });
  const {suggestions} = suggestSlots(wishOf(), [far, near], driveSeconds);
  const [first] = suggestions;
  assert.equal(first!.technicianId, 'mem_near');
  assert.equal(toInstant(first!.startMs), '2026-03-02T15:00:00.000Z');
  assert.deepEqual(codesOf(first!.reasons), ['near', 'light_day']);
  assert.match(first!.reasons[0]!.words, /Adds no driving/);
  const other = suggestions.find(each => each.technicianId === 'mem_far' && each.day === '2026-03-02')!;
  assert.ok(codesOf(other.reasons).includes('far'));
  assert.ok(other.startMs > first!.startMs, 'the drive from the visit before is kept free');
  assert.ok(suggestions.every(each => each.reasons.every(({words}) => words.endsWith('.'))));
});

test('who cannot come is named, with why', () => {
  const {suggestions, unavailable} = suggestSlots(
    wishOf({skills: ['Gas', 'solar'], days: 1}),
    [
      technician('mem_none'),
      technician('mem_gas', {skills: ['gas']}),
      technician('mem_off', {skills: ['gas', 'solar'], workingHours: [{day: 6, from: '08:00', to: '12:00'}]}),
      technician('mem_full', {skills: ['GAS', 'solar'], visits: [visit('2026-03-02T13:00:00Z', 600)]}),
    ],
    driveSeconds,
  );
  assert.deepEqual(suggestions, []);
  assert.deepEqual(
    unavailable.map(({technicianId, code}) => [technicianId, code]),
    [
      ['mem_none', 'missing_skills'],
      ['mem_gas', 'missing_skills'],
      ['mem_off', 'not_working'],
      ['mem_full', 'fully_booked'],
    ],
  );
  assert.equal(unavailable[1]!.words, 'Lacks: solar.');
});

test('a visit that has a window and a technician keeps both if it can', () => {
  const window = {startMs: toMs('2026-03-03T16:00:00Z'), endMs: toMs('2026-03-03T18:00:00Z')};
  const {suggestions} = suggestSlots(
    wishOf({window, leadId: 'mem_b'}),
    [technician('mem_a'), technician('mem_b')],
    driveSeconds,
  );
  assert.deepEqual(suggestions[0]!.window, window);
  assert.equal(suggestions[0]!.technicianId, 'mem_b');
  assert.deepEqual(codesOf(suggestions[0]!.reasons).slice(0, 2), ['in_window', 'same_technician']);
  assert.ok(codesOf(suggestions.at(-1)!.reasons).includes('other_window'));
});

test('without hours of his own somebody is taken to work in the week, and it is said', () => {
  const saturday = toMs('2026-03-07T14:00:00Z');
  const nobody = technician('mem_a', {workingHours: null});
  const weekend = suggestSlots(wishOf({fromMs: saturday, days: 2}), [nobody], driveSeconds);
  assert.deepEqual(codesOf(weekend.unavailable), ['not_working']);
  const {suggestions} = suggestSlots(wishOf(), [nobody], driveSeconds);
  assert.ok(codesOf(suggestions[0]!.reasons).includes('hours_assumed'));
});

test('an address without a place is planned without driving, and it is said', () => {
  const busy = technician('mem_a', {visits: [visit('2026-03-02T14:00:00Z', 60, {lat: 43, lng: -89})]});
  const {suggestions} = suggestSlots(wishOf({place: undefined}), [busy], driveSeconds);
  assert.equal(toInstant(suggestions[0]!.startMs), '2026-03-02T15:00:00.000Z');
  assert.ok(codesOf(suggestions[0]!.reasons).includes('unplaced'));
});

test('visits too close together for anybody to drive between them both leave time to drive', () => {
  const far = {lat: 42.4, lng: -88.1};
  const busy = technician('mem_a', {
    workingHours: everyDay('08:00', '16:00'),
    visits: [
      visit('2026-03-02T14:00:00Z', 60, far),
      visit('2026-03-02T15:00:00Z', 5),
      visit('2026-03-02T19:00:00Z', 60),
      visit('2026-03-02T20:00:00Z', 120, far),
    ],
  });
  const {suggestions} = suggestSlots(wishOf({days: 1, durationMinutes: 210}), [busy], driveSeconds);
  assert.deepEqual(suggestions, [], 'three and a half hours are free, but not all of them at home');
  const [first] = suggestSlots(wishOf({days: 1}), [busy], driveSeconds).suggestions;
  const drive = driveSeconds(far, home) * 1000;
  assert.ok(first!.startMs >= toMs('2026-03-02T15:00:00Z') + drive);
});

test('a window is offered while more can come than wait in it, and never one that has begun', () => {
  const two = [technician('mem_a'), technician('mem_b')];
  const offered = (waiting: string[]) =>
    windowsToOffer(wishOf({days: 1}), two, driveSeconds, waiting.map(toMs)).map(({startMs}) =>
      toInstant(startMs),
    );
  const all = ['14:00', '16:00', '18:00', '20:00', '22:00'].map(time => `2026-03-02T${time}:00.000Z`);
  assert.deepEqual(offered([]), all);
  assert.deepEqual(offered(['2026-03-02T16:30:00Z']), all);
  assert.deepEqual(
    offered(['2026-03-02T16:30:00Z', '2026-03-02T17:59:00Z']),
    all.filter(start => !start.includes('16:00')),
  );
  const later = windowsToOffer(wishOf({days: 1, fromMs: monday + minuteMs}), two, driveSeconds, []);
  assert.equal(toInstant(later[0]!.startMs), all[1]);
});

/** Days on which clocks change: the zone, the day, the shift on the wall, and the moments it begins and ends. */
const clockChanges: [string, string, string, string, string, string][] = [
  ['America/Chicago', '2026-03-08', '01:00', '10:00', '2026-03-08T07:00:00.000Z', '2026-03-08T15:00:00.000Z'],
  ['America/Chicago', '2026-11-01', '01:30', '10:00', '2026-11-01T06:30:00.000Z', '2026-11-01T16:00:00.000Z'],
  ['America/Chicago', '2026-03-08', '02:30', '06:00', '2026-03-08T08:30:00.000Z', '2026-03-08T11:00:00.000Z'],
  ['Europe/Dublin', '2026-03-29', '00:30', '08:00', '2026-03-29T00:30:00.000Z', '2026-03-29T07:00:00.000Z'],
  ['Europe/Dublin', '2026-10-25', '00:30', '08:00', '2026-10-24T23:30:00.000Z', '2026-10-25T08:00:00.000Z'],
  [
    'Australia/Lord_Howe',
    '2026-04-05',
    '01:00',
    '09:00',
    '2026-04-04T14:00:00.000Z',
    '2026-04-04T22:30:00.000Z',
  ],
  [
    'America/Santiago',
    '2026-09-05',
    '22:00',
    '06:00',
    '2026-09-06T02:00:00.000Z',
    '2026-09-06T09:00:00.000Z',
  ],
  ['Asia/Kolkata', '2026-03-08', '09:00', '24:00', '2026-03-08T03:30:00.000Z', '2026-03-08T18:30:00.000Z'],
];

for (const [zone, day, from, to, startsAt, endsAt] of clockChanges) {
  test(`a shift from ${from} to ${to} on ${day} in ${zone} is where the wall clock puts it`, () => {
    const [shift] = shiftsOf([{day: weekdayOf(day), from, to}], day, wallClock(zone));
    assert.deepEqual([toInstant(shift!.startMs), toInstant(shift!.endMs)], [startsAt, endsAt]);
    const hours = [{day: weekdayOf(day), from, to}];
    const wish = wishOf({timeZone: zone, fromMs: shift!.startMs, days: 1});
    const {suggestions} = suggestSlots(wish, [technician('mem_a', {workingHours: hours})], driveSeconds);
    assert.equal(suggestions[0]!.day, day);
    for (const {startMs} of suggestions)
      assert.ok(startMs >= shift!.startMs && startMs + 60 * minuteMs <= shift!.endMs);
  });
}

const zones = ['America/Chicago', 'Europe/Dublin', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'Pacific/Apia'];
const clockTime = fc
  .tuple(fc.integer({min: 0, max: 23}), fc.integer({min: 0, max: 59}))
  .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`);
const skillSet = fc.subarray(['gas', 'solar', 'drains']);

test('nothing is ever suggested outside working hours, over a visit, without a skill, or with no time to drive', () => {
  const someone = fc.record({
    skills: skillSet,
    workingHours: fc.option(
      fc.array(fc.record({day: fc.integer({min: 1, max: 7}), from: clockTime, to: clockTime}), {
        maxLength: 9,
      }),
    ),
    visits: fc.array(
      fc.record({
        atMinutes: fc.integer({min: -600, max: 4 * 1440}),
        minutes: fc.integer({min: 1, max: 600}),
        north: fc.integer({min: 0, max: 40}),
      }),
      {maxLength: 8},
    ),
  });
  fc.assert(
    fc.property(
      fc.array(someone, {minLength: 1, maxLength: 3}),
      skillSet,
      fc.constantFrom(...zones),
      fc.constantFrom('2026-03-06T09:07:00Z', '2026-10-23T22:00:00Z', '2026-04-03T12:00:00Z'),
      fc.integer({min: 1, max: 1440}),
      fc.boolean(),
      (people, skills, zone, from, durationMinutes, isPlaced) => {
        const fromMs = toMs(from);
        const wish = wishOf({
          skills,
          fromMs,
          timeZone: zone,
          durationMinutes,
          place: isPlaced ? home : undefined,
        });
        const technicians = people.map(({visits, ...person}, index) =>
          technician(`mem_${index}`, {
            ...person,
            visits: visits.map(({atMinutes, minutes, north}) => ({
              startMs: fromMs + atMinutes * minuteMs,
              endMs: fromMs + (atMinutes + minutes) * minuteMs,
              place: {lat: home.lat + north / 111, lng: home.lng},
            })),
          }),
        );
        const {suggestions, unavailable} = suggestSlots(wish, technicians, driveSeconds);
        for (const {technicianId, startMs, window} of suggestions) {
          const who = technicians.find(each => each.id === technicianId)!;
          const endMs = startMs + durationMinutes * minuteMs;
          assert.ok(skills.every(skill => who.skills.includes(skill)));
          assert.ok(startMs >= fromMs && startMs >= window.startMs && startMs < window.endMs);
          assert.ok(worksAllOf(who, zone, startMs, endMs), `${zone} ${toInstant(startMs)}`);
          for (const other of who.visits) {
            assert.ok(endMs <= other.startMs || startMs >= other.endMs, 'over a visit');
            if (isPlaced) assert.ok(hasTimeToDrive(other, startMs, endMs));
          }
        }
        const named = new Set([...suggestions, ...unavailable].map(each => each.technicianId));
        assert.equal(named.size, technicians.length, 'everybody is suggested, or named with why not');
      },
    ),
    {seed: 20_260_302, numRuns: 60},
  );
});

/** Minute by minute on the wall, which is another way than the one that is tested. */
function worksAllOf(who: CandidateTechnician, zone: string, startMs: number, endMs: number): boolean {
  const clock = wallClock(zone);
  const hours = who.workingHours ?? [1, 2, 3, 4, 5].map(day => ({day, from: '08:00', to: '17:00'}));
  // By half days: a day of 23 hours would be stepped over.
  const days = [-2, -1, 0, 1, 2, 3, 4].map(half => dayIn(zone, startMs + half * 720 * minuteMs));
  const spans = [...new Set(days)].flatMap(day => shiftsOf(hours, day, clock));
  for (let ms = startMs; ms < endMs; ms += 5 * minuteMs)
    if (!spans.some(span => ms >= span.startMs && ms < span.endMs)) return false;
  return true;
}

/** The visits beside it leave time to drive. */
function hasTimeToDrive(
  other: {startMs: number; endMs: number; place?: {lat: number; lng: number} | undefined},
  startMs: number,
  endMs: number,
): boolean {
  const neededMs = driveSeconds(other.place!, home) * 1000;
  const isNear = other.endMs > startMs - 120 * minuteMs && other.startMs < endMs + 120 * minuteMs;
  if (!isNear) return true;
  return other.endMs <= startMs ? other.endMs + neededMs <= startMs : endMs + neededMs <= other.startMs;
}
