import type {DispatchErrorDetails} from '../errors.ts';
import type {Tap, Waiting} from './tap.ts';
import type {WaitingNote} from './waiting-note.ts';
import type {WaitingPhoto} from './waiting-photo.ts';

/** Anything as it is kept: plain data. */
type Kept<W extends Waiting> = Omit<W, 'state' | 'refusal'> & {
  /** True where `at` is by the device's own clock. */
  readonly isDeviceTime: boolean;
  readonly refusal?: Omit<DispatchErrorDetails, 'cause'>;
};

export type KeptTap = Kept<Tap> & {readonly kind?: 'tap'};
export type KeptNote = Kept<WaitingNote> & {readonly kind: 'note'};
/** The picture is kept beside it, under its id. */
export type KeptPhoto = Kept<WaitingPhoto> & {readonly kind: 'photo'};
export type KeptEntry = KeptTap | KeptNote | KeptPhoto;

/** Everything that an outbox keeps, but for the pictures. */
export interface OutboxContents {
  /** By what the server knows this device's queue. */
  readonly deviceId: string;
  /** The number of the last tap or note. */
  readonly sequence: number;
  /** The number of the last photo: photos are a queue of their own, which has its turn when nothing else waits. */
  readonly photoSequence?: number;
  /** Oldest first. */
  readonly taps: readonly KeptEntry[];
}

/**
 * Where an outbox keeps what waits. Ships with `memoryOutbox()` and `indexedDbOutbox()`; one of your own has to pass
 * the same tests.
 */
export interface OutboxStorage {
  /**
   * Changes what is kept, in one step between which nobody else comes, also in another tab; answers what is kept after
   * it. The same object back changes nothing. Rejects where it cannot be kept: then nothing has changed.
   *
   * @param pictures kept in the same step, by the ids of their photos. A picture goes with its photo.
   */
  update(
    change: (kept: OutboxContents | undefined) => OutboxContents,
    pictures?: ReadonlyMap<string, Blob>,
  ): Promise<OutboxContents>;
  /** The picture of a photo that is kept. */
  picture(id: string): Promise<Blob | undefined>;
  /** Does some work while nobody else does any over the same storage, as far as the platform can tell. */
  alone<T>(work: () => Promise<T>): Promise<T>;
  /** Tells when what is kept has changed, above all in another tab; the returned function stops that. */
  onChange(listener: () => void): () => void;
}

/** The photos that a change has let go; their pictures go with them. */
export function droppedPhotos(before: OutboxContents | undefined, after: OutboxContents): string[] {
  const left = new Set(after.taps.map(({id}) => id));
  const photos = (before?.taps ?? []).filter(({kind}) => kind === 'photo');
  return photos.map(({id}) => id).filter(id => !left.has(id));
}
