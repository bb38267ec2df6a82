import {
  appointmentMachine,
  isOpen,
  jobMachine,
  localMs,
  minuteMs,
  refusals,
  toInstant,
  toMs,
} from '@dispatch-kit/core';
import type {Appointment, Job, JobCommandType, OfferedCommand} from '@dispatch-kit/core';
import type {WishedCommand} from '../events.ts';
import {wallTime} from './written.ts';

/** What about a visit is to be changed. */
export type PlanKind = 'time' | 'assign' | 'cancel' | 'keep' | 'status';

/** What is filled in. */
export interface PlanForm {
  readonly day: string;
  readonly time: string;
  readonly durationMinutes: number;
  readonly leadId: string | undefined;
  readonly scope: 'visit' | 'job';
  readonly choice: string;
  readonly reasonCode: string;
  readonly note: string;
  readonly laterVisits: 'keep' | 'cancel';
  readonly override: boolean;
  /** A step was taken before now, and nobody tapped: set right, it is told to nobody. */
  readonly isEarlier: boolean;
  /** When that was. */
  readonly pastDay: string;
  readonly pastTime: string;
}

/** A command as it would be given. */
export interface Wish {
  readonly command: WishedCommand;
  readonly input: Readonly<Record<string, unknown>>;
  readonly appointmentId: string | undefined;
  readonly jobId: string | undefined;
}

export interface PlanSubject {
  readonly job: Job;
  readonly visit: Appointment | undefined;
  readonly timeZone: string;
}

const newVisitMinutes = 60;

/** What stands in the form before anybody touched it. */
export function formOf({visit, timeZone}: PlanSubject, nowMs: number): PlanForm {
  const nextHourMs = Math.ceil((nowMs + 30 * minuteMs) / (30 * minuteMs)) * 30 * minuteMs;
  const startMs = visit && isOpen(visit) ? toMs(visit.planned.start) : nextHourMs;
  return {
    ...wallTime(timeZone, startMs),
    durationMinutes: visit?.planned.durationMinutes ?? newVisitMinutes,
    leadId: visit?.leadId ?? undefined,
    scope: visit && isOpen(visit) ? 'visit' : 'job',
    choice: '',
    reasonCode: 'other',
    note: '',
    laterVisits: 'keep',
    override: false,
    isEarlier: false,
    ...pastOf(wallTime(timeZone, nowMs)),
  };
}

const pastOf = ({day, time}: {day: string; time: string}) => ({pastDay: day, pastTime: time});

/** The command that the form stands for; undefined while it asks for nothing. */
export function wishOf(kind: PlanKind, subject: PlanSubject, form: PlanForm): Wish | undefined {
  const {visit} = subject;
  if (kind === 'time')
    return visit && isPlannable(visit) ? moveWish(subject, visit, form) : planWish(subject, form);
  if (kind === 'assign') return visit && assignWish(visit, form);
  if (kind === 'cancel') return cancelWish(subject, form);
  if (kind === 'keep') return visit && onVisit(visit, 'keep', {reason: reasonOf(form)});
  return statusWish(subject, form);
}

/** True for a visit that can be given another time; of any other, a new one is planned. */
export function isPlannable(visit: Appointment): boolean {
  return visit.status === 'draft' || isOpen(visit);
}

const onVisit = (visit: Appointment, command: WishedCommand, input: Wish['input']): Wish => ({
  command,
  input,
  appointmentId: visit.id,
  jobId: undefined,
});
const onJob = (job: Job, command: WishedCommand, input: Wish['input']): Wish => ({
  command,
  input,
  appointmentId: undefined,
  jobId: job.id,
});
const overriding = ({override}: PlanForm) => (override ? {override} : {});

/** The window that goes with a start: the old one moved along, or an hour. */
export function windowAt(startMs: number, visit: Appointment | undefined): {start: string; end: string} {
  if (!visit) return {start: toInstant(startMs), end: toInstant(startMs + newVisitMinutes * minuteMs)};
  const byMs = startMs - toMs(visit.planned.start);
  return {
    start: toInstant(toMs(visit.window.start) + byMs),
    end: toInstant(toMs(visit.window.end) + byMs),
  };
}

/** Milliseconds since 1970 of what is filled in; NaN while that is no time. */
export function startOf({timeZone}: PlanSubject, {day, time}: PlanForm): number {
  const isWhole = /^\d{4}-\d\d-\d\d$/.test(day) && /^\d\d:\d\d$/.test(time);
  return isWhole ? localMs(`${day}T${time}:00`, timeZone) : NaN;
}

function moveWish(subject: PlanSubject, visit: Appointment, form: PlanForm): Wish | undefined {
  const startMs = startOf(subject, form);
  const {durationMinutes} = form;
  if (Number.isNaN(startMs) || !(durationMinutes >= 1 && durationMinutes <= 1440)) return undefined;
  const isMoved = startMs !== toMs(visit.planned.start);
  const isLonger = durationMinutes !== visit.planned.durationMinutes;
  const isPlan = visit.status === 'draft' || visit.status === 'scheduled';
  const leadId = form.leadId ?? null;
  const isGiven = isPlan && leadId !== visit.leadId;
  if (!isMoved && !isLonger) return isGiven ? assignWish(visit, form) : undefined;
  const when = {window: windowAt(startMs, visit), planned: {start: toInstant(startMs)}};
  const length = isLonger && {durationMinutes};
  const input = {...(isMoved && when), ...length, ...(isGiven && {leadId}), ...overriding(form)};
  if (isPlan) return onVisit(visit, 'reschedule', input);
  return onVisit(visit, 'move', {...when, ...input, reason: {code: 'more_time'}});
}

