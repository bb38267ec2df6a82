import type {AppointmentFacts, Eta, Fix, LatLng} from '@dispatch-kit/core';
import {
  believe,
  detectStanding,
  distanceMeters,
  isLive,
  minuteMs,
  noFixes,
  toInstant,
  toMs,
} from '@dispatch-kit/core';
import {Sharing} from './sharing.ts';
import {estimateLeg} from '../road/estimate-leg.ts';
import {blankRoad} from '../road/follow-legs.ts';
import {placeOf} from '../desk/job-rows.ts';
import {runSystemCommand} from '../desk/run-command.ts';
import {tellLeg} from '../desk/tell-leg.ts';
import type {Office} from '../office/office.ts';
import {systemAsking} from '../office/principal.ts';
import type {FixRow, JobRow, OrganizationRow, RoadRow} from '../storage/rows.ts';
import type {Transaction} from '../storage/storage.ts';

/** What became of a batch: how many fixes were taken, how many refused by reason, and whether the office listens now. */
export type Ingested = {taken: number; refused: Record<string, number>; sharing: boolean};

/** For so long the technician must be away before the office asks whether the work is done. */
const leftForMs = 10 * minuteMs;

/** One technician while his fixes are taken in. */
type Driving = {
  office: Office;
  tx: Transaction;
  organization: OrganizationRow;
  visit: AppointmentFacts | undefined;
  destination: LatLng | undefined;
  row: RoadRow;
};

/**
 * Takes a batch of a technician's fixes, oldest first: the road moves, arrivals are noticed, the estimate follows.
 * What was measured outside what the organization shares (a leg, or the shift) is refused at the door; what belongs to a leg
 * that is over is kept with it, and moves nothing.
 */
export async function ingestPositions(
  office: Office,
  tx: Transaction,
  organization: OrganizationRow,
  memberId: string,
  fixes: readonly Fix[],
): Promise<Ingested> {
  const driving = await openDriving(office, tx, organization, memberId);
  const member = await tx.members.get(organization.id, memberId);
  const sharing = new Sharing(tx, organization, member, {visit: driving.visit, nowMs: office.clock.now()});
  const isSharing = sharing.sinceMs !== undefined;
  const kept: FixRow[] = [];
  const refused: Record<string, number> = {};
  for (const fix of fixes.toSorted((a, b) => toMs(a.at) - toMs(b.at))) {
    const outcome = await takeFix(driving, sharing, fix);
    if (typeof outcome === 'string') refused[outcome] = (refused[outcome] ?? 0) + 1;
    else kept.push(outcome);
  }
  await tx.road.addFixes(organization.id, kept);
  if (isSharing) await estimateAndStore(driving);
  return {taken: kept.length, refused, sharing: isSharing};
}

/** The fix as it is kept, or why it is not. */
async function takeFix(driving: Driving, sharing: Sharing, fix: Fix): Promise<FixRow | string> {
  const nowMs = driving.office.clock.now();
  const {memberId} = driving.row;
  const received = {...fix, receivedAt: toInstant(nowMs)};
  const shared = await sharing.at(toMs(fix.at));
  if (shared !== 'now') {
    const belief = believe(noFixes, received, nowMs);
    if (belief.verdict === 'refused') return belief.reason;
    if (!shared) return 'not_sharing';
    return {...received, memberId, legId: shared.legId, verdict: 'history_only'};
  }
  const belief = believe(driving.row.history, received, nowMs, driving.destination);
  driving.row = {...driving.row, history: belief.history};
  if (belief.verdict === 'refused') return belief.reason;
  const row = {...received, memberId, legId: driving.visit?.leg?.id ?? null, verdict: belief.verdict};
  if (belief.verdict !== 'history_only') await follow(driving, received);
  return row;
}

async function openDriving(
  office: Office,
  tx: Transaction,
  organization: OrganizationRow,
  memberId: string,
): Promise<Driving> {
  const open = await tx.appointments.openOf(organization.id, [memberId]);
  const visit = open
    .map(row => row.facts)
    .find(facts => facts.leg !== null && facts.leg.closedAt === null && facts.status !== 'scheduled');
  const job: JobRow | undefined = visit && (await tx.jobs.get(organization.id, visit.jobId));
  const row = (await tx.road.get(organization.id, memberId)) ?? blankRoad(memberId);
  return {office, tx, organization, visit, destination: placeOf(job), row};
}

