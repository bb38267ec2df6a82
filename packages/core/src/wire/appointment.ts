import * as z from 'zod/mini';
import {AppointmentFacts} from '../appointment/appointment-facts.ts';
import {idSchema} from '../ids.ts';
import {Instant} from '../time.ts';
import {hostFields, hostReply} from './resource.ts';

/** How near the technician was when he told that he arrived, started, or found nobody: by the fix nearest in time. */
export const ProofOfPresence = z.object({
  eventId: z.string(),
  fixAt: Instant,
  ageSeconds: z.int(),
  accuracyMeters: z.nullable(z.number()),
  distanceMeters: z.number(),
});
export type ProofOfPresence = z.infer<typeof ProofOfPresence>;

/** A visit on the wire: its facts, and what was written to it. */
export const Appointment = z.extend(AppointmentFacts, {
  version: z.int(),
  instructions: z.optional(z.string()),
  promisedAt: Instant,
  proofs: z.array(ProofOfPresence),
  ...hostReply,
});
export type Appointment = z.infer<typeof Appointment>;

export const AppointmentPatch = z.strictObject({
  helperIds: z.optional(z.array(idSchema('member')).check(z.maxLength(20))),
  instructions: z.optional(z.string().check(z.maxLength(5000))),
  ...hostFields,
});
export type AppointmentPatch = z.infer<typeof AppointmentPatch>;

/** What an actor may tell a visit now; a refused command says why. */
export const OfferedCommand = z.object({
  command: z.string(),
  allowed: z.boolean(),
  code: z.optional(z.string()),
  reason: z.optional(z.string()),
});
export type OfferedCommand = z.infer<typeof OfferedCommand>;
