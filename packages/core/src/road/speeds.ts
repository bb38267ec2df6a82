import {bearingDegrees, distanceMeters, movedToward} from '../place/great-circle.ts';
import type {LatLng} from '../place/lat-lng.ts';
import type {Piece} from './drive.ts';

/** Metres driven and the seconds that took. */
interface Sum {
  meters: number;
  seconds: number;
}

/** How long driving took against what its roads usually take. */
interface Share {
  taken: number;
  usual: number;
}

// Constants were chosen on simulated drives whose seeds the bench `road-eta` does not use.
/** Where nothing is known, towns are driven at 8 m/s. */
export const unknownSecondsPerMeter = 1 / 8;
const stepMeters = 30;
/** Side of a square of the fine and of the coarse grid. */
const fineMeters = 60;
const coarseMeters = 600;
/** So many metres must have been driven before a square is believed as much as the larger one around it. */
const fineWeightMeters = 250;
const coarseWeightMeters = 2_000;
const allWeightMeters = 5_000;
/** So many seconds must have been driven in an hour of the week before it is believed as much as every hour. */
const hourWeightSeconds = 3_600;
const areaHourWeightSeconds = 900;

const metersPerDegree = 111_195;

/** How fast the roads of an organization are driven: by place and direction, by hour and kind of day. */
export class RoadSpeeds {
  readonly #fine = new Map<number, Sum>();
  readonly #coarse = new Map<number, Sum>();
  readonly #all: Sum = {meters: 0, seconds: 0};
  readonly #hours = new Map<number, Share>();
  readonly #areaHours = new Map<string, Share>();
  readonly #hourOf: (atMs: number) => number;

  /** @param hourOf which hour of which kind of day a moment is in: what is usual hangs on it. */
  constructor(hourOf: (atMs: number) => number) {
    this.#hourOf = hourOf;
  }

  /** Learns from drives; what a drive says of its hour is set against what all of them say of its roads. */
  learn(drives: readonly (readonly Piece[])[]): void {
    for (const pieces of drives) for (const piece of pieces) this.#count(piece, 1);
    for (const pieces of drives) for (const piece of pieces) this.#countHour(piece, 1);
  }

  /** What is known without one drive of those that were learned: how well it would have been foretold. */
  without<Answer>(pieces: readonly Piece[], ask: () => Answer): Answer {
    for (const piece of pieces) this.#countHour(piece, -1);
    for (const piece of pieces) this.#count(piece, -1);
    const answer = ask();
    for (const piece of pieces) this.#count(piece, 1);
    for (const piece of pieces) this.#countHour(piece, 1);
    return answer;
  }

  /**
   * Seconds that driving from one place straight to another usually takes at that time.
   *
   * @param believed seconds per metre, where nothing was learned yet: a routing engine's word, or a rule of thumb.
   */
  secondsBetween(from: LatLng, to: LatLng, atMs: number, believed = unknownSecondsPerMeter): number {
    const hour = this.#hourOf(atMs);
    let seconds = 0;
    for (const {middle, meters, octant} of stepsBetween(from, to))
      seconds +=
        meters * this.#secondsPerMeter(middle, octant, believed) * this.#hourShare(middle, octant, hour);
    return seconds;
  }

  #count({from, to, meters, seconds}: Piece, sign: 1 | -1): void {
    this.#all.meters += sign * meters;
    this.#all.seconds += sign * seconds;
    const steps = stepsBetween(from, to);
    for (const step of steps) {
      const share = {meters: sign * step.meters, seconds: (sign * seconds) / steps.length};
      add(this.#fine, fineKey(step.middle, step.octant), share);
      add(this.#coarse, coarseKey(step.middle), share);
    }
  }

  #countHour({from, to, seconds}: Piece, sign: 1 | -1): void {
    const hour = this.#hourOf(from.atMs);
    const steps = stepsBetween(from, to);
    for (const {middle, meters, octant} of steps) {
      const usual = sign * meters * this.#secondsPerMeter(middle, octant);
      const taken = (sign * seconds) / steps.length;
      addShare(this.#hours, hour, {taken, usual});
      addShare(this.#areaHours, areaKey(middle, octant, hour), {taken, usual});
    }
  }

  #secondsPerMeter(place: LatLng, octant: number, believed = unknownSecondsPerMeter): number {
    const all = (this.#all.seconds + allWeightMeters * believed) / (this.#all.meters + allWeightMeters);
    const around = pulled(this.#coarse.get(coarseKey(place)), all, coarseWeightMeters);
    return pulled(this.#fine.get(fineKey(place, octant)), around, fineWeightMeters);
  }

  #hourShare(place: LatLng, octant: number, hour: number): number {
    const everywhere = shareOf(this.#hours.get(hour), 1, hourWeightSeconds);
    return shareOf(this.#areaHours.get(areaKey(place, octant, hour)), everywhere, areaHourWeightSeconds);
  }
}

function pulled(sum: Sum | undefined, toward: number, weightMeters: number): number {
  if (!sum) return toward;
  return (Math.max(0, sum.seconds) + weightMeters * toward) / (Math.max(0, sum.meters) + weightMeters);
}

function shareOf(share: Share | undefined, toward: number, weightSeconds: number): number {
  if (!share) return toward;
  return (Math.max(0, share.taken) + weightSeconds * toward) / (Math.max(0, share.usual) + weightSeconds);
}

function add(sums: Map<number, Sum>, key: number, {meters, seconds}: Sum): void {
  const sum = sums.get(key);
  if (!sum) sums.set(key, {meters, seconds});
  else {
    sum.meters += meters;
    sum.seconds += seconds;
  }
}

function addShare<Key>(shares: Map<Key, Share>, key: Key, {taken, usual}: Share): void {
  const share = shares.get(key);
  if (!share) shares.set(key, {taken, usual});
  else {
    share.taken += taken;
    share.usual += usual;
  }
}

interface Step {
  middle: LatLng;
  meters: number;
  octant: number;
}

function stepsBetween(from: LatLng, to: LatLng): Step[] {
  const whole = distanceMeters(from, to);
  const count = Math.max(1, Math.ceil(whole / stepMeters));
  const octant = Math.round(bearingDegrees(from, to) / 45) % 8;
  return Array.from({length: count}, (_, i) => ({
    middle: movedToward(from, to, (i + 0.5) / count),
    meters: whole / count,
    octant,
  }));
}

/** Squares of about a size; their width shrinks with the latitude by whole degrees. */
function squareKey({lat, lng}: LatLng, sideMeters: number): number {
  const perDegree = metersPerDegree / sideMeters;
  const shrink = Math.cos((Math.round(lat) * Math.PI) / 180);
  return Math.floor((lat + 90) * perDegree) * 2 ** 20 + Math.floor((lng + 180) * perDegree * shrink);
}

const fineKey = (place: LatLng, octant: number) => squareKey(place, fineMeters) * 8 + octant;
const coarseKey = (place: LatLng) => squareKey(place, coarseMeters);
const areaKey = (place: LatLng, octant: number, hour: number) =>
  `${squareKey(place, 2 * coarseMeters)} ${octant >> 1} ${hour}`;
