import {toInstant} from '@dispatch-kit/core';
import {backoffMs} from '../backoff.ts';
import {DispatchError, isDispatchError} from '../errors.ts';
import type {Platform} from '../platform.ts';
import {asNewDevice, emptyOutbox, nextTap, withRefused, withTap, withoutTap} from './outbox-state.ts';
import type {KeptTap, OutboxContents, OutboxStorage} from './outbox-storage.ts';
import type {Tap, TapInput} from './tap.ts';
import {workCommands} from './tap.ts';

/** What is to be seen of an outbox; a new object whenever anything in it changed. */
export interface OutboxSnapshot {
  /** What waits, is being sent, or was refused and not dismissed yet; oldest first. */
  readonly taps: readonly Tap[];
  /** False while the server is not reached. */
  readonly isOnline: boolean;
}

export interface OutboxOptions {
  storage: OutboxStorage;
  platform: Platform;
  /** The server's clock, as far as it is known. */
  clock: {readonly isSet: boolean; nowMs(): number};
  /** Sends a tap with this body; rejects with a DispatchError. */
  send(tap: TapInput, body: Readonly<Record<string, unknown>>): Promise<unknown>;
}

/** The same tap again within so short a time is one tap: a double click. */
const twinMs = 1_000;
/** A tap that is sent so soon has not waited. */
const soonMs = 2_000;

/**
 * Keeps taps until the server has them, and sends them one after the other in the order in which they were tapped. What
 * the server refuses stays to be seen; the next one goes on.
 */
