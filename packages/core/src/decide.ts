import {appointmentAccess, jobAccess} from './appointment/command-access.ts';
import type {AppointmentCommand, AppointmentCommandType} from './appointment/appointment-command.ts';
import {appointmentCommandTypes} from './appointment/appointment-command.ts';
import type {AppointmentFacts} from './appointment/appointment-facts.ts';
import {appointmentEffects} from './appointment/decide-appointment.ts';
import type {AppointmentMachine, Cell} from './appointment/appointment-machine.ts';
import {appointmentMachine} from './appointment/appointment-machine.ts';
import type {Asked} from './appointment/appointment-rules.ts';
import {appointmentRules} from './appointment/appointment-rules.ts';
import type {Refusal} from './appointment/refusal.ts';
import {isRefusal, refuse} from './appointment/refusal.ts';
import {isUndone} from './appointment/undo.ts';
import {Unit} from './appointment/unit.ts';
import type {Asking, World} from './appointment/world.ts';
import {findVisit} from './appointment/world.ts';
import {jobEffects} from './job/decide-job.ts';
import {deriveJobStatus} from './job/derive-job-status.ts';
import type {JobCommand} from './job/job-command.ts';
import type {JobFacts} from './job/job-facts.ts';
import type {JobMachine} from './job/job-machine.ts';
import {jobMachine, jobRules} from './job/job-machine.ts';
import type {ActorKind} from './people/actor.ts';
import {dayMs, toInstant, toMs} from './time.ts';
import type {NewEvent} from './wire/event.ts';

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

/** After how long a forgotten tap tells nobody by itself. */
const quietAfterMs = 15 * 60_000;

/**
 * Decides a command: what happens, or why not. Pure, and so the same in the server that holds the facts, in a client
 * that offers the next step, and in a test. The subject must be in the world.
 */
export function decide(
  world: World,
  command: Command,
  asking: Asking,
  machines: Machines = shipped,
): Decision | Refusal {
  const timing = timeOf(world, command, asking);
  if (isRefusal(timing)) return timing;
  const unit = new Unit(world, asking, timing.at);
  const refused =
    'appointmentId' in command ? runOnVisit(unit, command, machines) : runOnJob(unit, command, machines);
  return refused ?? {events: unit.finish(), world: unit.world, notify: timing.notify};
}

/** One command that a visit could be given now: allowed, or refused and why. */
export type Offer = {readonly command: AppointmentCommandType; readonly refusal: Refusal | null};

/** Every command with its answer, before anything else is known about it: what a screen enables, and why not the rest. */
export function offersFor(world: World, appointmentId: string, asking: Asking): Offer[] {
  const {job, visit} = findVisit(world, appointmentId)!;
  const mine = appointmentCommandTypes.filter(type =>
    (appointmentAccess[type] as readonly ActorKind[]).includes(asking.actor.kind),
  );
  return mine.map(command => {
    const answer = judgeVisit({type: command}, visit, job, world, asking, appointmentMachine);
    return {command, refusal: answer === 'go' || answer === 'already' ? null : answer};
  });
}

function runOnVisit(unit: Unit, command: AppointmentCommand, machines: Machines): Refusal | null {
  const {job, visit} = findVisit(unit.world, command.appointmentId)!;
  const answer = judgeVisit(command as Asked, visit, job, unit.world, unit.asking, machines.appointment);
  if (answer === 'already') return null;
  if (answer !== 'go') return answer;
  const effect = appointmentEffects[command.type] as (
    unit: Unit,
    visit: AppointmentFacts,
    command: AppointmentCommand,
  ) => void;
  effect(unit, visit, command);
  return null;
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
  const denied = denyVisit(asked.type, visit, job, asking);
  if (denied) return denied;
  const cell: Cell = machine[visit.status][asked.type];
  if ('no' in cell) return refuse(cell.no);
  if ('before' in cell && isUndone(asked['eventId'] as string | undefined, world.history)) return 'already';
  for (const name of cell.rules) {
    const refusal = appointmentRules[name](asked, visit, job, world, asking);
    if (refusal) return refusal;
  }
  return 'already' in cell ? 'already' : 'go';
}

function denyVisit(
  type: AppointmentCommandType,
  visit: AppointmentFacts,
  job: JobFacts,
  {actor, memberId}: Asking,
): Refusal | null {
  if (!(appointmentAccess[type] as readonly ActorKind[]).includes(actor.kind))
    return forbidden(appointmentAccess[type]);
  if (actor.kind === 'technician' && visit.leadId !== (memberId ?? actor.id)) return refuse('not_yours');
  return actor.kind === 'source' && job.sourceId !== actor.id ? refuse('not_yours') : null;
}

function forbidden(needed: readonly ActorKind[]): Refusal {
  return refuse('forbidden', {
    needed: needed.filter(kind => kind !== 'system').join(' or ') || 'the server itself',
  });
}

function runOnJob(unit: Unit, command: JobCommand, machines: Machines): Refusal | null {
  const job = unit.job(command.jobId);
  const {actor} = unit.asking;
  if (!(jobAccess[command.type] as readonly ActorKind[]).includes(actor.kind))
    return forbidden(jobAccess[command.type]);
  if (actor.kind === 'source' && job.sourceId !== actor.id) return refuse('not_yours');
  const cell = machines.job[deriveJobStatus(job)][command.type];
  if ('no' in cell) return refuse(cell.no);
  if ('already' in cell) return null;
  if (command.type === 'undo' && isUndone(command.eventId, unit.world.history)) return null;
  for (const name of cell.rules) {
    const refusal = jobRules[name](command, job, unit.world, unit.asking);
    if (refusal) return refusal;
  }
  const effect = jobEffects[command.type] as (unit: Unit, job: JobFacts, command: JobCommand) => void;
  effect(unit, job, command);
  return null;
}

/** When a command took effect, and whether it tells anybody. Only a person who looks back is held to the past. */
function timeOf(world: World, command: Command, asking: Asking): {at: string; notify: boolean} | Refusal {
  const atMs = command.at === undefined ? asking.nowMs : toMs(command.at);
  const ageMs = asking.nowMs - atMs;
  if (ageMs < 0) return refuse('at_in_future');
  const notify = command.notify ?? (asking.queued === true || ageMs <= quietAfterMs);
  const timing = {at: toInstant(atMs), notify};
  if (asking.queued || command.at === undefined) return timing;
  if (ageMs > 7 * dayMs) return refuse('at_too_old');
  const subject = 'appointmentId' in command ? 'appointmentId' : 'jobId';
  const id = 'appointmentId' in command ? command.appointmentId : command.jobId;
  const last = world.history.findLast(event => event[subject] === id && event.set !== undefined);
  if (!last || toMs(last.at) < atMs) return timing;
  return refuse('at_before_last', {eventType: last.type, eventAt: last.at});
}
