import type {TrackingView} from '@dispatch-kit/core';
import {DispatchError, isDispatchError} from '../errors.ts';
import {untilSeen, wait, webPlatform} from '../platform.ts';
import type {Platform} from '../platform.ts';
import {LiveVisit} from './live-visit.ts';
import {ServerClock} from './server-clock.ts';
import {isTrackingView} from './visit-store.ts';
import type {VisitActions, VisitSource, VisitWindows} from './visit-source.ts';

export interface PollingOptions {
  /** Seconds from one answer to the next question; 15 unless given. */
  everySeconds?: number;
  /** Does what the customer asked for; the view is fetched again after it. */
  act?<A extends keyof VisitActions>(action: A, input: VisitActions[A]): Promise<unknown>;
  /** The windows a visit may be moved to; without it the customer only asks, and the office calls. */
  windows?(): Promise<VisitWindows>;
  platform?: Platform;
}

/**
 * A source for a tracker out of a host's own back end: no dispatch server is needed. While the page is hidden nothing is
 * asked; once it is seen again, at once.
 *
 * @param fetchView answers the newest view. Throw to say that there is none: a DispatchError with the code
 *   `link_ended` ends it, any other error is tried again.
 */
export function polling(
  fetchView: (signal: AbortSignal) => Promise<TrackingView>,
  {everySeconds = 15, act, windows, platform = webPlatform()}: PollingOptions = {},
): VisitSource {
  const clock = new ServerClock(platform);
  const live: LiveVisit = new LiveVisit(async (take, signal) => {
    while (!signal.aborted) {
      await ask(take, signal);
      if (['ended', 'refused'].includes(live.get().status)) return;
      await wait(platform, everySeconds * 1000, signal).catch(() => {});
      await untilSeen(platform, signal);
    }
  });
  const ask = async (take: typeof live.take, signal: AbortSignal) => {
    try {
      const view = await fetchView(signal);
      if (!isTrackingView(view)) throw new Error('What fetchView answered is no tracking view of version 1.');
      if (view.serverTime) clock.follow({serverTime: view.serverTime, timeScale: view.timeScale ?? 1});
      take({type: 'view', view, atMs: clock.nowMs()});
    } catch (error) {
      if (!signal.aborted) take({type: 'failed', error: asDispatchError(error)});
    }
  };
  return {
    get: () => live.get(),
    subscribe: listener => live.subscribe(listener),
    nowMs: () => clock.nowMs(),
    ...(windows && {windows}),
    ...(act && {
      async act<A extends keyof VisitActions>(action: A, input: VisitActions[A]) {
        await act(action, input);
        await ask(news => live.take(news), new AbortController().signal);
      },
    }),
  };
}

function asDispatchError(error: unknown): DispatchError {
  if (isDispatchError(error)) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new DispatchError({kind: 'connection', code: 'unreachable', retryable: true, message, cause: error});
}
