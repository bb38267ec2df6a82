import * as z from 'zod/mini';
import {Reason} from '../appointment/reason.ts';
import {idSchema} from '../ids.ts';
import {Instant, TimeRange} from '../time.ts';

const whole = {
  at: z.optional(Instant),
  notify: z.optional(z.boolean()),
  deviceId: z.optional(z.string().check(z.maxLength(80))),
  sequence: z.optional(z.int().check(z.gte(1))),
  sentAt: z.optional(Instant),
};

/** A visit to be made: `window` is what the customer is told, `planned` (default: its start) when somebody is due. */
export const NewAppointment = z.strictObject({
  window: TimeRange,
  planned: z.optional(z.strictObject({start: Instant})),
  durationMinutes: z.int().check(z.gte(1), z.lte(1440)),
  leadId: z.optional(idSchema('member')),
  helperIds: z.optional(z.array(idSchema('member')).check(z.maxLength(20))),
  draft: z.optional(z.boolean()),
  override: z.optional(z.boolean()),
  instructions: z.optional(z.string().check(z.maxLength(5000))),
  externalId: z.optional(z.string().check(z.minLength(1), z.maxLength(200))),
  metadata: z.optional(z.record(z.string().check(z.maxLength(40)), z.string().check(z.maxLength(500)))),
});
export type NewAppointment = z.infer<typeof NewAppointment>;

/** The body of each command that a person may give a job, by its name on the wire. */
export const jobCommands = {
  accept: z.strictObject({appointment: z.optional(NewAppointment), ...whole}),
  decline: z.strictObject({reason: Reason, ...whole}),
  withdraw: z.strictObject({reason: z.optional(Reason), ...whole}),
  cancel: z.strictObject({reason: Reason, ...whole}),
  reinstate: z.strictObject({...whole}),
  complete: z.strictObject({openVisits: z.optional(z.literal('cancel')), ...whole}),
  pause: z.strictObject({reason: Reason, laterVisits: z.optional(z.enum(['keep', 'cancel'])), ...whole}),
  resume: z.strictObject({...whole}),
  undo: z.strictObject({eventId: z.optional(idSchema('event')), reason: z.optional(Reason), ...whole}),
} as const;

/** What a source or the clock tells a job. */
export const offerCommands = {
  offer: z.strictObject({expiresAt: z.optional(Instant), ...whole}),
  expire: z.strictObject({...whole}),
} as const;

/** A new visit on a job. */
export const visitCommands = {plan: z.strictObject({appointment: NewAppointment, ...whole})} as const;

type Bodies = typeof jobCommands & typeof offerCommands & typeof visitCommands;

export type JobCommandType = keyof Bodies;

export type JobCommand = {
  [T in JobCommandType]: {type: T; jobId: string} & z.infer<Bodies[T]>;
}[JobCommandType];

export const jobCommandTypes = Object.keys({
  ...jobCommands,
  ...offerCommands,
  ...visitCommands,
}) as JobCommandType[];
