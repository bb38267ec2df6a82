/** `at` and `notify`: when a command took effect, and whether it tells anybody. */
import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {VisitWish} from './stage.test.ts';
import {Stage, at, visitIn} from './stage.test.ts';
import type {Asking} from './world.ts';
import {isRefusal} from '../appointment/refusal.ts';
import {toInstant} from '../time.ts';

/** Departs so many minutes ago, on a visit planned a month before; by now somebody else may have done more. */
function departing(minutesAgo: number, more: Partial<VisitWish> = {}, asking: Partial<Asking> = {}) {
  const stage = new Stage();
  const id = visitIn(stage, 'scheduled');
  stage.wait(30 * 24 * 60);
  const wish = {type: 'depart', at: toInstant(stage.nowMs - minutesAgo * 60_000), ...more} as VisitWish;
  const answer = stage.ask(id, wish, 'ann', asking);
  return isRefusal(answer) ? answer.refused : answer;
}

type Row = [
  says: string,
  minutesAgo: number,
  more: object,
  asking: Partial<Asking>,
  expected: boolean | string,
];
const week = 7 * 24 * 60;
const rows: Row[] = [
  ['a tap of now tells', 0, {}, {}, true],
  ['a tap of 15 minutes ago tells', 15, {}, {}, true],
  ['an older one does not', 16, {}, {}, false],
  ['… unless it is asked to', 16, {notify: true}, {}, true],
  ['a tap of now may be silent', 0, {notify: false}, {}, false],
  ['a tap that waited in an outbox tells at any age', 600, {}, {queued: true}, true],
  ['… and is not too old here', week + 1, {}, {queued: true}, true],
  ['a week back is the most', week, {}, {}, false],
  ['more is refused', week + 1, {}, {}, 'at_too_old'],
  ['the future is refused', -1, {}, {}, 'at_in_future'],
  ['… also for what waited', -1, {}, {queued: true}, 'at_in_future'],
];

for (const [says, minutesAgo, more, asking, expected] of rows) {
  test(says, () => {
    const answer = departing(minutesAgo, more, asking);
    assert.equal(typeof answer === 'string' ? answer : answer.notify, expected);
  });
}

test('a forgotten tap takes effect when it happened', () => {
  const stage = new Stage();
  const id = visitIn(stage, 'scheduled');
  stage.wait(30).tell(id, {type: 'depart', at: at(20)}, 'ann');
  assert.deepEqual([stage.of(id).departedAt, stage.of(id).leg!.openedAt], [at(20), at(20)]);
});

test('a forgotten tap comes after the visit’s last event, and the refusal names that', () => {
  const stage = new Stage();
  const id = visitIn(stage, 'enroute');
  stage.wait(30);
  const answer = stage.ask(id, {type: 'arrive', at: at(1)}, 'ann');
  assert.ok(isRefusal(answer));
  assert.deepEqual([answer.refused, answer.details['eventType']], ['at_before_last', 'appointment_departed']);
});

test('what the fence, the estimate or the customer said meanwhile does not stand in its way', () => {
  const stage = new Stage();
  const id = visitIn(stage, 'enroute');
  stage
    .wait(20)
    .tell(id, {type: 'tell_eta', expectedAt: at(40), latestAt: at(50), source: 'estimate'}, 'system');
  stage.wait(5).tell(id, {type: 'likely_on_site'}, 'system');
  stage.wait(5).tell(id, {type: 'arrive', at: at(25)}, 'ann');
  assert.equal(stage.of(id).arrivedAt, at(25));
});

test('a command on a job comes after the last event of any of its visits', () => {
  const stage = new Stage();
  const id = visitIn(stage, 'enroute');
  stage.wait(30);
  const answer = stage.ask(
    stage.of(id).jobId,
    {type: 'pause', reason: {code: 'weather'}, at: at(1)},
    'dispatcher',
  );
  assert.equal(isRefusal(answer) && answer.refused, 'at_before_last');
});

test('a new job of long ago tells nobody by itself', () => {
  const stage = new Stage();
  stage.job({at: at(-60), appointment: {window: {start: at(60), end: at(120)}, durationMinutes: 60}});
  assert.deepEqual(stage.waiting(), []);
  stage.job({
    at: at(-60),
    notify: true,
    appointment: {window: {start: at(60), end: at(120)}, durationMinutes: 60},
  });
  assert.deepEqual(stage.waiting(), ['created']);
  assert.throws(() => stage.job({at: at(1)}), /future/);
});
