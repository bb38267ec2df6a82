import type {ErrorCode, FieldProblem, Problem} from '@dispatch-kit/core';

/**
 * Where an error comes from, and so what helps:
 * - `connection`: the server was not reached, or could not answer; try again.
 * - `refused`: the server answered no, and says why.
 * - `contract`: what came back is not what the contract promises; client and server do not fit.
 * - `outbox`: a tap that waits, or waited too long, on this device.
 */
export type DispatchErrorKind = 'connection' | 'refused' | 'contract' | 'outbox';

/** Codes that do not come from the server. */
export type ClientErrorCode =
  | 'offline'
  | 'unreachable'
  | 'timeout'
  | 'invalid_reply'
  | 'stream_cut'
  | 'no_such_action'
  | 'not_queueable'
  | 'outbox_full'
  | 'storage_failed';

export interface DispatchErrorDetails {
  kind: DispatchErrorKind;
  code: ErrorCode | ClientErrorCode | (string & {});
  message: string;
  retryable: boolean;
  status?: number | undefined;
  retryAfterSeconds?: number | undefined;
  problem?: Partial<Problem> | undefined;
  cause?: unknown;
}

const brand = Symbol.for('@dispatch-kit/error');

/** Every error that this package throws. Ask with `isDispatchError`, which also knows errors of another copy. */
export class DispatchError extends Error {
  override readonly name = 'DispatchError';
  readonly kind: DispatchErrorKind;
  /** Stable and made for programs: one of the server's error codes or one of `ClientErrorCode`. */
  readonly code: string;
  /** Whether the same request, sent again, can succeed. */
  readonly retryable: boolean;
  /** The HTTP status, where there was an answer. */
  readonly status: number | undefined;
  /** What was wrong with which field of the request. */
  readonly fields: readonly FieldProblem[];
  /** What could be done instead, for a refused command. */
  readonly allowed: readonly string[];
  /** The present state, where somebody else changed it (`version_conflict`). */
  readonly current: unknown;
  /** Names the request in the server's log. */
  readonly requestId: string | undefined;
  /** How long the server asks to wait before the next try. */
  readonly retryAfterSeconds: number | undefined;

  constructor(details: DispatchErrorDetails) {
    super(details.message, {cause: details.cause});
    this.kind = details.kind;
    this.code = details.code;
    this.retryable = details.retryable;
    this.status = details.status;
    this.fields = details.problem?.fields ?? [];
    this.allowed = details.problem?.allowed ?? [];
    this.current = details.problem?.current;
    this.requestId = details.problem?.requestId;
    this.retryAfterSeconds = details.retryAfterSeconds;
    Object.defineProperty(this, brand, {value: true});
  }
}

/**
 * True for a `DispatchError`, with this code if one is given. Works across two copies of this package on one page,
 * where `instanceof` does not.
 */
export function isDispatchError(error: unknown, code?: ErrorCode | ClientErrorCode): error is DispatchError {
  if (typeof error !== 'object' || error === null || !(brand in error)) return false;
  return code === undefined || (error as unknown as DispatchError).code === code;
}

/** The error of an answer that is not a success, from its status and its body. */
export function errorOfAnswer(status: number, body: unknown, retryAfterSeconds?: number): DispatchError {
  if (isProblem(body)) {
    const {code, retryable, detail, title} = body;
    const kind = status >= 500 ? 'connection' : 'refused';
    return new DispatchError({
      kind,
      code,
      retryable,
      status,
      retryAfterSeconds,
      problem: body,
      message: detail || title || code,
    });
  }
  // A proxy in between, or no dispatch server at all.
  return status >= 500 || status === 429
    ? new DispatchError({
        kind: 'connection',
        code: 'unreachable',
        retryable: true,
        status,
        retryAfterSeconds,
        message: `The server could not answer (HTTP ${status}).`,
      })
    : new DispatchError({
        kind: 'contract',
        code: 'invalid_reply',
        retryable: false,
        status,
        message: `HTTP ${status} without a reason: is this the address of a dispatch server?`,
      });
}

/** Seconds that an answer asks to wait; undefined where it does not say. */
export function retryAfterOf({headers}: Response): number | undefined {
  const seconds = Number(headers.get('retry-after') ?? NaN);
  return Number.isNaN(seconds) ? undefined : seconds;
}

/** The body of an answer that failed, as JSON where it is. */
export function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The error of a request that no answer came to, for all that is known here. */
export function connectionError(
  cause: unknown,
  {base, isOnline, isTimeout = false}: {base: string; isOnline: boolean; isTimeout?: boolean},
): DispatchError {
  return new DispatchError({
    kind: 'connection',
    code: !isOnline ? 'offline' : isTimeout ? 'timeout' : 'unreachable',
    retryable: true,
    message: isOnline ? `${base} cannot be reached.` : 'This device is offline.',
    cause,
  });
}

function isProblem(body: unknown): body is Problem {
  if (typeof body !== 'object' || body === null) return false;
  const {code, retryable} = body as Partial<Problem>;
  return typeof code === 'string' && typeof retryable === 'boolean';
}
