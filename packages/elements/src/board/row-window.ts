import {Virtualizer, elementScroll, observeElementOffset, observeElementRect} from '@tanstack/virtual-core';
import type {ReactiveController, ReactiveControllerHost} from 'lit';

/** Rows of a long list, as much of them as is in sight. */
export interface RowList {
  readonly count: number;
  keyOf(index: number): string;
  /** About how many pixels a row takes; measured when it is there. */
  sizeOf(index: number): number;
}

const noRows: RowList = {count: 0, keyOf: String, sizeOf: () => 0};

/**
 * Draws of a long list only the rows in sight, in the normal flow between two gaps. When rows come, go or move above,
 * the row that somebody looks at stays where it is.
 */
export class RowWindow implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #scroller: () => HTMLElement | null;
  readonly #virtualizer: Virtualizer<HTMLElement, HTMLElement>;
  #list: RowList = noRows;
  #release: (() => void) | undefined;

  constructor(host: ReactiveControllerHost, scroller: () => HTMLElement | null) {
    this.#host = host;
    this.#scroller = scroller;
    this.#virtualizer = new Virtualizer(this.#options());
    host.addController(this);
  }

  hostConnected(): void {
    this.#release = this.#virtualizer._didMount();
  }

  hostDisconnected(): void {
    this.#release?.();
  }

  hostUpdated(): void {
    this.#virtualizer._willUpdate();
  }

  /** What is to be listed from now on. */
  set list(list: RowList) {
    this.#list = list;
    this.#virtualizer.setOptions(this.#options());
  }

  /** The places in the list of the rows to draw. */
  get indexes(): number[] {
    return this.#virtualizer.getVirtualItems().map(item => item.index);
  }

  /** How many pixels of rows are not drawn, above and below. */
  get gaps(): {before: number; after: number} {
    const items = this.#virtualizer.getVirtualItems();
    const last = items.at(-1);
    return {
      before: items[0]?.start ?? 0,
      after: last ? this.#virtualizer.getTotalSize() - last.end : 0,
    };
  }

  /** Where a row is, pixels from the top of the list. */
  offsetOf(index: number): number {
    // Asked first: the places are reckoned anew after a change of the list.
    this.#virtualizer.getTotalSize();
    return this.#virtualizer.measurementsCache[index]?.start ?? 0;
  }

  measure(rows: Iterable<HTMLElement>): void {
    for (const row of rows) this.#virtualizer.measureElement(row);
  }

  /** Brings a row in sight, if it is not. */
  reveal(index: number): void {
    this.#virtualizer.scrollToIndex(index, {align: 'auto'});
  }

  /** Takes back all sizes: the rows are drawn in another way now. */
  forget(): void {
    this.#virtualizer.measure();
  }

  #options() {
    const {count, keyOf, sizeOf} = this.#list;
    return {
      count,
      getItemKey: keyOf,
      estimateSize: sizeOf,
      overscan: 4,
      scrollPaddingStart: 48,
      getScrollElement: () => this.#scroller(),
      scrollToFn: elementScroll,
      observeElementRect,
      observeElementOffset,
      onChange: () => this.#host.requestUpdate(),
    };
  }
}
