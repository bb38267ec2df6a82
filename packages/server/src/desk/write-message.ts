import type {NoticePlan} from '@dispatch-kit/core';
import {minuteMs, noticeLaws, toInstant} from '@dispatch-kit/core';
import {recordEvent} from './record-event.ts';
import {addressNotices} from '../notices/address-notices.ts';
import type {Office} from '../office/office.ts';
import {nowInstant} from '../office/office.ts';
import type {Principal} from '../office/principal.ts';
import type {MessageRow} from '../storage/correspondence-rows.ts';
import type {JobRow} from '../storage/rows.ts';
import type {Transaction} from '../storage/storage.ts';

type Acting = {office: Office; tx: Transaction; principal: Principal};

type Written = Pick<MessageRow, 'from' | 'contactId' | 'via' | 'text'> & {providerId?: string};

/** Adds a line to the thread of a job; one of the customer is unread until somebody of the team reads it. */
export async function writeMessage(acting: Acting, job: JobRow, written: Written): Promise<MessageRow> {
  const {office, tx, principal} = acting;
  const row: MessageRow = {
    id: office.newId('message'),
    jobId: job.id,
    providerId: null,
    ...written,
    authorId: written.from === 'team' ? (principal.memberId ?? principal.tokenId) : null,
    at: nowInstant(office),
    readAt: null,
  };
  await tx.messages.insert(principal.organization.id, [row]);
  if (row.from === 'customer')
    await tx.jobs.put(principal.organization.id, [{...job, unreadMessages: job.unreadMessages + 1}]);
  await recordEvent(acting, {
    type: 'message_added',
    jobId: job.id,
    data: {messageId: row.id, from: row.from},
  });
  return row;
}

/** Sends a line of the team out to the contacts that it is for. */
export async function sendMessage(
  {office, tx, principal}: Acting,
  job: JobRow,
  message: MessageRow,
): Promise<void> {
  const {organization} = principal;
  const staleMs = office.clock.now() + noticeLaws.message.staleAfter.minutes * minuteMs;
  const plan: NoticePlan = {
    kind: 'message',
    to: 'customer',
    jobId: job.id,
    appointmentId: null,
    subjectId: message.id,
    occasion: message.id,
    eventId: message.id,
    unitId: message.id,
    delaySeconds: 0,
    staleAt: toInstant(staleMs),
  };
  const to = message.contactId ? {...job, contactIds: [message.contactId]} : job;
  const speaking = {organization, jobs: new Map([[job.id, to]]), visits: new Map()};
  const rows = await addressNotices(office, tx, speaking, [plan], {dryRun: false});
  await tx.notices.write(organization.id, rows);
}

/** What the customer wrote was read by the team. */
export async function readByTeam(acting: Acting, jobId: string): Promise<void> {
  const {office, tx, principal} = acting;
  await markRead(office, tx, principal.organization.id, jobId, 'customer');
  const job = await tx.jobs.get(principal.organization.id, jobId);
  if (!job || job.unreadMessages === 0) return;
  await tx.jobs.put(principal.organization.id, [{...job, unreadMessages: 0}]);
  await recordEvent(acting, {type: 'messages_read', jobId});
}

/** What the team wrote was read by the customer. */
export function readByCustomer({office, tx, principal}: Acting, jobId: string): Promise<void> {
  return markRead(office, tx, principal.organization.id, jobId, 'team');
}

async function markRead(
  office: Office,
  tx: Transaction,
  organizationId: string,
  jobId: string,
  from: MessageRow['from'],
): Promise<void> {
  const unread = (await tx.messages.ofJobs(organizationId, [jobId])).filter(
    row => row.from === from && row.readAt === null,
  );
  const readAt = nowInstant(office);
  await tx.messages.put(
    organizationId,
    unread.map(row => ({...row, readAt})),
  );
}
