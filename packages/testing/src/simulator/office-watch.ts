import {DispatchClient, webPlatform} from '@dispatch-kit/client';
import type {Platform} from '@dispatch-kit/client';
import {liveEndpoints, minuteMs} from '@dispatch-kit/core';
import type {Appointment, Job, Member, Organization, TechnicianPosition} from '@dispatch-kit/core';

/** A visit with the job it belongs to. */
export interface PlayedVisit {
  visit: Appointment;
  job: Job;
}

/** What the simulator goes by: the office as it is now. */
export interface OfficeNow {
  organization: Organization;
  technicians: Member[];
  /** The visits of the day and those under way, by their technician, the earliest first. */
  visitsOf(memberId: string): PlayedVisit[];
  positionOf(memberId: string): TechnicianPosition | undefined;
}

/** At the latest then it looks again: a new day has begun, or a setting has changed. */
const lookAgainMs = 10 * minuteMs;

/** Knows an office, and looks again only when something has happened there. */
export class OfficeWatch {
  readonly client: DispatchClient;
  readonly #options: {url: string; fetch?: Platform['fetch'] | undefined};
  readonly #clients = new Map<string, DispatchClient>();
  #known: {office: OfficeNow; cursor: string; lookedMs: number} | undefined;

  constructor({url, apiKey, fetch}: {url: string; apiKey: string; fetch?: Platform['fetch'] | undefined}) {
    this.#options = {url, ...(fetch && {fetch})};
    this.client = new DispatchClient({...this.#clientOptions(), token: apiKey});
  }

  /** The office as it is. */
  async look(nowMs: number): Promise<OfficeNow> {
    if (this.#known && !(await this.#hasChanged(this.#known, nowMs))) return this.#known.office;
    const organization = await this.client.organization.get();
    const today = await this.client.snapshot({view: 'board', day: 'today'});
    const underWay = await this.client.snapshot({view: 'fleet'});
    const jobs = new Map([...today.items, ...underWay.items].map(job => [job.id, job]));
    const office = pictureOf(organization, [...jobs.values()], today.members, underWay.positions);
    this.#known = {office, cursor: today.cursor, lookedMs: nowMs};
    return office;
  }

  /** Makes the calls of a technician, as the technician. */
  as(memberId: string): DispatchClient {
    const fetchToken = async () => (await this.client.organization.createSession({memberId})).token;
    const client = this.#clients.get(memberId) ?? new DispatchClient({...this.#clientOptions(), fetchToken});
    this.#clients.set(memberId, client);
    return client;
  }

  async #hasChanged({cursor, lookedMs}: {cursor: string; lookedMs: number}, nowMs: number): Promise<boolean> {
    if (nowMs - lookedMs >= lookAgainMs) return true;
    const {items} = await this.client.call(liveEndpoints.events, {query: {after: cursor, limit: 1}});
    return items.length > 0;
  }

  #clientOptions(): {url: string; platform: Platform} {
    const {url, fetch} = this.#options;
    return {url, platform: {...webPlatform(), ...(fetch && {fetch})}};
  }
}

function pictureOf(
  organization: Organization,
  jobs: readonly Job[],
  members: readonly Member[],
  positions: readonly TechnicianPosition[],
): OfficeNow {
  const visits = jobs
    .flatMap(job => job.appointments.map(visit => ({visit, job})))
    .toSorted((a, b) => Date.parse(a.visit.planned.start) - Date.parse(b.visit.planned.start));
  const byLead = Map.groupBy(visits, ({visit}) => visit.leadId);
  const byMember = new Map(positions.map(position => [position.memberId, position]));
  return {
    organization,
    technicians: members.filter(({roles, deactivatedAt}) => roles.includes('technician') && !deactivatedAt),
    visitsOf: memberId => byLead.get(memberId) ?? [],
    positionOf: memberId => byMember.get(memberId),
  };
}
