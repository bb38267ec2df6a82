import {hourMs, minuteMs, toMs} from '@dispatch-kit/core';
import {expect} from 'chai';
import {dropTargetOf, leadOf} from './drop-target.ts';
import type {DropTarget, Grabbed} from './drop-target.ts';

const tenMs = toMs('2026-03-03T16:00:00Z');
const visit: Grabbed = {
  mode: 'move',
  rowKey: 'mem_sam',
  startMs: tenMs,
  endMs: tenMs + hourMs,
  heldAtMs: 20 * minuteMs,
  canMove: true,
};

/** What is held, where it is let go (minutes from ten, line), and what comes of it: change, minutes from ten, length, line. */
const drops: [string, Partial<Grabbed>, [number, string], [DropTarget['change'], number, number, string]][] =
  [
    ['where it was', {}, [20, 'mem_sam'], ['nothing', 0, 60, 'mem_sam']],
    ['a little beside', {}, [26, 'mem_sam'], ['nothing', 0, 60, 'mem_sam']],
    ['a quarter later', {}, [29, 'mem_sam'], ['time', 15, 60, 'mem_sam']],
    ['earlier', {}, [-70, 'mem_sam'], ['time', -90, 60, 'mem_sam']],
    ['on another line', {}, [30, 'mem_nia'], ['technician', 0, 60, 'mem_nia']],
    ['on the line of nobody', {}, [8, 'unassigned'], ['technician', 0, 60, 'unassigned']],
    ['on another line and later', {}, [95, 'mem_nia'], ['time_and_technician', 75, 60, 'mem_nia']],
    ['under way, later', {canMove: false}, [95, 'mem_sam'], ['nothing', 0, 60, 'mem_sam']],
    ['under way, on another line', {canMove: false}, [95, 'mem_nia'], ['technician', 0, 60, 'mem_nia']],
    ['its end later', {mode: 'resize'}, [94, 'mem_nia'], ['length', 0, 90, 'mem_sam']],
    ['its end before its beginning', {mode: 'resize'}, [-60, 'mem_sam'], ['length', 0, 15, 'mem_sam']],
    ['its end where it was', {mode: 'resize'}, [63, 'mem_sam'], ['nothing', 0, 60, 'mem_sam']],
    ['what waits for a time', {rowKey: undefined}, [80, 'mem_nia'], ['plan', 60, 60, 'mem_nia']],
  ];

describe('letting go', () => {
  for (const [what, held, [minutes, row], [change, from, length, to]] of drops) {
    it(`of ${what} changes ${change}`, () => {
      const target = dropTargetOf({...visit, ...held}, tenMs + minutes * minuteMs, row);
      expect(target).to.deep.equal({
        change,
        startMs: tenMs + from * minuteMs,
        endMs: tenMs + (from + length) * minuteMs,
        rowKey: to,
      });
    });
  }

  it('snaps a visit that began at an odd minute only when it is moved', () => {
    const odd = {...visit, startMs: tenMs + 7 * minuteMs, endMs: tenMs + 67 * minuteMs};
    expect(dropTargetOf(odd, odd.startMs + 30 * minuteMs, 'mem_nia').startMs).to.equal(odd.startMs);
    expect(dropTargetOf(odd, odd.startMs + 40 * minuteMs, 'mem_sam').startMs).to.equal(tenMs + 30 * minuteMs);
  });

  it('names the technician of a line', () => {
    expect([leadOf('mem_sam'), leadOf('unassigned')]).to.deep.equal(['mem_sam', undefined]);
  });
});
