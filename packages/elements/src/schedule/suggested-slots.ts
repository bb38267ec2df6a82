import type {DispatchClient, OfficePicture} from '@dispatch-kit/client';
import {minuteMs, toInstant, toMs} from '@dispatch-kit/core';
import type {CommandReply, Job, Suggestion} from '@dispatch-kit/core';
import type {ReactiveController, ReactiveControllerHost} from 'lit';
import type {BoardEntry} from '../board/board-entry.ts';
import {consequencesOf} from '../order/consequence.ts';
import type {OfficeSay} from '../order/office-words.ts';
import type {Wish} from '../order/plan-wish.ts';
import {Schedule} from '../order/schedule.ts';
import {requestOf} from '../provider/office-answerer.ts';

/** What asking needs of the schedule. */
export interface SlotsDesk {
  readonly client: DispatchClient | undefined;
  readonly picture: OfficePicture;
  readonly nowMs: number;
  readonly say: OfficeSay;
  /** The first day that is shown, and how many are. */
  readonly from: string;
  readonly days: number;
}

/** The best time for a job that waits, with what planning it there does. */
export interface Advice {
  readonly suggestion: Suggestion;
  readonly wish: Wish;
  /** Who is told of it, in words; empty where nobody is. */
  readonly told: readonly string[];
}

interface Asked {
  readonly job: Job;
  readonly jobs: OfficePicture['jobs'];
  readonly from: string;
  readonly advice: Advice | undefined;
}

const usualMinutes = 60;
/** Of what is held, so many places are drawn; of what waits, so many days are looked at. */
const mostPlaces = 40;
const daysAhead = 7;
const mostWeighed = 10;
/** What begins sooner is over before somebody has taken it up. */
const noticeMs = 10 * minuteMs;

/** Asks the office who could come when: for what is held in the hand, and for jobs that wait for a time. */
export class SuggestedSlots implements ReactiveController {
  readonly #host: ReactiveControllerHost & Element;
  readonly #deskNow: () => SlotsDesk;
  #held: {entry: BoardEntry; items: readonly Suggestion[]} | undefined;
  readonly #waiting = new Map<string, Asked>();
  #isAsking = false;

  constructor(host: ReactiveControllerHost & Element, desk: () => SlotsDesk) {
    this.#host = host;
    this.#deskNow = desk;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#held = undefined;
  }

  /** For what is held, the best first. */
  get held(): readonly Suggestion[] {
    return this.#held?.items ?? [];
  }

  /** Something was taken: where could it go? */
  async hold(entry: BoardEntry): Promise<void> {
    const {client, from, days} = this.#deskNow();
    const held = (this.#held = {entry, items: [] as readonly Suggestion[]});
    const items = client ? await this.#ask(client, entry, {from, days, limit: mostPlaces}) : [];
    if (this.#held !== held || !this.#host.isConnected) return;
    this.#held = {entry, items};
    this.#host.requestUpdate();
  }

  release(): void {
    if (!this.#held) return;
    this.#held = undefined;
    this.#host.requestUpdate();
  }

  /** The best time for a job that waits, while it still is one. */
  adviceFor({id}: Job): Advice | undefined {
    const asked = this.#waiting.get(id);
    return asked?.advice && this.#stillHolds(asked.advice.suggestion) ? asked.advice : undefined;
  }

  /** Asks for jobs that are in sight, one after the other. */
  async askFor(entries: readonly BoardEntry[]): Promise<void> {
    if (this.#isAsking) return;
    this.#isAsking = true;
    try {
      for (const entry of entries) {
        const {client, picture} = this.#deskNow();
        if (!client || picture.status !== 'live' || !this.#host.isConnected) return;
        if (this.#isKnown(entry.job)) continue;
        const {jobs} = picture;
        const {from} = this.#deskNow();
        const advice = await this.#adviseOn(client, entry, from);
        this.#waiting.set(entry.job.id, {job: entry.job, jobs, from, advice});
        this.#host.requestUpdate();
      }
    } finally {
      this.#isAsking = false;
    }
  }

  #isKnown(job: Job): boolean {
    const {picture, from} = this.#deskNow();
    const asked = this.#waiting.get(job.id);
    if (asked?.job !== job || asked.from !== from) return false;
    const isGone = asked.advice && !this.#stillHolds(asked.advice.suggestion);
    return !isGone || asked.jobs === picture.jobs;
  }

  #stillHolds({technicianId, planned}: Suggestion): boolean {
    const {picture, nowMs} = this.#deskNow();
    const startMs = toMs(planned.start);
    const range = {start: planned.start, end: toInstant(startMs + planned.durationMinutes * minuteMs)};
    return startMs >= nowMs && !new Schedule(picture).clash(technicianId, range);
  }

  async #adviseOn(client: DispatchClient, entry: BoardEntry, from: string): Promise<Advice | undefined> {
    const best = await this.#ask(client, entry, {from, days: daysAhead, limit: mostWeighed});
    const soonMs = this.#deskNow().nowMs + noticeMs;
    const suggestion = best.find(({planned}) => toMs(planned.start) >= soonMs);
    if (!suggestion) return undefined;
    const wish = wishFor(entry, suggestion);
    const found = requestOf(wish)!;
    try {
      const reply: unknown = await client.call(found.endpoint, {...found.request, dryRun: true} as never);
      const told = consequencesOf(reply as CommandReply, undefined, undefined, this.#deskNow().say).map(
        ({text}) => text,
      );
      return {suggestion, wish, told};
    } catch {
      // What would be refused is not suggested.
      return undefined;
    }
  }

  async #ask(
    client: DispatchClient,
    {job, visit}: BoardEntry,
    about: {from: string; days: number; limit: number},
  ): Promise<readonly Suggestion[]> {
    const {address, serviceId} = job;
    const service = this.#deskNow().picture.organization?.services?.find(({id}) => id === serviceId);
    const durationMinutes = service?.durationMinutes ?? usualMinutes;
    try {
      const {items} =
        visit && visit.status !== 'complete' && visit.status !== 'canceled'
          ? await client.appointments.suggestions(visit.id, about)
          : await client.planning.suggest({
              address,
              durationMinutes,
              ...(serviceId && {serviceId}),
              ...about,
            });
      return items;
    } catch {
      // Without suggestions everything can still be planned by hand.
      return [];
    }
  }
}

/** An offer is accepted with it, a draft becomes the visit, and what has no visit yet gets one. */
function wishFor({job, visit}: BoardEntry, {window, planned, technicianId}: Suggestion): Wish {
  const {start, durationMinutes} = planned;
  const slot = {window, planned: {start}, durationMinutes, leadId: technicianId};
  const onJob = {appointmentId: undefined, jobId: job.id};
  if (job.status === 'offered') return {command: 'accept', input: {appointment: slot}, ...onJob};
  if (visit?.status === 'draft')
    return {command: 'schedule', input: slot, appointmentId: visit.id, jobId: undefined};
  return {command: 'plan', input: slot, ...onJob};
}
