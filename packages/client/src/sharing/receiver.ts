import type {Fix} from '@dispatch-kit/core';

/** A fix as a device makes it. */
export type DeviceFix = Omit<Fix, 'receivedAt'>;

/** Why a device gives no place: the person said no, or there is no signal, or no receiver at all. */
export type ReceiverTrouble = 'denied' | 'no_signal' | 'unavailable';

/** What sharing needs of the device. `webReceiver()` is the one of browsers. */
export interface Receiver {
  /** Tells each place the device finds, and why it finds none; the returned function ends that. Asks the person when first called. */
  watch(tell: {fix(fix: DeviceFix): void; trouble(why: ReceiverTrouble): void}): () => void;
  /** Keeps the screen on: a page whose screen is off is not heard. Resolves with what ends it; never rejects. */
  keepAwake(): Promise<() => void>;
  /** Whether the page is out of sight: then the device may stop finding places at any time. */
  isHidden(): boolean;
  /** Tells when the page is hidden or seen again; the returned function ends that. */
  onVisibility(listener: () => void): () => void;
}
