import type {ReactiveController, ReactiveControllerHost} from 'lit';

/** A long list that knows how tall its lines are. */
export interface TallList {
  readonly length: number;
  readonly totalPx: number;
  pxBefore(index: number): number;
  indexAtPx(px: number): number;
}

/** So many rows are drawn above and below those in sight. */
const overscan = 4;
/** Before it is known how much can be seen, as much as most windows show. */
const usualPx = 900;
/** The head of a group, and some air, stay free above a row that is brought in sight. */
const aboveRevealedPx = 48;

/**
 * Draws of a long list only the rows in sight, in the normal flow between two gaps. How tall the list is comes from the list, so that one
 * more line costs nothing anew.
 */
export class ListWindow implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #scroller: () => HTMLElement | null;
  readonly #list: () => TallList;
  readonly #sizes = new ResizeObserver(() => this.#see());
  #watched: HTMLElement | undefined;
  #leave: AbortController | undefined;
  #topPx = 0;
  #expectedPx: number | undefined;
  #seenPx = usualPx;
  #drawn = '';

  constructor(host: ReactiveControllerHost, scroller: () => HTMLElement | null, list: () => TallList) {
    this.#host = host;
    this.#scroller = scroller;
    this.#list = list;
    host.addController(this);
  }

  hostConnected(): void {}

  hostUpdated(): void {
    this.#drawn = String(this.#range);
    const scroller = this.#scroller() ?? undefined;
    if (scroller !== this.#watched) this.#watch(scroller);
  }

  hostDisconnected(): void {
    this.#watch(undefined);
  }

  /** The places in the list of the rows to draw. */
  get indexes(): number[] {
    const [from, to] = this.#range;
    return Array.from({length: to - from}, (_, at) => from + at);
  }

  /** How many pixels of rows are not drawn, above and below. */
  get gaps(): {before: number; after: number} {
    const list = this.#list();
    const [from, to] = this.#range;
    return {before: list.pxBefore(from), after: Math.max(0, list.totalPx - list.pxBefore(to))};
  }

  /** Where the list stands, pixels from its top. */
  get topPx(): number {
    return this.#topPx;
  }

  /** Reckons from now on with another place; `scroll` goes there once the rows are drawn. */
  expectAt(topPx: number): void {
    this.#expectedPx = this.#topPx = Math.max(0, topPx);
  }

  /** Goes where the list is expected to be. */
  scroll(): void {
    if (this.#expectedPx === undefined || !this.#watched) return;
    this.#watched.scrollTop = this.#expectedPx;
    this.#expectedPx = undefined;
    this.#see();
  }

  scrollTo(topPx: number): void {
    this.expectAt(topPx);
    this.scroll();
  }

  /** Brings a row in sight, if it is not. */
  reveal(index: number): void {
    const list = this.#list();
    const [from, to] = [list.pxBefore(index), list.pxBefore(index + 1)];
    if (from - aboveRevealedPx < this.#topPx) this.scrollTo(Math.max(0, from - aboveRevealedPx));
    else if (to > this.#topPx + this.#seenPx) this.scrollTo(to - this.#seenPx);
  }

  get #range(): [from: number, to: number] {
    const list = this.#list();
    if (list.length === 0) return [0, 0];
    const from = list.indexAtPx(this.#topPx) - overscan;
    const to = list.indexAtPx(this.#topPx + this.#seenPx) + 1 + overscan;
    return [Math.max(0, from), Math.min(list.length, to)];
  }

  #watch(scroller: HTMLElement | undefined): void {
    this.#leave?.abort();
    this.#sizes.disconnect();
    this.#watched = scroller;
    if (!scroller) return;
    this.#leave = new AbortController();
    scroller.addEventListener('scroll', () => this.#see(), {passive: true, signal: this.#leave.signal});
    this.#sizes.observe(scroller);
  }

  #see(): void {
    if (!this.#watched) return;
    this.#topPx = this.#watched.scrollTop;
    // One that is not shown has no height, and needs no rows either.
    this.#seenPx = this.#watched.clientHeight;
    if (String(this.#range) !== this.#drawn) this.#host.requestUpdate();
  }
}
