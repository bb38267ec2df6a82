import {isLate, toMs} from '@dispatch-kit/core';
import type {Appointment, Customer, Job, Member} from '@dispatch-kit/core';

/** A job as the board lists it. */
export interface BoardEntry {
  readonly kind: 'job';
  readonly key: string;
  readonly job: Job;
  readonly visit: Appointment | undefined;
  readonly customer: Customer | undefined;
  readonly lead: Member | undefined;
}

/** Who the jobs of a board speak of. */
export interface People {
  readonly customers: ReadonlyMap<string, Customer>;
  readonly members: ReadonlyMap<string, Member>;
}

export const closedStatuses: readonly string[] = ['complete', 'canceled', 'declined'];

/** Reads a job as a line of the board. */
export function entryOf(job: Job, people: People): BoardEntry {
  const visit = visitOf(job);
  return {kind: 'job', key: job.id, job, visit, ...peopleOf(job, visit, people)};
}

/** Whether an entry still speaks of a job and its people as they are. */
export function isUpToDate({job, visit, customer, lead}: BoardEntry, now: Job, people: People): boolean {
  if (job !== now) return false;
  const present = peopleOf(job, visit, people);
  return customer === present.customer && lead === present.lead;
}

function peopleOf(job: Job, visit: Appointment | undefined, {customers, members}: People) {
  return {
    customer: customers.get(job.customerId),
    lead: visit?.leadId ? members.get(visit.leadId) : undefined,
  };
}

/** Whether somebody will not be, or is not, there by when it was promised. */
export function isJobLate({status, appointments}: Job, nowMs: number): boolean {
  return (
    (status === 'scheduled' || status === 'in_progress') && appointments.some(visit => isLate(visit, nowMs))
  );
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

const read = new WeakMap<object, string>();

/** What somebody or something can be found by, folded; read once. */
function readOnce(of: Job | Customer | Member, parts: () => readonly (string | undefined)[]): string {
  let text = read.get(of);
  if (text === undefined) read.set(of, (text = foldText(parts().filter(Boolean).join('\n'))));
  return text;
}

/** Reads a job for the search. */
export function searchTextOf(job: Job): string {
  const {line, line2, city, postcode} = job.address;
  return readOnce(job, () => [job.title, line, line2, city, postcode, job.externalId ?? undefined, job.id]);
}

function namesOf(person: Customer | Member | undefined): string {
  if (!person) return '';
  return readOnce(person, () => {
    const contacts = 'contacts' in person ? person.contacts : [];
    return [person.name, ...contacts.flatMap(contact => [contact.name, contact.phone, contact.email])];
  });
}

/** Whether each of some folded words is found in a job or its people. */
export function isFoundBy(words: readonly string[], job: Job, people: People): boolean {
  if (words.length === 0) return true;
  const {customer, lead} = peopleOf(job, visitOf(job), people);
  const texts = [searchTextOf(job), namesOf(customer), namesOf(lead)];
  return words.every(word => texts.some(text => text.includes(word)));
}
