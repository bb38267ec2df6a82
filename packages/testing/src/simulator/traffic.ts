import {dayIn, minuteMs} from '@dispatch-kit/core';
import type {LatLng} from '@dispatch-kit/core';
import {between, dice} from '../dice.ts';
import {metersPerDegree} from './gps-receiver.ts';
import type {Traffic} from './simulate-drive.ts';

/** A named pattern of traffic. */
export type TrafficPattern = 'commuters' | 'market';

export interface TrafficOptions {
  seed: number;
  timeZone: string;
  /** Where the town is densest. */
  centre: LatLng;
}

const districtMeters = 1_200;
const largeMetersPerSecond = 11;
/** How many districts stand still at some time of a day, of each hundred. */
const jamShare = 0.06;
const jamFactor = 0.3;

/** A hill of height 1 at an hour of the day. */
const hill = (hour: number, at: number, width: number) => Math.exp(-(((hour - at) / width) ** 2));

interface Moment {
  hour: number;
  /** 0 is Sunday. */
  weekday: number;
  day: string;
}

/**
 * Traffic that has its hours: `commuters` fill the large streets on weekday mornings and evenings, a `market` fills
 * some districts at noon, Fridays most. No day is quite as the other, and here and there a district stands still for
 * an hour.
 */
export function trafficOf(pattern: TrafficPattern, {seed, timeZone, centre}: TrafficOptions): Traffic {
  const momentOf = clockOf(timeZone);
  const levels = new Map<string, number>();
  const levelOf = (day: string) => {
    const known = levels.get(day) ?? 1 + 0.1 * bell(dice(seed, pattern, day));
    levels.set(day, known);
    return known;
  };
  const jams = new Map<string, {fromHour: number; toHour: number} | undefined>();
  const jamOf = (day: string, district: string) => {
    const key = `${day} ${district}`;
    if (!jams.has(key)) jams.set(key, rollJam(dice(seed, pattern, 'jam', key)));
    return jams.get(key);
  };
  return ({place, ms, metersPerSecond}) => {
    const moment = momentOf(ms);
    const district = districtOf(place, centre);
    const crowd =
      pattern === 'commuters' ? commuters(moment, metersPerSecond) : market(moment, dice(seed, district)());
    const far = Math.hypot(place.lat - centre.lat, (place.lng - centre.lng) * 0.75) * metersPerDegree;
    const density = 0.6 + 0.4 * Math.exp(-far / 4_000);
    const usual = (1 - crowd * density) * levelOf(moment.day);
    const jam = jamOf(moment.day, district);
    const stands = jam !== undefined && moment.hour >= jam.fromHour && moment.hour < jam.toHour;
    return Math.max(0.12, stands ? usual * jamFactor : usual);
  };
}

/** Where and when traffic stood still, for whoever judges an estimate. */
function rollJam(random: () => number): {fromHour: number; toHour: number} | undefined {
  if (random() >= jamShare) return undefined;
  const fromHour = between(random, 6.5, 18);
  return {fromHour, toHour: fromHour + between(random, 0.6, 1.4)};
}

function commuters({hour, weekday}: Moment, metersPerSecond: number): number {
  const isWeekend = weekday === 0 || weekday === 6;
  if (isWeekend) return 0.12 * hill(hour, 13, 3);
  const rush = 0.5 * hill(hour, 8, 1.3) + 0.45 * hill(hour, 17.2, 1.6) + 0.12 * hill(hour, 12.5, 2);
  return metersPerSecond >= largeMetersPerSecond ? rush : 0.55 * rush;
}

function market({hour, weekday}: Moment, busy: number): number {
  const most = weekday === 5 ? 1.3 : weekday === 0 ? 0.3 : 1;
  return Math.min(0.7, most * (0.15 + 0.4 * busy) * (hill(hour, 12.5, 2.2) + 0.6 * hill(hour, 16.5, 1.2)));
}

function districtOf({lat, lng}: LatLng, centre: LatLng): string {
  const shrink = Math.cos((centre.lat * Math.PI) / 180);
  const north = Math.floor(((lat - centre.lat) * metersPerDegree) / districtMeters);
  const east = Math.floor(((lng - centre.lng) * metersPerDegree * shrink) / districtMeters);
  return `${north} ${east}`;
}

/** About a normal distribution, between −2 and 2. */
function bell(random: () => number): number {
  return random() + random() + random() + random() - 2;
}

function clockOf(timeZone: string): (ms: number) => Moment {
  const hours = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hour: 'numeric',
    minute: 'numeric',
    hourCycle: 'h23',
  });
  const slotMs = 5 * minuteMs;
  const moments = new Map<number, Moment>();
  return ms => {
    const slot = Math.floor(ms / slotMs);
    const found = moments.get(slot);
    if (found) return found;
    const day = dayIn(timeZone, slot * slotMs);
    const parts = hours.formatToParts(slot * slotMs);
    const number = (type: string) => Number(parts.find(part => part.type === type)!.value);
    const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
    const moment = {hour: number('hour') + number('minute') / 60, weekday, day};
    moments.set(slot, moment);
    return moment;
  };
}
