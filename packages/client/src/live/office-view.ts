import type {Job, TimeRange} from '@dispatch-kit/core';
import {minuteMs, toMs} from '@dispatch-kit/core';

/** Which part of an office a store shows, as one asks for it. */
export type OfficeView =
  | {readonly kind: 'board'; readonly day?: string}
  | {readonly kind: 'fleet'}
  | {readonly kind: 'agenda'; readonly memberId?: string; readonly day?: string}
  | {readonly kind: 'visit'; readonly appointmentId: string};

/** What decides whether a job belongs to a picture: the view with its day and its person resolved. */
export interface Membership {
  readonly kind: OfficeView['kind'];
  readonly range?: TimeRange | undefined;
  /** Only jobs with a visit that this member leads or helps on. */
  readonly memberId?: string | undefined;
  readonly appointmentId?: string | undefined;
}

/** Whether a job belongs to the picture: the same rule by which the server picks the jobs of a snapshot. */
export function isInView(job: Job, {kind, range, memberId, appointmentId}: Membership): boolean {
  if (kind === 'fleet' && job.status !== 'in_progress') return false;
  if (appointmentId !== undefined && !job.appointments.some(visit => visit.id === appointmentId))
    return false;
  if (memberId !== undefined && !job.appointments.some(visit => isOn(visit, memberId))) return false;
  return range === undefined || isInRange(job, range);
}

/** A member is on a visit that he leads or helps on. */
export function isOn(
  visit: {leadId?: string | null; helperIds?: readonly string[]},
  memberId: string,
): boolean {
  return visit.leadId === memberId || (visit.helperIds?.includes(memberId) ?? false);
}

function isInRange({appointments, closure}: Job, {start, end}: TimeRange): boolean {
  const [startMs, endMs] = [toMs(start), toMs(end)];
  const isPlanned = appointments.some(({planned}) => {
    const plannedMs = toMs(planned.start);
    return plannedMs < endMs && startMs < plannedMs + planned.durationMinutes * minuteMs;
  });
  const closedMs = closure ? toMs(closure.at) : undefined;
  return isPlanned || (closedMs !== undefined && closedMs >= startMs && closedMs < endMs);
}
