import type {Place} from './drop-target.ts';
import {snap, stepMs} from './time-axis.ts';
import type {TimeAxis} from './time-axis.ts';

/** What a key does with what is carried. */
export type CarryStep = 'earlier' | 'later' | 'up' | 'down' | 'shorter' | 'longer';

/** Where a step brings what is carried; the same place where the way ends. Hours that are not shown are stepped over. */
export function carriedBy(step: CarryStep, place: Place, axis: TimeAxis, rowKeys: readonly string[]): Place {
  const {startMs, endMs, rowKey} = place;
  switch (step) {
    case 'up':
    case 'down': {
      const next = rowKeys[rowKeys.indexOf(rowKey) + (step === 'down' ? 1 : -1)];
      return next === undefined ? place : {...place, rowKey: next};
    }
    case 'longer':
      return {...place, endMs: snap(endMs) + stepMs};
    case 'shorter':
      return {...place, endMs: Math.max(startMs + stepMs, snap(endMs) - stepMs)};
    case 'earlier':
    case 'later': {
      const begins = step === 'later' ? laterStart(startMs, axis) : earlierStart(startMs, axis);
      return {...place, startMs: begins, endMs: begins + endMs - startMs};
    }
  }
}

function laterStart(startMs: number, {days}: TimeAxis): number {
  const nextMs = Math.floor(startMs / stepMs) * stepMs + stepMs;
  const at = days.findIndex(day => startMs < day.endMs);
  const [own, following] = [days[at], days[at + 1]];
  if (!own) return startMs;
  if (nextMs < own.endMs) return Math.max(nextMs, own.startMs);
  return following ? following.startMs : startMs;
}

function earlierStart(startMs: number, {days}: TimeAxis): number {
  const nextMs = Math.ceil(startMs / stepMs) * stepMs - stepMs;
  const at = days.findLastIndex(day => startMs >= day.startMs);
  const [own, before] = [days[at], days[at - 1]];
  if (!own) return startMs;
  if (nextMs >= own.startMs) return Math.min(nextMs, own.endMs - stepMs);
  return before ? before.endMs - stepMs : startMs;
}
