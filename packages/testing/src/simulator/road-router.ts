import {distanceMeters} from '@dispatch-kit/core';
import type {LatLng} from '@dispatch-kit/core';
import type {RoadGraph} from './road-graph.ts';

/** So much longer than the straight line a way usually is, and how fast it is driven, where no street is known. */
const detourFactor = 1.35;
const usualMetersPerSecond = 8;

/** Makes a graph a `router` for a server: estimates follow the streets, and customers see the way that remains. */
export function roadRouter(graph: RoadGraph): {
  route(
    from: LatLng,
    to: LatLng,
  ): Promise<{durationSeconds: number; distanceMeters: number; geometry: LatLng[]}>;
} {
  return {
    route(from, to) {
      const path = graph.shortestPath(from, to);
      const meters = path?.lengthMeters ?? distanceMeters(from, to) * detourFactor;
      return Promise.resolve({
        durationSeconds: Math.max(1, Math.round(path?.durationSeconds ?? meters / usualMetersPerSecond)),
        distanceMeters: Math.round(meters),
        geometry: path?.line ?? [from, to],
      });
    },
  };
}
