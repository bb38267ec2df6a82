import type {Appointment, AppointmentPatch, AppointmentQuery} from '@dispatch-kit/core';
import {rangeOf, readJob} from './job-handlers.ts';
import type {Call, Handler} from '../call.ts';
import {afterOf, pageOut} from '../cursor.ts';
import {offeredCommands} from './command-handlers.ts';
import {taken} from '../../desk/create-job.ts';
import {explainArrival} from '../../desk/explain-arrival.ts';
import {recordEvent} from '../../desk/record-event.ts';
import {reachOf, scopeOf} from '../../office/principal.ts';
import {Problem, fieldProblem, notFound} from '../../office/problem.ts';
import {appointmentOut} from '../../desk/shapes.ts';
import {appointmentSortKey} from '../../storage/filters.ts';
import type {AppointmentRow} from '../../storage/rows.ts';

/** One visit, if the caller may see its job; another's is not there. A tombstone is: an undo may bring it back. */
export async function readVisit(call: Call, id: string): Promise<{row: AppointmentRow}> {
  const row = await call.tx.appointments.get(call.organizationId, id);
  if (!row) throw notFound('visit');
  await readJob(call, row.jobId);
  return {row};
}

async function list(call: Call): Promise<unknown> {
  const {limit = 50, cursor, ...query} = call.query as AppointmentQuery;
  const filter = {...query, ...scopeOf(call.principal)};
  const after = await afterOf(call.office, call.organizationId, 'appointments', filter, cursor);
  const rows = await call.tx.appointments.list(call.organizationId, {
    ...scopeOf(call.principal),
    externalId: query.externalId,
    leadId: query.leadId,
    statuses: query.status,
    unassigned: query.unassigned !== undefined,
    range: rangeOf(call)?.range,
    after,
    limit: limit + 1,
  });
  const page = {
    list: 'appointments',
    filter,
    rows,
    limit,
    keyOf: appointmentSortKey,
  };
  return pageOut(call.office, call.organizationId, page, appointmentOut);
}

async function edit(call: Call): Promise<Appointment> {
  const {row} = await readVisit(call, call.params['id']!);
  if (call.ifMatch !== undefined && call.ifMatch !== row.version) {
    const detail = `You have seen version ${call.ifMatch}; it is at version ${row.version} now. Read it again.`;
    throw new Problem('version_conflict', detail, {current: appointmentOut(row)});
  }
  const patch = call.body as AppointmentPatch;
  if (patch.helperIds) await demandMembers(call, patch.helperIds);
  if (patch.externalId && patch.externalId !== row.externalId) {
    const [other] = await call.tx.appointments.getByExternalIds(call.organizationId, [patch.externalId]);
    if (other) throw taken('externalId', other.id);
  }
  const helperIds = patch.helperIds ?? row.facts.helperIds;
  const next: AppointmentRow = {
    ...row,
    version: row.version + 1,
    facts: {...row.facts, helperIds},
    instructions: patch.instructions ?? row.instructions,
    externalId: patch.externalId ?? row.externalId,
    metadata: patch.metadata ?? row.metadata,
  };
  await call.tx.appointments.put(call.organizationId, [next]);
  const changed = patch.helperIds ? {set: {helperIds}, was: {helperIds: row.facts.helperIds}} : {};
  await recordEvent(call, {
    type: 'appointment_edited',
    jobId: row.jobId,
    appointmentId: row.id,
    ...changed,
    data: {fields: Object.keys(patch)},
  });
  return appointmentOut(next);
}

async function demandMembers(call: Call, ids: readonly string[]): Promise<void> {
  const members = await call.tx.members.getMany(call.organizationId, ids);
  const unknown = ids.filter(id => !members.some(member => member.id === id && !member.deactivatedAt));
  if (unknown.length > 0)
    throw fieldProblem('helperIds', `Not an active member: ${unknown.join(', ')}.`, 'unknown');
}

async function arrival(call: Call): Promise<unknown> {
  const {row} = await readVisit(call, call.params['id']!);
  const job = await call.tx.jobs.get(call.organizationId, row.jobId);
  return explainArrival(call.tx, call.principal.organization, row, job);
}

/** The way of the leg that is under way, for who may see where its technician is. */
async function route(call: Call): Promise<{geometry: string | null; askedAt: string | null}> {
  const {row} = await readVisit(call, call.params['id']!);
  const {status, leg} = row.facts;
  const reach = reachOf(call.principal, 'positions.read');
  const maySee = reach === 'all' || (reach === 'own' && leg?.technicianId === call.principal.memberId);
  const road =
    status === 'enroute' && leg && maySee
      ? await call.tx.road.get(call.organizationId, leg.technicianId)
      : undefined;
  const told = road?.leg?.legId === leg?.id ? road?.leg?.route : undefined;
  return {geometry: told?.geometry ?? null, askedAt: told?.askedAt ?? null};
}

export const appointmentHandlers: Record<string, Handler> = {
  'appointments.list': list,
  'appointments.edit': edit,
  'appointments.arrival': arrival,
  'appointments.route': route,
  'appointments.commands': offeredCommands,
  async 'appointments.get'(call) {
    const {row} = await readVisit(call, call.params['id']!);
    if (row.facts.status === 'deleted') throw notFound('visit');
    return appointmentOut(row);
  },
};
