import type {SurveyAnswer, TimeRange} from '@dispatch-kit/core';
import {dayIn, dayMs, dayRange, toInstant, toMs} from '@dispatch-kit/core';
import {readVisit} from './appointment-handlers.ts';
import type {Call, Handler, PublicHandler} from '../call.ts';
import {Content, streamOf} from '../content.ts';
import {afterOf, pageOut} from '../cursor.ts';
import {keepToken, newSecret, nowInstant} from '../../office/office.ts';
import {reachOf} from '../../office/principal.ts';
import {Problem, fieldProblem, notFound} from '../../office/problem.ts';
import {calendarFeed} from '../../reports/calendar-feed.ts';
import {practiceReport} from '../../reports/practice.ts';
import {recordStyle, visitRecord} from '../../reports/visit-record.ts';
import {visitsCsv} from '../../reports/visits-csv.ts';
import type {MemberRow, RatingRow} from '../../storage/rows.ts';
import type {Transaction} from '../../storage/storage.ts';

const mostDays = 400;

function demandOffice({principal}: Call): void {
  if (reachOf(principal, 'plan') !== 'all')
    throw new Problem(
      'not_allowed',
      'Reports are for the office: use the token of an admin or a dispatcher.',
    );
}

/** The days a report is about; both ends are included. */
function stretchOf(call: Call): {from: string; to: string; timeZone: string; range: TimeRange} {
  const {timeZone = call.principal.organization.timeZone, ...query} = call.query as {
    from?: string;
    to?: string;
    timeZone?: string;
  };
  const today = dayIn(timeZone, call.office.clock.now());
  const [from, to] = [query.from, query.to].map(day =>
    day === undefined || day === 'today' ? today : day,
  ) as [string, string];
  const range = {start: dayRange(from, timeZone).start, end: dayRange(to, timeZone).end};
  const days = (toMs(range.end) - toMs(range.start)) / dayMs;
  if (days <= 0) throw fieldProblem('to', `${to} is before ${from}: give the same day or a later one.`);
  if (days > mostDays) throw fieldProblem('to', `At most ${mostDays} days at once.`, 'too_big');
  return {from, to, timeZone, range};
}

function visits(call: Call): Promise<Content> {
  demandOffice(call);
  const {from, to, range} = stretchOf(call);
  const pieces = visitsCsv(call.office, call.organizationId, range);
  return Promise.resolve(
    new Content('text/csv; charset=utf-8; header=present', streamOf(pieces), {
      'content-disposition': `attachment; filename="visits-${from}-${to}.csv"`,
    }),
  );
}

function practice(call: Call): Promise<unknown> {
  demandOffice(call);
  return practiceReport(call.tx, call.organizationId, stretchOf(call), call.office.clock.now());
}

async function surveys(call: Call): Promise<unknown> {
  demandOffice(call);
  const {limit = 50, cursor, mostStars} = call.query as {limit?: number; cursor?: string; mostStars?: number};
  const filter = {mostStars};
  const after = await afterOf(call.office, call.organizationId, 'surveys', filter, cursor);
  const rows = await call.tx.ratings.list(call.organizationId, {...filter, after, limit: limit + 1});
  const page = {list: 'surveys', filter, rows, limit, keyOf: (row: RatingRow) => row.at};
  return pageOut(call.office, call.organizationId, page, (row): SurveyAnswer => row);
}

