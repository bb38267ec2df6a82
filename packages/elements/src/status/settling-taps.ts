import type {OfficePicture, OutboxSnapshot, Tap} from '@dispatch-kit/client';
import {visitOf} from './standing.ts';

/**
 * Keeps a tap in sight from when the server has taken it until the picture holds what it did: else a screen would jump
 * back for a moment to the step before.
 */
export class SettlingTaps {
  #seen: readonly Tap[] = [];
  /** The version that its visit had when a tap was last seen in the outbox. */
  readonly #versions = new Map<string, number | undefined>();

  /** The taps to reckon with: what is in the outbox, after what was just taken out of it. */
  join(outbox: OutboxSnapshot | undefined, picture: OfficePicture): readonly Tap[] {
    const taps = outbox?.taps ?? [];
    const ids = new Set(taps.map(tap => tap.id));
    const settling = this.#seen.filter(
      ({id, state, appointmentId}) =>
        !ids.has(id) &&
        state !== 'refused' &&
        this.#versions.get(id) === visitOf(picture, appointmentId)?.visit.version,
    );
    const kept = new Set(settling.map(tap => tap.id));
    for (const id of this.#versions.keys()) if (!kept.has(id)) this.#versions.delete(id);
    for (const {id, appointmentId} of taps)
      this.#versions.set(id, visitOf(picture, appointmentId)?.visit.version);
    this.#seen = [...settling, ...taps];
    return this.#seen;
  }
}
