import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {Fix, believe, noFixes} from './fix.ts';
import type {FixHistory} from './fix.ts';
import {distanceMeters} from './lat-lng.ts';

const startMs = Date.parse('2026-03-02T09:00:00Z');
const home = {lat: 41.9, lng: -87.65};
/** Metres north of home, as degrees of latitude. */
const north = (meters: number) => ({lat: home.lat + meters / 111_195, lng: home.lng});
const fixAt = (seconds: number, place: {lat: number; lng: number}, more: Partial<Fix> = {}): Fix => ({
  ...place,
  at: new Date(startMs + seconds * 1000).toISOString(),
  ...more,
});

/** Plays fixes that arrive the moment they are made; answers `verdict` or `verdict:reason` for each. */
function play(fixes: readonly Fix[], history: FixHistory = noFixes) {
  const verdicts = fixes.map(fix => {
    const result = believe(history, fix, Date.parse(fix.at));
    history = result.history;
    return 'reason' in result && result.reason ? `${result.verdict}:${result.reason}` : result.verdict;
  });
  return {verdicts, history};
}

test('the first valid fix is taken, and so is the next within reach', () => {
  const {verdicts, history} = play([fixAt(0, home), fixAt(5, north(100))]);
  assert.deepEqual(verdicts, ['taken', 'taken']);
  assert.deepEqual(history.taken, {...north(100), atMs: startMs + 5000});
});

test('0,0 and impossible coordinates are refused, each counted by its reason', () => {
  const bad = [
    fixAt(0, {lat: 0, lng: 0}),
    fixAt(1, {lat: 91, lng: 0}),
    fixAt(2, {lat: NaN, lng: 5}),
    fixAt(3, {lat: 5, lng: -181}),
  ];
  const {verdicts, history} = play(bad);
  assert.deepEqual(verdicts, ['refused:zero', 'refused:invalid', 'refused:invalid', 'refused:invalid']);
  assert.deepEqual(history, {agreeing: [], refused: {zero: 1, invalid: 3}});
});

test('a time that cannot be read is refused', () => {
  assert.equal(believe(noFixes, {...home, at: 'yesterday'}, startMs).verdict, 'refused');
});

test('a fix may be 24 hours old and 5 minutes ahead of its receipt, and no more', () => {
  const verdictAt = (seconds: number) => {
    const result = believe(noFixes, fixAt(seconds, home), startMs);
    return result.verdict === 'refused' ? result.reason : result.verdict;
  };
  assert.equal(verdictAt(-24 * 3600), 'taken');
  assert.equal(verdictAt(-24 * 3600 - 1), 'too_old');
  assert.equal(verdictAt(300), 'taken');
  assert.equal(verdictAt(301), 'in_future');
});

test('a fix worse than 200 m is kept but decides nothing', () => {
  const {verdicts, history} = play([
    fixAt(0, home, {accuracyMeters: 200}),
    fixAt(10, north(50), {accuracyMeters: 201}),
    fixAt(20, home, {accuracyMeters: 900}),
  ]);
  assert.deepEqual(verdicts, ['taken', 'history_only:inaccurate', 'history_only:inaccurate']);
  assert.deepEqual(history.taken, {...home, atMs: startMs});
  assert.equal(history.newestAtMs, startMs);
});

test('70 m/s is believed, faster is refused', () => {
  assert.deepEqual(play([fixAt(0, home), fixAt(10, north(699))]).verdicts, ['taken', 'taken']);
  assert.deepEqual(play([fixAt(0, home), fixAt(10, north(701))]).verdicts, ['taken', 'refused:too_fast']);
});

test('less than a second apart counts as a second', () => {
  assert.deepEqual(play([fixAt(0, home), fixAt(0.1, north(60))]).verdicts, ['taken', 'taken']);
  assert.deepEqual(play([fixAt(0, home), fixAt(0.1, north(80))]).verdicts, ['taken', 'refused:too_fast']);
});

