import type {AppointmentFacts, LegEnd, Outcome, Planned} from '../appointment/appointment-facts.ts';
import {isOpen} from '../appointment/appointment-facts.ts';
import {closeLeg} from '../appointment/leg.ts';
import type {Reason} from '../appointment/reason.ts';
import {movesWindow, plannedAfter} from './times.ts';
import type {Times} from './times.ts';
import type {Unit} from './unit.ts';
import type {World} from './world.ts';
import {bookedElsewhere} from './world.ts';
import type {Instant, TimeRange} from '../time.ts';
import {toMs} from '../time.ts';

/** What a visit holds before anybody was under way on it. */
export const neverUnderWay = {
  departedAt: null,
  arrivedAt: null,
  startedAt: null,
  stints: [],
  leg: null,
} satisfies Partial<AppointmentFacts>;

/** A visit as it begins: scheduled, with nothing said or done about it yet. */
export function newVisit(
  id: string,
  jobId: string,
  plan: {window: TimeRange; planned: Planned; leadId: string | null; helperIds: string[]},
): AppointmentFacts {
  return {
    id,
    jobId,
    status: 'scheduled',
    windowVersion: 1,
    ...plan,
    confirmed: null,
    needsReschedule: false,
    conflict: false,
    request: null,
    outcome: null,
    reasonCode: null,
    skipped: false,
    ...neverUnderWay,
    completedAt: null,
    canceledAt: null,
    likelyOnSiteAt: null,
    likelyLeftAt: null,
    keptOn: null,
    priorStatus: null,
    canceledBecause: null,
    completionId: null,
  };
}

/** The visit's stints, the one that goes on ended now. */
function endStints({stints}: AppointmentFacts, at: Instant): AppointmentFacts['stints'] {
  return stints.map(stint => ({...stint, to: stint.to ?? at}));
}

/** A visit that is not under way any more, back in the plan. */
export function backToScheduled(
  visit: AppointmentFacts,
  at: Instant,
  why: LegEnd,
): Partial<AppointmentFacts> {
  return {
    status: 'scheduled',
    departedAt: null,
    arrivedAt: null,
    likelyOnSiteAt: null,
    likelyLeftAt: null,
    leg: closeLeg(visit.leg, at, why),
    stints: endStints(visit, at),
  };
}

/** Stands a visit down: nobody is coming just now. `moved`: because another window follows in the same unit. */
export function standDown(unit: Unit, visit: AppointmentFacts, why: LegEnd, data: {moved?: true} = {}): void {
  unit.changeVisit(visit.id, 'appointment_stood_down', backToScheduled(visit, unit.at, why), {
    legId: visit.leg?.id,
    ...data,
  });
}

/** True if a visit, were it open as it stands, overlaps another one of its lead: it is planned with a conflict. */
export function isDoubleBooked(world: World, visit: AppointmentFacts): boolean {
  return (
    visit.leadId !== null &&
    bookedElsewhere(world, visit.leadId, visit.planned, visit.id, other => !other.conflict) !== undefined
  );
}

/** The attributes of a visit at new times, which answer what was asked. A new window is unconfirmed, and a leg before it past. */
export function replanned(world: World, visit: AppointmentFacts, times: Times): Partial<AppointmentFacts> {
  const planned = plannedAfter(times, visit);
  return {
    planned,
    request: null,
    conflict: isDoubleBooked(world, {...visit, planned}),
    ...(movesWindow(times, visit) && {
      window: times.window!,
      windowVersion: visit.windowVersion + 1,
      confirmed: null,
      keptOn: null,
      needsReschedule: false,
      leg: null,
    }),
  };
}

/** A job with something planned again is neither complete nor on hold. */
export function clearHoldAndClosure(unit: Unit, jobId: string): void {
  const job = unit.job(jobId);
  if (job.closure?.kind === 'completed') unit.changeJob(jobId, 'job_reopened', {closure: null});
  if (job.hold) unit.changeJob(jobId, 'job_resumed', {hold: null});
}

type Ending = {
  outcome: Outcome;
  reason?: Reason | undefined;
  finishJob?: boolean | undefined;
  openVisits?: 'cancel' | undefined;
  skip?: boolean | undefined;
  moved?: boolean;
};

