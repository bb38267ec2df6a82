import type {DayReview, TimeRange} from '@dispatch-kit/core';
import {isOpen, overlaps, plannedRange, toMs} from '@dispatch-kit/core';
import type {Principal} from '../office/principal.ts';
import {appointmentOut, jobOut} from './shapes.ts';
import type {AppointmentRow} from '../storage/rows.ts';
import type {Transaction} from '../storage/storage.ts';

/** What could be done about an open visit with one tap. */
const fixesFor: Record<string, readonly string[]> = {
  scheduled: ['complete', 'move', 'cancel', 'keep'],
  enroute: ['complete', 'move', 'cancel', 'keep'],
  arrived: ['complete', 'move', 'cancel', 'keep'],
  started: ['complete', 'move', 'cancel', 'keep'],
};

/**
 * What a day left behind. Every visit that was planned for it is counted once: done (whatever its outcome),
 * canceled, moved to another day, kept, or still open.
 */
export async function reviewDay(
  tx: Transaction,
  principal: Principal,
  at: {day: string; timeZone: string; range: TimeRange},
): Promise<DayReview> {
  const organizationId = principal.organization.id;
  const jobs = await tx.jobs.list(organizationId, {range: at.range, sort: 'planned', limit: 20_000});
  const onDay = await tx.appointments.ofJobs(
    organizationId,
    jobs.map(job => job.id),
  );
  const planned = onDay.filter(
    visit =>
      visit.facts.status !== 'draft' &&
      visit.facts.status !== 'deleted' &&
      overlaps(plannedRange(visit.facts.planned), at.range),
  );
  const moved = await movedAway(tx, organizationId, at.range);
  const open = planned.filter(visit => isOpen(visit.facts));
  const kept = open.filter(
    visit => visit.facts.keptOn !== null && toMs(visit.facts.keptOn) >= toMs(at.range.start),
  );
  const left = open.filter(visit => !kept.includes(visit));
  const byId = new Map(jobs.map(job => [job.id, job]));
  const out = (visit: AppointmentRow) => jobOut(byId.get(visit.jobId)!, onDay);
  return {
    day: at.day,
    timeZone: at.timeZone,
    counts: {
      planned: planned.length + moved,
      done: planned.filter(visit => visit.facts.status === 'complete').length,
      canceled: planned.filter(visit => visit.facts.status === 'canceled').length,
      moved,
      kept: kept.length,
      open: left.length,
    },
    open: left.map(visit => ({
      appointment: appointmentOut(visit),
      job: out(visit),
      fixes: [...(fixesFor[visit.facts.status] ?? [])],
    })),
    unplannedOpenJobs: jobs
      .filter(job => job.status === 'unscheduled' || job.status === 'paused')
      .map(job => jobOut(job, onDay)),
  };
}

/**
 * Visits that were planned for the day and, by an edit made on or after it began, for another. They stay moved whatever
 * becomes of them there.
 */
async function movedAway(tx: Transaction, organizationId: string, range: TimeRange): Promise<number> {
  const moves = await tx.events.ofTypeSince(organizationId, 'appointment_rescheduled', range.start);
  const fromDay = moves.filter(({was}) => {
    const {planned} = (was ?? {}) as {planned?: {start: string; durationMinutes: number}};
    return planned && overlaps(plannedRange(planned), range);
  });
  const ids = [...new Set(fromDay.map(event => event.appointmentId!))];
  const visits = await tx.appointments.getMany(organizationId, ids);
  return visits.filter(({facts}) => facts.status !== 'draft' && !overlaps(plannedRange(facts.planned), range))
    .length;
}
