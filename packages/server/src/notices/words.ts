import type {CalendarVisit, Eta, NoticeKind, Placeholder, TimeRange, ToldNotice} from '@dispatch-kit/core';
import {chooseWords, displayRange, mailPage, sayNotice} from '@dispatch-kit/core';
import type {Speaking} from './address-notices.ts';
import {openVisitsToday} from './open-visits.ts';
import {codeOf, hiddenCode} from '../office/codes.ts';
import {invitationUrl} from '../office/invitations.ts';
import {linkUrl} from '../office/links.ts';
import type {Office} from '../office/office.ts';
import type {NoticeRow} from '../storage/correspondence-rows.ts';
import type {AppointmentRow, OrganizationRow} from '../storage/rows.ts';
import type {Transaction} from '../storage/storage.ts';

/** A message as it is sent now; every text in it is somebody else's and stands as plain text. */
export type Composed = {
  /** The reader's name. */
  to: string;
  /** A phone number or an e-mail address; empty where there is none. */
  address: string;
  locale: string;
  subject: string;
  text: string;
  /** The words as they may be kept: a code is hidden in them. */
  kept: string;
  link: string | null;
  html: string;
  /** The visit it speaks of, for the reader's calendar. */
  calendar?: {method: 'REQUEST' | 'CANCEL'; visit: CalendarVisit};
};

/** What is said in a dry run about messages, and later about those written: to whom, over what, in which words. */
export async function tellNotices(
  office: Office,
  tx: Transaction,
  speaking: Speaking,
  rows: readonly NoticeRow[],
): Promise<ToldNotice[]> {
  const told: ToldNotice[] = [];
  for (const row of rows) {
    const {to, kept} = await composeNotice(office, tx, speaking, row);
    told.push({kind: row.kind, to, channel: row.channel, state: row.state, words: kept});
  }
  return told;
}

/**
 * Who reads a message, at which address, and what it says now, in the reader's language.
 *
 * @param own words to be tried instead of the organization's.
 */
export async function composeNotice(
  office: Office,
  tx: Transaction,
  speaking: Speaking,
  row: NoticeRow,
  own: Tried = {},
): Promise<Composed> {
  const {organization} = speaking;
  const reader = await readerOf(tx, speaking, row);
  const templates = organization.templates ?? {};
  const locales = [own.locale ?? reader.locale, organization.locale];
  const chosen = chooseWords(row.kind, {templates, locales});
  const template = {
    text: own.template?.text ?? chosen.template.text,
    subject: own.template?.subject ?? chosen.template.subject,
  };
  const {values, visit} = await valuesOf(office, tx, speaking, row, chosen.locale);
  const {terms} = organization.settings;
  const say = (code: string) => sayNotice({...chosen, template}, terms, {...values, code, name: reader.name});
  const kept = say(hiddenCode);
  const said = row.codeId ? say(await codeOf(office, row.codeId)) : kept;
  const link = values.link || null;
  const calendar = visit && row.contactId ? calendarOf(organization, row, visit, values, reader) : undefined;
  return {
    to: reader.name || (row.phone ?? ''),
    address: (row.channel === 'email' ? reader.email : reader.phone) ?? '',
    locale: chosen.locale,
    subject: said.subject,
    text: said.text,
    kept: kept.text,
    link,
    get html() {
      return pageOf(organization, chosen, said.text, link);
    },
    ...(calendar && {calendar}),
  };
}

/** Words that are not saved yet. */
type Tried = {
  locale?: string | undefined;
  template?: {text?: string | undefined; subject?: string | undefined} | undefined;
};

type Reader = {name: string; phone: string | null; email: string | null; locale: string | undefined};

async function readerOf(tx: Transaction, {organization, jobs}: Speaking, row: NoticeRow): Promise<Reader> {
  const job = row.jobId ? jobs.get(row.jobId) : undefined;
  const customer =
    job && row.contactId ? await tx.customers.get(organization.id, job.facts.customerId) : undefined;
  const contact = customer?.contacts.find(each => each.id === row.contactId);
  if (contact)
    return {
      name: contact.name,
      phone: contact.phone ?? null,
      email: contact.email ?? null,
      locale: contact.locale,
    };
  const member = row.memberId ? await tx.members.get(organization.id, row.memberId) : undefined;
  return {
    name: member?.name ?? '',
    phone: member?.phone ?? row.phone,
    email: member?.email ?? null,
    locale: await localeOfCode(tx, organization.id, row),
  };
}

/** Somebody who books is not known yet: a code speaks the language that the request asked for. */
async function localeOfCode(
  tx: Transaction,
  organizationId: string,
  {codeId}: NoticeRow,
): Promise<string | undefined> {
  const code = codeId ? await tx.codes.get(organizationId, codeId) : undefined;
  const locale = code?.request?.['locale'];
  return typeof locale === 'string' ? locale : undefined;
}

type Values = Record<Exclude<Placeholder, 'visit' | 'name' | 'code'>, string>;

