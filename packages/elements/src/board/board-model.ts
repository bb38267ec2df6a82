import {changedKeys} from '@dispatch-kit/client';
import type {BoardFilter, OfficePicture} from '@dispatch-kit/client';
import {closedStatuses, entryOf, foldText, haystackOf, isUpToDate} from './board-entry.ts';
import type {BoardEntry} from './board-entry.ts';
import {groupOf} from './board-groups.ts';
import type {BoardGrouping, Group, GroupTitle} from './board-groups.ts';

/** The head of a group. It stands before all of the group's jobs. */
export interface BoardHead {
  readonly kind: 'section';
  readonly key: string;
  readonly title: GroupTitle;
  readonly count: number;
  readonly rank: number;
  readonly sortMs: number;
}

/** One line of the board: the head of a group, or a job. */
export type BoardItem = BoardHead | BoardEntry;

export interface BoardView {
  readonly items: readonly BoardItem[];
  /** Another object whenever a line came, went or moved. */
  readonly order: object;
  /** How many jobs stand in the list. */
  readonly found: number;
  /** How many there are in each list without search and filters. */
  readonly counts: Readonly<Record<BoardFilter['list'], number>>;
}

type Known = Pick<OfficePicture, 'jobs' | 'customers' | 'members'>;
type Change = {before: BoardEntry | undefined; after: BoardEntry | undefined};

/** A board of nothing. */
export const emptyView: BoardView = {
  items: [],
  order: {},
  found: 0,
  counts: {active: 0, closed: 0, offers: 0, all: 0},
};

/** With more changes at once, sorting anew is quicker. */
const mostOneByOne = 100;

/**
 * Arranges an office as a board: which jobs, under which heads, in which order. Of two pictures of a live store only what
 * differs is looked at: among 10,000 jobs a change takes hardly longer than among ten.
 */
export class BoardModel {
  #known: Known = {jobs: new Map(), customers: new Map(), members: new Map()};
  readonly #entries = new Map<string, BoardEntry>();
  /** All of them in their order, listed or not. */
  #sorted: BoardEntry[] = [];
  /** Those that the search has not been prepared for. */
  readonly #unread: BoardEntry[] = [];
  #filter: BoardFilter | undefined;
  #grouping: BoardGrouping = 'attention';
  #groupOf = groupOf('attention', new Map());
  #isListed: (entry: BoardEntry) => boolean = () => true;
  #view = emptyView;

  arrange({jobs, customers, members}: Known, filter: BoardFilter): BoardView {
    const changes = this.#takeIn({jobs, customers, members}, filter.group ?? 'attention');
    if (filter !== this.#filter || changes.length > mostOneByOne) {
      this.#filter = filter;
      this.#isListed = predicateOf(filter);
      this.#view = this.#listAll(changes, filter);
    } else if (changes.length > 0) this.#view = this.#amend(changes, filter);
    return this.#view;
  }

