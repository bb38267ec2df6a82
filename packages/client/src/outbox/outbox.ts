import {toInstant} from '@dispatch-kit/core';
import {backoffMs} from '../backoff.ts';
import {DispatchError, isDispatchError} from '../errors.ts';
import type {Platform} from '../platform.ts';
import {
  asNewDevice,
  emptyOutbox,
  nextEntry,
  placeOf,
  withEntry,
  withRefused,
  withoutEntry,
} from './outbox-state.ts';
import type {NewEntry} from './outbox-state.ts';
import type {KeptEntry, KeptPhoto, OutboxContents, OutboxStorage} from './outbox-storage.ts';
import {OutboxView} from './outbox-view.ts';
import type {OutboxSnapshot} from './outbox-view.ts';
import type {Tap, TapInput, Waiting} from './tap.ts';
import {workCommands} from './tap.ts';
import type {NoteInput, WaitingNote} from './waiting-note.ts';
import type {PhotoInput, WaitingPhoto} from './waiting-photo.ts';
import {whyNot} from './waiting-photo.ts';

/** Where something stood in a device's queue, and when it was made if it waited, as the server takes it. */
export interface OutboxPlace {
  readonly deviceId: string;
  readonly sequence: number;
  readonly at?: string;
  readonly sentAt?: string;
}

export interface OutboxOptions {
  storage: OutboxStorage;
  platform: Platform;
  /** The server's clock, as far as it is known. */
  clock: {readonly isSet: boolean; nowMs(): number};
  /** Sends something from its place, a photo with its picture; rejects with a DispatchError, or as the signal says. */
  send(entry: KeptEntry, place: OutboxPlace, upload?: {picture: Blob; signal: AbortSignal}): Promise<unknown>;
}

/** The same again within so short a time is one: a double click. */
const twinMs = 1_000;
/** What is sent so soon has not waited. */
const soonMs = 2_000;

/**
 * Keeps taps, notes and photos until the server has them. Taps and notes are sent one after the other in the order in
 * which they were made; photos, which take long, when none of those waits: one that is on its way makes room. What the
 * server refuses stays to be seen; the next one goes on.
 */
export class Outbox {
  readonly #options: OutboxOptions;
  readonly #listeners = new Set<() => void>();
  readonly #view: OutboxView;
  /** When, by elapsed time, something was made here for which nothing stands in the way so far. */
  readonly #fresh = new Map<string, number>();
  readonly #stops: (() => void)[];
  #contents: OutboxContents | undefined;
  #newest: {key: string; picture: Blob | undefined; atMs: number; kept: Promise<Waiting>} | undefined;
  #sendingId: string | undefined;
  /** Ends the sending of a photo. */
  #upload: AbortController | undefined;
  #isReached = true;
  #isClosed = false;
  #isRunning = false;
  #isWanted = false;
  #attempt = 0;
  #misses = 0;
  #callOff = () => {};

  constructor(options: OutboxOptions) {
    this.#options = options;
    const {platform, storage} = options;
    this.#view = new OutboxView(platform.isOnline());
    this.#stops = [platform.onOnline(() => this.#runNow()), storage.onChange(() => void this.#look())];
    // What an earlier page could not send.
    void this.#look().then(() => this.#run());
  }

  get(): OutboxSnapshot {
    return this.#view.get();
  }

  /** Tells when something waits, is being sent, is gone or refused, and when the server is lost or reached again. */
  subscribe(listener: () => void): () => void {
    const entry = () => listener();
    this.#listeners.add(entry);
    return () => this.#listeners.delete(entry);
  }

  /**
   * Takes a tap: resolves as soon as it is kept on this device, and sends it when its turn has come. The same again
   * within a second is the same tap.
   *
   * @throws DispatchError of kind `outbox`: `not_queueable` for what is no work command, `storage_failed` where this
   *   device cannot keep it.
   */
  tap({appointmentId, command, input = {}}: TapInput): Promise<Tap> {
    if (!workCommands.includes(command)) return Promise.reject(notQueueable(command));
    return this.#take({appointmentId, command, input}) as Promise<Tap>;
  }

  /**
   * Takes a note, in its place among the taps; as `tap` in all else.
   *
   * @throws DispatchError `storage_failed` where this device cannot keep it.
   */
  note(note: NoteInput): Promise<WaitingNote> {
    return this.#take({kind: 'note', ...note}) as Promise<WaitingNote>;
  }

