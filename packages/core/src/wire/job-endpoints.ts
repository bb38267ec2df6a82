import * as z from 'zod/mini';
import {idSchema} from '../ids.ts';
import {appointmentCommands} from '../appointment/appointment-command.ts';
import {AppointmentStatus} from '../appointment/appointment-facts.ts';
import {NewAppointment, jobCommands} from '../job/job-command.ts';
import {JobStatus} from '../job/job-facts.ts';
import {Day, Instant, TimeZone} from '../time.ts';
import {Appointment, AppointmentPatch, OfferedCommand} from './appointment.ts';
import {DomainEvent} from '../history/event.ts';
import {endpoint, inPath} from './endpoint.ts';
import {CommandReply, Job, JobInput, JobPatch} from './job.ts';
import {NearestQuery, NearestTechnicians} from './nearest.ts';
import {SuggestionQuery, Suggestions} from './planning-endpoints.ts';
import {pageOf} from './resource.ts';

/** Query parameters of every list. */
export const listQuery = {
  limit: z.optional(z.coerce.number().check(z.int(), z.gte(1), z.lte(200))),
  cursor: z.optional(z.string()),
  externalId: z.optional(z.string()),
};
const dryRun = z.optional(z.enum(['1', 'true', '0', 'false']));
const commandQuery = z.strictObject({dryRun});
const dayOrToday = z.union([Day, z.literal('today')]);

/** A list of values in one parameter, by comma: `?status=scheduled,in_progress`. */
export function several<T extends z.ZodMiniType<string, string>>(value: T) {
  return z.pipe(
    z.string(),
    z.pipe(
      z.transform((text: string) => text.split(',')),
      z.array(value),
    ),
  );
}

export const JobSort = z.enum(['created', '-created', 'planned', '-planned']);

export const JobQuery = z.strictObject({
  ...listQuery,
  status: z.optional(several(JobStatus)),
  day: z.optional(dayOrToday),
  timeZone: z.optional(TimeZone),
  leadId: z.optional(idSchema('member')),
  customerId: z.optional(idSchema('customer')),
  q: z.optional(z.string().check(z.maxLength(200))),
  sort: z.optional(JobSort),
});
export type JobQuery = z.infer<typeof JobQuery>;

export const AppointmentQuery = z.strictObject({
  ...listQuery,
  status: z.optional(several(AppointmentStatus)),
  day: z.optional(dayOrToday),
  timeZone: z.optional(TimeZone),
  leadId: z.optional(idSchema('member')),
  unassigned: z.optional(z.enum(['1', 'true'])),
});
export type AppointmentQuery = z.infer<typeof AppointmentQuery>;

const Note = z.object({
  id: z.string(),
  jobId: z.string(),
  appointmentId: z.nullable(z.string()),
  visibility: z.enum(['team', 'customer']),
  text: z.string(),
  authorKind: z.string(),
  authorId: z.nullable(z.string()),
  at: Instant,
});
export type Note = z.infer<typeof Note>;

const read = ['jobs.read'] as const;
const commanding = {method: 'POST', query: commandQuery, reply: CommandReply, dryRun: true} as const;
/** Which commands are work, the rest is planning. */
const work = ['depart', 'arrive', 'start', 'complete', 'stand_down', 'undo', 'ask_to_move', 'running_late'];

const sentences: Record<keyof typeof appointmentCommands, string> = {
  schedule: 'Schedule a draft, and with it who comes',
  reschedule: 'Change window, planned time or duration, and with them who comes',
  assign: 'Give it to a technician; while en route the one who drives is stood down',
  unassign: 'Take the technician off',
  send_now: 'Somebody goes there at once; what he had to do makes way, in one step that one undo takes back',
  confirm: 'The customer confirmed the window',
  depart: 'On my way',
  arrive: 'Arrived',
  start: 'Work starts',
  complete: 'The visit ended: done, follow_up, no_access or interrupted',
  cancel: 'Cancel the visit',
  stand_down: 'Not coming just now: back to the plan',
  hand_over: 'Another technician takes over on site',
  move: 'To another time, also while under way',
  undo: 'Take back the newest command, or the one of an event',
  reopen: 'A completed visit goes on',
  reinstate: 'A canceled visit comes back',
  delete: 'Remove a visit that was never under way',
  ask_to_move: 'The technician asks for another time',
  running_late: 'The technician says how late he will be',
  dismiss_request: 'The open wish is answered',
  keep: 'It stays open over the end of the day, with a reason',
};
const jobSentences: Record<keyof typeof jobCommands, string> = {
  accept: 'Take the offer, with a visit if one is given',
  decline: 'Decline the offer',
  withdraw: 'The source takes its offer back',
  cancel: 'Cancel the job with its drafts and open visits',
  reinstate: 'Bring back a canceled job with the visits that went with it',
  complete: 'Close the job',
  pause: 'Put the job on hold',
  resume: 'End the hold',
  undo: 'Take back the newest command on the job',
};

function rows<C extends Record<string, z.ZodMiniType>, T extends object>(
  commands: C,
  make: (name: keyof C & string, body: C[keyof C]) => T,
) {
  return Object.fromEntries(
    Object.entries(commands).map(([name, body]) => [name, make(name, body as C[keyof C])]),
  );
}

/** A row for each command of a visit, by the command's name. */
export const appointmentCommandEndpoints = rows(appointmentCommands, (name, body) =>
  endpoint({
    ...commanding,
    body,
    path: `/v1/appointments/{id}/${inPath(name)}`,
    summary: sentences[name],
    access: work.includes(name) ? ['work'] : ['plan'],
  }),
);

