import type {LatLng} from '@dispatch-kit/core';

const mostDrives = 2000;
/** Traffic changes; within so long one answer serves all who plan. */
const keptMs = 600_000;

/** From where to where. */
export type Drive = readonly [from: LatLng, to: LatLng];

/** How long drives take that a routing engine was asked for lately; the oldest go when there are too many. */
export class KnownDrives {
  readonly #drives = new Map<string, {seconds: number; askedMs: number}>();

  secondsOf(drive: Drive, nowMs: number): number | undefined {
    const known = this.#drives.get(keyOf(drive));
    return known && nowMs - known.askedMs < keptMs ? known.seconds : undefined;
  }

  keep(drive: Drive, seconds: number, askedMs: number): void {
    this.#drives.delete(keyOf(drive));
    this.#drives.set(keyOf(drive), {seconds, askedMs});
    for (const key of this.#drives.keys()) {
      if (this.#drives.size <= mostDrives) break;
      this.#drives.delete(key);
    }
  }
}

function keyOf([from, to]: Drive): string {
  return `${from.lat},${from.lng} ${to.lat},${to.lng}`;
}
