import type {OfficePicture, OutboxSnapshot, Tap} from '@dispatch-kit/client';
import {visitOf} from './standing.ts';

/** A tap that changed nothing has no event that could end its settling. */
const longestMs = 5_000;

/** What is remembered of a tap: how its visit was when it was sent, and when it was last in the outbox. */
interface Memory {
  version: number | undefined;
  isSending: boolean;
  seenMs: number;
}

/**
 * Keeps a tap in sight from when the server has taken it until the picture holds what it did: else a screen would jump
 * back for a moment to the step before.
 */
export class SettlingTaps {
  #seen: readonly Tap[] = [];
  #memories = new Map<string, Memory>();

  /** The taps to reckon with: what is in the outbox, after what was just taken out of it. */
  join(
    outbox: Pick<OutboxSnapshot, 'taps' | 'isOnline'> | undefined,
    picture: OfficePicture,
    nowMs: number,
  ): readonly Tap[] {
    const taps = outbox?.taps ?? [];
    const ids = new Set(taps.map(tap => tap.id));
    const settling = this.#seen.filter(tap => !ids.has(tap.id) && this.#isSettling(tap, picture, nowMs));
    const memories = new Map<string, Memory>();
    for (const {id} of settling) memories.set(id, this.#memories.get(id)!);
    for (const {id, state, appointmentId} of taps) {
      const known = this.#memories.get(id);
      const version = known?.isSending ? known.version : visitOf(picture, appointmentId)?.visit.version;
      memories.set(id, {version, isSending: state === 'sending', seenMs: nowMs});
    }
    this.#memories = memories;
    this.#seen = [...settling, ...taps];
    return this.#seen;
  }

  #isSettling({id, state, appointmentId}: Tap, picture: OfficePicture, nowMs: number): boolean {
    const {version, seenMs} = this.#memories.get(id)!;
    const isUnchanged = visitOf(picture, appointmentId)?.visit.version === version;
    return state !== 'refused' && isUnchanged && nowMs - seenMs < longestMs;
  }
}
