import type {Customer, DomainEvent, Job, Member, Organization, TechnicianPosition} from '@dispatch-kit/core';
import type {DispatchError} from '../errors.ts';
import {foldEvent, followUnit, isBeyondFolding} from './fold-event.ts';
import type {UnitSoFar} from './fold-event.ts';
import {VersionedMap} from './versioned-map.ts';
import type {OfficePicture} from './office-source.ts';
import {isInView, mayEnter} from './office-view.ts';
import type {Membership} from './office-view.ts';

/** What a snapshot holds, or a part of one that was fetched again. */
export interface OfficeSnapshot {
  readonly items: readonly Job[];
  readonly customers: readonly Customer[];
  readonly members: readonly Member[];
  readonly positions: readonly TechnicianPosition[];
  /** The last event that it holds. */
  readonly seq: number;
}

/** What an event has changed without saying how. */
export interface Wanted {
  readonly jobIds: ReadonlySet<string>;
  readonly people: boolean;
  readonly organization: boolean;
}

/** A picture as a device keeps it for a start without a network. */
export interface KeptOffice {
  readonly version: 1;
  readonly asOfMs: number;
  readonly organization: Organization;
  readonly jobs: readonly Job[];
  readonly customers: readonly Customer[];
  readonly members: readonly Member[];
}

/** What of a picture is kept; undefined before there is one. */
export function keptOf(picture: OfficePicture): KeptOffice | undefined {
  const {organization, asOfMs} = picture;
  if (!organization || asOfMs === undefined) return undefined;
  const [jobs, customers, members] = [picture.jobs, picture.customers, picture.members].map(map => [
    ...map.values(),
  ]) as [Job[], Customer[], Member[]];
  return {version: 1, asOfMs, organization, jobs, customers, members};
}

/** What happens to a picture of an office. */
export type OfficeNews =
  /** All of it, as it stands at one event. */
  | {
      readonly type: 'loaded';
      readonly snapshot: OfficeSnapshot;
      readonly organization: Organization;
      readonly membership: Membership;
      readonly history?: readonly DomainEvent[];
      readonly atMs: number;
    }
  /** What was seen last time, before anything is heard. */
  | {readonly type: 'remembered'; readonly kept: KeptOffice}
  | {readonly type: 'event'; readonly event: DomainEvent}
  | {readonly type: 'position'; readonly position: TechnicianPosition}
  /** What was wanted is being fetched. */
  | {readonly type: 'fetching'}
  /** The answer to that; people are left as they are without a snapshot. */
  | {readonly type: 'fetched'; readonly snapshot?: OfficeSnapshot; readonly organization?: Organization}
  /** A command was answered with the job as it is after its events. */
  | {readonly type: 'replied'; readonly job: Job; readonly seq: number}
  | {readonly type: 'heard'; readonly atMs: number}
  | {readonly type: 'failed'; readonly error: DispatchError};

/** A picture with what is needed to keep it up to date. */
export interface OfficeState {
  readonly picture: OfficePicture;
  readonly membership: Membership;
  /** The event at which the whole was loaded. */
  readonly seq: number;
  /** The last event that a job holds, where that is a later one. */
  readonly asOf: ReadonlyMap<string, number>;
  readonly wanted: Wanted;
  /** What is being fetched, with the events that came since it was asked for. */
  readonly fetching?: {readonly wanted: Wanted; readonly since: readonly DomainEvent[]} | undefined;
  readonly unit?: UnitSoFar | undefined;
}

const nothing: Wanted = {jobIds: new Set(), people: false, organization: false};

/** Before anything is known. */
export const unknownOffice: OfficeState = {
  picture: {
    status: 'connecting',
    jobs: new Map(),
    customers: new Map(),
    members: new Map(),
    positions: new Map(),
  },
  membership: {},
  seq: 0,
  asOf: new Map(),
  wanted: nothing,
};

/** True if something is to be fetched again. */
export function wantsAnything({wanted: {jobIds, people, organization}}: OfficeState): boolean {
  return jobIds.size > 0 || people || organization;
}

/** The state after some news, which are taken together: each map is made anew once, and only if it changed. */
export function takeOfficeNews(before: OfficeState, news: readonly OfficeNews[]): OfficeState {
  const draft = new Draft(before);
  for (const each of news) draft.take(each);
  return draft.finish();
}

/** What is worth telling a listener: everything but that time went by. */
export function isOfficeNews(before: OfficePicture, after: OfficePicture): boolean {
  const keys = ['status', 'error', 'organization', 'jobs', 'customers', 'members', 'positions', 'history'];
  return keys.some(key => before[key as keyof OfficePicture] !== after[key as keyof OfficePicture]);
}

/** A map while it changes; the same object as before if it did not. */
class ChangingMap<V> {
  #map: ReadonlyMap<string, V>;
  #changes = new Map<string, V | undefined>();

  constructor(map: ReadonlyMap<string, V>) {
    this.#map = map;
  }

