import type {Decision} from './decide.ts';
import {addPlanned} from './job-effects.ts';
import {refuseBooked} from './job-rules.ts';
import {timingOf} from './timing.ts';
import {Unit} from './unit.ts';
import type {Asking, World} from './world.ts';
import type {Refusal} from '../appointment/refusal.ts';
import {isRefusal} from '../appointment/refusal.ts';
import {unmadeJob} from '../history/evolve.ts';
import type {NewAppointment} from '../job/job-command.ts';
import {toInstant} from '../time.ts';

/** A job to be made. An offered one waits for an answer, and a visit that comes with it is a draft. */
export type NewJob = {
  readonly jobId: string;
  readonly customerId: string;
  readonly sourceId: string | null;
  readonly offer?: {readonly expiresAt: string | null};
  readonly appointment?: NewAppointment | undefined;
  readonly at?: string | undefined;
  readonly notify?: boolean | undefined;
};

/**
 * Decides the beginning of a job: one unit, with its first visit. Refused for a technician who is booked at that
 * time, and for a time in the future or more than 7 days ago.
 */
export function decideNewJob(world: World, job: NewJob, asking: Asking): Decision | Refusal {
  const timing = timingOf(job, asking, []);
  if (isRefusal(timing)) return timing;
  const plan = job.appointment && job.offer ? {...job.appointment, draft: true} : job.appointment;
  const booked = refuseBooked(plan, world);
  if (booked) return booked;
  const unit = new Unit(
    {...world, jobs: [...world.jobs, unmadeJob(job.jobId)]},
    asking,
    toInstant(timing.atMs),
  );
  const offer = job.offer ? {status: 'pending' as const, expiresAt: job.offer.expiresAt} : null;
  unit.changeJob(job.jobId, 'job_created', {customerId: job.customerId, sourceId: job.sourceId, offer});
  if (plan) addPlanned(unit, job.jobId, plan);
  return {events: unit.finish(), world: unit.world, notify: timing.notify};
}
