import * as z from 'zod/mini';
import {Fix} from '../place/fix.ts';
import {Instant} from '../time.ts';
import {endpoint} from './endpoint.ts';

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
    reply: z.object({
      taken: z.int(),
      refused: z.record(z.string(), z.int()),
      sharing: z.boolean(),
      ...clockReply,
    }),
    status: 202,
  }),
  owntracks: endpoint({
    method: 'POST',
    path: '/v1/ingest/owntracks',
    summary: 'Fixes from OwnTracks',
    access: 'public',
    later: true,
  }),
  traccar: endpoint({
    method: 'POST',
    path: '/v1/ingest/traccar',
    summary: 'Fixes from Traccar Client',
    access: 'public',
    later: true,
  }),
  gpx: endpoint({
    method: 'POST',
    path: '/v1/ingest/gpx',
    summary: 'A recorded track',
    access: ['positions.write'],
    later: true,
  }),
} as const;
