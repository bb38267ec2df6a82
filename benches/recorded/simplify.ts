import {distanceMeters, nearestOnLine} from '@dispatch-kit/core';
import type {LatLng} from '@dispatch-kit/core';

/**
 * A line with fewer corners, none of the left out further than `meters` from it.
 *
 * Source: D. Douglas and T. Peucker, "Algorithms for the reduction of the number of points" (1973).
 */
export function simplify(line: readonly LatLng[], meters: number): LatLng[] {
  const kept = new Set([0, line.length - 1]);
  const parts: [number, number][] = [[0, line.length - 1]];
  for (let part = parts.pop(); part; part = parts.pop()) {
    const [first, last] = part;
    const chord = [line[first]!, line[last]!];
    let [farthest, most] = [first, meters];
    for (let i = first + 1; i < last; i++) {
      const away = nearestOnLine(chord, line[i]!).distanceMeters;
      if (away > most) [farthest, most] = [i, away];
    }
    if (farthest === first) continue;
    kept.add(farthest);
    parts.push([first, farthest], [farthest, last]);
  }
  return line.filter((place, i) => kept.has(i) && (i === 0 || distanceMeters(place, line[i - 1]!) >= 0));
}
