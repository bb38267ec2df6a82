import type {
  AppointmentCommand,
  Asking,
  Command,
  CommandReply,
  Decision,
  MoveForUrgent,
  Refusal,
} from '@dispatch-kit/core';
import {api, decide, isRefusal, jobOffersFor, minuteMs, offersFor, toInstant, toMs} from '@dispatch-kit/core';
import type {Office} from '../office/office.ts';
import {Problem, notFound, refusalProblem} from '../office/problem.ts';
import type {Scene} from './scene.ts';
import {loadScene} from './scene.ts';
import {appointmentOut, jobOut} from './shapes.ts';
import type {Beside, Written} from './write-unit.ts';
import {writeUnit} from './write-unit.ts';
import type {OrganizationRow} from '../storage/rows.ts';
import type {Transaction} from '../storage/storage.ts';

/** How a command is run besides what it says. */
export type Run = {
  readonly dryRun: boolean;
  /** The version the caller has seen; another one is there by now: refused. */
  readonly ifMatch?: number | undefined;
  readonly beside?: Beside;
};

/** Runs a command of a visit or of a job: decides it over what is so now, and writes what follows. */
export async function runCommand(
  office: Office,
  tx: Transaction,
  organization: OrganizationRow,
  command: Command,
  asking: Asking,
  run: Run,
): Promise<CommandReply> {
  const scene = await sceneOf(tx, organization, command);
  checkVersion(scene, command, run.ifMatch);
  const decision = decide(scene.world, command, asking);
  if (isRefusal(decision)) throw refusedBy(decision, scene, command, asking);
  const written = await writeUnit(office, tx, scene, decision, {
    dryRun: run.dryRun,
    beside: besideOf(command, scene, asking, run.beside),
  });
  return replyOf(scene, command, decision, written, run.dryRun);
}

/** What the fence or the clock says about a visit. What is refused by now is simply not so any more. */
export async function runSystemCommand(
  office: Office,
  tx: Transaction,
  organization: OrganizationRow,
  command: AppointmentCommand,
  asking: Asking,
): Promise<void> {
  const scene = await sceneOf(tx, organization, command);
  const decision = decide(scene.world, command, {...asking, queued: true});
  if (isRefusal(decision)) return;
  await writeUnit(office, tx, scene, decision, {dryRun: false});
}

async function sceneOf(tx: Transaction, organization: OrganizationRow, command: Command): Promise<Scene> {
  const visit =
    'appointmentId' in command
      ? await tx.appointments.get(organization.id, command.appointmentId)
      : undefined;
  if ('appointmentId' in command && !visit) throw notFound('visit');
  const jobId = 'jobId' in command ? command.jobId : visit!.jobId;
  const leadId = 'leadId' in command ? command.leadId : undefined;
  const plan = 'appointment' in command ? command.appointment?.leadId : undefined;
  const moves = 'moves' in command ? (command.moves ?? []) : [];
  if (leadId) await demandTechnician(tx, organization.id, leadId, 'leadId');
  if (plan) await demandTechnician(tx, organization.id, plan, 'appointment.leadId');
  const moved = await jobsThatMakeWay(tx, organization.id, moves);
  const takers = moves.map(each => each.leadId);
  const scene = await loadScene(tx, organization, {
    jobIds: [jobId, ...moved],
    technicianIds: [leadId, plan, ...takers].filter(id => typeof id === 'string'),
    withHistory: true,
  });
  if (!scene.jobs.has(jobId)) throw notFound('job');
  return scene;
}

/** The jobs of visits that make way, each needed whole; a visit that is not there, and somebody who cannot take it, are named. */
async function jobsThatMakeWay(
  tx: Transaction,
  organizationId: string,
  moves: readonly MoveForUrgent[],
): Promise<string[]> {
  const jobIds: string[] = [];
  for (const [index, {appointmentId, leadId}] of moves.entries()) {
    const visit = await tx.appointments.get(organizationId, appointmentId);
    if (!visit) throw notFound('visit');
    if (leadId) await demandTechnician(tx, organizationId, leadId, `moves.${index}.leadId`);
    jobIds.push(visit.jobId);
  }
  return [...new Set(jobIds)];
}