  /**
   * Takes a photo: resolves as soon as the picture is kept on this device, and sends it when no tap and no note waits.
   * A device keeps 50 photos, 200 MiB, at most.
   *
   * @throws DispatchError of kind `outbox`: `unsupported_type` for what is no picture, `too_large` above 15 MiB,
   *   `outbox_full` while too many wait, `storage_failed` where this device cannot keep it.
   */
  photo({picture, ...photo}: PhotoInput): Promise<WaitingPhoto> {
    return this.#take({kind: 'photo', ...photo, bytes: picture.size}, picture) as Promise<WaitingPhoto>;
  }

  /** The picture of a photo that waits or was refused, to be shown; undefined once it is gone. */
  pictureOf(photoId: string): Promise<Blob | undefined> {
    return this.#options.storage.picture(photoId);
  }

  /** Forgets what was refused. What still waits stays: it was promised to be sent. */
  async dismiss(id: string): Promise<void> {
    const isRefused = this.#contents?.taps.some(entry => entry.id === id && entry.refusal);
    if (!isRefused) return;
    await this.#update(kept => withoutEntry(kept, id)).catch((error: unknown) => {
      throw storageFailed(error);
    });
  }

  /** What is known from elsewhere: that the server was just heard, or cannot be reached. */
  noteConnection(isReached: boolean): void {
    if (isReached === this.#isReached) return;
    this.#isReached = isReached;
    this.#show();
    if (isReached) this.#runNow();
  }

  /** Sends nothing any more; what waits stays kept. */
  close(): void {
    this.#isClosed = true;
    this.#upload?.abort();
    this.#callOff();
    for (const stop of this.#stops) stop();
  }

  #take(entry: Partial<NewEntry>, picture?: Blob): Promise<Waiting> {
    const key = JSON.stringify(entry);
    const atMs = this.#options.platform.elapsedMs();
    const newest = this.#newest;
    const isTwin = newest?.key === key && newest.picture === picture && atMs - newest.atMs < twinMs;
    if (isTwin) return newest.kept;
    const kept = this.#keep(entry, atMs, picture);
    this.#newest = {key, picture, atMs, kept};
    kept.catch(() => (this.#newest = undefined));
    return kept;
  }

  async #keep(entry: Partial<NewEntry>, madeMs: number, picture: Blob | undefined): Promise<Waiting> {
    const {clock, platform} = this.#options;
    const id = platform.newKey();
    const at = toInstant(Math.floor(clock.nowMs()));
    const added = {...entry, id, at, isDeviceTime: !clock.isSet} as NewEntry;
    if (this.#isReached && platform.isOnline()) this.#fresh.set(id, madeMs);
    try {
      await this.#update(
        kept => {
          const refusal = picture && whyNot(picture, kept.taps.filter(isPhoto));
          if (refusal) throw refusal;
          return withEntry(kept, added);
        },
        picture && new Map([[id, picture]]),
      );
    } catch (error) {
      this.#fresh.delete(id);
      throw isDispatchError(error) ? error : storageFailed(error);
    }
    const kept = this.#view.find(id)!;
    void this.#run();
    return kept;
  }

  #runNow(): void {
    this.#callOff();
    this.#show();
    void this.#run();
  }

  async #run(): Promise<void> {
    this.#isWanted = true;
    if (this.#isRunning || this.#isClosed) return;
    this.#isRunning = true;
    this.#isWanted = false;
    try {
      // Asked first without the lock: most of the time nothing waits.
      while (!this.#isClosed && this.#contents && nextEntry(this.#contents)) {
        const isDone = await this.#options.storage.alone(() => this.#sendNext());
        if (!isDone) return;
      }
    } catch (error) {
      this.#retryLater(error);
    } finally {
      this.#isRunning = false;
      // Somebody asked meanwhile, after this run had given up.
      if (this.#isWanted) this.#runNow();
    }
  }

  /** Sends what is next, looked up anew: another tab may have sent it meanwhile. False where one has to wait. */
  async #sendNext(): Promise<boolean> {
    const contents = await this.#update(kept => kept);
    const entry = nextEntry(contents);
    if (!entry) return true;
    this.#sendingId = entry.id;
    this.#show();
    try {
      await this.#send(entry, this.#placeOf(entry, contents));
      this.#reached();
      await this.#update(kept => withoutEntry(kept, entry.id));
      return true;
    } catch (error) {
      return await this.#failed(entry, error);
    } finally {
      this.#sendingId = undefined;
      this.#show();
    }
  }

  async #send(entry: KeptEntry, place: OutboxPlace): Promise<void> {
    const {send, storage} = this.#options;
    if (!isPhoto(entry)) return void (await send(entry, place));
    const picture = await storage.picture(entry.id);
    if (!picture) throw pictureLost();
    const upload = new AbortController();
    this.#upload = upload;
    try {
      await send(entry, place, {picture, signal: upload.signal});
    } finally {
      this.#upload = undefined;
    }
  }

  /** When it happened is only said of what waited: what is sent at once is simply now. */
  #placeOf(entry: KeptEntry, contents: OutboxContents): OutboxPlace {
    const {platform} = this.#options;
    const place = placeOf(contents, entry);
    const madeMs = this.#fresh.get(entry.id);
    this.#fresh.delete(entry.id);
    if (madeMs !== undefined && platform.elapsedMs() - madeMs < soonMs) return place;
    return {...place, at: entry.at, ...(entry.isDeviceTime && {sentAt: toInstant(platform.wallMs())})};
  }

  async #failed(entry: KeptEntry, error: unknown): Promise<boolean> {
    // A photo that made room for what was tapped meanwhile.
    if (isPhoto(entry) && !isDispatchError(error) && this.#isOvertaken()) return true;
    if (isFinal(error)) {
      const {kind, code, message, retryable, status} = error;
      if (kind !== 'outbox') this.#reached();
      await this.#update(kept => withRefused(kept, entry.id, {kind, code, message, retryable, status}));
      return true;
    }
    if (isDispatchError(error, 'out_of_order') && ++this.#misses > 1) {
      // The server never had the one before, and will not get it any more: the queue goes on as a new device's.
      this.#misses = 0;
      await this.#update(kept => asNewDevice(kept, this.#options.platform.newKey()));
      return true;
    }
    this.#retryLater(error);
    return false;
  }

  /** Whether something waits that has its turn before any photo. */
  #isOvertaken(): boolean {
    const next = this.#contents && nextEntry(this.#contents);
    return next !== undefined && !isPhoto(next);
  }

  #reached(): void {
    this.#isReached = true;
    this.#attempt = 0;
    this.#misses = 0;
  }

  #retryLater(error: unknown): void {
    if (this.#isClosed) return;
    const {platform} = this.#options;
    const dispatchError = isDispatchError(error) ? error : undefined;
    this.#isReached = dispatchError?.kind === 'refused';
    this.#fresh.clear();
    this.#callOff();
    const delayMs = backoffMs(this.#attempt++, platform.random(), dispatchError?.retryAfterSeconds);
    this.#callOff = platform.after(delayMs, () => void this.#run());
    this.#show();
  }

  async #look(): Promise<void> {
    await this.#update(kept => kept).catch(() => {
      // What cannot be read cannot be sent; a tap will say so to who makes it.
    });
  }

  async #update(
    change: (kept: OutboxContents) => OutboxContents,
    pictures?: ReadonlyMap<string, Blob>,
  ): Promise<OutboxContents> {
    const {storage, platform} = this.#options;
    const first = emptyOutbox(platform.newKey());
    this.#contents = await storage.update(kept => change(kept ?? first), pictures);
    this.#show();
    if (this.#isOvertaken()) this.#upload?.abort();
    return this.#contents;
  }

  #show(): void {
    const isOnline = this.#options.platform.isOnline() && this.#isReached;
    if (!this.#view.show(this.#contents?.taps ?? [], this.#sendingId, isOnline)) return;
    for (const listener of [...this.#listeners]) listener();
  }
}

const isPhoto = (entry: KeptEntry): entry is KeptPhoto => entry.kind === 'photo';

/** A network that is down, a sign-in that has ended, a page that some hotel put in between: the tap is still good. */
function isFinal(error: unknown): error is DispatchError {
  if (!isDispatchError(error) || error.retryable || error.status === 401) return false;
  // A server that keeps no photos, or something before it that lets none of that size through, will not change its mind.
  return error.kind === 'refused' || error.kind === 'outbox' || error.status === 501 || error.status === 413;
}

function pictureLost(): DispatchError {
  const details = {kind: 'outbox', code: 'storage_failed', retryable: false} as const;
  return new DispatchError({...details, message: 'This device has lost the picture: take it again.'});
}

function notQueueable(command: string): DispatchError {
  const details = {kind: 'outbox', code: 'not_queueable', retryable: false} as const;
  const message = `${command} cannot wait in an outbox: send it while online, by client.appointments.`;
  return new DispatchError({...details, message});
}

function storageFailed(cause: unknown): DispatchError {
  const reason = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
  const details = {kind: 'outbox', code: 'storage_failed', retryable: true, cause} as const;
  const remedy = 'Free some space or leave private browsing; without that, work while online only.';
  return new DispatchError({
    ...details,
    message: `This device could not keep it (${reason}). ${remedy}`,
  });
}
