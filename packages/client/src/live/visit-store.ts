import type {TrackingView} from '@dispatch-kit/core';
import {DispatchError, isDispatchError} from '../errors.ts';
import type {Platform} from '../platform.ts';
import {LiveVisit} from './live-visit.ts';
import {ServerClock} from './server-clock.ts';
import type {ClockReading} from './server-clock.ts';
import {openStream} from './stream.ts';
import type {StreamMessage, StreamOptions} from './stream.ts';
import type {VisitNews} from './visit-state.ts';
import type {VisitActions, VisitSnapshot, VisitSource, VisitWindows} from './visit-source.ts';

export interface VisitStoreOptions {
  platform: Platform;
  connect: StreamOptions['connect'];
  act<A extends keyof VisitActions>(action: A, input: VisitActions[A]): Promise<TrackingView>;
  windows(): Promise<VisitWindows>;
}

/** A customer's visit, followed live over the stream of a tracking link. */
export class VisitStore implements VisitSource {
  readonly #options: VisitStoreOptions;
  readonly #clock: ServerClock;
  readonly #live: LiveVisit;

  constructor(options: VisitStoreOptions) {
    this.#options = options;
    this.#clock = new ServerClock(options.platform);
    this.#live = new LiveVisit((take, signal) => this.#follow(take, signal));
  }

  get(): VisitSnapshot {
    return this.#live.get();
  }

  subscribe(listener: () => void): () => void {
    return this.#live.subscribe(listener);
  }

  nowMs(): number {
    return this.#clock.nowMs();
  }

  /** Does what the customer asked for and shows what the server made of it, without waiting for the stream. */
  async act<A extends keyof VisitActions>(action: A, input: VisitActions[A]): Promise<void> {
    this.#live.take(this.#viewNews(await this.#options.act(action, input)));
  }

  /** The window suits. */
  confirm(): Promise<void> {
    return this.act('confirm', {});
  }

  /** How it was: 1 to 5 stars, with a comment. */
  rate(rating: VisitActions['rate']): Promise<void> {
    return this.act('rate', rating);
  }

  /** A note for the technician, such as a gate code. It is not shown back. */
  note(text: string): Promise<void> {
    return this.act('note', {text});
  }

  /** Asks to move the visit, to one of these windows if there are any. */
  requestReschedule(input: VisitActions['request_reschedule'] = {}): Promise<void> {
    return this.act('request_reschedule', input);
  }

  /** Asks to cancel the visit. */
  requestCancel(input: VisitActions['request_cancel'] = {}): Promise<void> {
    return this.act('request_cancel', input);
  }

  /** Asks for a new visit after a missed or canceled one. */
  rebook(input: VisitActions['rebook'] = {}): Promise<void> {
    return this.act('rebook', input);
  }

  /** Nobody is home. */
  notHome(): Promise<void> {
    return this.act('not_home', {});
  }

  /** A line for the office, into the thread of the job. */
  message(text: string): Promise<void> {
    return this.act('message', {text});
  }

  /** The windows the visit may be moved to. */
  windows(): Promise<VisitWindows> {
    return this.#options.windows();
  }

  async #follow(take: (news: VisitNews) => void, signal: AbortSignal): Promise<void> {
    const {connect, platform} = this.#options;
    // Each connection begins with a whole view, so there is nothing to resume from.
    const stream = openStream({
      connect: ({signal: each}) => connect({lastEventId: undefined, signal: each}),
      platform,
      signal,
      onState: state => {
        if (state.name === 'waiting') take({type: 'failed', error: state.error});
      },
    });
    try {
      for await (const message of stream) {
        const news = this.#read(message);
        if (news) take(news);
      }
    } catch (error) {
      take({type: 'failed', error: isDispatchError(error) ? error : unreadable(error)});
    }
  }

  #read({type, data}: StreamMessage): VisitNews | undefined {
    if (type === 'heartbeat') {
      this.#clock.follow(JSON.parse(data) as ClockReading);
      return {type: 'beat', atMs: this.#clock.nowMs()};
    }
    return type === 'view' ? this.#viewNews(JSON.parse(data) as TrackingView) : undefined;
  }

  #viewNews(view: TrackingView): VisitNews {
    if (!isTrackingView(view)) throw unreadable();
    if (view.serverTime) this.#clock.follow({serverTime: view.serverTime, timeScale: view.timeScale ?? 1});
    return {type: 'view', view, atMs: this.#clock.nowMs()};
  }
}

/** Whether something has what every view has. Fields and values that are not known here are let through. */
export function isTrackingView(view: unknown): view is TrackingView {
  if (typeof view !== 'object' || view === null) return false;
  const {version, visit} = view as Partial<TrackingView>;
  return version === 1 && typeof visit?.phase === 'string';
}

function unreadable(cause?: unknown): DispatchError {
  const details = {kind: 'contract', code: 'invalid_reply', retryable: false, cause} as const;
  return new DispatchError({...details, message: 'What came is no tracking view of version 1.'});
}
