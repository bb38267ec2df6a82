import {believe, detectStanding, distanceMeters, awaitingArrival, noFixes, toMs} from '@dispatch-kit/core';
import type {ArrivalExplanation, Fix, LatLng} from '@dispatch-kit/core';
import {placeOf} from './job-rows.ts';
import type {AppointmentRow, JobRow, OrganizationRow} from '../storage/rows.ts';
import type {Transaction} from '../storage/storage.ts';

/** What the fixes of a leg say about the door. */
type Near = {
  fixCount: number;
  nearestMeters: number | null;
  insideCount: number;
  arrived?: ArrivalExplanation;
  left: boolean;
};

/** Why the newest leg of a visit was taken for an arrival or not, worked out again from the fixes that are kept. */
export async function explainArrival(
  tx: Transaction,
  organization: OrganizationRow,
  visit: AppointmentRow,
  job: JobRow | undefined,
): Promise<{phase: string; why: string; explanation: Record<string, unknown> | null}> {
  const {leg} = visit.facts;
  const none = (why: string) => ({phase: 'none', why, explanation: null});
  if (!leg) return none('Nobody has been on the way to this visit yet.');
  const destination = placeOf(job);
  if (!destination) return none('The address has no coordinates, so there is no circle to stand in.');
  const {radiusMeters} = organization.settings;
  const near = walk(await tx.road.fixesOfLeg(organization.id, leg.id), destination, radiusMeters);
  const {arrived, fixCount, nearestMeters, insideCount, left} = near;
  if (fixCount === 0)
    return none('No position of this leg is kept: none came, or they were forgotten by now.');
  const counted = {fixCount, nearestMeters: Math.round(nearestMeters!), insideCount, radiusMeters};
  if (!arrived) return {phase: 'awaiting', why: whyNot(near, radiusMeters), explanation: counted};
  const why = `${arrived.standingSeconds} seconds within ${radiusMeters} m of the door, moving ${Math.round(arrived.movedMeters)} m where ${Math.round(arrived.allowedMeters)} m are allowed.`;
  return {
    phase: left ? 'left' : 'arrived',
    why,
    explanation: {...arrived, ...counted, fixCount: arrived.fixCount, legFixCount: fixCount},
  };
}

function whyNot({nearestMeters, insideCount}: Near, radiusMeters: number): string {
  if (insideCount === 0)
    return `No position within ${radiusMeters} m of the door; the nearest was ${Math.round(nearestMeters!)} m away.`;
  return 'Positions within the circle, but none that show standing: 15 seconds at one place, by two or more.';
}

function walk(fixes: readonly Fix[], destination: LatLng, radiusMeters: number): Near {
  const near: Near = {fixCount: 0, nearestMeters: null, insideCount: 0, left: false};
  let [history, state] = [noFixes, awaitingArrival];
  for (const fix of fixes) {
    const belief = believe(history, fix, toMs(fix.receivedAt ?? fix.at), destination);
    history = belief.history;
    if (belief.verdict !== 'taken' && belief.verdict !== 'heard_again') continue;
    const away = distanceMeters(fix, destination);
    near.fixCount += 1;
    near.nearestMeters = Math.min(near.nearestMeters ?? Infinity, away);
    if (away <= radiusMeters) near.insideCount += 1;
    const result = detectStanding(state, fix, {destination, radiusMeters});
    state = result.state;
    if (result.event === 'arrived') {
      near.arrived ??= result.explanation;
      near.left = false;
    } else if (result.event === 'left') near.left = true;
  }
  return near;
}
