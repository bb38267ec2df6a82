import type {Channel, NoticePlan} from '@dispatch-kit/core';
import {channelFor, contactsFor, minuteMs, noticeLaws, toInstant} from '@dispatch-kit/core';
import {quietUntil} from './quiet-hours.ts';
import {linkFor} from '../office/links.ts';
import type {Office} from '../office/office.ts';
import type {NoticeRow} from '../storage/correspondence-rows.ts';
import type {AppointmentRow, JobRow, MemberRow, OrganizationRow} from '../storage/rows.ts';
import type {Transaction} from '../storage/storage.ts';

/** The rows that messages speak of. */
export type Speaking = {
  readonly organization: OrganizationRow;
  readonly jobs: ReadonlyMap<string, JobRow>;
  readonly visits: ReadonlyMap<string, AppointmentRow>;
};

type Recipient = {
  contactId: string | null;
  memberId: string | null;
  channel: Channel | null;
  linkId: string | null;
};

/** Makes rows out of plans: one for each person, over the channel he agreed to. */
export async function addressNotices(
  office: Office,
  tx: Transaction,
  speaking: Speaking,
  plans: readonly NoticePlan[],
  {dryRun}: {dryRun: boolean},
): Promise<NoticeRow[]> {
  const rows: NoticeRow[] = [];
  for (const plan of plans) {
    const job = speaking.jobs.get(plan.jobId)!;
    const recipients =
      plan.to === 'customer'
        ? await contactsOf(office, tx, speaking, job, dryRun)
        : await memberOf(tx, speaking, plan.to.memberId);
    rows.push(...recipients.map(recipient => rowOf(office, patient(office, plan, speaking, job), recipient)));
  }
  return rows;
}

async function contactsOf(
  office: Office,
  tx: Transaction,
  {organization}: Speaking,
  job: JobRow,
  dryRun: boolean,
): Promise<Recipient[]> {
  const customer = await tx.customers.get(organization.id, job.facts.customerId);
  if (!customer || customer.erasedAt) return [];
  const recipients: Recipient[] = [];
  for (const contact of contactsFor(job.contactIds, customer.contacts)) {
    const browsers = await tx.pushSubscriptions.ofHolders(organization.id, [contact.id]);
    const channel = channelFor(contact, organization.settings.consentPolicy, browsers.length > 0);
    const link =
      channel && !dryRun ? await linkFor(office, tx, organization.id, job.id, contact.id) : undefined;
    recipients.push({contactId: contact.id, memberId: null, channel, linkId: link?.id ?? null});
  }
  return recipients;
}

async function memberOf(tx: Transaction, {organization}: Speaking, memberId: string): Promise<Recipient[]> {
  const member: MemberRow | undefined = await tx.members.get(organization.id, memberId);
  if (!member || member.deactivatedAt || (!member.phone && !member.email)) return [];
  return [{contactId: null, memberId, channel: await channelOf(tx, organization.id, member), linkId: null}];
}

/** A member who lets a browser take messages is written to there, and else by text. */
export async function channelOf(
  tx: Transaction,
  organizationId: string,
  {id, phone}: MemberRow,
): Promise<Channel> {
  const browsers = await tx.pushSubscriptions.ofHolders(organizationId, [id]);
  return browsers.length > 0 ? 'push' : phone ? 'sms' : 'email';
}

/** Whose browsers take a message. */
export function holdersOf(row: Pick<NoticeRow, 'contactId' | 'memberId'>): string[] {
  return [row.contactId, row.memberId].filter(id => id !== null);
}

/** What every message begins with: nobody's, about nothing, untried. */
export function newNotice(office: Pick<Office, 'clock' | 'newId'>) {
  return {
    id: office.newId('notice'),
    jobId: null,
    appointmentId: null,
    contactId: null,
    memberId: null,
    phone: null,
    codeId: null,
    lineKey: null,
    delivery: null,
    linkId: null,
    droppedBy: null,
    at: toInstant(office.clock.now()),
    attempts: 0,
    lockedUntil: null,
    reason: null,
    words: null,
    sentAt: null,
  } satisfies Partial<NoticeRow>;
}

/** What waits for the end of quiet hours ages from then on. */
function patient(office: Office, plan: NoticePlan, {organization}: Speaking, job: JobRow): NoticePlan {
  const {passesQuietHours: passes, staleAfter} = noticeLaws[plan.kind];
  if (passes || typeof staleAfter === 'string') return plan;
  const dueMs = office.clock.now() + plan.delaySeconds * 1000;
  const timeZone = job.address.timeZone ?? organization.timeZone;
  const quietMs = quietUntil(organization.settings.quietHours, timeZone, dueMs);
  return quietMs === undefined
    ? plan
    : {...plan, staleAt: toInstant(quietMs + staleAfter.minutes * minuteMs)};
}

function rowOf(office: Office, plan: NoticePlan, recipient: Recipient): NoticeRow {
  const nowMs = office.clock.now();
  const isUseless = Date.parse(plan.staleAt) <= nowMs;
  return {
    ...newNotice(office),
    kind: plan.kind,
    state: isUseless ? 'dropped' : recipient.channel ? 'waiting' : 'no_consent',
    jobId: plan.jobId,
    appointmentId: plan.appointmentId,
    subjectId: plan.subjectId,
    occasion: plan.occasion,
    ...recipient,
    eventId: plan.eventId,
    unitId: plan.unitId,
    runAfter: toInstant(nowMs + plan.delaySeconds * 1000),
    staleAt: plan.staleAt,
    ...(plan.expectedAt && {expectedAt: plan.expectedAt}),
    reason: isUseless ? 'too_old' : recipient.channel ? null : 'no_consent',
  };
}

/** How long a lease on a message holds: after that another process may send it, with the same key. */
export const leaseMs = 2 * minuteMs;

/** True for what may be sent while its reader sleeps. */
export function passesQuietHours(row: NoticeRow): boolean {
  return noticeLaws[row.kind].passesQuietHours;
}
