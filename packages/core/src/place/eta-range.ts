import * as z from 'zod/mini';
import {Instant} from '../time.ts';

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
});
export type Eta = z.infer<typeof Eta>;
