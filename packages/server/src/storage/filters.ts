import type {AppointmentStatus, JobStatus, NoticeState, Role, TimeRange} from '@dispatch-kit/core';
import {overlaps, plannedRange, toMs} from '@dispatch-kit/core';
import type {AppointmentRow, CustomerRow, JobRow, MemberRow, NoticeRow} from './rows.ts';

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

/** The words of a search, lower case. */
export function searchWords(q: string): string[] {
  return q.toLowerCase().split(/\s+/).filter(Boolean);
}

/** What a job is sorted by: ISO instants sort as text; a job with nothing planned comes last. */
export function jobSortKey(row: JobRow, sort: JobSort): string {
  return sort.endsWith('created') ? row.createdAt : (row.plannedAt ?? '9999');
}

const within = (instant: string, range: TimeRange) =>
  toMs(instant) >= toMs(range.start) && toMs(instant) < toMs(range.end);

export function jobMatches(filter: JobFilter, row: JobRow, visits: readonly AppointmentRow[]): boolean {
  const present = visits.map(visit => visit.facts).filter(visit => visit.status !== 'deleted');
  if (filter.externalId !== undefined && row.externalId !== filter.externalId) return false;
  if (filter.statuses && !filter.statuses.includes(row.status)) return false;
  if (filter.customerId !== undefined && row.facts.customerId !== filter.customerId) return false;
  if (filter.sourceId !== undefined && row.facts.sourceId !== filter.sourceId) return false;
  if (filter.leadId !== undefined && !present.some(visit => visit.leadId === filter.leadId)) return false;
  const {memberId, range} = filter;
  if (
    memberId !== undefined &&
    !present.some(visit => visit.leadId === memberId || visit.helperIds.includes(memberId))
  )
    return false;
  if (filter.q !== undefined && !searchWords(filter.q).every(word => row.search.includes(word))) return false;
  if (!range) return true;
  const closed = row.facts.closure;
  return (
    present.some(visit => overlaps(plannedRange(visit.planned), range)) ||
    (closed !== null && within(closed.at, range))
  );
}

/** Deleted visits are listed only when asked for. Sorted by planned start. */
export function appointmentMatches(
  filter: AppointmentFilter,
  row: AppointmentRow,
  job: JobRow | undefined,
): boolean {
  const {facts} = row;
  if (filter.externalId !== undefined && row.externalId !== filter.externalId) return false;
  if (filter.statuses ? !filter.statuses.includes(facts.status) : facts.status === 'deleted') return false;
  if (filter.leadId !== undefined && facts.leadId !== filter.leadId) return false;
  if (
    filter.memberId !== undefined &&
    facts.leadId !== filter.memberId &&
    !facts.helperIds.includes(filter.memberId)
  )
    return false;
  if (filter.sourceId !== undefined && job?.facts.sourceId !== filter.sourceId) return false;
  if (filter.unassigned && facts.leadId !== null) return false;
  return !filter.range || overlaps(plannedRange(facts.planned), filter.range);
}

/** Sorted by name. */
export function customerMatches(filter: CustomerFilter, row: CustomerRow): boolean {
  if (filter.externalId !== undefined && row.externalId !== filter.externalId) return false;
  const text =
    `${row.name} ${row.contacts.map(contact => `${contact.name} ${contact.phone ?? ''} ${contact.email ?? ''}`).join(' ')}`.toLowerCase();
  return filter.q === undefined || searchWords(filter.q).every(word => text.includes(word));
}

/** Deactivated members are listed too. Sorted by name. */
export function memberMatches(filter: MemberFilter, row: MemberRow): boolean {
  if (filter.externalId !== undefined && row.externalId !== filter.externalId) return false;
  return filter.role === undefined || row.roles.includes(filter.role);
}

/** Sorted by `at`, newest first. */
export function noticeMatches(filter: NoticeFilter, row: NoticeRow): boolean {
  if (filter.state !== undefined && row.state !== filter.state) return false;
  if (filter.jobId !== undefined && row.jobId !== filter.jobId) return false;
  return filter.appointmentId === undefined || row.appointmentId === filter.appointmentId;
}
