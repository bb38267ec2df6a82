import type {AppointmentCommand} from './appointment-command.ts';
import type {AppointmentFacts, Planned} from './appointment-facts.ts';
import {isOpen, isUnderWay} from './appointment-facts.ts';
import type {Refusal} from './refusal.ts';
import {refuse} from './refusal.ts';
import type {Asking, World} from './world.ts';
import {bookedElsewhere, underWayElsewhere} from './world.ts';
import {refuseUndo} from './undo.ts';
import {deriveJobStatus} from '../job/derive-job-status.ts';
import type {JobFacts} from '../job/job-facts.ts';
import {hourMs, toMs} from '../time.ts';

/** A command, perhaps without its body yet: then a rule that looks at the body has nothing to say. */
export type Asked = Partial<Omit<AppointmentCommand, 'type'>> &
  Pick<AppointmentCommand, 'type'> &
  Record<string, unknown>;

type Rule = (
  asked: Asked,
  visit: AppointmentFacts,
  job: JobFacts,
  world: World,
  asking: Asking,
) => Refusal | null;

/** The planned time that a command asks for: what it names, else the window's start, else what is planned. */
export function plannedAfter(asked: Asked, visit: AppointmentFacts): Planned {
  const window = asked['window'] as {start: string} | undefined;
  const planned = asked['planned'] as {start: string} | undefined;
  const durationMinutes = (asked['durationMinutes'] as number | undefined) ?? visit.planned.durationMinutes;
  return {start: planned?.start ?? window?.start ?? visit.planned.start, durationMinutes};
}

/** Who would lead after a command: only `assign` and `hand_over` name somebody. */
function leadAfter(asked: Asked, visit: AppointmentFacts): string | null {
  return (asked['leadId'] as string | undefined) ?? visit.leadId;
}

function others(job: JobFacts, visit: AppointmentFacts, keep: (other: AppointmentFacts) => boolean): string {
  return job.appointments
    .filter(other => other.id !== visit.id && keep(other))
    .map(other => other.id)
    .join(', ');
}

function busy(
  technicianId: string | null,
  visit: AppointmentFacts,
  world: World,
  mayLeave: boolean,
): Refusal | null {
  const other = technicianId ? underWayElsewhere(world, technicianId, visit.id) : undefined;
  if (!other || (mayLeave && other.status === 'enroute')) return null;
  return refuse('technician_busy', {otherId: other.id});
}

export const appointmentRules = {
  job_takes_visits: (_asked, _visit, job) => refuseNewVisits(job),
  job_is_open: (_asked, _visit, job) => {
    if (deriveJobStatus(job) === 'complete') return refuse('job_is_complete');
    return refuseNewVisits(job);
  },
  job_not_canceled: (_asked, _visit, job) =>
    job.closure?.kind === 'canceled' ? refuse('job_is_canceled') : null,
  lead_is_free(asked, visit, _job, world) {
    const leadId = leadAfter(asked, visit);
    if (!leadId || asked['override']) return null;
    // A plan that a command leaves as it is was judged when it was made.
    if (
      leadId === visit.leadId &&
      visit.status !== 'draft' &&
      !('window' in asked || 'planned' in asked || 'durationMinutes' in asked)
    )
      return null;
    const other = bookedElsewhere(world, leadId, plannedAfter(asked, visit), visit.id);
    return other ? refuse('technician_booked', {otherId: other.id}) : null;
  },
  lead_assigned: (_asked, visit) => (visit.leadId ? null : refuse('unassigned')),
  lead_not_under_way: (asked, visit, _job, world) =>
    busy(visit.leadId, visit, world, asked['switch'] === true),
  new_lead_not_under_way: (asked, visit, _job, world) => busy(leadAfter(asked, visit), visit, world, false),
  person_in_separate_mode: (_asked, _visit, _job, world, asking) =>
    world.settings.arrivalMode === 'separate' && asking.actor.kind !== 'system'
      ? null
      : refuse('separate_mode_only'),
  same_window(asked, visit) {
    const window = asked['window'] as {start: string; end: string} | undefined;
    const same =
      !window ||
      (toMs(window.start) === toMs(visit.window.start) && toMs(window.end) === toMs(visit.window.end));
    return same ? null : refuse('already_scheduled');
  },
  same_outcome: (asked, visit) => (asked['outcome'] === visit.outcome ? null : refuse('already_complete')),
  skip_is_meant: asked =>
    asked['skip'] === false || (asked['outcome'] && !asked['skip']) ? refuse('skip_required') : null,
  skip_is_allowed(asked, _visit, _job, world, asking) {
    const needsLeave = asked['skip'] === true && asking.actor.kind === 'technician';
    return needsLeave && !world.settings.technicianMaySkip ? refuse('skip_not_allowed') : null;
  },
  failed_or_skipped(asked) {
    const ended = asked['outcome'] === 'no_access' || asked['outcome'] === 'interrupted';
    return !asked['outcome'] || ended || asked['skip'] ? null : refuse('not_started');
  },
  reason_given(asked) {
    const needed =
      asked.type === 'move' ? 'window' in asked : asked['outcome'] && asked['outcome'] !== 'done';
    return needed && !asked['reason'] ? refuse('reason_required') : null;
  },
  other_visits_closed(asked, visit, job, _world, asking) {
    if (!asked['finishJob']) return null;
    if (asked['outcome'] !== 'done') return refuse('finish_needs_done');
    const underWay = others(job, visit, isUnderWay);
    if (underWay)
      return refuse(asked['openVisits'] ? 'visits_under_way' : 'open_visits', {otherIds: underWay});
    const open = others(job, visit, isOpen);
    const mayCancel = asked['openVisits'] === 'cancel' && asking.actor.kind !== 'technician';
    return open && !mayCancel ? refuse('open_visits', {otherIds: open}) : null;
  },
  reopen_in_time(_asked, visit, _job, _world, asking) {
    const late = asking.nowMs - toMs(visit.completedAt!) > 24 * hourMs;
    return late && asking.actor.kind !== 'admin' ? refuse('reopen_too_late') : null;
  },
  visit_failed: (_asked, visit) => (visit.outcome === 'done' ? refuse('already_complete') : null),
  undo_is_possible: (asked, visit, _job, world, asking) =>
    refuseUndo({...asked, subjectId: visit.id}, world, asking),
} as const satisfies Record<string, Rule>;

export type RuleName = keyof typeof appointmentRules;

/** Why a job takes no new visits now, if it does not. A complete one does: the visit opens it again. */
export function refuseNewVisits(job: JobFacts): Refusal | null {
  const status = deriveJobStatus(job);
  if (status === 'offered') return refuse('job_is_offered');
  if (status === 'declined') return refuse('job_is_declined');
  return status === 'canceled' ? refuse('job_is_canceled') : null;
}
