import type {OfficePicture} from '@dispatch-kit/client';
import {minuteMs, toMs} from '@dispatch-kit/core';
import type {Appointment, Job} from '@dispatch-kit/core';

/** A job that waits for an answer. */
export interface Offer {
  readonly job: Job;
  /** What is asked for: the visit that came with it. */
  readonly wanted: Appointment | undefined;
  /** Until when it stands, milliseconds since 1970; undefined for one without an end. */
  readonly expiresMs: number | undefined;
}

/** What became of an offer that somebody looked at; `unknown` until that is found out, and where it cannot be. */
export type Ending = 'expired' | 'withdrawn' | 'accepted' | 'declined' | 'unknown';

/** An offer that ended while it was looked at. */
export interface EndedOffer {
  readonly job: Job;
  readonly how: Ending;
  readonly untilMs: number;
}

/** So long an offer that has ended stays to be seen. */
const staysMs = 2 * minuteMs;

/** Holds the offers of an office, those that end first at the top, and for a while those that ended meanwhile. */
export class OfferShelf {
  #jobs: OfficePicture['jobs'] | undefined;
  #offers: readonly Offer[] = [];
  #ended: readonly EndedOffer[] = [];
  /** Answered here: nobody has to be told what became of them. */
  readonly #answered = new Set<string>();

  get offers(): readonly Offer[] {
    return this.#offers;
  }

  get ended(): readonly EndedOffer[] {
    return this.#ended;
  }

  /** Notes that an offer was answered here. */
  answer(jobId: string): void {
    this.#answered.add(jobId);
    this.hide(jobId);
  }

  /** Says what became of an offer. */
  learn(job: Job): void {
    const how = endingOf(job);
    this.#ended = this.#ended.map(each => (each.job.id === job.id ? {...each, how} : each));
  }

  /** Shows an offer that has ended no longer. */
  hide(jobId: string): void {
    this.#ended = this.#ended.filter(({job}) => job.id !== jobId);
  }

  /** Takes how the office is now; answers which offers have ended in a way that the picture does not tell. */
  take({jobs, asOfMs}: OfficePicture, nowMs: number): readonly string[] {
    this.#ended = this.#ended.filter(({untilMs}) => untilMs > nowMs);
    if (asOfMs === undefined || jobs === this.#jobs) return [];
    this.#jobs = jobs;
    const before = this.#offers;
    this.#offers = offersIn(jobs);
    const open = new Set(this.#offers.map(({job}) => job.id));
    for (const id of open) this.#answered.delete(id);
    const gone = before.filter(({job}) => !open.has(job.id) && !this.#answered.has(job.id));
    const ended = gone.map(offer => ({
      job: offer.job,
      how: howEnded(offer, jobs, nowMs),
      untilMs: nowMs + staysMs,
    }));
    this.#ended = [...ended, ...this.#ended.filter(({job}) => !open.has(job.id))];
    return ended.filter(({how}) => how === 'unknown').map(({job}) => job.id);
  }
}

/** Whether the time to answer is over, even where nobody has said so yet. */
export function isOver({expiresMs}: Pick<Offer, 'expiresMs'>, nowMs: number): boolean {
  return expiresMs !== undefined && expiresMs <= nowMs;
}

function offersIn(jobs: OfficePicture['jobs']): Offer[] {
  const offered = [...jobs.values()].filter(job => job.status === 'offered');
  return offered.map(offerOf).sort(sooner);
}

function offerOf(job: Job): Offer {
  const expiresAt = job.offer?.expiresAt;
  return {
    job,
    wanted: job.appointments.find(visit => visit.status === 'draft'),
    expiresMs: expiresAt ? toMs(expiresAt) : undefined,
  };
}

function sooner(a: Offer, b: Offer): number {
  const byEnd = (a.expiresMs ?? Infinity) - (b.expiresMs ?? Infinity);
  // Infinity less itself is no number.
  return byEnd || toMs(a.job.createdAt) - toMs(b.job.createdAt) || (a.job.id < b.job.id ? -1 : 1);
}

function howEnded(offer: Offer, jobs: OfficePicture['jobs'], nowMs: number): Ending {
  const job = jobs.get(offer.job.id);
  if (job) return endingOf(job);
  return isOver(offer, nowMs) ? 'expired' : 'unknown';
}

function endingOf({offer}: Job): Ending {
  return offer && offer.status !== 'pending' ? offer.status : 'unknown';
}
