import * as z from 'zod/mini';
import {AppointmentFacts} from '../appointment/appointment-facts.ts';
import {idSchema} from '../ids.ts';
import {Instant} from '../time.ts';

/** What a job's status may be; always derived, see `deriveJobStatus`. */
export const JobStatus = z.enum([
  'unscheduled',
  'offered',
  'declined',
  'scheduled',
  'in_progress',
  'paused',
  'complete',
  'canceled',
]);
export type JobStatus = z.infer<typeof JobStatus>;

export const OfferStatus = z.enum(['pending', 'accepted', 'declined', 'expired', 'withdrawn']);
export type OfferStatus = z.infer<typeof OfferStatus>;

/** Everything the laws need to know of a job: folded from its events. */
export const JobFacts = z.object({
  id: idSchema('job'),
  customerId: idSchema('customer'),
  sourceId: z.nullable(z.string()),
  offer: z.nullable(z.object({status: OfferStatus, expiresAt: z.nullable(Instant)})),
  hold: z.nullable(z.object({reasonCode: z.string(), since: Instant, eventId: z.string()})),
  closure: z.nullable(z.object({kind: z.enum(['completed', 'canceled']), at: Instant, eventId: z.string()})),
  appointments: z.array(AppointmentFacts),
});
export type JobFacts = z.infer<typeof JobFacts>;
