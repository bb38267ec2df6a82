import type {OfficePicture} from '@dispatch-kit/client';
import {dayIn, distanceMeters, isOpen, isUnderWay, overlaps, plannedRange, toMs} from '@dispatch-kit/core';
import type {Appointment, LatLng, Member, TimeRange} from '@dispatch-kit/core';

/** Somebody who could be sent, with what speaks for and against it. */
export interface RankedTechnician {
  readonly member: Member;
  /** How many visits he has that day. */
  readonly visitsThatDay: number;
  /** A visit planned at the same time. */
  readonly clash: Appointment | undefined;
  /** From where he was heard last to the place; undefined where one of them is not known. */
  readonly distanceMeters: number | undefined;
}

export interface Need {
  readonly range: TimeRange;
  readonly timeZone: string;
  readonly place?: LatLng | undefined;
  /** The visit that is planned anew: it does not stand in its own way. */
  readonly appointmentId?: string | undefined;
}

/** Who has what to do and when, as far as a picture of the office shows it. */
export class Schedule {
  readonly #picture: OfficePicture;

  constructor(picture: OfficePicture) {
    this.#picture = picture;
  }

  /** The first visit of a technician that is planned in a stretch of time. */
  clash(memberId: string, range: TimeRange, exceptId?: string): Appointment | undefined {
    return visitsIn(this.#picture.jobs)
      .get(memberId)
      ?.find(visit => visit.id !== exceptId && overlaps(plannedRange(visit.planned), range));
  }

  /** The open visits that a technician leads, in no order. */
  visitsOf(memberId: string): readonly Appointment[] {
    return visitsIn(this.#picture.jobs).get(memberId) ?? [];
  }

  /** All technicians, best first: who is free, then who has least to do that day, then who is near. */
  rank(need: Need): RankedTechnician[] {
    const technicians = [...this.#picture.members.values()].filter(
      member => member.roles.includes('technician') && !member.deactivatedAt,
    );
    return technicians.map(member => this.#weigh(member, need)).sort(better);
  }

  #weigh(member: Member, {range, timeZone, place, appointmentId}: Need): RankedTechnician {
    const day = dayIn(timeZone, toMs(range.start));
    const visits = (visitsIn(this.#picture.jobs).get(member.id) ?? []).filter(
      visit =>
        visit.id !== appointmentId &&
        (isUnderWay(visit) || dayIn(timeZone, toMs(visit.planned.start)) === day),
    );
    const at = this.#picture.positions.get(member.id);
    return {
      member,
      visitsThatDay: visits.length,
      clash: this.clash(member.id, range, appointmentId),
      distanceMeters: place && at ? distanceMeters(at, place) : undefined,
    };
  }
}

function better(a: RankedTechnician, b: RankedTechnician): number {
  const free = Number(a.clash !== undefined) - Number(b.clash !== undefined);
  const near = (a.distanceMeters ?? Infinity) - (b.distanceMeters ?? Infinity);
  return free || a.visitsThatDay - b.visitsThatDay || near || a.member.name.localeCompare(b.member.name);
}

const known = new WeakMap<OfficePicture['jobs'], ReadonlyMap<string, readonly Appointment[]>>();

/** The open visits that each technician leads; looked up once for each change of the jobs. */
function visitsIn(jobs: OfficePicture['jobs']): ReadonlyMap<string, readonly Appointment[]> {
  let visits = known.get(jobs);
  if (!visits) known.set(jobs, (visits = openVisits(jobs)));
  return visits;
}

function openVisits(jobs: OfficePicture['jobs']): Map<string, Appointment[]> {
  const visits = new Map<string, Appointment[]>();
  for (const job of jobs.values()) {
    for (const visit of job.appointments) {
      if (!visit.leadId || !isOpen(visit)) continue;
      const led = visits.get(visit.leadId);
      if (led) led.push(visit);
      else visits.set(visit.leadId, [visit]);
    }
  }
  return visits;
}
