import * as z from 'zod/mini';
import {idSchema} from '../ids.ts';
import {ActorKind} from '../people/actor.ts';
import {capabilities} from '../people/permission.ts';
import {Role} from '../people/role.ts';
import {Fix} from '../place/fix.ts';
import {Day, Instant, TimeZone} from '../time.ts';
import {Channel, NoticeKind, NoticeState} from '../notices/notice-kind.ts';
import {Appointment} from './appointment.ts';
import {Address, Customer, CustomerInput, CustomerPatch} from './customer.ts';
import {endpoint} from './endpoint.ts';
import {DomainEvent} from '../history/event.ts';
import {Job} from './job.ts';
import {listQuery} from './job-endpoints.ts';
import {Member, MemberInput, MemberPatch} from './member.ts';
import {Organization, OrganizationInput, OrganizationPatch, Origin} from './organization.ts';
import {hostFields, line, pageOf} from './resource.ts';

const clockReply = {serverTime: Instant, timeScale: z.number()};
const people = ['people.read'] as const;
const settings = ['settings'] as const;
const reads = ['jobs.read'] as const;

/** An API key as it is listed: never with its secret. */
export const ApiKey = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(['server', 'source']),
  sourceId: z.nullable(z.string()),
  test: z.boolean(),
  createdAt: Instant,
  revokedAt: z.nullable(Instant),
});
export type ApiKey = z.infer<typeof ApiKey>;

export const Notice = z.object({
  id: idSchema('notice'),
  kind: NoticeKind,
  state: NoticeState,
  channel: z.nullable(Channel),
  jobId: z.nullable(z.string()),
  appointmentId: z.nullable(z.string()),
  contactId: z.nullable(z.string()),
  memberId: z.nullable(z.string()),
  recipient: z.string(),
  words: z.string(),
  runAfter: Instant,
  staleAt: Instant,
  attempts: z.int(),
  reason: z.nullable(z.string()),
  at: Instant,
  sentAt: z.nullable(Instant),
});
export type Notice = z.infer<typeof Notice>;

/** One row of an import: a past or present order of another system, known by its own id. */
export const ImportRow = z.strictObject({
  externalId: z.string().check(z.minLength(1), z.maxLength(200)),
  title: line(200),
  description: z.optional(z.string().check(z.maxLength(10_000))),
  customer: z.strictObject({
    externalId: z.optional(z.string().check(z.minLength(1), z.maxLength(200))),
    name: line(120),
    phone: z.optional(z.string()),
    email: z.optional(z.string()),
  }),
  address: Address,
  lead: z.optional(
    z.strictObject({externalId: z.string().check(z.minLength(1), z.maxLength(200)), name: line(120)}),
  ),
  status: z.enum(['unscheduled', 'scheduled', 'complete', 'canceled']),
  reasonCode: z.optional(z.string().check(z.regex(/^[a-z][a-z0-9_]{0,39}$/))),
  window: z.optional(z.strictObject({start: Instant, end: Instant})),
  durationMinutes: z.optional(z.int().check(z.gte(1), z.lte(1440))),
  createdAt: Instant,
  closedAt: z.optional(Instant),
  metadata: hostFields.metadata,
});
export type ImportRow = z.infer<typeof ImportRow>;

export const ImportReply = z.object({
  made: z.int(),
  already: z.int(),
  refused: z.array(
    z.object({index: z.int(), externalId: z.nullable(z.string()), field: z.string(), message: z.string()}),
  ),
});
export type ImportReply = z.infer<typeof ImportReply>;

/** What a day left behind: planned = done + canceled + moved + kept + open. */
export const DayReview = z.object({
  day: Day,
  timeZone: TimeZone,
  counts: z.object({
    planned: z.int(),
    done: z.int(),
    canceled: z.int(),
    moved: z.int(),
    kept: z.int(),
    open: z.int(),
  }),
  open: z.array(z.object({appointment: Appointment, job: Job, fixes: z.array(z.string())})),
  unplannedOpenJobs: z.array(Job),
});
export type DayReview = z.infer<typeof DayReview>;

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

