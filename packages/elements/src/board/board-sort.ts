import type {BoardFilter} from '@dispatch-kit/client';
import {isUnderWay, toMs} from '@dispatch-kit/core';
import type {Appointment, Job} from '@dispatch-kit/core';
import {closedStatuses, foldText} from './board-entry.ts';
import type {People} from './board-entry.ts';
import {statusRank} from './board-groups.ts';

/** In which order the jobs of a group stand. */
export type BoardSort = NonNullable<BoardFilter['sort']>;
export const sorts = [
  'usual',
  'window',
  'status',
  'customer',
  'technician',
  'priority',
] as const satisfies BoardSort[];

/** Whether an order asks for people's names. */
export const isByPeople = (sort: BoardSort): boolean => sort === 'customer' || sort === 'technician';

/** By what a job is put in order: by the first of them, and by the second where that is the same. */
export type SortKey = readonly [first: number | string, second: number];

const priorities = ['urgent', 'high', 'normal', 'low'];
/** Behind all names, and all times. */
const last = '\u{10ffff}';
const lastMs = 8.64e15;

export function sortKeyOf(
  sort: BoardSort,
  job: Job,
  visit: Appointment | undefined,
  people: People,
): SortKey {
  const timeMs = timeOf(visit);
  switch (sort) {
    case 'usual':
      return [usualMsOf(job, visit), 0];
    case 'window':
      return [timeMs, 0];
    case 'status':
      return [statusRank(job, visit), timeMs];
    case 'customer':
      return [nameOf(people.customers.get(job.customerId)), timeMs];
    case 'technician':
      return [nameOf(visit?.leadId ? people.members.get(visit.leadId) : undefined), timeMs];
    case 'priority':
      return [(priorities.indexOf(job.priority) + priorities.length + 1) % (priorities.length + 1), timeMs];
  }
}

const nameOf = (person: {name: string} | undefined) => (person ? foldText(person.name) : last);

/** When somebody is expected, by the window that was told. */
function timeOf(visit: Appointment | undefined): number {
  if (!visit || visit.status === 'canceled') return lastMs;
  return toMs(visit.window?.start ?? visit.planned.start) || 0;
}

/** What is under way or planned by when it begins, the rest by how long it waits; what was closed last stands first. */
export function usualMsOf(job: Job, visit: Appointment | undefined): number {
  // A date that cannot be read must not bring the order into disorder.
  return usualTimeOf(job, visit) || 0;
}

function usualTimeOf(job: Job, visit: Appointment | undefined): number {
  if (closedStatuses.includes(job.status))
    return -toMs(job.closure?.at ?? visit?.completedAt ?? visit?.canceledAt ?? job.createdAt);
  if (visit && (isUnderWay(visit) || visit.status === 'scheduled')) return toMs(visit.planned.start);
  return toMs(job.offer?.expiresAt ?? job.createdAt);
}
