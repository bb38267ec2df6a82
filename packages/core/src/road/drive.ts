import {believe, fastestBelievableMetersPerSecond, noFixes} from '../place/fix.ts';
import type {Fix} from '../place/fix.ts';
import {distanceMeters} from '../place/great-circle.ts';
import type {LatLng} from '../place/lat-lng.ts';
import {toMs} from '../time.ts';

/** A finished drive, from which the next are learned: its fixes from the departure to the door, oldest first. */
export interface PastDrive {
  fixes: readonly Fix[];
}

/** A place with the moment at which a van was there. */
export interface Spot extends LatLng {
  atMs: number;
}

/** A silence longer than this says nothing of the road in between. */
export const longestPieceSeconds = 45;
/** Shorter pieces would be lengthened by the trembling of the receiver; who stands makes pieces of time alone. */
const shortestPieceMeters = 25;
const shortestStandSeconds = 20;
/** Who stays within so many metres stands. */
export const standingMeters = 25;
/** Longer than any light is red: an errand, not the road. */
export const errandSeconds = 150;

/** The believable places of a drive, oldest first, each with when it was first reported and, if held, last. */
export function spotsOf(fixes: readonly Fix[], destination?: LatLng): Spot[] {
  const spots: Spot[] = [];
  let history = noFixes;
  for (const fix of fixes) {
    const belief = believe(history, fix, toMs(fix.receivedAt ?? fix.at), destination);
    history = belief.history;
    if (belief.verdict !== 'taken' && belief.verdict !== 'heard_again') continue;
    spots.push({lat: fix.lat, lng: fix.lng, atMs: toMs(fix.at)});
  }
  return spots;
}

/** The drive itself: without standing before it set off and after it came to its end. */
export function drivenSpots(fixes: readonly Fix[]): Spot[] {
  const spots = spotsOf(fixes);
  const [first, last] = [spots[0], spots.at(-1)];
  if (!first || !last) return [];
  const begin = spots.findIndex(spot => distanceMeters(spot, first) > standingMeters);
  const end = spots.findLastIndex(spot => distanceMeters(spot, last) > standingMeters);
  return begin < 1 || end < begin ? [] : spots.slice(begin - 1, end + 2);
}

/** A piece of a drive: between two places that follow each other. */
export interface Piece {
  from: Spot;
  to: Spot;
  meters: number;
  seconds: number;
}

/**
 * The pieces of a drive that say how fast the road is driven. Silences are left out, and standing longer than any
 * light is red; a receiver that holds a place reports it anew and again, which is one piece.
 */
export function piecesOf(spots: readonly Spot[]): Piece[] {
  const pieces: Piece[] = [];
  let from = spots[0];
  for (const to of spots.slice(1)) {
    const meters = distanceMeters(from!, to);
    const seconds = (to.atMs - from!.atMs) / 1000;
    if (meters < shortestPieceMeters && seconds < shortestStandSeconds) continue;
    const isDriven = seconds <= longestPieceSeconds && meters <= seconds * fastestBelievableMetersPerSecond;
    if (isDriven) pieces.push({from: from!, to, meters, seconds});
    from = to;
  }
  return withoutErrands(pieces);
}

function withoutErrands(pieces: readonly Piece[]): Piece[] {
  const kept: Piece[] = [];
  for (let i = 0; i < pieces.length;) {
    let end = i;
    while (end < pieces.length && distanceMeters(pieces[i]!.from, pieces[end]!.to) < standingMeters) end++;
    const stood = end > i ? (pieces[end - 1]!.to.atMs - pieces[i]!.from.atMs) / 1000 : 0;
    if (stood < errandSeconds) kept.push(...pieces.slice(i, Math.max(end, i + 1)));
    i = Math.max(end, i + 1);
  }
  return kept;
}
