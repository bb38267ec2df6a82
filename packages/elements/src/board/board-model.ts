import type {BoardFilter, OfficePicture} from '@dispatch-kit/client';
import {isUnderWay, toMs} from '@dispatch-kit/core';
import type {Appointment, Customer, Job, Member} from '@dispatch-kit/core';

/** The parts of a list, in the order they stand in. */
export const sections = ['in_progress', 'scheduled', 'needs_hand', 'offers', 'complete', 'canceled'] as const;
export type Section = (typeof sections)[number];

/** One line of the board: the head of a section, or a job. */
export type BoardItem =
  | {readonly kind: 'section'; readonly key: string; readonly section: Section; readonly count: number}
  | {
      readonly kind: 'job';
      readonly key: string;
      readonly section: Section;
      readonly job: Job;
      readonly visit: Appointment | undefined;
      readonly customer: Customer | undefined;
      readonly lead: Member | undefined;
    };

export type BoardRow = Extract<BoardItem, {kind: 'job'}>;

export interface BoardView {
  readonly items: readonly BoardItem[];
  /** How many jobs stand in the list. */
  readonly found: number;
  /** How many there are in each list without search and filters. */
  readonly counts: Readonly<Record<'active' | 'closed' | 'offers', number>>;
}

interface Entry extends BoardRow {
  readonly sortMs: number;
  haystack: string | undefined;
  /** The last arranging in which the job was as it is here. */
  round: number;
}

type People = Pick<OfficePicture, 'jobs' | 'customers' | 'members'>;

const closedStatuses: readonly string[] = ['complete', 'canceled', 'declined'];

/**
 * Arranges an office as a board: which jobs, under which heads, in which order. What it made of a job is kept for as
 * long as the job does not change, so that a change among 10,000, or a letter more in the search, is quick.
 */
export class BoardModel {
  readonly #entries = new WeakMap<Job, Entry>();
  #people: People | undefined;
  #round = 0;
  #sorted: readonly Entry[] = [];
  #view: {sorted: readonly Entry[]; filter: BoardFilter; view: BoardView} | undefined;

  arrange(picture: People, filter: BoardFilter): BoardView {
    const sorted = this.#sort(picture);
    if (this.#view?.sorted !== sorted || this.#view.filter !== filter) {
      this.#view = {sorted, filter, view: viewOf(sorted, filter)};
    }
    return this.#view.view;
  }

  #sort({jobs, customers, members}: People): readonly Entry[] {
    const known = this.#people;
    if (known?.jobs === jobs && known.customers === customers && known.members === members) {
      return this.#sorted;
    }
    this.#people = {jobs, customers, members};
    const round = (this.#round += 1);
    const kept: Entry[] = [];
    const fresh: Entry[] = [];
    for (const job of jobs.values()) {
      const before = this.#entries.get(job);
      if (before && isStill(before, customers, members)) {
        before.round = round;
        kept.push(before);
      } else fresh.push(this.#enter(job, customers, members));
    }
    // What did not change is in order already: only what is new is sorted, and merged into it.
    const rest = this.#sorted.filter(entry => entry.round === round);
    if (rest.length < kept.length) {
      const listed = new Set(rest);
      fresh.push(...kept.filter(entry => !listed.has(entry)));
    }
    this.#sorted = merge(rest, fresh.sort(compare));
    return this.#sorted;
  }

  #enter(job: Job, customers: People['customers'], members: People['members']): Entry {
    const visit = visitOf(job);
    const entry: Entry = {
      kind: 'job',
      key: job.id,
      job,
      visit,
      section: sectionOf(job, visit),
      customer: customers.get(job.customerId),
      lead: visit?.leadId ? members.get(visit.leadId) : undefined,
      sortMs: sortMsOf(job, visit),
      haystack: undefined,
      round: this.#round,
    };
    this.#entries.set(job, entry);
    return entry;
  }
}

/** The visit that a row is about: under way, else the next one planned, else the last there was. */
export function visitOf(job: Job): Appointment | undefined {
  let best: Appointment | undefined;
  for (const visit of job.appointments) {
    if (visit.status !== 'deleted' && (!best || isNearer(visit, best))) best = visit;
  }
  return best;
}

const nearness = {
  started: 0,
  arrived: 0,
  enroute: 0,
  scheduled: 1,
  draft: 2,
  complete: 3,
  canceled: 4,
  deleted: 5,
};

function isNearer(visit: Appointment, best: Appointment): boolean {
  const apart = nearness[visit.status] - nearness[best.status];
  if (apart !== 0) return apart < 0;
  const laterBy = toMs(visit.planned.start) - toMs(best.planned.start);
  return nearness[visit.status] < 3 ? laterBy < 0 : laterBy > 0;
}

