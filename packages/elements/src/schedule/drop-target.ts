import type {Span} from './time-axis.ts';
import {snap, stepMs} from './time-axis.ts';
import {unassignedKey} from './schedule-model.ts';

/** What was taken hold of. */
export interface Grabbed extends Span {
  readonly mode: 'move' | 'resize';
  /** Its line; undefined for a job that has no time yet. */
  readonly rowKey: string | undefined;
  /** How far after its beginning it was taken hold of, milliseconds. */
  readonly heldAtMs: number;
  /** Another time can be given to it; what is under way only changes hands. */
  readonly canMove: boolean;
}

/** A stretch of time on somebody's line. */
export interface Place extends Span {
  readonly rowKey: string;
}

/** Where it would come to. */
export interface DropTarget extends Place {
  readonly change: 'time' | 'length' | 'technician' | 'time_and_technician' | 'plan' | 'nothing';
}

/** What letting go at a moment over a line would do. On another line it keeps its time unless it is moved well away from it. */
export function dropTargetOf(grabbed: Grabbed, atMs: number, rowKey: string): DropTarget {
  const {startMs, endMs, heldAtMs, mode} = grabbed;
  if (mode === 'resize') {
    const untilMs = Math.max(startMs + stepMs, snap(atMs));
    return targetAt(grabbed, {rowKey: grabbed.rowKey!, startMs, endMs: untilMs});
  }
  const [fromMs, slackMs] = [atMs - heldAtMs, rowKey === grabbed.rowKey ? stepMs / 2 : stepMs];
  const isMoved = grabbed.rowKey === undefined || Math.abs(fromMs - startMs) >= slackMs;
  const begins = isMoved ? snap(fromMs) : startMs;
  return targetAt(grabbed, {rowKey, startMs: begins, endMs: begins + endMs - startMs});
}

/** What putting something at a place changes; what cannot be given another time keeps its own. */
export function targetAt(
  {rowKey, startMs, endMs, canMove}: Pick<Grabbed, 'rowKey' | 'startMs' | 'endMs' | 'canMove'>,
  wanted: Place,
): DropTarget {
  if (rowKey === undefined) return {...wanted, change: 'plan'};
  const place = canMove ? wanted : {rowKey: wanted.rowKey, startMs, endMs};
  const isElsewhere = place.rowKey !== rowKey;
  const isMoved = place.startMs !== startMs;
  if (isMoved || place.endMs !== endMs) {
    if (isElsewhere) return {...place, change: 'time_and_technician'};
    return {...place, change: isMoved ? 'time' : 'length'};
  }
  return {...place, change: isElsewhere ? 'technician' : 'nothing'};
}

/** The technician of a line; undefined for the line of what nobody has. */
export function leadOf(rowKey: string): string | undefined {
  return rowKey === unassignedKey ? undefined : rowKey;
}
