import type {JobCommandType} from './job-command.ts';
import type {JobStatus} from './job-facts.ts';
import type {RefusalCode} from '../appointment/refusal.ts';

/** The conditions under which a job obeys, each as it reads in the table of the machine. */
export const jobConditions = {
  visits_closed: 'no open visit is left, or `openVisits` cancels them; nobody is under way',
  later_visits_meant: '`laterVisits`, where a visit is scheduled',
  not_left_paused: 'it would not stay paused',
  lead_is_free: 'the technician is free at the planned time, or `override`',
  is_draft: 'the visit is a draft',
  is_no_draft: 'the visit is no draft',
  was_accepted: 'it was an offer',
  undo_is_possible:
    'it was given by the same person just now, or a dispatcher gives a reason; nothing came after it',
} as const;

export type JobRuleName = keyof typeof jobConditions;

/** What a job answers to a command: it goes on under `rules`, it is so `already` under them, or `no` and why. */
export type JobCell =
  | {readonly rules: readonly JobRuleName[]}
  | {readonly already: true; readonly rules: readonly JobRuleName[]}
  | {readonly no: RefusalCode};

export type JobMachine = Record<JobStatus, Record<JobCommandType, JobCell>>;

const yes = (...rules: JobRuleName[]) => ({rules}) as const;
const already = (...rules: JobRuleName[]) => ({already: true, rules}) as const;
const no = (code: RefusalCode) => ({no: code}) as const;

/** What a job answers that is neither closed nor an offer. */
const open = {
  offer: no('job_is_open'),
  accept: already('was_accepted'),
  decline: no('not_offered'),
  withdraw: no('not_offered'),
  expire: no('not_offered'),
  cancel: yes(),
  reinstate: no('not_canceled_job'),
  complete: yes(),
  pause: yes(),
  resume: yes(),
  undo: yes('undo_is_possible'),
  plan: yes('lead_is_free'),
} as const;

/** The same while visits are open. */
const busy = {...open, complete: yes('visits_closed'), pause: yes('later_visits_meant')} as const;

/** The whole machine of a job: every status answers every command. */
export const jobMachine = {
  unscheduled: {...open, offer: yes(), resume: already()},
  scheduled: busy,
  in_progress: busy,
  paused: {...open, resume: yes('not_left_paused')},
  offered: {
    offer: already(),
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
    decline: already(),
    withdraw: already(),
    expire: already(),
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
    complete: already(),
    pause: no('job_is_complete'),
    resume: no('job_is_complete'),
    undo: yes('undo_is_possible'),
    plan: yes('is_no_draft', 'lead_is_free'),
  },
  canceled: {
    offer: no('job_is_canceled'),
    accept: no('not_offered'),
    decline: no('not_offered'),
    withdraw: no('not_offered'),
    expire: no('not_offered'),
    cancel: already(),
    reinstate: yes(),
    complete: no('job_is_canceled'),
    pause: no('job_is_canceled'),
    resume: no('job_is_canceled'),
    undo: yes('undo_is_possible'),
    plan: no('job_is_canceled'),
  },
} as const satisfies JobMachine;
