import type {TechnicianPosition} from '@dispatch-kit/core';
import type {RowContext} from './fleet-rows.ts';

/** A part of the world that is looked at: in degrees, and as its middle and reach in the fixed-point world. */
export interface Area {
  west: number;
  east: number;
  south: number;
  north: number;
  x: number;
  y: number;
  reachX: number;
  reachY: number;
}

/** A report, and when it came. */
export interface Arrived {
  position: TechnicianPosition;
  context: RowContext;
}

/**
 * The newest reports of those whom nobody sees: of each the last two, from which he is drawn as if each had been taken up once somebody
 * looks there. A fleet reports as a whole, and a map shows a part of it.
 */
export class UnseenReports {
  /** What is looked at; undefined for everything. */
  area: Area | undefined;
  readonly #last: (TechnicianPosition | undefined)[] = [];
  readonly #lastCame: (RowContext | undefined)[] = [];
  readonly #before: (TechnicianPosition | undefined)[] = [];
  readonly #beforeCame: (RowContext | undefined)[] = [];
  readonly #waits: boolean[] = [];

  /** Keeps a row's report for later if his way leads through nothing that is looked at; false if it is to be taken up now. */
  keep(row: number, position: TechnicianPosition, context: RowContext): boolean {
    const {area} = this;
    const last = this.#last[row];
    const isUnseen = area !== undefined && last !== undefined && isApart(last, position, area);
    if (!isUnseen) return false;
    if (position.at <= last.at) return true;
    const waits = this.#waits[row];
    this.#before[row] = waits ? last : undefined;
    this.#beforeCame[row] = waits ? this.#lastCame[row] : undefined;
    this.#waits[row] = true;
    this.#last[row] = position;
    this.#lastCame[row] = context;
    return true;
  }

  /** A row's report, the newest, was taken up at once: from there his next way begins. */
  note(row: number, position: TechnicianPosition): void {
    this.#last[row] = position;
  }

  waits(row: number): boolean {
    return this.#waits[row] === true;
  }

  /** Whether what waits of a row leads through what is looked at now. */
  isDue(row: number): boolean {
    const last = this.#last[row]!;
    return !this.area || !isApart(this.#before[row] ?? last, last, this.area);
  }

  /** What waits of a row, the newest last; it waits no more. */
  take(row: number): Arrived[] {
    if (!this.#waits[row]) return [];
    this.#waits[row] = false;
    const [position, context] = [this.#before[row], this.#beforeCame[row]];
    const last = {position: this.#last[row]!, context: this.#lastCame[row]!};
    return position && context ? [{position, context}, last] : [last];
  }

  swap(a: number, b: number): void {
    for (const each of [this.#last, this.#lastCame, this.#before, this.#beforeCame, this.#waits])
      [each[a], each[b]] = [each[b], each[a]];
  }

  /** There is no such row any more. */
  drop(row: number): void {
    this.#last[row] = undefined;
    this.#waits[row] = false;
  }
}

/** Whether a straight way leads through nothing of an area, for all that its ends tell. */
function isApart(a: TechnicianPosition, b: TechnicianPosition, area: Area): boolean {
  return (
    (a.lat > area.north && b.lat > area.north) ||
    (a.lat < area.south && b.lat < area.south) ||
    (a.lng < area.west && b.lng < area.west) ||
    (a.lng > area.east && b.lng > area.east)
  );
}
