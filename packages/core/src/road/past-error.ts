/** How long drives took against what was foretold of them, by how much was still ahead then. */
export interface Foretold {
  /** Seconds to the arrival, as they were foretold. */
  aheadSeconds: number;
  /** What it took, as a share of that. */
  share: number;
}

/** From so many minutes ahead to so many: what is said of the next hour and of the next minute errs differently. */
const horizons = [0, 60, 180, 360, 720, 1200, 1800, 3600] as const;
/** So many times must have been seen before a horizon is judged by what was measured alone. */
const weight = 20;

/**
 * What a range leaves out on each side. Errors measured on drives that were left out of learning are a little wider than
 * those of later drives: on simulated ones, a tenth left out here held 82 % of the arrivals, and this 80.
 */
const outside = 0.11;

/** The share of the foretold time within which 8 of 10 drives end, from the tenth percentile to the ninetieth. */
export interface Spread {
  low: number;
  middle: number;
  high: number;
}

// What is believed of a horizon that was never measured: being held up is likelier than being quick.
const unmeasured: readonly Spread[] = horizons.map(seconds => {
  const blur = 30 / Math.max(30, seconds);
  return {low: 1 - Math.min(0.7, 0.16 + blur), middle: 1, high: 1 + 0.22 + 1.5 * blur};
});

/** So many times are remembered; older ones tell of roads and habits that have changed. */
const remembered = 4_000;

/** What was measured of the errors of past drives. */
export class PastError {
  #foretold: Foretold[] = [];
  #spreads: readonly Spread[] | undefined;

  /** Takes up how it went with what was foretold of a drive. */
  add(foretold: readonly Foretold[]): void {
    this.#foretold = [...this.#foretold, ...foretold].slice(-remembered);
    this.#spreads = undefined;
  }

  /** The spread of what is foretold so far ahead. */
  at(aheadSeconds: number): Spread {
    this.#spreads ??= horizons.map((_, i) => spreadAt(i, this.#foretold));
    const above = horizons.findIndex(seconds => seconds > aheadSeconds);
    if (above < 0) return this.#spreads.at(-1)!;
    const [from, to] = [horizons[above - 1]!, horizons[above]!];
    return mixed(this.#spreads[above - 1]!, this.#spreads[above]!, (aheadSeconds - from) / (to - from));
  }
}

function spreadAt(i: number, foretold: readonly Foretold[]): Spread {
  const [from, to] = [horizons[i - 1] ?? 0, horizons[i + 1] ?? Infinity];
  const shares = foretold
    .filter(({aheadSeconds}) => aheadSeconds >= from && aheadSeconds < to)
    .filter(({aheadSeconds}) => nearness(aheadSeconds, horizons[i]!) < 0.6)
    .map(({share}) => share)
    .toSorted((a, b) => a - b);
  return mixed(unmeasured[i]!, measured(shares), shares.length / (shares.length + weight));
}

const nearness = (a: number, b: number) => Math.abs(a - b) / Math.max(120, b);

function measured(sorted: readonly number[]): Spread {
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 1;
  return {low: at(outside), middle: at(0.5), high: at(1 - outside)};
}

function mixed(a: Spread, b: Spread, share: number): Spread {
  const mix = (from: number, to: number) => from + (to - from) * share;
  return {low: mix(a.low, b.low), middle: mix(a.middle, b.middle), high: mix(a.high, b.high)};
}
