import * as z from 'zod/mini';
import {Instant} from '../time.ts';

/** What out of the ordinary made an estimate what it is. */
export const ArrivalCause = z.enum(['gap', 'off_route', 'stop', 'reroute', 'traffic']);
export type ArrivalCause = z.infer<typeof ArrivalCause>;

/** When a technician will arrive, as a range meant to hold 8 of 10 arrivals. */
export const Eta = z.strictObject({
  expectedAt: Instant,
  /** 10th percentile. */
  earliestAt: Instant,
  /** 90th percentile. */
  latestAt: Instant,
  /** Who says so: screens show "the technician says about 25 min" for the first. */
  source: z.enum(['technician', 'estimate']),
  /** What it was made from: a routing engine's time, the length of a route, a straight line, or words. */
  basis: z.enum(['routing', 'route', 'straight_line', 'said']),
  /** The moment it knows of: of the last fix, or of the words. */
  asOf: Instant,
  /** A silence, another way than the told one, an errand, a new way, or traffic that stands. */
  cause: z.optional(ArrivalCause),
});
export type Eta = z.infer<typeof Eta>;
