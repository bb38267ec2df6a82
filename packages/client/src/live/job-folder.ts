import type {DomainEvent, Message, Note, Photo} from '@dispatch-kit/core';
import {backoffMs} from '../backoff.ts';
import {isDispatchError} from '../errors.ts';
import type {DispatchError} from '../errors.ts';
import type {Platform} from '../platform.ts';
import type {OfficeFeed} from './office-feed.ts';
import type {PictureStorage} from './picture-storage.ts';

/** What was written about one job, each oldest first. */
export interface FolderContents {
  readonly notes: readonly Note[];
  /** Their addresses open for 15 minutes. Undefined where the office keeps no photos. */
  readonly photos: readonly Photo[] | undefined;
  /** The thread with the customer. */
  readonly messages: readonly Message[];
  readonly history: readonly DomainEvent[];
}

export interface FolderSnapshot {
  /** Undefined before it was loaded. */
  readonly contents: FolderContents | undefined;
  /** What went wrong with the newest try to read it; what was read before is still there. */
  readonly error: DispatchError | undefined;
}

export interface JobFolderOptions {
  platform: Platform;
  feed: OfficeFeed;
  load(): Promise<FolderContents>;
  /** Keeps it on the device. */
  pictures?: PictureStorage | undefined;
}

/** What happens to a job often comes together. */
const gatherMs = 250;
/** Addresses of photos are asked for anew before they end. */
const freshMs = 12 * 60_000;

/**
 * Notes, photos, thread and history of one job, read while somebody listens, and again whenever something happens to
 * the job.
 */
export class JobFolder {
  readonly #options: JobFolderOptions;
  readonly #jobId: string;
  readonly #listeners = new Set<() => void>();
  #snapshot: FolderSnapshot = {contents: undefined, error: undefined};
  #stops: (() => void)[] = [];
  #callOff: (() => void) | undefined;
  #run = 0;
  #misses = 0;

  constructor(jobId: string, options: JobFolderOptions) {
    this.#jobId = jobId;
    this.#options = options;
  }

  get(): FolderSnapshot {
    return this.#snapshot;
  }

  /** Begins to read with the first listener, and ends with the last. */
  subscribe(listener: () => void): () => void {
    const entry = () => listener();
    this.#listeners.add(entry);
    if (this.#listeners.size === 1) this.#start();
    return () => {
      this.#listeners.delete(entry);
      if (this.#listeners.size === 0) this.#stop();
    };
  }

  #start(): void {
    const {feed, platform} = this.#options;
    this.#stops = [
      feed.join(news => {
        const isOurs = news.type === 'event' && news.event.jobId === this.#jobId;
        if (isOurs || news.type === 'reset') this.#readIn(gatherMs);
      }),
      platform.onOnline(() => this.#readIn(0)),
    ];
    this.#readIn(0);
    void this.#recall();
  }

  async #recall(): Promise<void> {
    const kept = (await this.#options.pictures?.read(this.#key).catch(() => undefined)) as
      {version: number; contents: FolderContents} | undefined;
    if (kept?.version !== 1 || this.#snapshot.contents) return;
    this.#show({...this.#snapshot, contents: kept.contents});
  }

  get #key(): string {
    return `folder ${this.#jobId}`;
  }

  #stop(): void {
    this.#run += 1;
    this.#callOff?.();
    this.#callOff = undefined;
    for (const stop of this.#stops) stop();
  }

  #readIn(delayMs: number): void {
    this.#callOff?.();
    this.#callOff = this.#options.platform.after(delayMs, () => void this.#read());
  }

  async #read(): Promise<void> {
    const {load, platform, pictures} = this.#options;
    const run = ++this.#run;
    try {
      const contents = await load();
      if (run !== this.#run) return;
      this.#misses = 0;
      this.#show({contents, error: undefined});
      void pictures?.write(this.#key, {version: 1, contents}).catch(() => undefined);
      this.#readIn(freshMs);
    } catch (error) {
      if (run !== this.#run || !isDispatchError(error)) return;
      this.#show({...this.#snapshot, error});
      if (error.retryable)
        this.#readIn(backoffMs(this.#misses++, platform.random(), error.retryAfterSeconds));
    }
  }

  #show(snapshot: FolderSnapshot): void {
    this.#snapshot = snapshot;
    for (const listener of [...this.#listeners]) listener();
  }
}
