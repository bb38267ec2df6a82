import {changedKeys} from '@dispatch-kit/client';
import type {BoardFilter, OfficePicture} from '@dispatch-kit/client';
import {minuteMs} from '@dispatch-kit/core';
import type {Job} from '@dispatch-kit/core';
import {
  closedStatuses,
  entryOf,
  foldText,
  isFoundBy,
  isJobLate,
  isUpToDate,
  searchTextOf,
  visitOf,
} from './board-entry.ts';
import type {BoardEntry, People} from './board-entry.ts';
import {noGroup} from './board-groups.ts';
import type {Group, GroupTitle} from './board-groups.ts';
import {BoardOrder} from './board-order.ts';
import type {LinePlace} from './board-order.ts';
import {LineList} from './line-list.ts';

/** The head of a group. It stands before all of the group's jobs. */
export interface BoardHead {
  readonly kind: 'section';
  readonly key: string;
  readonly title: GroupTitle;
  readonly count: number;
  readonly rank: number;
}

/** One line of the board: the head of a group, or a job. */
export type BoardItem = BoardHead | BoardEntry;
/** A line as it is kept. */
export type BoardLine = BoardHead | Job;

/** The lines of a board in their order. */
export type BoardLines = LineList<BoardLine, LinePlace>;

export interface BoardView {
  readonly lines: BoardLines;
  /** Another object whenever a line came, went or moved. */
  readonly order: object;
  /** How many jobs stand in the list. */
  readonly found: number;
  /** How many there are in each list without search and filters. */
  readonly counts: Readonly<Record<BoardFilter['list'], number>>;
}

type Known = Pick<OfficePicture, 'jobs' | 'customers' | 'members'>;
type Change = {before: Job | undefined; after: Job | undefined};

const nothing: Known = {jobs: new Map(), customers: new Map(), members: new Map()};
/** With more changes at once, sorting anew is quicker. */
const mostOneByOne = 100;
/** Lines that were drawn are kept for when they are drawn again. */
const mostDrawn = 500;

/**
 * Arranges an office as a board: which jobs, under which heads, in which order. Of two pictures of a live store only what
 * differs is looked at, and of a job nothing is kept but where it stands: among 100,000 a change takes hardly longer than among ten.
 */
export class BoardModel {
  readonly #pxOf: (line: BoardLine) => number;
  #known = nothing;
  #order = new BoardOrder({}, nothing);
  /** All jobs in their order, listed or not. */
  #all: LineList<Job, LinePlace>;
  #filter: BoardFilter | undefined;
  #words: readonly string[] = [];
  /** When it was last looked for what is late. */
  #atMs = 0;
  #view: BoardView;
  readonly #drawn = new Map<string, BoardEntry>();
  #unread: Iterator<Job> | undefined;

  /** @param pxOf how tall a line is drawn. */
  constructor(pxOf: (line: BoardLine) => number = () => 0) {
    this.#pxOf = pxOf;
    this.#all = this.#listOf<Job>([]);
    const counts = {active: 0, closed: 0, offers: 0, all: 0};
    this.#view = {lines: this.#listOf<BoardLine>([]), order: {}, found: 0, counts};
  }

  /** The view that was arranged last. */
  get view(): BoardView {
    return this.#view;
  }

  /** @param nowMs now, for what is late; it is looked at anew each minute. */
  arrange({jobs, customers, members}: Known, filter: BoardFilter, nowMs = 0): BoardView {
    const before = this.#known;
    const next = {jobs, customers, members};
    const ids = changedKeys(before.jobs, jobs);
    const changes = ids.map(id => ({before: before.jobs.get(id), after: jobs.get(id)}));
    const isLater = filter.late === true && nowMs >= this.#atMs + minuteMs;
    const isOther = filter !== this.#filter || isLater;
    if (isOther) this.#atMs = nowMs;
    this.#filter = filter;
    if (isOther) this.#words = foldText(filter.text).split(/\s+/).filter(Boolean);
    const asksPeople = this.#order.asksPeople || this.#words.length > 0;
    const reorders =
      changes.length > mostOneByOne ||
      !this.#order.isOf(filter, members) ||
      (asksPeople && isAnyRenamed(before, next));
    this.#known = next;
    if (reorders || isOther) this.#view = this.#listAll(changes, reorders);
    else if (changes.length > 0) this.#view = this.#amend(before, changes);
    return this.#view;
  }

