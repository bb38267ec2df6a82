import type {AppointmentFacts, Eta, LatLng, Lateness} from '@dispatch-kit/core';
import {
  decodePolyline,
  distanceMeters,
  encodePolyline,
  estimateArrival,
  etaMoved,
  latenessOf,
  nearestOnLine,
  saidEta,
  toInstant,
  toMs,
} from '@dispatch-kit/core';
import type {Office} from '../office/office.ts';
import type {RoutedWay} from '../options.ts';
import type {OrganizationRow, RoadRow} from '../storage/rows.ts';
import type {Transaction} from '../storage/storage.ts';

type RoadLeg = NonNullable<RoadRow['leg']>;

/** A leg with its new estimate. `tells`: it is the first of the leg, or moved so far that the customer is written to. */
export type Estimated = {leg: RoadLeg; tells?: 'first' | 'notice'};

/** The range is made anew so often. */
const refreshMs = 30_000;
/** A route is asked for at most so often; sooner only when the technician has left it, and then at most so often. */
const askAnewMs = 300_000;
const leftAgainMs = 10_000;
const offRouteMeters = 150;

/** Estimates the arrival of a live leg from what the road knows now. */
export async function estimateLeg(
  office: Office,
  tx: Transaction,
  organization: OrganizationRow,
  visit: AppointmentFacts,
  destination: LatLng | undefined,
  row: RoadRow,
): Promise<Estimated | undefined> {
  const leg = row.leg;
  if (!leg || leg.legId !== visit.leg?.id) return undefined;
  const eta = await etaOf(office, tx, organization.id, {visit, destination, row, leg});
  if (!eta) return undefined;
  const isFirst = leg.toldEta === null;
  const moved = leg.noticedEta ? etaMoved(leg.noticedEta, eta) : 'none';
  const shown =
    leg.eta === null || etaMoved(leg.eta, eta) !== 'none' || isOlder(leg.eta, eta) ? eta : leg.eta;
  const {lateness: _before, ...rest} = leg;
  const lateness = latenessNow(visit, leg.toldEta ?? eta, shown);
  const next: RoadLeg = {
    ...rest,
    ...(lateness && {lateness}),
    eta: shown,
    toldEta: leg.toldEta ?? eta,
    noticedEta: isFirst || moved === 'notice' ? eta : leg.noticedEta,
  };
  if (isFirst) return {leg: next, tells: 'first'};
  return moved === 'notice' ? {leg: next, tells: 'notice'} : {leg: next};
}

/** By the plan, and by what was expected at first; nothing is made of what a technician said. */
function latenessNow({planned}: AppointmentFacts, first: Eta, eta: Eta): Lateness | undefined {
  if (first.source !== 'estimate' || eta.source !== 'estimate') return undefined;
  return latenessOf({dueAt: planned.start, usualAt: first.expectedAt, eta});
}

/** The range itself is refreshed every half minute, so that its width is true to its age. */
function isOlder(before: Eta, after: Eta): boolean {
  return toMs(after.asOf) - toMs(before.asOf) >= refreshMs;
}

interface Asked {
  visit: AppointmentFacts;
  destination: LatLng | undefined;
  row: RoadRow;
  leg: RoadLeg;
}

/** By the fixes of the leg; as long as there are none, or nobody knows where it leads, by what the technician said. */
async function etaOf(
  office: Office,
  tx: Transaction,
  organizationId: string,
  {visit, destination, row, leg}: Asked,
): Promise<Eta | undefined> {
  const now = toInstant(office.clock.now());
  if (!leg.firstFixAt || !row.newest || !destination) {
    const {etaMinutes, departedAt} = visit.leg ?? {};
    return etaMinutes && departedAt ? saidEta({etaMinutes, at: departedAt}, now) : undefined;
  }
  const said = estimateArrival({
    fixes: await tx.road.fixesOfLeg(organizationId, leg.legId),
    destination,
    ...(leg.route && {route: decodePolyline(leg.route.geometry), routed: leg.route}),
    pastDrives: office.roads.of(organizationId),
    // A phone may be a little ahead of this clock: what it said last is no news from the future.
    now: toInstant(Math.max(toMs(now), toMs(row.newest.at))),
  });
  if (!said) return undefined;
  const {cause, ...range} = said;
  // The way is asked for anew now and then: it is another one only for who had left the one before.
  const isTold = cause !== undefined && (cause !== 'reroute' || leg.route?.isDetour === true);
  return {
    ...range,
    ...(isTold && {cause}),
    source: 'estimate',
    basis: leg.route ? 'routing' : 'straight_line',
    asOf: row.newest.at,
  };
}

/** True if a routing engine should be asked for this leg now. */
export function wantsRoute(leg: RoadLeg, fix: LatLng, nowMs: number): boolean {
  if (!leg.route) return true;
  const ageMs = nowMs - toMs(leg.route.askedAt);
  return ageMs >= askAnewMs || (ageMs >= leftAgainMs && hasLeft(leg, fix));
}

/** True if the technician is not on the way that was told. */
function hasLeft({route}: RoadLeg, fix: LatLng): boolean {
  return route !== null && nearestOnLine(decodePolyline(route.geometry), fix).distanceMeters > offRouteMeters;
}

/** A routing engine's answer, as the road keeps it for a technician who was there when it was asked. */
export function routeOf(
  answer: RoutedWay,
  {leg, fix, nowMs}: {leg: RoadLeg; fix: LatLng; nowMs: number},
): NonNullable<RoadLeg['route']> {
  const {durationSeconds, geometry} = answer;
  return {
    askedAt: toInstant(nowMs),
    geometry: encodePolyline([...stepsToRoad(fix, geometry), ...geometry]),
    durationSeconds,
    distanceMeters: answer.distanceMeters,
    isDetour: hasLeft(leg, fix),
  };
}

/** A way begins on a road. Who stands away from it, on a yard or a field, has not left it for that. */
function stepsToRoad(fix: LatLng, [start]: readonly LatLng[]): LatLng[] {
  return start && distanceMeters(fix, start) > 20 ? [{lat: fix.lat, lng: fix.lng}] : [];
}
