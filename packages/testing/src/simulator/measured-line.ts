import {bearingDegrees, distanceMeters, movedToward} from '@dispatch-kit/core';
import type {LatLng} from '@dispatch-kit/core';
import type {Road} from './road-graph.ts';

/** A line that knows how far along it each of its places lies: asked often, it answers fast. */
export class MeasuredLine {
  readonly places: readonly LatLng[];
  /** Metres from the first place to each. */
  readonly alongMeters: readonly number[];

  constructor(places: readonly LatLng[]) {
    if (places.length === 0) throw new RangeError('A line needs a place.');
    this.places = places;
    const along = [0];
    for (let i = 1; i < places.length; i++)
      along.push(along[i - 1]! + distanceMeters(places[i - 1]!, places[i]!));
    this.alongMeters = along;
  }

  get lengthMeters(): number {
    return this.alongMeters.at(-1)!;
  }

  /** The place so many metres along; the ends before and past them. */
  at(meters: number): LatLng {
    const segment = this.#segmentAt(meters);
    const [from, to] = [this.places[segment]!, this.places[segment + 1]];
    if (!to) return from;
    const start = this.alongMeters[segment]!;
    const length = this.alongMeters[segment + 1]! - start;
    return length === 0 ? from : movedToward(from, to, Math.min(1, Math.max(0, (meters - start) / length)));
  }

  /** Which way the line goes there. */
  headingDegreesAt(meters: number): number {
    const segment = this.#segmentAt(meters);
    const to = this.places[segment + 1];
    return to ? bearingDegrees(this.places[segment]!, to) : 0;
  }

  /** The part between two distances. */
  slice(fromMeters: number, toMeters: number): LatLng[] {
    const inside = this.places.filter(
      (_, i) => this.alongMeters[i]! > fromMeters + 0.01 && this.alongMeters[i]! < toMeters - 0.01,
    );
    return [this.at(fromMeters), ...inside, this.at(toMeters)];
  }

  #segmentAt(meters: number): number {
    let [low, high] = [0, Math.max(0, this.places.length - 2)];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.alongMeters[middle]! <= meters) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

const known = new WeakMap<Road, MeasuredLine>();

/** The line of a road, measured when first asked for. */
export function lineOf(road: Road): MeasuredLine {
  const line = known.get(road) ?? new MeasuredLine(road.geometry);
  known.set(road, line);
  return line;
}
