import type {LatLng} from '@dispatch-kit/core';
import type {Street} from '@dispatch-kit/testing/simulator';

/**
 * The largest part of a network in which one gets from everywhere to everywhere, with its nodes numbered anew: what
 * the edge of the map cut off is left out.
 *
 * Source: Kosaraju's algorithm for strongly connected components.
 */
export function largestRound(
  nodes: readonly LatLng[],
  streets: readonly Street[],
): {nodes: LatLng[]; streets: Street[]} {
  const ahead: number[][] = nodes.map(() => []);
  const back: number[][] = nodes.map(() => []);
  for (const {from, to, oneWay} of streets) {
    ahead[from]!.push(to);
    back[to]!.push(from);
    if (oneWay) continue;
    ahead[to]!.push(from);
    back[from]!.push(to);
  }
  const seen = new Set<number>();
  const order = nodes.flatMap((_, node) => finished(node, ahead, seen));
  const taken = new Set<number>();
  let largest: number[] = [];
  for (const node of order.toReversed()) {
    const part = finished(node, back, taken);
    if (part.length > largest.length) largest = part;
  }
  const numbers = new Map(largest.map((node, i) => [node, i]));
  return {
    nodes: largest.map(node => nodes[node]!),
    streets: streets.flatMap(street => {
      const [from, to] = [numbers.get(street.from), numbers.get(street.to)];
      return from === undefined || to === undefined ? [] : [{...street, from, to}];
    }),
  };
}

/** Everything that can be reached from a node and was not seen before, each after what it leads to. */
function finished(start: number, arcs: readonly (readonly number[])[], seen: Set<number>): number[] {
  if (seen.has(start)) return [];
  seen.add(start);
  const done: number[] = [];
  const path = [{node: start, next: 0}];
  for (let top = path.at(-1); top; top = path.at(-1)) {
    const to = arcs[top.node]![top.next++];
    if (to === undefined) {
      done.push(top.node);
      path.pop();
    } else if (!seen.has(to)) {
      seen.add(to);
      path.push({node: to, next: 0});
    }
  }
  return done;
}
