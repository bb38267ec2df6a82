import type {AppointmentCommand} from './appointment-command.ts';
import {plannedAfter} from './appointment-rules.ts';
import type {AppointmentFacts, Leg, LegEnd} from './appointment-facts.ts';
import {isOpen} from './appointment-facts.ts';
import {closeLeg, endLive, openLeg} from './leg.ts';
import {cancelVisit, clearHoldAndClosure, finishVisit, newVisit, reinstateVisit} from './consequences.ts';
import type {Unit} from './unit.ts';
import {undo} from './undo.ts';
import {bookedElsewhere, underWayElsewhere} from './world.ts';
import type {Instant} from '../time.ts';
import {minuteMs, toMs} from '../time.ts';
import type {EventType} from '../wire/event.ts';

type CommandOf<T extends AppointmentCommand['type']> = Extract<AppointmentCommand, {type: T}>;

/** What each command makes of a visit, once the machine and its rules have let it through. */
export const appointmentEffects: {
  [T in AppointmentCommand['type']]: (unit: Unit, visit: AppointmentFacts, command: CommandOf<T>) => void;
} = {
  schedule(unit, visit, command) {
    unit.changeVisit(visit.id, 'appointment_scheduled', {
      status: 'scheduled',
      ...replanned(unit, visit, command),
    });
    clearHoldAndClosure(unit, visit.jobId);
  },
  reschedule(unit, visit, command) {
    const set = replanned(unit, visit, command);
    if (differs(visit, set)) unit.changeVisit(visit.id, 'appointment_rescheduled', set);
  },
  assign(unit, visit, {leadId, reason}) {
    if (leadId === visit.leadId) return;
    const standsDown = visit.status === 'enroute';
    unit.changeVisit(
      visit.id,
      'appointment_assigned',
      {
        leadId,
        conflict: isBooked(unit, {...visit, leadId}),
        ...(standsDown && backToScheduled(visit, unit.at, 'reassigned')),
      },
      {
        from: visit.leadId,
        ...(standsDown && {legId: visit.leg?.id}),
        ...(reason && {reasonCode: reason.code}),
      },
    );
  },
  unassign(unit, visit) {
    if (!visit.leadId) return;
    unit.changeVisit(
      visit.id,
      'appointment_unassigned',
      {leadId: null, conflict: false},
      {from: visit.leadId},
    );
  },
  confirm(unit, visit) {
    if (visit.confirmed) return;
    const by = unit.asking.actor.kind === 'customer' ? 'customer' : 'dispatcher';
    unit.changeVisit(visit.id, 'appointment_confirmed', {confirmed: {at: unit.at, by}});
  },
  depart(unit, visit, command) {
    const leg = legForDeparture(unit, visit, command.etaMinutes ?? null);
    unit.changeVisit(
      visit.id,
      'appointment_departed',
      {status: 'enroute', departedAt: unit.at, leg, likelyOnSiteAt: null, likelyLeftAt: null, keptOn: null},
      {legId: leg.id, ...(command.etaMinutes && {etaMinutes: command.etaMinutes})},
    );
    standDownOther(unit, visit);
  },
  arrive(unit, visit) {
    const leg = endLive(visit.status === 'scheduled' ? openLeg(unit, visit) : visit.leg, unit.at, 'arrived');
    unit.changeVisit(
      visit.id,
      'appointment_arrived',
      {status: 'arrived', arrivedAt: unit.at, leg, likelyOnSiteAt: null},
      {legId: leg?.id},
    );
    standDownOther(unit, visit);
  },
  start(unit, visit) {
    const leg = endLive(visit.status === 'scheduled' ? openLeg(unit, visit) : visit.leg, unit.at, 'started');
    unit.changeVisit(
      visit.id,
      'appointment_started',
      {status: 'started', startedAt: unit.at, leg, likelyOnSiteAt: null},
      {legId: leg?.id},
    );
    standDownOther(unit, visit);
  },
  complete(unit, visit, command) {
    finishVisit(unit, visit, command);
  },
  cancel(unit, visit, {reason}) {
    cancelVisit(unit, visit, {reasonCode: reason.code, because: null});
  },
  stand_down(unit, visit) {
    unit.changeVisit(visit.id, 'appointment_stood_down', backToScheduled(visit, unit.at, 'stood_down'), {
      legId: visit.leg?.id,
    });
  },
  hand_over(unit, visit, {leadId}) {
    if (leadId === visit.leadId) return;
    const from = visit.startedAt ?? visit.arrivedAt ?? visit.leg?.openedAt ?? unit.at;
    const before = visit.stints.length > 0 ? visit.stints : [{technicianId: visit.leadId!, from, to: null}];
    const stints = [
      ...before.map(stint => ({...stint, to: stint.to ?? unit.at})),
      {technicianId: leadId, from: unit.at, to: null},
    ];
    const leg = endLive(
      {...openLeg(unit, {...visit, leadId})},
      unit.at,
      visit.status === 'started' ? 'started' : 'arrived',
    );
    unit.changeVisit(
      visit.id,
      'appointment_handed_over',
      {leadId, stints, leg, conflict: isBooked(unit, {...visit, leadId})},
      {from: visit.leadId},
    );
  },
  move(unit, visit, command) {
    if (visit.status === 'enroute') {
      unit.changeVisit(visit.id, 'appointment_stood_down', backToScheduled(visit, unit.at, 'stood_down'), {
        legId: visit.leg?.id,
        moved: true,
      });
      unit.changeVisit(visit.id, 'appointment_rescheduled', replanned(unit, unit.visit(visit.id), command));
      return;
    }
    finishVisit(unit, visit, {outcome: 'follow_up', reason: command.reason!, finishJob: false, moved: true});
    const planned = plannedAfter(command, visit);
    const next = newVisit(unit, visit.jobId, {
      window: command.window,
      planned,
      leadId: visit.leadId,
      helperIds: visit.helperIds,
    });
    unit.addVisit({...next, conflict: isBooked(unit, next)}, 'appointment_scheduled', {movedFrom: visit.id});
    clearHoldAndClosure(unit, visit.jobId);
  },
  undo(unit, visit, command) {
    undo(
      unit,
      {subjectId: visit.id, ...(command.eventId && {eventId: command.eventId})},
      'appointment_undone',
    );
  },
  reopen(unit, visit) {
    const isFree = visit.leadId !== null && !underWayElsewhere(unit.world, visit.leadId, visit.id);
    const works = visit.startedAt !== null && isFree;
    const ended = {
      outcome: null,
      reasonCode: null,
      completedAt: null,
      skipped: false,
      completionId: null,
    } as const;
    const set: Partial<AppointmentFacts> = works
      ? {...ended, status: 'started', leg: visit.leg && {...visit.leg, closedAt: null}}
      : {
          ...ended,
          status: 'scheduled',
          departedAt: null,
          arrivedAt: null,
          startedAt: null,
          stints: [],
          leg: null,
          conflict: isBooked(unit, visit),
        };
    unit.changeVisit(visit.id, 'appointment_reopened', set);
    const job = unit.job(visit.jobId);
    if (job.closure) unit.changeJob(job.id, 'job_reopened', {closure: null});
    if (job.hold && job.hold.eventId === visit.completionId)
      unit.changeJob(job.id, 'job_resumed', {hold: null});
  },
  reinstate(unit, visit) {
    reinstateVisit(unit, visit);
  },
  delete(unit, visit) {
    unit.changeVisit(visit.id, 'appointment_deleted', {status: 'deleted', request: null});
  },
  ask_to_move(unit, visit, {windows, reason}) {
    wish(
      unit,
      visit,
      'move_asked',
      {kind: 'move', by: 'technician', ...(windows && {windows})},
      reason?.code,
    );
  },
  running_late(unit, visit, {minutes}) {
    unit.changeVisit(visit.id, 'running_late', {}, {minutes});
  },
  dismiss_request(unit, visit) {
    if (visit.request) unit.changeVisit(visit.id, 'request_dismissed', {request: null});
  },
  keep(unit, visit, {reason}) {
    unit.changeVisit(visit.id, 'appointment_kept', {keptOn: unit.at}, {reasonCode: reason.code});
  },
  request_reschedule(unit, visit, {windows}) {
    wish(unit, visit, 'reschedule_requested', {
      kind: 'reschedule',
      by: 'customer',
      ...(windows && {windows}),
    });
  },
  request_cancel(unit, visit, {reason}) {
    wish(unit, visit, 'cancel_requested', {kind: 'cancel', by: 'customer'}, reason?.code);
  },
  rebook(unit, visit, {windows}) {
    wish(unit, visit, 'rebook_requested', {kind: 'rebook', by: 'customer', ...(windows && {windows})});
  },
  not_home(unit, visit) {
    unit.changeVisit(visit.id, 'customer_not_home', {});
  },
  likely_on_site(unit, visit) {
    if (visit.likelyOnSiteAt) return;
    unit.changeVisit(visit.id, 'appointment_likely_on_site', {
      likelyOnSiteAt: unit.at,
      leg: endLive(visit.leg, unit.at, 'stood_at_door'),
    });
  },
  likely_left(unit, visit) {
    if (visit.likelyLeftAt) return;
    const leg = visit.status === 'enroute' ? endLive(visit.leg, unit.at, 'left_again') : visit.leg;
    unit.changeVisit(visit.id, 'appointment_likely_left', {likelyLeftAt: unit.at, likelyOnSiteAt: null, leg});
  },
  end_live(unit, visit, {why}) {
    if (!visit.leg || visit.leg.liveEndedAt) return;
    unit.changeVisit(visit.id, 'appointment_leg_ended', {leg: endLive(visit.leg, unit.at, why)});
  },
  tell_eta(unit, visit, {expectedAt, latestAt, source, step}) {
    const leg = visit.leg && {
      ...visit.leg,
      firstExpectedAt: visit.leg.firstExpectedAt ?? expectedAt,
      promisedAt: visit.leg.promisedAt ?? latestAt,
    };
    unit.changeVisit(
      visit.id,
      'appointment_eta_told',
      {leg},
      {expectedAt, latestAt, source, legId: visit.leg?.id, ...(step !== undefined && {step})},
    );
  },
};