  /** The line at a place of the view, read for being drawn; the same object while it says the same. */
  itemAt(index: number): BoardItem | undefined {
    const line = this.#view.lines.at(index);
    if (!line || isHead(line)) return line;
    const known = this.#drawn.get(line.id);
    if (known && isUpToDate(known, line, this.#known)) return known;
    if (this.#drawn.size > mostDrawn) this.#drawn.clear();
    const entry = entryOf(line, this.#known);
    this.#drawn.set(line.id, entry);
    return entry;
  }

  /** The ids of all jobs of the view, in their order. */
  *keys(): IterableIterator<string> {
    for (const line of this.#view.lines) if (!isHead(line)) yield line.id;
  }

  /** Where a job stands in the view; -1 if it does not. */
  indexOf(key: string | undefined): number {
    const job = key === undefined ? undefined : this.#known.jobs.get(key);
    if (!job) return -1;
    const index = this.#view.lines.indexOf(this.#order.placeOf(job, this.#known));
    return this.#view.lines.at(index) === job ? index : -1;
  }

  /** The place among the groups of the one that a job stands in; undefined if there is no such job. */
  rankOf(key: string): number | undefined {
    const job = this.#known.jobs.get(key);
    return job && this.#order.groupOf(job).rank;
  }

  /** Where the jobs of a group stand in the view: the first, and the line behind the last. */
  rangeOf(rank: number): {from: number; to: number} {
    const lineAt = (place: number) => this.#view.lines.indexOf({rank: place, by: [0, 0], key: ''});
    return {from: lineAt(rank - headLead / 2), to: lineAt(rank + headLead / 2)};
  }

  /** Whether there is nothing left to prepare for the search. */
  get isSearchReady(): boolean {
    return this.#unread === undefined;
  }

  /** Somebody goes to the search: the jobs are to be read for it. */
  beginSearch(): void {
    this.#unread = this.#known.jobs.values();
  }

  /** Reads the jobs for the search ahead of it, for as long as it may. */
  prepareSearch(mayGoOn: () => boolean): void {
    while (this.#unread && mayGoOn()) {
      const {done, value} = this.#unread.next();
      if (done) this.#unread = undefined;
      else searchTextOf(value);
    }
  }

  #listOf<L extends BoardLine>(lines: readonly L[]): LineList<L, LinePlace> {
    return new LineList<L, LinePlace>(
      {
        placeOf: line => this.#placeOf(line),
        compare: (a, b) => this.#order.compare(a, b),
        pxOf: this.#pxOf,
      },
      lines,
    );
  }

  #placeOf(line: BoardLine): LinePlace {
    return isHead(line) ? headPlace(line) : this.#order.placeOf(line, this.#known);
  }

  #listAll(changes: readonly Change[], reorders: boolean): BoardView {
    const filter = this.#filter!;
    if (reorders) {
      this.#order = new BoardOrder(filter, this.#known);
      this.#all = this.#listOf(this.#order.sort(this.#known.jobs.values(), this.#known));
    } else for (const change of changes) this.#move(this.#all, change);
    const counts = recount(this.#view.counts, changes);
    // What lists everything needs no list of its own.
    if (isWhole(filter)) return {lines: this.#all as BoardLines, order: {}, found: this.#all.length, counts};
    const isListed = this.#predicate(this.#known);
    const lines: BoardLine[] = [];
    let head: {-readonly [K in keyof BoardHead]: BoardHead[K]} | undefined;
    let found = 0;
    for (const job of this.#all) {
      if (!isListed(job)) continue;
      const group = this.#order.groupOf(job);
      if (group.rank !== head?.rank) {
        head = {...headOf(group, filter)};
        if (group !== noGroup) lines.push(head);
      }
      head.count += 1;
      found += 1;
      lines.push(job);
    }
    return {lines: this.#listOf(lines), order: {}, found, counts};
  }

  /** The view with some changes; what stands where it stood stays the same. */
  #amend(known: Known, changes: readonly Change[]): BoardView {
    const wasListed = this.#predicate(known);
    const isListed = this.#predicate(this.#known);
    const {lines} = this.#view;
    let {order, found} = this.#view;
    for (const change of changes) {
      const stays = this.#move(this.#all, change);
      const before = change.before && wasListed(change.before) ? change.before : undefined;
      const after = change.after && isListed(change.after) ? change.after : undefined;
      if (lines === this.#all ? stays : this.#move(lines, {before, after})) continue;
      for (const job of [before, after]) if (job) this.#mendHead(this.#order.groupOf(job));
      found += Number(after !== undefined) - Number(before !== undefined);
      order = {};
    }
    return {lines, order, found, counts: recount(this.#view.counts, changes)};
  }

  /** Puts a job where it belongs now. True if it stands where it stood, or neither stood there nor does. */
  #move<L extends BoardLine>(lines: LineList<L | Job, LinePlace>, {before, after}: Change): boolean {
    const from = before && this.#order.placeOf(before, this.#known);
    const to = after && this.#order.placeOf(after, this.#known);
    if (from && to && this.#order.compare(from, to) === 0) {
      lines.replace(after, from);
      return true;
    }
    if (from) lines.remove(from);
    if (to) lines.add(after, to);
    return !from && !to;
  }

  /** Gives a group the head that it needs: with the count that is right, or none. */
  #mendHead(group: Group): void {
    if (group === noGroup) return;
    const {lines} = this.#view;
    const head = headOf(group, this.#filter!);
    const place = headPlace(head);
    const from = lines.indexOf(place);
    const old = lines.at(from);
    const hasHead = old !== undefined && isHead(old) && old.key === head.key;
    const count = lines.indexOf({...place, rank: head.rank + headLead}) - from - Number(hasHead);
    if (hasHead && count > 0) lines.replace({...head, count}, place);
    else if (hasHead) lines.remove(place);
    else if (count > 0) lines.add({...head, count}, place);
  }

  /** Which jobs the filter lets through. */
  #predicate(people: People): (job: Job) => boolean {
    const {list, statuses, leadId, late} = this.#filter!;
    return job => {
      const {status} = job;
      if (list === 'offers' && status !== 'offered') return false;
      if (list !== 'all' && list !== 'offers' && closedStatuses.includes(status) !== (list === 'closed'))
        return false;
      if (statuses.length > 0 && !statuses.includes(status)) return false;
      if (late && !isJobLate(job, this.#atMs)) return false;
      if (leadId !== undefined && visitOf(job)?.leadId !== leadId) return false;
      return isFoundBy(this.#words, job, people);
    };
  }
}

/** Whether a filter lets every job through and stands them under no heads. */
function isWhole({list, group, text, statuses, leadId, late}: BoardFilter): boolean {
  return (
    list === 'all' &&
    group === 'none' &&
    !text.trim() &&
    statuses.length === 0 &&
    leadId === undefined &&
    !late
  );
}

/** Whether a line is the head of a group. */
export function isHead(line: BoardLine): line is BoardHead {
  return 'kind' in line;
}

/** Ranks are whole numbers: a head stands just before its group. */
const headLead = 0.25;

function headPlace({rank, key}: BoardHead): LinePlace {
  return {rank: rank - headLead, by: [0, 0], key};
}

function headOf({key, rank, title}: Group, {list, group}: BoardFilter): BoardHead {
  const isOffers = list === 'offers' && (group ?? 'attention') === 'attention';
  const named = isOffers ? {key: 'section:offers', title: {word: 'section.offers'}} : {key, title};
  return {kind: 'section', ...named, count: 0, rank};
}

/** Whether somebody who was known before has another name or address now. */
function isAnyRenamed(before: Known, after: Known): boolean {
  const isOther = <V>(was: ReadonlyMap<string, V>, is: ReadonlyMap<string, V>) =>
    changedKeys(was, is).some(key => was.has(key));
  return isOther(before.customers, after.customers) || isOther(before.members, after.members);
}

function recount(counts: BoardView['counts'], changes: readonly Change[]): BoardView['counts'] {
  if (changes.every(({before, after}) => before?.status === after?.status)) return counts;
  const next = {...counts};
  const count = (job: Job | undefined, by: number) => {
    if (!job) return;
    next[closedStatuses.includes(job.status) ? 'closed' : 'active'] += by;
    if (job.status === 'offered') next.offers += by;
    next.all += by;
  };
  for (const {before, after} of changes) {
    count(before, -1);
    count(after, 1);
  }
  return next;
}
