import type {Appointment, DomainEvent, EventType, Job, JobFacts} from '@dispatch-kit/core';
import {deriveJobStatus, evolve, promisedAt} from '@dispatch-kit/core';

/** Facts beside a job that do not make it another version. */
const remarks: readonly EventType[] = [
  'note_added',
  'message_added',
  'messages_read',
  'photo_added',
  'visit_rated',
  'tap_refused',
];
/** Facts that say that something was written anew, but not what. */
const edits: readonly EventType[] = ['job_created', 'job_edited', 'place_searched', 'appointment_edited'];
/** Steps at which the server may keep a proof of presence, which no event holds. */
const provenSteps: readonly EventType[] = [
  'appointment_arrived',
  'appointment_started',
  'appointment_completed',
];

/** Whose versions a unit has raised so far: each command raises each of its subjects once. */
export interface UnitSoFar {
  readonly rootId: string;
  readonly subjects: Set<string>;
}

/** What is known of a unit after one more of its events, and what that event is the first to touch. */
export function followUnit(unit: UnitSoFar | undefined, event: DomainEvent) {
  const rootId = event.causedBy ?? event.id;
  const so: UnitSoFar = unit?.rootId === rootId ? unit : {rootId, subjects: new Set()};
  const isFirst = (subject: string | undefined) => {
    if (subject === undefined || so.subjects.has(subject)) return false;
    so.subjects.add(subject);
    return true;
  };
  return {
    unit: so,
    raisesJob: !remarks.includes(event.type) && isFirst(event.jobId),
    raisesVisit: event.set !== undefined && isFirst(event.appointmentId),
  };
}

/** Whether the job has to be fetched again, since the event does not hold all that has changed. */
export function isBeyondFolding(job: Job, {type, set, appointmentId}: DomainEvent): boolean {
  if (edits.includes(type) || provenSteps.includes(type)) return true;
  // Once somebody is to go there, the server says why it has no place.
  if (job.place.status === 'unplaced' && job.place.reason === null && !remarks.includes(type)) return true;
  const isKnown = job.appointments.some(visit => visit.id === appointmentId);
  return appointmentId !== undefined && set !== undefined && !isKnown;
}

/** A job as it goes over the wire after one more of its events, as far as the event says it. */
export function foldEvent(job: Job, event: DomainEvent, raises: {job: boolean; visit: boolean}): Job {
  if (event.type === 'messages_read') return {...job, unreadMessages: 0};
  if (event.type === 'message_added' && event.data?.['from'] === 'customer')
    return {...job, unreadMessages: job.unreadMessages + 1};
  if (remarks.includes(event.type) || edits.includes(event.type)) return job;
  // Of a visit that is not there the event says only a part.
  const isKnown = !event.appointmentId || job.appointments.some(visit => visit.id === event.appointmentId);
  const evolved = isKnown ? (evolve(job as JobFacts, event) as Job) : job;
  const appointments =
    evolved.appointments === job.appointments
      ? job.appointments
      : evolved.appointments
          .map(visit => (visit.id === event.appointmentId ? finishVisit(visit, raises.visit) : visit))
          .filter(visit => visit.status !== 'deleted')
          .sort(inPlannedOrder);
  const next = {...evolved, appointments, version: job.version + Number(raises.job)};
  return {...next, status: deriveJobStatus(next)};
}

function finishVisit(visit: Appointment, isRaised: boolean): Appointment {
  return {...visit, version: visit.version + Number(isRaised), promisedAt: promisedAt(visit)};
}

/** The order in which the server lists the visits of a job. */
function inPlannedOrder(a: Appointment, b: Appointment): number {
  return compare(a.planned.start, b.planned.start) || compare(a.id, b.id);
}

const compare = (a: string, b: string) => (a < b ? -1 : Number(a > b));
