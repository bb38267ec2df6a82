import type {OfficePicture} from '@dispatch-kit/client';
import {
  dayIn,
  dayRange,
  isOpen,
  isUnderWay,
  overlaps,
  plannedRange,
  promisedAt,
  staleAfterMs,
  toMs,
} from '@dispatch-kit/core';
import type {Appointment, AppointmentStatus, Customer, Job} from '@dispatch-kit/core';

/** One visit on somebody's list. */
export interface Entry {
  job: Job;
  visit: Appointment;
  customer: Customer | undefined;
  /** Its state when the taps that wait are taken. */
  status: AppointmentStatus;
}

export interface Agenda {
  /** What is left to do, in its order. */
  open: readonly Entry[];
  /** What is over, the newest first. */
  closed: readonly Entry[];
  /** What comes first: what somebody is under way on, else the earliest. */
  next: Entry | undefined;
  /** The place of the next one among all that count today, from 1; canceled ones do not count. */
  number: number;
  count: number;
}

export interface AgendaAsked {
  memberId: string;
  /** `YYYY-MM-DD`; today unless given. */
  day?: string | undefined;
  nowMs: number;
  /** The state of each visit that a tap waits for, by id. */
  pending: ReadonlyMap<string, AppointmentStatus>;
}

/** Makes somebody's list of a day out of a picture; undefined while the organization is not known. */
export function agendaOf(picture: OfficePicture, asked: AgendaAsked): Agenda | undefined {
  const {organization, jobs, customers} = picture;
  if (!organization) return undefined;
  const {timeZone} = organization;
  const range = dayRange(asked.day ?? dayIn(timeZone, asked.nowMs), timeZone);
  const entries = [...jobs.values()].flatMap(job =>
    job.appointments.map((visit): Entry => {
      const customer = customers.get(job.customerId);
      return {job, visit, customer, status: asked.pending.get(visit.id) ?? visit.status};
    }),
  );
  const isListed = ({visit}: Entry) =>
    isOn(visit, asked.memberId) &&
    visit.status !== 'draft' &&
    visit.status !== 'deleted' &&
    (isUnderWay(visit) || overlaps(plannedRange(visit.planned), range));
  const listed = entries.filter(isListed).toSorted(byTime);
  const open = listed.filter(isOpen);
  const counted = listed.filter(entry => entry.status !== 'canceled');
  const next = open.find(isUnderWay) ?? open[0];
  return {
    open,
    closed: listed.filter(entry => !isOpen(entry)).toReversed(),
    next,
    number: next ? counted.indexOf(next) + 1 : counted.length,
    count: counted.length,
  };
}

function isOn({leadId, helperIds}: Appointment, memberId: string): boolean {
  return leadId === memberId || helperIds.includes(memberId);
}

function byTime({visit: a}: Entry, {visit: b}: Entry): number {
  return toMs(a.planned.start) - toMs(b.planned.start);
}

/** What was completed last: while it can be undone, undo stands at hand although the list has moved on. */
export function lastClosed(
  {closed}: Agenda,
  taps: readonly {appointmentId: string; at: string}[],
): Entry | undefined {
  const endedMs = ({visit}: Entry) =>
    Math.max(
      visit.completedAt ? toMs(visit.completedAt) : 0,
      ...taps.filter(tap => tap.appointmentId === visit.id).map(tap => Date.parse(tap.at)),
    );
  const complete = closed.filter(entry => entry.status === 'complete');
  return complete.toSorted((a, b) => endedMs(b) - endedMs(a))[0];
}

/** When the list looks otherwise although nothing happens: a visit gets late, a position old, the day is over. */
export function nextChangeMs({open}: Agenda, picture: OfficePicture, nowMs: number): number {
  const {timeZone} = picture.organization!;
  const changes = open.flatMap(({visit}) => {
    const position = visit.leadId ? picture.positions.get(visit.leadId) : undefined;
    return [toMs(promisedAt(visit)), ...(position ? [toMs(position.at) + staleAfterMs] : [])];
  });
  const endsAt = dayRange(dayIn(timeZone, nowMs), timeZone).end;
  return Math.min(...changes.filter(atMs => atMs >= nowMs), toMs(endsAt)) + 1;
}

/** Whether a customer sees somebody move on the map now. */
export function isSeenLive({positions}: OfficePicture, memberId: string, nowMs: number): boolean {
  const position = positions.get(memberId);
  return position !== undefined && nowMs - toMs(position.at) <= staleAfterMs;
}
