import type {NoticeKind, NoticeState} from './notice-kind.ts';
import {legKinds, mostNewEtas, noticeLaws} from './notice-kind.ts';
import type {AppointmentFacts} from '../appointment/appointment-facts.ts';
import type {World} from '../decide/world.ts';
import {findVisit} from '../decide/world.ts';
import type {JobFacts} from '../job/job-facts.ts';
import {dayMs, hourMs, minuteMs, toInstant, toMs} from '../time.ts';
import type {EventType, NewEvent} from '../history/event.ts';

/** A notice as the laws know it: what it is about, and where it stands. */
export type Told = {
  readonly id: string;
  readonly kind: NoticeKind;
  readonly jobId: string | null;
  readonly appointmentId: string | null;
  readonly occasion: string;
  /** The root of the unit it was written for. */
  readonly unitId: string;
  readonly state: NoticeState;
  readonly at: string;
  /** The root of the unit that dropped it. */
  readonly droppedBy: string | null;
};

/** A notice to be written: to the customer's contacts, or to one member. */
export type NoticePlan = {
  readonly kind: NoticeKind;
  readonly to: 'customer' | {readonly memberId: string};
  readonly jobId: string;
  readonly appointmentId: string | null;
  /** The visit, or for what concerns the whole job the job. */
  readonly subjectId: string;
  readonly occasion: string;
  readonly eventId: string;
  readonly unitId: string;
  /** Seconds after the event was taken, before which it may not be sent. */
  readonly delaySeconds: number;
  /** After this it is not sent any more. */
  readonly staleAt: string;
  /** When somebody who is late says he comes. */
  readonly expectedAt?: string;
};

/** What a unit of events means for the messages: new ones, and waiting ones that are dropped or wait again. */
export type NoticePlans = {
  readonly write: readonly NoticePlan[];
  readonly drop: readonly string[];
  readonly requeue: readonly string[];
};

type Scene = {
  readonly before: World;
  readonly after: World;
  readonly unit: readonly NewEvent[];
  readonly told: readonly Told[];
};

/** Kinds that tell the window: while one waits it will tell the new one. */
const tellingWindow: readonly NoticeKind[] = ['created', 'scheduled', 'reinstated'];
const endings: readonly NoticeKind[] = ['completed', 'follow_up_needed', 'missed_you'];

/**
 * Which event tells whom. Pure: says what is to be written into the outbox beside the unit's events, over what has
 * been written before (`told`: the notices of the jobs concerned).
 *
 * @param notify false: nobody is told; what waits and has become wrong is dropped all the same.
 */
export function planNotices(scene: Scene, notify: boolean): NoticePlans {
  const drop = scene.unit.flatMap(event => dropsOf(event, scene));
  const gone = new Set(drop);
  const told = scene.told.map(each => (gone.has(each.id) ? {...each, state: 'dropped' as const} : each));
  const write = notify
    ? scene.unit.flatMap(event => (plansOf[event.type] ?? nobody)(event, {...scene, told}))
    : [];
  return {
    write,
    drop: [...gone],
    requeue: [...new Set(scene.unit.flatMap(event => requeuedBy(event, scene)))],
  };
}

type Planner = (event: NewEvent, scene: Scene) => NoticePlan[];

const nobody: Planner = () => [];

