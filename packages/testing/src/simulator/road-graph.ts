import {decodePolyline, encodePolyline, lengthMeters} from '@dispatch-kit/core';
import type {LatLng} from '@dispatch-kit/core';
import {RoadIndex} from './road-index.ts';
import {findPath} from './find-path.ts';
import type {RoadPath} from './find-path.ts';

/** A piece of street between two junctions, as it is written down. */
export interface Street {
  /** Where it begins and ends: indices of nodes. */
  from: number;
  to: number;
  /** Empty where it has none. */
  name: string;
  /** What one drives there when nothing is in the way. */
  speedMetersPerSecond: number;
  /** Its bends, without its ends; none for a straight one. */
  bends?: readonly LatLng[];
  /** Driven from `from` to `to` only. */
  oneWay?: boolean;
}

/** A street in one direction. */
export interface Road {
  readonly index: number;
  readonly from: number;
  readonly to: number;
  readonly name: string;
  readonly lengthMeters: number;
  readonly speedMetersPerSecond: number;
  /** From one node to the other. */
  readonly geometry: readonly LatLng[];
  /** The same street the other way; undefined in a one-way street. */
  readonly back?: number;
}

/** A graph of streets as JSON: places are encoded polylines of precision 6. */
export interface RoadGraphJson {
  nodes: string;
  names: string[];
  /** from, to, index of the name, metres per second, one way (1) or not (0), encoded bends. */
  streets: [from: number, to: number, name: number, speed: number, oneWay: 0 | 1, bends: string][];
}

/** What stands at a node: nothing, a crossing of streets, or lights where large streets cross. */
export type Junction = 'none' | 'crossing' | 'lights';

/** The nearest point of the streets to a place. */
export interface Snapped {
  road: Road;
  alongMeters: number;
  place: LatLng;
  distanceMeters: number;
}

const largeStreetMetersPerSecond = 11;
/** From here on it is an expressway: one joins it without stopping. */
const expresswayMetersPerSecond = 18;

/** Streets to drive on. Finds the nearest of them to a place, and the quickest way between two places. */
export class RoadGraph {
  readonly nodes: readonly LatLng[];
  readonly roads: readonly Road[];
  readonly fastestMetersPerSecond: number;
  readonly #streets: readonly Street[];
  readonly #leaving: readonly (readonly Road[])[];
  readonly #junctions: readonly Junction[];
  readonly #index: RoadIndex;

  constructor({nodes, streets}: {nodes: readonly LatLng[]; streets: readonly Street[]}) {
    this.nodes = nodes;
    this.#streets = streets;
    const roads: Road[] = [];
    for (const street of streets) addRoads(roads, nodes, street);
    this.roads = roads;
    this.fastestMetersPerSecond = roads.reduce((most, road) => Math.max(most, road.speedMetersPerSecond), 1);
    const leaving: Road[][] = nodes.map(() => []);
    for (const road of roads) leaving[road.from]!.push(road);
    this.#leaving = leaving;
    this.#junctions = junctionsOf(nodes.length, streets);
    this.#index = new RoadIndex(roads);
  }

  static fromJSON({nodes, names, streets}: RoadGraphJson): RoadGraph {
    return new RoadGraph({
      nodes: decodePolyline(nodes, 6),
      streets: streets.map(([from, to, name, speed, oneWay, bends]) => ({
        from,
        to,
        name: names[name]!,
        speedMetersPerSecond: speed,
        bends: decodePolyline(bends, 6),
        oneWay: oneWay === 1,
      })),
    });
  }

  toJSON(): RoadGraphJson {
    const names = [...new Set(this.#streets.map(street => street.name))];
    const numbers = new Map(names.map((name, i) => [name, i]));
    return {
      nodes: encodePolyline(this.nodes, 6),
      names,
      streets: this.#streets.map(street => [
        street.from,
        street.to,
        numbers.get(street.name)!,
        street.speedMetersPerSecond,
        street.oneWay ? 1 : 0,
        encodePolyline(street.bends ?? [], 6),
      ]),
    };
  }

  /** The roads that leave a node. */
  leaving(node: number): readonly Road[] {
    return this.#leaving[node] ?? [];
  }

  junctionAt(node: number): Junction {
    return this.#junctions[node] ?? 'none';
  }

  /** The point of the streets that is nearest to a place. Undefined if there is no street at all. */
  nearest(place: LatLng): Snapped | undefined {
    return this.#index.nearest(place);
  }

  /** The quickest way between two places, from the street nearest to the one to the street nearest to the other. */
  shortestPath(from: LatLng, to: LatLng): RoadPath | undefined {
    const [start, end] = [this.nearest(from), this.nearest(to)];
    return start && end && findPath(this, start, end);
  }
}

function addRoads(roads: Road[], nodes: readonly LatLng[], street: Street): void {
  const {from, to, name, speedMetersPerSecond, bends = [], oneWay = false} = street;
  const geometry = [nodes[from]!, ...bends, nodes[to]!];
  const index = roads.length;
  const shared = {name, speedMetersPerSecond, lengthMeters: lengthMeters(geometry)};
  roads.push({...shared, index, from, to, geometry, ...(!oneWay && {back: index + 1})});
  if (oneWay) return;
  roads.push({...shared, index: index + 1, from: to, to: from, geometry: geometry.toReversed(), back: index});
}

function junctionsOf(count: number, streets: readonly Street[]): Junction[] {
  const arms: number[][] = Array.from({length: count}, () => []);
  for (const {from, to, speedMetersPerSecond} of streets)
    for (const node of [from, to]) arms[node]!.push(speedMetersPerSecond);
  return arms.map(speeds => {
    if (speeds.length < 3 || speeds.some(speed => speed >= expresswayMetersPerSecond)) return 'none';
    return speeds.filter(speed => speed >= largeStreetMetersPerSecond).length >= 3 ? 'lights' : 'crossing';
  });
}
