import {eachOf, webPlatform} from '@dispatch-kit/client';
import type {DispatchClient} from '@dispatch-kit/client';
import {toMs} from '@dispatch-kit/core';
import type {DomainEvent, Notice} from '@dispatch-kit/core';
import type {ReactiveController, ReactiveControllerHost} from 'lit';

/** A message that was due is gone by then. */
const sentAfterMs = 3_000;
/** What leaves later than that is read with the next news of the job. */
const awaitedMs = 600_000;

/** Has the messages about a job, for who may read them, and reads them anew whenever something happens to the job. */
export class JobNotices implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  #asked: {client: DispatchClient; jobId: string; history: readonly DomainEvent[]} | undefined;
  #run = 0;
  #callOff: (() => void) | undefined;
  /** Newest first; undefined until they have come. */
  items: readonly Notice[] | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#asked = undefined;
    this.#callOff?.();
  }

  /** Takes what is known of a job; its history is another object whenever something has happened. */
  follow(
    client: DispatchClient | undefined,
    jobId: string,
    history: readonly DomainEvent[] | undefined,
  ): void {
    if (!client || !history) return;
    const {client: before, jobId: jobBefore, history: historyBefore} = this.#asked ?? {};
    if (client === before && jobId === jobBefore && history === historyBefore) return;
    if (jobId !== jobBefore) this.items = undefined;
    this.#asked = {client, jobId, history};
    void this.#read();
  }

  async #read(): Promise<void> {
    const {client, jobId} = this.#asked ?? {};
    if (!client) return;
    const run = ++this.#run;
    try {
      const items: Notice[] = [];
      for await (const each of eachOf(client.office.notices, {jobId: jobId!, limit: 200})) items.push(each);
      if (run !== this.#run || !this.#host.isConnected) return;
      this.items = items;
      this.#readAgain(client, items);
      this.#host.requestUpdate();
    } catch {
      // The history says what happened all the same; they are asked for again with the next news.
      if (run === this.#run) this.#asked = undefined;
    }
  }

  /** When the next message that waits has left, they are read once more. */
  #readAgain({clock}: DispatchClient, items: readonly Notice[]): void {
    this.#callOff?.();
    const waiting = items.filter(({state}) => state === 'waiting');
    const nextMs = Math.min(...waiting.map(({runAfter}) => toMs(runAfter)));
    const leftMs = Math.max(0, nextMs - clock.nowMs()) / clock.timeScale + sentAfterMs;
    if (leftMs < awaitedMs) this.#callOff = webPlatform().after(leftMs, () => void this.#read());
  }
}
