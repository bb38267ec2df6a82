import {decide, findVisit, isOpen, isRefusal, nextStep, offersFor, toMs} from '@dispatch-kit/core';
import type {
  Actor,
  AppointmentCommand,
  AppointmentFacts,
  AppointmentStatus,
  Asking,
  DomainEvent,
  NewEvent,
  NextStep,
  Offer,
  World,
} from '@dispatch-kit/core';
import type {OfficePicture} from './office-source.ts';

/** Something that was tapped and that the server does not have yet. */
export interface PendingTap {
  readonly appointmentId: string;
  readonly command: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly at: string;
  /** A refused one no longer counts. */
  readonly state: string;
}

/** What somebody may do with a visit next. */
export interface Steps {
  /** The state of the visit as if what waits had been taken already. What is shown as its state is the picture's. */
  readonly status: AppointmentStatus;
  /** The step to offer first. */
  readonly next: NextStep | null;
  /** Every command that such an actor may give, with why not where it would be refused. */
  readonly offers: readonly Offer[];
}

/**
 * What may be done with a visit next: decided as the server does, over what is confirmed with the taps that wait on
 * top. Undefined while the picture does not hold the visit.
 *
 * @param actor who asks, as `client.me()` answers.
 * @param taps what waits in the outbox, oldest first.
 * @param nowMs the server's time; when the picture was known to be true unless given.
 */
export function stepsOf(
  picture: OfficePicture,
  appointmentId: string,
  {actor, memberId}: {actor: Actor; memberId?: string | undefined},
  taps: readonly PendingTap[],
  nowMs: number = picture.asOfMs ?? 0,
): Steps | undefined {
  const {organization} = picture;
  const confirmed = organization && worldAround(picture, appointmentId, organization);
  if (!confirmed) return undefined;
  let ids = 0;
  const newId = (kind: string) => `${kind}_waiting${++ids}`;
  const asking: Asking = {actor, ...(memberId && {memberId}), nowMs, newId};
  const waiting = taps.filter(tap => tap.state !== 'refused');
  const world = waiting.reduce((so, tap) => takeTap(so, tap, asking), confirmed);
  const {status} = findVisit(world, appointmentId)!.visit;
  return {
    status,
    next: nextStep(status, organization.arrivalMode),
    offers: offersFor(world, appointmentId, asking),
  };
}

/** The job of a visit, with the other jobs that its technicians are busy with; nothing else matters to it. */
function worldAround(
  {jobs, history = []}: OfficePicture,
  appointmentId: string,
  settings: World['settings'],
): World | undefined {
  const all = [...jobs.values()];
  const own = all.find(job => job.appointments.some(visit => visit.id === appointmentId));
  if (!own) return undefined;
  const leads = new Set(own.appointments.map(visit => visit.leadId).filter(id => id !== null));
  const concerns = (visit: AppointmentFacts) =>
    visit.leadId !== null && leads.has(visit.leadId) && isOpen(visit);
  const others = all.filter(job => job !== own && job.appointments.some(concerns));
  return {settings, jobs: [own, ...others], history};
}

/** The world after a tap, if it can still be done. */
function takeTap(world: World, {appointmentId, command, input, at}: PendingTap, asking: Asking): World {
  if (!findVisit(world, appointmentId)) return world;
  const asked = {...input, type: command, appointmentId} as AppointmentCommand;
  const nowMs = Math.min(toMs(at), asking.nowMs);
  const decision = decide(world, asked, {...asking, nowMs, queued: true, basis: 'offline'});
  if (isRefusal(decision)) return world;
  return {...decision.world, history: [...world.history, ...numbered(decision.events, world.history, at)]};
}

function numbered(events: readonly NewEvent[], history: readonly DomainEvent[], at: string): DomainEvent[] {
  const last = history.at(-1)?.seq ?? 0;
  return events.map((event, index) => ({...event, seq: last + 1 + index, recordedAt: at}));
}
