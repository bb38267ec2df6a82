import * as z from 'zod/mini';
import {TimeRange} from '../time.ts';
import {TrackingView} from '../tracking/tracking-view.ts';
import {Channel} from '../notices/notice-kind.ts';
import {PushSubscriptionInput} from './channel-endpoints.ts';
import {MessageText} from './correspondence-endpoints.ts';
import {endpoint} from './endpoint.ts';
import {OfferedWindows} from './planning-endpoints.ts';
import {trackRoutes} from './track-routes.ts';

const windows = z.optional(z.array(TimeRange).check(z.maxLength(10)));
const text = z.string().check(z.trim(), z.minLength(1), z.maxLength(2000));
const act = {method: 'POST', access: 'link', reply: TrackingView} as const;

/** What a customer's link can do: see the view, and answer. */
export const trackEndpoints = {
  view: endpoint({
    method: 'GET',
    path: '/v1/track',
    access: 'link',
    summary: 'The customer’s view, cut to what he may see',
    reply: TrackingView,
  }),
  events: endpoint({
    ...trackRoutes.events,
    access: 'link',
    summary: 'The view again, whenever it changed, numbered by a counter of the link',
    produces: 'text/event-stream',
  }),
  windows: endpoint({
    ...trackRoutes.windows,
    access: 'link',
    summary: 'The windows a visit may be moved to: nobody is named',
    query: z.strictObject({days: z.optional(z.coerce.number().check(z.int(), z.gte(1), z.lte(31)))}),
    reply: OfferedWindows,
  }),
  confirm: endpoint({
    ...act,
    ...trackRoutes.confirm,
    summary: 'The window suits',
    body: z.strictObject({}),
  }),
  rate: endpoint({
    ...act,
    ...trackRoutes.rate,
    summary: 'How it was: 1 to 5 stars, with a comment',
    body: z.strictObject({
      stars: z.int().check(z.gte(1), z.lte(5)),
      comment: z.optional(z.string().check(z.maxLength(2000))),
      reasons: z.optional(z.array(z.string().check(z.maxLength(60))).check(z.maxLength(10))),
    }),
  }),
  requestReschedule: endpoint({
    ...act,
    ...trackRoutes.request_reschedule,
    summary: 'Ask to move the visit',
    body: z.strictObject({windows}),
  }),
  requestCancel: endpoint({
    ...act,
    ...trackRoutes.request_cancel,
    summary: 'Ask to cancel the visit',
    body: z.strictObject({reason: z.optional(text)}),
  }),
  rebook: endpoint({
    ...act,
    ...trackRoutes.rebook,
    summary: 'Ask for a new visit after a missed or canceled one',
    body: z.strictObject({windows}),
  }),
  notHome: endpoint({
    ...act,
    ...trackRoutes.not_home,
    summary: 'Nobody is home',
    body: z.strictObject({}),
  }),
  note: endpoint({
    ...act,
    ...trackRoutes.note,
    summary: 'A note for the technician, such as a gate code',
    body: z.strictObject({text}),
  }),
  message: endpoint({
    ...act,
    ...trackRoutes.message,
    summary: 'A message into the job’s thread',
    body: z.strictObject({text: MessageText}),
  }),
  readMessages: endpoint({
    ...act,
    ...trackRoutes.read_messages,
    summary: 'What the office wrote was read',
    body: z.strictObject({}),
  }),
  pin: endpoint({
    ...act,
    path: '/v1/track/pin',
    summary:
      'Where exactly the door is: near the address it counts at once, else the office is told in the thread',
    body: z.strictObject({
      lat: z.number().check(z.gte(-90), z.lte(90)),
      lng: z.number().check(z.gte(-180), z.lte(180)),
    }),
  }),
  optOut: endpoint({
    ...act,
    ...trackRoutes.opt_out,
    summary: 'No more messages over a channel',
    body: z.strictObject({channel: Channel}),
  }),
  push: endpoint({
    ...act,
    path: '/v1/track/push',
    summary: 'Messages by web push to this browser are welcome',
    body: PushSubscriptionInput,
  }),
  optIn: endpoint({
    ...act,
    ...trackRoutes.opt_in,
    summary: 'Messages over a channel are welcome',
    body: z.strictObject({channel: Channel}),
  }),
} as const;
