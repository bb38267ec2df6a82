import {isUnderWay, toMs} from '@dispatch-kit/core';
import type {Appointment, Customer, Job, Member} from '@dispatch-kit/core';
import type {Group, GroupOf} from './board-groups.ts';

/** A job as the board lists it. */
export interface BoardEntry {
  readonly kind: 'job';
  readonly key: string;
  /** With which others it stands. */
  readonly group: Group;
  readonly job: Job;
  readonly visit: Appointment | undefined;
  readonly customer: Customer | undefined;
  readonly lead: Member | undefined;
  /** The place of its group among the groups. */
  readonly rank: number;
  /** In which order it stands among those of its group. */
  readonly sortMs: number;
  /** What it can be found by, once it was asked for. */
  haystack: string | undefined;
}

/** Who the jobs of a board speak of. */
export interface People {
  readonly customers: ReadonlyMap<string, Customer>;
  readonly members: ReadonlyMap<string, Member>;
}

export const closedStatuses: readonly string[] = ['complete', 'canceled', 'declined'];

/** Reads a job as a line of the board. */
export function entryOf(job: Job, people: People, groupOf: GroupOf): BoardEntry {
  const visit = visitOf(job);
  const group = groupOf(job, visit);
  return {
    kind: 'job',
    key: job.id,
    job,
    visit,
    group,
    rank: group.rank,
    // A date that cannot be read must not bring the order into disorder.
    sortMs: sortMsOf(job, visit) || 0,
    haystack: undefined,
    ...peopleOf(job, visit, people),
  };
}

/** Whether an entry still speaks of people as they are. */
export function isUpToDate({job, visit, customer, lead}: BoardEntry, people: People): boolean {
  const now = peopleOf(job, visit, people);
  return customer === now.customer && lead === now.lead;
}

function peopleOf(job: Job, visit: Appointment | undefined, {customers, members}: People) {
  return {
    customer: customers.get(job.customerId),
    lead: visit?.leadId ? members.get(visit.leadId) : undefined,
  };
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

function sortMsOf(job: Job, visit: Appointment | undefined): number {
  // What was closed last stands first.
  if (closedStatuses.includes(job.status)) {
    const at = job.closure?.at ?? visit?.completedAt ?? visit?.canceledAt ?? job.createdAt;
    return -toMs(at);
  }
  if (visit && (isUnderWay(visit) || visit.status === 'scheduled')) return toMs(visit.planned.start);
  return toMs(job.offer?.expiresAt ?? job.createdAt);
}

/** The text as it is searched: without case and accents. */
export function foldText(text: string): string {
  const lower = text.toLowerCase();
  return isPlain.test(lower) ? lower : lower.normalize('NFD').replace(/\p{M}/gu, '');
}
const isPlain = /^[\x20-\x7e]*$/;

/** All that a job can be found by, folded. */
export function haystackOf(entry: BoardEntry): string {
  return (entry.haystack ??= makeHaystack(entry));
}

function makeHaystack({job, customer, lead}: BoardEntry): string {
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
