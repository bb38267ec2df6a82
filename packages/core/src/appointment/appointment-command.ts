import * as z from 'zod/mini';
import {commandFields} from './command-fields.ts';
import {idSchema} from '../ids.ts';
import {Instant, TimeRange} from '../time.ts';
import {Outcome} from './appointment-facts.ts';
import {Reason} from './reason.ts';

const planned = z.optional(z.strictObject({start: Instant}));
const durationMinutes = z.optional(z.int().check(z.gte(1), z.lte(1440)));
const override = z.optional(z.boolean());
const lead = idSchema('member');
const windows = z.optional(z.array(TimeRange).check(z.maxLength(10)));
const Position = z.strictObject({
  lat: z.number().check(z.gte(-90), z.lte(90)),
  lng: z.number().check(z.gte(-180), z.lte(180)),
  accuracyMeters: z.optional(z.number().check(z.gte(0))),
});

/** A visit that makes way for an urgent one, from the start that the sender has seen. */
export const MoveForUrgent = z.strictObject({
  appointmentId: idSchema('appointment'),
  from: Instant,
  planned: z.optional(z.strictObject({start: Instant})),
  durationMinutes,
  /** What its customer is told; absent, the window stays and he hears nothing. */
  window: z.optional(TimeRange),
  /** Who takes it over; null: nobody yet. Absent, it stays with whom it is. */
  leadId: z.optional(z.nullable(lead)),
});
export type MoveForUrgent = z.infer<typeof MoveForUrgent>;

/** The body of each command that a person may give a visit, by its name on the wire. */
export const appointmentCommands = {
  schedule: z.strictObject({
    window: z.optional(TimeRange),
    planned,
    durationMinutes,
    /** Whom it is given to with it; absent, it stays with whom it is. For the office alone. */
    leadId: z.optional(lead),
    override,
    ...commandFields,
  }),
  reschedule: z.strictObject({
    window: z.optional(TimeRange),
    planned,
    durationMinutes,
    /** Whom it is given to with it; null takes it off everybody. Absent, it stays with whom it is. */
    leadId: z.optional(z.nullable(lead)),
    override,
    ...commandFields,
  }),
  assign: z.strictObject({leadId: lead, override, reason: z.optional(Reason), ...commandFields}),
  unassign: z.strictObject({...commandFields}),
  /** Somebody goes there at once, and what he had to do makes way: one unit, which one undo takes back. */
  send_now: z.strictObject({
    leadId: lead,
    /** When he is there. */
    planned: z.strictObject({start: Instant}),
    /** What the customer is told; absent, the window stays as it is. */
    window: z.optional(TimeRange),
    durationMinutes,
    /** What he is under way on as the sender has seen it, and whether he leaves it or ends it first. */
    current: z.optional(
      z.strictObject({appointmentId: idSchema('appointment'), first: z.enum(['leave', 'finish'])}),
    ),
    /** Why work that has begun is interrupted: without it nobody leaves a visit on which he has arrived. */
    interrupt: z.optional(Reason),
    /** His visits that make way. */
    moves: z.optional(z.array(MoveForUrgent).check(z.maxLength(50))),
    override,
    ...commandFields,
  }),
  confirm: z.strictObject({...commandFields}),
  depart: z.strictObject({
    position: z.optional(Position),
    etaMinutes: z.optional(z.int().check(z.gte(1), z.lte(600))),
    switch: z.optional(z.boolean()),
    ...commandFields,
  }),
  arrive: z.strictObject({switch: z.optional(z.boolean()), ...commandFields}),
  start: z.strictObject({switch: z.optional(z.boolean()), ...commandFields}),
  complete: z.strictObject({
    outcome: Outcome,
    reason: z.optional(Reason),
    note: z.optional(z.string().check(z.maxLength(2000))),
    finishJob: z.optional(z.boolean()),
    openVisits: z.optional(z.literal('cancel')),
    skip: z.optional(z.boolean()),
    ...commandFields,
  }),
  cancel: z.strictObject({reason: Reason, ...commandFields}),
  stand_down: z.strictObject({...commandFields}),
  hand_over: z.strictObject({leadId: lead, ...commandFields}),
  move: z.strictObject({
    window: TimeRange,
    planned,
    durationMinutes,
    reason: z.optional(Reason),
    override,
    ...commandFields,
  }),
  undo: z.strictObject({
    eventId: z.optional(idSchema('event')),
    reason: z.optional(Reason),
    ...commandFields,
  }),
  reopen: z.strictObject({...commandFields}),
  reinstate: z.strictObject({...commandFields}),
  delete: z.strictObject({...commandFields}),
  ask_to_move: z.strictObject({windows, reason: z.optional(Reason), ...commandFields}),
  running_late: z.strictObject({minutes: z.int().check(z.gte(1), z.lte(600)), ...commandFields}),
  dismiss_request: z.strictObject({...commandFields}),
  keep: z.strictObject({reason: Reason, ...commandFields}),
} as const;

/** The body of each wish that a customer may send about a visit. */
export const customerRequests = {
  request_reschedule: z.strictObject({windows, ...commandFields}),
  request_cancel: z.strictObject({reason: z.optional(Reason), ...commandFields}),
  rebook: z.strictObject({windows, ...commandFields}),
  not_home: z.strictObject({...commandFields}),
} as const;

/** What the server itself notes about a visit: the fence, the clock, the estimate. */
export const systemCommands = {
  likely_on_site: z.strictObject({...commandFields}),
  likely_left: z.strictObject({...commandFields}),
  end_live: z.strictObject({
    why: z.enum(['left_again', 'departed_elsewhere', 'signed_out', 'timed_out']),
    ...commandFields,
  }),
  /** `step`: it moved so far that the customer is to be told; numbers the ten minutes it moved to. */
  tell_eta: z.strictObject({
    expectedAt: Instant,
    latestAt: Instant,
    source: z.string(),
    step: z.optional(z.int()),
    ...commandFields,
  }),
} as const;

type Bodies = typeof appointmentCommands & typeof customerRequests & typeof systemCommands;

/** Every word that a visit can be told. */
export type AppointmentCommandType = keyof Bodies;

/** A command with its body. */
export type AppointmentCommand = {
  [T in AppointmentCommandType]: {type: T; appointmentId: string} & z.infer<Bodies[T]>;
}[AppointmentCommandType];

export const appointmentCommandTypes = Object.keys({
  ...appointmentCommands,
  ...customerRequests,
  ...systemCommands,
}) as AppointmentCommandType[];