  /** The map with all changes so far. */
  get now(): ReadonlyMap<string, V> {
    if (this.#changes.size === 0) return this.#map;
    const isVersioned = this.#map instanceof VersionedMap;
    const before = isVersioned ? (this.#map as VersionedMap<V>) : new VersionedMap(new Map(this.#map));
    this.#map = before.with(this.#changes);
    this.#changes = new Map();
    return this.#map;
  }

  get(key: string): V | undefined {
    return this.#changes.has(key) ? this.#changes.get(key) : this.#map.get(key);
  }

  /** Keeps the object that is there if it says the same. */
  set(key: string, value: V): void {
    if (!isSame(this.get(key), value)) this.#changes.set(key, value);
  }

  delete(key: string): void {
    if (this.get(key) !== undefined) this.#changes.set(key, undefined);
  }

  /** Only these from now on. */
  replace(entries: readonly (readonly [string, V])[]): void {
    const known = this.now;
    const next = new Map(entries.map(([key, value]) => [key, keepSame(known.get(key), value)]));
    const isEqual = next.size === known.size && [...next].every(([key, value]) => known.get(key) === value);
    if (!isEqual) this.#map = new VersionedMap(next);
  }
}

/** A state while it changes. */
class Draft {
  readonly #before: OfficeState;
  #picture: OfficePicture;
  #membership: Membership;
  #seq: number;
  #wanted: Wanted;
  #fetching: {wanted: Wanted; since: DomainEvent[]} | undefined;
  #unit: UnitSoFar | undefined;
  #someLeft = false;
  #asOf: ChangingMap<number>;
  readonly #jobs: ChangingMap<Job>;
  readonly #customers: ChangingMap<Customer>;
  readonly #members: ChangingMap<Member>;
  readonly #positions: ChangingMap<TechnicianPosition>;

  constructor(before: OfficeState) {
    const {picture, fetching} = before;
    this.#before = before;
    this.#picture = picture;
    this.#membership = before.membership;
    this.#seq = before.seq;
    this.#wanted = before.wanted;
    this.#fetching = fetching && {wanted: fetching.wanted, since: [...fetching.since]};
    this.#unit = before.unit;
    this.#asOf = new ChangingMap(before.asOf);
    this.#jobs = new ChangingMap(picture.jobs);
    this.#customers = new ChangingMap(picture.customers);
    this.#members = new ChangingMap(picture.members);
    this.#positions = new ChangingMap(picture.positions);
  }

  finish(): OfficeState {
    if (this.#someLeft) this.#forgetCustomers();
    const [jobs, customers] = [this.#jobs.now, this.#customers.now];
    const [members, positions] = [this.#members.now, this.#positions.now];
    const next = {...this.#picture, jobs, customers, members, positions};
    const isChanged = isOfficeNews(this.#before.picture, next) || next.asOfMs !== this.#before.picture.asOfMs;
    return {
      picture: isChanged ? next : this.#before.picture,
      membership: this.#membership,
      seq: this.#seq,
      asOf: this.#asOf.now,
      wanted: this.#wanted,
      fetching: this.#fetching,
      unit: this.#unit,
    };
  }

  take(news: OfficeNews): void {
    if (news.type === 'loaded') this.#load(news);
    else if (news.type === 'remembered') this.#recall(news.kept);
    else if (news.type === 'event') this.#takeEvent(news.event);
    else if (news.type === 'position') this.#place(news.position);
    else if (news.type === 'fetching') this.#beginFetch();
    else if (news.type === 'fetched') this.#takeFetched(news);
    else if (news.type === 'replied') this.#takeReply(news);
    else if (news.type === 'heard') this.#hear(news.atMs);
    else this.#fail(news.error);
  }

  #load({snapshot, organization, membership, history, atMs}: Extract<OfficeNews, {type: 'loaded'}>): void {
    const known = this.#picture.organization;
    this.#picture = {
      ...this.#picture,
      status: 'live',
      asOfMs: atMs,
      organization: keepSame(known, organization),
      ...(history && {history}),
    };
    delete (this.#picture as {error?: unknown}).error;
    this.#membership = membership;
    this.#seq = snapshot.seq;
    this.#asOf = new ChangingMap(new Map());
    this.#wanted = nothing;
    this.#fetching = undefined;
    this.#jobs.replace(snapshot.items.map(job => [job.id, job]));
    this.#customers.replace(snapshot.customers.map(customer => [customer.id, customer]));
    this.#positions.replace(snapshot.positions.map(position => [position.memberId, position]));
    this.#takePeople(snapshot);
  }

  /** It is shown as what it is: not up to date. */
  #recall({asOfMs, organization, jobs, customers, members}: KeptOffice): void {
    this.#picture = {...this.#picture, asOfMs, organization};
    this.#jobs.replace(jobs.map(job => [job.id, job]));
    this.#customers.replace(customers.map(customer => [customer.id, customer]));
    this.#members.replace(members.map(member => [member.id, member]));
  }

  #takePeople({members}: OfficeSnapshot): void {
    this.#members.replace(members.map(member => [member.id, member]));
  }

  #place(position: TechnicianPosition): void {
    const known = this.#positions.get(position.memberId);
    if (!known || known.at <= position.at) this.#positions.set(position.memberId, position);
  }

  #takeEvent(event: DomainEvent): void {
    if (event.seq <= this.#seq) return;
    this.#fetching?.since.push(event);
    this.#remember(event);
    const {type, subjectId} = event;
    if (type === 'organization_edited') this.#want({organization: true});
    else if (type.startsWith('member_')) this.#want({people: true});
    else if (type === 'customer_edited' || type === 'customer_erased') this.#wantJobsOf(subjectId);
    const follow = followUnit(this.#unit, event);
    this.#unit = follow.unit;
    if (event.jobId !== undefined) this.#foldInto(event.jobId, event, follow);
  }

  #foldInto(
    jobId: string,
    event: DomainEvent,
    {raisesJob, raisesVisit}: ReturnType<typeof followUnit>,
  ): void {
    if (event.seq <= this.#asOfJob(jobId)) return;
    const job = this.#jobs.get(jobId);
    if (!job) {
      if (mayEnter(event, this.#membership)) this.#want({jobIds: [jobId]});
      return;
    }
    if (isBeyondFolding(job, event)) this.#want({jobIds: [jobId]});
    this.#put(foldEvent(job, event, {job: raisesJob, visit: raisesVisit}), event.seq);
  }

  #put(job: Job, seq: number): void {
    this.#asOf.set(job.id, seq);
    if (isInView(job, this.#membership)) this.#jobs.set(job.id, job);
    else this.#drop(job.id);
  }

  #drop(jobId: string): void {
    this.#jobs.delete(jobId);
    this.#someLeft = true;
  }

  #asOfJob(jobId: string): number {
    return this.#asOf.get(jobId) ?? this.#seq;
  }

  #beginFetch(): void {
    this.#fetching = {wanted: this.#wanted, since: []};
    this.#wanted = nothing;
  }

  #takeFetched({snapshot, organization}: Extract<OfficeNews, {type: 'fetched'}>): void {
    const {wanted, since} = this.#fetching ?? {wanted: nothing, since: []};
    this.#fetching = undefined;
    if (organization)
      this.#picture = {...this.#picture, organization: keepSame(this.#picture.organization, organization)};
    if (!snapshot) return;
    this.#takePeople(snapshot);
    for (const position of snapshot.positions) this.#place(position);
    for (const customer of snapshot.customers) this.#customers.set(customer.id, customer);
    const items = new Map(snapshot.items.map(job => [job.id, job]));
    for (const jobId of wanted.jobIds) {
      const job = items.get(jobId);
      if (job) this.#put(job, snapshot.seq);
      else this.#drop(jobId);
    }
    this.#someLeft = true;
    // What was shown may have been newer: what came since is folded in again.
    let unit: UnitSoFar | undefined;
    for (const event of since) {
      const follow = followUnit(unit, event);
      unit = follow.unit;
      if (event.jobId !== undefined && wanted.jobIds.has(event.jobId))
        this.#foldInto(event.jobId, event, follow);
    }
  }

  #takeReply({job, seq}: Extract<OfficeNews, {type: 'replied'}>): void {
    if (seq > this.#asOfJob(job.id) && this.#jobs.get(job.id)) this.#put(job, seq);
  }

  #hear(atMs: number): void {
    const {error: _, ...picture} = this.#picture;
    if (picture.status === 'live' || picture.status === 'offline')
      this.#picture = picture.organization ? {...picture, status: 'live', asOfMs: atMs} : this.#picture;
  }

  #fail(error: DispatchError): void {
    const {status, error: known} = this.#picture;
    if (error.retryable && status === 'offline' && known?.code === error.code) return;
    this.#picture = {...this.#picture, status: error.retryable ? 'offline' : 'refused', error};
  }

  #want({jobIds = [], people, organization}: {jobIds?: string[]; people?: true; organization?: true}): void {
    const wanted = this.#wanted;
    this.#wanted = {
      jobIds: jobIds.length > 0 ? new Set([...wanted.jobIds, ...jobIds]) : wanted.jobIds,
      people: wanted.people || people === true,
      organization: wanted.organization || organization === true,
    };
  }

  /** A customer comes with the jobs; when erased, they change too. */
  #wantJobsOf(customerId: string | undefined): void {
    const jobs = [...this.#jobs.now.values()].filter(job => job.customerId === customerId);
    this.#want({jobIds: jobs.map(job => job.id)});
  }

  #remember(event: DomainEvent): void {
    const {history} = this.#picture;
    if (history && event.jobId === this.#membership.jobId)
      this.#picture = {...this.#picture, history: [...history, event]};
  }

  /** Customers are held as long as a job of theirs is. */
  #forgetCustomers(): void {
    const held = new Set([...this.#jobs.now.values()].map(job => job.customerId));
    for (const id of this.#customers.now.keys()) if (!held.has(id)) this.#customers.delete(id);
  }
}

function keepSame<T>(known: T | undefined, next: T): T {
  return known !== undefined && isSame(known, next) ? known : next;
}

/** Whether two values that came as JSON say the same. */
function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every(key => isSame((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]));
}
