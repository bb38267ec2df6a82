import type {DispatchClient} from '@dispatch-kit/client';
import type {Job} from '@dispatch-kit/core';
import type {ReactiveController, ReactiveElement} from 'lit';

/** Tells the office that what a customer wrote was read, once the last line of the thread is on the screen of who may answer. */
export class ThreadReader implements ReactiveController {
  readonly #host: ReactiveElement;
  #seen: IntersectionObserver | undefined;
  #watched: Element | undefined;
  #client: DispatchClient | undefined;
  #job: Job | undefined;
  /** What was told already: a job with messages of a number is told once. */
  #told: Job | undefined;

  constructor(host: ReactiveElement) {
    this.#host = host;
    host.addController(this);
  }

  /** @param job the one whose thread is shown; undefined for who only looks on. */
  follow(client: DispatchClient | undefined, job: Job | undefined): void {
    this.#client = client;
    this.#job = job;
  }

  hostUpdated(): void {
    const isUnread = (this.#job?.unreadMessages ?? 0) > 0;
    const last = isUnread ? this.#host.renderRoot.querySelector('.thread > :last-child') : null;
    if (last === (this.#watched ?? null)) return;
    this.#seen?.disconnect();
    this.#watched = last ?? undefined;
    if (!last) return;
    this.#seen = new IntersectionObserver(([entry]) => {
      if (entry?.isIntersecting) this.#tell();
    });
    this.#seen.observe(last);
  }

  hostDisconnected(): void {
    this.#seen?.disconnect();
    this.#watched = undefined;
  }

  #tell(): void {
    const job = this.#job;
    if (
      !job ||
      !this.#client ||
      (this.#told?.id === job.id && this.#told.unreadMessages === job.unreadMessages)
    )
      return;
    this.#told = job;
    // Whom the network fails reads it again.
    this.#client.correspondence.readMessages(job.id, {}).catch(() => (this.#told = undefined));
  }
}
