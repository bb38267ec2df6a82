import type {Localizer} from './localizer.ts';

/** Knows whether the connection was lost or came back while a page stands: each is said aloud, once. */
export class ConnectionNews {
  #isOffline = false;
  #news: 'announceOffline' | 'announceOnline' | undefined;

  /** Takes how it is now; undefined while that is not known. */
  take(isOffline: boolean | undefined): void {
    if (isOffline === undefined || isOffline === this.#isOffline) return;
    this.#isOffline = isOffline;
    this.#news = isOffline ? 'announceOffline' : 'announceOnline';
  }

  /** The words for who listens. */
  announce(say: Localizer['say']): string {
    return this.#news ? say(this.#news) : '';
  }
}
