import {distanceMeters} from '../place/great-circle.ts';
import type {LatLng} from '../place/lat-lng.ts';
import type {Piece} from './drive.ts';

/** A way that was driven before. */
export type DrivenWay = readonly LatLng[];

/** As near as this a drive has been at a place. */
const nearMeters = 120;
const degreesNear = nearMeters / 111_195;

export function wayOf(pieces: readonly Piece[]): DrivenWay {
  const [first] = pieces;
  return first ? [first.from, ...pieces.map(({to}) => to)] : [];
}

/**
 * The rest of a way to a place that somebody has driven before, from where one is now; the latest that was driven.
 * Undefined if nobody has come by here on the way there.
 */
export function knownWay(ways: readonly DrivenWay[], from: LatLng, to: LatLng): DrivenWay | undefined {
  for (const way of ways.toReversed()) {
    const end = nearestIndex(way, to);
    if (end === undefined) continue;
    const begin = nearestIndex(way.slice(0, end), from);
    if (begin !== undefined) return [...way.slice(begin, end + 1), to];
  }
  return undefined;
}

function nearestIndex(way: DrivenWay, place: LatLng): number | undefined {
  let [best, least]: [number | undefined, number] = [undefined, nearMeters];
  way.forEach((each, i) => {
    if (Math.abs(each.lat - place.lat) > degreesNear) return;
    const meters = distanceMeters(each, place);
    if (meters < least) [best, least] = [i, meters];
  });
  return best;
}
