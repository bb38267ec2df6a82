import * as z from 'zod/mini';
import {idSchema} from '../ids.ts';
import {Day, Instant, TimeZone} from '../time.ts';
import {Channel, NoticeKind, NoticeState} from '../notices/notice-kind.ts';
import {Appointment} from './appointment.ts';
import {Address} from './customer.ts';
import {endpoint} from './endpoint.ts';
import {Job} from './job.ts';
import {listQuery} from './job-endpoints.ts';
import {Locale, hostFields, line, pageOf} from './resource.ts';

const settings = ['settings'] as const;

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
  /** What the provider said of it last; null before it was handed over. */
  delivery: z.nullable(
    z.object({
      state: z.enum(['queued', 'sent', 'delivered', 'failed']),
      providerId: z.nullable(z.string()),
      error: z.nullable(z.string()),
      at: Instant,
    }),
  ),
});
export type Notice = z.infer<typeof Notice>;

/** What is to be shown: a message about a visit or job, to one of its contacts, perhaps in words not saved yet. */
export const NoticePreviewInput = z.strictObject({
  kind: NoticeKind,
  /** A visit, or the job itself. */
  subjectId: z.string(),
  /** One of the job's contacts; the first unless given. */
  contactId: z.optional(idSchema('contact')),
  /** A language tag, instead of the contact's. */
  locale: z.optional(Locale),
  template: z.optional(
    z.strictObject({
      text: z.optional(z.string().check(z.trim(), z.minLength(1), z.maxLength(1200))),
      subject: z.optional(z.string().check(z.trim(), z.minLength(1), z.maxLength(150))),
    }),
  ),
});
export type NoticePreviewInput = z.infer<typeof NoticePreviewInput>;

export const NoticePreview = z.object({
  recipient: z.string(),
  locale: z.string(),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
  sms: z.object({
    encoding: z.enum(['gsm7', 'ucs2']),
    units: z.int(),
    segments: z.int(),
    unitsPerSegment: z.int(),
    /** The characters that make it dearer: without them it is of the GSM alphabet. */
    notGsm7: z.array(z.string()),
  }),
});
export type NoticePreview = z.infer<typeof NoticePreview>;

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
  /** A member of the office, or somebody known there by the id of the other system, who is made if need be. */
  lead: z.optional(
    z.union([
      z.strictObject({id: idSchema('member')}),
      z.strictObject({externalId: z.string().check(z.minLength(1), z.maxLength(200)), name: line(120)}),
    ]),
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

const dayQuery = z.strictObject({
  day: z.optional(z.union([Day, z.literal('today')])),
  timeZone: z.optional(TimeZone),
});

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
    summary:
      'A message as it would be read now: its words, its page, and how many parts it has as a text message',
    access: ['notices'],
    body: NoticePreviewInput,
    reply: NoticePreview,
    reads: true,
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
