import type {Asked} from './appointment-rules.ts';
import {
  backToScheduled,
  clearHoldAndClosure,
  finishVisit,
  isDoubleBooked,
  newVisit,
  replanned,
  standDown,
} from './consequences.ts';
import {changesTimes, movesWindow, plannedAfter} from './times.ts';
import type {Unit} from './unit.ts';
import type {Asking, World} from './world.ts';
import {bookedElsewhere, findVisit, underWayElsewhere} from './world.ts';
import type {AppointmentCommand, MoveForUrgent} from '../appointment/appointment-command.ts';
import type {AppointmentFacts} from '../appointment/appointment-facts.ts';
import {isOpen} from '../appointment/appointment-facts.ts';
import type {Refusal} from '../appointment/refusal.ts';
import {refuse} from '../appointment/refusal.ts';
import {minuteMs, toMs} from '../time.ts';

type Sending = Pick<
  Extract<AppointmentCommand, {type: 'send_now'}>,
  'leadId' | 'planned' | 'window' | 'durationMinutes' | 'current' | 'interrupt' | 'moves' | 'override'
>;

/** A plan that puts somebody at the door so long ago is not the one to go by any more. */
const oldPlanMs = 5 * minuteMs;

/** What a command says, once it says whom and when; undefined where there is nothing to judge yet, or all of it is so already. */
function sendingOf(asked: Asked, visit: AppointmentFacts): Sending | undefined {
  const {leadId, planned} = asked;
  if (!leadId || !planned) return undefined;
  const sending = {...asked, leadId, planned} as Sending;
  return isSent(sending, visit) ? undefined : sending;
}

function isSent({leadId, ...times}: Sending, visit: AppointmentFacts): boolean {
  return visit.status === 'scheduled' && visit.leadId === leadId && !changesTimes(times, visit);
}

const hasBegun = ({status}: AppointmentFacts) => status === 'arrived' || status === 'started';

/** Refuses a plan that was made over another picture than is so now: where he is, and what he has to do. */
export function refuseStale(
  asked: Asked,
  visit: AppointmentFacts,
  world: World,
  asking: Asking,
): Refusal | null {
  const sending = sendingOf(asked, visit);
  if (!sending) return null;
  const {leadId, planned, current, moves = []} = sending;
  const now = underWayElsewhere(world, leadId, visit.id);
  const otherId =
    now?.id === current?.appointmentId
      ? moves.find((move, index) => !isAsSeen(move, sending, world) || isNamedBefore(moves, index, visit))
          ?.appointmentId
      : (now?.id ?? current?.appointmentId);
  if (otherId) return refuse('plan_changed', {otherId});
  const isOld = toMs(planned.start) < asking.nowMs - oldPlanMs;
  return isOld ? refuse('plan_changed', {otherId: visit.id}) : null;
}

function isAsSeen({appointmentId, from}: MoveForUrgent, {leadId, current}: Sending, world: World): boolean {
  const visit = findVisit(world, appointmentId)?.visit;
  const isLeft = current?.first === 'leave' && current.appointmentId === appointmentId;
  return (
    visit !== undefined &&
    (visit.status === 'scheduled' || (isLeft && isOpen(visit))) &&
    visit.leadId === leadId &&
    toMs(visit.planned.start) === toMs(from)
  );
}

function isNamedBefore(moves: readonly MoveForUrgent[], index: number, {id}: AppointmentFacts): boolean {
  const {appointmentId} = moves[index]!;
  return appointmentId === id || moves.findIndex(each => each.appointmentId === appointmentId) < index;
}

/** Refuses to leave a visit on which he has arrived, unless somebody says why. */
export function refuseBegun(asked: Asked, visit: AppointmentFacts, world: World): Refusal | null {
  const left = leftOf(sendingOf(asked, visit), world);
  return left && hasBegun(left) && !asked.interrupt ? refuse('reason_required') : null;
}

function leftOf(sending: Sending | undefined, world: World): AppointmentFacts | undefined {
  const {current} = sending ?? {};
  return current?.first === 'leave' ? findVisit(world, current.appointmentId)?.visit : undefined;
}

/** Refuses a plan by which somebody would have two visits at once, whoever takes them. */
export function refuseTaken(asked: Asked, visit: AppointmentFacts, world: World): Refusal | null {
  const sending = sendingOf(asked, visit);
  if (!sending || sending.override) return null;
  const after = planAfter(world, visit, sending);
  for (const id of [visit.id, ...(sending.moves ?? []).map(({appointmentId}) => appointmentId)]) {
    const {leadId, planned} = findVisit(after, id)!.visit;
    const other = leadId && bookedElsewhere(after, leadId, planned, id, each => !each.conflict);
    if (other) return refuse('technician_booked', {otherId: other.id});
  }
  return null;
}

