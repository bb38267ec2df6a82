import type {OfficePicture} from '@dispatch-kit/client';
import {isUnderWay, staleAfterMs, toMs} from '@dispatch-kit/core';
import type {Appointment} from '@dispatch-kit/core';
import {entryOf} from '../board/board-entry.ts';
import type {BoardEntry} from '../board/board-entry.ts';
import {rowFacts} from '../board/row-facts.ts';
import type {RowFacts} from '../board/row-facts.ts';
import {rowRoad} from '../board/row-road.ts';
import type {RowRoad} from '../board/row-road.ts';
import {Schedule} from '../order/schedule.ts';

/** A visit as a card of the map speaks of it. */
export interface VisitFacts {
  readonly entry: BoardEntry;
  readonly row: RowFacts;
  readonly road: RowRoad | undefined;
}

/** What there is to say of a technician on a map. */
export interface TechnicianFacts {
  /** What he does; undefined where he is free, or on a visit that is not in the picture. */
  readonly now: VisitFacts | undefined;
  readonly isFree: boolean;
  readonly next: VisitFacts | undefined;
  /** How long ago he was heard, milliseconds. */
  readonly ageMs: number | undefined;
  /** Nothing was heard of him for so long that he may be elsewhere. */
  readonly isStale: boolean;
}

export function technicianFacts(picture: OfficePicture, memberId: string, nowMs: number): TechnicianFacts {
  const position = picture.positions.get(memberId);
  const [first, ...rest] = remainingVisits(picture, memberId);
  const isNow = first !== undefined && isUnderWay(first);
  const next = isNow ? rest[0] : first;
  const ageMs = position && Math.max(0, nowMs - toMs(position.at));
  return {
    now: isNow ? visitFacts(picture, first, nowMs) : undefined,
    isFree: !isNow && !position?.appointmentId,
    next: next && visitFacts(picture, next, nowMs),
    ageMs,
    isStale: ageMs !== undefined && ageMs >= staleAfterMs,
  };
}

/** What a technician still has to do, in the order in which he does it: what he is on, then what is planned. */
export function remainingVisits(picture: OfficePicture, memberId: string): readonly Appointment[] {
  const visits = new Schedule(picture).visitsOf(memberId);
  const order = (visit: Appointment) => (isUnderWay(visit) ? -Infinity : toMs(visit.planned.start));
  return visits.toSorted((a, b) => order(a) - order(b) || (a.id < b.id ? -1 : 1));
}

/** What there is to say of a job on a map; undefined for one that is not in the picture. */
export function jobFacts(picture: OfficePicture, jobId: string, nowMs: number): VisitFacts | undefined {
  const job = picture.jobs.get(jobId);
  return job && factsOf(picture, entryOf(job, picture), nowMs);
}

function visitFacts(picture: OfficePicture, visit: Appointment, nowMs: number): VisitFacts | undefined {
  const job = picture.jobs.get(visit.jobId);
  return job && factsOf(picture, {...entryOf(job, picture), visit}, nowMs);
}

function factsOf(picture: OfficePicture, entry: BoardEntry, nowMs: number): VisitFacts {
  const sources = {schedule: () => new Schedule(picture), consentPolicy: undefined};
  return {entry, row: rowFacts(entry, nowMs, sources), road: rowRoad(entry, picture.positions)};
}

/** The visit that a job's or a technician's card opens. */
export function openedBy(facts: {now?: VisitFacts | undefined; next?: VisitFacts | undefined} | VisitFacts) {
  const visit = 'entry' in facts ? facts : (facts.now ?? facts.next);
  return visit && {jobId: visit.entry.job.id, appointmentId: visit.entry.visit?.id};
}
