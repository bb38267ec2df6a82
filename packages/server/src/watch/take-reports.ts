import type {Fix, Reading} from '@dispatch-kit/core';
import {toInstant, toMs} from '@dispatch-kit/core';
import {ingestPositions} from './ingest-positions.ts';
import type {Ingested} from './ingest-positions.ts';
import type {Office} from '../office/office.ts';
import {nowInstant} from '../office/office.ts';
import type {PairedDeviceRow} from '../storage/rows.ts';
import type {Transaction} from '../storage/storage.ts';

/** A phone that was offline for hours sends thousands at once: so many a transaction, or nobody else gets a turn. */
const mostAtOnce = 100;

export type DeviceKey = {organizationId: string; deviceId: string};

/**
 * Takes what a paired device has sent, in pieces. Nothing of it is an error: what cannot be kept is counted by reason on the
 * device, for the app would send what it is refused for ever. Sent again, it changes nothing but the count.
 */
export async function takeReports(
  office: Office,
  {organizationId, deviceId}: DeviceKey,
  reading: Reading,
): Promise<void> {
  const fixes = reading.fixes.toSorted((a, b) => toMs(a.at) - toMs(b.at));
  for (let from = 0; from === 0 || from < fixes.length; from += mostAtOnce) {
    const piece = {
      fixes: fixes.slice(from, from + mostAtOnce),
      unread: from === 0 ? reading.unread : {},
    };
    const moved = await office.storage.transaction(tx =>
      takePiece(office, tx, {organizationId, deviceId}, piece),
    );
    if (moved) for (const listener of office.onRoad) listener(organizationId, moved);
  }
}

/** Answers the member whose place may have changed. */
async function takePiece(
  office: Office,
  tx: Transaction,
  {organizationId, deviceId}: DeviceKey,
  {fixes, unread}: Reading,
): Promise<string | undefined> {
  await tx.organizations.lock(organizationId);
  const organization = await tx.organizations.get(organizationId);
  const device = await tx.pairedDevices.get(organizationId, deviceId);
  if (!organization || !device || device.revokedAt) return undefined;
  const ingested = await ingestPositions(office, tx, organization, device.memberId, fixes);
  await tx.pairedDevices.put(organizationId, [
    {
      ...device,
      lastSeenAt: nowInstant(office),
      battery: batteryOf(office, device, fixes),
      reports: counted(device.reports, ingested, unread),
    },
  ]);
  return ingested.taken > 0 ? device.memberId : undefined;
}

function batteryOf(
  office: Office,
  {battery}: PairedDeviceRow,
  fixes: readonly Fix[],
): PairedDeviceRow['battery'] {
  const newest = fixes.findLast(fix => fix.battery !== undefined);
  if (!newest || (battery && toMs(newest.at) < toMs(battery.at))) return battery;
  // A phone whose clock is fast has not been charged in the future.
  const at = toInstant(Math.min(toMs(newest.at), office.clock.now()));
  return {level: newest.battery!, at};
}

function counted(
  before: PairedDeviceRow['reports'],
  ingested: Ingested,
  unread: Reading['unread'],
): PairedDeviceRow['reports'] {
  const refused = {...before.refused};
  for (const reasons of [ingested.refused, unread])
    for (const [reason, count] of Object.entries(reasons)) refused[reason] = (refused[reason] ?? 0) + count;
  return {taken: before.taken + ingested.taken, refused};
}
