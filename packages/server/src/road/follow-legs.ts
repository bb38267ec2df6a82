import type {AppointmentFacts, Decision} from '@dispatch-kit/core';
import {awaitingArrival, distanceMeters, findVisit, noFixes, toMs, undoneArrival} from '@dispatch-kit/core';
import type {AppointmentRow, RoadRow} from '../storage/rows.ts';
import type {Transaction} from '../storage/storage.ts';

/** What the road of a technician looks like before anything is known of it. */
export function blankRoad(memberId: string): RoadRow {
  return {memberId, history: noFixes, newest: null, leg: null};
}

function freshLeg(legId: string, appointmentId: string): NonNullable<RoadRow['leg']> {
  return {
    legId,
    appointmentId,
    start: null,
    firstFixAt: null,
    drivenMeters: 0,
    arrival: awaitingArrival,
    leftSince: null,
    eta: null,
    toldEta: null,
    noticedEta: null,
    route: null,
    explanation: null,
  };
}

/**
 * Keeps the road in step with the legs that a decision opened, closed or took back, in the same transaction. A leg
 * that was driven to its end is remembered, to learn from.
 */
export async function followLegs(
  tx: Transaction,
  organizationId: string,
  visitsBefore: ReadonlyMap<string, AppointmentRow>,
  decision: Decision,
): Promise<void> {
  const touched = [...new Set(decision.events.flatMap(event => event.appointmentId ?? []))];
  for (const id of touched) {
    const before = visitsBefore.get(id)?.facts;
    const after = findVisit(decision.world, id)?.visit;
    if (!after || (before?.leg === after.leg && before?.status === after.status)) continue;
    if (isOpenLeg(before) && before.leg.id !== openLegId(after))
      await closeRoad(tx, organizationId, before, after);
    if (isOpenLeg(after))
      await openRoad(tx, organizationId, after, wasUndone(decision, id) && before?.status === 'arrived');
  }
}

type Underway = AppointmentFacts & {leg: NonNullable<AppointmentFacts['leg']>};

function isOpenLeg(visit: AppointmentFacts | undefined): visit is Underway {
  return visit !== undefined && visit.leg !== null && visit.leg.closedAt === null;
}

function openLegId(visit: AppointmentFacts): string | undefined {
  return isOpenLeg(visit) ? visit.leg.id : undefined;
}

function wasUndone(decision: Decision, appointmentId: string): boolean {
  return decision.events.some(
    event => event.type === 'appointment_undone' && event.appointmentId === appointmentId,
  );
}

/** An undone arrival waits until the technician has been away. */
async function openRoad(
  tx: Transaction,
  organizationId: string,
  visit: Underway,
  arrivalUndone: boolean,
): Promise<void> {
  const row =
    (await tx.road.get(organizationId, visit.leg.technicianId)) ?? blankRoad(visit.leg.technicianId);
  const same = row.leg?.legId === visit.leg.id;
  const leg = same ? row.leg! : freshLeg(visit.leg.id, visit.id);
  if (same && !arrivalUndone) return;
  await tx.road.put(organizationId, {...row, leg: arrivalUndone ? {...leg, arrival: undoneArrival} : leg});
}

async function closeRoad(
  tx: Transaction,
  organizationId: string,
  before: Underway,
  after: AppointmentFacts,
): Promise<void> {
  const row = await tx.road.get(organizationId, before.leg.technicianId);
  if (row?.leg?.legId !== before.leg.id) return;
  await tx.road.put(organizationId, {...row, leg: null});
  const endedAt = after.arrivedAt ?? after.startedAt;
  const {firstFixAt, drivenMeters, start} = row.leg;
  if (!endedAt || !firstFixAt || !start || !row.newest || drivenMeters < 500) return;
  const durationSeconds = (toMs(endedAt) - toMs(firstFixAt)) / 1000;
  if (durationSeconds < 60 || distanceMeters(start, row.newest) < 100) return;
  await tx.road.addPastLeg(organizationId, {
    legId: before.leg.id,
    memberId: before.leg.technicianId,
    endedAt,
    distanceMeters: Math.round(drivenMeters),
    durationSeconds: Math.round(durationSeconds),
  });
}
