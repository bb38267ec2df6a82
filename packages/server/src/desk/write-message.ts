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

/** Adds a line to the thread of a job. */
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

/** What one side wrote is read by the other. */
export async function readThread(
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
