import {isUnderWay} from '../appointment/appointment-facts.ts';
import type {JobFacts, JobStatus} from './job-facts.ts';

type JobRule = {readonly status: JobStatus; readonly when: string; holds(job: JobFacts): boolean};

/** The rules by which a job's status follows from its facts; the first that holds decides. */
export const jobStatusRules: readonly JobRule[] = [
  {status: 'canceled', when: 'it was canceled', holds: job => job.closure?.kind === 'canceled'},
  {status: 'complete', when: 'it was completed', holds: job => job.closure?.kind === 'completed'},
  {
    status: 'declined',
    when: 'its offer was declined, withdrawn, or has expired',
    holds: job => job.offer !== null && ['declined', 'expired', 'withdrawn'].includes(job.offer.status),
  },
  {status: 'offered', when: 'its offer waits for an answer', holds: job => job.offer?.status === 'pending'},
  {status: 'in_progress', when: 'a visit is under way', holds: job => job.appointments.some(isUnderWay)},
  {
    status: 'scheduled',
    when: 'a visit is scheduled',
    holds: job => job.appointments.some(visit => visit.status === 'scheduled'),
  },
  {
    status: 'paused',
    when: 'it is on hold, or a visit was completed and the job left open',
    holds: job => job.hold !== null || job.appointments.some(visit => visit.status === 'complete'),
  },
  {status: 'unscheduled', when: 'nothing is planned', holds: () => true},
];

/** A job's status: what the first rule that holds says. */
export function deriveJobStatus(job: JobFacts): JobStatus {
  return jobStatusRules.find(rule => rule.holds(job))!.status;
}

/** Jobs that wait for a day: a board shows them on every day, or nobody would give them one. */
export const daylessStatuses = ['unscheduled', 'paused', 'offered'] as const satisfies readonly JobStatus[];

/** True unless the job is complete, canceled or declined: only then may work be planned on it as usual. */
export function isJobOpen(job: JobFacts): boolean {
  return !['complete', 'canceled', 'declined'].includes(deriveJobStatus(job));
}