async function record(call: Call): Promise<Content> {
  const {row: visit} = await readVisit(call, call.params['id']!);
  const {tx, organizationId, office} = call;
  const job = (await tx.jobs.get(organizationId, visit.jobId))!;
  const events = await tx.events.ofJobs(organizationId, [job.id]);
  const memberIds = [visit.facts.leadId, ...visit.facts.helperIds, ...events.map(event => event.actor.id)];
  const members = await tx.members.getMany(organizationId, [...new Set(memberIds.flatMap(id => id ?? []))]);
  const text = visitRecord({
    organization: call.principal.organization,
    job,
    visit,
    customer: await tx.customers.get(organizationId, job.facts.customerId),
    members: new Map(members.map(member => [member.id, member])),
    events,
    printedAt: nowInstant(office),
  });
  const digest = await office.crypto.sha256(recordStyle);
  return new Content('text/html; charset=utf-8', text, {
    'content-security-policy': `default-src 'none'; style-src 'sha256-${base64OfHex(digest)}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox allow-modals`,
  });
}

function base64OfHex(hex: string): string {
  return btoa(String.fromCharCode(...hex.match(/../g)!.map(byte => parseInt(byte, 16))));
}

async function calendarMember(call: Call): Promise<MemberRow> {
  const id = call.params['id']!;
  const member = await call.tx.members.get(call.organizationId, id);
  if (!member || (reachOf(call.principal, 'people.read') !== 'all' && call.principal.memberId !== id))
    throw notFound('member');
  return member;
}

async function openCalendar(call: Call): Promise<{url: string}> {
  const member = await calendarMember(call);
  if (member.deactivatedAt) throw notFound('member');
  const token = newSecret(call.office.crypto, 'cal_');
  await call.tx.tokens.removeOf(call.organizationId, member.id);
  await keepToken(call.office, call.tx, call.organizationId, {kind: 'calendar', id: member.id}, token);
  return {url: `${call.office.publicUrl}/v1/calendar/${token}.ics`};
}

async function closeCalendar(call: Call): Promise<void> {
  const member = await calendarMember(call);
  await call.tx.tokens.removeOf(call.organizationId, member.id);
}

/** A feed goes a month back and half a year ahead. */
const calendar: PublicHandler = async ({office, params}) => {
  const [, token = ''] = /^(.+)\.ics$/.exec(params['calendarToken']!) ?? [];
  const hash = await office.crypto.sha256(token);
  const text = await office.storage.transaction(async tx => {
    const found = await tx.tokens.find(hash);
    const organization = found && (await tx.organizations.get(found.organizationId));
    if (!organization || found.row.kind !== 'calendar')
      throw new Problem('unauthenticated', 'This address is no calendar, or one that was ended.');
    const member = await tx.members.get(organization.id, found.row.id);
    if (!member || member.deactivatedAt) throw new Problem('link_ended', 'This calendar has ended.');
    return feedOf(tx, organization, member, {
      nowMs: office.clock.now(),
      host: new URL(office.publicUrl).hostname,
    });
  });
  return new Content('text/calendar; charset=utf-8', text, {
    'content-disposition': 'inline; filename="visits.ics"',
  });
};

async function feedOf(
  tx: Transaction,
  organization: {id: string; name: string},
  member: MemberRow,
  {nowMs, host}: {nowMs: number; host: string},
): Promise<string> {
  const range = {start: toInstant(nowMs - 30 * dayMs), end: toInstant(nowMs + 180 * dayMs)};
  const listed = await tx.appointments.list(organization.id, {memberId: member.id, range, limit: 2000});
  const rows = listed.filter(row => row.facts.status !== 'draft');
  const jobs = await tx.jobs.getMany(organization.id, [...new Set(rows.map(row => row.jobId))]);
  const byId = new Map(jobs.map(job => [job.id, job]));
  const shown = rows.map(visit => ({visit, job: byId.get(visit.jobId)!}));
  return calendarFeed(organization.name, shown, {host, now: toInstant(nowMs)});
}

export const reportHandlers: Record<string, Handler> = {
  'reports.visits': visits,
  'reports.practice': practice,
  'reports.surveys': surveys,
  'reports.openCalendar': openCalendar,
  'reports.closeCalendar': closeCalendar,
  'appointments.record': record,
};

export const publicReportHandlers: Record<string, PublicHandler> = {'reports.calendar': calendar};
