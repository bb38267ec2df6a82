/** Who may give which command: a table by hand, held against the law for every kind of actor. */
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {jobOffersFor, offersFor} from './decide.ts';
import type {Asker, JobWish, VisitWish} from './stage.test.ts';
import {Stage, reason, visitIn, windowAt} from './stage.test.ts';
import {appointmentCommandTypes} from '../appointment/appointment-command.ts';
import {isRefusal} from '../appointment/refusal.ts';
import {jobCommandTypes} from '../job/job-command.ts';

/** `y` may · `-` forbidden · `n` not on this visit or job. Ann leads the visit, Bob does not; the stranger is another source. */
const table = `
                      admin dispatcher ann bob source stranger customer system
visit schedule          y      y        -   -    y       n        -       y
visit reschedule        y      y        -   -    -       -        -       y
visit assign            y      y        -   -    -       -        -       y
visit unassign          y      y        -   -    -       -        -       y
visit send_now          y      y        -   -    -       -        -       y
visit confirm           y      y        -   -    -       -        y       y
visit depart            y      y        y   n    -       -        -       y
visit arrive            y      y        y   n    -       -        -       y
visit start             y      y        y   n    -       -        -       y
visit complete          y      y        y   n    -       -        -       y
visit cancel            y      y        -   -    y       n        -       y
visit stand_down        y      y        y   n    -       -        -       y
visit hand_over         y      y        -   -    -       -        -       y
visit move              y      y        -   -    -       -        -       y
visit undo              y      y        y   n    -       -        -       y
visit reopen            y      y        -   -    -       -        -       y
visit reinstate         y      y        -   -    y       n        -       y
visit delete            y      y        -   -    -       -        -       y
visit ask_to_move       y      y        y   n    -       -        -       y
visit running_late      y      y        y   n    -       -        -       y
visit dismiss_request   y      y        -   -    -       -        -       y
visit keep              y      y        -   -    -       -        -       y
visit request_reschedule -     -        -   -    -       -        y       -
visit request_cancel    -      -        -   -    -       -        y       -
visit rebook            -      -        -   -    -       -        y       -
visit not_home          -      -        -   -    -       -        y       -
visit likely_on_site    -      -        -   -    -       -        -       y
visit likely_left       -      -        -   -    -       -        -       y
visit end_live          -      -        -   -    -       -        -       y
visit tell_eta          -      -        -   -    -       -        -       y
job   offer             y      y        -   -    y       n        -       y
job   accept            y      y        -   -    -       -        -       y
job   decline           y      y        -   -    -       -        -       y
job   withdraw          y      y        -   -    y       n        -       y
job   expire            -      -        -   -    -       -        -       y
job   cancel            y      y        -   -    y       n        -       y
job   reinstate         y      y        -   -    y       n        -       y
job   complete          y      y        -   -    -       -        -       y
job   pause             y      y        -   -    -       -        -       y
job   resume            y      y        -   -    -       -        -       y
job   undo              y      y        -   -    -       -        -       y
job   plan              y      y        -   -    y       n        -       y
`;

/** What some of the commands cannot do without. */
const body = {reason, appointment: {window: windowAt(600), durationMinutes: 60}};

const [head, ...lines] = table.trim().split('\n');
const askers = head!.trim().split(/\s+/) as Asker[];
const rows = lines.map(line => line.trim().split(/\s+/)) as [
  subject: string,
  command: string,
  ...cells: string[],
][];

for (const [subject, command, ...cells] of rows) {
  test(`${command} of a ${subject} is given by whom it is for`, () => {
    for (const [index, by] of askers.entries()) {
      const stage = new Stage();
      const id = visitIn(stage, 'scheduled');
      const target = subject === 'visit' ? id : stage.of(id).jobId;
      const answer = stage.ask(target, {...body, type: command} as unknown as VisitWish | JobWish, by);
      const code = isRefusal(answer) ? answer.refused : 'obeyed';
      const expected = {y: 'y', '-': 'forbidden', n: 'not_yours'}[cells[index]!];
      assert.equal(['forbidden', 'not_yours'].includes(code) ? code : 'y', expected, by);
    }
  });
}

test('the table names every command', () => {
  const named = (subject: string) =>
    rows
      .filter(row => row[0] === subject)
      .map(row => row[1])
      .sort();
  assert.deepEqual(named('visit'), [...appointmentCommandTypes].sort());
  assert.deepEqual(named('job'), [...jobCommandTypes].sort());
});

test('who is offered what follows from the same table', () => {
  for (const by of askers) {
    const stage = new Stage();
    const id = visitIn(stage, 'scheduled');
    const column = 2 + askers.indexOf(by);
    const may = (subject: string) =>
      rows
        .filter(row => row[0] === subject && row[column] !== '-')
        .map(row => row[1])
        .sort();
    const asking = stage.asking(by);
    assert.deepEqual(
      offersFor(stage.world, id, asking)
        .map(offer => offer.command)
        .sort(),
      may('visit'),
    );
    assert.deepEqual(
      jobOffersFor(stage.world, stage.of(id).jobId, asking)
        .map(offer => offer.command)
        .sort(),
      may('job'),
    );
  }
});

test('a refusal says who may', () => {
  const stage = new Stage();
  const id = visitIn(stage, 'scheduled');
  const answer = stage.ask(id, {type: 'delete'}, 'ann');
  assert.equal(isRefusal(answer) && answer.sentence, 'You may not do this: it takes admin or dispatcher.');
});

test('a technician who may not skip is not offered to complete what was not started', () => {
  const stage = new Stage();
  const id = visitIn(stage, 'scheduled');
  const complete = (by: Asker) =>
    offersFor(stage.world, id, stage.asking(by)).find(offer => offer.command === 'complete');
  assert.equal(complete('ann')!.refusal!.refused, 'skip_not_allowed');
  assert.equal(complete('dispatcher')!.refusal, null);
});
