import {oldestFixMs, toInstant, toMs} from '@dispatch-kit/core';
import {backoffMs} from '../backoff.ts';
import {isDispatchError} from '../errors.ts';
import type {Platform} from '../platform.ts';
import {PositionQueue} from './position-queue.ts';
import {PositionKeeper} from './position-storage.ts';
import type {PositionStorage} from './position-storage.ts';
import type {DeviceFix, Receiver, ReceiverTrouble} from './receiver.ts';
import {isWorthReporting} from './worth-reporting.ts';

/**
 * - `off`: nobody asked to share, or it was ended.
 * - `asking`: begun; the device has not found a place yet, or waits for the person's leave.
 * - `sharing`: places are found.
 * - `hidden`: the page is out of sight; the device may find no places until it is seen again.
 * - `denied`, `no_signal`, `unavailable`: the device gives no place, and why.
 * - `not_wanted`: the office does not listen, since nobody is under way: the receiver is off.
 * - `refused`: the office does not take places from here, such as after a sign-out.
 */
export type SharingStatus =
  'off' | 'asking' | 'sharing' | 'hidden' | ReceiverTrouble | 'not_wanted' | 'refused';

export interface SharingSnapshot {
  readonly status: SharingStatus;
  /** When the device found a place last. */
  readonly foundAt: string | undefined;
  /** When the office took one last. */
  readonly takenAt: string | undefined;
  /** How many wait to be sent: more than a few while there is no network. */
  readonly waiting: number;
  /** False after the office could not be reached with what waits. */
  readonly isReached: boolean;
}

export interface LocationSharingOptions {
  receiver: Receiver;
  platform: Platform;
  /** Where places wait for the network; in memory alone unless given. */
  storage?: PositionStorage | undefined;
  /** The server's clock, as far as it is known: fixes are told by it. */
  clock: {readonly isSet: boolean; readonly timeScale: number; nowMs(): number};
  /** Sends a batch; rejects with a DispatchError. Answers whether the office listens now. */
  send(batch: {fixes: readonly DeviceFix[]; sentAt: string}): Promise<{sharing: boolean}>;
}

/** So long are places gathered before they are sent. */
const gatherMs = 3_000;
/** A device that has just found places and misses one looks again by itself: only after so long it is worth a word. */
const searchesMs = 10_000;

/**
 * Shares where this device is, from `start()` until `stop()` or until the office does not listen any more. Places that
 * say nothing new are left out; while there is no network they wait, and are sent in their order: also after a reload, where a
 * storage is given, once `start()` is called again. Nothing is shared before `start()`, and nothing kept after `stop()`.
 */
