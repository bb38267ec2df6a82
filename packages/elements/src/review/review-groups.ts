import {isUnderWay, plannedRange, toMs} from '@dispatch-kit/core';
import type {Appointment, DayReview, Job} from '@dispatch-kit/core';

/** A visit that a day has left open. */
export interface OpenVisit {
  readonly job: Job;
  readonly visit: Appointment;
}

/** What a day has left open, the most urgent first. */
export interface ReviewGroups {
  /** Somebody is on the way, there, or at work. */
  readonly underWay: readonly OpenVisit[];
  /** Never begun, though its time has passed. */
  readonly passed: readonly OpenVisit[];
  /** Its time is still to come. */
  readonly toCome: readonly OpenVisit[];
  /** Jobs that nobody comes for. */
  readonly unplanned: readonly Job[];
}

/** Arranges what a day has left open. */
export function reviewGroups({open, unplannedOpenJobs}: DayReview, nowMs: number): ReviewGroups {
  const all = open
    .map(({job, appointment}) => ({job, visit: appointment}))
    .sort((a, b) => toMs(a.visit.planned.start) - toMs(b.visit.planned.start));
  const waiting = all.filter(({visit}) => !isUnderWay(visit));
  const hasPassed = ({visit}: OpenVisit) => toMs(plannedRange(visit.planned).end) <= nowMs;
  return {
    underWay: all.filter(({visit}) => isUnderWay(visit)),
    passed: waiting.filter(hasPassed),
    toCome: waiting.filter(each => !hasPassed(each)),
    unplanned: unplannedOpenJobs,
  };
}

/** Everything planned was done, canceled, moved or kept, and no job is left without a visit. */
export function isAllDone({counts, unplannedOpenJobs}: DayReview): boolean {
  return counts.open === 0 && unplannedOpenJobs.length === 0;
}
