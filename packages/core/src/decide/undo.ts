import {isDoubleBooked} from './consequences.ts';
import type {Unit} from './unit.ts';
import type {Asking, World} from './world.ts';
import {evolveWorld, findVisit, underWayElsewhere} from './world.ts';
import type {AppointmentFacts} from '../appointment/appointment-facts.ts';
import {isOpen, isUnderWay} from '../appointment/appointment-facts.ts';
import type {Refusal} from '../appointment/refusal.ts';
import {refuse} from '../appointment/refusal.ts';
import type {Change, DomainEvent, EventType} from '../history/event.ts';
import {deriveJobStatus, isJobOpen} from '../job/derive-job-status.ts';
import type {JobFacts} from '../job/job-facts.ts';
import {hourMs, minuteMs, toMs} from '../time.ts';

/** Facts that are no command on a visit or a job: they stand in nobody's way and are never undone. */
const records: readonly EventType[] = [
  'job_created',
  'job_edited',
  'place_searched',
  'appointment_edited',
  'appointment_eta_told',
  'note_added',
  'message_added',
  'messages_read',
  'photo_added',
  'visit_rated',
  'tap_refused',
  'member_deactivated',
];

/** What says something and moves nothing: it stands in nobody's way, and only its own giver means it by a bare undo. */
const remarks: readonly EventType[] = [
  'appointment_confirmed',
  'appointment_likely_on_site',
  'appointment_likely_left',
  'appointment_leg_ended',
  'appointment_kept',
  'move_asked',
  'running_late',
  'request_dismissed',
  'reschedule_requested',
  'cancel_requested',
  'rebook_requested',
  'customer_not_home',
];

/** What somebody else may have said since; an undo leaves it as it was said last. */
const saidByOthers = ['confirmed', 'request', 'keptOn', 'helperIds'];

type UndoAsked = {subjectId: string; eventId?: string | undefined; reason?: unknown};

const isUndo = (event: DomainEvent) => event.type === 'appointment_undone' || event.type === 'job_undone';
const rootOf = (event: DomainEvent) => event.causedBy ?? event.id;
const subjectOf = (event: DomainEvent) => event.appointmentId ?? event.jobId ?? '';

/** True for a fact that nothing depends on: what came before it may still be undone, or told with an earlier time. */
export function isBystander({type}: Pick<DomainEvent, 'type'>): boolean {
  return records.includes(type) || remarks.includes(type);
}

/** The roots of the units that were undone. */
function undoneRoots(history: readonly DomainEvent[]): Set<string> {
  return new Set(history.filter(isUndo).map(event => String(event.data?.['undoes'])));
}

/** True if the event of a subject that an undo names was undone already. */
export function isUndone({eventId, subjectId}: UndoAsked, history: readonly DomainEvent[]): boolean {
  const event = history.find(each => each.id === eventId && subjectOf(each) === subjectId);
  return event !== undefined && undoneRoots(history).has(rootOf(event));
}

/** The events of the unit that an undo means, root first: the one named, else the newest on the subject. */
function findUnit(
  {subjectId, eventId}: UndoAsked,
  history: readonly DomainEvent[],
  asking: Asking,
): DomainEvent[] {
  const undone = undoneRoots(history);
  const isMeant = (event: DomainEvent): boolean => {
    if (subjectOf(event) !== subjectId || isUndo(event) || undone.has(rootOf(event))) return false;
    const root = history.find(each => each.id === rootOf(event));
    if (!root || records.includes(root.type)) return false;
    return eventId ? event.id === eventId : !remarks.includes(root.type) || isGiver(root, asking);
  };
  const chosen = history.findLast(isMeant);
  return chosen ? history.filter(event => rootOf(event) === rootOf(chosen)) : [];
}

function isGiver(root: DomainEvent, {actor}: Asking): boolean {
  return root.actor.kind === actor.kind && root.actor.id === actor.id;
}

/** The first later command on anything in the unit; an undo of what came before counts where it touched the same attributes. */
function findSuperseding(
  unit: readonly DomainEvent[],
  history: readonly DomainEvent[],
): DomainEvent | undefined {
  const undone = undoneRoots(history);
  const subjects = new Set(unit.map(subjectOf));
  const touched = unit.flatMap(event => Object.keys(event.was ?? {}));
  return history.find(event => {
    if (event.seq <= unit.at(-1)!.seq || !subjects.has(subjectOf(event))) return false;
    if (isUndo(event))
      return (
        Object.keys(event.set ?? {}).some(key => touched.includes(key)) && isBefore(event, unit, history)
      );
    return !undone.has(rootOf(event)) && !isBystander(event);
  });
}

function isBefore(
  undoing: DomainEvent,
  unit: readonly DomainEvent[],
  history: readonly DomainEvent[],
): boolean {
  const root = history.find(event => event.id === undoing.data?.['undoes']);
  return root !== undefined && root.seq < unit[0]!.seq;
}

const refuseSuperseded = ({id, type}: DomainEvent) => refuse('superseded', {eventId: id, eventType: type});

