import {dayMs, hourMs, minuteMs} from '@dispatch-kit/core';

/** How long to wait after each try without an answer: seven tries over about half a day. */
const waitsMs = [10_000, minuteMs, 5 * minuteMs, 30 * minuteMs, 2 * hourMs, 8 * hourMs] as const;

/**
 * How long to wait before the geocoder is asked again for one order; undefined when it was asked often enough.
 *
 * @param attempts how often it was asked.
 * @param chance 0 to 1: spreads what failed together by a fifth to either side.
 * @param retryAfterMs how long the geocoder itself asked to be left alone: counts where it is longer, up to a day.
 */
export function nextTryMs(
  attempts: number,
  chance: number,
  retryAfterMs: number | undefined,
): number | undefined {
  const waitMs = waitsMs[attempts - 1];
  if (waitMs === undefined) return undefined;
  return Math.max(Math.round(waitMs * (0.8 + 0.4 * chance)), Math.min(retryAfterMs ?? 0, dayMs));
}