/** A row for each command of a job, by the command's name. */
export const jobCommandEndpoints = rows(jobCommands, (name, body) =>
  endpoint({
    ...commanding,
    body,
    path: `/v1/jobs/{id}/${inPath(name)}`,
    summary: jobSentences[name],
    access: ['plan'],
  }),
);

export const jobEndpoints = {
  create: endpoint({
    method: 'POST',
    path: '/v1/jobs',
    summary: 'Make a job, with its first visit if that is known',
    access: ['plan'],
    query: commandQuery,
    body: JobInput,
    reply: Job,
    status: 201,
    dryRun: true,
  }),
  offer: endpoint({
    method: 'POST',
    path: '/v1/offers',
    summary: 'Offer a job; a visit that comes with it is a draft until the offer is accepted',
    access: ['plan'],
    query: commandQuery,
    body: z.extend(JobInput, {
      expiresAt: z.optional(Instant),
      sourceId: z.optional(z.string().check(z.maxLength(60))),
    }),
    reply: Job,
    status: 201,
    dryRun: true,
  }),
  list: endpoint({
    method: 'GET',
    path: '/v1/jobs',
    summary: 'Jobs, filtered and sorted',
    access: read,
    query: JobQuery,
    reply: pageOf(Job),
  }),
  get: endpoint({
    method: 'GET',
    path: '/v1/jobs/{id}',
    summary: 'One job with its visits',
    access: read,
    reply: Job,
  }),
  edit: endpoint({
    method: 'PATCH',
    path: '/v1/jobs/{id}',
    summary: 'Change title, address, contacts …',
    access: ['plan'],
    body: JobPatch,
    reply: Job,
  }),
  addAppointment: endpoint({
    method: 'POST',
    path: '/v1/jobs/{id}/appointments',
    summary: 'Plan another visit',
    access: ['plan'],
    query: commandQuery,
    body: z.extend(NewAppointment, {at: z.optional(Instant), notify: z.optional(z.boolean())}),
    reply: CommandReply,
    status: 201,
    dryRun: true,
  }),
  history: endpoint({
    method: 'GET',
    path: '/v1/jobs/{id}/history',
    summary: 'Everything that happened, oldest first',
    access: read,
    reply: z.object({items: z.array(DomainEvent)}),
  }),
  notes: endpoint({
    method: 'GET',
    path: '/v1/jobs/{id}/notes',
    summary: 'Notes, oldest first',
    access: ['notes'],
    reply: z.object({items: z.array(Note)}),
  }),
  addNote: endpoint({
    method: 'POST',
    path: '/v1/jobs/{id}/notes',
    summary: 'Add a note for the team or for the customer',
    access: ['notes'],
    body: z.strictObject({
      text: z.string().check(z.trim(), z.minLength(1), z.maxLength(5000)),
      visibility: z.optional(z.enum(['team', 'customer'])),
      appointmentId: z.optional(idSchema('appointment')),
      at: z.optional(Instant),
      deviceId: z.optional(z.string().check(z.maxLength(80))),
      sequence: z.optional(z.int().check(z.gte(1))),
      sentAt: z.optional(Instant),
    }),
    reply: Note,
    status: 201,
  }),
} as const;

export const appointmentEndpoints = {
  list: endpoint({
    method: 'GET',
    path: '/v1/appointments',
    summary: 'Visits by day, lead, status',
    access: read,
    query: AppointmentQuery,
    reply: pageOf(Appointment),
  }),
  get: endpoint({
    method: 'GET',
    path: '/v1/appointments/{id}',
    summary: 'One visit',
    access: read,
    reply: Appointment,
  }),
  edit: endpoint({
    method: 'PATCH',
    path: '/v1/appointments/{id}',
    summary: 'Helpers, instructions, externalId, metadata',
    access: ['plan'],
    body: AppointmentPatch,
    reply: Appointment,
  }),
  commands: endpoint({
    method: 'GET',
    path: '/v1/appointments/{id}/commands',
    summary: 'What this actor may tell the visit now, and why not the rest',
    access: read,
    reply: z.object({
      status: AppointmentStatus,
      next: z.nullable(z.string()),
      items: z.array(OfferedCommand),
    }),
  }),
  suggestions: endpoint({
    method: 'GET',
    path: '/v1/appointments/{id}/suggestions',
    summary: 'Ranked technicians and slots with reasons',
    access: ['plan'],
    query: SuggestionQuery,
    reply: Suggestions,
  }),
  nearest: endpoint({
    method: 'GET',
    path: '/v1/appointments/{id}/nearest',
    summary: 'Who could go there now, the soonest first, and what it would delay',
    access: ['plan'],
    query: NearestQuery,
    reply: NearestTechnicians,
  }),
  arrival: endpoint({
    method: 'GET',
    path: '/v1/appointments/{id}/arrival',
    summary: 'Why it was, or was not yet, taken for an arrival',
    access: read,
    reply: z.object({
      phase: z.string(),
      /** The same in a sentence. */
      why: z.string(),
      explanation: z.nullable(z.record(z.string(), z.unknown())),
    }),
  }),
  route: endpoint({
    method: 'GET',
    path: '/v1/appointments/{id}/route',
    summary: 'The way along the roads of the technician who is on the way to the visit',
    access: ['positions.read'],
    reply: z.object({
      /**
       * An encoded polyline (precision 5), from where the technician was when it was asked for. Null while nobody is on the way, where the office has no routing
       * engine or no answer of it yet, and for who may not see where that technician is.
       */
      geometry: z.nullable(z.string()),
      askedAt: z.nullable(Instant),
    }),
  }),
  record: endpoint({
    method: 'GET',
    path: '/v1/appointments/{id}/record',
    summary: 'The printable record of the visit: who, when, how, and the proof of presence',
    access: read,
    produces: 'text/html',
  }),
} as const;
