import {minuteMs, toInstant, toMs} from '@dispatch-kit/core';
import type {Channel} from '@dispatch-kit/core';
import {channelFor, leaseMs, passesQuietHours} from './address-notices.ts';
import {quietUntil} from './quiet-hours.ts';
import {wordsOf} from './words.ts';
import type {Office} from '../office/office.ts';
import {nowInstant} from '../office/office.ts';
import type {JobRow, NoticeRow, OrganizationRow} from '../storage/rows.ts';
import type {Owned, Transaction} from '../storage/storage.ts';

const batch = 50;
const mostAttempts = 8;

/**
 * Sends what is due. Each message is leased first, so that no other process sends it meanwhile; should this one die
 * between sending and noting it, the message goes out again with the same id.
 */
export async function sendNotices(office: Office): Promise<void> {
  for (;;) {
    const nowMs = office.clock.now();
    const leased = await office.storage.transaction(tx =>
      tx.notices.lease(toInstant(nowMs), toInstant(nowMs + leaseMs), batch),
    );
    // One message that fails must not hold up those leased with it.
    for (const owned of leased)
      await sendOne(office, owned).catch((error: unknown) => failed(office, owned.row, error));
    if (leased.length < batch) return;
  }
}

function failed(office: Office, row: NoticeRow, error: unknown): void {
  office.log('error', 'A message could not be prepared; it is tried again', {
    noticeId: row.id,
    error: String(error),
  });
}

type Prepared = {
  row: NoticeRow;
  send?: {to: string; text: string; kept: string; organization: {id: string; name: string}};
};

async function sendOne(office: Office, {organizationId, row: leased}: Owned<NoticeRow>): Promise<void> {
  const {row, send} = await office.storage.transaction(tx => prepare(office, tx, organizationId, leased));
  if (!send) return settle(office, organizationId, row);
  const {to, text, kept, organization} = send;
  try {
    await office.notifier.send({id: row.id, organization, kind: row.kind, channel: row.channel!, to, text});
    await settle(office, organizationId, {
      ...row,
      state: 'sent',
      words: kept,
      sentAt: nowInstant(office),
      lockedUntil: null,
    });
  } catch (error) {
    office.log('warn', 'A message could not be sent', {noticeId: row.id, error: String(error)});
    await settle(office, organizationId, retryLater(office, row));
  }
}

/** What is to become of a leased message: sent with these words, put off till morning, kept, or dropped as too old. */
async function prepare(
  office: Office,
  tx: Transaction,
  organizationId: string,
  row: NoticeRow,
): Promise<Prepared> {
  const now = nowInstant(office);
  const organization = (await tx.organizations.get(organizationId))!;
  const job = row.jobId ? await tx.jobs.get(organizationId, row.jobId) : undefined;
  if (row.jobId && !job) return {row: {...row, state: 'dropped', reason: 'job_gone', lockedUntil: null}};
  const visits = job ? await tx.appointments.ofJobs(organizationId, [job.id]) : [];
  const timeZone = job?.address.timeZone ?? organization.timeZone;
  const quiet = passesQuietHours(row)
    ? undefined
    : quietUntil(organization.settings.quietHours, timeZone, toMs(now));
  if (quiet !== undefined && toInstant(quiet) < row.staleAt) {
    return {row: {...row, runAfter: toInstant(quiet), attempts: row.attempts - 1, lockedUntil: null}};
  }
  if (toMs(row.staleAt) <= toMs(now))
    return {row: {...row, state: 'dropped', reason: 'too_old', lockedUntil: null}};
  const speaking = {
    organization,
    jobs: new Map(job && [[job.id, job]]),
    visits: new Map(visits.map(visit => [visit.id, visit])),
  };
  const channel = await channelNow(tx, organization, job, row);
  if (!channel)
    return {row: {...row, state: 'no_consent', reason: 'no_consent', channel: null, lockedUntil: null}};
  const over = {...row, channel};
  const {address, text, kept} = await wordsOf(office, tx, speaking, over);
  if (!address) return {row: {...over, state: 'dropped', reason: 'no_address', lockedUntil: null}};
  if (organization.test) return {row: {...over, state: 'kept', words: kept, lockedUntil: null}};
  return {
    row: over,
    send: {to: address, text, kept, organization: {id: organization.id, name: organization.name}},
  };
}

/** What a contact agrees to may have changed since the message was written. */
async function channelNow(
  tx: Transaction,
  organization: OrganizationRow,
  job: JobRow | undefined,
  row: NoticeRow,
): Promise<Channel | null> {
  if (!row.contactId || !job) return row.channel;
  const customer = await tx.customers.get(organization.id, job.facts.customerId);
  const contact = customer?.contacts.find(each => each.id === row.contactId);
  return contact ? channelFor(contact, organization.settings.consentPolicy) : row.channel;
}

function retryLater(office: Office, row: NoticeRow): NoticeRow {
  if (row.attempts >= mostAttempts)
    return {...row, state: 'failed', reason: 'not_delivered', lockedUntil: null};
  const waitMs = minuteMs * 2 ** Math.min(row.attempts, 6);
  return {...row, runAfter: toInstant(office.clock.now() + waitMs), lockedUntil: null};
}

/** Writes the outcome, unless the message was dropped while it was on its way: then what was said stays said. */
async function settle(office: Office, organizationId: string, row: NoticeRow): Promise<void> {
  await office.storage.transaction(async tx => {
    await tx.organizations.lock(organizationId);
    const present = await tx.notices.get(organizationId, row.id);
    if (!present || (present.state !== 'waiting' && row.state !== 'sent')) return;
    await tx.notices.put(organizationId, [row.state === 'waiting' ? row : withoutPhone(row)]);
  });
}

/** Of somebody's number who is not known here, only the end is kept once there is nothing more to send. */
function withoutPhone(row: NoticeRow): NoticeRow {
  return row.phone ? {...row, phone: `…${row.phone.slice(-4)}`} : row;
}
