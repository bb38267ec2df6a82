import type {AppointmentFacts, DomainEvent} from '@dispatch-kit/core';
import type {Principal} from '../office/principal.ts';
import {reachOf, scopeOf} from '../office/principal.ts';
import type {Transaction} from '../storage/storage.ts';

/** The events of a batch that somebody may see: all, or those of his own jobs, including the one that took a job from him. */
export async function visibleTo(
  tx: Transaction,
  principal: Principal,
  events: readonly DomainEvent[],
): Promise<DomainEvent[]> {
  if (reachOf(principal, 'jobs.read') === 'all') return [...events];
  const {memberId, sourceId} = scopeOf(principal);
  const jobIds = [...new Set(events.flatMap(event => event.jobId ?? []))];
  if (sourceId !== undefined) {
    const jobs = await tx.jobs.getMany(principal.organization.id, jobIds);
    const own = new Set(jobs.filter(job => job.facts.sourceId === sourceId).map(job => job.id));
    return events.filter(event => event.jobId !== undefined && own.has(event.jobId));
  }
  const visits = await tx.appointments.ofJobs(principal.organization.id, jobIds);
  const mine = ({facts}: {facts: AppointmentFacts}) =>
    facts.leadId === memberId || facts.helperIds.includes(memberId ?? '');
  const own = new Set(visits.filter(mine).map(visit => visit.jobId));
  return events.filter(
    event =>
      event.subjectId === memberId ||
      (event.jobId !== undefined && (own.has(event.jobId) || tookFrom(event, memberId))),
  );
}

function tookFrom(event: DomainEvent, memberId: string | undefined): boolean {
  const was = event.was as Partial<AppointmentFacts> | undefined;
  return was?.leadId === memberId || (was?.helperIds?.includes(memberId ?? '') ?? false);
}

/** What a cursor is bound to besides the organization: whose events it counts. */
export function scopeKey(principal: Principal): string {
  const {memberId, sourceId} = scopeOf(principal);
  return memberId !== undefined
    ? `member ${memberId}`
    : sourceId !== undefined
      ? `source ${sourceId}`
      : 'all';
}