test('the same coordinates later are heard again', () => {
  const {verdicts, history} = play([fixAt(0, home), fixAt(10, home), fixAt(20, home)]);
  assert.deepEqual(verdicts, ['taken', 'heard_again', 'heard_again']);
  assert.equal(history.newestAtMs, startMs + 20_000);
});

test('speed is measured from when the place was first reported', () => {
  const heldThenMoved = [
    fixAt(0, home),
    ...[1, 2, 3, 4, 5, 6].map(s => fixAt(s, home)),
    fixAt(7, north(400)),
  ];
  assert.equal(play(heldThenMoved).verdicts.at(-1), 'taken');
  assert.deepEqual(play([fixAt(6, home), fixAt(7, north(400))]).verdicts, ['taken', 'refused:too_fast']);
});

test('what is not newer than the newest taken or heard is history only', () => {
  const {verdicts, history} = play([
    fixAt(10, home),
    fixAt(20, home),
    fixAt(15, north(100)),
    fixAt(20, north(100)),
    fixAt(20, home),
    fixAt(21, north(100)),
  ]);
  const late = 'history_only:not_newer';
  assert.deepEqual(verdicts, ['taken', 'heard_again', late, late, late, 'taken']);
  assert.equal(history.newestAtMs, startMs + 21_000);
});

test('three refused in a row that agree replace the last taken', () => {
  const poisoned = fixAt(0, {lat: 12, lng: 12});
  const {verdicts, history} = play([
    poisoned,
    fixAt(5, home),
    fixAt(10, north(40)),
    fixAt(15, north(80)),
    fixAt(20, north(120)),
  ]);
  assert.deepEqual(verdicts, ['taken', 'refused:too_fast', 'refused:too_fast', 'taken:replaced', 'taken']);
  assert.deepEqual(history.refused, {too_fast: 2});
});

test('three that agree may stand still', () => {
  const {verdicts} = play([
    fixAt(0, {lat: 12, lng: 12}),
    fixAt(5, home),
    fixAt(10, home),
    fixAt(15, home),
    fixAt(20, home),
  ]);
  assert.deepEqual(verdicts, [
    'taken',
    'refused:too_fast',
    'refused:too_fast',
    'taken:replaced',
    'heard_again',
  ]);
});

test('refused ones that disagree never replace', () => {
  const far = [10, 20, 30, 40, 50, 60].map((lat, i) => fixAt(i + 1, {lat, lng: 12}));
  const {verdicts, history} = play([fixAt(0, home), ...far]);
  assert.ok(verdicts.slice(1).every(v => v === 'refused:too_fast'));
  assert.deepEqual({lat: history.taken?.lat, lng: history.taken?.lng}, home);
});

test('a taken or heard-again fix between breaks the row', () => {
  const away = (seconds: number) => fixAt(seconds, {lat: 12, lng: 12});
  const {verdicts} = play([
    fixAt(0, home),
    away(1),
    away(2),
    fixAt(3, home),
    away(4),
    away(5),
    fixAt(6, north(9)),
    away(7),
    away(8),
  ]);
  assert.equal(verdicts.filter(v => v === 'refused:too_fast').length, 6);
});

test('garbage of another kind between neither counts nor breaks the row', () => {
  const zero = (seconds: number) => fixAt(seconds, {lat: 0, lng: 0});
  const {verdicts} = play([
    fixAt(0, {lat: 12, lng: 12}),
    fixAt(1, home),
    zero(2),
    fixAt(3, home),
    zero(4),
    fixAt(5, home),
  ]);
  assert.equal(verdicts.at(-1), 'taken:replaced');
});

test('a refused fix delivered three times does not agree with itself', () => {
  const jump = fixAt(1, {lat: 12, lng: 12});
  const {verdicts} = play([fixAt(0, home), jump, jump, jump, jump]);
  assert.ok(verdicts.slice(1).every(v => v === 'refused:too_fast'));
});

