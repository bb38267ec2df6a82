import type {TrackingEta} from '@dispatch-kit/core';

/** An arrival that moved by less is no news to somebody who listens. */
const worthTellingMs = 2 * 60_000;
/** By so much it is told soon; smaller moves wait, so that a van in a jam is not heard of all the time. */
const leapMs = 5 * 60_000;
const soonMs = 60_000;
const calmMs = 5 * 60_000;

type Told = {latestMs: number; late: boolean; atMs: number};

/**
 * Decides which changes of an estimate are said aloud: those that matter, at most once a minute of real time,
 * and small ones every five. What
 * stands on the page when it is opened is not announced; the first estimate of a page that had none is.
 */
export class EtaAnnouncer {
  #told: Told | undefined;
  #hadNone = false;

  /**
   * @param elapsedMs real time, of a clock that never jumps.
   * @returns what to say: `late` for an estimate that just became late, `moved`, or nothing.
   */
  judge(eta: TrackingEta, elapsedMs: number): 'late' | 'moved' | undefined {
    const now: Told = {latestMs: Date.parse(eta.latestAt), late: eta.late ?? false, atMs: elapsedMs};
    const told = this.#told;
    this.#told ??= now;
    if (!told) return this.#hadNone ? 'moved' : undefined;
    const becameLate = now.late && !told.late;
    const movedMs = Math.abs(now.latestMs - told.latestMs);
    const isUrgent = becameLate || movedMs >= leapMs;
    if (!becameLate && movedMs < worthTellingMs) return undefined;
    if (elapsedMs - told.atMs < (isUrgent ? soonMs : calmMs)) return undefined;
    this.#told = now;
    return becameLate ? 'late' : 'moved';
  }

  /** There is a visit, and no estimate for it. */
  none(): void {
    this.#told = undefined;
    this.#hadNone = true;
  }
}