async function follow(driving: Driving, fix: Fix): Promise<void> {
  const {row, visit, destination, organization} = driving;
  const leg = row.leg && row.leg.legId === visit?.leg?.id ? row.leg : null;
  if (!leg || !visit || !isOfLeg(fix, visit)) {
    driving.row = {...row, newest: fix};
    return;
  }
  const driven = row.newest && leg.firstFixAt ? distanceMeters(row.newest, fix) : 0;
  const moved = {
    ...leg,
    start: leg.start ?? {lat: fix.lat, lng: fix.lng},
    firstFixAt: leg.firstFixAt ?? fix.at,
    drivenMeters: leg.drivenMeters + driven,
  };
  driving.row = {...row, newest: fix, leg: moved};
  if (!destination) return;
  const standing = detectStanding(moved.arrival, fix, {
    destination,
    radiusMeters: organization.settings.radiusMeters,
  });
  const leftSince =
    standing.event === 'left' ? standing.leftAt : standing.state.phase === 'arrived' ? null : moved.leftSince;
  const explanation = standing.event === 'arrived' ? {...standing.explanation} : moved.explanation;
  driving.row = {...driving.row, leg: {...moved, arrival: standing.state, leftSince, explanation}};
  if (standing.event === 'arrived') await tellArrival(driving, fix);
  else if (standing.event === 'left' && visit.status === 'enroute')
    await tell(driving, {type: 'likely_left'}, 'geofence');
  await noticeLongAbsence(driving, fix);
}

/** A fix from before the leg began says nothing about it. */
function isOfLeg(fix: Fix, visit: AppointmentFacts): boolean {
  return toMs(fix.at) >= toMs(visit.leg!.openedAt) - 1000;
}

/** He stands at the door: with `auto` he has arrived, else the office and he are asked, and the page stops showing him. */
async function tellArrival(driving: Driving, fix: Fix): Promise<void> {
  if (driving.visit?.status !== 'enroute') return;
  const {autoArrive} = driving.organization.settings;
  const at = toInstant(Math.min(toMs(fix.at), driving.office.clock.now()));
  if (autoArrive === 'auto') await tell(driving, {type: 'arrive', at, notify: true}, 'geofence');
  else if (autoArrive === 'prompt') await tell(driving, {type: 'likely_on_site'}, 'geofence');
  else if (isLive(driving.visit)) await tell(driving, {type: 'likely_on_site'}, 'geofence');
}

async function noticeLongAbsence(driving: Driving, fix: Fix): Promise<void> {
  const leftSince = driving.row.leg?.leftSince;
  const {visit} = driving;
  if (
    !leftSince ||
    !visit ||
    (visit.status !== 'started' && visit.status !== 'arrived') ||
    visit.likelyLeftAt
  )
    return;
  if (toMs(fix.at) - toMs(leftSince) >= leftForMs) await tell(driving, {type: 'likely_left'}, 'geofence');
}

type Telling =
  | {type: 'arrive'; at: string; notify: boolean}
  | {type: 'likely_on_site'}
  | {type: 'likely_left'}
  | {type: 'tell_eta'; expectedAt: string; latestAt: string; source: string; step?: number};

/** Lets the system say something about the visit, in this transaction; what the road has become is stored before. */
async function tell(driving: Driving, command: Telling, basis: 'geofence' | 'timer'): Promise<void> {
  const {office, tx, organization, visit} = driving;
  await tx.road.put(organization.id, driving.row);
  await runSystemCommand(
    office,
    tx,
    organization,
    {...command, appointmentId: visit!.id},
    systemAsking(office, basis),
  );
  driving.visit = (await tx.appointments.get(organization.id, visit!.id))?.facts;
  driving.row = (await tx.road.get(organization.id, driving.row.memberId)) ?? driving.row;
}

/** He is almost there: told once a leg, and not where the first word of the leg has just said so. */
async function tellMinutesAway(
  {office, tx, organization, row}: Driving,
  visit: AppointmentFacts,
  eta: Eta,
): Promise<void> {
  const {minutesAway} = organization.settings;
  const first = row.leg?.toldEta;
  const isNear = (estimate: Eta, minutes: number, fromMs: number) =>
    toMs(estimate.expectedAt) - fromMs <= minutes * minuteMs;
  if (!minutesAway || !first || !isNear(eta, minutesAway, office.clock.now())) return;
  if (isNear(first, minutesAway + 3, toMs(first.asOf))) return;
  await tellLeg(office, tx, organization, visit, 'minutes_away');
}

/** Estimates anew, keeps what was told, and tells what is new: the first range of the leg, and moves of 10 minutes. */
async function estimateAndStore(driving: Driving): Promise<void> {
  const {office, tx, organization, visit, destination} = driving;
  const estimated =
    visit && isLive(visit)
      ? await estimateLeg(office, tx, organization, visit, destination, driving.row)
      : undefined;
  if (estimated) driving.row = {...driving.row, leg: estimated.leg};
  await tx.road.put(organization.id, driving.row);
  const {eta} = driving.row.leg ?? {};
  if (eta && visit) await tellMinutesAway(driving, visit, eta);
  if (!estimated?.tells || !eta) return;
  const step = estimated.tells === 'notice' ? Math.floor(toMs(eta.expectedAt) / (10 * minuteMs)) : undefined;
  await tell(
    driving,
    {
      type: 'tell_eta',
      expectedAt: eta.expectedAt,
      latestAt: eta.latestAt,
      source: eta.source,
      ...(step !== undefined && {step}),
    },
    'timer',
  );
}
