import type {BoardFilter} from '@dispatch-kit/client';
import type {BoardRows} from './board-rows.ts';

export type Layout = NonNullable<BoardFilter['layout']>;

/** Whether a board is a list or columns, and by what its jobs then stand together. */
export class BoardLayout {
  readonly #rows: BoardRows;
  #layout: Layout = 'list';
  #asked: BoardFilter | undefined;
  #filter: BoardFilter | undefined;

  constructor(rows: BoardRows) {
    this.#rows = rows;
  }

  get isColumns(): boolean {
    return this.#layout === 'columns';
  }

  /** What somebody has chosen, else what the page wishes. */
  of({layout}: BoardFilter, wished: Layout): Layout {
    return layout ?? wished;
  }

  /** Takes what is asked for. Answers by what jobs are to be listed: the same object for the same. */
  take(asked: BoardFilter, wished: Layout): BoardFilter {
    const layout = this.of(asked, wished);
    if (this.#filter && asked === this.#asked && layout === this.#layout) return this.#filter;
    // Cards are not as tall as rows.
    if (layout !== this.#layout) this.#rows.sizes.forget();
    this.#layout = layout;
    this.#asked = asked;
    this.#filter = layout === 'columns' ? {...asked, group: 'status'} : asked;
    return this.#filter;
  }
}
