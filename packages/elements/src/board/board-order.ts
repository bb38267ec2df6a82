import type {BoardFilter} from '@dispatch-kit/client';
import type {Job} from '@dispatch-kit/core';
import {visitOf} from './board-entry.ts';
import type {People} from './board-entry.ts';
import {groupOf} from './board-groups.ts';
import type {BoardGrouping, Group} from './board-groups.ts';
import {isByPeople, sortKeyOf} from './board-sort.ts';
import type {BoardSort, SortKey} from './board-sort.ts';

/** Where a line stands: by its group, in that by its sort, and where that is the same by its key. */
export interface LinePlace {
  readonly rank: number;
  readonly by: SortKey;
  readonly key: string;
}

type Asked = Pick<BoardFilter, 'group' | 'sort' | 'descending'>;

/** In which order the jobs of a board stand, as somebody has asked for it. */
export class BoardOrder {
  readonly #grouping: BoardGrouping;
  readonly #sort: BoardSort;
  readonly #isDescending: boolean;
  readonly #people: People;
  readonly #groupOf: ReturnType<typeof groupOf>;

  constructor({group = 'attention', sort = 'usual', descending = false}: Asked, people: People) {
    this.#grouping = group;
    this.#sort = sort;
    this.#isDescending = descending;
    this.#people = people;
    this.#groupOf = groupOf(group, people.members);
  }

  /** Whether it is by names, so that another name is another place. */
  get asksPeople(): boolean {
    return this.#grouping === 'technician' || isByPeople(this.#sort);
  }

  /** Whether it is what is asked for. */
  isOf(
    {group = 'attention', sort = 'usual', descending = false}: Asked,
    members: People['members'],
  ): boolean {
    const isSame = group === this.#grouping && sort === this.#sort && descending === this.#isDescending;
    return isSame && (group !== 'technician' || members === this.#people.members);
  }

  groupOf(job: Job): Group {
    return this.#groupOf(job, visitOf(job));
  }

  placeOf(job: Job, people: People): LinePlace {
    const visit = visitOf(job);
    const by = sortKeyOf(this.#sort, job, visit, people);
    return {rank: this.#groupOf(job, visit).rank, by, key: job.id};
  }

  /** Jobs in their order. */
  sort(jobs: Iterable<Job>, people: People): Job[] {
    const placed = Array.from(jobs, job => ({job, place: this.placeOf(job, people)}));
    return placed.sort((a, b) => this.compare(a.place, b.place)).map(({job}) => job);
  }

  compare(a: LinePlace, b: LinePlace): number {
    if (a.rank !== b.rank) return a.rank - b.rank;
    const apart = compare(a.by[0], b.by[0]) || a.by[1] - b.by[1];
    if (apart !== 0) return this.#isDescending ? -apart : apart;
    return compare(a.key, b.key);
  }
}

function compare<V extends number | string>(a: V, b: V): number {
  return a < b ? -1 : Number(a > b);
}
