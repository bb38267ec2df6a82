import type {Eta, TimeRange, ToldNotice} from '@dispatch-kit/core';
import {displayRange} from '@dispatch-kit/core';
import {english} from './english.ts';
import type {Speaking} from './address-notices.ts';
import {codeOf, hiddenCode} from '../office/codes.ts';
import {linkUrl} from '../office/links.ts';
import type {Office} from '../office/office.ts';
import type {NoticeRow} from '../storage/rows.ts';
import type {Transaction} from '../storage/storage.ts';

/** What a message can speak of; every text here is somebody else's and stands in it as plain text. */
export type Speech = {
  company: string;
  title: string;
  technician: string;
  /** "Tue, Mar 3, 2:00 – 4:00 PM", in the time zone of the place. */
  window: string;
  /** "2:14 – 2:22 PM", where an arrival can be told. */
  arrival: string | null;
  address: string;
  url: string | null;
  phone: string | null;
  code: string;
  /** What a person of the office wrote. */
  message: string;
};

type Told = {
  to: string;
  address: string;
  text: string;
  /** The words as they may be kept: a code is hidden in them. */
  kept: string;
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
    const {to, kept: text} = await wordsOf(office, tx, speaking, row);
    told.push({kind: row.kind, to, channel: row.channel, state: row.state, words: text});
  }
  return told;
}

/** Who reads a message, at which address, and what it says now. */
export async function wordsOf(
  office: Office,
  tx: Transaction,
  speaking: Speaking,
  row: NoticeRow,
): Promise<Told> {
  const {organization} = speaking;
  const job = row.jobId ? speaking.jobs.get(row.jobId) : undefined;
  const customer = job && (await tx.customers.get(organization.id, job.facts.customerId));
  const contact = customer?.contacts.find(each => each.id === row.contactId);
  const member = row.memberId ? await tx.members.get(organization.id, row.memberId) : undefined;
  const reader = contact ?? member;
  const address = (row.channel === 'email' ? reader?.email : (reader?.phone ?? row.phone)) ?? '';
  const speech = await speechOf(office, tx, speaking, row);
  const kept = english(row.kind, speech);
  const text = row.codeId ? english(row.kind, {...speech, code: await codeOf(office, row.codeId)}) : kept;
  return {to: reader?.name ?? row.phone ?? '', address, text, kept};
}

async function speechOf(
  office: Office,
  tx: Transaction,
  {organization, jobs, visits}: Speaking,
  row: NoticeRow,
): Promise<Speech> {
  const job = row.jobId ? jobs.get(row.jobId) : undefined;
  const ofJob = [...visits.values()].filter(visit => visit.jobId === row.jobId);
  const visit = (row.appointmentId ? visits.get(row.appointmentId) : ofJob.at(-1))?.facts;
  const lead = visit?.leadId ? await tx.members.get(organization.id, visit.leadId) : undefined;
  const road = lead ? await tx.road.get(organization.id, lead.id) : undefined;
  const message = row.kind === 'message' ? await tx.messages.get(organization.id, row.subjectId) : undefined;
  const timeZone = job?.address.timeZone ?? organization.timeZone;
  const link = row.linkId ? await tx.links.get(organization.id, row.linkId) : undefined;
  const eta = road?.leg && road.leg.legId === visit?.leg?.id ? road.leg.eta : null;
  return {
    company: organization.brand.name ?? organization.name,
    title: job?.title ?? '',
    technician: firstName(lead?.name) ?? 'Your technician',
    window: visit ? sayWindow(visit.window, timeZone) : '',
    arrival: eta ? sayArrival(eta, timeZone) : null,
    address: job?.address.line ?? '',
    url: link ? await linkUrl(office, organization, link) : row.contactId ? `${office.publicUrl}/t#…` : null,
    phone: organization.brand.phone ?? null,
    code: hiddenCode,
    message: message?.text ?? '',
  };
}

/** A technician is known to customers by his first name. */
export function firstName(name: string | undefined): string | undefined {
  return name?.trim().split(/\s+/)[0];
}

function sayWindow(window: TimeRange, timeZone: string): string {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    weekday: 'short',
    month: 'short',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
  });
  return plain(format.formatRange(new Date(window.start), new Date(window.end)));
}

function sayArrival(eta: Eta, timeZone: string): string {
  const {from, to} = displayRange(eta);
  const format = new Intl.DateTimeFormat('en-US', {timeZone, hour: 'numeric', minute: '2-digit'});
  return plain(format.formatRange(new Date(from), new Date(to)));
}

/** Thin and narrow spaces cost a text message its cheap alphabet. */
function plain(text: string): string {
  return text.replace(/[\u2009\u202f\u00a0]/g, ' ').replace(/\u2013/g, '-');
}
