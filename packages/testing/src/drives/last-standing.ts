import {believe, distanceMeters, noFixes} from '@dispatch-kit/core';
import type {Fix, Instant, LatLng} from '@dispatch-kit/core';

/** A place where a drive stood. */
export interface Standing {
  /** The middle of the fixes made there. */
  place: LatLng;
  /** The first and the last fix made there: the first is the true time of an arrival at this place. */
  since: Instant;
  until: Instant;
}

/**
 * The last place where a drive stood, or undefined if it never did. Fixes that are not believable are passed over; a
 * gap without fixes counts when both its ends are there.
 *
 * @param rule standing is moving at most `withinMeters` (default 25) for at least `forSeconds` (default 15).
 */
export function lastStanding(
  fixes: readonly Fix[],
  {withinMeters = 25, forSeconds = 15}: {withinMeters?: number; forSeconds?: number} = {},
): Standing | undefined {
  const believed = onlyBelievable(fixes);
  for (let last = believed.length - 1; last > 0; last--) {
    const end = believed[last]!;
    let first = last;
    while (first > 0 && distanceMeters(believed[first - 1]!, end) <= withinMeters) first--;
    const begin = believed[first]!;
    if (Date.parse(end.at) - Date.parse(begin.at) < forSeconds * 1000) continue;
    return {place: middle(believed.slice(first, last + 1)), since: begin.at, until: end.at};
  }
  return undefined;
}

function onlyBelievable(fixes: readonly Fix[]): Fix[] {
  let history = noFixes;
  return fixes.filter(fix => {
    const belief = believe(history, fix, Date.parse(fix.receivedAt ?? fix.at));
    history = belief.history;
    return belief.verdict === 'taken' || belief.verdict === 'heard_again';
  });
}

function middle(fixes: readonly Fix[]): LatLng {
  const mean = (pick: (fix: Fix) => number) => fixes.reduce((sum, fix) => sum + pick(fix), 0) / fixes.length;
  return {lat: mean(fix => fix.lat), lng: mean(fix => fix.lng)};
}
