import type {Job, JobInput, JobPatch, JobQuery, NewAppointment, Note} from '@dispatch-kit/core';
import {dayIn, dayRange} from '@dispatch-kit/core';
import type {Call, Handler} from '../call.ts';
import {afterOf, pageOut} from '../cursor.ts';
import {createJob, demandFreeExternalIds, taken} from '../../desk/create-job.ts';
import type {Queued} from '../../desk/device-queue.ts';
import {inTurn} from '../../desk/device-queue.ts';
import {isElsewhere, patchedJobRow, visitTexts} from '../../desk/job-rows.ts';
import {recordEvent} from '../../desk/record-event.ts';
import {askingOf, scopeOf} from '../../office/principal.ts';
import {Problem, fieldProblem, notFound} from '../../office/problem.ts';
import {runCommand} from '../../desk/run-command.ts';
import {restartFences, seekPlaces, withSearch} from '../../desk/seek-place.ts';
import {jobOut, noteOut} from '../../desk/shapes.ts';
import {nowInstant} from '../../office/office.ts';
import type {AppointmentRow, JobRow, NoteRow} from '../../storage/rows.ts';
import {jobSortKey} from '../../storage/filters.ts';

/** One job with its visits, if the caller may see it; another's is not there. */
export async function readJob(call: Call, id: string): Promise<{row: JobRow; visits: AppointmentRow[]}> {
  const row = await call.tx.jobs.get(call.organizationId, id);
  if (!row) throw notFound('job');
  const visits = await call.tx.appointments.ofJobs(call.organizationId, [id]);
  const {memberId, sourceId} = scopeOf(call.principal);
  if (sourceId !== undefined && row.facts.sourceId !== sourceId) throw notFound('job');
  const mine = ({facts}: AppointmentRow) =>
    facts.leadId === memberId || facts.helperIds.includes(memberId ?? '');
  if (memberId !== undefined && !visits.some(mine)) throw notFound('job');
  return {row, visits};
}

/** The stretch of time that `?day=` means: a calendar day in the zone asked for, else the organization's. */
export function rangeOf(
  call: Call,
): {day: string; timeZone: string; range: {start: string; end: string}} | undefined {
  const {day, timeZone} = call.query as {day?: string; timeZone?: string};
  if (day === undefined) return undefined;
  const zone = timeZone ?? call.principal.organization.timeZone;
  const date = day === 'today' ? dayIn(zone, call.office.clock.now()) : day;
  return {day: date, timeZone: zone, range: dayRange(date, zone)};
}

async function list(call: Call): Promise<unknown> {
  const {limit = 50, cursor, sort = '-created', ...query} = call.query as JobQuery;
  const filter = {...query, sort, ...scopeOf(call.principal)};
  const after = await afterOf(call.office, call.organizationId, 'jobs', filter, cursor);
  const {status: statuses, day: _day, timeZone: _zone, ...rest} = query;
  const rows = await call.tx.jobs.list(call.organizationId, {
    ...rest,
    ...scopeOf(call.principal),
    sort,
    statuses,
    range: rangeOf(call)?.range,
    after,
    limit: limit + 1,
  });
  const visits = await call.tx.appointments.ofJobs(
    call.organizationId,
    rows.map(row => row.id),
  );
  const byJob = Map.groupBy(visits, visit => visit.jobId);
  const page = {list: 'jobs', filter, rows, limit, keyOf: (row: JobRow) => jobSortKey(row, sort)};
  return pageOut(call.office, call.organizationId, page, row => jobOut(row, byJob.get(row.id) ?? []));
}

async function edit(call: Call): Promise<Job> {
  const {row, visits} = await readJob(call, call.params['id']!);
  if (call.ifMatch !== undefined && call.ifMatch !== row.version) {
    const detail = `You have seen version ${call.ifMatch}; it is at version ${row.version} now. Read it again.`;
    throw new Problem('version_conflict', detail, {current: jobOut(row, visits)});
  }
  const patch = call.body as JobPatch;
  const customer = (await call.tx.customers.get(call.organizationId, row.facts.customerId))!;
  const strangers = (patch.contactIds ?? []).filter(
    id => !customer.contacts.some(contact => contact.id === id),
  );
  if (strangers.length > 0)
    throw fieldProblem('contactIds', `Not a contact of this customer: ${strangers.join(', ')}.`, 'unknown');
  if (patch.externalId && patch.externalId !== row.externalId) {
    const [other] = await call.tx.jobs.getByExternalIds(call.organizationId, [patch.externalId]);
    if (other) throw taken('externalId', other.id);
  }
  const patched = patchedJobRow(row, patch, customer);
  const next = withSearch(call.office, patched);
  await call.tx.jobs.put(call.organizationId, [next]);
  if (patch.address) await call.tx.placeSearches.remove(call.organizationId, [row.id]);
  await seekPlaces(call.office, call.tx, call.organizationId, next === patched ? [] : [next]);
  if (isElsewhere(row.address, next.address)) await restartFences(call.tx, call.organizationId, visits);
  await recordEvent(call, {type: 'job_edited', jobId: row.id, data: {fields: Object.keys(patch)}});
  return jobOut(next, visits);
}