const dayQuery = z.strictObject({
  day: z.optional(z.union([Day, z.literal('today')])),
  timeZone: z.optional(TimeZone),
});

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
    summary: 'The storage answers',
    access: 'public',
    reply: z.object({ok: z.boolean()}),
  }),
  metrics: endpoint({
    method: 'GET',
    path: '/metrics',
    summary: 'Prometheus metrics',
    access: 'operator',
    produces: 'text/plain',
    later: true,
  }),
} as const;

export const customerEndpoints = {
  create: endpoint({
    method: 'POST',
    path: '/v1/customers',
    summary: 'Make a customer',
    access: ['plan'],
    body: CustomerInput,
    reply: Customer,
    status: 201,
  }),
  list: endpoint({
    method: 'GET',
    path: '/v1/customers',
    summary: 'Customers',
    access: ['customers.read'],
    query: z.strictObject({...listQuery, q: z.optional(z.string())}),
    reply: pageOf(Customer),
  }),
  get: endpoint({
    method: 'GET',
    path: '/v1/customers/{id}',
    summary: 'One customer',
    access: ['customers.read'],
    reply: Customer,
  }),
  edit: endpoint({
    method: 'PATCH',
    path: '/v1/customers/{id}',
    summary: 'Change a customer',
    access: ['plan'],
    body: CustomerPatch,
    reply: Customer,
  }),
  erase: endpoint({
    method: 'DELETE',
    path: '/v1/customers/{id}',
    summary: 'Erase a customer: rows blanked, links revoked, messages and fixes deleted',
    access: ['people.write'],
    status: 204,
  }),
} as const;

export const memberEndpoints = {
  create: endpoint({
    method: 'POST',
    path: '/v1/members',
    summary: 'Add a member of the team',
    access: ['people.write'],
    body: MemberInput,
    reply: Member,
    status: 201,
  }),
  list: endpoint({
    method: 'GET',
    path: '/v1/members',
    summary: 'The team',
    access: people,
    query: z.strictObject({...listQuery, role: z.optional(Role)}),
    reply: pageOf(Member),
  }),
  get: endpoint({
    method: 'GET',
    path: '/v1/members/{id}',
    summary: 'One member',
    access: people,
    reply: Member,
  }),
  edit: endpoint({
    method: 'PATCH',
    path: '/v1/members/{id}',
    summary: 'Change a member',
    access: ['people.write'],
    body: MemberPatch,
    reply: Member,
  }),
  deactivate: endpoint({
    method: 'DELETE',
    path: '/v1/members/{id}',
    summary: 'Deactivate a member: visits stood down and unassigned, tokens ended',
    access: ['people.write'],
    status: 204,
  }),
  shift: endpoint({
    method: 'POST',
    path: '/v1/members/{id}/shift',
    summary: 'Begin or end the shift',
    access: ['work'],
    body: z.strictObject({on: z.boolean()}),
    reply: Member,
  }),
  invite: endpoint({
    method: 'POST',
    path: '/v1/members/{id}/invite',
    summary: 'Invite, or invite again',
    access: ['people.write'],
    later: true,
  }),
  devices: endpoint({
    method: 'GET',
    path: '/v1/members/{id}/devices',
    summary: 'Paired devices',
    access: people,
    later: true,
  }),
  pairDevice: endpoint({
    method: 'POST',
    path: '/v1/members/{id}/devices',
    summary: 'Pair a device',
    access: ['people.write'],
    later: true,
  }),
  unpairDevice: endpoint({
    method: 'DELETE',
    path: '/v1/members/{id}/devices/{deviceId}',
    summary: 'Unpair a device',
    access: ['people.write'],
    later: true,
  }),
} as const;

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

