import {appointmentEffects} from './appointment-effects.ts';
import type {Asked} from './appointment-rules.ts';
import {appointmentRules} from './appointment-rules.ts';
import {appointmentAccess, jobAccess} from './command-access.ts';
import {jobEffects} from './job-effects.ts';
import type {JobAsked} from './job-rules.ts';
import {jobRules} from './job-rules.ts';
import {timingOf} from './timing.ts';
import {isUndone} from './undo.ts';
import {Unit} from './unit.ts';
import type {Asking, World} from './world.ts';
import {findVisit} from './world.ts';
import type {AppointmentCommand, AppointmentCommandType} from '../appointment/appointment-command.ts';
import {appointmentCommandTypes} from '../appointment/appointment-command.ts';
import type {AppointmentFacts} from '../appointment/appointment-facts.ts';
import type {AppointmentMachine, Cell} from '../appointment/appointment-machine.ts';
import {appointmentMachine} from '../appointment/appointment-machine.ts';
import type {Refusal} from '../appointment/refusal.ts';
import {isRefusal, refuse} from '../appointment/refusal.ts';
import type {DomainEvent, NewEvent} from '../history/event.ts';
import {deriveJobStatus} from '../job/derive-job-status.ts';
import type {JobCommand, JobCommandType} from '../job/job-command.ts';
import {jobCommandTypes} from '../job/job-command.ts';
import type {JobFacts} from '../job/job-facts.ts';
import type {JobMachine} from '../job/job-machine.ts';
import {jobMachine} from '../job/job-machine.ts';
import type {ActorKind} from '../people/actor.ts';
import {toInstant} from '../time.ts';

/** Something to be done to a visit or to a job. */
export type Command = AppointmentCommand | JobCommand;

/**
 * What follows from a command: its events, root first, and the world after them. `events` is empty where what was
 * asked for is so already. `notify` is false for what happened long ago, unless it was asked for.
 */
export type Decision = {
  readonly events: readonly NewEvent[];
  readonly world: World;
  readonly notify: boolean;
};

/** The machines to decide by. */
export type Machines = {readonly appointment: AppointmentMachine; readonly job: JobMachine};

const shipped: Machines = {appointment: appointmentMachine, job: jobMachine};

/**
 * Decides a command: what happens, or why not. Pure, and so the same in the server that holds the facts, in a client
 * that offers the next step, and in a test. The subject must be in the world.
 *
 * @param machines the tables to decide by; the shipped ones unless a test brings its own.
 */
export function decide(
  world: World,
  command: Command,
  asking: Asking,
  machines: Machines = shipped,
): Decision | Refusal {
  const timing = timingOf(command, asking, eventsAbout(command, world.history));
  if (isRefusal(timing)) return timing;
  const answer = judge(world, command, asking, machines);
  if (answer === 'already') return {events: [], world, notify: timing.notify};
  if (answer !== 'go') return answer;
  const unit = new Unit(world, asking, toInstant(timing.atMs));
  takeEffect(unit, command);
  return {events: unit.finish(), world: unit.world, notify: timing.notify};
}

function eventsAbout(command: Command, history: readonly DomainEvent[]): readonly DomainEvent[] {
  if (command.at === undefined) return [];
  return 'appointmentId' in command
    ? history.filter(event => event.appointmentId === command.appointmentId)
    : history.filter(event => event.jobId === command.jobId);
}

function judge(world: World, command: Command, asking: Asking, machines: Machines): Answer {
  if ('jobId' in command) {
    const job = world.jobs.find(each => each.id === command.jobId)!;
    return judgeJob(command as JobAsked, job, world, asking, machines.job);
  }
  const {job, visit} = findVisit(world, command.appointmentId)!;
  return judgeVisit(command as Asked, visit, job, world, asking, machines.appointment);
}

type Effect<S> = (unit: Unit, subject: S, command: Command) => void;

