import type {LatLng} from '@dispatch-kit/core';
import {routingEngine, wayFrom} from './routed-way.ts';
import {askJson, objectIn} from '../asking/ask-json.ts';
import type {AskOptions} from '../asking/ask-json.ts';
import type {Router} from '../options.ts';

/** Without a mask the service answers nothing; what is not in it is not charged for. */
const fields = 'routes.duration,routes.distanceMeters,routes.polyline.encodedPolyline';

/** Asks a service of the shape of Google's Routes API, with your key, for the way in the traffic of the moment. */
export function googleRouter({
  url = 'https://routes.googleapis.com',
  key,
  ...options
}: AskOptions & {url?: string; key: string}): Router {
  return {
    async route(from, to) {
      const answer = await askJson(options, routingEngine, {
        url: new URL(`${url.replace(/\/+$/, '')}/directions/v2:computeRoutes`),
        headers: {'x-goog-api-key': key, 'x-goog-fieldmask': fields},
        body: {
          origin: waypoint(from),
          destination: waypoint(to),
          travelMode: 'DRIVE',
          routingPreference: 'TRAFFIC_AWARE',
          polylineQuality: 'HIGH_QUALITY',
          polylineEncoding: 'ENCODED_POLYLINE',
        },
      });
      // Where no road leads, the answer has no routes at all.
      const [way] = (objectIn(answer)['routes'] ?? []) as unknown[];
      if (way === undefined) return undefined;
      const {duration, distanceMeters, polyline} = objectIn(way);
      // A way of no length has none written.
      return wayFrom(secondsOf(duration), distanceMeters ?? 0, objectIn(polyline)['encodedPolyline']);
    },
  };
}

function waypoint({lat, lng}: LatLng): object {
  return {location: {latLng: {latitude: lat, longitude: lng}}};
}

/** `165s`, perhaps with decimals. */
function secondsOf(duration: unknown): number | undefined {
  const [, seconds] = /^(\d+(?:\.\d+)?)s$/.exec(String(duration)) ?? [];
  return seconds === undefined ? undefined : Number(seconds);
}
