import type {Leg, LegEnd} from './appointment-facts.ts';
import type {Instant} from '../time.ts';
import {minuteMs, toInstant, toMs} from '../time.ts';

/** A leg that begins now, not yet departed: so it is open, but nothing of it is live for the customer. */
export function openLeg(id: string, technicianId: string, at: Instant): Leg {
  return {
    id,
    technicianId,
    openedAt: at,
    departedAt: null,
    etaMinutes: null,
    firstExpectedAt: null,
    promisedAt: null,
    liveEndedAt: null,
    liveEnd: null,
    closedAt: null,
  };
}

/** The leg, no longer live for the customer. What ended it first is kept. */
export function endLive(leg: Leg | null, at: Instant, why: LegEnd): Leg | null {
  return leg && {...leg, liveEndedAt: leg.liveEndedAt ?? at, liveEnd: leg.liveEnd ?? why};
}

/** The leg, over: no more fixes are taken for it. */
export function closeLeg(leg: Leg | null, at: Instant, why: LegEnd): Leg | null {
  return leg && {...endLive(leg, at, why)!, closedAt: leg.closedAt ?? at};
}

/** When a live leg stops being live by itself, at the latest: twice the first estimate and 30 minutes after departure. */
export function liveDeadline(leg: Leg): Instant | null {
  if (!leg.departedAt) return null;
  const departedMs = toMs(leg.departedAt);
  const firstMs = leg.firstExpectedAt
    ? toMs(leg.firstExpectedAt) - departedMs
    : (leg.etaMinutes ?? 60) * minuteMs;
  return toInstant(departedMs + 2 * Math.max(firstMs, 0) + 30 * minuteMs);
}
