import * as z from 'zod/mini';
import {idSchema} from '../ids.ts';
import {Instant, TimeRange, minuteMs, toInstant, toMs} from '../time.ts';

/** The stored states of a visit; `deleted` is a tombstone. */
export const AppointmentStatus = z.enum([
  'draft',
  'scheduled',
  'enroute',
  'arrived',
  'started',
  'complete',
  'canceled',
  'deleted',
]);
export type AppointmentStatus = z.infer<typeof AppointmentStatus>;

/** How a completed visit ended. */
export const Outcome = z.enum(['done', 'follow_up', 'no_access', 'interrupted']);
export type Outcome = z.infer<typeof Outcome>;

/** An open wish of the customer or the technician about a visit. */
export const AppointmentRequest = z.object({
  kind: z.enum(['reschedule', 'cancel', 'rebook', 'move']),
  by: z.enum(['customer', 'technician']),
  windows: z.optional(z.array(TimeRange)),
  at: Instant,
});
export type AppointmentRequest = z.infer<typeof AppointmentRequest>;

/** When the technician is due and for how long; inside 24 hours. */
export const Planned = z.object({start: Instant, durationMinutes: z.int().check(z.gte(1), z.lte(1440))});
export type Planned = z.infer<typeof Planned>;

/** Why a leg stopped being live for the customer. */
export const LegEnd = z.enum([
  'arrived',
  'started',
  'completed',
  'canceled',
  'stood_down',
  'reassigned',
  'stood_at_door',
  'left_again',
  'departed_elsewhere',
  'signed_out',
  'timed_out',
]);
export type LegEnd = z.infer<typeof LegEnd>;

/**
 * One technician's time under way on a visit. It is open until `closedAt` (fixes are taken until then) and live for
 * the customer from `departedAt` until `liveEndedAt`.
 */
export const Leg = z.object({
  id: idSchema('leg'),
  technicianId: idSchema('member'),
  openedAt: Instant,
  departedAt: z.nullable(Instant),
  etaMinutes: z.nullable(z.int()),
  firstExpectedAt: z.nullable(Instant),
  promisedAt: z.nullable(Instant),
  liveEndedAt: z.nullable(Instant),
  liveEnd: z.nullable(LegEnd),
  closedAt: z.nullable(Instant),
});
export type Leg = z.infer<typeof Leg>;

/** Everything the laws need to know of a visit: folded from its events, without names, phones or texts. */
export const AppointmentFacts = z.object({
  id: idSchema('appointment'),
  jobId: idSchema('job'),
  status: AppointmentStatus,
  window: TimeRange,
  windowVersion: z.int(),
  planned: Planned,
  leadId: z.nullable(idSchema('member')),
  helperIds: z.array(idSchema('member')),
  confirmed: z.nullable(z.object({at: Instant, by: z.enum(['customer', 'dispatcher'])})),
  needsReschedule: z.boolean(),
  conflict: z.boolean(),
  request: z.nullable(AppointmentRequest),
  outcome: z.nullable(Outcome),
  reasonCode: z.nullable(z.string()),
  skipped: z.boolean(),
  departedAt: z.nullable(Instant),
  arrivedAt: z.nullable(Instant),
  startedAt: z.nullable(Instant),
  completedAt: z.nullable(Instant),
  canceledAt: z.nullable(Instant),
  leg: z.nullable(Leg),
  stints: z.array(z.object({technicianId: idSchema('member'), from: Instant, to: z.nullable(Instant)})),
  likelyOnSiteAt: z.nullable(Instant),
  likelyLeftAt: z.nullable(Instant),
  keptOn: z.nullable(z.string()),
  priorStatus: z.nullable(AppointmentStatus),
  canceledBecause: z.nullable(z.string()),
  completionId: z.nullable(z.string()),
});
export type AppointmentFacts = z.infer<typeof AppointmentFacts>;

const underWayStatuses: readonly AppointmentStatus[] = ['enroute', 'arrived', 'started'];

/** True while somebody is on the way to, at, or working on a visit. */
export function isUnderWay(visit: {status: AppointmentStatus}): boolean {
  return underWayStatuses.includes(visit.status);
}

/** True while a visit is scheduled or under way. A draft is not open. */
export function isOpen(visit: {status: AppointmentStatus}): boolean {
  return visit.status === 'scheduled' || isUnderWay(visit);
}

/** The planned stretch of time of a visit. */
export function plannedRange(planned: Planned): TimeRange {
  const startMs = toMs(planned.start);
  return {start: toInstant(startMs), end: toInstant(startMs + planned.durationMinutes * minuteMs)};
}

/** True from depart until what ends the leg for the customer: only then may a position be shown. */
export function isLive(visit: AppointmentFacts): boolean {
  const {leg} = visit;
  return visit.status === 'enroute' && leg !== null && leg.departedAt !== null && leg.liveEndedAt === null;
}

/** True if a visit is still scheduled after its window ended. */
export function isOverdue(visit: AppointmentFacts, atMs: number): boolean {
  return visit.status === 'scheduled' && toMs(visit.window.end) < atMs;
}

/** Until when the customer was told to expect somebody: the first range told on the leg, before that the window. */
export function promisedAt(visit: AppointmentFacts): Instant {
  return visit.leg?.promisedAt ?? visit.window.end;
}

/**
 * True if the visit will not, or did not, begin by what was promised: the upper end of the first range told on the
 * leg, before that the window's end.
 *
 * @param expectedAt when the technician is expected, where that is known.
 */
export function isLate(visit: AppointmentFacts, atMs: number, expectedAt?: Instant): boolean {
  if (visit.status !== 'scheduled' && visit.status !== 'enroute') return false;
  return Math.max(atMs, expectedAt ? toMs(expectedAt) : 0) > toMs(promisedAt(visit));
}
