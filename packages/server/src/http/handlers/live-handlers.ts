import {daylessStatuses} from '@dispatch-kit/core';
import {clockOut} from './organization-handlers.ts';
import {rangeOf, readJob} from './job-handlers.ts';
import {visiblePositions} from './road-handlers.ts';
import type {Call, Handler} from '../call.ts';
import {eventCursor, seqOf} from '../../live/event-cursor.ts';
import {reachOf, scopeOf} from '../../office/principal.ts';
import {fieldProblem} from '../../office/problem.ts';
import {customerOut, jobOut, memberOut} from '../../desk/shapes.ts';
import {scopeKey, visibleTo} from '../../live/event-scope.ts';
import {jobMatches} from '../../storage/filters.ts';
import type {JobRow} from '../../storage/rows.ts';

/** A picture is complete or it is refused: so many jobs is the most that one holds. */
const mostJobs = 20_000;

async function snapshot(call: Call): Promise<unknown> {
  const found = await jobsFor(call);
  const visits = await call.tx.appointments.ofJobs(
    call.organizationId,
    found.map(row => row.id),
  );
  const byJob = Map.groupBy(visits, visit => visit.jobId);
  const mine = {...scopeOf(call.principal), sort: 'planned', limit: mostJobs} as const;
  const rows = found.filter(row => jobMatches(mine, row, byJob.get(row.id) ?? []));
  const customers = await call.tx.customers.getMany(call.organizationId, [
    ...new Set(rows.map(row => row.facts.customerId)),
  ]);
  const members = await call.tx.members.list(call.organizationId, {limit: 10_000});
  const mayKnow = reachOf(call.principal, 'people.read') === 'all';
  const seq = await call.tx.events.lastSeq(call.organizationId);
  return {
    items: rows.map(row => jobOut(row, byJob.get(row.id) ?? [])),
    members: members
      .filter(member => mayKnow || member.id === call.principal.memberId)
      .map(member => memberOut(member)),
    customers: customers.map(customerOut),
    positions: await visiblePositions(call),
    cursor: await eventCursor(call.office, call.organizationId, scopeKey(call.principal), seq),
    seq,
    ...clockOut(call),
  };
}

type SnapshotQuery = {view: string; appointmentId?: string; memberId?: string; jobIds?: string[]};

async function jobsFor(call: Call): Promise<JobRow[]> {
  const {view, appointmentId, memberId, jobIds = []} = call.query as SnapshotQuery;
  if (view === 'jobs') return call.tx.jobs.getMany(call.organizationId, jobIds);
  return view === 'visit' ? jobOfVisit(call, appointmentId) : jobsOf(call, view, memberId);
}

async function jobOfVisit(call: Call, appointmentId: string | undefined): Promise<JobRow[]> {
  if (!appointmentId)
    throw fieldProblem('appointmentId', 'Say which visit: view=visit&appointmentId=apt_….', 'required');
  const visit = await call.tx.appointments.get(call.organizationId, appointmentId);
  return visit ? [(await readJob(call, visit.jobId)).row] : [];
}

/** Board: the day asked for with what waits for one, or everything. Fleet: what is under way. Agenda: a technician's day. */
async function jobsOf(call: Call, view: string, memberId: string | undefined): Promise<JobRow[]> {
  const range = rangeOf(call)?.range;
  const scope = scopeOf(call.principal);
  const agenda = view === 'agenda' ? {memberId: scope.memberId ?? memberId ?? call.principal.memberId} : {};
  const statuses = view === 'fleet' ? (['in_progress'] as const) : undefined;
  const mine = {...scope, ...agenda, sort: 'planned', limit: mostJobs} as const;
  const found = await call.tx.jobs.list(call.organizationId, {...mine, range, statuses});
  if (view !== 'board' || !range) return found;
  const waiting = await call.tx.jobs.list(call.organizationId, {...mine, statuses: daylessStatuses});
  return [...new Map([...found, ...waiting].map(row => [row.id, row])).values()];
}

async function eventsPage(call: Call): Promise<unknown> {
  const {after, limit = 100} = call.query as {after?: string; limit?: number};
  const key = scopeKey(call.principal);
  const seq = after === undefined ? 0 : await seqOf(call.office, call.organizationId, key, after);
  const events = await call.tx.events.after(call.organizationId, seq, limit + 1);
  const page = events.slice(0, limit);
  const reached = page.at(-1)?.seq ?? seq;
  return {
    items: await visibleTo(call.tx, call.principal, page),
    cursor: await eventCursor(call.office, call.organizationId, key, reached),
    more: events.length > limit,
    ...clockOut(call),
  };
}

export const liveHandlers: Record<string, Handler> = {'live.snapshot': snapshot, 'live.events': eventsPage};
