import type {
  AppointmentFacts,
  AppointmentStatus,
  DeliveryState,
  JobStatus,
  NoticeState,
  Role,
  TimeRange,
} from '@dispatch-kit/core';
import {minuteMs, toInstant, toMs} from '@dispatch-kit/core';
import type {DeliveryRow, NoticeRow} from './correspondence-rows.ts';
import type {AppointmentRow, CustomerRow, JobRow, MemberRow} from './rows.ts';

/** Where a page begins: after the row with this sort key and id. */
export type After = {key: string; id: string};

type Paged = {after?: After | undefined; limit: number; externalId?: string | undefined};

export type JobSort = 'created' | '-created' | 'planned' | '-planned';

export type JobFilter = Paged & {
  sort: JobSort;
  statuses?: readonly JobStatus[] | undefined;
  /** A visit is planned in it, or the job was completed or canceled in it. */
  range?: TimeRange | undefined;
  leadId?: string | undefined;
  /** A visit that the member leads or helps on. */
  memberId?: string | undefined;
  customerId?: string | undefined;
  sourceId?: string | undefined;
  /** Every word of it is found in the job's search text. */
  q?: string | undefined;
};

export type AppointmentFilter = Paged & {
  statuses?: readonly AppointmentStatus[] | undefined;
  range?: TimeRange | undefined;
  leadId?: string | undefined;
  memberId?: string | undefined;
  sourceId?: string | undefined;
  unassigned?: boolean | undefined;
};

export type CustomerFilter = Paged & {q?: string | undefined};
export type MemberFilter = Paged & {role?: Role | undefined};
export type NoticeFilter = Paged & {
  state?: NoticeState | undefined;
  jobId?: string | undefined;
  appointmentId?: string | undefined;
};

export type DeliveryFilter = Omit<Paged, 'externalId'> & {
  webhookId: string;
  state?: DeliveryState | undefined;
  /** Made at this instant or later. */
  since?: string | undefined;
};
/** Only ratings of at most so many stars. */
export type RatingFilter = Omit<Paged, 'externalId'> & {mostStars?: number | undefined};
/** What becomes of deliveries in a state: another state, and not sent before a moment. */
export type DeliveryShift = {now: string; from: DeliveryState; to: DeliveryState; runAfter: string};

/** The words of a search, lower case. */
export function searchWords(q: string): string[] {
  return q.toLowerCase().split(/\s+/).filter(Boolean);
}

/** The order of sort keys and ids, by code point: that of PostgreSQL's collation "C". */
export function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const unitA = a.charCodeAt(i);
    const unitB = b.charCodeAt(i);
    // Surrogates stand for what comes after all other characters, though their own numbers do not.
    if (unitA !== unitB) return fromSurrogate(unitA) - fromSurrogate(unitB);
  }
  return a.length - b.length;
}

const fromSurrogate = (unit: number) => (unit >= 0xd800 && unit < 0xe000 ? unit + 0x10000 : unit);

/** What a job is sorted by: ISO instants sort as text; a job with nothing planned comes last. */
export function jobSortKey(row: JobRow, sort: JobSort): string {
  return sort.endsWith('created') ? row.createdAt : (row.plannedAt ?? '9999');
}

type Bounds = {startMs: number; endMs: number};
const knownBounds = new WeakMap<TimeRange, Bounds>();

/** What a range asks for, read once for many rows. */
function boundsOf(range: TimeRange): Bounds {
  let bounds = knownBounds.get(range);
  if (!bounds) knownBounds.set(range, (bounds = {startMs: toMs(range.start), endMs: toMs(range.end)}));
  return bounds;
}

function plannedIn({planned}: AppointmentFacts, {startMs, endMs}: Bounds): boolean {
  const plannedMs = toMs(planned.start);
  return plannedMs < endMs && startMs < plannedMs + planned.durationMinutes * minuteMs;
}

export function jobMatches(filter: JobFilter, row: JobRow, visits: readonly AppointmentRow[]): boolean {
  const {memberId, leadId, range} = filter;
  if (filter.externalId !== undefined && row.externalId !== filter.externalId) return false;
  if (filter.statuses && !filter.statuses.includes(row.status)) return false;
  if (filter.customerId !== undefined && row.facts.customerId !== filter.customerId) return false;
  if (filter.sourceId !== undefined && row.facts.sourceId !== filter.sourceId) return false;
  if (filter.q !== undefined && !searchWords(filter.q).every(word => row.search.includes(word))) return false;
  const some = (is: (visit: AppointmentFacts) => boolean) =>
    visits.some(({facts}) => facts.status !== 'deleted' && is(facts));
  if (leadId !== undefined && !some(visit => visit.leadId === leadId)) return false;
  if (memberId !== undefined && !some(visit => isOn(visit, memberId))) return false;
  if (!range) return true;
  const bounds = boundsOf(range);
  const closedMs = row.facts.closure && toMs(row.facts.closure.at);
  return (
    some(visit => plannedIn(visit, bounds)) ||
    (closedMs !== null && closedMs >= bounds.startMs && closedMs < bounds.endMs)
  );
}