/** Completes a visit, and what follows for its job: completed, paused, or open as before. */
export function finishVisit(unit: Unit, visit: AppointmentFacts, ending: Ending): void {
  const skipped = ending.skip === true && (visit.status === 'scheduled' || visit.status === 'enroute');
  const event = unit.changeVisit(
    visit.id,
    'appointment_completed',
    eventId => ({
      status: 'complete',
      completionId: eventId,
      outcome: ending.outcome,
      reasonCode: ending.reason?.code ?? null,
      completedAt: unit.at,
      skipped,
      ...(ending.moved && {request: null}),
      likelyOnSiteAt: null,
      likelyLeftAt: null,
      leg: closeLeg(visit.leg, unit.at, 'completed'),
      stints: endStints(visit, unit.at),
    }),
    {outcome: ending.outcome, skipped, legId: visit.leg?.id, ...(ending.moved && {moved: true})},
  );
  if (ending.outcome === 'done') finishJobAfter(unit, visit, ending);
  else if (!ending.moved) holdJob(unit, visit.jobId, ending.reason?.code ?? 'other', event.id);
}

function holdJob(unit: Unit, jobId: string, reasonCode: string, eventId: string): void {
  if (!unit.job(jobId).hold)
    unit.changeJob(jobId, 'job_paused', {hold: {reasonCode, since: unit.at, eventId}});
}

function finishJobAfter(unit: Unit, visit: AppointmentFacts, ending: Ending): void {
  const job = unit.job(visit.jobId);
  const others = job.appointments.filter(other => other.id !== visit.id && isOpen(other));
  const byItself = ending.finishJob === undefined && others.length === 0 && !job.hold;
  if (ending.finishJob !== true && !byItself) return;
  closeJob(unit, job.id, 'completed');
}

/** Closes a job: its drafts go silently, its open visits with it, a hold ends. */
export function closeJob(unit: Unit, jobId: string, kind: 'completed' | 'canceled'): void {
  const event = unit.changeJob(jobId, kind === 'completed' ? 'job_completed' : 'job_canceled', eventId => ({
    closure: {kind, at: unit.at, eventId},
    ...(kind === 'completed' && {hold: null}),
  }));
  for (const visit of unit.job(jobId).appointments) {
    if (visit.status === 'draft' || isOpen(visit)) {
      cancelVisit(unit, visit, {reasonCode: 'job_closed', because: event.id});
    }
  }
}

/** Cancels a visit; what it was, and which event of its job canceled it, is remembered for a way back. */
export function cancelVisit(
  unit: Unit,
  visit: AppointmentFacts,
  why: {reasonCode: string; because: string | null},
): void {
  unit.changeVisit(
    visit.id,
    'appointment_canceled',
    {
      status: 'canceled',
      canceledAt: unit.at,
      reasonCode: why.reasonCode,
      canceledBecause: why.because,
      priorStatus: visit.status,
      request: null,
      likelyOnSiteAt: null,
      likelyLeftAt: null,
      leg: closeLeg(visit.leg, unit.at, 'canceled'),
      stints: endStints(visit, unit.at),
    },
    {reasonCode: why.reasonCode, from: visit.status, legId: visit.leg?.id},
  );
}

/**
 * Brings a canceled visit back: a draft as a draft, everything else scheduled. A window that is over needs a new one; a
 * technician who has other plans by now is taken off, and the visit marked.
 */
export function reinstateVisit(unit: Unit, visit: AppointmentFacts): void {
  const back = visit.priorStatus === 'draft' ? 'draft' : 'scheduled';
  const isTaken =
    back === 'scheduled' &&
    visit.leadId !== null &&
    bookedElsewhere(unit.world, visit.leadId, visit.planned, visit.id) !== undefined;
  unit.changeVisit(
    visit.id,
    'appointment_reinstated',
    {
      status: back,
      canceledAt: null,
      reasonCode: null,
      canceledBecause: null,
      priorStatus: null,
      ...neverUnderWay,
      needsReschedule:
        visit.needsReschedule || (back === 'scheduled' && toMs(visit.window.end) < unit.asking.nowMs),
      conflict: isTaken || (visit.leadId === null && visit.conflict),
      ...(isTaken && {leadId: null}),
    },
    isTaken ? {from: visit.leadId} : undefined,
  );
}
