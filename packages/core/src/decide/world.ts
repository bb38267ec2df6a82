import type {AppointmentFacts, Planned} from '../appointment/appointment-facts.ts';
import {isOpen, isUnderWay, plannedRange} from '../appointment/appointment-facts.ts';
import type {NewId} from '../ids.ts';
import type {JobFacts} from '../job/job-facts.ts';
import type {Actor, Basis} from '../people/actor.ts';
import type {Settings} from '../people/settings.ts';
import {evolve} from '../history/evolve.ts';
import type {Folded} from '../history/evolve.ts';
import {overlaps} from '../time.ts';
import type {DomainEvent} from '../history/event.ts';

/**
 * What a decision may look at: the organization's rules, the job in question with every other job in which a
 * technician concerned has an open visit, and the history of those jobs: undo, a departure again and a forgotten tap
 * look back.
 */
export type World = {
  readonly settings: Settings;
  readonly jobs: readonly JobFacts[];
  readonly history: readonly DomainEvent[];
};

/** Who asks, when, and where new ids come from. `queued` marks a tap that waited in a device's outbox. */
export type Asking = {
  readonly actor: Actor;
  readonly memberId?: string;
  readonly nowMs: number;
  readonly newId: NewId;
  readonly basis?: Basis;
  readonly queued?: boolean;
};

/** The world after an event. */
export function evolveWorld(world: World, event: Folded): World {
  return {...world, jobs: world.jobs.map(job => evolve(job, event))};
}

/** The visit and the job it belongs to. */
export function findVisit(
  world: World,
  appointmentId: string,
): {job: JobFacts; visit: AppointmentFacts} | undefined {
  for (const job of world.jobs) {
    const visit = job.appointments.find(each => each.id === appointmentId);
    if (visit) return {job, visit};
  }
  return undefined;
}

/** Every visit that a technician leads. */
function visitsOf(world: World, technicianId: string): AppointmentFacts[] {
  return world.jobs.flatMap(job => job.appointments).filter(visit => visit.leadId === technicianId);
}

/** The other visit on which a technician is under way, if there is one. */
export function underWayElsewhere(
  world: World,
  technicianId: string,
  exceptId: string,
): AppointmentFacts | undefined {
  return visitsOf(world, technicianId).find(visit => visit.id !== exceptId && isUnderWay(visit));
}

/** The other open visit of a technician that shares a moment with a planned time, if there is one. */
export function bookedElsewhere(
  world: World,
  technicianId: string,
  planned: Planned,
  exceptId: string,
  counts: (other: AppointmentFacts) => boolean = () => true,
): AppointmentFacts | undefined {
  const range = plannedRange(planned);
  return visitsOf(world, technicianId).find(
    visit =>
      visit.id !== exceptId && isOpen(visit) && counts(visit) && overlaps(plannedRange(visit.planned), range),
  );
}
