import type {Channel, Message, PushSubscriptionInput, TrackingView} from '@dispatch-kit/core';
import {readJob} from './job-handlers.ts';
import {view} from './track-handlers.ts';
import type {Call, Handler} from '../call.ts';
import {setConsent} from '../../desk/note-consents.ts';
import {recordEvent} from '../../desk/record-event.ts';
import {readByCustomer, readByTeam, sendMessage, writeMessage} from '../../desk/write-message.ts';
import {nowInstant} from '../../office/office.ts';
import {Problem, fieldProblem, notFound} from '../../office/problem.ts';
import type {MessageRow} from '../../storage/correspondence-rows.ts';
import type {CustomerRow} from '../../storage/rows.ts';

const messageOut = ({providerId: _, ...row}: MessageRow): Message => row;

const isUnread = (row: MessageRow) => row.from === 'customer' && row.readAt === null;

async function list(call: Call): Promise<unknown> {
  const {row: job} = await readJob(call, call.params['id']!);
  const rows = await call.tx.messages.ofJobs(call.organizationId, [job.id]);
  return {items: rows.map(messageOut), unread: rows.filter(isUnread).length};
}

/** Who answers a customer has read what he wrote. */
async function add(call: Call): Promise<Message> {
  const {row: job} = await readJob(call, call.params['id']!);
  const {text, contactId = null} = call.body as {text: string; contactId?: string};
  const customer = await customerOf(call, job.facts.customerId);
  if (contactId && !customer.contacts.some(contact => contact.id === contactId))
    throw fieldProblem('contactId', 'Not a contact of this job’s customer.', 'unknown');
  const message = await writeMessage(call, job, {from: 'team', contactId, via: 'office', text});
  await sendMessage(call, job, message);
  await readByTeam(call, job.id);
  return messageOut(message);
}

async function markRead(call: Call): Promise<{unread: number}> {
  const {row: job} = await readJob(call, call.params['id']!);
  await readByTeam(call, job.id);
  return {unread: 0};
}

async function customerOf(call: Call, id: string): Promise<CustomerRow> {
  const customer = await call.tx.customers.get(call.organizationId, id);
  if (!customer || customer.erasedAt) throw notFound('customer');
  return customer;
}

async function listConsents(call: Call): Promise<unknown> {
  const customer = await call.tx.customers.get(call.organizationId, call.params['id']!);
  if (!customer) throw notFound('customer');
  const rows = await call.tx.consents.ofCustomer(call.organizationId, customer.id);
  return {items: rows.map(({customerId: _, ...row}) => row)};
}

/** The customer writes from his page; he has read what was written to him. */
async function writeByLink(call: Call): Promise<TrackingView> {
  const {jobId, contactId} = call.principal.link!;
  const job = (await call.tx.jobs.get(call.organizationId, jobId))!;
  const {text} = call.body as {text: string};
  await writeMessage(call, job, {from: 'customer', contactId, via: 'link', text});
  await readByCustomer(call, jobId);
  return view(call);
}

/** The customer has his thread before him. */
async function readByLink(call: Call): Promise<TrackingView> {
  await readByCustomer(call, call.principal.link!.jobId);
  return view(call);
}

async function consentByLink(call: Call, granted: boolean): Promise<TrackingView> {
  const {channel} = call.body as {channel: Channel};
  const {id, jobId, contactId} = call.principal.link!;
  const job = (await call.tx.jobs.get(call.organizationId, jobId))!;
  const customer = await customerOf(call, job.facts.customerId);
  const consent = {granted, at: nowInstant(call.office), by: id, how: 'link'};
  const next = await setConsent(
    call.office,
    call.tx,
    call.organizationId,
    customer,
    contactId,
    channel,
    consent,
  );
  if (next !== customer)
    await recordEvent(call, {
      type: 'customer_edited',
      subjectId: customer.id,
      data: {fields: ['consent'], channel, granted},
    });
  return view(call);
}

/** Keeps a browser for a member or a contact. */
async function keepBrowser(call: Call, holderId: string): Promise<void> {
  const {endpoint, keys} = call.body as PushSubscriptionInput;
  const refusal = call.office.webhooks?.refusal(endpoint);
  if (refusal) throw fieldProblem('endpoint', refusal, 'refused');
  await call.tx.pushSubscriptions.put(call.organizationId, {
    id: call.office.newId('subscription'),
    holderId,
    endpoint,
    keys: {p256dh: keys.p256dh.replace(/=+$/, ''), auth: keys.auth.replace(/=+$/, '')},
    at: nowInstant(call.office),
  });
}

async function subscribe(call: Call): Promise<void> {
  const {memberId} = call.principal;
  if (!memberId) throw new Problem('not_allowed', 'This takes the session of a member: it is his browser.');
  await keepBrowser(call, memberId);
}

async function subscribeByLink(call: Call): Promise<TrackingView> {
  await keepBrowser(call, call.principal.link!.contactId);
  return consentByLink({...call, body: {channel: 'push'}}, true);
}

export const correspondenceHandlers: Record<string, Handler> = {
  'correspondence.messages': list,
  'correspondence.addMessage': add,
  'correspondence.readMessages': markRead,
  'correspondence.consents': listConsents,
  'channels.subscribe': subscribe,
  'track.push': subscribeByLink,
  'track.message': writeByLink,
  'track.readMessages': readByLink,
  'track.optOut': call => consentByLink(call, false),
  'track.optIn': call => consentByLink(call, true),
};
