import {decodePolyline} from '@dispatch-kit/core';
import type {LatLng} from '@dispatch-kit/core';
import type {Service} from '../asking/ask-json.ts';
import {RouterBusy} from '../options.ts';
import type {RoutedWay} from '../options.ts';

export const routingEngine: Service = {
  name: 'The routing engine',
  mostKilobytes: 2048,
  busy: (message, retryAfterMs) => new RouterBusy(message, retryAfterMs),
};

/** A way across a country has tens of thousands of places; so many draw it. */
const mostPlaces = 4000;

/** A way as a service wrote it. Throws, naming no place, for one that cannot be. */
export function wayFrom(durationSeconds: unknown, distanceMeters: unknown, polyline: unknown): RoutedWay {
  const geometry = lineFrom(polyline);
  if (!isAmount(durationSeconds) || !isAmount(distanceMeters) || geometry.length < 2)
    throw new Error('The routing engine answered with a way that has no time, length or places.');
  return {durationSeconds, distanceMeters, geometry};
}

function lineFrom(polyline: unknown): LatLng[] {
  try {
    const line = decodePolyline(String(polyline));
    return line.every(isPlace) ? thinned(line) : [];
  } catch {
    return [];
  }
}

function isPlace({lat, lng}: LatLng): boolean {
  return Math.abs(lat) <= 90 && Math.abs(lng) <= 180;
}

function thinned(line: LatLng[]): LatLng[] {
  const every = Math.ceil(line.length / mostPlaces);
  return line.filter((_, i) => i % every === 0 || i === line.length - 1);
}

/** A number of seconds or metres that somebody else wrote. */
export function isAmount(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}