function takeEffect(unit: Unit, command: Command): void {
  if ('jobId' in command)
    (jobEffects[command.type] as Effect<JobFacts>)(unit, unit.job(command.jobId), command);
  else {
    const effect = appointmentEffects[command.type] as Effect<AppointmentFacts>;
    effect(unit, unit.visit(command.appointmentId), command);
  }
}

/** One command that could be given now: allowed, or refused and why. */
export type Offer<T extends string = AppointmentCommandType> = {
  readonly command: T;
  readonly refusal: Refusal | null;
};

/**
 * Every command that this kind of actor may give a visit, with its answer before anything else is known about it: what
 * a screen enables, and why not the rest.
 */
export function offersFor(world: World, appointmentId: string, asking: Asking): Offer[] {
  const {job, visit} = findVisit(world, appointmentId)!;
  const mine = appointmentCommandTypes.filter(type => isAmong(appointmentAccess[type], asking));
  return mine.map(command => {
    const answer = judgeVisit({type: command}, visit, job, world, asking, appointmentMachine);
    return {command, refusal: stillRefused(answer)};
  });
}

/** The same for a job. */
export function jobOffersFor(world: World, jobId: string, asking: Asking): Offer<JobCommandType>[] {
  const job = world.jobs.find(each => each.id === jobId)!;
  const mine = jobCommandTypes.filter(type => isAmong(jobAccess[type], asking));
  return mine.map(command => ({
    command,
    refusal: stillRefused(judgeJob({type: command}, job, world, asking, jobMachine)),
  }));
}

/** What can be given with a command is no reason against it before it is asked. */
function stillRefused(answer: Answer): Refusal | null {
  if (typeof answer === 'string') return null;
  const {refused} = answer;
  const needsWords = refused === 'reason_required' || refused === 'later_visits_required';
  return needsWords ? null : answer;
}

type Answer = 'go' | 'already' | Refusal;

function judgeVisit(
  asked: Asked,
  visit: AppointmentFacts,
  job: JobFacts,
  world: World,
  asking: Asking,
  machine: AppointmentMachine,
): Answer {
  const denied = refuseActor(appointmentAccess[asked.type], job, visit.leadId, asking);
  if (denied) return denied;
  const cell: Cell = machine[visit.status][asked.type];
  if ('no' in cell) return refuse(cell.no);
  if ('before' in cell && isUndone({...asked, subjectId: visit.id}, world.history)) return 'already';
  for (const name of cell.rules) {
    const refusal = appointmentRules[name](asked, visit, job, world, asking);
    if (refusal) return refusal;
  }
  return 'already' in cell ? 'already' : 'go';
}

function judgeJob(asked: JobAsked, job: JobFacts, world: World, asking: Asking, machine: JobMachine): Answer {
  const denied = refuseActor(jobAccess[asked.type], job, null, asking);
  if (denied) return denied;
  const cell = machine[deriveJobStatus(job)][asked.type];
  if ('no' in cell) return refuse(cell.no);
  if (asked.type === 'undo' && isUndone({...asked, subjectId: job.id}, world.history)) return 'already';
  for (const name of cell.rules) {
    const refusal = jobRules[name](asked, job, world, asking);
    if (refusal) return refusal;
  }
  return 'already' in cell ? 'already' : 'go';
}

/** Why this actor may not give the command here at all, if he may not: a technician leads the visit, a source owns the job. */
function refuseActor(
  access: readonly ActorKind[],
  job: JobFacts,
  leadId: string | null,
  asking: Asking,
): Refusal | null {
  const {actor, memberId} = asking;
  if (!isAmong(access, asking)) {
    const needed = access.filter(kind => kind !== 'system').join(' or ') || 'the server itself';
    return refuse('forbidden', {needed});
  }
  if (actor.kind === 'technician' && leadId !== (memberId ?? actor.id)) return refuse('not_yours');
  return actor.kind === 'source' && job.sourceId !== actor.id ? refuse('not_yours') : null;
}

function isAmong(access: readonly ActorKind[], {actor}: Asking): boolean {
  return access.includes(actor.kind);
}