const plansOf: Partial<Record<EventType, Planner>> = {
  appointment_scheduled(event, scene) {
    const visit = visitAfter(event, scene);
    const isNewJob = scene.unit[0]!.type === 'job_created';
    return [
      toCustomer(isNewJob ? 'created' : 'scheduled', event, scene),
      ...reminder(event, scene),
      ...toMember('assigned', visit.leadId, event, scene),
    ];
  },
  appointment_rescheduled(event, scene) {
    const visit = visitAfter(event, scene);
    if (visit.status === 'draft') return [];
    const moved = event.set !== undefined && 'window' in event.set;
    const stillSaysIt = scene.told.some(
      each => each.state === 'waiting' && isAbout(each, event) && tellingWindow.includes(each.kind),
    );
    return [
      ...(moved && !stillSaysIt ? [toCustomer('rescheduled', event, scene)] : []),
      ...(moved ? reminder(event, scene) : []),
      ...(changesHands(event, scene) ? [] : toMember('team_rescheduled', visit.leadId, event, scene)),
    ];
  },
  appointment_assigned(event, scene) {
    const {leadId} = visitAfter(event, scene);
    const from = event.data?.['from'] as string | null;
    const legId = event.data?.['legId'] as string | undefined;
    const changed =
      legId && wasSaid(scene, 'on_the_way', legId) ? [toCustomer('technician_changed', event, scene)] : [];
    return [
      ...changed,
      ...toMember('assigned', leadId, event, scene),
      ...toMember('unassigned', from, event, scene),
    ];
  },
  appointment_unassigned(event, scene) {
    const hasLeft = scene.unit[0]!.type === 'member_deactivated';
    return hasLeft ? [] : toMember('unassigned', event.data?.['from'] as string | null, event, scene);
  },
  appointment_handed_over: (event, scene) => [
    ...toMember('assigned', visitAfter(event, scene).leadId, event, scene),
    ...toMember('unassigned', event.data?.['from'] as string | null, event, scene),
  ],
  appointment_departed: (event, scene) => [toCustomer('on_the_way', event, scene)],
  appointment_arrived: (event, scene) => [toCustomer('arrived', event, scene)],
  appointment_started: (event, scene) =>
    wasToldOnSite(event, scene) ? [] : [toCustomer('arrived', event, scene)],
  appointment_completed(event, scene) {
    const {outcome, skipped, moved} = (event.data ?? {}) as {
      outcome?: string;
      skipped?: boolean;
      moved?: boolean;
    };
    if (moved) return [];
    if (outcome === 'done') return wasAskedToday(event, scene) ? [] : [toCustomer('completed', event, scene)];
    if (outcome === 'no_access') return skipped ? [] : [toCustomer('missed_you', event, scene)];
    const wants = outcome === 'follow_up' && scene.after.settings.followUpSurvey;
    return wants ? [toCustomer('follow_up_needed', event, scene)] : [];
  },
  appointment_canceled(event, scene) {
    const isDraft = event.data?.['from'] === 'draft';
    const withJob = scene.unit.some(each => each.type === 'job_canceled');
    if (isDraft && event.causedBy && !withJob) return [];
    const customer = isDraft || withJob ? [] : [toCustomer('canceled', event, scene)];
    return [...customer, ...toMember('team_canceled', visitAfter(event, scene).leadId, event, scene)];
  },
  job_canceled(event, scene) {
    const open = scene.unit.some(
      each => each.type === 'appointment_canceled' && each.data?.['from'] !== 'draft',
    );
    return open ? [jobNotice('canceled', event, scene)] : [];
  },
  appointment_stood_down(event, scene) {
    const legId = event.data?.['legId'] as string | undefined;
    const said = legId !== undefined && wasSaid(scene, 'on_the_way', legId);
    return said && !event.data?.['moved'] ? [toCustomer('delayed', event, scene)] : [];
  },
  running_late(event, scene) {
    const expectedAt = lateArrival(event, visitAfter(event, scene));
    return expectedAt ? [{...toCustomer('delayed', event, scene), expectedAt}] : [];
  },
  appointment_reinstated(event, scene) {
    const visit = visitAfter(event, scene);
    if (visit.status === 'draft') return [];
    const alone = scene.unit[0]!.type !== 'job_reinstated' && !visit.needsReschedule;
    const said =
      alone && scene.told.some(each => isAbout(each, event) && each.kind === 'canceled' && isSaid(each));
    return [
      ...(said ? [toCustomer('reinstated', event, scene)] : []),
      ...(visit.needsReschedule ? [] : reminder(event, scene)),
      ...toMember('assigned', visit.leadId, event, scene),
    ];
  },
  job_reinstated(event, scene) {
    const back = scene.unit
      .filter(each => each.type === 'appointment_reinstated')
      .map(each => visitAfter(each, scene));
    const ahead = back.some(visit => visit.status === 'scheduled' && !visit.needsReschedule);
    const canceling = (event.was as Partial<JobFacts>).closure?.eventId;
    const said = scene.told.some(
      each => each.unitId === canceling && each.kind === 'canceled' && isSaid(each),
    );
    return ahead && said ? [jobNotice('reinstated', event, scene)] : [];
  },
  appointment_deleted(event, scene) {
    const visit = visitAfter(event, scene);
    const told = scene.told.some(
      each => isAbout(each, event) && noticeLaws[each.kind].to === 'customer' && isSaid(each),
    );
    return [
      ...(told ? [toCustomer('canceled', event, scene)] : []),
      ...toMember('team_canceled', visit.leadId, event, scene),
    ];
  },
  appointment_eta_told(event, scene) {
    const legId = String(event.data?.['legId']);
    const isFar = event.data?.['step'] !== undefined;
    const sofar = scene.told.filter(
      each => each.kind === 'new_eta' && each.occasion.startsWith(`${legId}:`) && each.state !== 'dropped',
    );
    const steps = new Set(sofar.map(each => each.occasion));
    return isFar && steps.size < mostNewEtas ? [toCustomer('new_eta', event, scene)] : [];
  },
};

