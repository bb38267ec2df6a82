import * as z from 'zod/mini';
import {idSchema} from '../ids.ts';
import {ActorKind} from '../people/actor.ts';
import {capabilities} from '../people/permission.ts';
import {Role} from '../people/role.ts';
import {Instant} from '../time.ts';
import {endpoint} from './endpoint.ts';
import {Organization, OrganizationInput, OrganizationPatch, Origin} from './organization.ts';
import {line} from './resource.ts';

const clockReply = {serverTime: Instant, timeScale: z.number()};
const settings = ['settings'] as const;
const reads = ['jobs.read'] as const;

/** An API key as it is listed: never with its secret. */
export const ApiKey = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(['server', 'source']),
  sourceId: z.nullable(z.string()),
  test: z.boolean(),
  /** Only these of what its kind may do; null: all of it. */
  capabilities: z.nullable(z.array(z.string())),
  createdAt: Instant,
  revokedAt: z.nullable(Instant),
});
export type ApiKey = z.infer<typeof ApiKey>;

export const organizationEndpoints = {
  create: endpoint({
    method: 'POST',
    path: '/v1/organizations',
    summary: 'Make an organization and its first API key',
    access: 'operator',
    body: OrganizationInput,
    reply: z.object({organization: Organization, apiKey: z.string()}),
    status: 201,
    secret: true,
  }),
  get: endpoint({
    method: 'GET',
    path: '/v1/organization',
    summary: 'The organization and its settings',
    access: reads,
    reply: Organization,
  }),
  edit: endpoint({
    method: 'PATCH',
    path: '/v1/organization',
    summary: 'Change settings, brand, services, origins',
    access: settings,
    body: OrganizationPatch,
    reply: Organization,
  }),
  me: endpoint({
    method: 'GET',
    path: '/v1/me',
    summary: 'Who this token acts as, what it may do, and the server’s clock',
    access: 'any',
    reply: z.object({
      actor: z.object({kind: ActorKind, id: z.optional(z.string())}),
      memberId: z.optional(z.string()),
      organization: z.object({id: z.string(), name: z.string(), timeZone: z.string()}),
      capabilities: z.record(z.string(), z.string()),
      ...clockReply,
    }),
  }),
  keys: endpoint({
    method: 'GET',
    path: '/v1/api-keys',
    summary: 'API keys, without their secrets',
    access: settings,
    reply: z.object({items: z.array(ApiKey)}),
  }),
  createKey: endpoint({
    method: 'POST',
    path: '/v1/api-keys',
    summary: 'Make an API key; it is shown once',
    access: settings,
    body: z.strictObject({
      name: line(80),
      kind: z.optional(z.enum(['server', 'source'])),
      sourceId: z.optional(z.string()),
      /** Only these of what its kind may do. */
      capabilities: z.optional(z.array(z.enum(capabilities)).check(z.minLength(1))),
    }),
    reply: z.extend(ApiKey, {key: z.string()}),
    status: 201,
    secret: true,
  }),
  revokeKey: endpoint({
    method: 'DELETE',
    path: '/v1/api-keys/{id}',
    summary: 'Revoke an API key',
    access: settings,
    status: 204,
  }),
  rotateKey: endpoint({
    method: 'POST',
    path: '/v1/api-keys/{id}/rotate',
    summary: 'Give an API key another secret, shown once; the old one ends at once',
    access: settings,
    reply: z.extend(ApiKey, {key: z.string()}),
    secret: true,
  }),
  createSession: endpoint({
    method: 'POST',
    path: '/v1/embed-sessions',
    summary: 'A token of at most an hour for a user of the host’s own page',
    access: ['plan', 'settings', 'work'],
    body: z.strictObject({
      memberId: z.optional(idSchema('member')),
      roles: z.optional(z.array(Role).check(z.minLength(1))),
      /** Only these of what the roles allow. */
      capabilities: z.optional(z.array(z.enum(capabilities)).check(z.minLength(1))),
      origins: z.optional(z.array(Origin)),
      expiresInSeconds: z.optional(z.int().check(z.gte(30), z.lte(3600))),
    }),
    reply: z.object({id: z.string(), token: z.string(), expiresAt: Instant}),
    status: 201,
    secret: true,
  }),
  revokeSession: endpoint({
    method: 'DELETE',
    path: '/v1/embed-sessions/{id}',
    summary: 'End an embed session',
    access: ['settings'],
    status: 204,
  }),
  openApi: endpoint({
    method: 'GET',
    path: '/openapi.json',
    summary: 'This contract',
    access: 'public',
    reply: z.looseObject({}),
  }),
  health: endpoint({
    method: 'GET',
    path: '/healthz',
    summary: 'The process runs',
    access: 'public',
    reply: z.object({ok: z.boolean()}),
  }),
  ready: endpoint({
    method: 'GET',
    path: '/readyz',
    summary: 'The storage answers, and its tables are those of this program',
    access: 'public',
    reply: z.object({ok: z.boolean()}),
  }),
  metrics: endpoint({
    method: 'GET',
    path: '/metrics',
    summary: 'Prometheus metrics',
    access: 'operator',
    produces: 'text/plain',
  }),
} as const;
