import type {GeocodedPlace} from '@dispatch-kit/core';

/** How an adapter calls its service, and how long it waits for it. */
export type GeocoderOptions = {
  /** How the service is called: the global `fetch`, or one of your own. */
  fetch: (url: string, init: {signal: AbortSignal; headers: Record<string, string>}) => Promise<Response>;
  /** 4 seconds unless given. */
  timeoutMs?: number;
};

/** Asks a service for JSON; anything but a good answer is an error that names no address. */
export async function askJson(
  {fetch, timeoutMs = 4000}: GeocoderOptions,
  url: URL,
  headers: Record<string, string> = {},
): Promise<unknown> {
  const response = await fetch(url.href, {signal: AbortSignal.timeout(timeoutMs), headers});
  if (!response.ok) throw new Error(`The geocoder answered ${response.status}.`);
  return response.json();
}

/** A place as a service wrote it, if its coordinates are some. */
export function placeFrom(
  label: unknown,
  lat: unknown,
  lng: unknown,
  precision: GeocodedPlace['precision'],
): GeocodedPlace[] {
  const place = {lat: Number(lat), lng: Number(lng)};
  const isPlace = Math.abs(place.lat) <= 90 && Math.abs(place.lng) <= 180 && lat !== null && lng !== null;
  return isPlace && typeof label === 'string' && label !== '' ? [{label, ...place, precision}] : [];
}
