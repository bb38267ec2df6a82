import type {Refusal, RefusalCode} from '../appointment/refusal.ts';
import {refuse} from '../appointment/refusal.ts';
import {isOpen, isUnderWay} from '../appointment/appointment-facts.ts';
import type {AppointmentFacts} from '../appointment/appointment-facts.ts';
import {refuseUndo} from '../appointment/undo.ts';
import type {Asking, World} from '../appointment/world.ts';
import {bookedElsewhere} from '../appointment/world.ts';
import {deriveJobStatus} from './derive-job-status.ts';
import type {JobCommandType, NewAppointment} from './job-command.ts';
import type {JobFacts, JobStatus} from './job-facts.ts';

/** What a job answers to a command: it goes on under `rules`, it is so `already`, or `no` and why. */
export type JobCell =
  {readonly rules: readonly JobRuleName[]} | {readonly already: true} | {readonly no: RefusalCode};

export type JobMachine = Record<JobStatus, Record<JobCommandType, JobCell>>;

type JobAsked = {type: JobCommandType} & Record<string, unknown>;
type Rule = (asked: JobAsked, job: JobFacts, world: World, asking: Asking) => Refusal | null;

const ids = (visits: readonly AppointmentFacts[]) => visits.map(visit => visit.id).join(', ');

/** Why a new visit cannot be given to the technician it names, if it cannot. */
export function leadBooked(appointment: NewAppointment | undefined, world: World): Refusal | null {
  if (!appointment?.leadId || appointment.override || appointment.draft) return null;
  const planned = {
    start: appointment.planned?.start ?? appointment.window.start,
    durationMinutes: appointment.durationMinutes,
  };
  const other = bookedElsewhere(world, appointment.leadId, planned, '');
  return other ? refuse('technician_booked', {otherId: other.id}) : null;
}

export const jobRules = {
  none_under_way(_asked, job) {
    const underWay = job.appointments.filter(isUnderWay);
    return underWay.length > 0 ? refuse('visits_under_way', {otherIds: ids(underWay)}) : null;
  },
  open_visits_meant(asked, job) {
    const open = job.appointments.filter(isOpen);
    return open.length > 0 && asked['openVisits'] !== 'cancel'
      ? refuse('open_visits', {otherIds: ids(open)})
      : null;
  },
  later_visits_meant(asked, job) {
    const later = job.appointments.filter(visit => visit.status === 'scheduled');
    return later.length > 0 && !asked['laterVisits']
      ? refuse('later_visits_required', {otherIds: ids(later)})
      : null;
  },
  would_not_stay_paused(_asked, job) {
    return job.hold && deriveJobStatus({...job, hold: null}) === 'paused' ? refuse('plan_a_visit') : null;
  },
  lead_is_free: (asked, _job, world) => leadBooked(asked['appointment'] as NewAppointment | undefined, world),
  is_draft: asked =>
    (asked['appointment'] as NewAppointment | undefined)?.draft ? null : refuse('job_is_offered'),
  undo_is_possible: (asked, job, world, asking) => refuseUndo({...asked, subjectId: job.id}, world, asking),
} as const satisfies Record<string, Rule>;

export type JobRuleName = keyof typeof jobRules;

const yes = (...rules: JobRuleName[]) => ({rules}) as const;
const already = {already: true} as const;
const no = (code: RefusalCode) => ({no: code}) as const;

/** What an accepted job that is not closed answers, whatever its visits are. */
const open = {
  offer: no('job_is_open'),
  accept: no('not_offered'),
  decline: no('not_offered'),
  withdraw: no('not_offered'),
  expire: no('not_offered'),
  cancel: yes(),
  reinstate: no('not_canceled_job'),
  complete: yes('none_under_way', 'open_visits_meant'),
  pause: yes('later_visits_meant'),
  resume: yes('would_not_stay_paused'),
  undo: yes('undo_is_possible'),
  plan: yes('lead_is_free'),
} as const;

/** The whole machine of a job: every status answers every command. */
export const jobMachine = {
  unscheduled: {...open, offer: yes()},
  scheduled: open,
  in_progress: open,
  paused: open,
  offered: {
    offer: already,
    accept: yes('lead_is_free'),
    decline: yes(),
    withdraw: yes(),
    expire: yes(),
    cancel: no('answer_the_offer'),
    reinstate: no('not_canceled_job'),
    complete: no('job_is_offered'),
    pause: no('job_is_offered'),
    resume: no('job_is_offered'),
    undo: yes('undo_is_possible'),
    plan: yes('is_draft'),
  },
  declined: {
    offer: no('job_is_declined'),
    accept: no('job_is_declined'),
    decline: already,
    withdraw: already,
    expire: already,
    cancel: no('job_is_declined'),
    reinstate: no('job_is_declined'),
    complete: no('job_is_declined'),
    pause: no('job_is_declined'),
    resume: no('job_is_declined'),
    undo: yes('undo_is_possible'),
    plan: no('job_is_declined'),
  },
  complete: {
    offer: no('job_is_complete'),
    accept: no('not_offered'),
    decline: no('not_offered'),
    withdraw: no('not_offered'),
    expire: no('not_offered'),
    cancel: no('job_is_complete'),
    reinstate: no('not_canceled_job'),
    complete: already,
    pause: no('job_is_complete'),
    resume: no('job_is_complete'),
    undo: yes('undo_is_possible'),
    plan: yes('lead_is_free'),
  },
  canceled: {
    offer: no('job_is_canceled'),
    accept: no('not_offered'),
    decline: no('not_offered'),
    withdraw: no('not_offered'),
    expire: no('not_offered'),
    cancel: already,
    reinstate: yes(),
    complete: no('job_is_canceled'),
    pause: no('job_is_canceled'),
    resume: no('job_is_canceled'),
    undo: yes('undo_is_possible'),
    plan: no('job_is_canceled'),
  },
} as const satisfies JobMachine;
