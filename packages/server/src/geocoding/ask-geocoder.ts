import type {GeocodedPlace} from '@dispatch-kit/core';
import {GeocoderBusy} from '../options.ts';

/** How an adapter calls its service, and how long it waits for it. */
export type GeocoderOptions = {
  /** How the service is called: the global `fetch`, or one of your own. */
  fetch: (url: string, init: {signal: AbortSignal; headers: Record<string, string>}) => Promise<Response>;
  /** For the whole answer; 4 seconds unless given. */
  timeoutMs?: number;
};

const mostBytes = 512 * 1024;

/** Asks a service for JSON; anything but a good answer is an error that names no address. */
export async function askJson(
  {fetch, timeoutMs = 4000}: GeocoderOptions,
  url: URL,
  headers: Record<string, string> = {},
): Promise<unknown> {
  const signal = AbortSignal.timeout(timeoutMs);
  let text: string;
  try {
    const response = await fetch(url.href, {signal, headers: {accept: 'application/json', ...headers}});
    if (!response.ok) {
      await response.body?.cancel();
      throw refusalOf(response);
    }
    text = await boundedText(response);
  } catch (error) {
    if (signal.aborted)
      throw new Error(`The geocoder did not answer within ${timeoutMs} ms.`, {cause: error});
    throw error;
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new Error('The geocoder answered with something else than JSON.');
  }
}

function refusalOf({status, headers}: Response): Error {
  const message = `The geocoder answered ${status}.`;
  if (status !== 429 && status !== 503) return new Error(message);
  return new GeocoderBusy(message, retryAfterOf(headers));
}

/** Seconds, or a date, which is read against the service's own clock. */
function retryAfterOf(headers: Headers): number | undefined {
  const text = headers.get('retry-after') ?? '';
  const ms = /^\d+$/.test(text)
    ? Number(text) * 1000
    : Date.parse(text) - Date.parse(headers.get('date') ?? '');
  return ms > 0 ? ms : undefined;
}

/** The answer as text; a huge one is cut off. */
async function boundedText({body}: Response): Promise<string> {
  const decoder = new TextDecoder();
  let [text, bytes] = ['', 0];
  for await (const chunk of body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > mostBytes) throw new Error('The geocoder answered with more than 512 KiB.');
    text += decoder.decode(chunk, {stream: true});
  }
  return text + decoder.decode();
}

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

/** A part of something that somebody else wrote, if it is an object. */
export function objectIn(part: unknown): Record<string, unknown> {
  return typeof part === 'object' && part !== null ? (part as Record<string, unknown>) : {};
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
