import type {TrackingPhase} from './tracking-view.ts';
import type {AppointmentFacts} from '../appointment/appointment-facts.ts';
import {isLive} from '../appointment/appointment-facts.ts';
import {dayMs, toMs} from '../time.ts';

/** What besides a visit's facts decides its phase. */
export type PhaseContext = {
  readonly nowMs: number;
  /** When the last believable fix of the leg was taken; undefined before the first. */
  readonly lastFixMs?: number | undefined;
  readonly rated: boolean;
};

/** Without a believable fix for so long a live leg is stale. */
export const staleAfterMs = 60_000;

/** For so long after a visit its customer may rate it. */
export const feedbackMs = 7 * dayMs;

/** Where a visit stands for its customer; the first rule that holds decides. */
export function trackingPhase(
  visit: AppointmentFacts,
  {nowMs, lastFixMs, rated}: PhaseContext,
): TrackingPhase {
  if (visit.status === 'canceled' || visit.status === 'deleted') return 'canceled';
  if (isLive(visit)) return isStale(visit, nowMs, lastFixMs) ? 'live_stale' : 'live';
  if (visit.status === 'arrived' || visit.status === 'started') return 'onsite';
  if (visit.status === 'enroute') return visit.likelyOnSiteAt ? 'onsite' : 'suspended';
  // A scheduled visit has a leg only after one was stood down or given away, until it is planned anew.
  if (visit.status === 'scheduled') return visit.leg ? 'suspended' : 'upcoming';
  if (visit.status === 'draft') return 'closed';
  const isRecent = visit.completedAt !== null && nowMs - toMs(visit.completedAt) < feedbackMs;
  return visit.outcome === 'done' && !rated && isRecent ? 'feedback' : 'closed';
}

/**
 * A live leg is stale without a believable fix, counted from the departure before the first. One whose technician
 * only said when to expect him never promised a position.
 */
function isStale({leg}: AppointmentFacts, nowMs: number, lastFixMs: number | undefined): boolean {
  if (lastFixMs === undefined && leg!.etaMinutes !== null) return false;
  return nowMs - (lastFixMs ?? toMs(leg!.departedAt!)) > staleAfterMs;
}