/** Which waiting notices an event makes wrong, by the kinds it drops. */
const dropped: Partial<Record<EventType, readonly NoticeKind[] | 'all'>> = {
  appointment_canceled: 'all',
  appointment_deleted: 'all',
  appointment_reinstated: ['canceled'],
  job_canceled: ['reinstated'],
  job_reinstated: ['canceled'],
  appointment_departed: ['delayed', 'reminder'],
  appointment_stood_down: legKinds,
  appointment_assigned: legKinds,
  appointment_arrived: ['on_the_way', 'new_eta', 'minutes_away', 'delayed', 'reminder'],
  appointment_started: ['on_the_way', 'new_eta', 'minutes_away', 'delayed', 'reminder'],
  appointment_completed: [...legKinds, 'reminder'],
  appointment_rescheduled: ['rescheduled', 'team_rescheduled', 'reminder', 'delayed'],
  running_late: ['delayed'],
  appointment_reopened: endings,
};

function dropsOf(event: NewEvent, {told}: Scene): string[] {
  const undone = event.data?.['undoes'];
  const kinds = dropped[event.type];
  const wrong = (each: Told): boolean => {
    if (each.state !== 'waiting' && each.state !== 'no_consent') return false;
    if (undone) return each.unitId === undone;
    return isAbout(each, event) && kinds !== undefined && (kinds === 'all' || kinds.includes(each.kind));
  };
  return told.filter(wrong).map(each => each.id);
}

function requeuedBy(event: NewEvent, {told}: Scene): string[] {
  const undone = event.data?.['undoes'];
  return told
    .filter(each => undone !== undefined && each.state === 'dropped' && each.droppedBy === undone)
    .map(each => each.id);
}

/** True for a notice about the event's own subject: its visit, or the job as a whole. */
function isAbout(told: Told, event: NewEvent): boolean {
  return told.jobId === event.jobId && told.appointmentId === (event.appointmentId ?? null);
}

/** True once a notice was sent; a test organization's are kept instead. */
function isSaid({state}: Told): boolean {
  return state === 'sent' || state === 'kept';
}

function wasSaid(scene: Scene, kind: NoticeKind, legId: string): boolean {
  return scene.told.some(each => each.kind === kind && each.occasion === legId && isSaid(each));
}

/** True if work begins on a visit that was handed over on site, of which the customer heard *arrived* before. */
function wasToldOnSite(event: NewEvent, scene: Scene): boolean {
  const {visit} = findVisit(scene.before, event.appointmentId!)!;
  const isHandedOver = visit.status === 'arrived' && visit.stints.some(stint => stint.to === null);
  return (
    isHandedOver &&
    scene.told.some(each => isAbout(each, event) && each.kind === 'arrived' && each.state !== 'dropped')
  );
}

/** True if the visit is given to somebody else in the same unit, who hears of its time with that. */
function changesHands({appointmentId}: NewEvent, {unit}: Scene): boolean {
  return unit.some(each => each.type === 'appointment_assigned' && each.appointmentId === appointmentId);
}

function visitAfter(event: NewEvent, scene: Scene): AppointmentFacts {
  return findVisit(scene.after, event.appointmentId!)!.visit;
}

function toCustomer(kind: NoticeKind, event: NewEvent, scene: Scene): NoticePlan {
  return plan(kind, 'customer', event, scene, visitAfter(event, scene));
}

