import {
  channelFor,
  contactsFor,
  isLate,
  isOpen,
  isOverdue,
  plannedRange,
  promisedAt,
  statusLook,
  statusesOf,
  toMs,
  minuteMs,
} from '@dispatch-kit/core';
import type {Appointment, Organization, StatusIcon, StatusSubject} from '@dispatch-kit/core';
import type {OfficeWord} from '../locales/office/en.ts';
import {unplacedWord} from '../order/unplaced-word.ts';
import type {Schedule} from '../order/schedule.ts';
import type {BoardEntry} from './board-entry.ts';

/** What is to be noticed about a row beside its status. */
export type RowNote =
  | {kind: 'late' | 'overdue'; minutes: number}
  | {kind: 'overlaps'; start: string | undefined}
  | {kind: 'expires'; at: string}
  | {kind: 'unplaced'; word: OfficeWord};

/** Somebody who is written to about a job and gets nothing; without a name it is everybody. */
export interface Untold {
  readonly name: string | undefined;
  readonly why: 'no_consent' | 'no_address';
}

/** How a row stands: its status as icon, word and colour, and what to notice. */
export interface RowFacts {
  readonly icon: StatusIcon;
  /** The key of its word. */
  readonly wordKey: string;
  /** The classes that give it its colour. */
  readonly colors: readonly string[];
  /** Beside the time, in red. */
  readonly timeNote: RowNote | undefined;
  /** The key of what somebody waits for. */
  readonly askKey: string | undefined;
  /** How many messages of the customer nobody has read. */
  readonly unread: number;
  /** Who gets no messages, and why. */
  readonly untold: Untold | undefined;
  readonly isConfirmed: boolean;
}

/** What a row is read with. */
export interface RowSources {
  schedule(): Schedule;
  /** Whether silence counts as consent in this office; unknown until it is loaded. */
  consentPolicy: Organization['consentPolicy'] | undefined;
}

/** Reads a row at a moment. */
export function rowFacts(row: BoardEntry, nowMs: number, {schedule, consentPolicy}: RowSources): RowFacts {
  const {job, visit} = row;
  const isOnVisit = job.status === 'in_progress' && visit !== undefined;
  const subject: StatusSubject = isOnVisit ? 'appointment' : 'job';
  const status = isOnVisit ? visit.status : job.status;
  const known = statusesOf(subject).find(each => each === status);
  const look = known && statusLook('jobs', 'light', subject, known);
  return {
    icon: look?.icon ?? 'circle_dashed',
    wordKey: wordKeyOf(row) ?? look?.wordKey ?? 'otherStatus',
    colors: ['jobs', subject, status],
    timeNote: timeNoteOf(row, nowMs, schedule),
    askKey: askKeyOf(visit),
    unread: row.job.unreadMessages,
    untold: untoldOf(row, consentPolicy),
    isConfirmed: job.status === 'scheduled' && visit?.confirmed !== null && visit?.confirmed !== undefined,
  };
}

/** A word that says more than the status does. */
function wordKeyOf({job, visit}: BoardEntry): string | undefined {
  if (!visit) return undefined;
  if (visit.status === 'enroute' && visit.likelyOnSiteAt) return 'likelyOnSite';
  if (visit.status === 'started' && visit.likelyLeftAt) return 'likelyLeft';
  if (job.status !== 'scheduled') return undefined;
  if (visit.needsReschedule) return 'needsNewDate';
  if (visit.conflict) return 'conflict';
  return visit.confirmed ? 'confirmedVisit' : undefined;
}

function timeNoteOf({job, visit}: BoardEntry, nowMs: number, schedule: () => Schedule): RowNote | undefined {
  if (job.status === 'offered') {
    const at = job.offer?.expiresAt;
    return at ? {kind: 'expires', at} : undefined;
  }
  if (!visit || !['scheduled', 'enroute'].includes(visit.status))
    return ['unscheduled', 'paused'].includes(job.status) ? unplacedNote(job) : undefined;
  const minutes = Math.max(1, Math.floor((nowMs - toMs(promisedAt(visit))) / minuteMs));
  if (isOverdue(visit, nowMs)) return {kind: 'overdue', minutes};
  if (isLate(visit, nowMs)) return {kind: 'late', minutes};
  if (visit.conflict) return {kind: 'overlaps', start: overlapOf(visit, schedule())?.planned.start};
  return unplacedNote(job);
}

function unplacedNote(job: BoardEntry['job']): RowNote | undefined {
  const word = unplacedWord(job);
  return word && {kind: 'unplaced', word};
}

function overlapOf(visit: Appointment, schedule: Schedule): Appointment | undefined {
  if (!visit.leadId) return undefined;
  return schedule.clash(visit.leadId, plannedRange(visit.planned), visit.id);
}

function askKeyOf(visit: Appointment | undefined): string | undefined {
  if (!visit?.request) return undefined;
  return `ask.${visit.request.kind}`;
}

function untoldOf(
  {job, visit, customer}: BoardEntry,
  policy: RowSources['consentPolicy'],
): Untold | undefined {
  if (!customer || customer.erasedAt || !policy || !visit || !isOpen(visit)) return undefined;
  const contacts = contactsFor(job.contactIds, customer.contacts);
  // Whether somebody's browser takes messages is not known here.
  const untold = contacts.filter(contact => channelFor(contact, policy, true) === null);
  const [first] = untold;
  if (!first) return undefined;
  const why = first.phone || first.email ? 'no_consent' : 'no_address';
  return {why, name: untold.length === contacts.length ? undefined : first.name};
}
