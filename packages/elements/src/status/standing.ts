import {stepsOf} from '@dispatch-kit/client';
import type {Me, OfficePicture, OutboxSnapshot, Tap} from '@dispatch-kit/client';
import type {Appointment, AppointmentStatus, Customer, Job, NextStep, Offer} from '@dispatch-kit/core';

/** Where a visit stands for the person who works on it: what the server knows, and what waits on this device. */
export interface Standing {
  job: Job;
  customer: Customer | undefined;
  /** As the server knows it. */
  visit: Appointment;
  /** As it will be when the taps that wait are taken. */
  status: AppointmentStatus;
  next: NextStep | null;
  /** What can be told it next, and why not the rest. */
  offers: readonly Offer[];
  /** Taps on this visit that the server does not have yet. */
  waiting: readonly Tap[];
  /** Taps on this visit that the server would not take. */
  refused: readonly Tap[];
}

export interface Onlooker {
  /** Who taps; while that is not known, the visit's own technician. */
  me: Pick<Me, 'actor' | 'memberId'> | undefined;
  /** What is in the outbox, and what has just left it. */
  taps: readonly Tap[];
  nowMs: number;
}

/** Finds where a visit stands; undefined where the picture does not hold it. */
export function standingOf(
  picture: OfficePicture,
  appointmentId: string,
  {me, taps, nowMs}: Onlooker,
): Standing | undefined {
  const found = visitOf(picture, appointmentId);
  if (!found) return undefined;
  const {job, visit} = found;
  const {leadId} = visit;
  const lead = {actor: {kind: 'technician', ...(leadId && {id: leadId})}} as const;
  const steps = stepsOf(picture, appointmentId, me ?? lead, taps, nowMs);
  const own = taps.filter(tap => tap.appointmentId === appointmentId);
  return (
    steps && {
      job,
      visit,
      customer: picture.customers.get(job.customerId),
      ...steps,
      waiting: own.filter(tap => tap.state !== 'refused'),
      refused: own.filter(tap => tap.state === 'refused'),
    }
  );
}

/** The visit with its job, in a picture. */
export function visitOf(
  {jobs}: OfficePicture,
  appointmentId: string,
): {job: Job; visit: Appointment} | undefined {
  for (const job of jobs.values()) {
    const visit = job.appointments.find(each => each.id === appointmentId);
    if (visit) return {job, visit};
  }
  return undefined;
}

/** A tap that is sent at once is no news; one that waits for longer is drawn as waiting. */
const soonMs = 2_000;

/** The taps to draw as waiting: all while the server is not reached, else those that take their time. */
export function lastingTaps(
  taps: readonly Tap[],
  outbox: Pick<OutboxSnapshot, 'taps' | 'isOnline'> | undefined,
  nowMs: number,
): readonly Tap[] {
  const isKept = (tap: Tap) => tap.state !== 'refused' && (outbox?.taps.includes(tap) ?? false);
  return taps.filter(tap => isKept(tap) && (!outbox?.isOnline || nowMs - Date.parse(tap.at) > soonMs));
}