export const liveEndpoints = {
  snapshot: endpoint({
    method: 'GET',
    path: '/v1/snapshot',
    summary: 'A complete picture, with the cursor from which events go on',
    access: reads,
    query: z.strictObject({
      view: z.enum(['board', 'visit', 'fleet', 'agenda']),
      day: z.optional(z.union([Day, z.literal('today')])),
      timeZone: z.optional(TimeZone),
      appointmentId: z.optional(idSchema('appointment')),
      memberId: z.optional(idSchema('member')),
    }),
    reply: z.object({
      items: z.array(Job),
      members: z.array(Member),
      customers: z.array(Customer),
      positions: z.array(TechnicianPosition),
      cursor: z.string(),
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

export const officeEndpoints = {
  dayReview: endpoint({
    method: 'GET',
    path: '/v1/day-review',
    summary: 'What the day left open',
    access: ['plan'],
    query: dayQuery,
    reply: DayReview,
  }),
  import: endpoint({
    method: 'POST',
    path: '/v1/import',
    summary: 'Up to 500 orders of another system; tells nobody, makes nothing twice',
    access: settings,
    body: z.strictObject({rows: z.array(z.unknown()).check(z.minLength(1), z.maxLength(500))}),
    reply: ImportReply,
  }),
  notices: endpoint({
    method: 'GET',
    path: '/v1/notices',
    summary: 'Messages waiting, sent, dropped, and why',
    access: ['notices'],
    query: z.strictObject({
      ...listQuery,
      state: z.optional(NoticeState),
      jobId: z.optional(idSchema('job')),
      appointmentId: z.optional(idSchema('appointment')),
    }),
    reply: pageOf(Notice),
  }),
  sendNotice: endpoint({
    method: 'POST',
    path: '/v1/notices',
    summary: 'Repeat or correct a message',
    access: ['notices'],
    body: z.strictObject({kind: NoticeKind, subjectId: z.string(), contactId: idSchema('contact')}),
    reply: Notice,
    status: 201,
  }),
  previewNotice: endpoint({
    method: 'POST',
    path: '/v1/notices/preview',
    summary: 'A message as it will be read',
    access: ['notices'],
    later: true,
  }),
  createLink: endpoint({
    method: 'POST',
    path: '/v1/tracking-links',
    summary: 'The tracking link of a contact; asked for again, the same',
    access: ['plan'],
    body: z.strictObject({jobId: idSchema('job'), contactId: z.optional(idSchema('contact'))}),
    reply: z.object({id: z.string(), url: z.string(), token: z.string(), expiresAt: z.nullable(Instant)}),
    status: 201,
    secret: true,
  }),
  revokeLink: endpoint({
    method: 'DELETE',
    path: '/v1/tracking-links/{id}',
    summary: 'End a tracking link',
    access: ['plan'],
    status: 204,
  }),
} as const;

const later = (
  method: 'GET' | 'POST' | 'DELETE',
  path: `/${string}`,
  summary: string,
  access: 'public' | 'any' | readonly ['plan'] | readonly ['settings'] | readonly ['notices'] = ['plan'],
) => endpoint({method, path, summary, access, later: true});

/** Parts of the contract whose shapes are not decided here yet. */
export const laterEndpoints = {
  sources: later('GET', '/v1/sources', 'Connected sources'),
  createSource: later('POST', '/v1/sources', 'Connect a source', ['settings']),
  suggest: later('POST', '/v1/suggestions', 'Ranked technicians and slots for an order not yet made'),
  photo: later('GET', '/v1/photos/{id}', 'A photo, by a signed address', 'public'),
  visitsReport: later('GET', '/v1/reports/visits.csv', 'Visits as CSV'),
  practiceReport: later('GET', '/v1/reports/practice', 'Practice figures'),
  surveys: later('GET', '/v1/surveys', 'What customers answered'),
  webhooks: later('GET', '/v1/webhooks', 'Webhooks', ['settings']),
  createWebhook: later('POST', '/v1/webhooks', 'Add a webhook', ['settings']),
  deleteWebhook: later('DELETE', '/v1/webhooks/{id}', 'Remove a webhook', ['settings']),
  signInCode: later('POST', '/v1/sign-in/code', 'Send a sign-in code', 'public'),
  signInVerify: later('POST', '/v1/sign-in/verify', 'Sign in with a code', 'public'),
  signOut: later('POST', '/v1/sign-out', 'Sign out', 'any'),
  pushSubscription: later('POST', '/v1/push-subscriptions', 'Messages by web push', 'any'),
  geocode: later('GET', '/v1/geocode', 'Find an address'),
  bookingPage: later('GET', '/v1/book/{organizationSlug}', 'What can be booked', 'public'),
  book: later('POST', '/v1/book/{organizationSlug}', 'Ask for a visit', 'public'),
  calendar: later('GET', '/v1/calendar/{calendarToken}', 'A calendar feed: the token, then .ics', 'public'),
  twilioStatus: later('POST', '/v1/inbound/twilio/status', 'Delivery reports', 'public'),
  twilioMessage: later('POST', '/v1/inbound/twilio/message', 'Replies', 'public'),
} as const;
