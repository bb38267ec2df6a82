import {isUnderWay} from './appointment-facts.ts';
import type {AppointmentFacts} from './appointment-facts.ts';
import type {Refusal} from './refusal.ts';
import {refuse} from './refusal.ts';
import type {Unit} from './unit.ts';
import type {Asking, World} from './world.ts';
import type {JobFacts} from '../job/job-facts.ts';
import {bookedElsewhere, underWayElsewhere} from './world.ts';
import {evolveWorld} from './evolve.ts';
import {hourMs, minuteMs, toMs} from '../time.ts';
import type {Change, DomainEvent, EventType} from '../wire/event.ts';

/** Facts that neither stand in the way of an undo nor are undone by default: they say something, they move nothing. */
const bystanders: ReadonlySet<EventType> = new Set<EventType>([
  'job_created',
  'job_edited',
  'appointment_edited',
  'appointment_confirmed',
  'appointment_eta_told',
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
  'note_added',
  'message_added',
  'photo_added',
  'visit_rated',
  'tap_refused',
]);

/** What somebody else may have said since; an undo leaves it as it was said last. */
const saidByOthers = ['confirmed', 'request', 'keptOn', 'helperIds'];

type UndoAsked = {subjectId: string; eventId?: string; reason?: unknown};

const isUndo = (event: DomainEvent) => event.type === 'appointment_undone' || event.type === 'job_undone';
const rootOf = (event: DomainEvent) => event.causedBy ?? event.id;
const subjectOf = (event: DomainEvent) => event.appointmentId ?? event.jobId ?? '';

/** The roots of the units that were undone. */
function undoneRoots(history: readonly DomainEvent[]): Set<string> {
  return new Set(history.filter(isUndo).map(event => String(event.data?.['undoes'])));
}

/** True if a unit was undone already. */
export function isUndone(eventId: string | undefined, history: readonly DomainEvent[]): boolean {
  const event = history.find(each => each.id === eventId);
  return event !== undefined && undoneRoots(history).has(rootOf(event));
}

/** The events of the unit that an undo means, oldest first: the one named, else the newest on the subject. */
export function findUnit({subjectId, eventId}: UndoAsked, history: readonly DomainEvent[]): DomainEvent[] {
  const undone = undoneRoots(history);
  const undoable = (event: DomainEvent) =>
    subjectOf(event) === subjectId &&
    !isUndo(event) &&
    !undone.has(rootOf(event)) &&
    !bystanders.has(event.type);
  const chosen = eventId
    ? history.find(event => event.id === eventId && undoable(event))
    : history.findLast(undoable);
  if (!chosen) return [];
  const unit = history.filter(event => rootOf(event) === rootOf(chosen));
  return bystanders.has(unit[0]!.type) ? [] : unit;
}

function findSuperseding(
  unit: readonly DomainEvent[],
  history: readonly DomainEvent[],
): DomainEvent | undefined {
  const undone = undoneRoots(history);
  const subjects = new Set(unit.map(subjectOf));
  const last = unit.at(-1)!.seq;
  return history.find(
    event =>
      event.seq > last &&
      subjects.has(subjectOf(event)) &&
      !isUndo(event) &&
      !undone.has(rootOf(event)) &&
      !bystanders.has(event.type),
  );
}

function refuseGiver(root: DomainEvent, asked: UndoAsked, world: World, asking: Asking): Refusal | null {
  const ageMs = asking.nowMs - toMs(root.at);
  const own = root.actor.kind === asking.actor.kind && root.actor.id === asking.actor.id;
  const inTime = ageMs <= world.settings.undoMinutes * minuteMs;
  const {kind} = asking.actor;
  if (inTime && (own || (kind === 'technician' && root.actor.kind === 'system'))) return null;
  if (kind === 'technician') return refuse(own ? 'undo_too_late' : 'undo_not_yours');
  if (ageMs > 24 * hourMs) return refuse('undo_too_late');
  return asked.reason ? null : refuse('reason_required');
}

