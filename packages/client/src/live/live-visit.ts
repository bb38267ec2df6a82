import type {VisitNews} from './visit-state.ts';
import {isNews, takeVisitNews, unknownVisit} from './visit-state.ts';
import type {VisitSnapshot} from './visit-source.ts';

/** Holds a snapshot, runs the work behind it while anybody listens, and tells them what changed. */
export class LiveVisit {
  readonly #work: (take: (news: VisitNews) => void, signal: AbortSignal) => Promise<void>;
  readonly #listeners = new Set<() => void>();
  #snapshot: VisitSnapshot = unknownVisit;
  #running: AbortController | undefined;

  /** @param work goes on until its signal is aborted, or there is nothing more to come. It must not reject. */
  constructor(work: (take: (news: VisitNews) => void, signal: AbortSignal) => Promise<void>) {
    this.#work = work;
  }

  get(): VisitSnapshot {
    return this.#snapshot;
  }

  subscribe(listener: () => void): () => void {
    // A wrapper, so that the same function subscribed twice is two subscriptions.
    const entry = () => listener();
    this.#listeners.add(entry);
    if (!this.#running) {
      const running = (this.#running = new AbortController());
      void this.#work(news => !running.signal.aborted && this.take(news), running.signal);
    }
    return () => {
      this.#listeners.delete(entry);
      if (this.#listeners.size > 0) return;
      this.#running?.abort();
      this.#running = undefined;
    };
  }

  take(news: VisitNews): void {
    const before = this.#snapshot;
    this.#snapshot = takeVisitNews(before, news);
    if (isNews(before, this.#snapshot)) for (const listener of [...this.#listeners]) listener();
  }
}
