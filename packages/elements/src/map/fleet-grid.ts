import {column, rowBytes} from './row-layout.ts';
import type {FleetRows} from './fleet-rows.ts';

const words = rowBytes / 4;
/** Cells across and down. */
const side = 64;

interface Cells {
  /** Of the rows that are filed. */
  version: number;
  left: number;
  top: number;
  /** Units of a cell. */
  width: number;
  height: number;
  /** How far anybody is from the middle of his way at most. */
  reach: {x: number; y: number};
  /** Where each cell begins in `rows`; one more than there are cells. */
  starts: Uint32Array;
  rows: Uint32Array;
}

/**
 * Finds who is drawn near a point, without asking the GPU. Everybody is filed under the middle of his way between two reports, so that
 * the grid holds until reports come, however often it is asked.
 */
export class FleetGrid {
  readonly #rows: FleetRows;
  #cells: Cells | undefined;

  constructor(rows: FleetRows) {
    this.#rows = rows;
  }

  /** The id of the one who is drawn nearest to a point at a time, if he is within a distance; all in units of the fixed-point world. */
  nearest(x: number, y: number, distance: number, time: number): string | undefined {
    if (this.#rows.count === 0) return undefined;
    if (this.#cells?.version !== this.#rows.version) this.#cells = fileRows(this.#rows);
    const {left, top, width, height, reach, starts, rows} = this.#cells;
    const column = (at: number) => clamped(Math.floor((((x - left) | 0) + at) / width));
    const line = (at: number) => clamped(Math.floor((((y - top) | 0) + at) / height));
    const [firstColumn, lastColumn] = [column(-distance - reach.x), column(distance + reach.x)];
    const [firstLine, lastLine] = [line(-distance - reach.y), line(distance + reach.y)];
    let [nearest, least] = [-1, distance];
    for (let each = firstLine; each <= lastLine; each++) {
      const [from, to] = [starts[each * side + firstColumn]!, starts[each * side + lastColumn + 1]!];
      for (let i = from; i < to; i++) {
        const point = this.#rows.pointAt(rows[i]!, time);
        const far = Math.hypot((point.x - x) | 0, (point.y - y) | 0);
        // Of two that are as near, the one that is drawn above the other.
        if (far < least || (far === least && rows[i]! > nearest)) [nearest, least] = [rows[i]!, far];
      }
    }
    return nearest < 0 ? undefined : this.#rows.idOf(nearest);
  }
}

const clamped = (cell: number) => Math.min(side - 1, Math.max(0, cell));

function fileRows(fleet: FleetRows): Cells {
  const ints = new Int32Array(fleet.bytes, 0, fleet.count * words);
  const [xs, ys] = [new Int32Array(fleet.count), new Int32Array(fleet.count)];
  const [originX, originY] = [ints[column.to]!, ints[column.to + 1]!];
  let [left, right, top, bottom, reachX, reachY] = [0, 0, 0, 0, 0, 0];
  for (let row = 0, at = 0; row < fleet.count; row++, at += words) {
    const [backX, backY] = [ints[at + column.back]! / 2, ints[at + column.back + 1]! / 2];
    const x = (xs[row] = ((ints[at]! - originX) | 0) + backX);
    const y = (ys[row] = ((ints[at + 1]! - originY) | 0) + backY);
    [left, right, top, bottom] = [
      Math.min(left, x),
      Math.max(right, x),
      Math.min(top, y),
      Math.max(bottom, y),
    ];
    [reachX, reachY] = [Math.max(reachX, Math.abs(backX)), Math.max(reachY, Math.abs(backY))];
  }
  const width = (right - left + 1) / side;
  const height = (bottom - top + 1) / side;
  const cellOf = (row: number) =>
    clamped(Math.floor((ys[row]! - top) / height)) * side + clamped(Math.floor((xs[row]! - left) / width));
  const starts = new Uint32Array(side * side + 1);
  for (let row = 0; row < fleet.count; row++) starts[cellOf(row) + 1]! += 1;
  for (let cell = 0; cell < side * side; cell++) starts[cell + 1]! += starts[cell]!;
  const filled = starts.slice();
  const rows = new Uint32Array(fleet.count);
  for (let row = 0; row < fleet.count; row++) rows[filled[cellOf(row)]!++] = row;
  return {
    version: fleet.version,
    left: originX + left,
    top: originY + top,
    width,
    height,
    reach: {x: reachX + 1, y: reachY + 1},
    starts,
    rows,
  };
}
