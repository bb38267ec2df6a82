import type {LatLng, TravelSeconds} from '@dispatch-kit/core';
import {driveSeconds} from '@dispatch-kit/core';
import type {Office} from '../office/office.ts';
import type {PastLegRow} from '../storage/rows.ts';

/** Who plans does not wait longer than this for a routing engine. */
const patienceMs = 3000;

/** How long driving takes as long as no routing engine says more: the straight line, at the organization's pace. */
export function straightTravel(pastLegs: readonly PastLegRow[]): TravelSeconds {
  return (from, to) => driveSeconds(from, to, pastLegs);
}

/**
 * Asks the routing engine for ways, all at once and outside any transaction. What it does not answer in time, or
 * cannot, stays as it was estimated.
 */
export async function routedTravel(
  office: Office,
  ways: readonly (readonly [LatLng, LatLng])[],
  estimate: TravelSeconds,
): Promise<TravelSeconds> {
  const known = new Map<string, number>();
  const asked = new Map(ways.map(way => [keyOf(...way), way]));
  const asking = [...asked].map(async ([key, [from, to]]) => {
    try {
      const {durationSeconds} = await office.router!.route(from, to);
      if (Number.isFinite(durationSeconds) && durationSeconds >= 0) known.set(key, durationSeconds);
    } catch (error) {
      office.log('warn', 'The routing engine did not answer; driving is estimated', {error: String(error)});
    }
  });
  const {promise, resolve} = Promise.withResolvers<void>();
  const limit = AbortSignal.timeout(patienceMs);
  limit.addEventListener('abort', () => resolve());
  await Promise.race([Promise.all(asking), promise]);
  const answered = new Map(known);
  return (from, to) => answered.get(keyOf(from, to)) ?? estimate(from, to);
}

function keyOf(from: LatLng, to: LatLng): string {
  return `${from.lat},${from.lng} ${to.lat},${to.lng}`;
}
