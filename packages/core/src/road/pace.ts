import type {Piece} from './drive.ts';
import type {RoadSpeeds} from './speeds.ts';

/** So much of the drive itself must have been seen before its own pace weighs as much as what is usual. */
const weightSeconds = 420;
/** What was longer ago says less of the pace to come. */
const memorySeconds = 900;
/** How long a pace goes on. */
const lastsSeconds = 1_200;

/** Keeps account of how much slower than usual a drive is, its latest pieces weighing most. */
export class Pace {
  #taken = weightSeconds;
  #usual = weightSeconds;

  add(seconds: number, usualSeconds: number): void {
    const fade = Math.exp(-seconds / memorySeconds);
    this.#taken = weightSeconds + (this.#taken - weightSeconds) * fade + seconds;
    this.#usual = weightSeconds + (this.#usual - weightSeconds) * fade + usualSeconds;
  }

  /** Above 1 for a slow drive. */
  get share(): number {
    return this.#taken / this.#usual;
  }
}

/** The pace of a drive by its pieces so far. */
export function paceOf(speeds: RoadSpeeds, pieces: readonly Piece[], believed?: number): number {
  const pace = new Pace();
  for (const {from, to, seconds} of pieces)
    pace.add(seconds, speeds.secondsBetween(from, to, from.atMs, believed));
  return pace.share;
}

/** What is left takes longer at a slow pace; a slow drive comes back to what is usual in time. */
export function atPace(usualSeconds: number, pace: number): number {
  return usualSeconds + (pace - 1) * lastsSeconds * (1 - Math.exp(-usualSeconds / lastsSeconds));
}
