import {hourMs, minuteMs, toInstant, toMs} from '@dispatch-kit/core';
import {expect} from 'chai';
import {carriedBy} from './carry-steps.ts';
import type {CarryStep} from './carry-steps.ts';
import {TimeAxis} from './time-axis.ts';

const zone = 'America/Chicago';
const rows = ['unassigned', 'mem_nia', 'mem_sam'];
const hours = (day: string) => ({
  day,
  startMs: toMs(`${day}T14:00:00Z`),
  endMs: toMs(`${day}T23:00:00Z`),
});
const axis = new TimeAxis([hours('2026-03-03'), hours('2026-03-04')], zone);
const place = (start: string, minutes = 60) => {
  const startMs = toMs(start);
  return {rowKey: 'mem_nia', startMs, endMs: startMs + minutes * minuteMs};
};

/** From where, which step, and where it leads: begin, minutes, line. */
const steps: [string, ReturnType<typeof place>, CarryStep, [string, number, string]][] = [
  ['a quarter later', place('2026-03-03T16:00:00Z'), 'later', ['2026-03-03T16:15:00.000Z', 60, 'mem_nia']],
  ['to the quarter', place('2026-03-03T16:07:00Z'), 'later', ['2026-03-03T16:15:00.000Z', 60, 'mem_nia']],
  [
    'back to the quarter',
    place('2026-03-03T16:07:00Z'),
    'earlier',
    ['2026-03-03T16:00:00.000Z', 60, 'mem_nia'],
  ],
  ['over the night', place('2026-03-03T22:45:00Z'), 'later', ['2026-03-04T14:00:00.000Z', 60, 'mem_nia']],
  [
    'back over the night',
    place('2026-03-04T14:00:00Z'),
    'earlier',
    ['2026-03-03T22:45:00.000Z', 60, 'mem_nia'],
  ],
  [
    'not before the first hour',
    place('2026-03-03T14:00:00Z'),
    'earlier',
    ['2026-03-03T14:00:00.000Z', 60, 'mem_nia'],
  ],
  [
    'not after the last hour',
    place('2026-03-04T22:45:00Z'),
    'later',
    ['2026-03-04T22:45:00.000Z', 60, 'mem_nia'],
  ],
  ['up', place('2026-03-03T16:00:00Z'), 'up', ['2026-03-03T16:00:00.000Z', 60, 'unassigned']],
  ['down', place('2026-03-03T16:00:00Z'), 'down', ['2026-03-03T16:00:00.000Z', 60, 'mem_sam']],
  ['longer', place('2026-03-03T16:00:00Z', 50), 'longer', ['2026-03-03T16:00:00.000Z', 60, 'mem_nia']],
  ['shorter', place('2026-03-03T16:00:00Z'), 'shorter', ['2026-03-03T16:00:00.000Z', 45, 'mem_nia']],
  [
    'not to nothing',
    place('2026-03-03T16:00:00Z', 15),
    'shorter',
    ['2026-03-03T16:00:00.000Z', 15, 'mem_nia'],
  ],
];

describe('what is carried by keyboard', () => {
  for (const [what, from, step, [start, minutes, rowKey]] of steps) {
    it(`comes ${what}`, () => {
      const to = carriedBy(step, from, axis, rows);
      expect([toInstant(to.startMs), (to.endMs - to.startMs) / minuteMs, to.rowKey]).to.deep.equal([
        start,
        minutes,
        rowKey,
      ]);
    });
  }

  it('stays on the last line', () => {
    const last = {...place('2026-03-03T16:00:00Z'), rowKey: 'mem_sam'};
    expect(carriedBy('down', last, axis, rows)).to.deep.equal(last);
  });

  it('goes by quarters through the hour that is there twice', () => {
    const [startMs, endMs] = [toMs('2026-11-01T05:00:00Z'), toMs('2026-11-01T13:00:00Z')];
    const night = new TimeAxis([{day: '2026-11-01', startMs, endMs}], zone);
    let at = place('2026-11-01T06:00:00Z');
    for (let i = 0; i < 8; i++) at = carriedBy('later', at, night, rows);
    expect(at.startMs - toMs('2026-11-01T06:00:00Z')).to.equal(2 * hourMs);
  });
});
