import type {Platform} from '@dispatch-kit/client';
import {nearestOnLine} from '@dispatch-kit/core';
import type {LatLng} from '@dispatch-kit/core';

/** Further from the way that he was told he takes another. */
const leftMeters = 80;
/** The office asks for another way no more often. */
const askEveryMs = 30_000;

export interface LegLineOptions {
  platform: Pick<Platform, 'elapsedMs'>;
  /** Asks the office for the way to a visit; empty where it knows none. */
  ask(appointmentId: string): Promise<readonly LatLng[]>;
  /** A way has come. */
  onCome(): void;
}

/** The way along the roads to one visit: asked for once, and again when its technician has left it or there was none. */
export class LegLine {
  readonly #options: LegLineOptions;
  #appointmentId: string | undefined;
  #line: readonly LatLng[] = [];
  #askedMs = -Infinity;

  constructor(options: LegLineOptions) {
    this.#options = options;
  }

  /** The way to a visit, as far as it is known by now. */
  to(appointmentId: string, at: LatLng | undefined): readonly LatLng[] {
    if (appointmentId !== this.#appointmentId) {
      this.#appointmentId = appointmentId;
      this.#line = [];
      this.#askedMs = -Infinity;
    }
    const nowMs = this.#options.platform.elapsedMs();
    if (nowMs - this.#askedMs >= askEveryMs && !this.#isOn(at)) {
      this.#askedMs = nowMs;
      void this.#ask(appointmentId);
    }
    return this.#line;
  }

  #isOn(at: LatLng | undefined): boolean {
    if (this.#line.length === 0) return false;
    return !at || nearestOnLine(this.#line, at).distanceMeters <= leftMeters;
  }

  async #ask(appointmentId: string): Promise<void> {
    // Without a way, or where this person may not know it, places are joined by straight lines.
    const line = await this.#options.ask(appointmentId).catch(() => []);
    if (appointmentId !== this.#appointmentId || line.length === 0) return;
    this.#line = line;
    this.#options.onCome();
  }
}