/** What a message can speak of; times in the zone of the place, in the reader's language. */
async function valuesOf(
  office: Office,
  tx: Transaction,
  {organization, jobs, visits}: Speaking,
  row: NoticeRow,
  locale: string,
): Promise<{values: Values; visit: AppointmentRow | undefined}> {
  const job = row.jobId ? jobs.get(row.jobId) : undefined;
  const ofJob = [...visits.values()].filter(each => each.jobId === row.jobId);
  const visit = row.appointmentId ? visits.get(row.appointmentId) : ofJob.at(-1);
  const leadId = visit?.facts.leadId;
  const lead = leadId ? await tx.members.get(organization.id, leadId) : undefined;
  const road = lead ? await tx.road.get(organization.id, lead.id) : undefined;
  const eta = road?.leg && road.leg.legId === visit?.facts.leg?.id ? road.leg.eta : null;
  const timeZone = job?.address.timeZone ?? organization.timeZone;
  const message = row.kind === 'message' ? await tx.messages.get(organization.id, row.subjectId) : undefined;
  const minutes = eta
    ? Math.max(1, Math.round((Date.parse(eta.expectedAt) - office.clock.now()) / 60_000))
    : 5;
  const count = row.kind === 'day_open' ? await openVisitsToday(office, tx, organization) : 0;
  const values = {
    company: organization.brand.name ?? organization.name,
    phone: organization.brand.phone ?? '',
    title: job?.title ?? '',
    technician: firstName(lead?.name) ?? '',
    window: visit ? sayWindow(visit.facts.window, timeZone, locale) : '',
    arrival: arrivalOf(eta, row, timeZone, locale),
    minutes: String(minutes),
    address: job?.address.line ?? '',
    link: await linkOf(office, tx, organization, row),
    message: message?.text ?? '',
    count: String(count),
    inviter: await inviterOf(tx, organization.id, row),
  };
  return {values, visit};
}

/** The link of an invitation lets nobody in by itself: who opens it signs in with a code to the phone. */
const invitations = new Set<NoticeKind>(['invited', 'reinvited']);

/** The member who invited the reader, if one did. */
async function inviterOf(
  tx: Transaction,
  organizationId: string,
  {memberId, jobId}: NoticeRow,
): Promise<string> {
  const member = memberId && !jobId ? await tx.members.get(organizationId, memberId) : undefined;
  const inviterId = member?.invitation?.byMemberId;
  const inviter = inviterId ? await tx.members.get(organizationId, inviterId) : undefined;
  return inviter?.name ?? '';
}

/** A customer's page; for the team, the host's own page where it has one. */
async function linkOf(
  office: Office,
  tx: Transaction,
  organization: OrganizationRow,
  row: NoticeRow,
): Promise<string> {
  const link = row.linkId ? await tx.links.get(organization.id, row.linkId) : undefined;
  if (link) return linkUrl(office, organization, link);
  if (row.contactId) return `${office.publicUrl}/t#…`;
  const member =
    row.memberId && invitations.has(row.kind)
      ? await tx.members.get(organization.id, row.memberId)
      : undefined;
  if (member) return invitationUrl(office, organization, member);
  return organization.settings.webUrls['team'] ?? '';
}

/** What belongs into a calendar: the messages that tell a window, and those that take it away. */
const inCalendar = new Set(['created', 'scheduled', 'rescheduled', 'reminder', 'canceled', 'reinstated']);

function calendarOf(
  organization: OrganizationRow,
  row: NoticeRow,
  visit: AppointmentRow,
  {title, address, link, company}: Values,
  {name, email}: Reader,
): Composed['calendar'] {
  if (!inCalendar.has(row.kind) || row.channel !== 'email' || !email) return undefined;
  const {window, status} = visit.facts;
  const isCanceled = status === 'canceled' || status === 'deleted';
  return {
    method: isCanceled ? 'CANCEL' : 'REQUEST',
    visit: {
      uid: `${visit.id}@${organization.slug}.dispatch-kit`,
      sequence: visit.version,
      window,
      isCanceled,
      summary: `${company}: ${title}`,
      location: address,
      ...(link && {url: link}),
      attendee: {name, email},
    },
  };
}

function pageOf(
  {brand, name}: OrganizationRow,
  {locale, words}: ReturnType<typeof chooseWords>,
  text: string,
  link: string | null,
): string {
  const {logoUrl, accent, phone} = brand;
  return mailPage({
    locale,
    company: brand.name ?? name,
    text,
    ...(link && {link: {url: link, label: words.follow}}),
    ...(phone && {footer: words.questions.replace('{phone}', () => phone)}),
    ...(logoUrl && {logoUrl}),
    ...(accent && {accent}),
  });
}

/** A technician is known to customers by his first name. */
export function firstName(name: string | undefined): string | undefined {
  return name?.trim().split(/\s+/)[0];
}

function sayWindow(window: TimeRange, timeZone: string, locale: string): string {
  const format = new Intl.DateTimeFormat(regionOf(locale), {
    timeZone,
    weekday: 'short',
    month: 'short',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
  });
  return plain(format.formatRange(new Date(window.start), new Date(window.end)));
}

/** The range of the ETA, or when somebody who is late says he comes, if that is later. */
function arrivalOf(eta: Eta | null, {expectedAt}: NoticeRow, timeZone: string, locale: string): string {
  if (!expectedAt || (eta && Date.parse(eta.expectedAt) > Date.parse(expectedAt)))
    return eta ? sayArrival(displayRange(eta), timeZone, locale) : '';
  return sayArrival({from: expectedAt, to: expectedAt}, timeZone, locale);
}

function sayArrival({from, to}: {from: string; to: string}, timeZone: string, locale: string): string {
  const format = new Intl.DateTimeFormat(regionOf(locale), {timeZone, hour: 'numeric', minute: '2-digit'});
  return plain(format.formatRange(new Date(from), new Date(to)));
}

/** English without a region is written as in the United States. */
const regionOf = (locale: string) => (locale === 'en' ? 'en-US' : locale);

/** Thin spaces and long dashes cost a text message its cheap alphabet. */
function plain(text: string): string {
  return text.replace(/[\u2009\u202f\u00a0]/g, ' ').replace(/\u2013/g, '-');
}
