import * as z from 'zod/mini';
import {endpoint} from './endpoint.ts';

/** A browser's subscription, as `PushSubscription.toJSON()` gives it. */
export const PushSubscriptionInput = z.strictObject({
  endpoint: z
    .string()
    .check(z.regex(/^https?:\/\/\S+$/, 'Give the address of a push service.'), z.maxLength(1000)),
  expirationTime: z.optional(z.nullable(z.number())),
  keys: z.strictObject({
    p256dh: z.string().check(z.regex(/^[\w-]{86,88}=?$/, 'Give 65 bytes as base64url.')),
    auth: z.string().check(z.regex(/^[\w-]{22}(==)?$/, 'Give 16 bytes as base64url.')),
  }),
});
export type PushSubscriptionInput = z.infer<typeof PushSubscriptionInput>;

/** The channels that messages go out over and answers come in by. */
export const channelEndpoints = {
  pushKey: endpoint({
    method: 'GET',
    path: '/v1/push-subscriptions',
    summary: 'The key that a browser needs to subscribe; null where no push is set up',
    access: 'public',
    reply: z.object({publicKey: z.nullable(z.string())}),
  }),
  subscribe: endpoint({
    method: 'POST',
    path: '/v1/push-subscriptions',
    summary: 'Messages of the signed-in member by web push, instead of SMS',
    access: 'any',
    body: PushSubscriptionInput,
    status: 204,
  }),
  twilioStatus: endpoint({
    method: 'POST',
    path: '/v1/inbound/twilio/status',
    summary: 'Delivery reports, signed by Twilio',
    access: 'public',
    status: 204,
  }),
  twilioMessage: endpoint({
    method: 'POST',
    path: '/v1/inbound/twilio/message',
    summary: 'Replies by text message, signed by Twilio',
    access: 'public',
    produces: 'text/xml',
  }),
} as const;
