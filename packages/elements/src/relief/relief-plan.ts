import type {OfficePicture} from '@dispatch-kit/client';
import {dayIn, isOpen, isUnderWay, overlaps, plannedRange, toMs} from '@dispatch-kit/core';
import type {Appointment, Job, Suggestion, TimeRange} from '@dispatch-kit/core';
import {Schedule} from '../order/schedule.ts';
import type {RankedTechnician} from '../order/schedule.ts';
import type {Wish} from '../order/plan-wish.ts';

/** A visit that somebody else has to take over. */
export interface Orphan {
  readonly job: Job;
  readonly visit: Appointment;
}

/** One way to go on with a visit: somebody else at the same time, at another time, or nobody yet. */
export type Way =
  | {readonly kind: 'same'; readonly ranked: RankedTechnician}
  | {readonly kind: 'other'; readonly suggestion: Suggestion}
  | {readonly kind: 'nobody'};

/** A visit with the ways there are, the best first, and the one that is taken. */
export interface Proposal {
  readonly orphan: Orphan;
  readonly ways: readonly Way[];
  readonly taken: number;
}

/** So many technicians are offered for the time that was promised, and so many other times. */
const mostSame = 6;
const mostOther = 3;

/** What a technician has to do from now on today, in its order. */
export function orphansOf({jobs, organization}: OfficePicture, memberId: string, nowMs: number): Orphan[] {
  const zone = organization?.timeZone ?? 'UTC';
  const today = dayIn(zone, nowMs);
  const isLeft = (visit: Appointment) =>
    visit.leadId === memberId &&
    isOpen(visit) &&
    (isUnderWay(visit) || dayIn(zone, toMs(visit.planned.start)) === today);
  return [...jobs.values()]
    .flatMap(job => job.appointments.filter(isLeft).map(visit => ({job, visit})))
    .sort((a, b) => toMs(a.visit.planned.start) - toMs(b.visit.planned.start));
}

/**
 * The ways there are for each visit. Nobody is proposed for two of them at the same time, and somebody who is free goes before another
 * time, which the customer would have to be told.
 *
 * @param suggestions other times, as the server ranks them; by the id of the visit.
 */
export function propose(
  orphans: readonly Orphan[],
  picture: OfficePicture,
  {memberId, suggestions}: {memberId: string; suggestions: ReadonlyMap<string, readonly Suggestion[]>},
): Proposal[] {
  const schedule = new Schedule(picture);
  const given: {leadId: string; range: TimeRange}[] = [];
  const isGiven = (leadId: string, range: TimeRange) =>
    given.some(each => each.leadId === leadId && overlaps(each.range, range));
  return orphans.map(orphan => {
    const ways = waysOf(orphan, schedule, {
      picture,
      memberId,
      others: suggestions.get(orphan.visit.id) ?? [],
    });
    const isGood = (way: Way) => {
      if (way.kind === 'nobody') return true;
      const {leadId, range} = leadAndRange(orphan.visit, way);
      return !(way.kind === 'same' && way.ranked.clash) && !isGiven(leadId, range);
    };
    const taken = Math.max(0, ways.findIndex(isGood));
    const way = ways[taken];
    if (way && way.kind !== 'nobody') given.push(leadAndRange(orphan.visit, way));
    return {orphan, ways, taken};
  });
}

function waysOf(
  {job, visit}: Orphan,
  schedule: Schedule,
  {picture, memberId, others}: {picture: OfficePicture; memberId: string; others: readonly Suggestion[]},
): Way[] {
  const {lat, lng, timeZone = picture.organization?.timeZone ?? 'UTC'} = job.address;
  const place = lat !== undefined && lng !== undefined ? {lat, lng} : undefined;
  const range = plannedRange(visit.planned);
  const same = schedule
    .rank({range, timeZone, place, appointmentId: visit.id})
    .filter(({member}) => member.id !== memberId)
    .slice(0, mostSame)
    .map(ranked => ({kind: 'same', ranked}) as const);
  // What is under way is not moved: somebody else goes on with it.
  const other = isUnderWay(visit)
    ? []
    : others
        .filter(({technicianId}) => technicianId !== memberId)
        .slice(0, mostOther)
        .map(suggestion => ({kind: 'other', suggestion}) as const);
  const isFree = (way: (typeof same)[number]) => !way.ranked.clash;
  const nobody: Way[] = hasBegun(visit) ? [] : [{kind: 'nobody'}];
  return [...same.filter(isFree), ...other, ...same.filter(way => !isFree(way)), ...nobody];
}

function leadAndRange(
  visit: Appointment,
  way: Exclude<Way, {kind: 'nobody'}>,
): {leadId: string; range: TimeRange} {
  return way.kind === 'same'
    ? {leadId: way.ranked.member.id, range: plannedRange(visit.planned)}
    : {leadId: way.suggestion.technicianId, range: plannedRange(way.suggestion.planned)};
}

/** The command of a way. */
export function wishOfWay({visit}: Orphan, way: Way): Wish {
  const onVisit = {appointmentId: visit.id, jobId: undefined};
  if (way.kind === 'nobody')
    return {command: visit.status === 'enroute' ? 'stand_down' : 'unassign', input: {}, ...onVisit};
  if (way.kind === 'other') {
    const {technicianId: leadId, planned, window} = way.suggestion;
    const input = {window, planned: {start: planned.start}, leadId};
    return {command: 'reschedule', input, ...onVisit};
  }
  const leadId = way.ranked.member.id;
  if (hasBegun(visit)) return {command: 'hand_over', input: {leadId}, ...onVisit};
  const override = way.ranked.clash && {override: true};
  return {command: 'assign', input: {leadId, ...override}, ...onVisit};
}

const hasBegun = ({status}: Appointment) => status === 'arrived' || status === 'started';
