import {isLive} from '@dispatch-kit/core';
import {placeOf} from '../desk/job-rows.ts';
import type {Office} from '../office/office.ts';
import {RouterBusy} from '../options.ts';
import type {Router} from '../options.ts';
import {estimateLeg, routeOf, wantsRoute} from '../road/estimate-leg.ts';
import type {AppointmentRow} from '../storage/rows.ts';
import type {Owned} from '../storage/storage.ts';

/** So many legs are asked for at once. */
const atOnce = 16;
/** A question that failed, or was not answered, is asked again so much later … */
const patienceMs = 30_000;
/** … and one to which no road was known, so much. */
const noWayMs = 300_000;
/** Who is asked to wait waits at most so long. */
const longestWaitMs = 3_600_000;

/**
 * Asks the routing engine for the ways of live legs. One that does not answer holds up its own leg alone; when the engine
 * asks to be left alone, it is.
 */
export class RouteAsker {
  readonly #office: Office;
  /** Legs that are asked for, or were in vain, with when they may be asked for again. */
  readonly #waiting = new Map<string, number>();
  #busyUntilMs = -Infinity;

  constructor(office: Office) {
    this.#office = office;
  }

  /** Begins to ask for what is wanted. Resolves when all of it was answered: with an engine that hangs, perhaps never. */
  async deliver(): Promise<void> {
    const {clock, router, storage} = this.#office;
    if (!router || clock.now() < this.#busyUntilMs) return;
    const underWay = await storage.transaction(tx => tx.appointments.underWay());
    const nowMs = clock.now();
    for (const [legId, untilMs] of this.#waiting) if (nowMs >= untilMs) this.#waiting.delete(legId);
    const live = underWay
      .filter(({row}) => isLive(row.facts) && !this.#waiting.has(row.facts.leg!.id))
      .values();
    const askOn = async () => {
      for (const owned of live) await this.#ask(router, owned);
    };
    await Promise.all(Array.from({length: Math.max(0, atOnce - this.#waiting.size)}, askOn));
  }

  async #ask(router: Router, owned: Owned<AppointmentRow>): Promise<void> {
    const {clock} = this.#office;
    const {id} = owned.row.facts.leg!;
    if (clock.now() < this.#busyUntilMs) return;
    this.#waiting.set(id, clock.now() + patienceMs);
    try {
      const isAnswered = await askRoute(this.#office, router, owned);
      if (isAnswered) this.#waiting.delete(id);
      else this.#waiting.set(id, clock.now() + noWayMs);
    } catch (error) {
      this.#missed(error);
    }
  }

  #missed(error: unknown): void {
    const {clock, log} = this.#office;
    if (error instanceof RouterBusy)
      this.#busyUntilMs = clock.now() + Math.min(error.retryAfterMs ?? patienceMs, longestWaitMs);
    log('warn', 'The routing engine did not answer; it is asked again', {error: String(error)});
  }
}

/**
 * Asks the routing engine outside any transaction, and keeps the answer if the leg is still the same. False if it knows no
 * road there.
 */
async function askRoute(
  office: Office,
  router: Router,
  {organizationId, row}: Owned<AppointmentRow>,
): Promise<boolean> {
  const {leg} = row.facts;
  const [road, job] = await office.storage.transaction(
    async tx =>
      [
        await tx.road.get(organizationId, leg!.technicianId),
        await tx.jobs.get(organizationId, row.jobId),
      ] as const,
  );
  const destination = placeOf(job);
  const nowMs = office.clock.now();
  if (!destination || !road?.leg || road.leg.legId !== leg!.id || !road.newest || !road.leg.firstFixAt)
    return true;
  if (!wantsRoute(road.leg, road.newest, nowMs)) return true;
  const {leg: onRoad, newest: fix} = road;
  const answer = await router.route(fix, destination);
  if (!answer) return false;
  await office.storage.transaction(async tx => {
    await tx.organizations.lock(organizationId);
    const present = await tx.road.get(organizationId, leg!.technicianId);
    const organization = await tx.organizations.get(organizationId);
    if (!organization || present?.leg?.legId !== leg!.id) return;
    const routed = {...present, leg: {...present.leg, route: routeOf(answer, {leg: onRoad, fix, nowMs})}};
    const estimated = await estimateLeg(office, tx, organization, row.facts, destination, routed);
    await tx.road.put(
      organizationId,
      estimated
        ? {...routed, leg: {...estimated.leg, toldEta: routed.leg.toldEta, noticedEta: routed.leg.noticedEta}}
        : routed,
    );
  });
  for (const listener of office.onRoad) listener(organizationId, leg!.technicianId);
  return true;
}
