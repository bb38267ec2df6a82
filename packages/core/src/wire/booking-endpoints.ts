import * as z from 'zod/mini';
import {Day, Instant, TimeRange, TimeZone} from '../time.ts';
import {Address} from './customer.ts';
import {endpoint} from './endpoint.ts';
import {Email, Locale, Phone, line} from './resource.ts';
import {PhoneCode} from './sign-in-endpoints.ts';

const BookableService = z.object({id: z.string(), name: z.string(), durationMinutes: z.int()});

/** What an organization's booking page shows: its services, and the windows that are free for one of them. */
export const BookingPage = z.object({
  organization: z.object({
    name: z.string(),
    timeZone: TimeZone,
    locale: z.string(),
    phone: z.optional(z.string()),
    logoUrl: z.optional(z.string()),
    accent: z.optional(z.string()),
  }),
  services: z.array(BookableService),
  /** The service that the windows are for. */
  serviceId: z.string(),
  days: z.array(z.object({day: Day, windows: z.array(TimeRange)})),
  /** What a customer agrees to with `consent`: show it beside the box. */
  consentWords: z.string(),
});
export type BookingPage = z.infer<typeof BookingPage>;

/** What somebody asks for on the booking page. */
export const BookingRequest = z.strictObject({
  serviceId: z.string().check(z.minLength(1), z.maxLength(60)),
  window: TimeRange,
  name: line(120),
  phone: Phone,
  email: z.optional(Email),
  locale: z.optional(Locale),
  address: Address,
  description: z.optional(z.string().check(z.maxLength(5000))),
  consent: z.optional(z.strictObject({sms: z.optional(z.boolean()), email: z.optional(z.boolean())})),
  /** A field that people do not see: leave it empty. Who fills it in is answered, and nothing follows. */
  website: z.optional(z.string().check(z.maxLength(500))),
});
export type BookingRequest = z.infer<typeof BookingRequest>;

export const bookingEndpoints = {
  page: endpoint({
    method: 'GET',
    path: '/v1/book/{organizationSlug}',
    summary: 'What can be booked, and the free windows by day',
    access: 'public',
    query: z.strictObject({
      serviceId: z.optional(z.string()),
      days: z.optional(z.coerce.number().check(z.int(), z.gte(1), z.lte(31))),
    }),
    reply: BookingPage,
  }),
  request: endpoint({
    method: 'POST',
    path: '/v1/book/{organizationSlug}',
    summary: 'Ask for a visit: a code is sent to the phone, and nothing is booked before it is given back',
    access: 'public',
    body: BookingRequest,
    reply: z.object({bookingId: z.string(), expiresInSeconds: z.int()}),
    status: 202,
  }),
  verify: endpoint({
    method: 'POST',
    path: '/v1/book/{organizationSlug}/verify',
    summary: 'Prove the phone with the code: the request becomes an offer to the office',
    access: 'public',
    body: z.strictObject({bookingId: z.string().check(z.maxLength(60)), code: PhoneCode}),
    reply: z.object({
      status: z.literal('offered'),
      service: BookableService,
      window: TimeRange,
      receivedAt: Instant,
    }),
    status: 201,
  }),
} as const;
