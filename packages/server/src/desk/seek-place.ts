import type {JobStatus} from '@dispatch-kit/core';
import {awaitingArrival} from '@dispatch-kit/core';
import {placeOf} from './job-rows.ts';
import type {Office} from '../office/office.ts';
import {nowInstant} from '../office/office.ts';
import type {AppointmentRow, JobRow} from '../storage/rows.ts';
import type {Transaction} from '../storage/storage.ts';

const sought: readonly JobStatus[] = ['unscheduled', 'scheduled', 'in_progress', 'paused'];

/** Whether somebody is to go there and nobody knows where it is. An offer is looked for when it is accepted. */
export function isSought(job: JobRow): boolean {
  return sought.includes(job.status) && placeOf(job) === undefined;
}

/** A job of which nobody has said yet why it has no place: it is looked for from now on, if there is a geocoder. */
export function withSearch(office: Office, job: JobRow): JobRow {
  if (!isSought(job) || job.place.reason !== null) return job;
  return {...job, place: {...job.place, reason: office.geocoder ? 'searching' : 'no_geocoder'}};
}

/** Looks for the addresses of jobs after this transaction, each from its first try on. Without a geocoder they wait for one. */
export async function seekPlaces(
  office: Office,
  tx: Transaction,
  organizationId: string,
  jobs: readonly JobRow[],
): Promise<void> {
  if (jobs.length === 0) return;
  const runAfter = nowInstant(office);
  await tx.placeSearches.put(
    organizationId,
    jobs.map(({id}) => ({id, attempts: 0, runAfter, lockedUntil: null})),
  );
}

/** The address changed while somebody drives there: the leg runs on, the fence and the estimate begin afresh. */
export async function restartFences(
  tx: Transaction,
  organizationId: string,
  visits: readonly AppointmentRow[],
): Promise<void> {
  for (const {facts} of visits) {
    if (facts.status !== 'enroute' || !facts.leg) continue;
    const road = await tx.road.get(organizationId, facts.leg.technicianId);
    if (road?.leg?.legId !== facts.leg.id) continue;
    const afresh = {arrival: awaitingArrival, eta: null, route: null, leftSince: null, explanation: null};
    await tx.road.put(organizationId, {...road, leg: {...road.leg, ...afresh}});
  }
}
