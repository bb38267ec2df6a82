import {
  distanceMeters,
  estimateArrival,
  learnRoad,
  lengthMeters,
  nearestOnLine,
  toMs,
} from '@dispatch-kit/core';
import type {Fix, PastDrive} from '@dispatch-kit/core';
import {hasRecorded, places, rabatDrives, recorded} from '../recorded/recorded.ts';
import {simplify} from '../recorded/simplify.ts';

const buckets = [
  [2, 5],
  [5, 10],
  [10, 20],
] as const;
const minute = 60_000;
const askEveryMs = 15_000;

/** What is told of real drives, beside the same baselines; few as they are, they prove nothing. */
export function realDrives(): string[] {
  if (!hasRecorded) return [];
  const rabat = rabatDrives();
  return [
    ...rabat.map(({name, fixes}) =>
      tell(
        `Rabat ${name}, learned from the other three`,
        fixes,
        rabat.filter(other => other.name !== name),
      ),
    ),
    tell('Munich, nothing learned', recorded('munich-drive-15s.json'), []),
    tell('Limerick bus, nothing learned', recorded('limerick-bus-304.gpx'), []),
  ];
}

function tell(name: string, fixes: readonly Fix[], past: readonly PastDrive[]): string {
  const road = learnRoad(past);
  const drive = places(fixes);
  const route = simplify(drive, 10);
  const destination = drive.at(-1)!;
  const arrivedMs = toMs(destination.at);
  const pastSpeed = past.length > 0 ? speedOf(past.map(each => places(each.fixes))) : undefined;
  const errors = buckets.map(() => ({ours: [] as number[], own: [] as number[], past: [] as number[]}));
  let askedMs = -Infinity;
  drive.forEach((fix, i) => {
    const nowMs = toMs(fix.at);
    const bucket = buckets.findIndex(
      ([from, to]) => arrivedMs - nowMs >= from * minute && arrivedMs - nowMs < to * minute,
    );
    if (bucket < 0 || i === 0 || nowMs - askedMs < askEveryMs) return;
    askedMs = nowMs;
    const said = estimateArrival({
      fixes: drive.slice(0, i + 1),
      destination,
      route,
      pastDrives: road,
      now: fix.at,
    })!;
    const rest = lengthMeters(route) - nearestOnLine(route, fix).alongMeters;
    const own = lengthMeters(drive.slice(0, i + 1)) / ((nowMs - toMs(drive[0]!.at)) / 1000);
    const off = (ms: number) => Math.abs(ms - arrivedMs) / 1000;
    errors[bucket]!.ours.push(off(toMs(said.expectedAt)));
    errors[bucket]!.own.push(off(nowMs + (1000 * rest) / own));
    if (pastSpeed) errors[bucket]!.past.push(off(nowMs + (1000 * rest) / pastSpeed));
  });
  const mean = (values: readonly number[]) =>
    values.length === 0 ? '–' : Math.round(values.reduce((sum, value) => sum + value, 0) / values.length);
  const words = errors.map(
    ({ours, own, past: byPast}, i) =>
      `${buckets[i]!.join('–')} min ${mean(ours)} s (own speed ${mean(own)}, past speed ${mean(byPast)})`,
  );
  return `${name}: ${words.join('; ')}`;
}

function speedOf(drives: readonly (readonly Fix[])[]): number {
  let [meters, seconds] = [0, 0];
  for (const fixes of drives) {
    meters += fixes.slice(1).reduce((sum, fix, i) => sum + distanceMeters(fixes[i]!, fix), 0);
    seconds += (toMs(fixes.at(-1)!.at) - toMs(fixes[0]!.at)) / 1000;
  }
  return meters / seconds;
}
