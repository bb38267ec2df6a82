import {hourMs, toInstant, toMs} from '@dispatch-kit/core';
import type {Office} from '../office/office.ts';
import type {Principal} from '../office/principal.ts';
import {Problem} from '../office/problem.ts';
import {recordEvent} from './record-event.ts';
import type {Transaction} from '../storage/storage.ts';

/** What a tap carries that waited in a device's queue. */
export type Queued = {
  at?: string | undefined;
  deviceId?: string | undefined;
  sequence?: number | undefined;
  sentAt?: string | undefined;
};

/** What a queued tap is about, for the history of one that can no longer be done. */
export type TapAbout = {word: string; jobId?: string | undefined; appointmentId?: string | undefined};

type Acting = {office: Office; tx: Transaction; principal: Principal};

/** How a tap is done now or, with the time it is taken for, if it waited; and the answer to one that was taken before. */
type TapDeed<T> = {run(at: string | undefined): Promise<T>; again(): Promise<T>};

const tooOldMs = 72 * hourMs;

/**
 * Does a tap when its turn in its device's queue has come; one that is not queued at once. Each is taken once, also one
 * that is refused: what can no longer be done stays in the history, shows on the device, and lets the next have its turn.
 * A tap in the queue that does not say when it was is sent at once: it is as one without a queue, but taken once.
 */
export async function inTurn<T>(
  acting: Acting,
  tap: Queued,
  about: TapAbout,
  {run, again}: TapDeed<T>,
): Promise<T> {
  const turn = await turnOf(acting, tap);
  if (turn.kind === 'direct') return run(undefined);
  if (turn.kind === 'again') return again();
  await turn.done();
  try {
    if (turn.isTooOld)
      throw new Problem('too_old', 'This tap waited for more than 72 hours; tell the office what happened.');
    return await run(turn.hasWaited ? turn.at : undefined);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    if (turn.hasWaited) await keepRefused(acting, about, turn.at, error);
    const {code, message, allowed, current} = error;
    throw new Problem(code, message, {allowed, current, commits: true});
  }
}

async function keepRefused(
  acting: Acting,
  {word, jobId, appointmentId}: TapAbout,
  at: string,
  {code}: Problem,
): Promise<void> {
  const {tx, principal} = acting;
  const visit = appointmentId
    ? await tx.appointments.get(principal.organization.id, appointmentId)
    : undefined;
  const ofJob = visit?.jobId ?? jobId;
  if (!ofJob) return;
  await recordEvent(acting, {
    type: 'tap_refused',
    at,
    basis: 'offline',
    jobId: ofJob,
    ...(visit && {appointmentId: visit.id}),
    data: {command: word, code},
  });
}

/** Where a queued tap stands: not queued at all, taken before, or next in its queue with the time it is taken for. */
type Turn =
  | {kind: 'direct'}
  | {kind: 'again'}
  | {kind: 'next'; at: string; hasWaited: boolean; isTooOld: boolean; done(): Promise<void>};

/**
 * Whose turn it is in a device's queue. A queue is applied in its own order: a tap that comes before its turn is refused
 * and may be sent again later. The device's clock is corrected by when it says it sent; a tap never lies after its
 * receipt nor before the device's last.
 */
async function turnOf({office, tx, principal}: Acting, tap: Queued): Promise<Turn> {
  if (tap.deviceId === undefined || tap.sequence === undefined) return {kind: 'direct'};
  const {deviceId, sequence} = tap;
  const organizationId = principal.organization.id;
  const last = await tx.devices.get(organizationId, deviceId);
  if (last && sequence <= last.sequence) return {kind: 'again'};
  const due = (last?.sequence ?? 0) + 1;
  if (sequence > due) {
    throw new Problem(
      'out_of_order',
      `Tap ${due} of this device has not come yet; send it first, then ${sequence} again.`,
    );
  }
  const nowMs = office.clock.now();
  const skewMs = tap.sentAt ? nowMs - toMs(tap.sentAt) : 0;
  const toldMs = tap.at ? toMs(tap.at) + skewMs : nowMs;
  const atMs = Math.max(Math.min(toldMs, nowMs), last ? toMs(last.at) : -Infinity);
  const at = toInstant(atMs);
  const memberId = principal.memberId ?? null;
  const done = () => tx.devices.put(organizationId, {deviceId, memberId, sequence, at});
  const hasWaited = tap.at !== undefined;
  return {kind: 'next', at, hasWaited, isTooOld: nowMs - atMs > tooOldMs, done};
}