type Times = {
  window?: {start: Instant; end: Instant} | undefined;
  planned?: {start: Instant} | undefined;
  durationMinutes?: number | undefined;
};

/** The attributes of a visit at a new time. A new window is unconfirmed, and answers what was asked about the old one. */
function replanned(
  unit: Unit,
  visit: AppointmentFacts,
  times: Times & {type: AppointmentCommand['type']},
): Partial<AppointmentFacts> {
  const window = times.window ?? visit.window;
  const moved =
    toMs(window.start) !== toMs(visit.window.start) || toMs(window.end) !== toMs(visit.window.end);
  const planned = plannedAfter(times, visit);
  const set: Partial<AppointmentFacts> = {planned};
  if (moved) {
    Object.assign(set, {
      window,
      windowVersion: visit.windowVersion + 1,
      confirmed: null,
      request: null,
      keptOn: null,
    });
    set.needsReschedule = false;
    set.leg = null;
  }
  return {...set, conflict: isBooked(unit, {...visit, planned})};
}

function differs(visit: AppointmentFacts, set: Partial<AppointmentFacts>): boolean {
  return Object.entries(set).some(
    ([key, value]) => JSON.stringify(visit[key as keyof AppointmentFacts]) !== JSON.stringify(value),
  );
}

/** True if an open visit at its planned time overlaps another one of its lead: `override` let it pass. */
function isBooked(unit: Unit, visit: AppointmentFacts): boolean {
  return (
    visit.leadId !== null &&
    bookedElsewhere(
      unit.world,
      visit.leadId,
      visit.planned,
      visit.id,
      other => isOpen(other) && !other.conflict,
    ) !== undefined
  );
}

