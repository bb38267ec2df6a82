import type {AppointmentFacts} from '../appointment/appointment-facts.ts';
import type {JobFacts} from '../job/job-facts.ts';
import type {DomainEvent, NewEvent} from './event.ts';

/** What folding needs of an event. */
export type Folded = Pick<DomainEvent | NewEvent, 'jobId' | 'appointmentId' | 'set' | 'type'>;

/** A job's facts after one of its events. Events of other jobs, and events that change nothing, leave it as it is. */
export function evolve(job: JobFacts, event: Folded): JobFacts {
  if (event.jobId !== job.id || !event.set) return job;
  if (!event.appointmentId) return {...job, ...(event.set as Partial<JobFacts>)};
  const change = event.set as Partial<AppointmentFacts>;
  const known = job.appointments.some(visit => visit.id === event.appointmentId);
  const appointments = known
    ? job.appointments.map(visit => (visit.id === event.appointmentId ? {...visit, ...change} : visit))
    : [...job.appointments, change as AppointmentFacts];
  return {...job, appointments};
}

/** A job of which nothing is known but its id, before `job_created`. */
export function unmadeJob(id: string): JobFacts {
  return {id, customerId: '', sourceId: null, offer: null, hold: null, closure: null, appointments: []};
}

/** A job's facts folded from its whole history, which begins with `job_created`. */
export function foldJob(events: readonly Folded[]): JobFacts {
  const [first, ...rest] = events;
  if (first?.type !== 'job_created') throw new Error('A job’s history begins with job_created.');
  const created: JobFacts = {...unmadeJob(first.jobId!), ...(first.set as Partial<JobFacts>)};
  return rest.reduce(evolve, created);
}
