import type {AppointmentFacts, DomainEvent, EventType} from '@dispatch-kit/core';
import type {Principal} from '../office/principal.ts';
import {reachOf, scopeOf} from '../office/principal.ts';
import type {Transaction} from '../storage/storage.ts';

/**
 * The events of a batch that somebody may see: all, or those of his own jobs, including the one that took a job from
 * him, of their customers, of himself, and that the organization's settings changed.
 */
export async function visibleTo(
  tx: Transaction,
  principal: Principal,
  events: readonly DomainEvent[],
): Promise<DomainEvent[]> {
  if (reachOf(principal, 'jobs.read') === 'all') return [...events];
  const {memberId} = scopeOf(principal);
  const {own, customerIds} = await ownJobs(tx, principal, events);
  return events.filter(
    ({type, subjectId, jobId, ...event}) =>
      type === 'organization_edited' ||
      (subjectId !== undefined && subjectId === memberId) ||
      (isOfCustomer(type) && customerIds.has(subjectId!)) ||
      (jobId !== undefined && (own.has(jobId) || (memberId !== undefined && tookFrom(event, memberId)))),
  );
}

/** Which jobs of the events are one's own, and which of their customers one knows by jobs of one's own. */
async function ownJobs(
  tx: Transaction,
  principal: Principal,
  events: readonly DomainEvent[],
): Promise<{own: Set<string>; customerIds: Set<string>}> {
  const {id} = principal.organization;
  const {memberId, sourceId} = scopeOf(principal);
  const changed = events.filter(({type}) => isOfCustomer(type));
  const ofCustomers = await Promise.all(changed.map(({subjectId}) => tx.jobs.ofCustomer(id, subjectId!)));
  const named = [...new Set(events.flatMap(event => event.jobId ?? []))];
  const jobs = [...(await tx.jobs.getMany(id, named)), ...ofCustomers.flat()];
  const visits = await tx.appointments.ofJobs(id, [...new Set(jobs.map(job => job.id))]);
  const mine = ({facts}: {facts: AppointmentFacts}) =>
    facts.leadId === memberId || facts.helperIds.includes(memberId ?? '');
  const led = new Set(visits.filter(mine).map(visit => visit.jobId));
  const known = jobs.filter(job =>
    sourceId === undefined ? led.has(job.id) : job.facts.sourceId === sourceId,
  );
  return {
    own: new Set(known.map(job => job.id)),
    customerIds: new Set(known.map(job => job.facts.customerId)),
  };
}

/** What changes the customer of a job that is there already. */
function isOfCustomer(type: EventType): boolean {
  return type === 'customer_edited' || type === 'customer_erased';
}

function tookFrom(event: Pick<DomainEvent, 'was'>, memberId: string): boolean {
  const was = event.was as Partial<AppointmentFacts> | undefined;
  return was?.leadId === memberId || (was?.helperIds?.includes(memberId) ?? false);
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
