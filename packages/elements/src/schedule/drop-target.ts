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

/** Where it would come to. */
export interface DropTarget extends Span {
  readonly rowKey: string;
  /** What would change; one thing at a time, so that what follows can be said exactly. */
  readonly change: 'time' | 'length' | 'technician' | 'plan' | 'nothing';
}

/** What letting go at a moment over a line would do: along its own line another time, over another line another technician. */
export function dropTargetOf(grabbed: Grabbed, atMs: number, rowKey: string): DropTarget {
  const {startMs, endMs, heldAtMs, mode} = grabbed;
  const stays = {startMs, endMs};
  if (mode === 'resize') {
    const untilMs = Math.max(startMs + stepMs, snap(atMs));
    return {
      rowKey: grabbed.rowKey!,
      startMs,
      endMs: untilMs,
      change: untilMs === endMs ? 'nothing' : 'length',
    };
  }
  const fromMs = snap(atMs - heldAtMs);
  const moved = {startMs: fromMs, endMs: fromMs + endMs - startMs};
  if (grabbed.rowKey === undefined) return {rowKey, ...moved, change: 'plan'};
  if (rowKey !== grabbed.rowKey) return {rowKey, ...stays, change: 'technician'};
  if (!grabbed.canMove || Math.abs(fromMs - startMs) < stepMs / 2)
    return {rowKey, ...stays, change: 'nothing'};
  return {rowKey, ...moved, change: 'time'};
}

/** The technician of a line; undefined for the line of what nobody has. */
export function leadOf(rowKey: string): string | undefined {
  return rowKey === unassignedKey ? undefined : rowKey;
}
