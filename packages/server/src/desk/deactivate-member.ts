import {decideDeactivation} from '@dispatch-kit/core';
import type {Office} from '../office/office.ts';
import {nowInstant} from '../office/office.ts';
import type {Principal} from '../office/principal.ts';
import {askingOf} from '../office/principal.ts';
import {unpairDevices} from './pair-device.ts';
import {loadScene} from './scene.ts';
import {writeUnit} from './write-unit.ts';
import type {MemberRow} from '../storage/rows.ts';
import type {Transaction} from '../storage/storage.ts';

type Acting = {office: Office; tx: Transaction; principal: Principal};

/** Takes a member off: his visits are stood down and unassigned, his sessions end, he is told nothing any more. */
export async function deactivateMember({office, tx, principal}: Acting, member: MemberRow): Promise<void> {
  if (member.deactivatedAt) return;
  const {organization} = principal;
  const led = await tx.appointments.list(organization.id, {
    leadId: member.id,
    statuses: ['draft', 'scheduled', 'enroute', 'arrived', 'started'],
    limit: 10_000,
  });
  const jobIds = [...new Set(led.map(visit => visit.jobId))];
  const scene = await loadScene(tx, organization, {jobIds, technicianIds: [member.id], withHistory: false});
  const decision = decideDeactivation(scene.world, member.id, askingOf(office, principal));
  await tx.members.put(organization.id, [
    {...member, deactivatedAt: nowInstant(office), onShift: false, version: member.version + 1},
  ]);
  const sessions = await tx.sessions.ofMember(organization.id, member.id);
  await tx.sessions.put(
    organization.id,
    sessions
      .filter(session => !session.revokedAt)
      .map(session => ({...session, revokedAt: nowInstant(office)})),
  );
  await unpairDevices(
    office,
    tx,
    organization.id,
    await tx.pairedDevices.ofMember(organization.id, member.id),
  );
  const pushed = await tx.pushSubscriptions.ofHolders(organization.id, [member.id]);
  await tx.pushSubscriptions.remove(
    organization.id,
    pushed.map(row => row.endpoint),
  );
  await tx.tokens.removeOf(organization.id, member.id);
  await writeUnit(office, tx, scene, decision, {dryRun: false});
}
