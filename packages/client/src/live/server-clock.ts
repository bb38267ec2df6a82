/** What a server says of its clock, with views and heartbeats. */
export interface ClockReading {
  serverTime: string;
  /** How fast it runs; 1 is real time. */
  timeScale: number;
}

/** A reading may be this much behind what is shown, in real time, before time is set back: news travel late. */
const toleratedLagMs = 3_000;

/**
 * The server's clock, as far as it is known here: phones have wrong clocks, and a demo runs faster than real time.
 * Between two readings it runs on by the device's own elapsed time.
 */
export class ServerClock {
  readonly #elapsedMs: () => number;
  #at: {serverMs: number; elapsedMs: number; timeScale: number};

  /** @param wallMs what to believe before the first reading. */
  constructor({elapsedMs, wallMs}: {elapsedMs: () => number; wallMs: () => number}) {
    this.#elapsedMs = elapsedMs;
    this.#at = {serverMs: wallMs(), elapsedMs: elapsedMs(), timeScale: 1};
    this.isSet = false;
  }

  /** Whether a server has been heard. */
  isSet: boolean;

  get timeScale(): number {
    return this.#at.timeScale;
  }

  /** Milliseconds since 1970 by the server. */
  nowMs(): number {
    const {serverMs, elapsedMs, timeScale} = this.#at;
    return serverMs + (this.#elapsedMs() - elapsedMs) * timeScale;
  }

  /** Follows a reading just heard; one that is only a little late does not set the time back. */
  follow({serverTime, timeScale}: ClockReading): void {
    const heardMs = Date.parse(serverTime);
    if (Number.isNaN(heardMs) || !(timeScale > 0)) return;
    const shownMs = this.nowMs();
    const isLate = this.isSet && heardMs < shownMs && shownMs - heardMs <= toleratedLagMs * timeScale;
    this.#at = {serverMs: isLate ? shownMs : heardMs, elapsedMs: this.#elapsedMs(), timeScale};
    this.isSet = true;
  }
}
