import type {Notice, NoticeKind, NoticePlan, NoticePreview, NoticePreviewInput} from '@dispatch-kit/core';
import {contactsFor, hourMs, noticeLaws, smsSegments, templateProblem, toInstant} from '@dispatch-kit/core';
import {readJob} from './job-handlers.ts';
import type {Call, Handler} from '../call.ts';
import {afterOf, pageOut} from '../cursor.ts';
import {addressNotices, newNotice} from '../../notices/address-notices.ts';
import {composeNotice} from '../../notices/words.ts';
import {fieldProblem} from '../../office/problem.ts';
import {remembering} from '../../storage/remembering.ts';
import type {NoticeRow} from '../../storage/correspondence-rows.ts';
import type {AppointmentRow} from '../../storage/rows.ts';

/** A notice with its reader and words: those it was sent with, else those it would be sent with now. */
async function noticeOut(call: Call, row: NoticeRow, visits: readonly AppointmentRow[]): Promise<Notice> {
  const job = row.jobId ? await call.tx.jobs.get(call.organizationId, row.jobId) : undefined;
  const speaking = {
    organization: call.principal.organization,
    jobs: new Map(job && [[job.id, job]]),
    visits: new Map(visits.map(visit => [visit.id, visit])),
  };
  const {to, kept} = await composeNotice(call.office, call.tx, speaking, row);
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
    delivery,
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
    delivery: delivery ?? null,
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
  if (noticeLaws[kind].to !== 'customer' || kind === 'message')
    throw fieldProblem('kind', 'Only what customers are told of a visit is sent again.', 'not_for_customers');
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

/** What a message would say now; nothing is written. */
async function preview(call: Call): Promise<NoticePreview> {
  const {kind, subjectId, contactId, locale, template} = call.body as NoticePreviewInput;
  for (const [field, text] of Object.entries(template ?? {})) {
    const problem = text && templateProblem(kind, text);
    if (problem) throw fieldProblem(`template.${field}`, problem, 'unknown_placeholder');
  }
  const visit = await call.tx.appointments.get(call.organizationId, subjectId);
  const {row: job, visits} = await readJob(call, visit?.jobId ?? subjectId);
  const customer = (await call.tx.customers.get(call.organizationId, job.facts.customerId))!;
  const contact = contactId
    ? customer.contacts.find(each => each.id === contactId)
    : contactsFor(job.contactIds, customer.contacts)[0];
  if (!contact) throw fieldProblem('contactId', 'Not a contact of this job’s customer.', 'unknown');
  const row: NoticeRow = {
    ...newNotice(call.office),
    kind,
    state: 'waiting',
    channel: 'email',
    jobId: job.id,
    appointmentId: visit?.id ?? null,
    subjectId,
    occasion: '',
    contactId: contact.id,
    eventId: '',
    unitId: '',
    runAfter: '',
    staleAt: '',
  };
  const speaking = {
    organization: call.principal.organization,
    jobs: new Map([[job.id, job]]),
    visits: new Map(visits.map(each => [each.id, each])),
  };
  const composed = await composeNotice(call.office, call.tx, speaking, row, {locale, template});
  const {to, kept: text, subject, html} = composed;
  const {notGsm7, ...counts} = smsSegments(text);
  return {
    recipient: to,
    locale: composed.locale,
    subject,
    text,
    html,
    sms: {...counts, notGsm7: [...notGsm7]},
  };
}

export const noticeHandlers: Record<string, Handler> = {
  'office.notices': listNotices,
  'office.sendNotice': sendNotice,
  'office.previewNotice': preview,
};
