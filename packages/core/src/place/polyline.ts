import {distanceMeters, movedToward, shortTurn} from './lat-lng.ts';
import type {LatLng} from './lat-lng.ts';

/**
 * Writes a line in Google's encoded polyline format.
 *
 * Source: "Encoded Polyline Algorithm Format", Google Maps Platform documentation.
 *
 * @param precision decimal places kept: 5 (Google, OSRM; about 1 m) or 6 (Valhalla; about 0.1 m).
 */
export function encodePolyline(line: readonly LatLng[], precision: 5 | 6 = 5): string {
  const factor = 10 ** precision;
  let text = '';
  let before = {lat: 0, lng: 0};
  for (const place of line) {
    const now = {lat: Math.round(place.lat * factor), lng: Math.round(place.lng * factor)};
    text += encodeNumber(now.lat - before.lat) + encodeNumber(now.lng - before.lng);
    before = now;
  }
  return text;
}

/**
 * Reads a line written by `encodePolyline` or by a routing service with the same precision.
 *
 * @throws RangeError if the text is cut off or holds a character outside the format.
 */
export function decodePolyline(text: string, precision: 5 | 6 = 5): LatLng[] {
  const factor = 10 ** precision;
  const numbers = decodeNumbers(text);
  if (numbers.length % 2) throw new RangeError('The encoded polyline ends inside a place.');
  const line: LatLng[] = [];
  let lat = 0;
  let lng = 0;
  for (let i = 0; i < numbers.length; i += 2) {
    lat += numbers[i]!;
    lng += numbers[i + 1]!;
    line.push({lat: lat / factor, lng: lng / factor});
  }
  return line;
}

/** Metres along a line; 0 for fewer than two places. */
export function lengthMeters(line: readonly LatLng[]): number {
  let sum = 0;
  for (let i = 1; i < line.length; i++) sum += distanceMeters(line[i - 1]!, line[i]!);
  return sum;
}

/** Where a line comes nearest to a place. */
export interface NearestOnLine {
  /** Metres from the place to the line. */
  distanceMeters: number;
  /** Metres along the line, from its first place, to the nearest point. */
  alongMeters: number;
  /** The segment of the nearest point: it runs from `line[segment]` to `line[segment + 1]`. */
  segment: number;
}

/**
 * Finds where a line comes nearest to a place; the earliest point if there are several.
 *
 * @throws RangeError for an empty line.
 */
export function nearestOnLine(line: readonly LatLng[], place: LatLng): NearestOnLine {
  if (!line[0]) throw new RangeError('A line without a place has no nearest point.');
  let best: NearestOnLine = {distanceMeters: distanceMeters(line[0], place), alongMeters: 0, segment: 0};
  let before = 0;
  for (let i = 1; i < line.length; i++) {
    const [from, to] = [line[i - 1]!, line[i]!];
    const segmentMeters = distanceMeters(from, to);
    const fraction = nearestFraction(from, to, place);
    const away = distanceMeters(movedToward(from, to, fraction), place);
    if (away < best.distanceMeters) {
      best = {distanceMeters: away, alongMeters: before + fraction * segmentMeters, segment: i - 1};
    }
    before += segmentMeters;
  }
  return best;
}

/** What remains of a line from `alongMeters` on, beginning at that very point; its last place alone past the end. */
export function sliceFrom(line: readonly LatLng[], alongMeters: number): LatLng[] {
  const at = locate(line, alongMeters);
  if (!at) return [];
  const rest = line.slice(at.next);
  return rest[0] && distanceMeters(rest[0], at.place) === 0 ? rest : [at.place, ...rest];
}

/** The beginning of a line, with all its corners: as few of them as make `meters`, or all of it where it is shorter. */
export function beginningOf(line: readonly LatLng[], meters: number): LatLng[] {
  let along = 0;
  const last = line.findIndex((place, i) => {
    if (i > 0) along += distanceMeters(line[i - 1]!, place);
    return along >= meters;
  });
  return last < 0 ? [...line] : line.slice(0, last + 1);
}

/**
 * The place `alongMeters` along a line; its ends before and past them.
 *
 * @throws RangeError for an empty line.
 */
export function pointAt(line: readonly LatLng[], alongMeters: number): LatLng {
  const at = locate(line, alongMeters);
  if (!at) throw new RangeError('A line without a place has no point.');
  return at.place;
}

/** The point on a line at a distance, and the index of the first place not before it. */
function locate(line: readonly LatLng[], alongMeters: number): {place: LatLng; next: number} | undefined {
  if (!line[0]) return undefined;
  if (alongMeters <= 0) return {place: line[0], next: 0};
  let left = alongMeters;
  for (let i = 1; i < line.length; i++) {
    const segmentMeters = distanceMeters(line[i - 1]!, line[i]!);
    if (left < segmentMeters)
      return {place: movedToward(line[i - 1]!, line[i]!, left / segmentMeters), next: i};
    left -= segmentMeters;
  }
  return {place: line.at(-1)!, next: line.length - 1};
}

/** Where on a short segment (0 to 1) a place is nearest, on a plane whose east is shrunk by the latitude. */
function nearestFraction(from: LatLng, to: LatLng, place: LatLng): number {
  const shrink = Math.cos((place.lat * Math.PI) / 180);
  const [dx, dy] = [shortTurn(to.lng - from.lng) * shrink, to.lat - from.lat];
  const [px, py] = [shortTurn(place.lng - from.lng) * shrink, place.lat - from.lat];
  const squared = dx * dx + dy * dy;
  return squared === 0 ? 0 : Math.min(1, Math.max(0, (px * dx + py * dy) / squared));
}

function encodeNumber(value: number): string {
  let rest = value < 0 ? -2 * value - 1 : 2 * value;
  let text = '';
  while (rest >= 32) {
    text += String.fromCharCode((rest % 32) + 32 + 63);
    rest = Math.floor(rest / 32);
  }
  return text + String.fromCharCode(rest + 63);
}

function decodeNumbers(text: string): number[] {
  const numbers: number[] = [];
  let value = 0;
  let scale = 1;
  for (let i = 0; i < text.length; i++) {
    const chunk = text.charCodeAt(i) - 63;
    if (chunk < 0 || chunk > 63)
      throw new RangeError(`Character ${i + 1} does not belong in an encoded polyline.`);
    value += (chunk % 32) * scale;
    scale *= 32;
    if (chunk >= 32) continue;
    numbers.push(value % 2 ? -(value + 1) / 2 : value / 2);
    value = 0;
    scale = 1;
  }
  if (scale !== 1) throw new RangeError('The encoded polyline ends inside a number.');
  return numbers;
}
