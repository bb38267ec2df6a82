import {channelFor, minuteMs, toInstant, toMs} from '@dispatch-kit/core';
import {channelOf, holdersOf, passesQuietHours} from './address-notices.ts';
import {erased} from './erase-words.ts';
import {lineKeyOf, stopLine} from './phone-lines.ts';
import {quietUntil} from './quiet-hours.ts';
import {composeNotice} from './words.ts';
import type {Office} from '../office/office.ts';
import {nowInstant} from '../office/office.ts';
import {NoticeRefused} from '../options.ts';
import type {OutgoingNotice, Receipt} from '../options.ts';
import type {Delivery, NoticeRow} from '../storage/correspondence-rows.ts';
import type {JobRow, OrganizationRow} from '../storage/rows.ts';
import type {Owned, Transaction} from '../storage/storage.ts';

const mostAttempts = 8;

/** What is to become of a message; `send` if it goes out now. */
type Prepared = {row: NoticeRow; send?: OutgoingNotice};

/** Sends a leased message, or notes why it is not sent. What could not be sent is tried again later. */
export async function sendNotice(office: Office, owned: Owned<NoticeRow>): Promise<void> {
  const {organizationId, row: leased} = owned;
  const {row, send} = await office.storage.transaction(tx => prepare(office, tx, organizationId, leased));
  if (!send) return settle(office, owned, row);
  try {
    const receipt = (await office.notifier.send(send)) ?? {};
    await settle(office, owned, sent(office, row, receipt), receipt.goneEndpoints);
  } catch (error) {
    office.log('warn', 'A message could not be sent', {noticeId: row.id, error: String(error)});
    if (error instanceof NoticeRefused) await refused(office, owned, row, send, error);
    else await settle(office, owned, retryLater(office, row, String(error)));
  }
}

function sent(office: Office, row: NoticeRow, {providerId, state = 'sent'}: Receipt): NoticeRow {
  const delivery: Delivery = {state, providerId: providerId ?? null, error: null, at: nowInstant(office)};
  return {...row, state: 'sent', sentAt: nowInstant(office), delivery, lockedUntil: null};
}

/**
 * What the provider will never take. A number that said STOP takes nothing of any organization; who has no browser left is
 * written to over the next channel.
 */
async function refused(
  office: Office,
  leased: Owned<NoticeRow>,
  row: NoticeRow,
  send: OutgoingNotice,
  {reason, message, stopped, goneEndpoints}: NoticeRefused,
): Promise<void> {
  if (stopped) await office.storage.transaction(tx => stopLine(office, tx, send.to));
  const delivery: Delivery = {state: 'failed', providerId: null, error: message, at: nowInstant(office)};
  const isFinal = send.channel !== 'push' || goneEndpoints?.length !== send.subscriptions?.length;
  const next: NoticeRow = isFinal
    ? {...row, state: 'failed', reason, delivery, lockedUntil: null}
    : {...row, words: null, runAfter: nowInstant(office), lockedUntil: null};
  await settle(office, leased, next, goneEndpoints);
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
  const timeZone = job?.address.timeZone ?? organization.timeZone;
  const quiet = passesQuietHours(row)
    ? undefined
    : quietUntil(organization.settings.quietHours, timeZone, toMs(now));
  if (quiet !== undefined && toInstant(quiet) < row.staleAt) {
    return {row: {...row, runAfter: toInstant(quiet), attempts: row.attempts - 1, lockedUntil: null}};
  }
  if (toMs(row.staleAt) <= toMs(now))
    return {row: {...row, state: 'dropped', reason: 'too_old', lockedUntil: null}};
  return compose(office, tx, organization, job, row);
}

