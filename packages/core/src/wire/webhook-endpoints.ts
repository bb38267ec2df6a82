import * as z from 'zod/mini';
import {idSchema} from '../ids.ts';
import {EventType} from '../history/event.ts';
import {Instant} from '../time.ts';
import {endpoint} from './endpoint.ts';
import {line, pageOf} from './resource.ts';

const settings = ['settings'] as const;

const Url = z
  .string()
  .check(
    z.maxLength(2000),
    z.regex(/^https?:\/\/[^\s/]\S*$/, 'Give the full address, such as https://example.com/hooks.'),
  );

export const WebhookInput = z.strictObject({
  url: Url,
  /** Only events of these types; all of them unless given. */
  types: z.optional(z.nullable(z.array(EventType).check(z.minLength(1)))),
  description: z.optional(line(200)),
});
export type WebhookInput = z.infer<typeof WebhookInput>;

export const WebhookPatch = z.strictObject({
  ...z.partial(WebhookInput).shape,
  /** False holds its events back; true sends what was held and what happened since. */
  enabled: z.optional(z.boolean()),
});
export type WebhookPatch = z.infer<typeof WebhookPatch>;

/** How the last attempt ended: a status of 2xx took the event. */
const Result = z.object({
  at: Instant,
  ok: z.boolean(),
  status: z.nullable(z.int()),
  error: z.nullable(z.string()),
});

export const Webhook = z.object({
  id: idSchema('webhook'),
  url: z.string(),
  types: z.nullable(z.array(z.string())),
  description: z.nullable(z.string()),
  enabled: z.boolean(),
  /** Why it was disabled: `by_you`, `gone` (the receiver answered 410) or `failing` (five days without success). */
  disabledReason: z.nullable(z.string()),
  last: z.nullable(Result),
  failingSince: z.nullable(Instant),
  createdAt: Instant,
});
export type Webhook = z.infer<typeof Webhook>;

export const DeliveryState = z.enum(['waiting', 'delivered', 'failed', 'held']);
export type DeliveryState = z.infer<typeof DeliveryState>;

/** One event on its way to one webhook. */
export const WebhookDelivery = z.object({
  id: idSchema('delivery'),
  webhookId: idSchema('webhook'),
  eventId: idSchema('event'),
  type: z.string(),
  state: DeliveryState,
  attempts: z.int(),
  nextAttemptAt: z.nullable(Instant),
  last: z.nullable(Result),
  at: Instant,
});
export type WebhookDelivery = z.infer<typeof WebhookDelivery>;

/** Events sent to the host's own servers, by Standard Webhooks. */
export const webhookEndpoints = {
  list: endpoint({
    method: 'GET',
    path: '/v1/webhooks',
    summary: 'Webhooks, with how their last delivery went',
    access: settings,
    reply: z.object({items: z.array(Webhook)}),
  }),
  create: endpoint({
    method: 'POST',
    path: '/v1/webhooks',
    summary: 'Have events sent to an address of yours; the signing secret is shown once',
    access: settings,
    body: WebhookInput,
    reply: z.extend(Webhook, {secret: z.string()}),
    status: 201,
    secret: true,
  }),
  get: endpoint({
    method: 'GET',
    path: '/v1/webhooks/{id}',
    summary: 'One webhook',
    access: settings,
    reply: Webhook,
  }),
  edit: endpoint({
    method: 'PATCH',
    path: '/v1/webhooks/{id}',
    summary: 'Change address or types, switch it off or on again',
    access: settings,
    body: WebhookPatch,
    reply: Webhook,
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/v1/webhooks/{id}',
    summary: 'Remove a webhook with all that waits for it',
    access: settings,
    status: 204,
  }),
  deliveries: endpoint({
    method: 'GET',
    path: '/v1/webhooks/{id}/deliveries',
    summary: 'What was sent, what waits, what failed and why; newest first',
    access: settings,
    query: z.strictObject({
      limit: z.optional(z.coerce.number().check(z.int(), z.gte(1), z.lte(200))),
      cursor: z.optional(z.string()),
      state: z.optional(DeliveryState),
    }),
    reply: pageOf(WebhookDelivery),
  }),
  replay: endpoint({
    method: 'POST',
    path: '/v1/webhooks/{id}/replay',
    summary: 'Send events again: these deliveries, or all since a moment, at most 10,000',
    access: settings,
    body: z.strictObject({
      deliveryIds: z.optional(z.array(idSchema('delivery')).check(z.minLength(1), z.maxLength(200))),
      since: z.optional(Instant),
      /** Only those in this state; with `since` by default those that failed. */
      state: z.optional(z.enum(['delivered', 'failed'])),
    }),
    reply: z.object({queued: z.int()}),
    status: 202,
  }),
} as const;