/** Why an undo is refused, if it is: nothing to undo, too late, not yours, superseded, or the technician is busy. */
export function refuseUndo(asked: UndoAsked, world: World, asking: Asking): Refusal | null {
  if (isUndone(asked.eventId, world.history)) return null;
  const unit = findUnit(asked, world.history);
  const root = unit[0];
  if (!root) return refuse('nothing_to_undo');
  const later = findSuperseding(unit, world.history);
  if (later) return refuse('superseded', {eventId: later.id, eventType: later.type});
  return refuseGiver(root, asked, world, asking) ?? refuseBusy(unit, world);
}

function refuseBusy(unit: readonly DomainEvent[], world: World): Refusal | null {
  const restored = restorations(unit, world).reduce(
    (so, {event, set}) =>
      evolveWorld(so, {
        type: event.type,
        set,
        ...(event.jobId && {jobId: event.jobId}),
        ...(event.appointmentId && {appointmentId: event.appointmentId}),
      }),
    world,
  );
  for (const visit of restored.jobs.flatMap(job => job.appointments)) {
    const other =
      visit.leadId && isUnderWay(visit) ? underWayElsewhere(restored, visit.leadId, visit.id) : undefined;
    if (other && unit.some(event => event.appointmentId === visit.id))
      return refuse('technician_busy', {otherId: other.id});
  }
  return null;
}

/** What each subject of a unit was before it; the subject of the root first. */
function restorations(unit: readonly DomainEvent[], world: World): {event: DomainEvent; set: Change}[] {
  const bySubject = new Map<
    string,
    {event: DomainEvent; set: Record<string, unknown>; given: Record<string, unknown>}
  >();
  for (const event of unit) {
    const entry = bySubject.get(subjectOf(event)) ?? {event, set: {}, given: {}};
    entry.set = {...event.was, ...entry.set};
    entry.given = {...entry.given, ...event.set};
    bySubject.set(subjectOf(event), entry);
  }
  const facts = new Map<string, Record<string, unknown>>(
    world.jobs.flatMap(job => [
      [job.id, job] as const,
      ...job.appointments.map(visit => [visit.id, visit] as const),
    ]),
  );
  return [...bySubject.values()].map(({event, set, given}) => {
    const now = facts.get(subjectOf(event)) ?? {};
    const kept = saidByOthers.filter(
      key => key in set && JSON.stringify(now[key]) !== JSON.stringify(given[key]),
    );
    return {
      event,
      set: Object.fromEntries(Object.entries(set).filter(([key]) => !kept.includes(key))) as Change,
    };
  });
}

/** Takes back a whole unit: state and attributes of everything it touched are what they were. */
export function undo(unit: Unit, asked: UndoAsked, type: 'appointment_undone' | 'job_undone'): void {
  const undone = findUnit(asked, unit.world.history);
  const data = {undoes: rootOf(undone[0]!)};
  const all = restorations(undone, unit.world);
  const mine = all.findIndex(({event}) => subjectOf(event) === asked.subjectId);
  const ordered = [all[mine]!, ...all.filter((_, index) => index !== mine)];
  for (const {event, set} of ordered) {
    if (!event.appointmentId)
      unit.changeJob(
        event.jobId!,
        ordered[0]!.event === event ? type : 'job_undone',
        set as Partial<JobFacts>,
        data,
      );
    else {
      const change = set as Partial<AppointmentFacts>;
      unit.changeVisit(
        event.appointmentId,
        'appointment_undone',
        {...change, ...conflictAfter(unit, event.appointmentId, change)},
        data,
      );
    }
  }
}

/** A planned time given away meanwhile: the visit comes back, marked. */
function conflictAfter(unit: Unit, id: string, change: Partial<AppointmentFacts>): Partial<AppointmentFacts> {
  const visit = {...unit.visit(id), ...change};
  if (!visit.leadId || !['scheduled', 'enroute', 'arrived', 'started'].includes(visit.status)) return {};
  return bookedElsewhere(unit.world, visit.leadId, visit.planned, id, other => !other.conflict)
    ? {conflict: true}
    : {};
}
