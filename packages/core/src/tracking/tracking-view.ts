import * as z from 'zod/mini';
import {Instant, TimeRange, TimeZone} from '../time.ts';

/** Where a visit stands for its customer. An ended link has no view at all. */
export const TrackingPhase = z.enum([
  'upcoming',
  'live',
  'live_stale',
  'onsite',
  'suspended',
  'canceled',
  'feedback',
  'closed',
]);
export type TrackingPhase = z.infer<typeof TrackingPhase>;

/** What a customer may do from the page now. */
export const TrackingAction = z.enum([
  'confirm',
  'request_reschedule',
  'request_cancel',
  'rebook',
  'not_home',
  'note',
  'message',
  'pin',
  'rate',
  'call',
]);
export type TrackingAction = z.infer<typeof TrackingAction>;

/** When the technician is expected: a range with a likeliest moment, and who says so. */
export const TrackingEta = z.object({
  expectedAt: z.optional(Instant),
  earliestAt: Instant,
  latestAt: Instant,
  /** `estimate` from positions, `technician` said so, `plan` from the day's plan alone. */
  source: z.enum(['estimate', 'technician', 'plan']),
  asOf: Instant,
  late: z.optional(z.boolean()),
  /** About how much later than the customer was told, in steps of five minutes. Why is the office’s to say. */
  lateMinutes: z.optional(z.int()),
});
export type TrackingEta = z.infer<typeof TrackingEta>;

export const TrackingPosition = z.object({
  lat: z.number(),
  lng: z.number(),
  at: Instant,
  headingDegrees: z.optional(z.number()),
  accuracyMeters: z.optional(z.number()),
});
export type TrackingPosition = z.infer<typeof TrackingPosition>;

/** One visit, as its customer may see it. */
export const TrackingVisit = z.object({
  phase: TrackingPhase,
  /** What the customer was told. Absent where the phase has no window to speak of. */
  window: z.optional(TimeRange),
  confirmed: z.optional(z.boolean()),
  needsReschedule: z.optional(z.boolean()),
  requested: z.optional(z.enum(['reschedule', 'cancel', 'rebook', 'move'])),
  /** The leg was given up: the technician is not coming just now. */
  delayed: z.optional(z.boolean()),
  technician: z.optional(
    z.object({
      name: z.string(),
      initials: z.optional(z.string()),
      photoUrl: z.optional(z.string()),
      vehicle: z.optional(z.string()),
    }),
  ),
  eta: z.optional(TrackingEta),
  position: z.optional(TrackingPosition),
  /** Since when no believable position has come. */
  staleSince: z.optional(Instant),
  /** The planned rest of the way, as an encoded polyline (precision 5). Never the driven path. */
  route: z.optional(z.string()),
  distanceMeters: z.optional(z.number()),
  stopsAhead: z.optional(z.int()),
  arrivedAt: z.optional(Instant),
  startedAt: z.optional(Instant),
  completedAt: z.optional(Instant),
  outcome: z.optional(z.enum(['done', 'follow_up', 'no_access', 'interrupted'])),
});
export type TrackingVisit = z.infer<typeof TrackingVisit>;

/**
 * Everything a tracker draws: published and versioned, so that a host may make it from data of its own. Only
 * `version` and `visit.phase` are required; what is absent is not drawn. Clients accept fields they do not know.
 */
export const TrackingView = z.object({
  version: z.literal(1),
  serverTime: z.optional(Instant),
  /** How fast the server's clock runs; 1 is real time. */
  timeScale: z.optional(z.number()),
  timeZone: z.optional(TimeZone),
  organization: z.optional(
    z.object({
      name: z.string(),
      logoUrl: z.optional(z.string()),
      accent: z.optional(z.string()),
      phone: z.optional(z.string()),
      terms: z.optional(z.record(z.string(), z.string())),
      /** How good arrival times were lately; absent unless the organization shows it, and 30 visits prove it. */
      arrivals: z.optional(z.object({visits: z.int(), withinMinutes: z.int()})),
    }),
  ),
  job: z.optional(z.object({title: z.string(), reference: z.optional(z.string())})),
  address: z.optional(
    z.object({line: z.string(), city: z.optional(z.string()), postcode: z.optional(z.string())}),
  ),
  destination: z.optional(z.object({lat: z.number(), lng: z.number()})),
  visit: TrackingVisit,
  /** The job's other visits that matter, soonest first. One under way has a position of its own. */
  others: z.optional(z.array(TrackingVisit)),
  actions: z.optional(z.array(TrackingAction)),
  /** What the office wrote to the customer, oldest first. What he wrote himself is not shown back through a link. */
  messages: z.optional(z.array(z.object({text: z.string(), at: Instant, unread: z.optional(z.boolean())}))),
  /**
   * Over which channels whoever has this link is written to; a channel that would not reach him is absent, and where
   * nothing is told of consents, all are.
   */
  consents: z.optional(z.object({sms: z.optional(z.boolean()), email: z.optional(z.boolean())})),
  rating: z.optional(z.object({stars: z.int(), at: Instant})),
});
export type TrackingView = z.infer<typeof TrackingView>;
