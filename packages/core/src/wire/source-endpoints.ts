import * as z from 'zod/mini';
import {Instant} from '../time.ts';
import {endpoint} from './endpoint.ts';
import {hostFields, hostReply, line} from './resource.ts';

/** A connected third party, such as a brand or an insurer, that offers jobs. */
export const Source = z.object({
  id: z.string(),
  name: z.string(),
  ...hostReply,
  createdAt: Instant,
});
export type Source = z.infer<typeof Source>;

export const sourceEndpoints = {
  list: endpoint({
    method: 'GET',
    path: '/v1/sources',
    summary: 'Connected sources, oldest first',
    access: ['plan'],
    reply: z.object({items: z.array(Source)}),
  }),
  create: endpoint({
    method: 'POST',
    path: '/v1/sources',
    summary: 'Connect a source; its key is shown once',
    access: ['settings'],
    body: z.strictObject({name: line(80), ...hostFields}),
    reply: z.extend(Source, {key: z.string(), keyId: z.string()}),
    status: 201,
    secret: true,
  }),
} as const;
