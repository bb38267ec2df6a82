import type {AppointmentFacts, NoticePlan} from '@dispatch-kit/core';
import {minuteMs, noticeLaws, toInstant} from '@dispatch-kit/core';
import {addressNotices} from '../notices/address-notices.ts';
import type {Office} from '../office/office.ts';
import type {OrganizationRow} from '../storage/rows.ts';
import type {Transaction} from '../storage/storage.ts';

/** Tells a visit's customer something of the leg that no event is made of; once a leg, however often it is said. */
export async function tellLeg(
  office: Office,
  tx: Transaction,
  organization: OrganizationRow,
  visit: AppointmentFacts,
  kind: 'minutes_away',
): Promise<void> {
  const job = await tx.jobs.get(organization.id, visit.jobId);
  if (!job || !visit.leg) return;
  const {id: legId} = visit.leg;
  const plan: NoticePlan = {
    kind,
    to: 'customer',
    jobId: job.id,
    appointmentId: visit.id,
    subjectId: visit.id,
    occasion: legId,
    eventId: legId,
    unitId: legId,
    delaySeconds: 0,
    staleAt: toInstant(office.clock.now() + noticeLaws[kind].staleAfter.minutes * minuteMs),
  };
  const speaking = {organization, jobs: new Map([[job.id, job]]), visits: new Map()};
  await tx.notices.write(
    organization.id,
    await addressNotices(office, tx, speaking, [plan], {dryRun: false}),
  );
}
