import {changedKeys} from '@dispatch-kit/client';
import type {BoardFilter, OfficePicture} from '@dispatch-kit/client';
import type {Job, JobStatus} from '@dispatch-kit/core';
import {isJobLate} from '../board/board-entry.ts';

/** What of a day is counted. */
export const counted = [
  'in_progress',
  'late',
  'scheduled',
  'needs_hand',
  'offers',
  'complete',
  'canceled',
] as const;

export type Counted = (typeof counted)[number];
export type Counts = Readonly<Record<Counted, number>>;

const countedAs: Readonly<Record<JobStatus, Counted>> = {
  in_progress: 'in_progress',
  scheduled: 'scheduled',
  unscheduled: 'needs_hand',
  paused: 'needs_hand',
  offered: 'offers',
  complete: 'complete',
  canceled: 'canceled',
  declined: 'canceled',
};

/** What a board shows of one count. */
export const filterOf: Readonly<Record<Counted, Pick<BoardFilter, 'list' | 'statuses' | 'late'>>> = {
  late: {list: 'active', statuses: [], late: true},
  in_progress: {list: 'active', statuses: ['in_progress']},
  scheduled: {list: 'active', statuses: ['scheduled']},
  needs_hand: {list: 'active', statuses: ['unscheduled', 'paused']},
  offers: {list: 'offers', statuses: []},
  complete: {list: 'closed', statuses: ['complete']},
  canceled: {list: 'closed', statuses: ['canceled', 'declined']},
};

const none: Counts = {
  in_progress: 0,
  late: 0,
  scheduled: 0,
  needs_hand: 0,
  offers: 0,
  complete: 0,
  canceled: 0,
};

/** Counts the jobs of an office. Of two pictures of a live store only what differs is looked at. */
export class DayCounts {
  #jobs: OfficePicture['jobs'] = new Map();
  /** As they were taken last. */
  last = none;
  /** Those that can be late. */
  readonly #due = new Map<string, Job>();

  take(jobs: OfficePicture['jobs'], nowMs: number): Counts {
    const counts = {...this.last};
    for (const key of changedKeys(this.#jobs, jobs)) {
      const [before, after] = [this.#jobs.get(key), jobs.get(key)];
      if (before) counts[countedOf(before)] -= 1;
      if (after) counts[countedOf(after)] += 1;
      if (after && ['scheduled', 'in_progress'].includes(after.status)) this.#due.set(key, after);
      else this.#due.delete(key);
    }
    this.#jobs = jobs;
    counts.late = [...this.#due.values()].filter(job => isJobLate(job, nowMs)).length;
    return (this.last = counts);
  }
}

/** A status of a later release is one that needs a look. */
function countedOf({status}: Job): Counted {
  return countedAs[status] ?? 'needs_hand';
}
