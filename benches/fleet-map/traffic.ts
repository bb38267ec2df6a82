/** Ten thousand technicians who drive round their blocks in a city, and report where they are once a second. */
export const fleetSize = 10_000;
export const middle = {lng: -87.75, lat: 41.9};
/** Half of the city, in degrees. */
const reach = {lng: 0.24, lat: 0.11};
const reportEveryMs = 1_000;
const metersPerDegree = 111_195;

/** One report, as an office tells it. */
export interface Report {
  memberId: string;
  appointmentId: string;
  lng: number;
  lat: number;
  at: string;
}

interface Driver {
  id: string;
  lng: number;
  lat: number;
  radiusMeters: number;
  metersPerSecond: number;
  startRadians: number;
}

/** A number from 0 to 1 that is the same each time, and tells nothing of its neighbours: MurmurHash3's last step. */
function scattered(number: number): number {
  let mixed = Math.imul(number + 1, 0x9e3779b1);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32;
}

const drivers = Array.from({length: fleetSize}, (_, i): Driver => {
  const dice = (salt: number) => scattered(i * 7 + salt);
  return {
    id: `mem_${String(i).padStart(5, '0')}`,
    lng: middle.lng + (dice(1) * 2 - 1) * reach.lng,
    lat: middle.lat + (dice(2) * 2 - 1) * reach.lat,
    radiusMeters: 200 + 300 * dice(3),
    metersPerSecond: (6 + 9 * dice(4)) * (dice(5) < 0.5 ? -1 : 1),
    startRadians: dice(6) * 2 * Math.PI,
  };
});

/** Where somebody truly is at a moment. */
export function truth(driver: number, atMs: number): {lng: number; lat: number} {
  const {lng, lat, radiusMeters, metersPerSecond, startRadians} = drivers[driver]!;
  const angle = startRadians + ((atMs / 1000) * metersPerSecond) / radiusMeters;
  const perDegree = metersPerDegree * Math.cos((lat * Math.PI) / 180);
  return {
    lng: lng + (Math.cos(angle) * radiusMeters) / perDegree,
    lat: lat + (Math.sin(angle) * radiusMeters) / metersPerDegree,
  };
}

/** The id of the visit that somebody is on the way to. */
export const visitOf = (memberId: string) => memberId.replace('mem_', 'apt_');

/** When the last reports came. */
export const batches: number[] = [];

/** How long before its batch somebody's report was made. */
export const agoMs = (driver: number) => driver % 250;

/** Calls back with everybody's report, at once and then every second: in a list, and by their ids. */
export function startReports(
  deliver: (reports: readonly Report[], byId: ReadonlyMap<string, Report>) => void,
): void {
  const report = () => {
    const nowMs = performance.timeOrigin + performance.now();
    const reports = drivers.map(({id: memberId}, driver): Report => {
      const atMs = nowMs - agoMs(driver);
      return {
        memberId,
        appointmentId: visitOf(memberId),
        ...truth(driver, atMs),
        at: new Date(atMs).toISOString(),
      };
    });
    const byId = new Map(reports.map(each => [each.memberId, each]));
    batches.push(performance.timeOrigin + performance.now());
    setTimeout(report, reportEveryMs);
    deliver(reports, byId);
  };
  report();
}

/** Where a report lies between the one before and itself, for maps that are moved by script: one report late. */
export function betweenReports(atMs: number): number {
  const [before, last] = [batches.at(-2) ?? batches.at(-1)!, batches.at(-1)!];
  return last > before ? Math.min(1, (atMs - last) / (last - before)) : 1;
}
