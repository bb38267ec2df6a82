import type {CommandReply, DomainEvent, Job, TechnicianPosition} from '@dispatch-kit/core';
import {DispatchError, isDispatchError} from '../errors.ts';
import type {Platform} from '../platform.ts';
import {readLiveEvent} from './live-event.ts';
import type {ServerClock} from './server-clock.ts';
import {openStream} from './stream.ts';
import type {StreamMessage, StreamOptions} from './stream.ts';

/** What the feed tells the stores of a client. */
export type FeedNews =
  | {readonly type: 'event'; readonly event: DomainEvent}
  | {readonly type: 'position'; readonly position: TechnicianPosition}
  /** A command of this client was answered with the job as it is after its events. */
  | {readonly type: 'replied'; readonly job: Job; readonly seq: number}
  /** The connection works; time may have gone on. */
  | {readonly type: 'heard'}
  /** The connection is lost, and tried again. */
  | {readonly type: 'lost'; readonly error: DispatchError}
  /** What came so far is no longer whole: load a snapshot. */
  | {readonly type: 'reset'}
  /** Ended for good. */
  | {readonly type: 'refused'; readonly error: DispatchError};

export interface FeedOptions {
  platform: Platform;
  clock: ServerClock;
  connect: StreamOptions['connect'];
  /** Told when something was heard, and when the connection was lost. */
  onConnection(isUp: boolean): void;
}

/**
 * The one event stream that all office stores of a client share. It runs from the first snapshot that one of them has
 * loaded until nobody listens any more.
 */
export class OfficeFeed {
  readonly #options: FeedOptions;
  readonly #listeners = new Set<(news: FeedNews) => void>();
  #running: {readonly fromSeq: number; readonly end: AbortController} | undefined;

  constructor(options: FeedOptions) {
    this.#options = options;
  }

  /** Tells everything that comes from now on; nothing comes before a snapshot was loaded and `begin` called. */
  join(listener: (news: FeedNews) => void): () => void {
    // A wrapper, so that the same function joined twice is two listeners.
    const entry = (news: FeedNews) => listener(news);
    this.#listeners.add(entry);
    return () => {
      this.#listeners.delete(entry);
      if (this.#listeners.size === 0) this.#end();
    };
  }

  /**
   * Starts the stream where a snapshot ends, if it does not run yet. False if the stream began after that snapshot:
   * then what happened between is missing, and a newer snapshot is needed.
   */
  begin({cursor, seq}: {cursor: string; seq: number}): boolean {
    if (this.#running) return this.#running.fromSeq <= seq;
    const end = new AbortController();
    this.#running = {fromSeq: seq, end};
    void this.#follow(cursor, end.signal);
    return true;
  }

  /** Tells what a command was answered with, ahead of the stream. What touches several jobs waits for the stream. */
  reply({job, events, dryRun}: CommandReply): void {
    const last = events.at(-1);
    const isAlone = events.every(event => event.jobId === job.id);
    if (last && isAlone && !dryRun) this.#tell({type: 'replied', job, seq: last.seq});
  }

  async #follow(cursor: string, signal: AbortSignal): Promise<void> {
    const {platform, connect} = this.#options;
    const stream = openStream({
      connect,
      platform,
      signal,
      lastEventId: cursor,
      onState: state => {
        if (state.name !== 'waiting') return;
        this.#options.onConnection(false);
        this.#tell({type: 'lost', error: state.error});
      },
    });
    try {
      for await (const message of stream) if (!signal.aborted) this.#take(message);
    } catch (error) {
      if (signal.aborted) return;
      this.#end();
      // A cursor of another token's scope, or of a server with another secret: begin anew.
      if (isDispatchError(error, 'cursor_mismatch')) this.#tell({type: 'reset'});
      else this.#tell({type: 'refused', error: isDispatchError(error) ? error : unreadable(error)});
    }
  }

  #take(message: StreamMessage): void {
    this.#options.onConnection(true);
    const live = readLiveEvent(message, this.#options.clock);
    if (live?.type === 'reset') this.#end();
    this.#tell(live ?? {type: 'heard'});
  }

  #tell(news: FeedNews): void {
    for (const listener of [...this.#listeners]) listener(news);
  }

  #end(): void {
    this.#running?.end.abort();
    this.#running = undefined;
  }
}

function unreadable(cause: unknown): DispatchError {
  const details = {kind: 'contract', code: 'invalid_reply', retryable: false, cause} as const;
  return new DispatchError({...details, message: 'What came over the event stream could not be read.'});
}
