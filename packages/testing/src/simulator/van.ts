import type {DispatchClient} from '@dispatch-kit/client';
import {toInstant, toMs} from '@dispatch-kit/core';
import type {Fix, LatLng} from '@dispatch-kit/core';
import {dice} from '../dice.ts';
import {moved} from './gps-receiver.ts';
import type {RoadGraph} from './road-graph.ts';
import {simulateDrive} from './simulate-drive.ts';
import type {DriveOptions, SimulatedDrive} from './simulate-drive.ts';

/** Where a van is bound for, and how it gets there. */
export type VanDrive = SimulatedDrive & {leg: string; to: LatLng};

const mostFixes = 400;
const standingEveryMs = 30_000;

/** A van that drives where it is told to, and is heard on the way. */
export class Van {
  readonly #graph: RoadGraph;
  readonly #random = dice('a van that stands');
  #place: LatLng;
  #drive: VanDrive | undefined;
  #waiting: Omit<Fix, 'receivedAt'>[] = [];
  #heardMs = -Infinity;

  constructor(graph: RoadGraph, place: LatLng) {
    this.#graph = graph;
    this.#place = place;
  }

  /** The drive it is on, or has arrived by. */
  get drive(): VanDrive | undefined {
    return this.#drive;
  }

  /** Where it stood, or set off from, last. */
  get place(): LatLng {
    return this.#place;
  }

  /** Goes on to a place, if it is not already on its way there. */
  goTo(
    leg: string,
    {to, nowMs, ...rest}: Pick<DriveOptions, 'to' | 'random' | 'traffic'> & {nowMs: number},
  ): void {
    const known = this.#drive;
    if (known?.leg === leg && known.to.lat === to.lat && known.to.lng === to.lng) return;
    this.stop(nowMs);
    const drive = simulateDrive({...rest, graph: this.#graph, from: this.#place, to, departMs: nowMs});
    this.#drive = {...drive, leg, to};
    this.#waiting = [...drive.fixes];
  }

  /** Stays where it is now. */
  stop(nowMs: number): void {
    if (this.#drive) this.#place = this.#drive.positionAt(nowMs).place;
    this.#drive = undefined;
    this.#waiting = [];
  }

  /** Seconds that the way to a place usually takes. */
  secondsTo(to: LatLng): number {
    return this.#graph.shortestPath(this.#place, to)?.durationSeconds ?? 0;
  }

  /** Sends what its receiver has noted until now; standing, it is heard from time to time. */
  async report(client: DispatchClient, nowMs: number): Promise<void> {
    const due = this.#waiting.findIndex(fix => toMs(fix.at) > nowMs);
    const fixes = this.#waiting.splice(0, due < 0 ? this.#waiting.length : due);
    if (this.#waiting.length === 0 && fixes.length === 0 && nowMs - this.#heardMs >= standingEveryMs)
      fixes.push(this.#standing(nowMs));
    if (fixes.length === 0) return;
    this.#heardMs = nowMs;
    for (let i = 0; i < fixes.length; i += mostFixes)
      await client.road.report({fixes: fixes.slice(i, i + mostFixes)});
  }

  #standing(nowMs: number): Omit<Fix, 'receivedAt'> {
    const place = this.#drive ? this.#drive.positionAt(nowMs).place : this.#place;
    const {lat, lng} = moved(place, 4 * (this.#random() - 0.5), 4 * (this.#random() - 0.5));
    return {lat, lng, at: toInstant(nowMs), accuracyMeters: 6, speedMetersPerSecond: 0};
  }
}
