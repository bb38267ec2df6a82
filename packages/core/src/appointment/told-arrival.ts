import type {Instant} from '../time.ts';
import type {AppointmentFacts} from './appointment-facts.ts';

/** What was told first on the way of a visit, and when somebody was there; nothing where he only said himself when he would come. */
export function toldArrival({
  leg,
  arrivedAt,
  startedAt,
}: AppointmentFacts): {expectedAt: Instant; arrivedAt: Instant} | undefined {
  const isEstimated = leg?.departedAt && leg.etaMinutes === null;
  const thereAt = arrivedAt ?? startedAt;
  return isEstimated && leg.firstExpectedAt && thereAt
    ? {expectedAt: leg.firstExpectedAt, arrivedAt: thereAt}
    : undefined;
}
