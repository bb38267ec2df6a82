import {refuseOpenVisits} from './job-rules.ts';
import {refuseBegun, refuseStale, refuseTaken} from './send-now.ts';
import {changesTimes, plannedAfter} from './times.ts';
import {refuseUndo} from './undo.ts';
import type {Asking, World} from './world.ts';
import {bookedElsewhere, underWayElsewhere} from './world.ts';
import type {AppointmentCommandType, MoveForUrgent} from '../appointment/appointment-command.ts';
import type {AppointmentFacts} from '../appointment/appointment-facts.ts';
import type {RuleName} from '../appointment/appointment-machine.ts';
import type {Refusal} from '../appointment/refusal.ts';
import {refuse} from '../appointment/refusal.ts';
import {deriveJobStatus, isJobOpen} from '../job/derive-job-status.ts';
import type {JobFacts} from '../job/job-facts.ts';
import type {Instant, TimeRange} from '../time.ts';
import {hourMs, toMs} from '../time.ts';

/** A command, perhaps without its body yet: then a rule that looks at the body has nothing to say. */
export type Asked = {
  type: AppointmentCommandType;
  window?: TimeRange;
  planned?: {start: Instant};
  durationMinutes?: number;
  leadId?: string | null;
  override?: boolean;
  switch?: boolean;
  outcome?: string;
  reason?: unknown;
  skip?: boolean;
  finishJob?: boolean;
  openVisits?: 'cancel';
  eventId?: string;
  current?: {appointmentId: string; first: 'leave' | 'finish'};
  interrupt?: unknown;
  moves?: MoveForUrgent[];
};

type Rule = (
  asked: Asked,
  visit: AppointmentFacts,
  job: JobFacts,
  world: World,
  asking: Asking,
) => Refusal | null;

function refuseBusy(
  technicianId: string | null,
  visit: AppointmentFacts,
  world: World,
  mayLeave: boolean,
): Refusal | null {
  const other = technicianId ? underWayElsewhere(world, technicianId, visit.id) : undefined;
  if (!other || (mayLeave && other.status === 'enroute')) return null;
  return refuse('technician_busy', {otherId: other.id});
}

/** Why a job takes no visits now, if it does not. A complete one does: the visit opens it again. */
function refuseVisits(job: JobFacts): Refusal | null {
  const status = deriveJobStatus(job);
  if (status === 'offered') return refuse('job_is_offered');
  if (status === 'declined') return refuse('job_is_declined');
  return status === 'canceled' ? refuse('job_is_canceled') : null;
}

export const appointmentRules: Readonly<Record<RuleName, Rule>> = {
  job_takes_visits: (_asked, _visit, job) => refuseVisits(job),
  office_names_lead: (asked, _visit, _job, _world, asking) =>
    asked.leadId && asking.actor.kind === 'source'
      ? refuse('forbidden', {needed: 'admin or dispatcher'})
      : null,
  job_takes_back(_asked, visit, job) {
    if (visit.priorStatus === 'draft' && isJobOpen(job)) return null;
    return deriveJobStatus(job) === 'complete' ? refuse('job_is_complete') : refuseVisits(job);
  },
  job_not_canceled: (_asked, _visit, job) =>
    job.closure?.kind === 'canceled' ? refuse('job_is_canceled') : null,
  lead_is_free(asked, visit, _job, world) {
    const leadId = asked.leadId === undefined ? visit.leadId : asked.leadId;
    if (!leadId || asked.override) return null;
    // A plan that a command leaves as it is was judged when it was made; a draft's is judged again.
    if (asked.type !== 'schedule' && leadId === visit.leadId && !changesTimes(asked, visit)) return null;
    const other = bookedElsewhere(world, leadId, plannedAfter(asked, visit), visit.id);
    return other ? refuse('technician_booked', {otherId: other.id}) : null;
  },
  plan_as_seen: (asked, visit, _job, world, asking) => refuseStale(asked, visit, world, asking),
  work_may_stop: (asked, visit, _job, world) => refuseBegun(asked, visit, world),
  all_are_free: (asked, visit, _job, world) => refuseTaken(asked, visit, world),
  lead_assigned: (_asked, visit) => (visit.leadId ? null : refuse('unassigned')),
  lead_not_under_way: (asked, visit, _job, world) =>
    refuseBusy(visit.leadId, visit, world, asked.switch === true),
  new_lead_not_under_way: (asked, visit, _job, world) =>
    refuseBusy(asked.leadId ?? visit.leadId, visit, world, false),
  person_in_separate_mode: (_asked, _visit, _job, world, asking) =>
    world.settings.arrivalMode === 'separate' && asking.actor.kind !== 'system'
      ? null
      : refuse('separate_mode_only'),
  same_times(asked, visit) {
    const isOther = asked.leadId !== undefined && asked.leadId !== visit.leadId;
    return isOther || changesTimes(asked, visit) ? refuse('already_scheduled') : null;
  },
  same_outcome: (asked, visit) => (asked.outcome === visit.outcome ? null : refuse('already_complete')),
  skip_is_allowed(asked, visit, _job, world, asking) {
    const skips = asked.skip === true || visit.status === 'scheduled';
    return skips && asking.actor.kind === 'technician' && !world.settings.technicianMaySkip
      ? refuse('skip_not_allowed')
      : null;
  },
  skip_is_meant: asked => (asked.outcome && !asked.skip ? refuse('skip_required') : null),
  failed_or_skipped(asked) {
    const failed = asked.outcome === 'no_access' || asked.outcome === 'interrupted';
    return !asked.outcome || failed || asked.skip ? null : refuse('not_started');
  },
  reason_given(asked) {
    const needed = asked.type === 'move' ? asked.window : asked.outcome && asked.outcome !== 'done';
    return needed && !asked.reason ? refuse('reason_required') : null;
  },
  other_visits_closed(asked, visit, job, _world, asking) {
    if (!asked.finishJob) return null;
    if (asked.outcome !== 'done') return refuse('finish_needs_done');
    const others = job.appointments.filter(other => other.id !== visit.id);
    return refuseOpenVisits(others, asked.openVisits === 'cancel' && asking.actor.kind !== 'technician');
  },
  reopen_in_time(_asked, visit, _job, _world, asking) {
    const late = asking.nowMs - toMs(visit.completedAt!) > 24 * hourMs;
    return late && asking.actor.kind !== 'admin' ? refuse('reopen_too_late') : null;
  },
  visit_failed: (_asked, visit) => (visit.outcome === 'done' ? refuse('already_complete') : null),
  undo_is_possible: (asked, visit, _job, world, asking) =>
    refuseUndo({...asked, subjectId: visit.id}, world, asking),
};
