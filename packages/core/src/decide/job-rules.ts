import type {Asking, World} from './world.ts';
import {bookedElsewhere} from './world.ts';
import {refuseUndo} from './undo.ts';
import type {AppointmentFacts} from '../appointment/appointment-facts.ts';
import {isOpen, isUnderWay} from '../appointment/appointment-facts.ts';
import type {Refusal} from '../appointment/refusal.ts';
import {refuse} from '../appointment/refusal.ts';
import {deriveJobStatus} from '../job/derive-job-status.ts';
import type {JobCommandType, NewAppointment} from '../job/job-command.ts';
import type {JobFacts} from '../job/job-facts.ts';
import type {JobRuleName} from '../job/job-machine.ts';

/** A command, perhaps without its body yet: then a rule that looks at the body has nothing to say. */
export type JobAsked = {
  type: JobCommandType;
  appointment?: NewAppointment;
  openVisits?: 'cancel';
  laterVisits?: 'keep' | 'cancel';
  eventId?: string;
  reason?: unknown;
};

type Rule = (asked: JobAsked, job: JobFacts, world: World, asking: Asking) => Refusal | null;

const idsOf = (visits: readonly AppointmentFacts[]) => visits.map(visit => visit.id).join(', ');

/** Why a new visit cannot be given to the technician it names, if it cannot. */
export function refuseBooked(plan: NewAppointment | undefined, world: World): Refusal | null {
  if (!plan?.leadId || plan.override || plan.draft) return null;
  const {window, planned, durationMinutes} = plan;
  const other = bookedElsewhere(
    world,
    plan.leadId,
    {start: planned?.start ?? window.start, durationMinutes},
    '',
  );
  return other ? refuse('technician_booked', {otherId: other.id}) : null;
}

/** Why a job cannot close over its open visits, if it cannot: they must be meant, and nobody under way. */
export function refuseOpenVisits(visits: readonly AppointmentFacts[], areMeant: boolean): Refusal | null {
  const open = visits.filter(isOpen);
  const underWay = visits.filter(isUnderWay);
  if (open.length > 0 && !areMeant) return refuse('open_visits', {otherIds: idsOf(open)});
  return underWay.length > 0 ? refuse('visits_under_way', {otherIds: idsOf(underWay)}) : null;
}

export const jobRules: Readonly<Record<JobRuleName, Rule>> = {
  visits_closed: (asked, job) => refuseOpenVisits(job.appointments, asked.openVisits === 'cancel'),
  later_visits_meant(asked, job) {
    const later = job.appointments.filter(visit => visit.status === 'scheduled');
    return later.length > 0 && !asked.laterVisits
      ? refuse('later_visits_required', {otherIds: idsOf(later)})
      : null;
  },
  not_left_paused: (_asked, job) =>
    deriveJobStatus({...job, hold: null}) === 'paused' ? refuse('plan_a_visit') : null,
  lead_is_free: (asked, _job, world) => refuseBooked(asked.appointment, world),
  is_draft: asked => (!asked.appointment || asked.appointment.draft ? null : refuse('job_is_offered')),
  is_no_draft: asked => (asked.appointment?.draft ? refuse('job_is_complete') : null),
  was_accepted: (_asked, job) => (job.offer?.status === 'accepted' ? null : refuse('not_offered')),
  undo_is_possible: (asked, job, world, asking) => refuseUndo({...asked, subjectId: job.id}, world, asking),
};
