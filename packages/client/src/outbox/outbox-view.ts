import {DispatchError} from '../errors.ts';
import type {KeptEntry} from './outbox-storage.ts';
import type {Tap, Waiting} from './tap.ts';
import type {WaitingNote} from './waiting-note.ts';
import type {WaitingPhoto} from './waiting-photo.ts';

/** What is to be seen of an outbox; a new object whenever anything in it changed. */
export interface OutboxSnapshot {
  /** The taps that wait, are being sent, or were refused and not dismissed yet; oldest first. */
  readonly taps: readonly Tap[];
  /** The notes, likewise. */
  readonly notes: readonly WaitingNote[];
  /** The photos, likewise. */
  readonly photos: readonly WaitingPhoto[];
  /** False while the server is not reached. */
  readonly isOnline: boolean;
}

/** Makes snapshots in which what has not changed is the same object as before. */
export class OutboxView {
  #snapshot: OutboxSnapshot;
  #known = new Map<string, Waiting>();
  readonly #errors = new Map<string, DispatchError>();

  constructor(isOnline: boolean) {
    this.#snapshot = {taps: [], notes: [], photos: [], isOnline};
  }

  get(): OutboxSnapshot {
    return this.#snapshot;
  }

  /** Something that waits, by its id. */
  find(id: string): Waiting | undefined {
    return this.#known.get(id);
  }

  /** Shows what is kept; answers whether anything is to be seen anew. */
  show(entries: readonly KeptEntry[], sendingId: string | undefined, isOnline: boolean): boolean {
    const before = this.#snapshot;
    const shown = entries.map(entry => ({kind: entry.kind ?? 'tap', item: this.#itemOf(entry, sendingId)}));
    this.#known = new Map(shown.map(({item}) => [item.id, item]));
    const list = <W extends Waiting>(kind: string, old: readonly W[]): readonly W[] => {
      const items = shown.flatMap(one => (one.kind === kind ? [one.item as W] : []));
      return items.length === old.length && items.every((item, index) => item === old[index]) ? old : items;
    };
    const taps = list('tap', before.taps);
    const notes = list('note', before.notes);
    const photos = list('photo', before.photos);
    const isSame = taps === before.taps && notes === before.notes && photos === before.photos;
    if (isSame && isOnline === before.isOnline) return false;
    this.#snapshot = {taps, notes, photos, isOnline};
    return true;
  }

  #itemOf(entry: KeptEntry, sendingId: string | undefined): Waiting {
    const {isDeviceTime: _time, kind: _kind, refusal, ...item} = entry;
    const state = refusal ? 'refused' : item.id === sendingId ? 'sending' : 'waiting';
    const known = this.#known.get(item.id);
    if (known?.state === state && known.sequence === item.sequence) return known;
    return {...item, state, ...(refusal && {refusal: this.#errorOf(item.id, refusal)})};
  }

  #errorOf(id: string, refusal: NonNullable<KeptEntry['refusal']>): DispatchError {
    const error = this.#errors.get(id) ?? new DispatchError(refusal);
    this.#errors.set(id, error);
    return error;
  }
}
