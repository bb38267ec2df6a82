import {resolve} from 'node:path';
import type {Fix, LatLng} from '@dispatch-kit/core';
import {dayMs, hourMs} from '@dispatch-kit/core';
import {simulateDrive, trafficOf} from '@dispatch-kit/testing/simulator';
import type {RoadGraph, SimulatedDrive, TrafficPattern} from '@dispatch-kit/testing/simulator';
import {between, dice, oneOf} from '../../packages/testing/src/dice.ts';
import type {Dice} from '../../packages/testing/src/dice.ts';
import {chicagoMap} from '../../scripts/city/chicago.ts';

export const timeZone = 'America/Chicago';
const centre: LatLng = {lat: 41.8786, lng: -87.6403};
/** A Monday in winter. */
const firstDayMs = Date.parse('2026-01-05T06:00:00Z');
const pastDays = 56;

/** What happened on a drive that does not happen on every one. */
export interface Happening {
  kind: 'stop' | 'gap' | 'off_route';
  fromMs: number;
  toMs: number;
}

export interface Driven extends SimulatedDrive {
  to: LatLng;
  happenings: Happening[];
  /** True if traffic stands, by its pattern, where the van is at that moment. */
  inTraffic(ms: number): boolean;
}

export interface TownDrives {
  past: {fixes: Fix[]}[];
  heldOut: Driven[];
}

export async function readTown(): Promise<RoadGraph> {
  const {graph} = await chicagoMap(resolve(import.meta.dirname, '../../.tmp'));
  return graph;
}

/** Drives of a company in the streets of Chicago: eight weeks to learn from, and two weeks that follow. */
export function driveTown(
  graph: RoadGraph,
  pattern: TrafficPattern,
  seed: number,
  counts: {past: number; heldOut: number},
): TownDrives {
  const traffic = trafficOf(pattern, {seed, timeZone, centre});
  const random = dice('drives', pattern, seed);
  const depots = Array.from({length: 3}, () => oneOf(random, graph.nodes));
  const drive = (fromDay: number, days: number): Driven => {
    for (;;) {
      const departMs =
        firstDayMs +
        Math.floor(between(random, fromDay, fromDay + days)) * dayMs +
        between(random, 7, 19) * hourMs;
      const from = random() < 0.3 ? oneOf(random, depots) : oneOf(random, graph.nodes);
      const driven = roll(graph, {from, to: oneOf(random, graph.nodes), departMs, random, traffic});
      const minutes = (driven.arriveMs - driven.departMs) / 60_000;
      if (minutes > 12 && minutes < 60) return driven;
    }
  };
  const past = Array.from({length: counts.past}, () => drive(0, pastDays));
  return {
    past: past.map(({fixes}) => ({fixes})),
    heldOut: Array.from({length: counts.heldOut}, () => drive(pastDays, 14)),
  };
}

interface Roll {
  from: LatLng;
  to: LatLng;
  departMs: number;
  random: Dice;
  traffic: ReturnType<typeof trafficOf>;
}

/** One drive in ten has an errand on its way, one in ten a silence, one in ten takes another way than it was told. */
function roll(graph: RoadGraph, {from, to, departMs, random, traffic}: Roll): Driven {
  const [lot, share, long] = [random(), between(random, 0.25, 0.75), random()];
  const halts = lot < 0.1 ? [{share, seconds: 240 + 240 * long}] : [];
  const silences = lot >= 0.1 && lot < 0.2 ? [{from: share, to: share + 0.1 + 0.15 * long}] : [];
  const aside = {
    lat: from.lat + (to.lat - from.lat) * share + between(random, -0.012, 0.012),
    lng: from.lng + (to.lng - from.lng) * share + between(random, -0.016, 0.016),
  };
  const via = lot >= 0.2 && lot < 0.3 ? [aside] : [];
  const drive = simulateDrive({graph, from, to, departMs, random, traffic, halts, silences, via});
  const when = (at: number) => momentAt(drive, at);
  const happenings: Happening[] = [
    ...halts.map(halt => ({
      kind: 'stop' as const,
      fromMs: when(halt.share) - 10_000,
      toMs: when(halt.share) + halt.seconds * 1000 + 10_000,
    })),
    ...silences.map(silence => ({kind: 'gap' as const, fromMs: when(silence.from), toMs: when(silence.to)})),
    ...(via.length > 0 ? [{kind: 'off_route' as const, fromMs: drive.departMs, toMs: drive.arriveMs}] : []),
  ];
  const inTraffic = (ms: number) =>
    traffic({place: drive.positionAt(ms).place, ms, metersPerSecond: 13}) < 0.4;
  return {...drive, to, happenings, inTraffic};
}

/** When a drive has come so far for the first time. */
function momentAt(drive: SimulatedDrive, share: number): number {
  let [low, high] = [drive.departMs, drive.arriveMs];
  while (high - low > 500) {
    const middle = (low + high) / 2;
    if (drive.positionAt(middle).alongMeters < share * drive.lengthMeters - 1) low = middle;
    else high = middle;
  }
  return high;
}
