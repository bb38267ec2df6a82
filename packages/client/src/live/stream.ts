import {EventSourceParserStream} from 'eventsource-parser/stream';
import {DispatchError, isDispatchError} from '../errors.ts';
import {untilSeen, wait} from '../platform.ts';
import type {Platform} from '../platform.ts';
import {beginStream, stepStream} from './stream-machine.ts';
import type {StreamEvent, StreamState} from './stream-machine.ts';

/** One message of a stream: its id if it can be resumed from, its type, its data as it came. */
export interface StreamMessage {
  id: string | undefined;
  type: string;
  data: string;
}

export interface StreamOptions {
  /** Opens a connection that goes on after `lastEventId`. */
  connect(at: {lastEventId: string | undefined; signal: AbortSignal}): Promise<ReadableStream<Uint8Array>>;
  platform: Platform;
  signal: AbortSignal;
  lastEventId?: string | undefined;
  /** Told of each step, before what came is given out. */
  onState?(state: StreamState): void;
}

/** The server beats every 15 s; after so long without a sound the line is dead, whatever the socket says. */
const silenceMs = 40_000;
/** Who looks elsewhere for a moment keeps the connection; after so long in a hidden page it is given up. */
const restsAfterMs = 30_000;

/**
 * The messages of a server's stream, across as many connections as it takes: lost ones are opened again, after a wait
 * that grows, from where the last one ended. In a page that is hidden for half a minute the connection is closed and no
 * timer runs; it goes on from there as soon as the page is seen. Ends quietly when `signal` is aborted.
 *
 * @throws DispatchError when the server refuses and no retry helps.
 */
export async function* openStream(options: StreamOptions): AsyncGenerator<StreamMessage, void, undefined> {
  const {platform, signal, connect} = options;
  let state = beginStream(options.lastEventId);
  const step = (event: StreamEvent) => {
    state = stepStream(state, event);
    options.onState?.(state);
  };
  while (!signal.aborted) {
    const connection = new AbortController();
    const both = AbortSignal.any([signal, connection.signal]);
    const stopWatching = whenHidden(platform, () => {
      step({type: 'hidden'});
      connection.abort();
    });
    try {
      const body = await connect({lastEventId: state.lastEventId, signal: both});
      step({type: 'opened'});
      for await (const message of read(body, both, platform, connection)) {
        step({type: 'heard', id: message.id});
        yield message;
      }
      throw cut('The server closed the stream.');
    } catch (error) {
      if (signal.aborted) return;
      step({type: 'lost', error: asDispatchError(error), chance: platform.random()});
      // The steps change it where the compiler does not look.
      const now = state as StreamState;
      if (now.name === 'ended') throw now.error;
      if (now.name === 'waiting') await waitForRetry(platform, now.delayMs, both);
    } finally {
      stopWatching();
      connection.abort();
    }
    await untilSeen(platform, signal);
    step({type: 'seen'});
    step({type: 'retry'});
  }
}

/** Calls back once the page has been hidden for a while; the returned function calls that off. */
function whenHidden(platform: Platform, callback: () => void): () => void {
  let callOff = () => {};
  const watch = () => {
    callOff();
    callOff = platform.isHidden() ? platform.after(restsAfterMs, callback) : () => {};
  };
  watch();
  const stop = platform.onVisibility(watch);
  return () => {
    stop();
    callOff();
  };
}

async function* read(
  body: ReadableStream<Uint8Array>,
  signal: AbortSignal,
  platform: Platform,
  connection: AbortController,
): AsyncGenerator<StreamMessage> {
  const reader = body
    .pipeThrough(new TextDecoderStream() as TransformStream<Uint8Array, string>)
    .pipeThrough(new EventSourceParserStream())
    .getReader();
  try {
    for (;;) {
      const silence = platform.after(silenceMs, () => connection.abort(cut('Nothing was heard for 40 s.')));
      try {
        const {done, value} = await orAborted(reader.read(), signal);
        if (done) return;
        yield {id: value.id, type: value.event ?? 'message', data: value.data};
      } finally {
        silence();
      }
    }
  } finally {
    void reader.cancel().catch(() => {});
  }
}

/** A read does not always notice that its request was aborted: a body may come from anywhere. */
function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  const {promise: first, resolve, reject} = Promise.withResolvers<T>();
  if (signal.aborted) reject(signal.reason as Error);
  const abort = () => reject(signal.reason as Error);
  signal.addEventListener('abort', abort, {once: true});
  promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  return first;
}

/** Waits, but no longer than until the network comes back. */
async function waitForRetry(platform: Platform, delayMs: number, signal: AbortSignal): Promise<void> {
  const back = new AbortController();
  const stop = platform.onOnline(() => back.abort());
  try {
    await wait(platform, delayMs, AbortSignal.any([signal, back.signal]));
  } catch {
    // Called off: the caller looks at its own signal.
  } finally {
    stop();
  }
}

function cut(message: string): DispatchError {
  return new DispatchError({kind: 'connection', code: 'stream_cut', retryable: true, message});
}

function asDispatchError(error: unknown): DispatchError {
  if (isDispatchError(error)) return error;
  const details = {kind: 'connection', code: 'stream_cut', retryable: true, cause: error} as const;
  return new DispatchError({...details, message: 'The stream was cut.'});
}
