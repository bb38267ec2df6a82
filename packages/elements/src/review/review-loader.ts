import type {DispatchClient, OfficePicture} from '@dispatch-kit/client';
import type {DayReview} from '@dispatch-kit/core';
import type {ReactiveController, ReactiveControllerHost} from 'lit';
import {isLost, tellError} from '../base/failure.ts';

/** Has the review of a day, and asks for it anew whenever the office has changed; one question at a time. */
export class ReviewLoader implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  #asked: {client: DispatchClient; day: string; jobs: OfficePicture['jobs']} | undefined;
  #isRunning = false;
  /** Undefined until it has come. */
  review: DayReview | undefined;
  /** Why there is none, where that is for good. */
  refusal: unknown;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#asked = undefined;
  }

  /** Takes how the office is now; asks where that is another office than it was asked about. */
  follow(client: DispatchClient | undefined, day: string, {jobs, status}: OfficePicture): void {
    if (!client || status !== 'live') return;
    const {client: before, day: dayBefore, jobs: jobsBefore} = this.#asked ?? {};
    if (client === before && day === dayBefore && jobs === jobsBefore) return;
    if (client !== before || day !== dayBefore) this.review = this.refusal = undefined;
    this.#asked = {client, day, jobs};
    if (!this.#isRunning) void this.#load();
  }

  async #load(): Promise<void> {
    const asked = this.#asked!;
    this.#isRunning = true;
    try {
      const review = await asked.client.office.dayReview({day: asked.day});
      if (asked.client === this.#asked?.client && asked.day === this.#asked.day) this.review = review;
    } catch (error) {
      if (!this.#host.isConnected) return;
      // Not reached, it is asked for again with the next news of the office.
      if (isLost(error)) this.#asked = undefined;
      else this.refusal = error;
      tellError(this.#host, error);
    } finally {
      this.#isRunning = false;
    }
    if (!this.#host.isConnected) return;
    this.#host.requestUpdate();
    if (this.#asked && this.#asked !== asked) await this.#load();
  }
}
