import type {AppointmentFacts} from '../appointment/appointment-facts.ts';
import type {Asking, World} from './world.ts';
import {evolveWorld, findVisit} from './world.ts';
import type {JobFacts} from '../job/job-facts.ts';
import type {Instant} from '../time.ts';
import type {Change, EventType, NewEvent} from '../history/event.ts';

/**
 * A command and all it caused, while it is being decided: the first event is the root, every later one is caused by
 * it. Each change is folded into `world` at once, so that what follows is decided over what is so by then.
 */
export class Unit {
  world: World;
  readonly events: NewEvent[] = [];
  readonly asking: Asking;
  readonly at: Instant;

  constructor(world: World, asking: Asking, at: Instant) {
    this.world = world;
    this.asking = asking;
    this.at = at;
  }

  /** The id of the root event, once there is one. */
  get rootId(): string | undefined {
    return this.events[0]?.id;
  }

  visit(appointmentId: string): AppointmentFacts {
    return findVisit(this.world, appointmentId)!.visit;
  }

  job(jobId: string): JobFacts {
    return this.world.jobs.find(job => job.id === jobId)!;
  }

  /** Notes a change of a visit, which may name the id of its own event; attributes that keep their value are left out. */
  changeVisit(
    id: string,
    type: EventType,
    change: ChangeOf<AppointmentFacts>,
    data?: Record<string, unknown>,
  ): NewEvent {
    const visit = this.visit(id);
    const eventId = this.asking.newId('event');
    return this.#note(
      {
        id: eventId,
        type,
        jobId: visit.jobId,
        appointmentId: id,
        ...difference(visit, valueOf(change, eventId)),
      },
      data,
    );
  }

  /** Notes a new visit on a job. Undone, it is gone. */
  addVisit(visit: AppointmentFacts, type: EventType, data?: Record<string, unknown>): NewEvent {
    const eventId = this.asking.newId('event');
    return this.#note(
      {id: eventId, type, jobId: visit.jobId, appointmentId: visit.id, set: visit, was: {status: 'deleted'}},
      data,
    );
  }

  /** Notes a change of a job's own facts. */
  changeJob(
    id: string,
    type: EventType,
    change: ChangeOf<JobFacts>,
    data?: Record<string, unknown>,
  ): NewEvent {
    const eventId = this.asking.newId('event');
    return this.#note(
      {id: eventId, type, jobId: id, ...difference(this.job(id), valueOf(change, eventId))},
      data,
    );
  }

  /** Notes a fact that is about no single visit or job. */
  noteFact(type: EventType, subjectId: string, data?: Record<string, unknown>): NewEvent {
    return this.#note({id: this.asking.newId('event'), type, subjectId}, data);
  }

  /** The events; where they touch several jobs each names all of them, so that the unit can be found from any. */
  finish(): readonly NewEvent[] {
    const jobIds = [...new Set(this.events.flatMap(event => event.jobId ?? []))];
    if (jobIds.length < 2) return this.events;
    return this.events.map(event => ({...event, data: {...event.data, jobIds}}));
  }

  #note(
    event: Pick<NewEvent, 'id' | 'type' | 'jobId' | 'appointmentId' | 'subjectId' | 'set' | 'was'>,
    data?: Record<string, unknown>,
  ): NewEvent {
    const caused = this.rootId !== undefined;
    const noted: NewEvent = {
      v: 1,
      at: this.at,
      actor: caused ? {kind: 'system'} : this.asking.actor,
      basis: caused ? 'cascade' : (this.asking.basis ?? 'manual'),
      ...(caused && {causedBy: this.rootId!}),
      ...event,
      ...(data && Object.keys(data).length > 0 && {data}),
    };
    this.events.push(noted);
    this.world = evolveWorld(this.world, noted);
    return noted;
  }
}

type ChangeOf<T> = Partial<T> | ((eventId: string) => Partial<T>);

function valueOf<T>(change: ChangeOf<T>, eventId: string): Partial<T> {
  return typeof change === 'function' ? change(eventId) : change;
}

/** What really changes: new values and old ones, only where they differ. */
function difference<T extends object>(before: T, set: Partial<T>): {set?: Change; was?: Change} {
  const keys = (Object.keys(set) as (keyof T)[]).filter(
    key => JSON.stringify(before[key]) !== JSON.stringify(set[key]),
  );
  if (keys.length === 0) return {};
  const pick = (from: Partial<T>) => Object.fromEntries(keys.map(key => [key, from[key]])) as Change;
  return {set: pick(set), was: pick(before)};
}
