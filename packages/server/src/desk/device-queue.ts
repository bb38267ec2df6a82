import {hourMs, toInstant, toMs} from '@dispatch-kit/core';
import type {Office} from '../office/office.ts';
import {Problem} from '../office/problem.ts';
import type {Transaction} from '../storage/storage.ts';

/** What a tap carries that waited in a device's queue. */
export type Queued = {
  at?: string | undefined;
  deviceId?: string | undefined;
  sequence?: number | undefined;
  sentAt?: string | undefined;
};

const tooOldMs = 72 * hourMs;

/** Where a queued tap stands: not queued at all, taken before, or next in its queue with the time it is taken for. */
export type Turn =
  {kind: 'direct'} | {kind: 'again'} | {kind: 'next'; at: string; isTooOld: boolean; done(): Promise<void>};

/**
 * Whose turn it is in a device's queue. A queue is applied in its own order, each tap once: one that was taken before
 * is not taken again, one that comes before its turn is refused and may be sent again later. The device's clock is
 * corrected by when it says it sent; a tap never lies after its receipt nor before the device's last.
 */
export async function turnOf(
  office: Office,
  tx: Transaction,
  organizationId: string,
  memberId: string | undefined,
  tap: Queued,
): Promise<Turn> {
  if (tap.deviceId === undefined || tap.sequence === undefined) return {kind: 'direct'};
  const {deviceId, sequence} = tap;
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
  const done = () => tx.devices.put(organizationId, {deviceId, memberId: memberId ?? null, sequence, at});
  return {kind: 'next', at, isTooOld: nowMs - atMs > tooOldMs, done};
}
