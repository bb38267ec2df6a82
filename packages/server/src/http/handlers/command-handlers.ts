import type {AppointmentCommand, Asking, CommandReply, Fix, JobCommand} from '@dispatch-kit/core';
import {api, nextStep, offersFor} from '@dispatch-kit/core';
import {readJob} from './job-handlers.ts';
import {readVisit} from './appointment-handlers.ts';
import type {Call, Handler} from '../call.ts';
import type {Queued} from '../../desk/device-queue.ts';
import {inTurn} from '../../desk/device-queue.ts';
import {askingOf} from '../../office/principal.ts';
import {runCommand} from '../../desk/run-command.ts';
import {loadScene} from '../../desk/scene.ts';
import {ingestPositions} from '../../watch/ingest-positions.ts';
import {appointmentOut, jobOut} from '../../desk/shapes.ts';

/** What a device may queue while it is offline; everything else is done at once or not at all. */
const queueable: readonly string[] = [
  'depart',
  'arrive',
  'start',
  'complete',
  'stand_down',
  'undo',
  'ask_to_move',
  'running_late',
];

async function commandVisit(call: Call, type: AppointmentCommand['type']): Promise<CommandReply> {
  const {deviceId, sequence, sentAt, ...body} = call.body as Queued & Record<string, unknown>;
  const appointmentId = call.params['id']!;
  const command = {...body, type, appointmentId} as AppointmentCommand;
  const isQueued = deviceId !== undefined && queueable.includes(type) && !call.dryRun;
  const tap: Queued = isQueued ? {deviceId, sequence, sentAt, at: body['at'] as string | undefined} : {};
  return inTurn(
    call,
    tap,
    {word: type, appointmentId},
    {
      async run(at) {
        await readVisit(call, appointmentId);
        const asking = askingOf(call.office, call.principal);
        if (at === undefined) return run(call, command, asking);
        return run(call, {...command, at}, {...asking, queued: true, basis: 'offline'});
      },
      again: () => presentState(call, appointmentId),
    },
  );
}

async function run(
  call: Call,
  command: AppointmentCommand | JobCommand,
  asking: Asking,
): Promise<CommandReply> {
  const {office, tx, principal, dryRun, ifMatch} = call;
  const reply = await runCommand(office, tx, principal.organization, command, asking, {dryRun, ifMatch});
  if (command.type === 'depart' && !dryRun && reply.events.length > 0) await beginRoad(call, command, reply);
  return reply;
}

/** A departure begins with what it says: where he is, or how long he thinks he needs. The message waits for neither. */
async function beginRoad(
  call: Call,
  {position}: {position?: Omit<Fix, 'at'> | undefined},
  {appointment}: CommandReply,
): Promise<void> {
  const {leadId, leg} = appointment!;
  const isOwn = leadId !== null && leadId === call.principal.memberId;
  const fixes = position && isOwn ? [{...position, at: leg!.departedAt!}] : [];
  if (leadId) await ingestPositions(call.office, call.tx, call.principal.organization, leadId, fixes);
}

/** The reply to a tap that was taken before: how things are, and nothing new. */
async function presentState(call: Call, appointmentId: string): Promise<CommandReply> {
  const {row} = await readVisit(call, appointmentId);
  const {row: job, visits} = await readJob(call, row.jobId);
  return {appointment: appointmentOut(row), job: jobOut(job, visits), events: [], notices: []};
}

async function commandJob(call: Call, type: JobCommand['type']): Promise<CommandReply> {
  const {row} = await readJob(call, call.params['id']!);
  const command = {...(call.body as object), type, jobId: row.id} as JobCommand;
  return run(call, command, askingOf(call.office, call.principal));
}

/** What the caller may tell a visit now. */
export async function offeredCommands(call: Call): Promise<unknown> {
  const {row} = await readVisit(call, call.params['id']!);
  const scene = await loadScene(call.tx, call.principal.organization, {
    jobIds: [row.jobId],
    withHistory: true,
  });
  const items = offersFor(scene.world, row.id, askingOf(call.office, call.principal)).map(
    ({command, refusal}) => ({
      command,
      allowed: refusal === null,
      ...(refusal && {code: refusal.refused, reason: refusal.sentence}),
    }),
  );
  const {arrivalMode} = scene.world.settings;
  return {status: row.facts.status, next: nextStep(row.facts.status, arrivalMode), items};
}

export const commandHandlers: Record<string, Handler> = Object.fromEntries([
  ...Object.keys(api.appointmentCommands).map(type => [
    `appointmentCommands.${type}`,
    (call: Call) => commandVisit(call, type as AppointmentCommand['type']),
  ]),
  ...Object.keys(api.jobCommands).map(type => [
    `jobCommands.${type}`,
    (call: Call) => commandJob(call, type as JobCommand['type']),
  ]),
]);
