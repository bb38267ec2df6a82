import type {JobStatus} from '@dispatch-kit/core';
import {OfficeStore} from './office-store.ts';

/** What of a board's jobs is to be seen. */
export interface BoardFilter {
  /** `active`: neither complete, canceled nor declined; `closed`: complete, canceled or declined; `offers`: those that wait for an answer. */
  readonly list: 'active' | 'closed' | 'offers' | 'all';
  /** Words that all have to be found. */
  readonly text: string;
  /** Only these; all where it is empty. */
  readonly statuses: readonly JobStatus[];
  /** Only jobs with a visit that is late: its technician will not be, or is not, there by when it was promised. */
  readonly late?: boolean | undefined;
  /** Only jobs with a visit that this technician leads. */
  readonly leadId: string | undefined;
  /** Whether jobs stand in a list, or in columns by how they stand; without it, as the board is made. */
  readonly layout?: 'list' | 'columns' | undefined;
  /**
   * By what jobs stand together: `attention` (what is under way, planned, needs a hand, is over), which is the default, `status`, `technician`, `window`,
   * the time that was promised, or not at all.
   */
  readonly group?: 'attention' | 'status' | 'technician' | 'window' | 'none';
  /**
   * In which order the jobs of a group stand: `usual`, which is the default (what is planned by when it begins, what waits by how long, what was closed
   * last first), or by what is named.
   */
  readonly sort?: 'usual' | 'window' | 'status' | 'customer' | 'technician' | 'priority';
  /** The other way round. */
  readonly descending?: boolean;
}

/** What somebody looks at: a job, a technician, or nothing. */
export interface BoardSelection {
  readonly jobId?: string;
  readonly memberId?: string;
}

/** The jobs of an office, with what all the elements that show them share: filter and selection. */
export class BoardStore extends OfficeStore {
  #filter: BoardFilter = {list: 'active', text: '', statuses: [], leadId: undefined};
  #selection: BoardSelection = {};

  /** A new object whenever it changes. */
  get filter(): BoardFilter {
    return this.#filter;
  }

  /** Changes the filter where it is said, and tells. */
  setFilter(patch: Partial<BoardFilter>): void {
    this.#filter = {...this.#filter, ...patch};
    this.tell();
  }

  /** A new object whenever it changes. */
  get selection(): BoardSelection {
    return this.#selection;
  }

  /** Selects a job, a technician, both, or with `{}` nothing, and tells. */
  select(selection: BoardSelection): void {
    this.#selection = {...selection};
    this.tell();
  }
}
