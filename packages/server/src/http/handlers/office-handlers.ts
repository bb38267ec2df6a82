import type {Notice, NoticeKind, NoticePlan} from '@dispatch-kit/core';
import {dayIn, dayRange} from '@dispatch-kit/core';
import {rangeOf, readJob} from './job-handlers.ts';
import type {Call, Handler} from '../call.ts';
import {afterOf, pageOut} from '../cursor.ts';
import {importRows} from '../../desk/import-rows.ts';
import {linkEndsAt, linkFor, linkToken, linkUrl, revokeLinks} from '../../office/links.ts';
import {keepToken} from '../../office/office.ts';
import {reachOf} from '../../office/principal.ts';
import {Problem, fieldProblem, notFound} from '../../office/problem.ts';
import {recordEvent} from '../../desk/record-event.ts';
import {reviewDay} from '../../desk/review-day.ts';
import {addressNotices, contactsFor} from '../../notices/address-notices.ts';
import {wordsOf} from '../../notices/words.ts';
import {remembering} from '../../storage/remembering.ts';
import type {AppointmentRow, LinkRow, NoticeRow} from '../../storage/rows.ts';
import {hourMs, toInstant} from '@dispatch-kit/core';

async function dayReview(call: Call): Promise<unknown> {
  if (reachOf(call.principal, 'plan') !== 'all')
    throw new Problem('not_allowed', 'The day review is for the office.');
  const zone = call.principal.organization.timeZone;
  const today = dayIn(zone, call.office.clock.now());
  return reviewDay(
    call.tx,
    call.principal,
    rangeOf(call) ?? {day: today, timeZone: zone, range: dayRange(today, zone)},
  );
}

/** A notice with its reader and words: those it was sent with, else those it would be sent with now. */
async function noticeOut(call: Call, row: NoticeRow, visits: readonly AppointmentRow[]): Promise<Notice> {
  const job = row.jobId ? await call.tx.jobs.get(call.organizationId, row.jobId) : undefined;
  const speaking = {
    organization: call.principal.organization,
    jobs: new Map(job && [[job.id, job]]),
    visits: new Map(visits.map(visit => [visit.id, visit])),
  };
  const {to, kept} = await wordsOf(call.office, call.tx, speaking, row);
  const {
    id,
    kind,
    state,
    channel,
    jobId,
    appointmentId,
    contactId,
    memberId,
    runAfter,
    staleAt,
    attempts,
    reason,
    at,
    sentAt,
  } = row;
  return {
    id,
    kind,
    state,
    channel,
    jobId,
    appointmentId,
    contactId,
    memberId,
    recipient: to,
    words: row.words ?? kept,
    runAfter,
    staleAt,
    attempts,
    reason,
    at,
    sentAt,
  };
}

async function listNotices(call: Call): Promise<unknown> {
  const {
    limit = 50,
    cursor,
    ...query
  } = call.query as {limit?: number; cursor?: string; jobId?: string; appointmentId?: string};
  const after = await afterOf(call.office, call.organizationId, 'notices', query, cursor);
  const rows = await call.tx.notices.list(call.organizationId, {...query, after, limit: limit + 1});
  const page = await pageOut(
    call.office,
    call.organizationId,
    {list: 'notices', filter: query, rows, limit, keyOf: row => row.at},
    row => row,
  );
  const items: Notice[] = [];
  const reading: Call = {...call, tx: remembering(call.tx)};
  const jobIds = [...new Set(page.items.flatMap(row => row.jobId ?? []))];
  const visits = Map.groupBy(
    await call.tx.appointments.ofJobs(call.organizationId, jobIds),
    visit => visit.jobId,
  );
  for (const row of page.items) items.push(await noticeOut(reading, row, visits.get(row.jobId ?? '') ?? []));
  return {...page, items};
}

/** Repeats or corrects a message because a person says so: a new occasion, sent at once. */
async function sendNotice(call: Call): Promise<Notice> {
  const {kind, subjectId, contactId} = call.body as {kind: NoticeKind; subjectId: string; contactId: string};
  const visit = await call.tx.appointments.get(call.organizationId, subjectId);
  const {row: job} = await readJob(call, visit?.jobId ?? subjectId);
  const customer = (await call.tx.customers.get(call.organizationId, job.facts.customerId))!;
  if (!customer.contacts.some(contact => contact.id === contactId))
    throw fieldProblem('contactId', 'Not a contact of this job’s customer.', 'unknown');
  const eventId = call.office.newId('event');
  const staleAt = toInstant(call.office.clock.now() + hourMs);
  const plan: NoticePlan = {
    kind,
    to: 'customer',
    jobId: job.id,
    appointmentId: visit?.id ?? null,
    subjectId,
    occasion: eventId,
    eventId,
    unitId: eventId,
    delaySeconds: 0,
    staleAt,
  };
  const visits = await call.tx.appointments.ofJobs(call.organizationId, [job.id]);
  const speaking = {
    organization: call.principal.organization,
    jobs: new Map([[job.id, job]]),
    visits: new Map(visits.map(each => [each.id, each])),
  };
  const only = {...job, contactIds: [contactId]};
  const [row] = await addressNotices(
    call.office,
    call.tx,
    {...speaking, jobs: new Map([[job.id, only]])},
    [plan],
    {dryRun: false},
  );
  await call.tx.notices.write(call.organizationId, [row!]);
  return noticeOut(call, row!, visits);
}

async function createLink(call: Call): Promise<unknown> {
  const {jobId, contactId} = call.body as {jobId: string; contactId?: string};
  const {row: job, visits} = await readJob(call, jobId);
  const customer = (await call.tx.customers.get(call.organizationId, job.facts.customerId))!;
  const contact = contactId
    ? customer.contacts.find(each => each.id === contactId)
    : contactsFor(job, customer)[0];
  if (!contact || customer.erasedAt)
    throw fieldProblem('contactId', 'Not a contact of this job’s customer.', 'unknown');
  const link =
    (await linkFor(call.office, call.tx, call.organizationId, job.id, contact.id)) ??
    (await renewLink(call, job.id, contact.id));
  const [token, url] = [
    await linkToken(call.office, link),
    await linkUrl(call.office, call.principal.organization, link),
  ];
  return {id: link.id, url, token, expiresAt: linkEndsAt(visits) ?? null};
}

/** A link that was revoked, asked for again by a person: a new version, so the old token stays ended. */
async function renewLink(call: Call, jobId: string, contactId: string): Promise<LinkRow> {
  const old = (await call.tx.links.ofJobs(call.organizationId, [jobId])).find(
    link => link.contactId === contactId,
  )!;
  const link: LinkRow = {...old, version: old.version + 1, revokedAt: null};
  await call.tx.links.put(call.organizationId, [link]);
  await keepToken(
    call.office,
    call.tx,
    call.organizationId,
    {kind: 'link', id: link.id},
    await linkToken(call.office, link),
  );
  return link;
}

async function revokeLink(call: Call): Promise<void> {
  const link = await call.tx.links.get(call.organizationId, call.params['id']!);
  if (!link) throw notFound('link');
  if (link.revokedAt) return;
  await revokeLinks(call.office, call.tx, call.organizationId, [link]);
  await recordEvent(call, {type: 'token_revoked', subjectId: link.id});
}

export const officeHandlers: Record<string, Handler> = {
  'office.dayReview': dayReview,
  'office.import': call => importRows(call, (call.body as {rows: unknown[]}).rows),
  'office.notices': listNotices,
  'office.sendNotice': sendNotice,
  'office.createLink': createLink,
  'office.revokeLink': revokeLink,
};
