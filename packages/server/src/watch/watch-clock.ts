import {decide, isLive, isRefusal, liveDeadline, toMs} from '@dispatch-kit/core';
import type {Command} from '@dispatch-kit/core';
import type {Office} from '../office/office.ts';
import {nowInstant} from '../office/office.ts';
import {systemAsking} from '../office/principal.ts';
import {loadScene} from '../desk/scene.ts';
import {writeUnit} from '../desk/write-unit.ts';

/** What the clock alone brings about: legs nobody ended, offers that expired. */
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
