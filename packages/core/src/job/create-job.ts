import type {Refusal} from '../appointment/refusal.ts';
import {refuse} from '../appointment/refusal.ts';
import {Unit} from '../appointment/unit.ts';
import type {Asking, World} from '../appointment/world.ts';
import {addPlanned} from './decide-job.ts';
import type {NewAppointment} from './job-command.ts';
import type {JobFacts} from './job-facts.ts';
import {leadBooked} from './job-machine.ts';
import type {Decision} from '../decide.ts';
import {dayMs, toInstant, toMs} from '../time.ts';

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

/** Decides the beginning of a job: one unit, with its first visit. Only a technician who is booked is refused. */
export function decideNewJob(world: World, job: NewJob, asking: Asking): Decision | Refusal {
  const blank: JobFacts = {
    id: job.jobId,
    customerId: job.customerId,
    sourceId: null,
    offer: null,
    hold: null,
    closure: null,
    appointments: [],
  };
  const atMs = job.at === undefined ? asking.nowMs : toMs(job.at);
  if (atMs > asking.nowMs) return refuse('at_in_future');
  if (asking.nowMs - atMs > 7 * dayMs) return refuse('at_too_old');
  const booked = leadBooked(job.appointment, world);
  if (booked) return booked;
  const unit = new Unit({...world, jobs: [...world.jobs, blank]}, asking, toInstant(atMs));
  const offer = job.offer ? {status: 'pending' as const, expiresAt: job.offer.expiresAt} : null;
  const created = unit.changeJob(job.jobId, 'job_created', {sourceId: job.sourceId, offer});
  created.set = {...created.set, customerId: job.customerId};
  if (job.appointment)
    addPlanned(unit, job.jobId, job.offer ? {...job.appointment, draft: true} : job.appointment);
  return {events: unit.finish(), world: unit.world, notify: job.notify ?? true};
}
