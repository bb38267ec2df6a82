import type {DispatchClient} from '@dispatch-kit/client';
import {hourMs, isUnderWay, minuteMs, toInstant, toMs} from '@dispatch-kit/core';
import type {Appointment, LatLng} from '@dispatch-kit/core';
import {habitsFor} from './habits.ts';
import type {Habits} from './habits.ts';
import type {OfficeNow, PlayedVisit} from './office-watch.ts';
import type {Van} from './van.ts';

/** A tap that a technician made. */
export interface SimulatedTap {
  memberId: string;
  technician: string;
  appointmentId: string;
  command: 'depart' | 'arrive' | 'start' | 'complete';
  at: string;
}

export interface PlayedTechnicianOptions {
  memberId: string;
  name: string;
  client: DispatchClient;
  van: Van;
  seed: number;
  onTap: (tap: SimulatedTap) => void;
}

/** The fence gets so long to notice that somebody stands at the door, before the technician taps. */
const fencePatienceMs = 100_000;
/** How long a way takes that no map knows. */
const unmappedMs = 15 * minuteMs;
/** After a refusal or an outage one looks again a little later. */
const patienceMs = 30_000;
/** A visit that should have begun so long ago is the office's to decide about. */
const forgottenMs = 4 * hourMs;

/**
 * Plays one technician. What is to be done next is read off the office each time; only where the van is, and how long
 * a rest takes, is kept, so that a restart loses nothing.
 */
export class PlayedTechnician {
  readonly #options: PlayedTechnicianOptions;
  #restsUntilMs = -Infinity;
  #way: {key: string; leadMs: number} | undefined;

  constructor(options: PlayedTechnicianOptions) {
    this.#options = options;
  }

  /** Does what is due now. With `isManual` the van drives and is heard, and every tap is left to a person. */
  async play(office: OfficeNow, nowMs: number, isManual: boolean): Promise<void> {
    const {memberId, client, van} = this.#options;
    const visits = office.visitsOf(memberId);
    const current = visits.find(({visit}) => isUnderWay(visit));
    this.#steer(current, nowMs);
    const member = office.technicians.find(({id}) => id === memberId);
    const isHeard = current !== undefined || (office.organization.share === 'shift' && member?.onShift);
    if (isHeard) await van.report(client, nowMs);
    if (isManual || nowMs < this.#restsUntilMs) return;
    try {
      if (current) await this.#goOn(current.visit, office, nowMs);
      else await this.#leaveForNext(visits, nowMs);
    } catch (error) {
      this.#restsUntilMs = nowMs + patienceMs;
      throw error;
    }
  }

  /** The van is on its way to the visit it is under way to, or stands. */
  #steer(current: PlayedVisit | undefined, nowMs: number): void {
    const {van} = this.#options;
    const leg = current?.visit.leg?.id;
    const to = current && placeOf(current);
    if (current?.visit.status === 'enroute' && leg && to) {
      const {driveDice: random, traffic} = this.#habits(current.visit);
      van.goTo(leg, {to, random, traffic, nowMs});
    } else if (van.drive && van.drive.leg !== leg) van.stop(nowMs);
  }

  async #goOn(visit: Appointment, {organization}: OfficeNow, nowMs: number): Promise<void> {
    const {van} = this.#options;
    const habits = this.#habits(visit);
    const isGone = habits.ending === 'no_access';
    if (visit.status === 'enroute') {
      const atDoorMs = van.drive?.arriveMs ?? toMs(visit.departedAt!) + unmappedMs;
      const isNoticed = organization.autoArrive === 'auto' && van.drive !== undefined;
      const tapsAtMs = atDoorMs + (isNoticed ? fencePatienceMs : habits.tapsAfterMs);
      const command = organization.arrivalMode === 'separate' ? 'arrive' : 'start';
      if (isGone && nowMs >= atDoorMs + habits.ringsMs) await this.#complete(visit, habits, nowMs);
      else if ((!isGone || isNoticed) && nowMs >= tapsAtMs) await this.#tap(visit, command, nowMs);
    } else if (visit.status === 'arrived') {
      const arrivedMs = toMs(visit.arrivedAt!);
      if (isGone && nowMs >= arrivedMs + habits.ringsMs) await this.#complete(visit, habits, nowMs);
      else if (!isGone && nowMs >= arrivedMs + habits.tapsAfterMs) await this.#tap(visit, 'start', nowMs);
    } else {
      const worksMs = visit.planned.durationMinutes * minuteMs * habits.workShare;
      if (nowMs >= toMs(visit.startedAt!) + worksMs) await this.#complete(visit, habits, nowMs);
    }
  }

  async #leaveForNext(visits: readonly PlayedVisit[], nowMs: number): Promise<void> {
    const next = visits.find(
      ({visit}) =>
        visit.status === 'scheduled' &&
        !visit.needsReschedule &&
        nowMs < toMs(visit.planned.start) + forgottenMs,
    );
    if (!next) return;
    const leavesAtMs = toMs(next.visit.planned.start) - this.#leadMs(next);
    if (nowMs >= leavesAtMs) await this.#tap(next.visit, 'depart', nowMs);
  }

  /** How long before the planned time one leaves: reckoned once for a visit and the place one would leave from. */
  #leadMs(next: PlayedVisit): number {
    const {van} = this.#options;
    const to = placeOf(next);
    const key = [next.visit.id, to?.lat, to?.lng, van.place.lat, van.place.lng].join(' ');
    if (this.#way?.key !== key) {
      const driveMs = to ? van.secondsTo(to) * 1000 : unmappedMs;
      this.#way = {key, leadMs: driveMs + this.#habits(next.visit).leavesEarlyMs};
    }
    return this.#way.leadMs;
  }

  async #complete(visit: Appointment, habits: Habits, nowMs: number): Promise<void> {
    await this.#tap(visit, 'complete', nowMs, async client => {
      if (habits.ending === 'done') await client.appointments.complete(visit.id, {outcome: 'done'});
      else {
        const code = habits.ending === 'follow_up' ? 'needs_parts' : 'customer_absent';
        await client.appointments.complete(visit.id, {outcome: habits.ending, reason: {code}});
      }
    });
    this.#restsUntilMs = nowMs + habits.restsMs;
  }

  async #tap(
    visit: Appointment,
    command: SimulatedTap['command'],
    nowMs: number,
    send = async (client: DispatchClient) => {
      if (command !== 'complete') await client.appointments[command](visit.id, {});
    },
  ): Promise<void> {
    const {client, memberId, name, onTap} = this.#options;
    await send(client);
    onTap({memberId, technician: name, appointmentId: visit.id, command, at: toInstant(nowMs)});
  }

  #habits(visit: Appointment): Habits {
    return habitsFor(this.#options.seed, this.#options.name, visit.planned.start);
  }
}

function placeOf({job}: PlayedVisit): LatLng | undefined {
  const {lat, lng} = job.address;
  return lat === undefined || lng === undefined ? undefined : {lat, lng};
}
