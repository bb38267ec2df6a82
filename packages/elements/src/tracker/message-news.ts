import type {TrackingView} from '@dispatch-kit/core';
import type {Localizer} from '../base/localizer.ts';

/** Knows which message of the office came while the page stands: that one is said aloud, once. */
export class MessageNews {
  #newest: string | undefined;
  #news: string | undefined;

  /** Takes the newest view; what stands in the first is no news. */
  take(view: TrackingView | undefined): void {
    if (!view) return;
    const last = view.messages?.at(-1);
    const at = last?.at ?? '';
    if (this.#newest !== undefined && at > this.#newest && last?.unread) this.#news = last.text;
    this.#newest = at;
  }

  /** The words for who listens. */
  announce(view: TrackingView | undefined, say: Localizer['say']): string {
    if (!this.#news) return '';
    return say('newMessage', {organization: view?.organization?.name ?? '', text: this.#news});
  }
}