/** The text as it is searched: without case and accents. */
export function foldText(text: string): string {
  const lower = text.toLowerCase();
  return isPlain.test(lower) ? lower : lower.normalize('NFD').replace(/\p{M}/gu, '');
}
const isPlain = /^[\x20-\x7e]*$/;

function sectionOf(job: Job, visit: Appointment | undefined): Section {
  if (job.status === 'in_progress') return 'in_progress';
  if (job.status === 'complete') return 'complete';
  if (job.status === 'canceled' || job.status === 'declined') return 'canceled';
  return job.status === 'scheduled' && !visit?.needsReschedule ? 'scheduled' : 'needs_hand';
}

function sortMsOf(job: Job, visit: Appointment | undefined): number {
  // What was closed last stands first.
  if (closedStatuses.includes(job.status)) {
    const at = job.closure?.at ?? visit?.completedAt ?? visit?.canceledAt ?? job.createdAt;
    return -toMs(at);
  }
  if (visit && (isUnderWay(visit) || visit.status === 'scheduled')) return toMs(visit.planned.start);
  return toMs(job.offer?.expiresAt ?? job.createdAt);
}

function isStill(entry: Entry, customers: People['customers'], members: People['members']): boolean {
  const lead = entry.visit?.leadId ? members.get(entry.visit.leadId) : undefined;
  return entry.customer === customers.get(entry.job.customerId) && entry.lead === lead;
}

function compare(a: Entry, b: Entry): number {
  const apart = sections.indexOf(a.section) - sections.indexOf(b.section) || a.sortMs - b.sortMs;
  return apart || (a.key < b.key ? -1 : 1);
}

function merge(left: readonly Entry[], right: readonly Entry[]): readonly Entry[] {
  if (right.length === 0) return left;
  if (left.length === 0) return right;
  const merged: Entry[] = [];
  let next = 0;
  for (const entry of left) {
    while (next < right.length && compare(right[next]!, entry) < 0) merged.push(right[next++]!);
    merged.push(entry);
  }
  return merged.concat(right.slice(next));
}

function viewOf(sorted: readonly Entry[], filter: BoardFilter): BoardView {
  const counts = {active: 0, closed: 0, offers: 0};
  const terms = foldText(filter.text).split(/\s+/).filter(Boolean);
  const groups = new Map<Section, Entry[]>();
  for (const entry of sorted) {
    const {status} = entry.job;
    counts[closedStatuses.includes(status) ? 'closed' : 'active'] += 1;
    if (status === 'offered') counts.offers += 1;
    if (!isListed(entry, filter, terms)) continue;
    const section = filter.list === 'offers' ? 'offers' : entry.section;
    const group = groups.get(section);
    if (group) group.push(entry);
    else groups.set(section, [entry]);
  }
  const items: BoardItem[] = [];
  let found = 0;
  for (const section of sections) {
    const group = groups.get(section);
    if (!group) continue;
    found += group.length;
    items.push({kind: 'section', key: `section:${section}`, section, count: group.length});
    for (const entry of group) items.push(entry);
  }
  return {items, found, counts};
}

function isListed(entry: Entry, {list, statuses, leadId}: BoardFilter, terms: readonly string[]): boolean {
  const {status} = entry.job;
  if (list === 'offers' && status !== 'offered') return false;
  if (list === 'active' && closedStatuses.includes(status)) return false;
  if (list === 'closed' && !closedStatuses.includes(status)) return false;
  if (statuses.length > 0 && !statuses.includes(status)) return false;
  if (leadId !== undefined && entry.visit?.leadId !== leadId) return false;
  if (terms.length === 0) return true;
  const haystack = (entry.haystack ??= haystackOf(entry));
  return terms.every(term => haystack.includes(term));
}

function haystackOf({job, customer, lead}: BoardRow): string {
  const {line, line2, city, postcode} = job.address;
  const own = [job.title, line, line2, city, postcode, job.externalId, job.id].filter(Boolean).join('\n');
  return `${foldText(own)}\n${foldedNames(customer)}\n${foldedNames(lead)}`;
}

const folded = new WeakMap<Customer | Member, string>();

/** A person has many jobs: his name is folded once. */
function foldedNames(person: Customer | Member | undefined): string {
  if (!person) return '';
  let text = folded.get(person);
  if (text === undefined) {
    const contacts = 'contacts' in person ? person.contacts : [];
    const parts = contacts.flatMap(contact => [contact.name, contact.phone, contact.email]);
    text = foldText([person.name, ...parts].filter(Boolean).join('\n'));
    folded.set(person, text);
  }
  return text;
}