function toMember(kind: NoticeKind, memberId: string | null, event: NewEvent, scene: Scene): NoticePlan[] {
  const self = memberId === scene.unit[0]!.actor.id;
  return memberId && !self ? [plan(kind, {memberId}, event, scene, visitAfter(event, scene))] : [];
}

/** Long enough after the message that told the window to be news again. */
const reminderRestMs = 2 * hourMs;

/** The reminder of a window that is far enough ahead; it waits until its time has come. */
function reminder(event: NewEvent, scene: Scene): NoticePlan[] {
  const {reminderHours, graceSeconds} = scene.after.settings;
  const visit = visitAfter(event, scene);
  const waitMs = toMs(visit.window.start) - reminderHours * hourMs - toMs(event.at);
  if (!reminderHours || waitMs < reminderRestMs) return [];
  const delaySeconds = Math.max(graceSeconds, Math.round(waitMs / 1000));
  return [{...toCustomer('reminder', event, scene), delaySeconds}];
}

/**
 * When somebody who says that he is late comes, if that breaks what the customer was promised: the time that was told on the way;
 * before one was told the end of the window, within which nobody waits in vain.
 */
function lateArrival(event: NewEvent, visit: AppointmentFacts): string | undefined {
  const lateMs = Number(event.data?.['minutes']) * minuteMs;
  const told = visit.status === 'enroute' ? visit.leg?.promisedAt : null;
  if (told) return toInstant(toMs(told) + lateMs);
  const arrivalMs = toMs(visit.planned.start) + lateMs;
  return arrivalMs > toMs(visit.window.end) ? toInstant(arrivalMs) : undefined;
}

/** One job is asked about once a day, however many visits of it are done. */
function wasAskedToday(event: NewEvent, {told}: Scene): boolean {
  return told.some(
    each =>
      each.kind === 'completed' &&
      each.jobId === event.jobId &&
      each.state !== 'dropped' &&
      toMs(event.at) - toMs(each.at) < dayMs,
  );
}

/** A notice about a whole job: it is of use until the last of the windows concerned is over. */
function jobNotice(kind: NoticeKind, event: NewEvent, scene: Scene): NoticePlan {
  const job = scene.after.jobs.find(each => each.id === event.jobId) as JobFacts;
  const touched = job.appointments.filter(visit => scene.unit.some(each => each.appointmentId === visit.id));
  const last = touched.reduce((a, b) => (toMs(a.window.end) > toMs(b.window.end) ? a : b));
  return {...plan(kind, 'customer', event, scene, last), appointmentId: null, subjectId: job.id};
}

function plan(
  kind: NoticeKind,
  to: NoticePlan['to'],
  event: NewEvent,
  scene: Scene,
  visit: AppointmentFacts,
): NoticePlan {
  const law = noticeLaws[kind];
  const {graceSeconds} = scene.after.settings;
  return {
    kind,
    to,
    jobId: visit.jobId,
    appointmentId: visit.id,
    subjectId: visit.id,
    occasion: occasionOf(kind, event, visit),
    eventId: event.id,
    unitId: event.causedBy ?? event.id,
    delaySeconds: Math.max(graceSeconds, 'mergeSeconds' in law ? law.mergeSeconds : 0),
    staleAt: staleAt(kind, event, visit),
  };
}

function occasionOf(kind: NoticeKind, event: NewEvent, visit: AppointmentFacts): string {
  const legId = (event.data?.['legId'] as string | undefined) ?? visit.leg?.id ?? event.id;
  switch (noticeLaws[kind].occasion) {
    case 'leg':
      return legId;
    case 'eta_step':
      return `${legId}:${String(event.data?.['step'])}`;
    case 'window':
      return `${visit.id}:${visit.windowVersion}`;
    default:
      return event.id;
  }
}

function staleAt(kind: NoticeKind, event: NewEvent, visit: AppointmentFacts): string {
  const {staleAfter} = noticeLaws[kind];
  if (staleAfter === 'window_start') return visit.window.start;
  if (staleAfter === 'window_end') return visit.window.end;
  return toInstant(toMs(event.at) + staleAfter.minutes * minuteMs);
}