function refuseGiver(root: DomainEvent, asked: UndoAsked, world: World, asking: Asking): Refusal | null {
  const ageMs = asking.nowMs - toMs(root.at);
  const isTechnician = asking.actor.kind === 'technician';
  const mine = isGiver(root, asking) || (isTechnician && root.actor.kind === 'system');
  if (mine && ageMs <= world.settings.undoMinutes * minuteMs) return null;
  if (isTechnician) return refuse(mine ? 'undo_too_late' : 'undo_not_yours');
  if (ageMs > 24 * hourMs) return refuse('undo_too_late');
  return asked.reason ? null : refuse('reason_required');
}

/** Why an undo is refused, if it is: nothing to undo, superseded, too late, not yours, or the technician is busy. */
export function refuseUndo(asked: UndoAsked, world: World, asking: Asking): Refusal | null {
  const unit = findUnit(asked, world.history, asking);
  if (!unit[0]) return refuse('nothing_to_undo');
  const later = findSuperseding(unit, world.history);
  if (later) return refuseSuperseded(later);
  const denied = refuseGiver(unit[0], asked, world, asking);
  if (denied) return denied;
  const restored = restore(world, restorationsOf(unit, world));
  return refuseStranded(unit, restored) ?? refuseBusy(unit, restored);
}

/** A visit cannot be open on a job that has been closed or offered meanwhile. */
function refuseStranded(unit: readonly DomainEvent[], restored: World): Refusal | null {
  const jobIds = new Set(unit.map(event => event.jobId));
  for (const job of restored.jobs.filter(each => jobIds.has(each.id))) {
    const holdsVisits = isJobOpen(job) && deriveJobStatus(job) !== 'offered';
    const stranded = job.appointments.find(
      visit => (isOpen(visit) && !holdsVisits) || (visit.status === 'draft' && !isJobOpen(job)),
    );
    const later =
      stranded &&
      restored.history.findLast(
        event =>
          event.seq > unit.at(-1)!.seq &&
          !isBystander(event) &&
          (event.appointmentId === stranded.id || (event.jobId === job.id && !event.appointmentId)),
      );
    if (later) return refuseSuperseded(later);
  }
  return null;
}

function refuseBusy(unit: readonly DomainEvent[], restored: World): Refusal | null {
  const touched = new Set(unit.map(event => event.appointmentId));
  for (const visit of restored.jobs.flatMap(job => job.appointments)) {
    if (!touched.has(visit.id) || !visit.leadId || !isUnderWay(visit)) continue;
    const other = underWayElsewhere(restored, visit.leadId, visit.id);
    if (other) return refuse('technician_busy', {otherId: other.id});
  }
  return null;
}

type Restoration = {readonly event: DomainEvent; readonly set: Change};

/** What each subject of a unit was before it, in the order in which the unit touched them. */
function restorationsOf(unit: readonly DomainEvent[], world: World): Restoration[] {
  const bySubject = new Map<string, DomainEvent[]>();
  for (const event of unit)
    bySubject.set(subjectOf(event), [...(bySubject.get(subjectOf(event)) ?? []), event]);
  return [...bySubject.values()].map(events => {
    const event = events[0]!;
    const given: Record<string, unknown> = Object.assign({}, ...events.map(each => each.set));
    const was: Record<string, unknown> = Object.assign({}, ...events.map(each => each.was).reverse());
    const visit = event.appointmentId ? findVisit(world, event.appointmentId)?.visit : undefined;
    const now = {...visit} as Record<string, unknown>;
    const isSaidSince = (key: string) =>
      saidByOthers.includes(key) && JSON.stringify(now[key]) !== JSON.stringify(given[key]);
    const set = Object.fromEntries(Object.entries(was).filter(([key]) => !isSaidSince(key)));
    return {event, set: event.appointmentId ? {...forgetRoad(set), ...set} : set};
  });
}

/** What the fence noticed on a leg is gone with it. */
function forgetRoad({status}: {status?: unknown}): Partial<AppointmentFacts> {
  const isOver = status !== undefined && !isUnderWay({status: status as AppointmentFacts['status']});
  return isOver ? {likelyOnSiteAt: null, likelyLeftAt: null} : {};
}

function restore(world: World, restorations: readonly Restoration[]): World {
  return restorations.reduce((so, {event, set}) => {
    const {type, jobId, appointmentId} = event;
    return evolveWorld(so, {type, set, ...(jobId && {jobId}), ...(appointmentId && {appointmentId})});
  }, world);
}

/**
 * Takes back a whole unit: state and attributes of everything it touched are what they were. A visit whose planned
 * time was given away meanwhile comes back with a conflict.
 */
export function undo(unit: Unit, asked: UndoAsked): void {
  const undone = findUnit(asked, unit.world.history, unit.asking);
  const data = {undoes: rootOf(undone[0]!)};
  const restorations = restorationsOf(undone, unit.world);
  const restored = restore(unit.world, restorations);
  const asksAbout = ({event}: Restoration) => subjectOf(event) === asked.subjectId;
  const ordered = restorations.toSorted((a, b) => Number(asksAbout(b)) - Number(asksAbout(a)));
  for (const {event, set} of ordered) {
    if (!event.appointmentId) {
      unit.changeJob(event.jobId!, 'job_undone', set as Partial<JobFacts>, data);
      continue;
    }
    const {visit} = findVisit(restored, event.appointmentId)!;
    const isTaken = isOpen(visit) && isDoubleBooked(restored, visit);
    const change = {...(set as Partial<AppointmentFacts>), ...(isTaken && {conflict: true})};
    unit.changeVisit(visit.id, 'appointment_undone', change, data);
  }
}
