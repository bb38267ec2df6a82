import type {AppointmentCommandType} from '../appointment/appointment-command.ts';
import type {JobCommandType} from '../job/job-command.ts';
import type {ActorKind} from '../people/actor.ts';

const office = ['admin', 'dispatcher', 'system'] as const;
const officeOrSource = [...office, 'source'] as const;
const work = ['technician', ...office] as const;
const customer = ['customer'] as const;
const clock = ['system'] as const;

/** Which kinds of actor may give a visit which command: a technician on the visits he leads, a source on its jobs. */
export const appointmentAccess = {
  schedule: officeOrSource,
  reschedule: office,
  assign: office,
  unassign: office,
  send_now: office,
  confirm: [...office, 'customer'],
  depart: work,
  arrive: work,
  start: work,
  complete: work,
  cancel: officeOrSource,
  stand_down: work,
  hand_over: office,
  move: office,
  undo: work,
  reopen: office,
  reinstate: officeOrSource,
  delete: office,
  ask_to_move: work,
  running_late: work,
  dismiss_request: office,
  keep: office,
  request_reschedule: customer,
  request_cancel: customer,
  rebook: customer,
  not_home: customer,
  likely_on_site: clock,
  likely_left: clock,
  end_live: clock,
  tell_eta: clock,
} as const satisfies Record<AppointmentCommandType, readonly ActorKind[]>;

/** Which kinds of actor may give a job which command: a source on its own jobs. */
export const jobAccess = {
  offer: officeOrSource,
  accept: office,
  decline: office,
  withdraw: officeOrSource,
  expire: clock,
  cancel: officeOrSource,
  reinstate: officeOrSource,
  complete: office,
  pause: office,
  resume: office,
  undo: office,
  plan: officeOrSource,
} as const satisfies Record<JobCommandType, readonly ActorKind[]>;
