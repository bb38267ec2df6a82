import type {Endpoint} from '@dispatch-kit/core';
import {DispatchError, connectionError, errorOfAnswer, jsonIn, retryAfterOf} from './errors.ts';
import type {Platform} from './platform.ts';

export interface EventRequest {
  /** Where the server is, without a slash at its end. */
  base: string;
  token: string | undefined;
  /** After which event to go on. */
  lastEventId: string | undefined;
  signal: AbortSignal;
  platform: Platform;
}

const timeoutMs = 30_000;

/**
 * Opens an event stream. Sent once, by the platform's own `fetch`: the stream itself decides about another try, so a page
 * that only follows needs nothing that sends again.
 *
 * @throws DispatchError when the server was not reached or did not answer with a stream; the signal's reason when it is aborted.
 */
export async function requestEvents(
  {path}: Pick<Endpoint, 'path'>,
  {base, token, lastEventId, signal, platform}: EventRequest,
): Promise<ReadableStream<Uint8Array>> {
  const late = new AbortController();
  const callOff = platform.after(timeoutMs, () => late.abort());
  try {
    const request = new Request(`${base}${path}`, {
      headers: {
        accept: 'text/event-stream',
        ...(token && {authorization: `Bearer ${token}`}),
        ...(lastEventId && {'last-event-id': lastEventId}),
      },
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      signal: AbortSignal.any([signal, late.signal]),
    });
    return await bodyOf(await platform.fetch(request), path);
  } catch (error) {
    if (signal.aborted || error instanceof DispatchError) throw error;
    throw connectionError(error, {base, isOnline: platform.isOnline(), isTimeout: late.signal.aborted});
  } finally {
    callOff();
  }
}

async function bodyOf(response: Response, path: string): Promise<ReadableStream<Uint8Array>> {
  if (!response.ok) {
    throw errorOfAnswer(response.status, jsonIn(await response.text()), retryAfterOf(response));
  }
  const isStream = response.headers.get('content-type')?.startsWith('text/event-stream');
  if (isStream && response.body) return response.body;
  await response.body?.cancel();
  throw new DispatchError({
    kind: 'contract',
    code: 'invalid_reply',
    retryable: false,
    status: response.status,
    message: `${path} did not answer with an event stream: does a proxy change it?`,
  });
}
