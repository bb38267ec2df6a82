import type {AppointmentFacts, JobFacts, World} from '@dispatch-kit/core';
import {isUnderWay} from '@dispatch-kit/core';
import type {AppointmentRow, JobRow, OrganizationRow, StoredEvent} from '../storage/rows.ts';
import type {Transaction} from '../storage/storage.ts';

/** The rows behind a world, as they are before a decision. */
export type Scene = {
  readonly organization: OrganizationRow;
  readonly jobs: ReadonlyMap<string, JobRow>;
  readonly visits: ReadonlyMap<string, AppointmentRow>;
  readonly world: World;
};

type Wanted = {
  readonly jobIds: readonly string[];
  /** Technicians whose other visits matter. */
  readonly technicianIds?: readonly string[];
  /** Undo, and everything that looks back, needs the history. */
  readonly withHistory: boolean;
};

/**
 * Reads what a decision may look at: the jobs in question, every job in which a technician concerned has an open
 * visit, and the history of the first and of all that a unit of theirs touched.
 */
export async function loadScene(
  tx: Transaction,
  organization: OrganizationRow,
  wanted: Wanted,
): Promise<Scene> {
  const organizationId = organization.id;
  const history = wanted.withHistory ? await historyOf(tx, organizationId, wanted.jobIds) : [];
  const jobIds = [...new Set([...wanted.jobIds, ...jobsIn(history)])];
  const first = await tx.appointments.ofJobs(organizationId, jobIds);
  const leads = first.flatMap(visit => [visit.facts.leadId, ...leadsBefore(history)]);
  const technicianIds = [...new Set([...leads, ...(wanted.technicianIds ?? [])].filter(id => id !== null))];
  const open = await tx.appointments.openOf(organizationId, technicianIds);
  const otherIds = [...new Set(open.map(visit => visit.jobId))].filter(id => !jobIds.includes(id));
  const others = await othersOf(tx, organizationId, open, otherIds);
  const jobs = await tx.jobs.getMany(organizationId, [...jobIds, ...others.map(visit => visit.jobId)]);
  const visits = [
    ...first,
    ...others,
    ...open.filter(visit => !first.concat(others).some(known => known.id === visit.id)),
  ];
  return {
    organization,
    jobs: new Map(jobs.map(job => [job.id, job])),
    visits: new Map(visits.map(visit => [visit.id, visit])),
    world: {settings: organization.settings, jobs: worldJobs(jobs, visits), history},
  };
}

/** A job that a technician is under way on is needed whole: it may be stood down. Of the rest the open visit is enough. */
async function othersOf(
  tx: Transaction,
  organizationId: string,
  open: AppointmentRow[],
  otherIds: string[],
): Promise<AppointmentRow[]> {
  const whole = open
    .filter(visit => isUnderWay(visit.facts) && otherIds.includes(visit.jobId))
    .map(visit => visit.jobId);
  return whole.length > 0 ? tx.appointments.ofJobs(organizationId, [...new Set(whole)]) : [];
}

function worldJobs(jobs: readonly JobRow[], visits: readonly AppointmentRow[]): JobFacts[] {
  const byJob = new Map<string, AppointmentFacts[]>();
  for (const visit of visits) byJob.set(visit.jobId, [...(byJob.get(visit.jobId) ?? []), visit.facts]);
  const known = jobs.map(job => ({...job.facts, appointments: byJob.get(job.id) ?? []}));
  const bare = [...byJob].filter(([jobId]) => !jobs.some(job => job.id === jobId));
  return [...known, ...bare.map(([jobId, appointments]) => bareJob(jobId, appointments))];
}

/** A job of which only a technician's open visits matter. */
function bareJob(id: string, appointments: AppointmentFacts[]): JobFacts {
  return {id, customerId: '', sourceId: null, offer: null, hold: null, closure: null, appointments};
}

async function historyOf(
  tx: Transaction,
  organizationId: string,
  jobIds: readonly string[],
): Promise<StoredEvent[]> {
  const own = await tx.events.ofJobs(organizationId, jobIds);
  const otherIds = jobsIn(own).filter(id => !jobIds.includes(id));
  if (otherIds.length === 0) return own;
  const others = await tx.events.ofJobs(organizationId, otherIds);
  return [...own, ...others].toSorted((a, b) => a.seq - b.seq);
}

function jobsIn(history: readonly StoredEvent[]): string[] {
  return [...new Set(history.flatMap(event => (event.data?.['jobIds'] as string[] | undefined) ?? []))];
}

/** Who led a visit before: an undo may bring him back. */
function leadsBefore(history: readonly StoredEvent[]): string[] {
  return history.flatMap(
    event => ((event.was as Partial<AppointmentFacts> | undefined)?.leadId ?? []) as string | [],
  );
}
