import {isBystander} from './undo.ts';
import type {Asking} from './world.ts';
import type {Refusal} from '../appointment/refusal.ts';
import {refuse} from '../appointment/refusal.ts';
import type {DomainEvent} from '../history/event.ts';
import type {Instant} from '../time.ts';
import {dayMs, minuteMs, toMs} from '../time.ts';

/** When a command took effect, and whether it tells anybody. */
export type Timing = {readonly atMs: number; readonly notify: boolean};

/** After how long a forgotten tap tells nobody by itself. */
const quietAfterMs = 15 * minuteMs;
const oldestTapMs = 7 * dayMs;

/**
 * When a command took effect, or why it cannot have been then: after the last event of its subject, at most 7 days
 * back, never in the future. A tap that waited in an outbox is held to nothing but the future.
 *
 * @param earlier the events of the command's subject.
 */
export function timingOf(
  {at, notify}: {readonly at?: Instant | undefined; readonly notify?: boolean | undefined},
  asking: Asking,
  earlier: readonly DomainEvent[],
): Timing | Refusal {
  const isQueued = asking.queued === true;
  const atMs = at === undefined ? asking.nowMs : toMs(at);
  const ageMs = asking.nowMs - atMs;
  if (ageMs < 0) return refuse('at_in_future');
  const timing = {atMs, notify: notify ?? (isQueued || ageMs <= quietAfterMs)};
  if (isQueued || at === undefined) return timing;
  if (ageMs > oldestTapMs) return refuse('at_too_old');
  const last = earlier.findLast(event => event.set !== undefined && !isBystander(event));
  if (!last || toMs(last.at) < atMs) return timing;
  return refuse('at_before_last', {eventType: last.type, eventAt: last.at});
}