async function compose(
  office: Office,
  tx: Transaction,
  organization: OrganizationRow,
  job: JobRow | undefined,
  due: NoticeRow,
): Promise<Prepared> {
  const visits = job ? await tx.appointments.ofJobs(organization.id, [job.id]) : [];
  const row = await withChannel(tx, organization, job, due);
  if (!row.channel) return {row: {...row, state: 'no_consent', reason: 'no_consent', lockedUntil: null}};
  // It is for those who send over that channel.
  if (row.channel !== due.channel) return {row: {...row, attempts: row.attempts - 1, lockedUntil: null}};
  const jobs = new Map(job && [[job.id, job]]);
  const speaking = {organization, jobs, visits: new Map(visits.map(visit => [visit.id, visit]))};
  const composed = await composeNotice(office, tx, speaking, row);
  const {to, address, kept, locale, subject, text, html, link, calendar} = composed;
  const subscriptions =
    row.channel === 'push' ? await tx.pushSubscriptions.ofHolders(organization.id, holdersOf(row)) : [];
  const target = row.channel === 'push' ? (subscriptions.length > 0 ? to : '') : address;
  if (!target) return {row: {...row, state: 'dropped', reason: 'no_address', lockedUntil: null}};
  if (organization.test) return {row: {...row, state: 'kept', words: kept, lockedUntil: null}};
  const lineKey = row.channel === 'sms' ? await lineKeyOf(office, address) : null;
  const line = lineKey ? await tx.phoneLines.get(lineKey) : undefined;
  if (line?.stoppedAt) return {row: {...row, state: 'no_consent', reason: 'stopped', lockedUntil: null}};
  return {
    row: {...row, lineKey, words: kept},
    send: {
      id: row.id,
      organization: {id: organization.id, name: organization.brand.name ?? organization.name},
      kind: row.kind,
      channel: row.channel,
      to: target,
      locale,
      subject,
      text,
      html,
      link,
      ...(calendar && {calendar}),
      ...(subscriptions.length > 0 && {subscriptions}),
      statusUrl: `${office.publicUrl}/v1/inbound/twilio/status?organization=${organization.id}&notice=${row.id}`,
    },
  };
}

/** What a contact agrees to may have changed since the message was written, and browsers come and go. */
async function withChannel(
  tx: Transaction,
  organization: OrganizationRow,
  job: JobRow | undefined,
  row: NoticeRow,
): Promise<NoticeRow> {
  const member =
    row.memberId && row.channel === 'push' ? await tx.members.get(organization.id, row.memberId) : null;
  if (member) return {...row, channel: await channelOf(tx, organization.id, member)};
  if (!row.contactId || !job) return row;
  const customer = await tx.customers.get(organization.id, job.facts.customerId);
  const contact = customer?.contacts.find(each => each.id === row.contactId);
  if (!contact) return row;
  const browsers = await tx.pushSubscriptions.ofHolders(organization.id, [contact.id]);
  const policy = organization.settings.consentPolicy;
  return {...row, channel: channelFor(contact, policy, browsers.length > 0)};
}

function retryLater(office: Office, row: NoticeRow, error: string): NoticeRow {
  const delivery: Delivery = {state: 'queued', providerId: null, error, at: nowInstant(office)};
  if (row.attempts >= mostAttempts)
    return {
      ...row,
      state: 'failed',
      reason: 'not_delivered',
      delivery: {...delivery, state: 'failed'},
      words: null,
      lockedUntil: null,
    };
  const waitMs = minuteMs * 2 ** Math.min(row.attempts, 6);
  const runAfter = toInstant(office.clock.now() + waitMs);
  return {...row, runAfter, delivery, words: null, lineKey: null, lockedUntil: null};
}

/**
 * Writes the outcome. What was sent is sent, even if it was dropped meanwhile, but leaves no words to somebody who was erased;
 * anything else is of no account once the message was dropped, or taken over by another when the lease ended.
 */
async function settle(
  office: Office,
  {organizationId, row: leased}: Owned<NoticeRow>,
  row: NoticeRow,
  goneEndpoints: readonly string[] = [],
): Promise<void> {
  await office.storage.transaction(async tx => {
    await tx.organizations.lock(organizationId);
    if (goneEndpoints.length > 0) await tx.pushSubscriptions.remove(organizationId, goneEndpoints);
    const present = await tx.notices.get(organizationId, row.id);
    const isOurs = present?.state === 'waiting' && present.lockedUntil === leased.lockedUntil;
    const isNews = row.state === 'sent' && present?.state !== 'sent';
    if (!present || !(isOurs || isNews)) return;
    const isErased = present.reason === erased;
    const settled = withReport(isErased ? {...row, words: '', lineKey: null, reason: erased} : row, present);
    await tx.notices.put(organizationId, [settled.state === 'waiting' ? settled : withoutPhone(settled)]);
  });
}

/** The provider's report of a message may be here before the answer that it has taken it. */
function withReport(row: NoticeRow, {delivery, state, reason}: NoticeRow): NoticeRow {
  const isSame = delivery?.providerId && delivery.providerId === row.delivery?.providerId;
  if (!isSame) return row;
  return state === 'failed' ? {...row, delivery, state, reason} : {...row, delivery};
}

/** Of somebody's number who is not known here, only the end is kept once there is nothing more to send. */
function withoutPhone(row: NoticeRow): NoticeRow {
  return row.phone ? {...row, phone: `…${row.phone.slice(-4)}`} : row;
}
