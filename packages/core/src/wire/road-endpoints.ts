import * as z from 'zod/mini';
import {Eta} from '../place/eta-range.ts';
import {Fix} from '../place/fix.ts';
import {Lateness} from '../place/lateness.ts';
import {Instant} from '../time.ts';
import {endpoint} from './endpoint.ts';

const ingested = {
  taken: z.int(),
  /** How many were not kept, by reason. */
  refused: z.record(z.string(), z.int()),
  /** Whether the technician shares where he is now. */
  sharing: z.boolean(),
};

const clockReply = {serverTime: Instant, timeScale: z.number()};

/** Where a technician was last heard, as the office may see it. */
export const TechnicianPosition = z.object({
  memberId: z.string(),
  appointmentId: z.nullable(z.string()),
  lat: z.number(),
  lng: z.number(),
  at: Instant,
  accuracyMeters: z.optional(z.number()),
  headingDegrees: z.optional(z.number()),
  speedMetersPerSecond: z.optional(z.number()),
  /** The latest estimate of the way to that visit: it speaks as long as the visit is en route. */
  eta: z.optional(Eta),
  /** Five minutes late by the plan or more, and why. */
  lateness: z.optional(Lateness),
});
export type TechnicianPosition = z.infer<typeof TechnicianPosition>;

export const roadEndpoints = {
  positions: endpoint({
    method: 'GET',
    path: '/v1/positions',
    summary: 'The newest believable fix of each technician',
    access: ['positions.read'],
    reply: z.object({items: z.array(TechnicianPosition), ...clockReply}),
  }),
  report: endpoint({
    method: 'POST',
    path: '/v1/positions',
    summary: 'A batch of fixes from the SDK',
    access: ['positions.write'],
    body: z.strictObject({
      fixes: z.array(z.omit(Fix, {receivedAt: true})).check(z.minLength(1), z.maxLength(500)),
      deviceId: z.optional(z.string().check(z.maxLength(80))),
      sentAt: z.optional(Instant),
    }),
    reply: z.object({...ingested, ...clockReply}),
    status: 202,
  }),
  owntracks: endpoint({
    method: 'POST',
    path: '/v1/ingest/owntracks',
    summary: 'What OwnTracks posts in its HTTP mode, with the user and password of a paired device',
    access: 'public',
    reply: z.array(z.unknown()),
  }),
  traccar: endpoint({
    method: 'POST',
    path: '/v1/ingest/traccar',
    summary: 'What Traccar Client sends, with the identifier of a paired device',
    access: 'public',
    reply: z.object({}),
  }),
  gpx: endpoint({
    method: 'POST',
    path: '/v1/ingest/gpx',
    summary: 'A recorded track of one’s own, as GPX: what of it was shared is kept',
    access: ['positions.write'],
    accepts: 'application/gpx+xml',
    reply: z.object({...ingested, ...clockReply}),
    status: 202,
  }),
} as const;