export class LocationSharing {
  readonly #options: LocationSharingOptions;
  readonly #queue = new PositionQueue();
  readonly #keeper: PositionKeeper;
  readonly #listeners = new Set<() => void>();
  /** When each fix was by the server's clock. */
  readonly #told = new WeakMap<DeviceFix, string>();
  #snapshot: SharingSnapshot = {
    status: 'off',
    foundAt: undefined,
    takenAt: undefined,
    waiting: 0,
    isReached: true,
  };
  #last: DeviceFix | undefined;
  #stops: (() => void)[] = [];
  #run = 0;
  #isSending = false;
  #misses = 0;
  #callOff: (() => void) | undefined;
  #stopSearch: (() => void) | undefined;

  constructor(options: LocationSharingOptions) {
    this.#options = options;
    this.#keeper = new PositionKeeper(options.storage);
  }

  get(): SharingSnapshot {
    return this.#snapshot;
  }

  /** Calls back after each change; the returned function ends that. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Begins to share. The browser asks the person the first time: call it after a tap. Again while it shares: nothing. */
  start(): void {
    if (this.#stops.length > 0) return;
    const {receiver, platform} = this.#options;
    const run = ++this.#run;
    this.#set({status: 'asking'});
    this.#stops = [
      receiver.watch({
        fix: fix => run === this.#run && this.#found(fix),
        trouble: why => run === this.#run && this.#trouble(why),
      }),
      receiver.onVisibility(() => this.#seen()),
      platform.onOnline(() => this.#sendIn(0)),
    ];
    this.#stayAwake(run);
    void this.#restore(run);
  }

  /** Ends sharing; what waits is thrown away. */
  stop(): void {
    this.#queue.clear();
    this.#keeper.keep([]);
    this.#end('off');
  }

  /** What waited when the page was closed, but for what is too old to be taken. */
  async #restore(run: number): Promise<void> {
    const kept = await this.#keeper.load();
    if (run !== this.#run || kept.length === 0) return;
    const sinceMs = this.#options.platform.wallMs() - oldestFixMs;
    this.#queue.restore(kept.filter(({at}) => toMs(at) >= sinceMs));
    this.#keeper.keep(this.#queue.all);
    this.#set({waiting: this.#queue.length});
    this.#sendIn(0);
  }

  #stayAwake(run: number): void {
    void this.#options.receiver.keepAwake().then(release => {
      if (run === this.#run && this.#stops.length > 0) this.#stops.push(release);
      else release();
    });
  }

  #end(status: SharingStatus): void {
    this.#run += 1;
    for (const stop of this.#stops) stop();
    this.#stops = [];
    this.#callOff?.();
    this.#callOff = undefined;
    this.#endSearch();
    this.#last = undefined;
    this.#misses = 0;
    this.#set({status, waiting: this.#queue.length, isReached: true});
  }

  #found(fix: DeviceFix): void {
    const {receiver} = this.#options;
    this.#endSearch();
    const isWorth = isWorthReporting(fix, this.#last);
    if (isWorth) {
      this.#last = fix;
      this.#queue.add(fix);
      this.#keeper.keep(this.#queue.all);
    }
    const status = receiver.isHidden() ? 'hidden' : 'sharing';
    this.#set({status, foundAt: fix.at, waiting: this.#queue.length});
    if (isWorth && !this.#callOff) this.#sendIn(gatherMs);
  }

  #trouble(why: ReceiverTrouble): void {
    if (why !== 'no_signal') return this.#end(why);
    if (this.#snapshot.status !== 'sharing') return this.#set({status: why});
    this.#stopSearch ??= this.#options.platform.after(searchesMs, () => {
      this.#endSearch();
      this.#set({status: why});
    });
  }

  #endSearch(): void {
    this.#stopSearch?.();
    this.#stopSearch = undefined;
  }

  /** The lock on the screen is gone with a hidden page, and has to be taken anew. */
  #seen(): void {
    const {receiver} = this.#options;
    if (receiver.isHidden()) return this.#set({status: 'hidden'});
    this.#set({status: 'asking'});
    this.#stayAwake(this.#run);
    this.#sendIn(0);
  }

  #sendIn(delayMs: number): void {
    this.#callOff?.();
    this.#callOff = this.#options.platform.after(delayMs, () => {
      this.#callOff = undefined;
      void this.#send();
    });
  }

  async #send(): Promise<void> {
    const {send} = this.#options;
    const fixes = this.#queue.next();
    if (this.#isSending || fixes.length === 0) return;
    const run = this.#run;
    this.#isSending = true;
    try {
      const {sharing} = await send(this.#byServerClock(fixes));
      if (run !== this.#run) return;
      this.#misses = 0;
      this.#queue.sent(fixes);
      this.#keeper.keep(this.#queue.all);
      this.#set({takenAt: fixes.at(-1)!.at, waiting: this.#queue.length, isReached: true});
      if (!sharing) this.#giveUp('not_wanted');
      else if (this.#queue.length > 0) this.#sendIn(this.#queue.length > 5 ? 0 : gatherMs);
    } catch (error) {
      if (run === this.#run) this.#missed(error);
    } finally {
      this.#isSending = false;
      if (run !== this.#run && this.#queue.length > 0) this.#sendIn(gatherMs);
    }
  }

  /** A phone's clock may be wrong, and an office's may run faster: what is told is told by the office's. */
  #byServerClock(fixes: readonly DeviceFix[]): {fixes: readonly DeviceFix[]; sentAt: string} {
    const {clock, platform} = this.#options;
    const deviceMs = platform.wallMs();
    if (!clock.isSet) return {fixes, sentAt: toInstant(deviceMs)};
    const serverMs = Math.floor(clock.nowMs());
    const told = fixes.map(fix => {
      const ageMs = Math.max(0, deviceMs - toMs(fix.at)) * clock.timeScale;
      // Sent again it is the same one: its time stays as it was told first.
      const at = this.#told.get(fix) ?? toInstant(Math.floor(serverMs - ageMs));
      this.#told.set(fix, at);
      return {...fix, at};
    });
    return {fixes: told, sentAt: toInstant(serverMs)};
  }

  #giveUp(status: SharingStatus): void {
    this.#queue.clear();
    this.#keeper.keep([]);
    this.#end(status);
  }

  #missed(error: unknown): void {
    if (isDispatchError(error) && !error.retryable) return this.#giveUp('refused');
    this.#set({isReached: false});
    const asked = isDispatchError(error) ? error.retryAfterSeconds : undefined;
    this.#sendIn(backoffMs(this.#misses++, this.#options.platform.random(), asked));
  }

  #set(change: Partial<SharingSnapshot>): void {
    this.#snapshot = {...this.#snapshot, ...change};
    for (const listener of this.#listeners) listener();
  }
}
