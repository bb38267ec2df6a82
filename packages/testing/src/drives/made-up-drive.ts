import {bearingDegrees, distanceMeters, lengthMeters, pointAt} from '@dispatch-kit/core';
import type {Fix, Instant, LatLng} from '@dispatch-kit/core';
import {dice} from '../dice.ts';
import type {Drive} from './drive.ts';

/** A drive that nobody drove, in seconds from its start; `driveStartingAt` places it in time. */
export interface MadeUpDrive {
  name: string;
  /** Every 3 to 5 s, with mild noise: the last minute stands at the door. */
  fixes: (Omit<Fix, 'at'> & {seconds: number})[];
  /** The planned route along the streets, from the start to the destination. */
  route: LatLng[];
  destination: LatLng;
  /** When the van comes to a stand at the door. */
  arrivesAtSeconds: number;
  /** The last fix. */
  durationSeconds: number;
}

/** A street to follow: how far east or north (negative: west, south), and how fast one drives there. */
interface Street {
  eastMeters: number;
  northMeters: number;
  metersPerSecond: number;
}

// A small piece of a grid with eight blocks to the mile; the speeds are those of side streets and arterials.
const corner: LatLng = {lat: 41.9, lng: -87.65};
const streets: Street[] = [
  {eastMeters: -201, northMeters: 0, metersPerSecond: 7},
  {eastMeters: 0, northMeters: 805, metersPerSecond: 10.5},
  {eastMeters: -805, northMeters: 0, metersPerSecond: 11.5},
  {eastMeters: 0, northMeters: 1609, metersPerSecond: 12.5},
  {eastMeters: 604, northMeters: 0, metersPerSecond: 9.5},
  {eastMeters: 0, northMeters: 1408, metersPerSecond: 11.5},
  {eastMeters: -201, northMeters: 0, metersPerSecond: 7.5},
  {eastMeters: 0, northMeters: 120, metersPerSecond: 6},
];
/** Red lights, by metres along the route. */
const lights = [
  {alongMeters: 1000, waitSeconds: 26},
  {alongMeters: 1805, waitSeconds: 38},
  {alongMeters: 2610, waitSeconds: 21},
  {alongMeters: 3415, waitSeconds: 44},
  {alongMeters: 4222, waitSeconds: 30},
];
const turnMetersPerSecond = 4.5;
const speedUp = 1.4;
const slowDown = 1.8;
const doorSeconds = 60;
const stepSeconds = 0.5;

/**
 * Makes up a believable drive of about 13 minutes through a grid of streets in Chicago, with turns, changing speed and
 * red lights far from the door. Always the same.
 */
export function madeUpDrive(): MadeUpDrive {
  const route = routeOf(streets);
  const positions = driveAlong(lengthMeters(route));
  const arrivesAtSeconds = positions.length * stepSeconds;
  const durationSeconds = arrivesAtSeconds + doorSeconds;
  const random = dice(304);
  const blur = {east: 0, north: 0};
  const fixes: MadeUpDrive['fixes'] = [];
  for (
    let seconds = 0;
    seconds <= durationSeconds;
    seconds = Math.round((seconds + 3 + 2 * random()) * 10) / 10
  ) {
    const now = positions[Math.floor(seconds / stepSeconds)] ?? {alongMeters: lengthMeters(route), speed: 0};
    // A receiver's error wanders: most of the last one is still in the next.
    blur.east = 0.85 * blur.east + 2.4 * (random() + random() + random() - 1.5);
    blur.north = 0.85 * blur.north + 2.4 * (random() + random() + random() - 1.5);
    const place = moved(pointAt(route, now.alongMeters), blur.east, blur.north);
    const ahead = pointAt(route, now.alongMeters + 1);
    fixes.push({
      lat: rounded(place.lat, 6),
      lng: rounded(place.lng, 6),
      accuracyMeters: rounded(4 + 5 * random(), 1),
      speedMetersPerSecond: rounded(now.speed, 1),
      ...(now.speed > 1
        ? {headingDegrees: Math.round(bearingDegrees(pointAt(route, now.alongMeters - 1), ahead)) % 360}
        : {}),
      seconds,
    });
  }
  return {
    name: 'A made-up drive in Chicago',
    fixes,
    route,
    destination: route.at(-1)!,
    arrivesAtSeconds,
    durationSeconds,
  };
}

