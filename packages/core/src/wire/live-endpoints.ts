import * as z from 'zod/mini';
import {idSchema} from '../ids.ts';
import {Day, Instant, TimeZone} from '../time.ts';
import {Customer} from './customer.ts';
import {endpoint} from './endpoint.ts';
import {DomainEvent} from '../history/event.ts';
import {Job} from './job.ts';
import {listQuery, several} from './job-endpoints.ts';
import {Member} from './member.ts';
import {TechnicianPosition} from './road-endpoints.ts';

const clockReply = {serverTime: Instant, timeScale: z.number()};
const reads = ['jobs.read'] as const;

export const liveEndpoints = {
  snapshot: endpoint({
    method: 'GET',
    path: '/v1/snapshot',
    summary: 'A complete picture, with the cursor from which events go on',
    access: reads,
    query: z.strictObject({
      view: z.enum(['board', 'visit', 'fleet', 'agenda', 'jobs']),
      day: z.optional(z.union([Day, z.literal('today')])),
      timeZone: z.optional(TimeZone),
      appointmentId: z.optional(idSchema('appointment')),
      memberId: z.optional(idSchema('member')),
      /** For `view=jobs`: just these, as far as one may see them; none is people and positions alone. */
      jobIds: z.optional(several(idSchema('job'))),
    }),
    reply: z.object({
      items: z.array(Job),
      members: z.array(Member),
      customers: z.array(Customer),
      positions: z.array(TechnicianPosition),
      cursor: z.string(),
      /** The last event that the picture holds. */
      seq: z.int(),
      ...clockReply,
    }),
  }),
  events: endpoint({
    method: 'GET',
    path: '/v1/events',
    summary: 'Events after a cursor: a page, or with Accept: text/event-stream live',
    access: reads,
    query: z.strictObject({after: z.optional(z.string()), limit: listQuery.limit}),
    reply: z.object({items: z.array(DomainEvent), cursor: z.string(), more: z.boolean(), ...clockReply}),
    produces: 'text/event-stream',
  }),
} as const;
