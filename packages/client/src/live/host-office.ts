import type {Appointment, Customer, Job, Member, Organization, TechnicianPosition} from '@dispatch-kit/core';
import {toInstant} from '@dispatch-kit/core';
import {webPlatform} from '../platform.ts';
import type {BoardFilter, BoardSelection} from './board-store.ts';
import {IdMap} from './id-map.ts';
import type {OfficePicture, OfficeSource} from './office-source.ts';
import {VersionedMap} from './versioned-map.ts';

/** A visit of your own; what you leave out is as it usually is. */
export type HostVisit = Pick<Appointment, 'id' | 'status' | 'window'> & Partial<Appointment>;

/** An order of your own; what you leave out is as it usually is. A whole `Job` is one. */
export type HostJob = Pick<Job, 'id' | 'title' | 'status'> &
  Partial<Omit<Job, 'appointments'>> & {readonly appointments?: readonly HostVisit[]};

/** Somebody of your own, customer or technician. */
export type HostCustomer = Pick<Customer, 'id' | 'name'> & Partial<Customer>;
export type HostMember = Pick<Member, 'id' | 'name'> & Partial<Member>;

/** What you know of your office. */
export interface HostOfficeOptions {
  /** In which times are shown, such as `America/Chicago`. */
  readonly timeZone: string;
  readonly jobs: readonly HostJob[];
  readonly customers?: readonly HostCustomer[];
  /** Your technicians, as far as jobs name them. */
  readonly members?: readonly HostMember[];
  /** Settings of the office beside its time zone: its name, reasons, services. */
  readonly organization?: Partial<Organization>;
  /** Your server's clock, milliseconds since 1970; without it, the device's. */
  nowMs?(): number;
}

/** What has changed; each is known by its id. */
export interface HostChange {
  readonly jobs?: readonly HostJob[];
  /** The ids of jobs that are no more to be shown. */
  readonly goneJobIds?: readonly string[];
  readonly customers?: readonly HostCustomer[];
  readonly members?: readonly HostMember[];
  readonly positions?: readonly TechnicianPosition[];
}

/**
 * An office of your own, without a server of ours: a board, a map or a schedule shows the orders of your array, and follows what you say has changed.
 * Jobs that lack nothing are taken as they are, not copied; what others lack is filled in.
 *
 * ```ts
 * const office = new HostOffice({timeZone: 'America/Chicago', jobs, customers, members});
 * board.source = office;
 * socket.onmessage = ({job}) => office.change({jobs: [job]});
 * ```
 */
export class HostOffice implements OfficeSource {
  readonly #nowMs: () => number;
  readonly #listeners = new Set<() => void>();
  #picture: OfficePicture;
  #filter: BoardFilter = {list: 'active', text: '', statuses: [], leadId: undefined};
  #selection: BoardSelection = {};

  constructor({timeZone, jobs, customers = [], members = [], organization, nowMs}: HostOfficeOptions) {
    this.#nowMs = nowMs ?? webPlatform().wallMs;
    this.#picture = {
      status: 'live',
      asOfMs: this.#nowMs(),
      organization: {...organization, timeZone} as Organization,
      jobs: versioned(jobs.map(wholeJob)),
      customers: versioned(customers.map(wholeCustomer)),
      members: versioned(members.map(wholeMember)),
      positions: new VersionedMap(new Map()),
    };
  }

  get(): OfficePicture {
    return this.#picture;
  }

  subscribe(listener: () => void): () => void {
    const entry = () => listener();
    this.#listeners.add(entry);
    return () => void this.#listeners.delete(entry);
  }

  nowMs(): number {
    return this.#nowMs();
  }

  /** A new object whenever it changes. */
  get filter(): BoardFilter {
    return this.#filter;
  }

  /** Changes the filter where it is said, and tells. */
  setFilter(patch: Partial<BoardFilter>): void {
    this.#filter = {...this.#filter, ...patch};
    this.#tell();
  }

  /** A new object whenever it changes. */
  get selection(): BoardSelection {
    return this.#selection;
  }

  /** Selects a job, a technician, both, or with `{}` nothing, and tells. */
  select(selection: BoardSelection): void {
    this.#selection = {...selection};
    this.#tell();
  }

  /** Takes in what is new, has changed or is gone; among 100,000 jobs one takes as long as among ten. */
  change({jobs = [], goneJobIds = [], customers = [], members = [], positions = []}: HostChange): void {
    const before = this.#picture;
    const changed = new Map<string, Job | undefined>(jobs.map(job => [job.id, wholeJob(job)]));
    for (const id of goneJobIds) changed.set(id, undefined);
    this.#picture = {
      ...before,
      asOfMs: this.#nowMs(),
      jobs: withAll(before.jobs, changed),
      customers: withAll(before.customers, byId(customers.map(wholeCustomer))),
      members: withAll(before.members, byId(members.map(wholeMember))),
      positions: withAll(before.positions, new Map(positions.map(each => [each.memberId, each]))),
    };
    this.#tell();
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}

const byId = <V extends {id: string}>(all: readonly V[]) => new Map(all.map(each => [each.id, each]));
const versioned = <V extends {id: string}>(all: readonly V[]) =>
  new VersionedMap<V>(new IdMap(all), map => new IdMap(map.values()));

function withAll<V>(
  before: ReadonlyMap<string, V>,
  changes: ReadonlyMap<string, V | undefined>,
): ReadonlyMap<string, V> {
  return changes.size === 0 ? before : (before as VersionedMap<V>).with(changes);
}

const longAgo = toInstant(0);

const usualJob = {
  version: 1,
  customerId: '',
  sourceId: null,
  offer: null,
  hold: null,
  closure: null,
  priority: 'normal',
  address: {line: ''},
  place: {status: 'placed', source: 'given', reason: null, attribution: null},
  contactIds: [],
  appointments: [],
  unreadMessages: 0,
  metadata: {},
  createdAt: longAgo,
} as unknown as Job;

const jobKeys = Object.keys(usualJob) as (keyof HostJob)[];

function wholeJob(job: HostJob): Job {
  const lacks = jobKeys.some(key => job[key] === undefined);
  const visits = job.appointments ?? [];
  if (!lacks && visits.every(isWholeVisit)) return job as Job;
  return {...usualJob, ...job, appointments: visits.map(visit => wholeVisit(visit, job.id))} as Job;
}

const usualVisit = {
  version: 1,
  leadId: null,
  helperIds: [],
  needsReschedule: false,
  conflict: false,
  confirmed: null,
  request: null,
  leg: null,
} as unknown as Appointment;

const visitKeys = Object.keys(usualVisit);

function isWholeVisit(visit: HostVisit): boolean {
  return visit.planned !== undefined && visitKeys.every(key => key in visit);
}

function wholeVisit(visit: HostVisit, jobId: string): Appointment {
  const {start, end} = visit.window;
  const durationMinutes = Math.max(1, Math.round((Date.parse(end) - Date.parse(start)) / 60_000));
  return {
    ...usualVisit,
    jobId,
    planned: {start, durationMinutes},
    promisedAt: end,
    ...visit,
  } as unknown as Appointment;
}

const usualPerson = {
  version: 1,
  externalId: null,
  metadata: {},
  createdAt: longAgo,
  erasedAt: null,
};

function wholeCustomer(customer: HostCustomer): Customer {
  return {...usualPerson, contacts: [], addresses: [], ...customer};
}

function wholeMember(member: HostMember): Member {
  const usual = {roles: ['technician' as const], skills: [], workingHours: null, onShift: true};
  return {...usualPerson, ...usual, invitation: null, deactivatedAt: null, ...member};
}
