import type {GeocodedPlace} from '@dispatch-kit/core';
import type {Service} from '../asking/ask-json.ts';
import {GeocoderBusy} from '../options.ts';

export const geocoder: Service = {
  name: 'The geocoder',
  mostKilobytes: 512,
  busy: (message, retryAfterMs) => new GeocoderBusy(message, retryAfterMs),
};

/** A place as a service wrote it, if its coordinates are some. */
export function placeFrom(
  label: unknown,
  lat: unknown,
  lng: unknown,
  precision: GeocodedPlace['precision'],
): GeocodedPlace[] {
  const isWritten = [lat, lng].every(
    each => typeof each === 'number' || (typeof each === 'string' && each !== ''),
  );
  const place = {lat: Number(lat), lng: Number(lng)};
  const isPlace =
    Math.abs(place.lat) <= 90 && Math.abs(place.lng) <= 180 && (place.lat !== 0 || place.lng !== 0);
  return isWritten && isPlace && typeof label === 'string' && label !== ''
    ? [{label, ...place, precision}]
    : [];
}

/** A list of objects out of something that somebody else wrote. */
export function objectsIn(list: unknown): Record<string, unknown>[] {
  if (!Array.isArray(list)) throw new Error('The geocoder answered without a list of places.');
  return list.filter(each => typeof each === 'object' && each !== null) as Record<string, unknown>[];
}

/** Whether a question names the house that was found: services also answer with a neighbour. `12 b` and `12B` are one. */
export function namesHouse(query: string, houseNumber: unknown): boolean {
  const found = String(houseNumber ?? '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
  const asked = query.toLowerCase();
  const together = asked.replaceAll(/(\d)[\s-]+(\p{L})(?!\p{L})/gu, '$1$2');
  const words: readonly string[] = `${asked} ${together}`.match(/[\p{L}\p{N}]+/gu) ?? [];
  return found !== '' && words.includes(found);
}
