import type {DispatchErrorDetails} from '../errors.ts';
import type {KeptTap, OutboxContents} from './outbox-storage.ts';

/** An outbox before its first tap. */
export function emptyOutbox(deviceId: string): OutboxContents {
  return {deviceId, sequence: 0, taps: []};
}

/** With a tap at the end of the queue. */
export function withTap(kept: OutboxContents, tap: Omit<KeptTap, 'sequence'>): OutboxContents {
  const sequence = kept.sequence + 1;
  return {...kept, sequence, taps: [...kept.taps, {...tap, sequence}]};
}

/** Without a tap: the server has it, or it was dismissed. */
export function withoutTap(kept: OutboxContents, id: string): OutboxContents {
  return {...kept, taps: kept.taps.filter(tap => tap.id !== id)};
}

/** With a tap that the server would not have; those behind it have their turn. */
export function withRefused(
  kept: OutboxContents,
  id: string,
  refusal: Omit<DispatchErrorDetails, 'cause'>,
): OutboxContents {
  return {...kept, taps: kept.taps.map(tap => (tap.id === id ? {...tap, refusal} : tap))};
}

/** The tap whose turn it is. */
export function nextTap(kept: OutboxContents): KeptTap | undefined {
  return kept.taps.find(tap => !tap.refusal);
}

/** The same queue as that of a new device: for a server that has lost count of the old one. */
export function asNewDevice(kept: OutboxContents, deviceId: string): OutboxContents {
  let sequence = 0;
  const taps = kept.taps.map(tap => (tap.refusal ? tap : {...tap, sequence: ++sequence}));
  return {deviceId, sequence, taps};
}