/** Places a made-up drive in time. */
export function driveStartingAt(drive: MadeUpDrive, startAt: Instant): Drive {
  const startMs = Date.parse(startAt);
  const fixes = drive.fixes.map(({seconds, ...fix}) => ({
    ...fix,
    at: new Date(startMs + seconds * 1000).toISOString(),
  }));
  return {name: drive.name, fixes};
}

function routeOf(list: readonly Street[]): LatLng[] {
  return list.reduce(
    (line, street) => [...line, moved(line.at(-1)!, street.eastMeters, street.northMeters)],
    [corner],
  );
}

function moved(from: LatLng, eastMeters: number, northMeters: number): LatLng {
  const metersPerDegree = distanceMeters({lat: 0, lng: 0}, {lat: 1, lng: 0});
  const lat = from.lat + northMeters / metersPerDegree;
  return {lat, lng: from.lng + eastMeters / (metersPerDegree * Math.cos((from.lat * Math.PI) / 180))};
}

interface Moment {
  alongMeters: number;
  speed: number;
}
/** A turn, taken at a speed, or a place to stop at for a while. */
interface Slow {
  alongMeters: number;
  speed: number;
  waitSeconds: number;
}

/** Where the van is at every step until it stands at the door. */
function driveAlong(wholeMeters: number): Moment[] {
  const slows = slowsAlong(wholeMeters);
  const moments: Moment[] = [];
  let [alongMeters, speed] = [0, 0];
  while (alongMeters < wholeMeters - 0.5) {
    const waiting = slows.find(
      slow => slow.waitSeconds > 0 && Math.abs(slow.alongMeters - alongMeters) <= 0.5,
    );
    if (waiting) {
      waiting.waitSeconds -= stepSeconds;
      speed = 0;
    } else {
      speed = Math.min(speed + speedUp * stepSeconds, allowedSpeed(alongMeters, slows));
      alongMeters = Math.min(wholeMeters, alongMeters + Math.max(speed, 0.8) * stepSeconds);
    }
    moments.push({alongMeters, speed});
  }
  return moments;
}

function slowsAlong(wholeMeters: number): Slow[] {
  const stops = lights.map(light => ({...light, speed: 0}));
  const turns: Slow[] = [];
  let alongMeters = 0;
  for (const street of streets) {
    alongMeters += Math.hypot(street.eastMeters, street.northMeters);
    turns.push({alongMeters, speed: turnMetersPerSecond, waitSeconds: 0});
  }
  return [...stops, ...turns, {alongMeters: wholeMeters, speed: 0, waitSeconds: Infinity}];
}

/** As fast as the street lets, and slow enough to brake in time for all that lies ahead. */
function allowedSpeed(alongMeters: number, slows: readonly Slow[]): number {
  const ahead = slows.filter(
    slow => slow.alongMeters > alongMeters && (slow.speed > 0 || slow.waitSeconds > 0),
  );
  const braking = ahead.map(slow =>
    Math.sqrt(slow.speed ** 2 + 2 * slowDown * (slow.alongMeters - alongMeters)),
  );
  return Math.min(streetSpeed(alongMeters), ...braking);
}

/** Nobody holds a speed: it swings by a quarter every few hundred metres. */
function streetSpeed(alongMeters: number): number {
  const swing = 0.88 + 0.12 * Math.sin(alongMeters / 70);
  let end = 0;
  for (const street of streets) {
    end += Math.hypot(street.eastMeters, street.northMeters);
    if (alongMeters < end) return street.metersPerSecond * swing;
  }
  return turnMetersPerSecond;
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
