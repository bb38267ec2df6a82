import type {LatLng, TravelSeconds} from '@dispatch-kit/core';
import {driveSeconds} from '@dispatch-kit/core';
import type {Drive} from '../office/known-drives.ts';
import type {Office} from '../office/office.ts';
import type {Router} from '../options.ts';
import type {PastLegRow} from '../storage/rows.ts';

/** Who plans does not wait longer than this for a routing engine. */
const patienceMs = 3000;
/** Larger tables cost an engine more than the ways one by one. */
const mostCells = 400;

/** How long driving takes as long as no routing engine says more: the straight line, at the organization's pace. */
export function straightTravel(pastLegs: readonly PastLegRow[]): TravelSeconds {
  return (from, to) => driveSeconds(from, to, pastLegs);
}

/**
 * Asks the routing engine for drives, all at once and outside any transaction; what it said lately is not asked again. What
 * it does not answer in time, or cannot, stays as it was estimated.
 */
export async function routedTravel(
  office: Office,
  drives: readonly Drive[],
  estimate: TravelSeconds,
): Promise<TravelSeconds> {
  const {router, clock, knownDrives} = office;
  const unknown = drives.filter(drive => knownDrives.secondsOf(drive, clock.now()) === undefined);
  if (unknown.length > 0) {
    const {promise, resolve} = Promise.withResolvers<void>();
    const limit = AbortSignal.timeout(patienceMs);
    limit.addEventListener('abort', () => resolve());
    await Promise.race([ask(office, router!, unknown), promise]);
  }
  const nowMs = clock.now();
  return (from, to) => knownDrives.secondsOf([from, to], nowMs) ?? estimate(from, to);
}

/** Resolves when all was answered or has failed. */
async function ask(office: Office, router: Router, drives: readonly Drive[]): Promise<void> {
  const [sources, targets] = [placesOf(drives, 0), placesOf(drives, 1)];
  const isTable = router.matrix && drives.length > 1 && sources.size * targets.size <= mostCells;
  const asking = isTable
    ? [askTable(office, router, [...sources.values()], [...targets.values()])]
    : [...new Map(drives.map(drive => [drive.map(written).join(' '), drive])).values()].map(drive =>
        askWay(office, router, drive),
      );
  await Promise.all(
    asking.map(each =>
      each.catch((error: unknown) => {
        office.log('warn', 'The routing engine did not answer; driving is estimated', {error: String(error)});
      }),
    ),
  );
}

async function askWay({clock, knownDrives}: Office, router: Router, drive: Drive): Promise<void> {
  const way = await router.route(...drive);
  if (way && Number.isFinite(way.durationSeconds) && way.durationSeconds >= 0)
    knownDrives.keep(drive, way.durationSeconds, clock.now());
}

async function askTable(
  {clock, knownDrives}: Office,
  router: Router,
  sources: readonly LatLng[],
  targets: readonly LatLng[],
): Promise<void> {
  const rows = await router.matrix!(sources, targets);
  sources.forEach((from, row) =>
    targets.forEach((to, column) => {
      const seconds = rows[row]?.[column] ?? null;
      if (seconds !== null && Number.isFinite(seconds) && seconds >= 0)
        knownDrives.keep([from, to], seconds, clock.now());
    }),
  );
}

function placesOf(drives: readonly Drive[], end: 0 | 1): Map<string, LatLng> {
  return new Map(drives.map(drive => [written(drive[end]), drive[end]]));
}

function written({lat, lng}: LatLng): string {
  return `${lat},${lng}`;
}
