import type {AppointmentFacts, Eta, EtaInput, LatLng} from '@dispatch-kit/core';
import {
  decodePolyline,
  distanceMeters,
  encodePolyline,
  estimateEta,
  etaMoved,
  lengthMeters,
  nearestOnLine,
  toInstant,
  toMs,
} from '@dispatch-kit/core';
import type {Office} from '../office/office.ts';
import type {OrganizationRow, RoadRow} from '../storage/rows.ts';
import type {Transaction} from '../storage/storage.ts';

type RoadLeg = NonNullable<RoadRow['leg']>;

/** A leg with its new estimate. `tells`: it is the first of the leg, or moved so far that the customer is written to. */
export type Estimated = {leg: RoadLeg; tells?: 'first' | 'notice'};

/** A route is asked for at most so often; sooner only when the technician has left it. */
const askEveryMs = 30_000;
const offRouteMeters = 150;
const legsToLearnFrom = 200;

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
  const pastLegs = await tx.road.pastLegs(organization.id, legsToLearnFrom);
  const eta = estimateEta({...inputOf(office, visit, destination, row, leg), pastLegs});
  if (!eta) return undefined;
  const isFirst = leg.toldEta === null;
  const moved = leg.noticedEta ? etaMoved(leg.noticedEta, eta) : 'none';
  const shown =
    leg.eta === null || etaMoved(leg.eta, eta) !== 'none' || isOlder(leg.eta, eta) ? eta : leg.eta;
  const next: RoadLeg = {
    ...leg,
    eta: shown,
    toldEta: leg.toldEta ?? eta,
    noticedEta: isFirst || moved === 'notice' ? eta : leg.noticedEta,
  };
  if (isFirst) return {leg: next, tells: 'first'};
  return moved === 'notice' ? {leg: next, tells: 'notice'} : {leg: next};
}

/** The range itself is refreshed every half minute, so that its width is true to its age. */
function isOlder(before: Eta, after: Eta): boolean {
  return toMs(after.asOf) - toMs(before.asOf) >= askEveryMs;
}

function inputOf(
  office: Office,
  visit: AppointmentFacts,
  destination: LatLng | undefined,
  row: RoadRow,
  leg: RoadLeg,
): EtaInput {
  const now = toInstant(office.clock.now());
  const fix = leg.firstFixAt && destination ? row.newest : null;
  const said = visit.leg?.etaMinutes
    ? {etaMinutes: visit.leg.etaMinutes, at: visit.leg.departedAt!}
    : undefined;
  if (!fix || !destination) return {now, ...(said && {said})};
  const remaining = remainingOf(fix, destination, leg);
  const durationSeconds = (toMs(fix.at) - toMs(leg.firstFixAt!)) / 1000;
  return {
    now,
    position: {at: fix.at, ...remaining},
    ...(leg.route && remaining.measured === 'route' && {routed: leg.route}),
    ...(durationSeconds > 60 && {progress: {distanceMeters: leg.drivenMeters, durationSeconds}}),
    ...(said && {said}),
  };
}

function remainingOf(
  fix: LatLng,
  destination: LatLng,
  leg: RoadLeg,
): {remainingMeters: number; measured: 'route' | 'straight_line'} {
  if (leg.route) {
    const line = decodePolyline(leg.route.geometry);
    const nearest = nearestOnLine(line, fix);
    if (nearest.distanceMeters <= offRouteMeters)
      return {remainingMeters: lengthMeters(line) - nearest.alongMeters, measured: 'route'};
  }
  return {remainingMeters: distanceMeters(fix, destination), measured: 'straight_line'};
}

/** True if a routing engine should be asked for this leg now. */
export function wantsRoute(leg: RoadLeg, fix: LatLng, nowMs: number): boolean {
  if (!leg.route) return true;
  const isOff = nearestOnLine(decodePolyline(leg.route.geometry), fix).distanceMeters > offRouteMeters;
  return isOff || nowMs - toMs(leg.route.askedAt) >= askEveryMs * 10;
}

/** A routing engine's answer, as the road keeps it. */
export function routeOf(
  answer: {durationSeconds: number; distanceMeters: number; geometry: LatLng[]},
  nowMs: number,
): NonNullable<RoadLeg['route']> {
  const {durationSeconds, distanceMeters: meters, geometry} = answer;
  return {
    askedAt: toInstant(nowMs),
    geometry: encodePolyline(geometry),
    durationSeconds,
    distanceMeters: meters,
  };
}
