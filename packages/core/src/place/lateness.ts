import * as z from 'zod/mini';
import {ArrivalCause} from './eta-range.ts';
import type {Eta} from './eta-range.ts';
import {minuteMs, toMs} from '../time.ts';
import type {Instant} from '../time.ts';

/** How late a technician will be by the plan, and what of it comes from where: `leftLateSeconds` + `slowerSeconds` = `lateSeconds`. */
export const Lateness = z.strictObject({
  /** From when he is due by the plan to when he is expected. */
  lateSeconds: z.int(),
  /** He set off so much later than the plan asked for, had the drive gone as usual; below 0: earlier. */
  leftLateSeconds: z.int(),
  /** The drive takes so much longer than such a drive usually does; below 0: it goes faster. */
  slowerSeconds: z.int(),
  /** What out of the ordinary is seen on a slower drive now. */
  cause: z.optional(ArrivalCause),
});
export type Lateness = z.infer<typeof Lateness>;

/** Less than this is no lateness that one speaks of. */
const leastMs = 5 * minuteMs;

/**
 * Says what a lateness is made of. Undefined within five minutes of the plan.
 *
 * @param dueAt when he is due by the plan.
 * @param usualAt when he was expected as he set off: what the drive usually takes, from then.
 * @param eta when he is expected now.
 */
export function latenessOf({
  dueAt,
  usualAt,
  eta: {expectedAt, cause},
}: {
  dueAt: Instant;
  usualAt: Instant;
  eta: Pick<Eta, 'expectedAt' | 'cause'>;
}): Lateness | undefined {
  const lateMs = toMs(expectedAt) - toMs(dueAt);
  if (lateMs < leastMs) return undefined;
  const lateSeconds = Math.round(lateMs / 1000);
  const leftLateSeconds = Math.round((toMs(usualAt) - toMs(dueAt)) / 1000);
  const slowerSeconds = lateSeconds - leftLateSeconds;
  return {lateSeconds, leftLateSeconds, slowerSeconds, ...(slowerSeconds >= 60 && cause && {cause})};
}
