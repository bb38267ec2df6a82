/** Where a visit stands for its customer, by hand for every state and what may have ended its leg. */
import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {VisitWish} from '../decide/stage.test.ts';
import {Stage, bob, reason, visitIn, windowAt} from '../decide/stage.test.ts';
import type {AppointmentFacts} from '../appointment/appointment-facts.ts';
import {trackingPhase} from './tracking-phase.ts';
import type {PhaseContext} from './tracking-phase.ts';

type Status = AppointmentFacts['status'];
type Row = [
  says: string,
  phase: string,
  status: Status,
  then: VisitWish[],
  context?: Partial<PhaseContext> & {after?: number; fixAge?: number},
];

const rows: Row[] = [
  ['a draft', 'closed', 'draft', []],
  ['a planned visit', 'upcoming', 'scheduled', []],
  ['a live leg with a fresh position', 'live', 'enroute', [], {fixAge: 60}],
  ['… without one for more than a minute', 'live_stale', 'enroute', [], {fixAge: 61}],
  ['… a minute after the departure, before the first', 'live_stale', 'enroute', [], {after: 1}],
  ['… just departed', 'live', 'enroute', []],
  ['he stands at the door', 'onsite', 'enroute', [{type: 'likely_on_site'}]],
  [
    'he stood at the door and left',
    'suspended',
    'enroute',
    [{type: 'likely_on_site'}, {type: 'likely_left'}],
  ],
  ['the leg timed out', 'suspended', 'enroute', [{type: 'end_live', why: 'timed_out'}]],
  ['he signed out', 'suspended', 'enroute', [{type: 'end_live', why: 'signed_out'}]],
  ['arrived', 'onsite', 'arrived', []],
  ['started', 'onsite', 'started', []],
  ['stood down on the way', 'suspended', 'enroute', [{type: 'stand_down'}]],
  ['stood down on site', 'suspended', 'arrived', [{type: 'stand_down'}]],
  ['given to another on the way', 'suspended', 'enroute', [{type: 'assign', leadId: bob}]],
  [
    'stood down and planned anew',
    'upcoming',
    'enroute',
    [{type: 'stand_down'}, {type: 'reschedule', window: windowAt(500)}],
  ],
  ['moved on the way', 'upcoming', 'enroute', [{type: 'move', window: windowAt(500)}]],
  ['a departure taken back', 'upcoming', 'enroute', [{type: 'undo'}]],
  ['done', 'feedback', 'complete', []],
  ['done and rated', 'closed', 'complete', [], {rated: true}],
  ['done, almost 7 days ago', 'feedback', 'complete', [], {after: 7 * 24 * 60 - 2}],
  ['done 7 days ago', 'closed', 'complete', [], {after: 7 * 24 * 60 - 1}],
  ['nobody let in', 'closed', 'enroute', [{type: 'complete', outcome: 'no_access', reason}]],
  ['reopened and under way again', 'onsite', 'complete', [{type: 'reopen'}]],
  ['canceled', 'canceled', 'canceled', []],
  ['canceled on the way', 'canceled', 'enroute', [{type: 'cancel', reason}]],
  ['deleted', 'canceled', 'deleted', []],
  ['reinstated', 'upcoming', 'canceled', [{type: 'reinstate'}]],
];

for (const [says, phase, status, then, context = {}] of rows) {
  test(`${says}: ${phase}`, () => {
    const stage = new Stage();
    const id = visitIn(stage, status);
    for (const wish of then)
      stage.tell(
        id,
        wish,
        ['likely_on_site', 'likely_left', 'end_live'].includes(wish.type) ? 'system' : 'dispatcher',
      );
    const {after = 0, fixAge, rated = false} = context;
    stage.wait(after);
    const lastFixMs = fixAge === undefined ? undefined : stage.nowMs - fixAge * 1000;
    assert.equal(trackingPhase(stage.of(id), {nowMs: stage.nowMs, lastFixMs, rated}), phase);
  });
}

test('who only said when to expect him never promised a position, and is not stale without one', () => {
  const stage = new Stage();
  const id = visitIn(stage, 'scheduled');
  stage.tell(id, {type: 'depart', etaMinutes: 30});
  stage.wait(10);
  assert.equal(trackingPhase(stage.of(id), {nowMs: stage.nowMs, rated: false}), 'live');
  assert.equal(
    trackingPhase(stage.of(id), {nowMs: stage.nowMs, lastFixMs: stage.nowMs - 61_000, rated: false}),
    'live_stale',
  );
});
