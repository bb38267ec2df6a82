import {decide, isLive, isRefusal, liveDeadline, toMs} from '@dispatch-kit/core';
import type {Command} from '@dispatch-kit/core';
import {estimateLeg, routeOf, wantsRoute} from '../road/estimate-leg.ts';
import {placeOf} from '../desk/job-rows.ts';
import type {Office} from '../office/office.ts';
import {nowInstant} from '../office/office.ts';
import {systemAsking} from '../office/principal.ts';
import {loadScene} from '../desk/scene.ts';
import {writeUnit} from '../desk/write-unit.ts';
import type {AppointmentRow} from '../storage/rows.ts';
import type {Owned} from '../storage/storage.ts';

/** What the clock alone brings about: legs nobody ended, offers that expired, routes to be asked for. */
export async function watchClock(office: Office): Promise<void> {
  const {storage} = office;
  const underWay = await storage.transaction(tx => tx.appointments.underWay());
  const live = underWay.filter(({row}) => isLive(row.facts));
  const nowMs = office.clock.now();
  for (const {organizationId, row} of live) {
    const deadline = liveDeadline(row.facts.leg!);
    if (deadline && toMs(deadline) <= nowMs)
      await say(office, organizationId, row.jobId, {
        type: 'end_live',
        appointmentId: row.id,
        why: 'timed_out',
      });
  }
  for (const {organizationId, row} of await storage.transaction(tx => tx.jobs.expiring(nowInstant(office)))) {
    await say(office, organizationId, row.id, {type: 'expire', jobId: row.id});
  }
  if (office.router) for (const owned of live) await askRoute(office, owned);
}

async function say(office: Office, organizationId: string, jobId: string, command: Command): Promise<void> {
  await office.storage.transaction(async tx => {
    await tx.organizations.lock(organizationId);
    const organization = (await tx.organizations.get(organizationId))!;
    const scene = await loadScene(tx, organization, {jobIds: [jobId], withHistory: true});
    const decision = decide(scene.world, command, systemAsking(office, 'timer'));
    if (!isRefusal(decision)) await writeUnit(office, tx, scene, decision, {dryRun: false});
  });
}

/** Asks the routing engine outside any transaction, and keeps the answer if the leg is still the same. */
async function askRoute(office: Office, {organizationId, row}: Owned<AppointmentRow>): Promise<void> {
  const {leg} = row.facts;
  const [road, job] = await office.storage.transaction(
    async tx =>
      [
        await tx.road.get(organizationId, leg!.technicianId),
        await tx.jobs.get(organizationId, row.jobId),
      ] as const,
  );
  const destination = placeOf(job);
  const nowMs = office.clock.now();
  if (!destination || !road?.leg || road.leg.legId !== leg!.id || !road.newest || !road.leg.firstFixAt)
    return;
  if (!wantsRoute(road.leg, road.newest, nowMs)) return;
  const answer = await office.router!.route(road.newest, destination);
  await office.storage.transaction(async tx => {
    await tx.organizations.lock(organizationId);
    const present = await tx.road.get(organizationId, leg!.technicianId);
    const organization = await tx.organizations.get(organizationId);
    if (!organization || present?.leg?.legId !== leg!.id) return;
    const routed = {...present, leg: {...present.leg, route: routeOf(answer, nowMs)}};
    const estimated = await estimateLeg(office, tx, organization, row.facts, destination, routed);
    await tx.road.put(
      organizationId,
      estimated
        ? {...routed, leg: {...estimated.leg, toldEta: routed.leg.toldEta, noticedEta: routed.leg.noticedEta}}
        : routed,
    );
  });
  for (const listener of office.onRoad) listener(organizationId, leg!.technicianId);
}