function wish(
  unit: Unit,
  visit: AppointmentFacts,
  type: EventType,
  asked: Omit<NonNullable<AppointmentFacts['request']>, 'at'>,
  reasonCode?: string,
): void {
  unit.changeVisit(visit.id, type, {request: {...asked, at: unit.at}}, reasonCode ? {reasonCode} : undefined);
}

/** The leg of a departure: the same one again if the technician had just stood down, so that nothing is told twice. */
function legForDeparture(unit: Unit, visit: AppointmentFacts, etaMinutes: number | null): Leg {
  const {leg} = visit;
  const sinceMs = leg?.closedAt ? toMs(unit.at) - toMs(leg.closedAt) : Infinity;
  const again =
    leg !== null &&
    leg.technicianId === visit.leadId &&
    leg.departedAt !== null &&
    sinceMs <= unit.world.settings.undoMinutes * minuteMs;
  if (again)
    return {
      ...leg,
      closedAt: null,
      liveEndedAt: null,
      liveEnd: null,
      etaMinutes: etaMinutes ?? leg.etaMinutes,
    };
  return {...openLeg(unit, visit), departedAt: unit.at, etaMinutes};
}

function backToScheduled(visit: AppointmentFacts, at: Instant, why: LegEnd): Partial<AppointmentFacts> {
  return {
    status: 'scheduled',
    departedAt: null,
    arrivedAt: null,
    likelyOnSiteAt: null,
    likelyLeftAt: null,
    leg: closeLeg(visit.leg, at, why),
  };
}

/** `switch`: the visit the technician leaves for this one goes back to the plan, in the same unit. */
function standDownOther(unit: Unit, visit: AppointmentFacts): void {
  const other = visit.leadId ? underWayElsewhere(unit.world, visit.leadId, visit.id) : undefined;
  if (!other) return;
  unit.changeVisit(
    other.id,
    'appointment_stood_down',
    backToScheduled(other, unit.at, 'departed_elsewhere'),
    {legId: other.leg?.id},
  );
}
