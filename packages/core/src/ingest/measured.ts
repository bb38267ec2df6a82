import type {Fix} from '../place/fix.ts';
import type {Instant} from '../time.ts';
import {toInstant} from '../time.ts';
import type {UnreadReason} from './reading.ts';

/** As far as a date reaches, in milliseconds from 1970 (ECMAScript). */
const farthestMs = 8.64e15;

/** What an app measured, in the units of a fix; undefined where it does not know. */
export type Measured = {
  lat: number | undefined;
  lng: number | undefined;
  atMs: number | undefined;
  accuracyMeters?: number | undefined;
  speedMetersPerSecond?: number | undefined;
  headingDegrees?: number | undefined;
  battery?: number | undefined;
};

/** A number, also one written as text, as forms and some trackers do. */
export function numberOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

/** A number, divided by how many make one of ours; undefined where it is negative: so apps say that they do not know. */
export function known(value: unknown, perUnit = 1): number | undefined {
  const number = numberOf(value);
  return number === undefined || number < 0 ? undefined : number / perUnit;
}

/** The moment of a text such as `2026-03-03T15:00:00Z` or `2026-03-03 15:00:00`; without a zone it is UTC. */
export function msOfText(text: string): number | undefined {
  const written = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d(?:\.\d{1,9})?)(Z|[+-]\d\d:\d\d)?$/.exec(text.trim());
  const ms = written ? Date.parse(`${written[1]}T${written[2]}${written[3] ?? 'Z'}`) : NaN;
  return Number.isNaN(ms) ? undefined : ms;
}

/** A fix of what was measured; whatever is out of its range is left out, and without place or moment it is none. */
export function fixOf(measured: Measured, source: string): Fix | UnreadReason {
  const {lat, lng, atMs, accuracyMeters, speedMetersPerSecond, headingDegrees, battery} = measured;
  if (lat === undefined || lng === undefined || atMs === undefined || Math.abs(atMs) > farthestMs)
    return 'unreadable';
  return {
    lat,
    lng,
    at: toInstant(atMs) as Instant,
    source,
    ...(accuracyMeters !== undefined && {accuracyMeters}),
    ...(speedMetersPerSecond !== undefined && {speedMetersPerSecond}),
    ...(headingDegrees !== undefined && headingDegrees <= 360 && {headingDegrees}),
    ...(battery !== undefined && battery <= 1 && {battery}),
  };
}
