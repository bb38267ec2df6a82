import * as z from 'zod/mini';
import {MoveForUrgent} from '../appointment/appointment-command.ts';
import {
  absenceCodes,
  interruptibilities,
  nearestCodes,
  originKinds,
  standings,
} from '../plan/nearest-reason.ts';
import {Instant, TimeRange, TimeZone} from '../time.ts';

const flag = z.optional(z.enum(['1', 'true']));

/** How who could go is looked for. */
export const NearestQuery = z.strictObject({
  /** Work that has begun may be interrupted: not, unless said. */
  interrupt: flag,
  /** What somebody has to do stays with him, however late: others take over what would break, unless said. */
  keep: flag,
  limit: z.optional(z.coerce.number().check(z.int(), z.gte(1), z.lte(50))),
});
export type NearestQuery = z.infer<typeof NearestQuery>;

/** Somebody who could take over a visit at the time it has. */
const Taker = z.object({technicianId: z.string(), name: z.string(), driveMinutes: z.int()});

/** A visit that makes way: when it would begin, and whether its customer was told something else. */
export const NearestDelay = z.object({
  appointmentId: z.string(),
  jobId: z.string(),
  title: z.string(),
  customerId: z.string(),
  /** As it is now. */
  was: Instant,
  planned: z.object({start: Instant, durationMinutes: z.int()}),
  window: TimeRange,
  delayMinutes: z.int(),
  breaksWindow: z.boolean(),
  /** It is left: he is on the way to it, or works there. */
  left: z.boolean(),
  takers: z.array(Taker),
  /** Who takes it over by `send`; null: it stays with him, later. */
  takenBy: z.nullable(z.string()),
});
export type NearestDelay = z.infer<typeof NearestDelay>;

/** What `send-now` is told to do it just so; work that is interrupted needs a reason besides. */
export const SendNow = z.object({
  leadId: z.string(),
  planned: z.object({start: Instant}),
  window: TimeRange,
  current: z.optional(z.object({appointmentId: z.string(), first: z.enum(['leave', 'finish'])})),
  moves: z.array(MoveForUrgent),
});
export type SendNow = z.infer<typeof SendNow>;

/** A technician who could go, with what his going delays. */
export const NearestTechnician = z.object({
  technicianId: z.string(),
  name: z.string(),
  standing: z.enum(standings),
  interruptible: z.enum(interruptibilities),
  /** The visit he is under way on. */
  currentId: z.nullable(z.string()),
  /** Where the way is counted from: the newest position, the last visit, or nobody knows. */
  from: z.enum(originKinds),
  seenAt: z.optional(Instant),
  /** Minutes of driving to the door; null where half an hour is assumed. */
  driveMinutes: z.nullable(z.int()),
  arrivesAt: Instant,
  reasons: z.array(z.object({code: z.enum(nearestCodes), words: z.string()})),
  delays: z.array(NearestDelay),
  send: SendNow,
});
export type NearestTechnician = z.infer<typeof NearestTechnician>;

/** Who could go there now, the soonest first, and who could not, with why. `timeZone` is the place's. */
export const NearestTechnicians = z.object({
  asOf: Instant,
  timeZone: TimeZone,
  items: z.array(NearestTechnician),
  unavailable: z.array(
    z.object({technicianId: z.string(), name: z.string(), code: z.enum(absenceCodes), words: z.string()}),
  ),
});
export type NearestTechnicians = z.infer<typeof NearestTechnicians>;