export class Outbox {
  readonly #options: OutboxOptions;
  readonly #listeners = new Set<() => void>();
  readonly #errors = new Map<string, DispatchError>();
  /** When, by elapsed time, taps were made here for which nothing stands in the way so far. */
  readonly #fresh = new Map<string, number>();
  readonly #stops: (() => void)[];
  #contents: OutboxContents | undefined;
  #snapshot: OutboxSnapshot;
  #newest: {key: string; atMs: number; tap: Promise<Tap>} | undefined;
  #sendingId: string | undefined;
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
    this.#snapshot = {taps: [], isOnline: platform.isOnline()};
    this.#stops = [platform.onOnline(() => this.#runNow()), storage.onChange(() => void this.#look())];
    // What an earlier page could not send.
    void this.#look().then(() => this.#run());
  }

  get(): OutboxSnapshot {
    return this.#snapshot;
  }

  /** Tells when a tap waits, is being sent, is gone or refused, and when the server is lost or reached again. */
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
    const {platform} = this.#options;
    const key = JSON.stringify([appointmentId, command, input]);
    const atMs = platform.elapsedMs();
    const newest = this.#newest;
    if (newest?.key === key && atMs - newest.atMs < twinMs) return newest.tap;
    const tap = this.#keep({appointmentId, command, input}, atMs);
    this.#newest = {key, atMs, tap};
    tap.catch(() => (this.#newest = undefined));
    return tap;
  }

  /** Forgets a tap that was refused. One that still waits stays: it was promised to be sent. */
  async dismiss(tapId: string): Promise<void> {
    const isRefused = this.#contents?.taps.some(tap => tap.id === tapId && tap.refusal);
    if (!isRefused) return;
    await this.#update(kept => withoutTap(kept, tapId)).catch((error: unknown) => {
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
    this.#callOff();
    for (const stop of this.#stops) stop();
  }

  async #keep(input: Required<TapInput>, tappedMs: number): Promise<Tap> {
    const {clock, platform} = this.#options;
    const id = platform.newKey();
    const at = toInstant(Math.floor(clock.nowMs()));
    if (this.#isReached && platform.isOnline()) this.#fresh.set(id, tappedMs);
    try {
      await this.#update(kept => withTap(kept, {...input, id, at, isDeviceTime: !clock.isSet}));
    } catch (error) {
      this.#fresh.delete(id);
      throw storageFailed(error);
    }
    const tap = this.#snapshot.taps.find(each => each.id === id)!;
    void this.#run();
    return tap;
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
      while (!this.#isClosed && this.#contents && nextTap(this.#contents)) {
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
    const tap = nextTap(contents);
    if (!tap) return true;
    this.#sendingId = tap.id;
    this.#show();
    try {
      await this.#options.send(tap, this.#bodyOf(tap, contents));
      this.#reached();
      await this.#update(kept => withoutTap(kept, tap.id));
      return true;
    } catch (error) {
      return await this.#failed(tap, error);
    } finally {
      this.#sendingId = undefined;
      this.#show();
    }
  }

  /** When it happened is only said of a tap that waited: one that is sent at once is simply now. */
  #bodyOf(tap: KeptTap, {deviceId}: OutboxContents): Record<string, unknown> {
    const {platform} = this.#options;
    const tappedMs = this.#fresh.get(tap.id);
    this.#fresh.delete(tap.id);
    const body = {...tap.input, deviceId, sequence: tap.sequence};
    if (tappedMs !== undefined && platform.elapsedMs() - tappedMs < soonMs) return body;
    return {...body, at: tap.at, ...(tap.isDeviceTime && {sentAt: toInstant(platform.wallMs())})};
  }

  async #failed(tap: KeptTap, error: unknown): Promise<boolean> {
    if (isFinal(error)) {
      const {kind, code, message, retryable, status} = error;
      this.#reached();
      await this.#update(kept => withRefused(kept, tap.id, {kind, code, message, retryable, status}));
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

  async #update(change: (kept: OutboxContents) => OutboxContents): Promise<OutboxContents> {
    const {storage, platform} = this.#options;
    const first = emptyOutbox(platform.newKey());
    this.#contents = await storage.update(kept => change(kept ?? first));
    this.#show();
    return this.#contents;
  }

  #show(): void {
    const before = this.#snapshot;
    const isOnline = this.#options.platform.isOnline() && this.#isReached;
    const taps = (this.#contents?.taps ?? []).map(tap => this.#tapOf(tap));
    if (isOnline === before.isOnline && sameTaps(taps, before.taps)) return;
    this.#snapshot = {taps, isOnline};
    for (const listener of [...this.#listeners]) listener();
  }

  #tapOf({isDeviceTime: _, refusal, ...tap}: KeptTap): Tap {
    const known = this.#snapshot.taps.find(each => each.id === tap.id);
    const state = refusal ? 'refused' : tap.id === this.#sendingId ? 'sending' : 'waiting';
    if (known?.state === state && known.sequence === tap.sequence) return known;
    return {...tap, state, ...(refusal && {refusal: this.#errorOf(tap.id, refusal)})};
  }

  #errorOf(id: string, refusal: NonNullable<KeptTap['refusal']>): DispatchError {
    const error = this.#errors.get(id) ?? new DispatchError(refusal);
    this.#errors.set(id, error);
    return error;
  }
}

/** A network that is down, a sign-in that has ended, a page that some hotel put in between: the tap is still good. */
function isFinal(error: unknown): error is DispatchError {
  return isDispatchError(error) && error.kind === 'refused' && !error.retryable && error.status !== 401;
}

function sameTaps(a: readonly Tap[], b: readonly Tap[]): boolean {
  return a.length === b.length && a.every((tap, index) => tap === b[index]);
}

function notQueueable(command: string): DispatchError {
  const details = {kind: 'outbox', code: 'not_queueable', retryable: false} as const;
  const message = `${command} cannot wait in an outbox: send it while online, by client.appointments.`;
  return new DispatchError({...details, message});
}

function storageFailed(cause: unknown): DispatchError {
  const reason = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
  const details = {kind: 'outbox', code: 'storage_failed', retryable: true, cause} as const;
  const remedy = 'Free some space or leave private browsing; without that, tap while online only.';
  return new DispatchError({
    ...details,
    message: `This device could not keep the tap (${reason}). ${remedy}`,
  });
}
