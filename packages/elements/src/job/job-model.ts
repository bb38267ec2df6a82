import type {OfficePicture, WaitingNote, WaitingPhoto} from '@dispatch-kit/client';
import {isOpen, isUnderWay, toMs} from '@dispatch-kit/core';
import type {Appointment, Customer, Job, Note, TechnicianPosition, TrackingView} from '@dispatch-kit/core';

/** A job as somebody looks at it: one of its visits in front. */
export interface OpenJob {
  job: Job;
  visit: Appointment | undefined;
  customer: Customer | undefined;
}

export interface JobAsked {
  jobId?: string | undefined;
  appointmentId?: string | undefined;
  memberId?: string | undefined;
}

/**
 * Finds a job by its own id or by one of its visits. In front stands the visit that was asked for, else the one under way,
 * the next one of who looks, the next one, or the last.
 */
export function openJob(picture: OfficePicture, asked: JobAsked): OpenJob | undefined {
  const {jobId, appointmentId, memberId} = asked;
  const jobs = [...picture.jobs.values()];
  const job = jobId
    ? picture.jobs.get(jobId)
    : jobs.find(each => each.appointments.some(visit => visit.id === appointmentId));
  if (!job) return undefined;
  const visits = job.appointments
    .filter(visit => visit.status !== 'deleted')
    .toSorted((a, b) => toMs(a.planned.start) - toMs(b.planned.start));
  const isMine = ({leadId, helperIds}: Appointment) =>
    memberId !== undefined && (leadId === memberId || helperIds.includes(memberId));
  const visit =
    visits.find(each => each.id === appointmentId) ??
    visits.find(isUnderWay) ??
    visits.find(each => isOpen(each) && isMine(each)) ??
    visits.find(isOpen) ??
    visits.at(-1);
  return {job, visit, customer: picture.customers.get(job.customerId)};
}

/** A note on the list: one that the office has, or one that waits on this device. */
export type ListedNote = {text: string; at: string; visibility: 'team' | 'customer'} & (
  {note: Note; waiting?: undefined} | {waiting: WaitingNote; note?: undefined}
);

/** The notes of a job, newest first, with those that wait. */
export function listedNotes(
  jobId: string,
  known: readonly Note[],
  waiting: readonly WaitingNote[],
): readonly ListedNote[] {
  const mine = waiting
    .filter(each => each.jobId === jobId)
    .map(each => ({
      text: each.text,
      at: each.at,
      visibility: each.visibility ?? ('team' as const),
      waiting: each,
    }));
  const noted = known.map(note => ({text: note.text, at: note.at, visibility: note.visibility, note}));
  return [...noted, ...mine].toSorted((a, b) => toMs(b.at) - toMs(a.at));
}

/** The photos of a job that wait on this device, oldest first. */
export function waitingPhotos(jobId: string, waiting: readonly WaitingPhoto[]): readonly WaitingPhoto[] {
  return waiting.filter(each => each.jobId === jobId);
}

/** What the map of the way to a job draws; undefined where the address has no place. */
export function wayView(
  {job, visit}: OpenJob,
  timeZone: string,
  position: TechnicianPosition | undefined,
): TrackingView | undefined {
  const {lat, lng} = job.address;
  if (lat === undefined || lng === undefined || !visit) return undefined;
  const own = position && {
    lat: position.lat,
    lng: position.lng,
    at: position.at,
    ...(position.headingDegrees !== undefined && {headingDegrees: position.headingDegrees}),
  };
  return {
    version: 1,
    timeZone,
    organization: {name: ''},
    job: {title: job.title},
    destination: {lat, lng},
    visit: {phase: 'live', window: visit.window, ...(own && {position: own})},
  };
}