  /** Where a job stands in the last view; -1 if it does not. */
  indexOf(key: string | undefined): number {
    const entry = key === undefined ? undefined : this.#entries.get(key);
    if (!entry) return -1;
    const index = placeOf(this.#view.items, entry);
    return this.#view.items[index] === entry ? index : -1;
  }

  /** Whether there is nothing left to prepare for the search. */
  get isSearchReady(): boolean {
    return this.#unread.length === 0;
  }

  /** Reads the jobs for the search ahead of it, for as long as it may. */
  prepareSearch(mayGoOn: () => boolean): void {
    while (this.#unread.length > 0 && mayGoOn()) haystackOf(this.#unread.pop()!);
  }

  /** Takes up the jobs that are others now, or whose people are. */
  #takeIn(next: Known, grouping: BoardGrouping): readonly Change[] {
    const known = this.#known;
    this.#known = next;
    const keys = new Set(changedKeys(known.jobs, next.jobs));
    const isRegrouped =
      grouping !== this.#grouping || (grouping === 'technician' && known.members !== next.members);
    if (isRegrouped) {
      this.#grouping = grouping;
      this.#groupOf = groupOf(grouping, next.members);
      for (const key of next.jobs.keys()) keys.add(key);
    }
    if (known.customers !== next.customers || known.members !== next.members) {
      for (const entry of this.#sorted) if (!isUpToDate(entry, next)) keys.add(entry.key);
    }
    const changes = [...keys].map(key => this.#replace(key));
    // Where all may stand elsewhere, none is found where it stood.
    if (isRegrouped || changes.length > mostOneByOne)
      this.#sorted = [...this.#entries.values()].sort(compare);
    else for (const {before, after} of changes) replaceIn(this.#sorted, before, after);
    return changes;
  }

  #replace(key: string): Change {
    const job = this.#known.jobs.get(key);
    const before = this.#entries.get(key);
    const after = job && entryOf(job, this.#known, this.#groupOf);
    if (after) {
      this.#entries.set(key, after);
      this.#unread.push(after);
    } else this.#entries.delete(key);
    return {before, after};
  }

  #listAll(changes: readonly Change[], filter: BoardFilter): BoardView {
    const entries = this.#sorted.filter(this.#isListed);
    const items: BoardItem[] = [];
    let head: {-readonly [K in keyof BoardHead]: BoardHead[K]} | undefined;
    for (const entry of entries) {
      if (entry.rank !== head?.rank) items.push((head = {...headOf(entry.group, filter)}));
      head.count += 1;
      items.push(entry);
    }
    const counts = recount(this.#view.counts, changes);
    return {items, order: {}, found: entries.length, counts};
  }

  /** The view with some changes; what stands where it stood stays the same. */
  #amend(changes: readonly Change[], filter: BoardFilter): BoardView {
    const counts = recount(this.#view.counts, changes);
    const isListed = (entry: BoardEntry | undefined) => (entry && this.#isListed(entry) ? entry : undefined);
    const seen = changes
      .map(({before, after}) => ({before: isListed(before), after: isListed(after)}))
      .filter(({before, after}) => before ?? after);
    if (seen.length === 0) return {...this.#view, counts};
    const items = [...this.#view.items];
    let {order, found} = this.#view;
    for (const {before, after} of seen) {
      replaceIn(items, before, after);
      if (before && after && compare(before, after) === 0) continue;
      for (const entry of [before, after]) if (entry) mendHead(items, headOf(entry.group, filter));
      found += Number(after !== undefined) - Number(before !== undefined);
      order = {};
    }
    return {items, order, found, counts};
  }
}

function compare(a: BoardItem, b: BoardItem): number {
  const apart = a.rank - b.rank || a.sortMs - b.sortMs;
  return apart || (a.key < b.key ? -1 : Number(a.key > b.key));
}

/** Where an item stands in a list in order, or would. */
function placeOf(items: readonly BoardItem[], item: BoardItem): number {
  let [from, to] = [0, items.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (compare(items[middle]!, item) < 0) from = middle + 1;
    else to = middle;
  }
  return from;
}

function replaceIn(items: BoardItem[], before: BoardItem | undefined, after: BoardItem | undefined): void {
  if (before && after && compare(before, after) === 0) {
    items[placeOf(items, before)] = after;
    return;
  }
  if (before) items.splice(placeOf(items, before), 1);
  if (after) items.splice(placeOf(items, after), 0, after);
}

function headOf({key, rank, title}: Group, {list, group}: BoardFilter): BoardHead {
  const isOffers = list === 'offers' && (group ?? 'attention') === 'attention';
  const named = isOffers ? {key: 'section:offers', title: {word: 'section.offers'}} : {key, title};
  return {kind: 'section', ...named, count: 0, rank, sortMs: -Infinity};
}

/** Gives a group the head that it needs: with the count that is right, or none. */
function mendHead(items: BoardItem[], head: BoardHead): void {
  const from = placeOf(items, head);
  const hasHead = items[from]?.key === head.key;
  const to = placeOf(items, {...head, sortMs: Infinity});
  const count = to - from - Number(hasHead);
  items.splice(from, Number(hasHead), ...(count > 0 ? [{...head, count}] : []));
}

function recount(counts: BoardView['counts'], changes: readonly Change[]): BoardView['counts'] {
  const next = {...counts};
  const count = (entry: BoardEntry | undefined, by: number) => {
    if (!entry) return;
    const {status} = entry.job;
    next[closedStatuses.includes(status) ? 'closed' : 'active'] += by;
    if (status === 'offered') next.offers += by;
    next.all += by;
  };
  for (const {before, after} of changes) {
    count(before, -1);
    count(after, 1);
  }
  return next;
}

/** Which entries a filter lets through. */
function predicateOf({list, text, statuses, leadId}: BoardFilter): (entry: BoardEntry) => boolean {
  const terms = foldText(text).split(/\s+/).filter(Boolean);
  return entry => {
    const {status} = entry.job;
    if (list === 'offers' && status !== 'offered') return false;
    if (list !== 'all' && list !== 'offers' && closedStatuses.includes(status) !== (list === 'closed'))
      return false;
    if (statuses.length > 0 && !statuses.includes(status)) return false;
    if (leadId !== undefined && entry.visit?.leadId !== leadId) return false;
    if (terms.length === 0) return true;
    const haystack = haystackOf(entry);
    return terms.every(term => haystack.includes(term));
  };
}
