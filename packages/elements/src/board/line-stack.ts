import type {BoardItem, BoardLine, BoardModel} from './board-model.ts';
import type {TallList} from './list-window.ts';

/** From which line of a board to which: the first, and the one behind the last. */
export interface LineRange {
  readonly from: number;
  readonly to: number;
}

/** Lines of a board that stand one below the other: all of it, or a column. */
export class LineStack implements TallList {
  readonly #model: BoardModel;
  readonly #rangeOf: ((model: BoardModel) => LineRange) | undefined;
  #range: {readonly order: object; readonly of: LineRange} | undefined;

  /** @param rangeOf which lines it has; without it, all. */
  constructor(model: BoardModel, rangeOf?: (model: BoardModel) => LineRange) {
    this.#model = model;
    this.#rangeOf = rangeOf;
  }

  get length(): number {
    const {from, to} = this.#here;
    return to - from;
  }

  at(index: number): BoardLine | undefined {
    return index < 0 || index >= this.length ? undefined : this.#lines.at(this.#here.from + index);
  }

  /** A line, read for being drawn. */
  itemAt(index: number): BoardItem | undefined {
    return index < 0 || index >= this.length ? undefined : this.#model.itemAt(this.#here.from + index);
  }

  /** Where a job stands in it; -1 if it does not. */
  indexOf(key: string | undefined): number {
    const {from, to} = this.#here;
    const index = this.#model.indexOf(key);
    return index < from || index >= to ? -1 : index - from;
  }

  get totalPx(): number {
    return this.pxBefore(this.length);
  }

  pxBefore(index: number): number {
    const {from} = this.#here;
    return this.#lines.pxBefore(from + index) - this.#lines.pxBefore(from);
  }

  indexAtPx(px: number): number {
    const {from} = this.#here;
    const index = this.#lines.indexAtPx(this.#lines.pxBefore(from) + px) - from;
    return Math.max(0, Math.min(index, this.length - 1));
  }

  /** A line has become taller or smaller; without one, all may have. */
  resized(index?: number): void {
    this.#lines.resized(index === undefined ? undefined : this.#here.from + index);
  }

  get #lines() {
    return this.#model.view.lines;
  }

  /** Looked up again once a line has come, gone or moved. */
  get #here(): LineRange {
    const {order, lines} = this.#model.view;
    if (this.#range?.order !== order) {
      const of = this.#rangeOf?.(this.#model) ?? {from: 0, to: lines.length};
      this.#range = {order, of};
    }
    return this.#range.of;
  }
}
