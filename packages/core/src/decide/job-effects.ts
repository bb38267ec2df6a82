import {
  cancelVisit,
  clearHoldAndClosure,
  closeJob,
  finishVisit,
  isDoubleBooked,
  newVisit,
  reinstateVisit,
} from './consequences.ts';
import {undo} from './undo.ts';
import type {Unit} from './unit.ts';
import type {AppointmentFacts} from '../appointment/appointment-facts.ts';
import {isUnderWay} from '../appointment/appointment-facts.ts';
import type {JobCommand, NewAppointment} from '../job/job-command.ts';
import type {JobFacts} from '../job/job-facts.ts';

type CommandOf<T extends JobCommand['type']> = Extract<JobCommand, {type: T}>;

/** What each command makes of a job, once the machine and its rules have let it through. */
export const jobEffects: {
  [T in JobCommand['type']]: (unit: Unit, job: JobFacts, command: CommandOf<T>) => void;
} = {
  offer(unit, job, {expiresAt}) {
    unit.changeJob(job.id, 'job_offered', {offer: {status: 'pending', expiresAt: expiresAt ?? null}});
  },
  accept(unit, job, {appointment}) {
    unit.changeJob(job.id, 'job_accepted', {offer: {...job.offer!, status: 'accepted'}});
    const draft = job.appointments.find(visit => visit.status === 'draft');
    if (appointment) {
      // What was asked for gives way to what is planned instead.
      if (draft) unit.changeVisit(draft.id, 'appointment_deleted', {status: 'deleted'});
      addPlanned(unit, job.id, appointment);
    } else if (draft)
      unit.changeVisit(draft.id, 'appointment_scheduled', {
        status: 'scheduled',
        conflict: isDoubleBooked(unit.world, draft),
      });
  },
  decline(unit, job, {reason}) {
    unit.changeJob(
      job.id,
      'job_declined',
      {offer: {...job.offer!, status: 'declined'}},
      {reasonCode: reason.code},
    );
    cancelDrafts(unit, job);
  },
  withdraw(unit, job) {
    unit.changeJob(job.id, 'job_withdrawn', {offer: {...job.offer!, status: 'withdrawn'}});
    cancelDrafts(unit, job);
  },
  expire(unit, job) {
    unit.changeJob(job.id, 'job_expired', {offer: {...job.offer!, status: 'expired'}});
    cancelDrafts(unit, job);
  },
  cancel(unit, job) {
    closeJob(unit, job.id, 'canceled');
  },
  reinstate(unit, job) {
    const canceling = job.closure!.eventId;
    unit.changeJob(job.id, 'job_reinstated', {closure: null});
    for (const visit of job.appointments) {
      if (visit.status === 'canceled' && visit.canceledBecause === canceling) reinstateVisit(unit, visit);
    }
  },
  complete(unit, job) {
    closeJob(unit, job.id, 'completed');
  },
  pause(unit, job, {reason, laterVisits}) {
    const ends = (visit: AppointmentFacts) =>
      isUnderWay(visit) || (visit.status === 'scheduled' && laterVisits === 'cancel');
    if (job.hold?.reasonCode === reason.code && !job.appointments.some(ends)) return;
    const event = unit.changeJob(job.id, 'job_paused', eventId => ({
      hold: {reasonCode: reason.code, since: unit.at, eventId},
    }));
    for (const visit of job.appointments) {
      if (isUnderWay(visit))
        finishVisit(unit, visit, {outcome: visit.status === 'enroute' ? 'interrupted' : 'follow_up', reason});
      else if (ends(visit)) cancelVisit(unit, visit, {reasonCode: reason.code, because: event.id});
    }
  },
  resume(unit, job) {
    if (job.hold) unit.changeJob(job.id, 'job_resumed', {hold: null});
  },
  undo(unit, job, {eventId}) {
    undo(unit, {subjectId: job.id, eventId});
  },
  plan(unit, job, {appointment}) {
    addPlanned(unit, job.id, appointment);
  },
};

/** Adds a visit to a job: a draft waits, anything else is scheduled and opens the job again. */
export function addPlanned(unit: Unit, jobId: string, plan: NewAppointment): void {
  const planned = {start: plan.planned?.start ?? plan.window.start, durationMinutes: plan.durationMinutes};
  const visit = newVisit(unit.asking.newId('appointment'), jobId, {
    window: plan.window,
    planned,
    leadId: plan.leadId ?? null,
    helperIds: plan.helperIds ?? [],
  });
  if (plan.draft) {
    unit.addVisit({...visit, status: 'draft'}, 'appointment_drafted');
    return;
  }
  unit.addVisit({...visit, conflict: isDoubleBooked(unit.world, visit)}, 'appointment_scheduled');
  clearHoldAndClosure(unit, jobId);
}

function cancelDrafts(unit: Unit, job: JobFacts): void {
  for (const visit of job.appointments) {
    if (visit.status === 'draft') cancelVisit(unit, visit, {reasonCode: 'job_closed', because: unit.rootId!});
  }
}
