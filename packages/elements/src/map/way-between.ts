import {beginningOf, distanceMeters, nearestOnLine, pointAt, sliceFrom} from '@dispatch-kit/core';
import type {LatLng} from '@dispatch-kit/core';

/** Both ends this near to the told way: he drove along it. */
const onRouteMeters = 40;
/** The way is searched only so far ahead as a fast car comes: it may cross itself later. */
const fastestMetersPerSecond = 50;

/**
 * From one place to the next along the way that was told, if both are on it; else straight. A place a little behind
 * `from` is noise of the receiver, and stays where it is: on its way a marker never goes back.
 */
export function wayBetween(from: LatLng, to: LatLng, route: readonly LatLng[], gapSeconds: number): LatLng[] {
  if (route.length < 2) return [from, to];
  const start = nearestOnLine(route, from);
  if (start.distanceMeters > onRouteMeters) return [from, to];
  const [, ...rest] = sliceFrom(route, start.alongMeters);
  const ahead = beginningOf([from, ...rest], gapSeconds * fastestMetersPerSecond);
  const end = nearestOnLine(ahead, to);
  if (end.distanceMeters > onRouteMeters) return [from, to];
  if (end.alongMeters === 0) return [from];
  const beside = {
    from: offsetOf(from, pointAt(route, start.alongMeters)),
    to: offsetOf(to, pointAt(ahead, end.alongMeters)),
  };
  let along = 0;
  const between = ahead.slice(1, end.segment + 1).map((corner, i) => {
    along += distanceMeters(ahead[i]!, corner);
    return shifted(corner, beside, along / end.alongMeters);
  });
  return [from, ...between, to];
}

const offsetOf = (place: LatLng, onLine: LatLng): LatLng => ({
  lat: place.lat - onLine.lat,
  lng: place.lng - onLine.lng,
});

/** He drives beside the told way, in his lane, as far as he was seen beside it: from the one offset over to the other. */
function shifted(corner: LatLng, {from, to}: {from: LatLng; to: LatLng}, share: number): LatLng {
  const mixed = (a: number, b: number) => a + (b - a) * share;
  return {lat: corner.lat + mixed(from.lat, to.lat), lng: corner.lng + mixed(from.lng, to.lng)};
}
