import {contactsFor, dayIn, dayRange} from '@dispatch-kit/core';
import {rangeOf, readJob} from './job-handlers.ts';
import type {Call, Handler} from '../call.ts';
import {importRows} from '../../desk/import-rows.ts';
import {linkEndsAt, linkFor, linkToken, linkUrl, revokeLinks} from '../../office/links.ts';
import {keepToken} from '../../office/office.ts';
import {reachOf} from '../../office/principal.ts';
import {Problem, fieldProblem, notFound} from '../../office/problem.ts';
import {recordEvent} from '../../desk/record-event.ts';
import {reviewDay} from '../../desk/review-day.ts';
import type {LinkRow} from '../../storage/rows.ts';

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

async function createLink(call: Call): Promise<unknown> {
  const {jobId, contactId} = call.body as {jobId: string; contactId?: string};
  const {row: job, visits} = await readJob(call, jobId);
  const customer = (await call.tx.customers.get(call.organizationId, job.facts.customerId))!;
  const contact = contactId
    ? customer.contacts.find(each => each.id === contactId)
    : contactsFor(job.contactIds, customer.contacts)[0];
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
  'office.createLink': createLink,
  'office.revokeLink': revokeLink,
};