function planWish(subject: PlanSubject, form: PlanForm): Wish | undefined {
  const startMs = startOf(subject, form);
  const {durationMinutes, leadId} = form;
  if (Number.isNaN(startMs) || !(durationMinutes >= 1 && durationMinutes <= 1440)) return undefined;
  const lead = leadId && {leadId};
  const appointment = {window: windowAt(startMs, undefined), durationMinutes, ...lead, ...overriding(form)};
  return subject.job.status === 'offered'
    ? onJob(subject.job, 'accept', {appointment})
    : onJob(subject.job, 'plan', appointment);
}

function assignWish(visit: Appointment, form: PlanForm): Wish | undefined {
  const {leadId} = form;
  if (leadId === (visit.leadId ?? undefined)) return undefined;
  if (leadId === undefined) return onVisit(visit, 'unassign', {});
  if (visit.status === 'arrived' || visit.status === 'started') return onVisit(visit, 'hand_over', {leadId});
  return onVisit(visit, 'assign', {leadId, ...overriding(form)});
}

function reasonOf({reasonCode, note}: PlanForm) {
  return {code: reasonCode, ...(note.trim() && {note: note.trim()})};
}

function cancelWish({job, visit}: PlanSubject, form: PlanForm): Wish {
  const reason = reasonOf(form);
  if (job.status === 'offered') return onJob(job, 'decline', {reason});
  return form.scope === 'visit' && visit
    ? onVisit(visit, 'cancel', {reason})
    : onJob(job, 'cancel', {reason});
}

/** A status that could be set, and why it cannot where that is so. */
export interface Choice {
  /** `depart`, `complete.follow_up`, `job.pause` … */
  readonly key: string;
  readonly refusal: string | undefined;
}

const visitChoices = [
  'schedule',
  'confirm',
  'depart',
  'arrive',
  'start',
  'complete',
  'complete.follow_up',
  'complete.no_access',
  'stand_down',
  'reopen',
  'reinstate',
  'dismiss_request',
  'undo',
];
const jobChoices: readonly JobCommandType[] = ['complete', 'pause', 'resume', 'reinstate'];
const offerChoices: readonly JobCommandType[] = ['accept', 'decline'];
const reasoned = ['complete.follow_up', 'complete.no_access', 'job.pause', 'job.decline'];

/** The steps of a visit, as the server offers them; without a server, as the machine has them. */
export function choicesOfVisit(
  {status}: Pick<Appointment, 'status'>,
  offers: readonly OfferedCommand[] = offersOf(status),
): Choice[] {
  return visitChoices.flatMap(key => {
    const offer = offers.find(each => each.command === key.split('.')[0]);
    // What is planned already is planned anew by another dialog.
    if (!offer || (key === 'schedule' && status !== 'draft')) return [];
    return [{key, refusal: offer.allowed ? undefined : plainly(offer.reason ?? offer.code ?? '')}];
  });
}

function offersOf(status: Appointment['status']): OfferedCommand[] {
  return Object.entries(appointmentMachine[status]).map(([command, cell]) => ({
    command,
    allowed: !('no' in cell),
    ...('no' in cell && {code: cell.no, reason: refusals[cell.no]}),
  }));
}

/** A sentence of the server without the ids that stand in it for programs. */
export function plainly(sentence: string): string {
  return sentence.replaceAll(/ \((?:[\w, ]*\b[a-z]{3}_\w+[\w, ]*|laterVisits)\)/g, '');
}

/** What can be said of the job itself. */
export function choicesOfJob(job: Job): Choice[] {
  const commands = job.status === 'offered' ? offerChoices : jobChoices;
  return commands.map(command => {
    const cell = jobMachine[job.status][command];
    return {key: `job.${command}`, refusal: 'no' in cell ? plainly(refusals[cell.no]) : undefined};
  });
}

/** True for a step that may have been taken before somebody says so. */
export function mayBeEarlier(choice: string): boolean {
  return ['depart', 'arrive', 'start', 'complete'].includes(choice.split('.')[0]!);
}

/** True where a choice wants a reason. */
export function wantsReason(choice: string): boolean {
  return reasoned.includes(choice);
}

function statusWish(subject: PlanSubject, form: PlanForm): Wish | undefined {
  const {job, visit} = subject;
  const [head, tail] = form.choice.split('.');
  if (!head) return undefined;
  const past = form.isEarlier && mayBeEarlier(form.choice);
  const atMs = startOf(subject, {...form, day: form.pastDay, time: form.pastTime});
  if (past && Number.isNaN(atMs)) return undefined;
  const at = past && {at: toInstant(atMs)};
  const reason = reasonOf(form);
  if (head === 'job') {
    const later = tail === 'pause' && job.appointments.some(each => each.status === 'scheduled');
    const input = {...(wantsReason(form.choice) && {reason}), ...(later && {laterVisits: form.laterVisits})};
    return onJob(job, tail as WishedCommand, input);
  }
  if (!visit) return undefined;
  if (head === 'undo') return onVisit(visit, 'undo', {reason});
  if (head !== 'complete') return onVisit(visit, head as WishedCommand, {...at});
  const wasSkipped = visit.status === 'scheduled' || (visit.status === 'enroute' && tail !== 'no_access');
  return onVisit(visit, 'complete', {
    outcome: tail ?? 'done',
    ...(tail && {reason}),
    ...(wasSkipped && {skip: true}),
    ...at,
  });
}
