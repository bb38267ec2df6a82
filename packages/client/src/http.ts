import type {Endpoint} from '@dispatch-kit/core';
import ky, {HTTPError, NetworkError, TimeoutError} from 'ky';
import type {KyInstance} from 'ky';
import {DispatchError, connectionError, errorOfAnswer, jsonIn, retryAfterOf} from './errors.ts';
import type {Platform} from './platform.ts';
import {requestEvents} from './request-events.ts';
import type {CallInput, CallOptions, ReplyOf} from './resources/call.ts';

export interface HttpOptions {
  /** Where the server is: `https://api.example.com`. */
  url: string | URL;
  /** Sent with each request. */
  token?: string | undefined;
  /** Asked for a token when there is none, and again when the server says that it has ended. */
  fetchToken?: (() => Promise<string>) | undefined;
  platform: Platform;
}

const timeoutMs = 30_000;
/** A picture takes its time over a poor network. */
const pictureTimeoutMs = 300_000;
/** Nobody waits longer without a word: who is asked to come back later is told so at once. */
const longestRetryAfterSeconds = 5;
/** Every request may be sent again: a POST carries its Idempotency-Key. */
const retry = {
  limit: 2,
  methods: ['get', 'post', 'patch', 'delete'],
  statusCodes: [408, 429, 502, 503, 504],
  jitter: true,
  shouldRetry: ({error}: {error: Error}) =>
    error instanceof HTTPError && (retryAfterOf(error.response) ?? 0) > longestRetryAfterSeconds
      ? false
      : undefined,
};

/** Where a request goes: a row of the contract, or only what of it is needed to send. */
type Row = Pick<Endpoint, 'method' | 'path'> & Partial<Pick<Endpoint, 'access' | 'body' | 'accepts'>>;

type Sending = CallOptions & {
  params?: Readonly<Record<string, string>>;
  query?: object;
  body?: unknown;
};

/** Sends requests along the rows of the contract, with the token, and makes typed errors of what goes wrong. */
export class Http {
  readonly #base: string;
  readonly #ky: KyInstance;
  readonly #options: HttpOptions;
  #token: string | undefined;
  #renewal: Promise<string> | undefined;

  constructor(options: HttpOptions) {
    this.#options = options;
    this.#base = String(options.url).replace(/\/+$/, '');
    this.#token = options.token;
    this.#ky = ky.create({
      fetch: (input, init) => options.platform.fetch(input, init),
      retry,
      timeout: timeoutMs,
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
    });
  }

  /** Calls a row and reads its reply. A reply that is not JSON where JSON is promised is a `contract` error. */
  async call<E extends Endpoint>(endpoint: E, input: CallInput<E> = {}): Promise<ReplyOf<E>> {
    if (endpoint.reply && endpoint.status !== 204) {
      return this.send(endpoint, input as Sending) as Promise<ReplyOf<E>>;
    }
    const response = await this.#sendRenewing(endpoint, input as Sending);
    await response.body?.cancel();
    return undefined as ReplyOf<E>;
  }

  /** Sends a request that is answered with JSON. */
  async send(row: Row, input: Sending): Promise<object> {
    const response = await this.#sendRenewing(row, input);
    const text = await this.#guard(response.text());
    try {
      const reply: unknown = JSON.parse(text);
      if (typeof reply === 'object' && reply !== null) return reply;
    } catch {
      // Said below.
    }
    throw new DispatchError({
      kind: 'contract',
      code: 'invalid_reply',
      retryable: false,
      status: response.status,
      message: `${row.method} ${row.path} did not answer with JSON: is ${this.#base} a dispatch server?`,
    });
  }

  /** Opens an event stream. Sent once: the stream itself decides about another try. */
  open(
    endpoint: Row,
    at: {lastEventId: string | undefined; signal: AbortSignal},
  ): Promise<ReadableStream<Uint8Array>> {
    const {platform} = this.#options;
    return this.#renewing(endpoint, token =>
      requestEvents(endpoint, {base: this.#base, token, platform, ...at}),
    );
  }

  #sendRenewing(endpoint: Row, input: Sending): Promise<Response> {
    // One key for all attempts, also the one after a renewal.
    const keyed = {...input, idempotencyKey: input.idempotencyKey ?? this.#options.platform.newKey()};
    return this.#renewing(endpoint, token => this.#send(endpoint, keyed, token));
  }

  /** Sends with the token, and once more with a fresh one if it has ended. */
  async #renewing<T>({access}: Row, send: (token: string | undefined) => Promise<T>): Promise<T> {
    const token = access === 'public' ? undefined : (this.#token ?? (await this.#renew(undefined)));
    try {
      return await send(token);
    } catch (error) {
      const hasEnded = error instanceof DispatchError && error.status === 401;
      if (!hasEnded || !this.#options.fetchToken) throw error;
      return send(await this.#renew(token));
    }
  }

  #send(endpoint: Row, input: Sending, token: string | undefined): Promise<Response> {
    const body = endpoint.body ? (input.body ?? {}) : input.body;
    return this.#guard(
      this.#ky(this.#urlOf(endpoint, input), {
        method: endpoint.method,
        headers: {
          accept: 'application/json',
          ...(token && {authorization: `Bearer ${token}`}),
          ...(endpoint.method === 'POST' && {'idempotency-key': input.idempotencyKey}),
          ...(input.ifMatch !== undefined && {'if-match': `"${input.ifMatch}"`}),
        },
        ...(body !== undefined &&
          (endpoint.accepts ? {body: body as Blob, timeout: pictureTimeoutMs} : {json: body})),
        ...(input.signal && {signal: input.signal}),
        ...(input.noRetry && {retry: 0}),
      }),
    );
  }

  #urlOf(endpoint: Row, {params = {}, query, dryRun}: Sending): string {
    const path = endpoint.path.replace(/\{(\w+)\}/g, (_, name: string) =>
      encodeURIComponent(params[name] ?? ''),
    );
    const search = new URLSearchParams();
    for (const [name, value] of Object.entries(query ?? {})) {
      if (value !== undefined) search.set(name, Array.isArray(value) ? value.join(',') : String(value));
    }
    if (dryRun) search.set('dryRun', '1');
    return `${this.#base}${path}${search.size > 0 ? `?${search}` : ''}`;
  }

  /** A fresh token, asked for once by all who wait for it; the one that another call got meanwhile if that is newer. */
  async #renew(ended: string | undefined): Promise<string | undefined> {
    const {fetchToken} = this.#options;
    if (!fetchToken || (this.#token !== undefined && this.#token !== ended)) return this.#token;
    this.#renewal ??= fetchToken();
    try {
      this.#token = await this.#renewal;
    } finally {
      this.#renewal = undefined;
    }
    return this.#token;
  }

  async #guard<T>(answer: Promise<T>): Promise<T> {
    try {
      return await answer;
    } catch (error) {
      throw this.#errorOf(error);
    }
  }

  #errorOf(error: unknown): unknown {
    if (error instanceof HTTPError) {
      const {response, data} = error as HTTPError;
      // `application/problem+json` is left as text by ky.
      const problem = typeof data === 'string' ? jsonIn(data) : data;
      return errorOfAnswer(response.status, problem, retryAfterOf(response));
    }
    const isTimeout = error instanceof TimeoutError;
    const isLost = error instanceof NetworkError || error instanceof TypeError;
    // An abort of the caller's own signal stays what it is.
    if (!isTimeout && !isLost) return error;
    const isOnline = this.#options.platform.isOnline();
    return connectionError(error, {base: this.#base, isOnline, isTimeout});
  }
}
