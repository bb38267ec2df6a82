import * as z from 'zod/mini';
import {idSchema} from '../ids.ts';
import {ArrivalRecord} from '../place/arrival-record.ts';
import {Day, Instant, TimeZone} from '../time.ts';
import {endpoint} from './endpoint.ts';
import {pageOf} from './resource.ts';

const dayOrToday = z.union([Day, z.literal('today')]);

/** Days of the report, both included; without them today, in the organization's zone. */
const stretch = z.strictObject({
  from: z.optional(dayOrToday),
  to: z.optional(dayOrToday),
  timeZone: z.optional(TimeZone),
});

/** Some of a number: `share` is null when there are none. */
const Share = z.object({count: z.int(), of: z.int(), share: z.nullable(z.number())});

/** How well an office uses what it has. */
export const PracticeReport = z.object({
  from: Day,
  to: Day,
  timeZone: TimeZone,
  /** Contacts of the customers visited who were asked on some channel, whatever they said. */
  consentRecorded: Share,
  /** Active members who were invited and never signed in. */
  neverSignedIn: Share,
  /** Completed visits on which a person tapped "on my way". */
  onMyWayTapped: Share,
  /** Visits completed or canceled by the end of the day they were planned for. */
  closedByEvening: Share,
  /** Visits where nobody opened, among those whose customer had been told that somebody is on the way, and the others. */
  noAccessWithNotice: Share,
  noAccessWithoutNotice: Share,
  /** How good the first arrival time told on each way was: of visits to which a technician came by positions. */
  arrivalTimes: ArrivalRecord,
});
export type PracticeReport = z.infer<typeof PracticeReport>;

/** What a customer said about a visit. */
export const SurveyAnswer = z.object({
  id: z.string(),
  jobId: idSchema('job'),
  appointmentId: idSchema('appointment'),
  contactId: z.string(),
  stars: z.int(),
  comment: z.nullable(z.string()),
  reasons: z.array(z.string()),
  at: Instant,
});
export type SurveyAnswer = z.infer<typeof SurveyAnswer>;

/** Records and figures. */
export const reportEndpoints = {
  visits: endpoint({
    method: 'GET',
    path: '/v1/reports/visits.csv',
    summary: 'Visits as CSV, one line each, by the day they are planned for',
    access: ['plan'],
    query: stretch,
    produces: 'text/csv',
  }),
  practice: endpoint({
    method: 'GET',
    path: '/v1/reports/practice',
    summary: 'Practice figures: consent, sign-ins, taps, evenings, closed doors',
    access: ['plan'],
    query: stretch,
    reply: PracticeReport,
  }),
  surveys: endpoint({
    method: 'GET',
    path: '/v1/surveys',
    summary: 'What customers answered, newest first',
    access: ['plan'],
    query: z.strictObject({
      limit: z.optional(z.coerce.number().check(z.int(), z.gte(1), z.lte(200))),
      cursor: z.optional(z.string()),
      mostStars: z.optional(z.coerce.number().check(z.int(), z.gte(1), z.lte(5))),
    }),
    reply: pageOf(SurveyAnswer),
  }),
  openCalendar: endpoint({
    method: 'POST',
    path: '/v1/members/{id}/calendar',
    summary: 'The address of a member’s calendar feed, shown once; the one before ends',
    access: ['people.read'],
    reply: z.object({url: z.string()}),
    status: 201,
    secret: true,
  }),
  closeCalendar: endpoint({
    method: 'DELETE',
    path: '/v1/members/{id}/calendar',
    summary: 'End a member’s calendar feed',
    access: ['people.read'],
    status: 204,
  }),
  calendar: endpoint({
    method: 'GET',
    path: '/v1/calendar/{calendarToken}',
    summary: 'A calendar feed: the token, then .ics; windows and addresses only',
    access: 'public',
    produces: 'text/calendar',
  }),
} as const;