/** A visit is only given to somebody who is there and works as a technician. */
export async function demandTechnician(
  tx: Transaction,
  organizationId: string,
  memberId: string,
  path: string,
): Promise<void> {
  const member = await tx.members.get(organizationId, memberId);
  const works = member && !member.deactivatedAt && member.roles.includes('technician');
  if (works) return;
  const message = member ? 'This member is not an active technician.' : 'There is no member by that id.';
  throw new Problem('invalid', `${path}: ${message}`, {fields: [{path, code: 'not_a_technician', message}]});
}

function checkVersion(scene: Scene, command: Command, ifMatch: number | undefined): void {
  if (ifMatch === undefined) return;
  const row =
    'appointmentId' in command ? scene.visits.get(command.appointmentId)! : scene.jobs.get(command.jobId)!;
  if (row.version === ifMatch) return;
  const current =
    'appointmentId' in command
      ? appointmentOut(scene.visits.get(command.appointmentId)!)
      : {version: row.version};
  throw new Problem(
    'version_conflict',
    `You have seen version ${ifMatch}; it is at version ${row.version} now. Read it again.`,
    {current},
  );
}

function refusedBy(refusal: Refusal, scene: Scene, command: Command, asking: Asking): Problem {
  const offers =
    'appointmentId' in command
      ? offersFor(scene.world, command.appointmentId, asking)
      : jobOffersFor(scene.world, command.jobId, asking).filter(({command: word}) => isSaidToJobs(word));
  const allowed = offers.filter(offer => !offer.refusal).map(offer => offer.command);
  return refusalProblem(refusal, allowed);
}

/** True for what a caller can tell a job that is there: its commands, and to plan a visit. */
function isSaidToJobs(word: string): boolean {
  return word in api.jobCommands || word === 'plan';
}

/** The words of a reason or a note stand in a note of the team, beside the event that holds the code. */
function besideOf(command: Command, scene: Scene, asking: Asking, beside: Beside = {}): Beside {
  const reason = 'reason' in command ? command.reason?.note : undefined;
  const note = 'note' in command ? command.note : undefined;
  const subject = 'appointmentId' in command ? scene.visits.get(command.appointmentId) : undefined;
  const [interrupted, why] =
    'interrupt' in command && command.current
      ? [scene.visits.get(command.current.appointmentId), command.interrupt?.note]
      : [];
  const said = [
    {visit: subject, text: reason},
    {visit: subject, text: note},
    {visit: interrupted, text: why},
  ];
  const notes = said.flatMap(({visit, text}) => {
    const jobId = 'jobId' in command ? command.jobId : visit?.jobId;
    if (!text?.trim() || !jobId) return [];
    const about = {jobId, appointmentId: visit?.id ?? null, visibility: 'team' as const};
    return [
      {...about, authorKind: asking.actor.kind, authorId: asking.memberId ?? asking.actor.id ?? null, text},
    ];
  });
  return notes.length > 0 ? {...beside, notes} : beside;
}

function replyOf(
  scene: Scene,
  command: Command,
  decision: Decision,
  written: Written,
  dryRun: boolean,
): CommandReply {
  const jobId = 'jobId' in command ? command.jobId : scene.visits.get(command.appointmentId)!.jobId;
  const job = written.jobs.get(jobId) ?? scene.jobs.get(jobId)!;
  const ofJob = [...new Map([...scene.visits, ...written.visits]).values()].filter(
    visit => visit.jobId === jobId,
  );
  const root = decision.events[0];
  const added = written.events.find(
    event => event.type === 'appointment_scheduled' || event.type === 'appointment_drafted',
  );
  const appointmentId = 'appointmentId' in command ? command.appointmentId : added?.appointmentId;
  const subject = ofJob.find(visit => visit.id === appointmentId);
  return {
    ...(subject && {appointment: appointmentOut(subject)}),
    job: jobOut(job, ofJob),
    events: [...written.events],
    notices: [...written.notices],
    ...(root && command.type !== 'undo' && {undoUntil: undoUntil(scene, root.at)}),
    ...(written.corrections.length > 0 && {
      corrections: written.corrections.map(({id, kind, contactId, memberId, subjectId}) => ({
        noticeId: id,
        kind,
        contactId: contactId ?? memberId ?? '',
        subjectId,
      })),
    }),
    ...(dryRun && {dryRun: true}),
  };
}

function undoUntil({world}: Scene, at: string): string {
  return toInstant(toMs(at) + world.settings.undoMinutes * minuteMs);
}
