import {wait, webPlatform} from '@dispatch-kit/client';
import type {Platform} from '@dispatch-kit/client';
import type {LatLng, Member} from '@dispatch-kit/core';
import {OfficeWatch} from './office-watch.ts';
import type {OfficeNow} from './office-watch.ts';
import {PlayedTechnician} from './played-technician.ts';
import type {SimulatedTap} from './played-technician.ts';
import type {RoadGraph} from './road-graph.ts';
import {Van} from './van.ts';

export interface SimulatorOptions {
  /** The address of an office, and a server key of it. */
  url: string;
  apiKey: string;
  /** How requests are sent; the platform's own unless given. */
  fetch?: Platform['fetch'];
  /** The office's own clock, which may run faster than real time. */
  clock: {now(): number};
  graph: RoadGraph;
  /** Where a van stands that was never heard of. */
  depot: LatLng;
  /** The same seed makes the same day out of the same plan; default 1. */
  seed?: number;
  /** Technicians whom a person plays: their vans are driven, their taps are left to that person. Asked again each time. */
  isManual?: (memberId: string) => boolean;
  onTap?: (tap: SimulatedTap) => void;
  /** What went wrong with a technician, or with looking at the office; it goes on all the same. */
  onTrouble?: (error: unknown, technician?: string) => void;
}

const everyMs = 500;

/**
 * Plays the technicians of an office: they leave when it is time, drive along the streets, start, work and complete as
 * people do, each by calls of their own. What the office changes meanwhile they follow; started anew, the simulator
 * goes on from what the office knows.
 */
export class Simulator {
  readonly #options: SimulatorOptions;
  readonly #watch: OfficeWatch;
  readonly #technicians = new Map<string, PlayedTechnician>();

  constructor(options: SimulatorOptions) {
    this.#options = options;
    this.#watch = new OfficeWatch(options);
  }

  /** Lets everybody do what is due by the office's clock. Never rejects. */
  async tick(signal?: AbortSignal): Promise<void> {
    const {clock, isManual, onTrouble} = this.#options;
    let office: OfficeNow;
    try {
      office = await this.#watch.look(clock.now());
    } catch (error) {
      onTrouble?.(error);
      return;
    }
    for (const member of office.technicians) {
      if (signal?.aborted) return;
      try {
        await this.#played(member, office).play(office, clock.now(), isManual?.(member.id) ?? false);
      } catch (error) {
        onTrouble?.(error, member.name);
      }
    }
  }

  /** Ticks until it is told to stop. */
  async run(signal: AbortSignal): Promise<void> {
    const platform = webPlatform();
    while (!signal.aborted) {
      await this.tick(signal);
      await wait(platform, everyMs, signal).catch(() => undefined);
    }
  }

  #played({id, name}: Member, office: OfficeNow): PlayedTechnician {
    const {graph, depot, seed = 1, onTap} = this.#options;
    const known = this.#technicians.get(id);
    if (known) return known;
    const heard = office.positionOf(id);
    const played = new PlayedTechnician({
      memberId: id,
      name,
      client: this.#watch.as(id),
      van: new Van(graph, heard ? {lat: heard.lat, lng: heard.lng} : depot),
      seed,
      onTap: tap => onTap?.(tap),
    });
    this.#technicians.set(id, played);
    return played;
  }
}
