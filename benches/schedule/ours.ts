/** Our schedule, over an office that a host page brings. */
import type {OfficePicture} from '@dispatch-kit/client';
import {minuteMs, toInstant, toMs} from '@dispatch-kit/core';
import type {Appointment, Customer, Job, Member, Organization} from '@dispatch-kit/core';
import '@dispatch-kit/elements/schedule';
import {changeOf, day, technicians, timeZone, visits} from './day.ts';
import type {DayVisit} from './day.ts';

function jobOf({id, technicianId, title, startMs, durationMinutes, lat, lng}: DayVisit): Job {
  const start = toInstant(startMs);
  const visit = {
    id,
    jobId: `job_${id}`,
    status: 'scheduled',
    leadId: technicianId,
    helperIds: [],
    window: {start, end: toInstant(startMs + 120 * minuteMs)},
    planned: {start, durationMinutes},
    conflict: false,
  } as unknown as Appointment;
  return {
    id: `job_${id}`,
    status: 'scheduled',
    title,
    address: {line: '1 Main St', lat, lng},
    customerId: `cus_${id}`,
    appointments: [visit],
    offer: null,
    closure: null,
    createdAt: start,
  } as unknown as Job;
}

const jobs = new Map(visits.map(visit => [`job_${visit.id}`, jobOf(visit)]));
const members = new Map(
  technicians.map(({id, name}) => [
    id,
    {id, name, roles: ['technician'], workingHours: null, deactivatedAt: null} as unknown as Member,
  ]),
);
const customers = new Map(
  visits.map(({id, customer}) => [
    `cus_${id}`,
    {id: `cus_${id}`, name: customer, contacts: []} as unknown as Customer,
  ]),
);
let picture: OfficePicture = {
  status: 'live',
  asOfMs: 0,
  jobs,
  customers,
  members,
  organization: {timeZone} as Organization,
  positions: new Map(),
};
const listeners = new Set<() => void>();
const office = {
  get: () => picture,
  subscribe: (listener: () => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  },
  nowMs: () => toMs('2026-03-03T16:00:00Z'),
  filter: {list: 'active', text: '', statuses: [], leadId: undefined} as const,
  setFilter: () => {},
  selection: {},
  select: () => {},
};

const schedule = document.createElement('dispatch-schedule');
const root = () => schedule.shadowRoot!;

Object.assign(globalThis, {
  bench: {
    mount() {
      schedule.source = office;
      schedule.day = day;
      document.body.append(schedule);
    },
    count: () => root()?.querySelectorAll('.card').length ?? 0,
    /** The middle of a card in the middle of the first lines. */
    cardBox: () => root().querySelector('#apt_4_4')!.getBoundingClientRect().toJSON() as unknown,
    isDragging: () => root().querySelector<HTMLElement>('.ghost')?.hidden === false,
    change(index: number) {
      const {visit, startMs} = changeOf(index);
      picture = {...picture, jobs: new Map(picture.jobs).set(`job_${visit.id}`, jobOf({...visit, startMs}))};
      for (const listener of listeners) listener();
    },
  },
});
