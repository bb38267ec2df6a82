import {isHead} from './board-model.ts';
import type {BoardLine} from './board-model.ts';

const sectionPx = 41;
const firstRowPx = 53;

/** How tall the lines of a board are: as they were measured, and what is not drawn yet like what is. */
export class LineSizes {
  #rowPx = firstRowPx;
  #widthPx = 0;
  /** Lines that are not as tall as the others, by their keys. */
  readonly #tall = new Map<string, number>();

  pxOf(line: BoardLine): number {
    return this.#tall.get(keyOf(line)) ?? (isHead(line) ? sectionPx : this.#rowPx);
  }

  /** Takes over how tall a line is drawn; false if that was known. */
  take(line: BoardLine, px: number): boolean {
    if (px === 0 || Math.abs(px - this.pxOf(line)) < 0.5) return false;
    this.#tall.set(keyOf(line), px);
    return true;
  }

  /** In another width all may be taller: they are reckoned like this one; false in the same width. */
  takeUsual(rowPx: number, widthPx: number): boolean {
    if (widthPx === this.#widthPx && this.#widthPx > 0) return false;
    this.#widthPx = widthPx;
    this.#rowPx = rowPx;
    this.#tall.clear();
    return true;
  }

  /** They are drawn in another way from now on. */
  forget(): void {
    this.#widthPx = 0;
    this.#tall.clear();
  }
}

const keyOf = (line: BoardLine) => (isHead(line) ? line.key : line.id);
