import type {AppointmentFacts, DomainEvent, Job, JobFacts, JobStatus, TimeRange} from '@dispatch-kit/core';
import {daylessStatuses, isOpen, isUnderWay, minuteMs, toMs} from '@dispatch-kit/core';

/** Which part of an office a store shows, as one asks for it. */
export type OfficeView =
  | {readonly kind: 'board'; readonly day?: string}
  | {readonly kind: 'fleet'}
  | {readonly kind: 'agenda'; readonly memberId?: string; readonly day?: string}
  | {readonly kind: 'visit'; readonly appointmentId: string};

/** What decides whether a job belongs to a picture; each that is given has to hold. */
export interface Membership {
  /** Only what is under way. */
  readonly isFleet?: boolean;
  /** Only jobs with a visit planned in it, or closed in it. */
  readonly range?: TimeRange;
  /** Besides those of the range also what has no day yet. */
  readonly withDayless?: boolean;
  /** Only jobs with a visit that this member leads or helps on. */
  readonly memberId?: string;
  /** Only this one. */
  readonly jobId?: string;
}

/** Whether a job belongs to the picture: the rule by which the server picks the jobs of a snapshot. */
export function isInView(job: Job, view: Membership): boolean {
  const {isFleet, range, withDayless, memberId, jobId} = view;
  if (isFleet && job.status !== 'in_progress') return false;
  if (jobId !== undefined && job.id !== jobId) return false;
  if (memberId !== undefined && !job.appointments.some(visit => isOn(visit, memberId))) return false;
  if (!range || (withDayless && isDayless(job.status))) return true;
  return job.appointments.some(visit => isPlannedIn(visit, range)) || isClosedIn(job, range);
}

const isDayless = (status: JobStatus) => daylessStatuses.some(each => each === status);

/** Whether an event may bring a job into the picture that is not in it: then one has to look. */
export function mayEnter({type, jobId, set, was}: DomainEvent, view: Membership): boolean {
  if (view.jobId !== undefined) return jobId === view.jobId;
  if (!view.isFleet && !view.range && view.memberId === undefined) return true;
  const change = (set ?? {}) as Partial<AppointmentFacts & JobFacts>;
  const {status, closure} = change;
  if (view.isFleet) return (status !== undefined && isUnderWay({status})) || closure !== undefined;
  if (view.withDayless && (type === 'job_created' || losesDay(change))) return true;
  const isBack = (was as Partial<AppointmentFacts> | undefined)?.status === 'deleted' && !change.planned;
  const isMine = view.memberId !== undefined && isOn(change, view.memberId);
  return isBack || isMine || (view.range !== undefined && entersRange(change, view.range));
}

/** Whether after such a change a job may have no day any more, or wait for an answer. */
function losesDay({status, offer, hold, closure}: Partial<AppointmentFacts & JobFacts>): boolean {
  const isOff = status !== undefined && !isOpen({status});
  return isOff || offer !== undefined || hold !== undefined || closure !== undefined;
}

function entersRange({planned, closure}: Partial<AppointmentFacts & JobFacts>, range: TimeRange): boolean {
  return (
    (planned !== undefined && isPlannedIn({planned}, range)) ||
    (closure !== undefined && isClosedIn({closure}, range))
  );
}

/** A member is on a visit that he leads or helps on. */
function isOn({leadId, helperIds = []}: Partial<AppointmentFacts>, memberId: string): boolean {
  return leadId === memberId || helperIds.includes(memberId);
}

function isPlannedIn({planned}: Pick<AppointmentFacts, 'planned'>, {start, end}: TimeRange): boolean {
  const plannedMs = toMs(planned.start);
  return plannedMs < toMs(end) && toMs(start) < plannedMs + planned.durationMinutes * minuteMs;
}

function isClosedIn({closure}: Pick<JobFacts, 'closure'>, {start, end}: TimeRange): boolean {
  const closedMs = closure ? toMs(closure.at) : NaN;
  return closedMs >= toMs(start) && closedMs < toMs(end);
}
