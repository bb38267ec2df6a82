import {distanceMeters} from '@dispatch-kit/core';
import type {LatLng} from '@dispatch-kit/core';
import {BinaryHeap} from './binary-heap.ts';
import {lineOf} from './measured-line.ts';
import type {Junction, Road, RoadGraph, Snapped} from './road-graph.ts';

/** A part of a road, driven in its direction. */
export interface Stretch {
  road: Road;
  fromMeters: number;
  toMeters: number;
}

/** A way along streets. */
export interface RoadPath {
  stretches: Stretch[];
  /** From its beginning to its end, along the streets. */
  line: LatLng[];
  lengthMeters: number;
  /** How long one usually needs, with the waits at lights. */
  durationSeconds: number;
}

/** What a junction costs on the average: slowing down, looking, and a red light now and then. */
const junctionSeconds: Readonly<Record<Junction, number>> = {none: 0, crossing: 2, lights: 11};
/** Nobody drives as fast as he may from end to end. */
const believableShare = 0.86;

/**
 * Finds the quickest way by travel time.
 *
 * Source: A*, by P. Hart, N. Nilsson and B. Raphael (1968); the estimate is the straight line at the highest speed.
 */
export function findPath(graph: RoadGraph, start: Snapped, end: Snapped): RoadPath | undefined {
  const direct = sameStreet(graph, start, end);
  if (direct) return pathOf([direct], graph);
  const ends = waysOn(graph, end).map(({road, alongMeters}) => ({
    road,
    fromMeters: 0,
    toMeters: alongMeters,
  }));
  const fastest = graph.fastestMetersPerSecond * believableShare;
  const estimate = (node: number) => distanceMeters(graph.nodes[node]!, end.place) / fastest;
  const seconds = new Float64Array(graph.nodes.length).fill(Infinity);
  const came = new Map<number, Stretch>();
  const queue = new BinaryHeap<number>();
  const reach = (stretch: Stretch, before: number) => {
    const {to} = stretch.road;
    const total = before + secondsOf(stretch) + junctionSeconds[graph.junctionAt(to)];
    if (total >= seconds[to]!) return;
    seconds[to] = total;
    came.set(to, stretch);
    queue.push(total + estimate(to), to);
  };
  const starts = waysOn(graph, start).map(({road, alongMeters}) => ({
    road,
    fromMeters: alongMeters,
    toMeters: road.lengthMeters,
  }));
  for (const stretch of starts) reach(stretch, 0);
  let best: {last: Stretch; total: number} | undefined;
  const done = new Set<number>();
  for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
    if (done.has(node)) continue;
    done.add(node);
    const before = seconds[node]!;
    if (best && before + estimate(node) >= best.total) break;
    for (const last of ends) {
      const total = before + secondsOf(last);
      if (last.road.from === node && (!best || total < best.total)) best = {last, total};
    }
    for (const road of graph.leaving(node)) reach({road, fromMeters: 0, toMeters: road.lengthMeters}, before);
  }
  return best && pathOf([...backFrom(best.last, came, new Set(starts)), best.last], graph);
}

/** A snapped point as one on the road in each direction that may be driven. */
function waysOn(graph: RoadGraph, {road, alongMeters}: Snapped): {road: Road; alongMeters: number}[] {
  const back = road.back === undefined ? undefined : graph.roads[road.back];
  return [{road, alongMeters}, ...(back ? [{road: back, alongMeters: back.lengthMeters - alongMeters}] : [])];
}

function sameStreet(graph: RoadGraph, start: Snapped, end: Snapped): Stretch | undefined {
  const ends = waysOn(graph, end);
  return waysOn(graph, start)
    .map(({road, alongMeters}) => ({
      road,
      fromMeters: alongMeters,
      toMeters: ends.find(each => each.road === road)?.alongMeters ?? -1,
    }))
    .find(({fromMeters, toMeters}) => toMeters >= fromMeters);
}

function backFrom(
  last: Stretch,
  came: ReadonlyMap<number, Stretch>,
  starts: ReadonlySet<Stretch>,
): Stretch[] {
  const stretches: Stretch[] = [];
  for (let stretch = came.get(last.road.from); stretch; stretch = came.get(stretch.road.from)) {
    stretches.push(stretch);
    if (starts.has(stretch)) break;
  }
  return stretches.toReversed();
}

function secondsOf({road, fromMeters, toMeters}: Stretch): number {
  return (toMeters - fromMeters) / (road.speedMetersPerSecond * believableShare);
}

function pathOf(stretches: Stretch[], graph: RoadGraph): RoadPath {
  const line = stretches.flatMap(({road, fromMeters, toMeters}, i) =>
    lineOf(road)
      .slice(fromMeters, toMeters)
      .slice(i === 0 ? 0 : 1),
  );
  const waits = stretches.slice(0, -1).map(({road}) => junctionSeconds[graph.junctionAt(road.to)]);
  const driving = stretches.map(secondsOf);
  return {
    stretches,
    line,
    lengthMeters: stretches.reduce((sum, {fromMeters, toMeters}) => sum + toMeters - fromMeters, 0),
    durationSeconds: [...driving, ...waits].reduce((sum, seconds) => sum + seconds, 0),
  };
}
