import type {TimeAxis} from './time-axis.ts';

/** Scrolls a day that is shown anew to where it is now, once: after that the hand scrolls. */
export class NowInSight {
  #shown: string | undefined;

  /** @param namePx how wide the names are, which stay where they are. */
  bring(
    scroller: HTMLElement,
    namePx: number,
    {axis, nowMs, direction}: {axis: TimeAxis; nowMs: number; direction: 'ltr' | 'rtl'},
  ): void {
    const shown = axis.days.map(({day}) => day).join();
    if (shown === this.#shown) return;
    this.#shown = shown;
    if (!axis.shows({startMs: nowMs, endMs: nowMs + 1})) return;
    const trackPx = scroller.scrollWidth - namePx;
    const leftPx = Math.max(0, trackPx * axis.shareOf(nowMs) - (scroller.clientWidth - namePx) / 3);
    scroller.scrollLeft = direction === 'rtl' ? -leftPx : leftPx;
  }
}
