import * as z from 'zod/mini';
import {commandFields} from '../appointment/command-fields.ts';
import {Reason} from '../appointment/reason.ts';
import {idSchema} from '../ids.ts';
import {Instant, TimeRange} from '../time.ts';

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
  accept: z.strictObject({appointment: z.optional(NewAppointment), ...commandFields}),
  decline: z.strictObject({reason: Reason, ...commandFields}),
  withdraw: z.strictObject({reason: z.optional(Reason), ...commandFields}),
  cancel: z.strictObject({reason: Reason, ...commandFields}),
  reinstate: z.strictObject({...commandFields}),
  complete: z.strictObject({openVisits: z.optional(z.literal('cancel')), ...commandFields}),
  pause: z.strictObject({
    reason: Reason,
    laterVisits: z.optional(z.enum(['keep', 'cancel'])),
    ...commandFields,
  }),
  resume: z.strictObject({...commandFields}),
  undo: z.strictObject({
    eventId: z.optional(idSchema('event')),
    reason: z.optional(Reason),
    ...commandFields,
  }),
} as const;

/** What a source or the clock tells a job. */
export const offerCommands = {
  offer: z.strictObject({expiresAt: z.optional(Instant), ...commandFields}),
  expire: z.strictObject({...commandFields}),
} as const;

/** A new visit on a job. */
export const visitCommands = {plan: z.strictObject({appointment: NewAppointment, ...commandFields})} as const;

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
