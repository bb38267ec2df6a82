import {dayMs, hourMs, minuteMs} from '@dispatch-kit/core';

/** How long to wait after each attempt that failed: ten attempts over about three days. */
const waitsMs = [
  5_000,
  minuteMs,
  5 * minuteMs,
  30 * minuteMs,
  2 * hourMs,
  6 * hourMs,
  12 * hourMs,
  dayMs,
  dayMs,
] as const;

/** A webhook to which nothing could be delivered for so long is disabled. */
export const disableAfterMs = 5 * dayMs;

/**
 * How long to wait before the next attempt; undefined when there were enough.
 *
 * @param attempts how many there were.
 * @param chance 0 to 1: spreads what failed together by a fifth to either side.
 */
export function retryAfterMs(attempts: number, chance: number): number | undefined {
  const waitMs = waitsMs[attempts - 1];
  return waitMs && Math.round(waitMs * (0.8 + 0.4 * chance));
}
