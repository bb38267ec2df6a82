import type {AppointmentFacts, Decision} from '@dispatch-kit/core';
import {awaitingArrival, distanceMeters, findVisit, noFixes, toMs, undoneArrival} from '@dispatch-kit/core';
import type {AppointmentRow, RoadRow} from '../storage/rows.ts';
import type {Transaction} from '../storage/storage.ts';

/** What the road of a technician looks like before anything is known of it. */
export function blankRoad(memberId: string): RoadRow {
  return {memberId, history: noFixes, newest: null, leg: null};
}

type RoadLeg = NonNullable<RoadRow['leg']>;

function freshLeg(legId: string, appointmentId: string): RoadLeg {
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
    const isUndo = wasUndone(decision, id);
    if (!after || (before?.leg === after.leg && before?.status === after.status)) continue;
    if (isOpenLeg(before) && before.leg.id !== openLegId(after))
      await closeRoad(tx, organizationId, before, after);
    if (isOpenLeg(after))
      await openRoad(tx, organizationId, after, {
        isUndo,
        arrivalUndone: isUndo && before?.status === 'arrived',
      });
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

/**
 * An undone arrival waits until the technician has been away. A leg that is open again hides where it began before: a
 * customer learns no more of it than he could before it was undone.
 */
async function openRoad(
  tx: Transaction,
  organizationId: string,
  visit: Underway,
  {isUndo, arrivalUndone}: {isUndo: boolean; arrivalUndone: boolean},
): Promise<void> {
  const row =
    (await tx.road.get(organizationId, visit.leg.technicianId)) ?? blankRoad(visit.leg.technicianId);
  const same = row.leg?.legId === visit.leg.id;
  const leg = same
    ? row.leg!
    : {...freshLeg(visit.leg.id, visit.id), ...startsAgain(row, visit.leg.id, isUndo)};
  if (same && !arrivalUndone) return;
  await tx.road.put(organizationId, {...row, leg: arrivalUndone ? {...leg, arrival: undoneArrival} : leg});
}

/** One that an undo brings back began where it began; one that somebody sets off on anew begins here too. */
function startsAgain(
  {begun = []}: RoadRow,
  legId: string,
  isUndo: boolean,
): Pick<RoadLeg, 'earlierStarts'> & Partial<Pick<RoadLeg, 'start'>> {
  const starts = begun.find(each => each.legId === legId)?.starts ?? [];
  const start = starts.at(-1);
  if (!start) return {};
  return isUndo ? {start, earlierStarts: starts.slice(0, -1)} : {earlierStarts: starts};
}

/** An undo reaches back some minutes: more legs than these nobody closes in them. */
const mostBegun = 8;

function begunAfter(
  {begun = []}: RoadRow,
  {legId, start, earlierStarts = []}: RoadLeg,
): NonNullable<RoadRow['begun']> {
  const others = begun.filter(each => each.legId !== legId);
  const starts = start ? [...earlierStarts, start] : earlierStarts;
  return starts.length > 0 ? [...others, {legId, starts}].slice(-mostBegun) : others;
}

async function closeRoad(
  tx: Transaction,
  organizationId: string,
  before: Underway,
  after: AppointmentFacts,
): Promise<void> {
  const row = await tx.road.get(organizationId, before.leg.technicianId);
  if (row?.leg?.legId !== before.leg.id) return;
  await tx.road.put(organizationId, {...row, leg: null, begun: begunAfter(row, row.leg)});
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
