import type {EventType, LatLng, NewEvent, ProofOfPresence} from '@dispatch-kit/core';
import {distanceMeters, toMs} from '@dispatch-kit/core';
import type {Transaction} from '../storage/storage.ts';

/** Steps at which it matters whether the technician was there. */
const steps: readonly EventType[] = ['appointment_arrived', 'appointment_started'];

/** A fix so far from the moment of a step says nothing about it. */
const farthestSeconds = 30 * 60;

/** True for a step that keeps a proof: he arrived, started, or found nobody. */
export function wantsProof(event: NewEvent): boolean {
  return (
    steps.includes(event.type) ||
    (event.type === 'appointment_completed' && event.data?.['outcome'] === 'no_access')
  );
}

/**
 * How near a technician was when he told a step, by the fix nearest in time: its age, accuracy and distance from the
 * address, but not where it was. Undefined without a place or a fix.
 */
export async function provePresence(
  tx: Transaction,
  organizationId: string,
  event: NewEvent,
  leg: {id: string; technicianId: string},
  place: LatLng | undefined,
): Promise<ProofOfPresence | undefined> {
  if (!place) return undefined;
  const fixes = await tx.road.fixesOfLeg(organizationId, leg.id);
  const newest = (await tx.road.get(organizationId, leg.technicianId))?.newest;
  const atMs = toMs(event.at);
  const away = (fix: {at: string}) => Math.abs(toMs(fix.at) - atMs);
  const nearest = [...fixes, ...(newest ? [newest] : [])].toSorted((a, b) => away(a) - away(b))[0];
  if (!nearest || away(nearest) > farthestSeconds * 1000) return undefined;
  return {
    eventId: event.id,
    fixAt: nearest.at,
    ageSeconds: Math.round((atMs - toMs(nearest.at)) / 1000),
    accuracyMeters: nearest.accuracyMeters ?? null,
    distanceMeters: Math.round(distanceMeters(nearest, place)),
  };
}
