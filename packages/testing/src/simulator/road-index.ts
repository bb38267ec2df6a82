import {distanceMeters} from '@dispatch-kit/core';
import type {LatLng} from '@dispatch-kit/core';
import type {Road, Snapped} from './road-graph.ts';

const cellMeters = 150;
const metersPerDegree = 111_195;
/** Beyond so many rings of cells every street is looked at. */
const mostRings = 40;

/** A segment on a plane, in metres. */
interface Segment {
  road: Road;
  /** Metres along the road to its beginning. */
  startMeters: number;
  x1: number;
  y1: number;
  x2: number;
  y2: number;
}

/** Finds the nearest street by looking into the squares around a place, nearest squares first. */
export class RoadIndex {
  readonly #cells = new Map<number, Segment[]>();
  readonly #segments: Segment[] = [];
  readonly #shrink: number;

  constructor(roads: readonly Road[]) {
    this.#shrink = Math.cos(((roads[0]?.geometry[0]?.lat ?? 0) * Math.PI) / 180);
    for (const road of roads) if (road.back === undefined || road.back > road.index) this.#add(road);
  }

  nearest(place: LatLng): Snapped | undefined {
    const {x, y} = this.#plane(place);
    let best: {segment: Segment; fraction: number; away: number} | undefined;
    const look = (segments: readonly Segment[]) => {
      for (const segment of segments) {
        const {fraction, away} = nearestOn(segment, x, y);
        if (!best || away < best.away) best = {segment, fraction, away};
      }
    };
    for (let ring = 0; ring <= mostRings && !(best && best.away <= (ring - 1) * cellMeters); ring++)
      for (const cell of ringAround(Math.floor(x / cellMeters), Math.floor(y / cellMeters), ring))
        look(this.#cells.get(cell) ?? []);
    if (!best) look(this.#segments);
    return best && this.#snapped(place, best.segment, best.fraction);
  }

  #snapped(place: LatLng, {road, startMeters, x1, y1, x2, y2}: Segment, fraction: number): Snapped {
    const x = x1 + (x2 - x1) * fraction;
    const y = y1 + (y2 - y1) * fraction;
    const on = {lat: y / metersPerDegree, lng: x / (metersPerDegree * this.#shrink)};
    const alongMeters = startMeters + Math.hypot(x2 - x1, y2 - y1) * fraction;
    return {
      road,
      alongMeters: Math.min(road.lengthMeters, alongMeters),
      place: on,
      distanceMeters: distanceMeters(place, on),
    };
  }

  #plane({lat, lng}: LatLng): {x: number; y: number} {
    return {x: lng * metersPerDegree * this.#shrink, y: lat * metersPerDegree};
  }

  #add(road: Road): void {
    let startMeters = 0;
    for (let i = 1; i < road.geometry.length; i++) {
      const [from, to] = [this.#plane(road.geometry[i - 1]!), this.#plane(road.geometry[i]!)];
      const segment = {road, startMeters, x1: from.x, y1: from.y, x2: to.x, y2: to.y};
      this.#segments.push(segment);
      for (const cell of cellsOf(segment)) {
        const known = this.#cells.get(cell);
        if (known) known.push(segment);
        else this.#cells.set(cell, [segment]);
      }
      startMeters += Math.hypot(to.x - from.x, to.y - from.y);
    }
  }
}

/** Every square that the box around a segment touches. */
function* cellsOf({x1, y1, x2, y2}: Segment): Generator<number> {
  const cell = (value: number) => Math.floor(value / cellMeters);
  for (let column = cell(Math.min(x1, x2)); column <= cell(Math.max(x1, x2)); column++)
    for (let row = cell(Math.min(y1, y2)); row <= cell(Math.max(y1, y2)); row++) yield keyOf(column, row);
}

function* ringAround(column: number, row: number, ring: number): Generator<number> {
  for (let dx = -ring; dx <= ring; dx++)
    for (let dy = -ring; dy <= ring; dy += Math.abs(dx) === ring ? 1 : Math.max(1, 2 * ring))
      yield keyOf(column + dx, row + dy);
}

function nearestOn({x1, y1, x2, y2}: Segment, x: number, y: number): {fraction: number; away: number} {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const squared = dx * dx + dy * dy;
  const along = squared === 0 ? 0 : ((x - x1) * dx + (y - y1) * dy) / squared;
  const fraction = Math.min(1, Math.max(0, along));
  return {fraction, away: Math.hypot(x1 + dx * fraction - x, y1 + dy * fraction - y)};
}

/** One number for a square; the grid reaches from pole to pole and around the globe. */
function keyOf(column: number, row: number): number {
  return column * 2 ** 20 + row;
}