/** The visits as they will stand, so that what is in each other's way is judged over the whole new plan. */
function planAfter(world: World, visit: AppointmentFacts, sending: Sending): World {
  const moves = new Map((sending.moves ?? []).map(move => [move.appointmentId, move]));
  const left = leftOf(sending, world);
  const then = (each: AppointmentFacts): AppointmentFacts => {
    if (each.id === visit.id)
      return {...each, status: 'scheduled', leadId: sending.leadId, planned: plannedAfter(sending, each)};
    const move = moves.get(each.id);
    if (move)
      return {...each, status: 'scheduled', leadId: takerOf(move, each), planned: plannedAfter(move, each)};
    return each.id === left?.id && hasBegun(each) ? {...each, status: 'complete'} : each;
  };
  return {
    ...world,
    jobs: world.jobs.map(job => ({...job, appointments: job.appointments.map(then)})),
  };
}

function takerOf({leadId}: MoveForUrgent, visit: AppointmentFacts): string | null {
  return leadId === undefined ? visit.leadId : leadId;
}

/** Puts the urgent visit first, and lets what is in its way make way. */
export function sendNow(unit: Unit, visit: AppointmentFacts, sending: Sending): void {
  if (isSent(sending, visit)) return;
  const after = planAfter(unit.world, visit, sending);
  const left = leftOf(sending, unit.world);
  takeIn(unit, visit, sending, after);
  const moves = sending.moves ?? [];
  const move = moves.find(({appointmentId}) => appointmentId === left?.id);
  if (left && hasBegun(left)) interrupt(unit, left, sending, move, after);
  else if (left && !move) standDown(unit, left, 'stood_down');
  for (const each of moves)
    if (!(each === move && left && hasBegun(left)))
      makeWay(unit, unit.visit(each.appointmentId), each, after);
}

function takeIn(unit: Unit, visit: AppointmentFacts, {leadId, ...times}: Sending, after: World): void {
  const change = {...replanned(after, {...visit, leadId}, times), leadId};
  if (visit.status === 'draft') {
    unit.changeVisit(visit.id, 'appointment_scheduled', {status: 'scheduled', ...change});
    clearHoldAndClosure(unit, visit.jobId);
    return;
  }
  const {leadId: _taken, ...replan} = change;
  if (changesTimes(times, visit)) unit.changeVisit(visit.id, 'appointment_rescheduled', replan);
  if (leadId !== visit.leadId)
    unit.changeVisit(
      visit.id,
      'appointment_assigned',
      {leadId, conflict: change.conflict!},
      {from: visit.leadId},
    );
}

/** Work that has begun ends here as interrupted, and goes on as another visit where there is a time for it. */
function interrupt(
  unit: Unit,
  visit: AppointmentFacts,
  {interrupt: reason}: Sending,
  move: MoveForUrgent | undefined,
  after: World,
): void {
  finishVisit(unit, visit, {outcome: 'interrupted', reason: reason!, ...(move && {moved: true})});
  if (!move) return;
  const next = newVisit(unit.asking.newId('appointment'), visit.jobId, {
    window: move.window ?? visit.window,
    planned: plannedAfter(move, visit),
    leadId: takerOf(move, visit),
    helperIds: visit.helperIds,
  });
  const conflict = isDoubleBooked(after, {...next, id: visit.id});
  unit.addVisit({...next, conflict}, 'appointment_scheduled', {movedFrom: visit.id});
  clearHoldAndClosure(unit, visit.jobId);
}

/** A visit that makes way: stood down if he was driving there, at its new time, with whom it is given to; its customer hears of it once. */
function makeWay(unit: Unit, visit: AppointmentFacts, move: MoveForUrgent, after: World): void {
  const leadId = takerOf(move, visit);
  const isMoved = movesWindow(move, visit);
  const changesHands = leadId !== visit.leadId;
  // Who takes over a drive on the same promise is told of as somebody else who comes, and not as a delay.
  const handsOver = visit.status === 'enroute' && leadId !== null && changesHands && !isMoved;
  if (visit.status === 'enroute' && !handsOver)
    standDown(unit, visit, 'stood_down', isMoved ? {moved: true} : {});
  const replan = replanned(after, {...unit.visit(visit.id), leadId}, move);
  if (changesTimes(move, visit)) unit.changeVisit(visit.id, 'appointment_rescheduled', replan);
  if (!changesHands) return;
  const from = {from: visit.leadId};
  if (leadId === null) {
    unit.changeVisit(visit.id, 'appointment_unassigned', {leadId, conflict: false}, from);
    return;
  }
  unit.changeVisit(
    visit.id,
    'appointment_assigned',
    {leadId, conflict: replan.conflict!, ...(handsOver && backToScheduled(visit, unit.at, 'reassigned'))},
    {...from, ...(handsOver && {legId: visit.leg?.id})},
  );
}
