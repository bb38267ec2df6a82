import type {DispatchErrorDetails} from '../errors.ts';
import type {Tap} from './tap.ts';

/** A tap as it is kept: plain data. */
export interface KeptTap extends Omit<Tap, 'state' | 'refusal'> {
  /** True where `at` is by the device's own clock. */
  readonly isDeviceTime: boolean;
  readonly refusal?: Omit<DispatchErrorDetails, 'cause'>;
}

/** Everything that an outbox keeps. */
export interface OutboxContents {
  /** By what the server knows this device's queue. */
  readonly deviceId: string;
  /** The number of the last tap. */
  readonly sequence: number;
  /** Oldest first. */
  readonly taps: readonly KeptTap[];
}

/**
 * Where an outbox keeps its taps. Ships with `memoryOutbox()` and `indexedDbOutbox()`; one of your own has to pass
 * the same tests.
 */
export interface OutboxStorage {
  /**
   * Changes what is kept, in one step between which nobody else comes, also in another tab; answers what is kept after
   * it. The same object back changes nothing. Rejects where it cannot be kept: then nothing has changed.
   */
  update(change: (kept: OutboxContents | undefined) => OutboxContents): Promise<OutboxContents>;
  /** Does some work while nobody else does any over the same storage, as far as the platform can tell. */
  alone<T>(work: () => Promise<T>): Promise<T>;
  /** Tells when what is kept has changed, above all in another tab; the returned function stops that. */
  onChange(listener: () => void): () => void;
}