async function addAppointment(call: Call): Promise<unknown> {
  const {row} = await readJob(call, call.params['id']!);
  const {at, notify, ...appointment} = call.body as NewAppointment & {at?: string; notify?: boolean};
  await demandFreeExternalIds(call.tx, call.organizationId, undefined, appointment);
  const command = {type: 'plan' as const, jobId: row.id, appointment, at, notify};
  return runCommand(
    call.office,
    call.tx,
    call.principal.organization,
    command,
    askingOf(call.office, call.principal),
    {
      dryRun: call.dryRun,
      ifMatch: call.ifMatch,
      beside: {newVisit: visitTexts(appointment)},
    },
  );
}

type NoteInput = Queued & {text: string; visibility?: 'team' | 'customer'; appointmentId?: string};

/** Notes wait in a device's queue too, in their place among its taps. */
async function addNote(call: Call): Promise<Note> {
  const jobId = call.params['id']!;
  const {deviceId, sequence, sentAt, at, ...input} = call.body as NoteInput;
  const note = await inTurn(
    call,
    {deviceId, sequence, sentAt, at},
    {word: 'note', jobId},
    {
      run: takenAt => writeNote(call, jobId, input, takenAt),
      again: () => knownNote(call, jobId, input),
    },
  );
  return noteOut(note);
}

async function writeNote(
  call: Call,
  jobId: string,
  {text, visibility = 'team', appointmentId}: NoteInput,
  takenAt: string | undefined,
): Promise<NoteRow> {
  const {row, visits} = await readJob(call, jobId);
  if (appointmentId && !visits.some(visit => visit.id === appointmentId))
    throw fieldProblem('appointmentId', 'This job has no visit by that id.', 'unknown');
  const {actor, memberId} = call.principal;
  const note: NoteRow = {
    id: call.office.newId('note'),
    jobId: row.id,
    appointmentId: appointmentId ?? null,
    eventId: null,
    visibility,
    text,
    authorKind: actor.kind,
    authorId: memberId ?? actor.id ?? null,
    at: takenAt ?? nowInstant(call.office),
  };
  await call.tx.notes.insert(call.organizationId, [note]);
  await recordEvent(call, {
    type: 'note_added',
    jobId: row.id,
    at: note.at,
    ...(takenAt !== undefined && {basis: 'offline'}),
    ...(appointmentId && {appointmentId}),
    data: {noteId: note.id, visibility},
  });
  return note;
}

/** The note that a device sends again. */
async function knownNote(call: Call, jobId: string, {text}: NoteInput): Promise<NoteRow> {
  const {row} = await readJob(call, jobId);
  const {actor, memberId} = call.principal;
  const notes = await call.tx.notes.ofJobs(call.organizationId, [row.id]);
  const known = notes.findLast(
    note => note.text === text && note.authorId === (memberId ?? actor.id ?? null),
  );
  if (known) return known;
  throw new Problem('already_done', 'This note was taken before, and is no longer there.');
}

export const jobHandlers: Record<string, Handler> = {
  'jobs.create': call =>
    createJob(call.office, call.tx, call.principal, call.body as JobInput, {
      dryRun: call.dryRun,
      offered: false,
    }),
  'jobs.offer': call =>
    createJob(call.office, call.tx, call.principal, call.body as JobInput, {
      dryRun: call.dryRun,
      offered: true,
    }),
  'jobs.list': list,
  'jobs.edit': edit,
  'jobs.addAppointment': addAppointment,
  'jobs.addNote': addNote,
  async 'jobs.get'(call) {
    const {row, visits} = await readJob(call, call.params['id']!);
    return jobOut(row, visits);
  },
  async 'jobs.history'(call) {
    const {row} = await readJob(call, call.params['id']!);
    return {items: await call.tx.events.ofJobs(call.organizationId, [row.id])};
  },
  async 'jobs.notes'(call) {
    const {row} = await readJob(call, call.params['id']!);
    return {items: (await call.tx.notes.ofJobs(call.organizationId, [row.id])).map(noteOut)};
  },
};
