import {
  backToScheduled,
  cancelVisit,
  clearHoldAndClosure,
  finishVisit,
  isDoubleBooked,
  neverUnderWay,
  newVisit,
  reinstateVisit,
  replanned,
  standDown,
} from './consequences.ts';
import {sendNow} from './send-now.ts';
import {changesTimes, movesWindow, plannedAfter} from './times.ts';
import {undo} from './undo.ts';
import type {Unit} from './unit.ts';
import {underWayElsewhere} from './world.ts';
import type {AppointmentCommand} from '../appointment/appointment-command.ts';
import type {AppointmentFacts, AppointmentRequest, Leg} from '../appointment/appointment-facts.ts';
import {isLive} from '../appointment/appointment-facts.ts';
import {endLive, openLeg} from '../appointment/leg.ts';
import type {EventType} from '../history/event.ts';
import type {Instant} from '../time.ts';
import {minuteMs, toMs} from '../time.ts';

type CommandOf<T extends AppointmentCommand['type']> = Extract<AppointmentCommand, {type: T}>;

/** What each command makes of a visit, once the machine and its rules have let it through. */
export const appointmentEffects: {
  [T in AppointmentCommand['type']]: (unit: Unit, visit: AppointmentFacts, command: CommandOf<T>) => void;
} = {
  schedule(unit, visit, command) {
    const {leadId = visit.leadId} = command;
    unit.changeVisit(visit.id, 'appointment_scheduled', {
      status: 'scheduled',
      leadId,
      ...replanned(unit.world, {...visit, leadId}, command),
    });
    clearHoldAndClosure(unit, visit.jobId);
  },
  reschedule(unit, visit, command) {
    const {leadId = visit.leadId} = command;
    // Judged with whom it is given to: the old one's other visits are no conflict any more.
    if (changesTimes(command, visit))
      unit.changeVisit(
        visit.id,
        'appointment_rescheduled',
        replanned(unit.world, {...visit, leadId}, command),
      );
    const {appointmentId} = command;
    const moved = unit.visit(visit.id);
    if (leadId) appointmentEffects.assign(unit, moved, {type: 'assign', appointmentId, leadId});
    else appointmentEffects.unassign(unit, moved, {type: 'unassign', appointmentId});
  },
  assign(unit, visit, {leadId, reason}) {
    if (leadId === visit.leadId) return;
    const standsDown = visit.status === 'enroute';
    unit.changeVisit(
      visit.id,
      'appointment_assigned',
      {
        leadId,
        conflict: isDoubleBooked(unit.world, {...visit, leadId}),
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
  send_now(unit, visit, command) {
    sendNow(unit, visit, command);
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
    const leg = endLive(legOnSite(unit, visit), unit.at, 'arrived');
    unit.changeVisit(
      visit.id,
      'appointment_arrived',
      {status: 'arrived', arrivedAt: unit.at, leg, likelyOnSiteAt: null, likelyLeftAt: null},
      {legId: leg?.id},
    );
    standDownOther(unit, visit);
  },
  start(unit, visit) {
    const leg = endLive(legOnSite(unit, visit), unit.at, 'started');
    unit.changeVisit(
      visit.id,
      'appointment_started',
      {status: 'started', startedAt: unit.at, leg, likelyOnSiteAt: null, likelyLeftAt: null},
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
    standDown(unit, visit, 'stood_down');
  },
  hand_over(unit, visit, {leadId}) {
    if (leadId === visit.leadId) return;
    const from = visit.startedAt ?? visit.arrivedAt!;
    const isNoted = visit.stints.some(stint => stint.to === null);
    const before = isNoted ? visit.stints : [...visit.stints, {technicianId: visit.leadId!, from, to: null}];
    const leg = openLeg(unit.asking.newId('leg'), leadId, unit.at);
    unit.changeVisit(
      visit.id,
      'appointment_handed_over',
      {
        leadId,
        stints: [
          ...before.map(stint => ({...stint, to: stint.to ?? unit.at})),
          {technicianId: leadId, from: unit.at, to: null},
        ],
        leg: endLive(leg, unit.at, visit.status === 'started' ? 'started' : 'arrived'),
        likelyLeftAt: null,
        conflict: isDoubleBooked(unit.world, {...visit, leadId}),
      },
      {from: visit.leadId},
    );
  },
  move(unit, visit, command) {
    if (visit.status === 'enroute') {
      standDown(unit, visit, 'stood_down', movesWindow(command, visit) ? {moved: true} : {});
      appointmentEffects.reschedule(unit, unit.visit(visit.id), {...command, type: 'reschedule'});
      return;
    }
    finishVisit(unit, visit, {outcome: 'follow_up', reason: command.reason!, moved: true});
    const next = newVisit(unit.asking.newId('appointment'), visit.jobId, {
      window: command.window,
      planned: plannedAfter(command, visit),
      leadId: visit.leadId,
      helperIds: visit.helperIds,
    });
    unit.addVisit({...next, conflict: isDoubleBooked(unit.world, next)}, 'appointment_scheduled', {
      movedFrom: visit.id,
    });
    clearHoldAndClosure(unit, visit.jobId);
  },
  undo(unit, visit, command) {
    undo(unit, {subjectId: visit.id, eventId: command.eventId});
  },
  reopen(unit, visit) {
    const isFree = visit.leadId !== null && !underWayElsewhere(unit.world, visit.leadId, visit.id);
    const goesOn = visit.startedAt !== null && isFree;
    unit.changeVisit(visit.id, 'appointment_reopened', {
      outcome: null,
      reasonCode: null,
      completedAt: null,
      skipped: false,
      completionId: null,
      conflict: isDoubleBooked(unit.world, visit),
      ...(goesOn ? workGoesOn(visit) : {...neverUnderWay, status: 'scheduled'}),
    });
    const job = unit.job(visit.jobId);
    if (job.closure) unit.changeJob(job.id, 'job_reopened', {closure: null});
    if (job.hold && job.hold.eventId === visit.completionId)
      unit.changeJob(job.id, 'job_resumed', {hold: null});
  },
  reinstate(unit, visit) {
    reinstateVisit(unit, visit);
  },
  delete(unit, visit) {
    unit.changeVisit(visit.id, 'appointment_deleted', {status: 'deleted'});
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
    if (!isLive(visit)) return;
    const leg = {
      ...visit.leg!,
      firstExpectedAt: visit.leg!.firstExpectedAt ?? expectedAt,
      promisedAt: visit.leg!.promisedAt ?? latestAt,
    };
    unit.changeVisit(
      visit.id,
      'appointment_eta_told',
      {leg},
      {expectedAt, latestAt, source, legId: leg.id, ...(step !== undefined && {step})},
    );
  },
};

/** Notes a wish; the same one again says nothing new. */
function wish(
  unit: Unit,
  visit: AppointmentFacts,
  type: EventType,
  asked: Omit<AppointmentRequest, 'at'>,
  reasonCode?: string,
): void {
  const {at: _at, ...open} = visit.request ?? {at: null};
  if (JSON.stringify(open) === JSON.stringify(asked)) return;
  unit.changeVisit(visit.id, type, {request: {...asked, at: unit.at}}, reasonCode ? {reasonCode} : undefined);
}

/** A leg for somebody who is on site: the one he came on, or one without a way. */
function legOnSite(unit: Unit, visit: AppointmentFacts): Leg | null {
  if (visit.status !== 'scheduled') return visit.leg;
  return openLeg(unit.asking.newId('leg'), visit.leadId!, unit.at);
}

/** A visit that ended, as it was before: its leg and its last stint are open again. */
function workGoesOn({leg, stints, completedAt}: AppointmentFacts): Partial<AppointmentFacts> {
  return {
    status: 'started',
    leg: leg && {...leg, closedAt: null},
    stints: stints.map(stint => ({...stint, to: stint.to === completedAt ? null : stint.to})),
  };
}

/** The leg of a departure: the same one again if it was given up just now, so that nothing is told twice. */
function legForDeparture(unit: Unit, visit: AppointmentFacts, etaMinutes: number | null): Leg {
  const last = lastLeg(unit, visit);
  const again =
    last?.leg.technicianId === visit.leadId &&
    last?.leg.departedAt &&
    toMs(unit.at) - toMs(last.endedAt) <= unit.world.settings.undoMinutes * minuteMs;
  if (!again)
    return {...openLeg(unit.asking.newId('leg'), visit.leadId!, unit.at), departedAt: unit.at, etaMinutes};
  return {
    ...last.leg,
    closedAt: null,
    liveEndedAt: null,
    liveEnd: null,
    etaMinutes: etaMinutes ?? last.leg.etaMinutes,
  };
}

/** The leg that a visit has, or had until its departure was undone, and when that ended. */
function lastLeg(unit: Unit, visit: AppointmentFacts): {leg: Leg; endedAt: Instant} | undefined {
  if (visit.leg) return visit.leg.closedAt ? {leg: visit.leg, endedAt: visit.leg.closedAt} : undefined;
  const last = unit.world.history.findLast(
    event => event.appointmentId === visit.id && event.set && 'leg' in event.set,
  );
  const leg = last?.type === 'appointment_undone' ? (last.was as Partial<AppointmentFacts>).leg : null;
  return leg ? {leg, endedAt: last!.at} : undefined;
}

/** `switch`: the visit the technician leaves for this one goes back to the plan, in the same unit. */
function standDownOther(unit: Unit, visit: AppointmentFacts): void {
  const other = underWayElsewhere(unit.world, visit.leadId!, visit.id);
  if (other) standDown(unit, other, 'departed_elsewhere');
}
