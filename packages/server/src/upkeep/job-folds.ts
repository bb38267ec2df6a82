import type {AppointmentFacts, JobFacts} from '@dispatch-kit/core';
import {deriveJobStatus, foldJob, isOpen, toMs} from '@dispatch-kit/core';
import type {AppointmentRow, JobRow} from '../storage/rows.ts';
import type {Transaction} from '../storage/storage.ts';

const pageSize = 200;

/** A job as its rows have it, and as its events tell it. */
export type JobFold = {job: JobRow; visits: AppointmentRow[]; folded: JobFacts};

/** Every job of an organization, a page at a time. `read` runs a function in a transaction. */
export async function* jobFolds(
  read: <T>(run: (tx: Transaction) => Promise<T>) => Promise<T>,
  organizationId: string,
): AsyncGenerator<JobFold[]> {
  let after: {key: string; id: string} | undefined;
  do {
    const page = await read(tx => foldPage(tx, organizationId, after));
    yield page;
    const last = page.length === pageSize ? page.at(-1)!.job : undefined;
    after = last && {key: last.createdAt, id: last.id};
  } while (after);
}

async function foldPage(
  tx: Transaction,
  organizationId: string,
  after: {key: string; id: string} | undefined,
): Promise<JobFold[]> {
  const jobs = await tx.jobs.list(organizationId, {sort: 'created', after, limit: pageSize});
  const ids = jobs.map(job => job.id);
  const visits = Map.groupBy(await tx.appointments.ofJobs(organizationId, ids), visit => visit.jobId);
  const events = Map.groupBy(await tx.events.ofJobs(organizationId, ids), event => event.jobId!);
  return jobs.map(job => ({
    job,
    visits: visits.get(job.id) ?? [],
    folded: foldJob(events.get(job.id) ?? []),
  }));
}

/** The rows as they must be, by the events. */
export function projected({job, visits, folded}: JobFold): {job: JobRow; visits: AppointmentRow[]} {
  const {appointments, ...facts} = folded;
  const byId = new Map<string, AppointmentFacts>(appointments.map(visit => [visit.id, visit]));
  const starts = appointments.filter(isOpen).map(visit => visit.planned.start);
  const earliest = starts.toSorted((a, b) => toMs(a) - toMs(b))[0] ?? null;
  return {
    job: {...job, facts, status: deriveJobStatus(folded), plannedAt: earliest},
    visits: visits.map(visit => ({...visit, facts: byId.get(visit.id) ?? visit.facts})),
  };
}
