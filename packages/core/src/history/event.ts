import * as z from 'zod/mini';
import {AppointmentFacts} from '../appointment/appointment-facts.ts';
import {idSchema} from '../ids.ts';
import {JobFacts} from '../job/job-facts.ts';
import {Actor, Basis} from '../people/actor.ts';
import {Instant} from '../time.ts';

/** Every fact about a visit. */
export const appointmentEventTypes = [
  'appointment_drafted',
  'appointment_scheduled',
  'appointment_rescheduled',
  'appointment_assigned',
  'appointment_unassigned',
  'appointment_confirmed',
  'appointment_departed',
  'appointment_arrived',
  'appointment_started',
  'appointment_completed',
  'appointment_canceled',
  'appointment_stood_down',
  'appointment_handed_over',
  'appointment_undone',
  'appointment_reopened',
  'appointment_reinstated',
  'appointment_deleted',
  'appointment_edited',
  'appointment_kept',
  'appointment_leg_ended',
  'appointment_likely_on_site',
  'appointment_likely_left',
  'appointment_eta_told',
  'move_asked',
  'running_late',
  'request_dismissed',
  'reschedule_requested',
  'cancel_requested',
  'rebook_requested',
  'customer_not_home',
] as const;

/** Every fact about a job. */
export const jobEventTypes = [
  'job_created',
  'job_offered',
  'job_accepted',
  'job_declined',
  'job_withdrawn',
  'job_expired',
  'job_completed',
  'job_canceled',
  'job_reinstated',
  'job_reopened',
  'job_paused',
  'job_resumed',
  'job_undone',
  'job_edited',
  'place_searched',
  'note_added',
  'message_added',
  'messages_read',
  'photo_added',
  'visit_rated',
  'tap_refused',
] as const;

/** Facts about people and the organization itself. */
export const organizationEventTypes = [
  'organization_edited',
  'customer_created',
  'customer_edited',
  'customer_erased',
  'member_created',
  'member_edited',
  'member_deactivated',
  'member_invited',
  'member_signed_in',
  'member_erased',
  'source_created',
  'token_revoked',
] as const;

export const EventType = z.enum([...appointmentEventTypes, ...jobEventTypes, ...organizationEventTypes]);
export type EventType = z.infer<typeof EventType>;

/** The part of the job's own facts that its events change. */
export const JobChange = z.partial(
  z.pick(JobFacts, {customerId: true, sourceId: true, offer: true, hold: true, closure: true}),
);
export type JobChange = z.infer<typeof JobChange>;

/** The part of a visit's facts that an event changes. */
export const AppointmentChange = z.partial(AppointmentFacts);
export type AppointmentChange = z.infer<typeof AppointmentChange>;

/** A change to a visit or a job: which of the two, `appointmentId` tells. */
export type Change = AppointmentChange | JobChange;

const shape = z.object({
  id: idSchema('event'),
  seq: z.int(),
  v: z.literal(1),
  type: EventType,
  at: Instant,
  recordedAt: Instant,
  actor: Actor,
  basis: Basis,
  jobId: z.optional(z.string()),
  appointmentId: z.optional(z.string()),
  causedBy: z.optional(z.string()),
  subjectId: z.optional(z.string()),
  set: z.optional(z.record(z.string(), z.unknown())),
  was: z.optional(z.record(z.string(), z.unknown())),
  data: z.optional(z.record(z.string(), z.unknown())),
});

/**
 * An immutable fact. `at` is when it happened, `recordedAt` when the server took it, `seq` its gap-free place in the
 * organization's history. `set` holds the attributes it changed with their new values and `was` with their old
 * ones, so that an event means the same whatever the rules become later. Holds ids, codes and times only.
 */
export type DomainEvent = Omit<z.infer<typeof shape>, 'set' | 'was'> & {set?: Change; was?: Change};
// The wire leaves the change open, since a later version may know more attributes.
export const DomainEvent = shape as unknown as z.ZodMiniType<DomainEvent>;

/** An event before the server has numbered it. */
export type NewEvent = Omit<DomainEvent, 'seq' | 'recordedAt'>;
