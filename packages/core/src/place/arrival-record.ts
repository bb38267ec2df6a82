import * as z from 'zod/mini';
import {minuteMs, toMs} from '../time.ts';
import type {Instant} from '../time.ts';

/** How good arrival times were: 9 of 10 technicians came within so many minutes of the one told as they set off. */
export const ArrivalRecord = z.object({
  /** Visits that are counted. */
  visits: z.int(),
  /** Null for fewer than 30 visits: they prove nothing. */
  withinMinutes: z.nullable(z.int()),
});
export type ArrivalRecord = z.infer<typeof ArrivalRecord>;

const fewestVisits = 30;
const share = 0.9;

/**
 * Sums up how far arrivals were from what was told, early or late alike.
 *
 * @param arrivals when each was first expected, once somebody was on the way, and when he was there.
 */
export function arrivalRecord(arrivals: readonly {expectedAt: Instant; arrivedAt: Instant}[]): ArrivalRecord {
  const visits = arrivals.length;
  if (visits < fewestVisits) return {visits, withinMinutes: null};
  const missed = arrivals.map(({expectedAt, arrivedAt}) => Math.abs(toMs(arrivedAt) - toMs(expectedAt)));
  const most = missed.toSorted((a, b) => a - b)[Math.ceil(share * visits) - 1]!;
  return {visits, withinMinutes: Math.max(1, Math.ceil(most / minuteMs))};
}
