import * as z from 'zod/mini';
import {idSchema} from '../ids.ts';
import {NewAppointment} from '../job/job-command.ts';
import {JobFacts, JobStatus} from '../job/job-facts.ts';
import {Instant} from '../time.ts';
import {Appointment} from './appointment.ts';
import {Address} from './customer.ts';
import {DomainEvent} from '../history/event.ts';
import {Channel, NoticeKind, NoticeState} from '../notices/notice-kind.ts';
import {hostFields, hostReply, line} from './resource.ts';

export const Priority = z.enum(['low', 'normal', 'high', 'urgent']);

const jobFields = {
  title: line(200),
  description: z.optional(z.string().check(z.maxLength(10_000))),
  serviceId: z.optional(z.string().check(z.maxLength(60))),
  priority: z.optional(Priority),
  address: Address,
  contactIds: z.optional(z.array(idSchema('contact')).check(z.maxLength(20))),
  ...hostFields,
};

/** A job to be made, with its first visit if that is known. */
export const JobInput = z.strictObject({
  customerId: idSchema('customer'),
  ...jobFields,
  appointment: z.optional(NewAppointment),
  notify: z.optional(z.boolean()),
});
export type JobInput = z.infer<typeof JobInput>;

export const JobPatch = z.partial(z.strictObject(jobFields));
export type JobPatch = z.infer<typeof JobPatch>;

/** Why an order is unplaced: it is looked for, nothing or nothing certain was found, the geocoder did not answer, or there is none. */
export const UnplacedReason = z.enum([
  'searching',
  'not_found',
  'vague',
  'ambiguous',
  'no_answer',
  'no_geocoder',
]);
export type UnplacedReason = z.infer<typeof UnplacedReason>;

/**
 * Whether an order's address has a place on the map. `source`: who said where it is. An unplaced one has no pin, fence or ETA;
 * `reason` says why, and PATCH of its address with `lat` and `lng` places it. `attribution` is shown wherever the place is.
 */
export const JobPlace = z.object({
  status: z.enum(['placed', 'unplaced']),
  source: z.nullable(z.enum(['given', 'customer', 'geocoder'])),
  reason: z.nullable(UnplacedReason),
  attribution: z.nullable(z.string()),
});
export type JobPlace = z.infer<typeof JobPlace>;

export const Job = z.extend(z.omit(JobFacts, {appointments: true}), {
  version: z.int(),
  status: JobStatus,
  title: z.string(),
  description: z.optional(z.string()),
  serviceId: z.optional(z.string()),
  priority: z.string(),
  address: Address,
  place: JobPlace,
  contactIds: z.array(z.string()),
  appointments: z.array(Appointment),
  /** How many messages of the customer nobody of the team has read. */
  unreadMessages: z.int(),
  ...hostReply,
  createdAt: Instant,
});
export type Job = z.infer<typeof Job>;

/** A message that a command causes, or in a dry run would cause: to whom, over what, in which words. */
export const ToldNotice = z.object({
  kind: NoticeKind,
  to: z.string(),
  channel: z.nullable(Channel),
  state: NoticeState,
  words: z.string(),
});
export type ToldNotice = z.infer<typeof ToldNotice>;

/** A message already sent that an undone command had caused; it is corrected only when a person does so. */
export const Correction = z.object({
  noticeId: z.string(),
  kind: NoticeKind,
  contactId: z.string(),
  subjectId: z.string(),
});
export type Correction = z.infer<typeof Correction>;

/**
 * The reply to a command: the visit and the job after it and the events it made (none if it was so already).
 * `notices` says who is told. In a dry run nothing of it was written.
 */
export const CommandReply = z.object({
  appointment: z.optional(Appointment),
  job: Job,
  events: z.array(DomainEvent),
  notices: z.array(ToldNotice),
  undoUntil: z.optional(Instant),
  corrections: z.optional(z.array(Correction)),
  dryRun: z.optional(z.boolean()),
});
export type CommandReply = z.infer<typeof CommandReply>;
