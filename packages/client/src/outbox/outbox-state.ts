import type {DispatchErrorDetails} from '../errors.ts';
import type {KeptEntry, OutboxContents} from './outbox-storage.ts';

/** Leaves out a key of each member of a union. */
type Without<T, K extends string> = T extends unknown ? Omit<T, K> : never;
/** Something to be kept that has no number yet. */
export type NewEntry = Without<KeptEntry, 'sequence'>;

/** An outbox before its first tap. */
export function emptyOutbox(deviceId: string): OutboxContents {
  return {deviceId, sequence: 0, taps: []};
}

/** With something at the end of its queue. */
export function withEntry(kept: OutboxContents, entry: NewEntry): OutboxContents {
  const isPhoto = entry.kind === 'photo';
  const sequence = (isPhoto ? (kept.photoSequence ?? 0) : kept.sequence) + 1;
  const taps = [...kept.taps, {...entry, sequence} as KeptEntry];
  return {...kept, ...(isPhoto ? {photoSequence: sequence} : {sequence}), taps};
}

/** Without something: the server has it, or it was dismissed. */
export function withoutEntry(kept: OutboxContents, id: string): OutboxContents {
  return {...kept, taps: kept.taps.filter(entry => entry.id !== id)};
}

/** With something that the server would not have; what is behind it has its turn. */
export function withRefused(
  kept: OutboxContents,
  id: string,
  refusal: Omit<DispatchErrorDetails, 'cause'>,
): OutboxContents {
  return {...kept, taps: kept.taps.map(entry => (entry.id === id ? {...entry, refusal} : entry))};
}

/** What has its turn: taps and notes in their order; photos, which take long, when none of those waits. */
export function nextEntry(kept: OutboxContents): KeptEntry | undefined {
  const waiting = kept.taps.filter(entry => !entry.refusal);
  return waiting.find(entry => entry.kind !== 'photo') ?? waiting[0];
}

/** Where something stands, as the server is told: photos are the queue of a device of their own. */
export function placeOf(
  {deviceId}: OutboxContents,
  {kind, sequence}: KeptEntry,
): {deviceId: string; sequence: number} {
  return {deviceId: kind === 'photo' ? `${deviceId}-photos` : deviceId, sequence};
}

/** The same queues as those of a new device: for a server that has lost count of the old one. */
export function asNewDevice(kept: OutboxContents, deviceId: string): OutboxContents {
  const waiting = kept.taps.filter(entry => !entry.refusal);
  const refused = kept.taps.filter(entry => entry.refusal);
  const numbered = waiting.reduce<OutboxContents>(withEntry, {deviceId, sequence: 0, taps: []});
  const known = new Map([...refused, ...numbered.taps].map(entry => [entry.id, entry]));
  return {...numbered, taps: kept.taps.map(entry => known.get(entry.id)!)};
}