test('a receiver that repeats an empty latitude is never believed', () => {
  const blank = {lat: 0, lng: home.lng};
  const {verdicts} = play([
    fixAt(0, home),
    fixAt(1, blank),
    fixAt(2, blank),
    fixAt(3, blank),
    fixAt(4, blank),
    fixAt(5, north(90)),
  ]);
  const refused = 'refused:blank';
  assert.deepEqual(verdicts, ['taken', refused, refused, refused, refused, 'taken']);
});

test('the history survives JSON, and the fix given is never changed', () => {
  const anyFix = fc.record({
    lat: fc.constantFrom(41.9, 41.9005, 12, 0, 95),
    lng: fc.constantFrom(-87.65, -87.6505, 12, 0),
    seconds: fc.integer({min: 0, max: 60}),
    accuracyMeters: fc.constantFrom(5, 150, 400),
  });
  fc.assert(
    fc.property(fc.array(anyFix, {maxLength: 30}), list => {
      let [plain, stored] = [noFixes, noFixes];
      for (const {seconds, ...place} of list) {
        const fix = Object.freeze(fixAt(seconds, place, {accuracyMeters: place.accuracyMeters}));
        const [a, b] = [believe(plain, fix, startMs + 60_000), believe(stored, fix, startMs + 60_000)];
        assert.deepEqual(a, b);
        plain = a.history;
        stored = JSON.parse(JSON.stringify(b.history)) as FixHistory;
        assert.deepEqual(plain, stored);
        assert.ok(plain.agreeing.length < 3);
      }
    }),
  );
});

test('no two places taken one after the other are further apart than 70 m/s allows, unless replaced', () => {
  const anyStep = fc.tuple(fc.integer({min: 1, max: 20}), fc.integer({min: -3000, max: 3000}));
  fc.assert(
    fc.property(fc.array(anyStep, {maxLength: 40}), steps => {
      let history = noFixes;
      let seconds = 0;
      for (const [wait, meters] of steps) {
        seconds += wait;
        const result = believe(history, fixAt(seconds, north(meters)), startMs + seconds * 1000);
        const [before, after] = [history.taken, result.history.taken];
        if (result.verdict === 'taken' && !result.reason && before && after) {
          assert.ok(distanceMeters(before, after) <= (70.001 * (after.atMs - before.atMs)) / 1000);
        }
        history = result.history;
      }
    }),
  );
});

test('the schema wants an offset in the time and names no unknown field', () => {
  assert.ok(Fix.safeParse({...home, at: '2026-03-02T09:00:00+01:00', battery: 0.5, source: 'sdk'}).success);
  assert.ok(!Fix.safeParse({...home, at: '2026-03-02T09:00:00'}).success);
  assert.ok(!Fix.safeParse({...home, at: '2026-03-02T09:00:00Z', mood: 'good'}).success);
  assert.ok(!Fix.safeParse({...home, at: '2026-03-02T09:00:00Z', accuracyMeters: -1}).success);
});

test('a first fix from another part of the world is not shown, unless two more say the same', () => {
  const munich = {lat: 48.137, lng: 11.575};
  const judge = (fixes: readonly Fix[]) => {
    let history = noFixes;
    return fixes.map(fix => {
      const result = believe(history, fix, Date.parse(fix.at), home);
      history = result.history;
      return 'reason' in result && result.reason ? `${result.verdict}:${result.reason}` : result.verdict;
    });
  };
  assert.deepEqual(judge([fixAt(0, munich), fixAt(5, north(400)), fixAt(10, north(450))]), [
    'refused:too_far',
    'taken',
    'taken',
  ]);
  assert.deepEqual(judge([fixAt(0, munich), fixAt(5, munich), fixAt(10, munich)]), [
    'refused:too_far',
    'refused:too_far',
    'taken:replaced',
  ]);
  assert.deepEqual(judge([fixAt(0, north(100_000))]), ['taken']);
});
