import type {TrackingEta} from '@dispatch-kit/core';

/** An arrival that moved by less is no news to somebody who listens. */
const worthTellingMs = 2 * 60_000;
const atMostEveryMs = 60_000;

type Told = {latestMs: number; late: boolean; atMs: number};

/**
 * Decides which changes of an estimate are said aloud: those that matter, at most once a minute of real time. The
 * first one is what the page says anyway, so it is not announced.
 */
export class EtaAnnouncer {
  #told: Told | undefined;

  /**
   * @param elapsedMs real time, of a clock that never jumps.
   * @returns what to say: `late` for an estimate that just became late, `moved`, or nothing.
   */
  judge(eta: TrackingEta, elapsedMs: number): 'late' | 'moved' | undefined {
    const now: Told = {latestMs: Date.parse(eta.latestAt), late: eta.late ?? false, atMs: elapsedMs};
    const told = this.#told;
    this.#told ??= now;
    if (!told) return undefined;
    const becameLate = now.late && !told.late;
    const hasMoved = Math.abs(now.latestMs - told.latestMs) >= worthTellingMs;
    if ((!becameLate && !hasMoved) || elapsedMs - told.atMs < atMostEveryMs) return undefined;
    this.#told = now;
    return becameLate ? 'late' : 'moved';
  }

  /** Forgets, as when another visit comes into view. */
  reset(): void {
    this.#told = undefined;
  }
}
