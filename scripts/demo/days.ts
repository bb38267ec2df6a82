import type {DispatchClient} from '@dispatch-kit/client';
import {dayIn, dayMs, hourMs, localMs} from '@dispatch-kit/core';
import type {ScaledClock} from '@dispatch-kit/server/node';
import type {RoadGraph} from '@dispatch-kit/testing/simulator';
import {planDay} from '../city/chicago-company.ts';
import type {ChicagoCast} from '../city/chicago-company.ts';

export const timeZone = 'America/Chicago';
/** After this nobody is on the road any more. */
const closesAt = '19:00:00';
/** When a later day begins: before the first visit. */
const beginsAt = '07:30:00';

/** 9:40 in Chicago on a day: around it the visits of a day are laid. */
export function openMsOf(day: string): number {
  return localMs(`${day}T09:40:00`, timeZone);
}

/** The next day on which the company works, Monday to Friday. */
export function nextWorkingDay(day: string): string {
  const nextMs = Date.parse(`${day}T12:00:00Z`) + dayMs;
  const next = new Date(nextMs).toISOString().slice(0, 10);
  return [0, 6].includes(new Date(nextMs).getUTCDay()) ? nextWorkingDay(next) : next;
}

/** When the day is over the clock skips the night, and the next working day is planned. */
export class Days {
  readonly #options: {client: DispatchClient; clock: ScaledClock; graph: RoadGraph};
  #turning = false;
  /** Tells who plays in the day that has just begun. */
  onNewDay: (cast: ChicagoCast) => void = () => {};

  constructor(options: {client: DispatchClient; clock: ScaledClock; graph: RoadGraph}) {
    this.#options = options;
  }

  /** Looks at the clock. Never rejects: what did not succeed is tried again with the next look. */
  async look(): Promise<void> {
    const {client, clock, graph} = this.#options;
    const today = dayIn(timeZone, clock.now());
    if (this.#turning || clock.now() < localMs(`${today}T${closesAt}`, timeZone)) return;
    this.#turning = true;
    try {
      const day = nextWorkingDay(today);
      const cast = await planDay(client, {day, openMs: openMsOf(day), graph});
      clock.skipTo(localMs(`${day}T${beginsAt}`, timeZone));
      this.onNewDay(cast);
    } catch (error) {
      console.error(`The next day could not be planned: ${(error as Error).message}`);
    } finally {
      this.#turning = false;
    }
  }
}

/** The Tuesday of this week. */
export function tuesday(nowMs: number): string {
  const today = new Date(nowMs);
  return new Date(nowMs + (2 - today.getUTCDay()) * 24 * hourMs).toISOString().slice(0, 10);
}