const isOn = (visit: AppointmentFacts, memberId: string) =>
  visit.leadId === memberId || visit.helperIds.includes(memberId);

/** What a visit is sorted by: its planned start in UTC. */
export function appointmentSortKey(row: AppointmentRow): string {
  const {start} = row.facts.planned;
  const isPlain = start.length === 24 && start.endsWith('Z');
  return isPlain ? start : toInstant(toMs(start));
}

/** What customers and members are sorted by. */
export function nameSortKey(row: {name: string}): string {
  return row.name.toLowerCase();
}

/** When the offer of an offered job ends; null if it is not offered, or for good. */
export function offerEndsAt(row: JobRow): string | null {
  const {offer} = row.facts;
  return row.status === 'offered' && offer?.status === 'pending' ? offer.expiresAt : null;
}

/** Deleted visits are listed only when asked for. Sorted by planned start, then id. */
export function appointmentMatches(
  filter: AppointmentFilter,
  row: AppointmentRow,
  job: JobRow | undefined,
): boolean {
  const {facts} = row;
  if (filter.externalId !== undefined && row.externalId !== filter.externalId) return false;
  if (filter.statuses ? !filter.statuses.includes(facts.status) : facts.status === 'deleted') return false;
  if (filter.leadId !== undefined && facts.leadId !== filter.leadId) return false;
  if (filter.memberId !== undefined && !isOn(facts, filter.memberId)) return false;
  if (filter.sourceId !== undefined && job?.facts.sourceId !== filter.sourceId) return false;
  if (filter.unassigned && facts.leadId !== null) return false;
  return !filter.range || plannedIn(facts, boundsOf(filter.range));
}

/** Lower case words of a customer to search in. */
export function customerSearch(row: CustomerRow): string {
  const contacts = row.contacts.map(
    contact => `${contact.name} ${contact.phone ?? ''} ${contact.email ?? ''}`,
  );
  return `${row.name} ${contacts.join(' ')}`.toLowerCase();
}

/** Sorted by `nameSortKey`, then id. */
export function customerMatches(filter: CustomerFilter, row: CustomerRow): boolean {
  if (filter.externalId !== undefined && row.externalId !== filter.externalId) return false;
  if (filter.q === undefined) return true;
  const text = customerSearch(row);
  return searchWords(filter.q).every(word => text.includes(word));
}

/** Deactivated members are listed too. Sorted by `nameSortKey`, then id. */
export function memberMatches(filter: MemberFilter, row: MemberRow): boolean {
  if (filter.externalId !== undefined && row.externalId !== filter.externalId) return false;
  return filter.role === undefined || row.roles.includes(filter.role);
}

/** Sorted by `at`, newest first, then id, highest first. */
export function noticeMatches(filter: NoticeFilter, row: NoticeRow): boolean {
  if (filter.state !== undefined && row.state !== filter.state) return false;
  if (filter.jobId !== undefined && row.jobId !== filter.jobId) return false;
  return filter.appointmentId === undefined || row.appointmentId === filter.appointmentId;
}

/** What a notice may exist for only once: its person, kind, subject and occasion. */
export function noticeKey(row: NoticeRow): string {
  return JSON.stringify([row.contactId, row.memberId, row.kind, row.subjectId, row.occasion]);
}

/** Sorted by `at`, newest first, then id, highest first. */
export function deliveryMatches(filter: DeliveryFilter, row: DeliveryRow): boolean {
  if (row.webhookId !== filter.webhookId) return false;
  if (filter.state !== undefined && row.state !== filter.state) return false;
  return filter.since === undefined || row.at >= toInstant(toMs(filter.since));
}

/** When what waits may be leased: when it is due and nobody holds it any more. */
export function leasableAt(row: Pick<NoticeRow, 'runAfter' | 'lockedUntil'>): string {
  return toInstant(Math.max(toMs(row.runAfter), row.lockedUntil ? toMs(row.lockedUntil) : 0));
}
