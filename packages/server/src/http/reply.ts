import type {Allowance} from './rate-limit.ts';
import type {Problem} from '../office/problem.ts';

/** What a request is answered with, as text. */
export type Reply = {status: number; body: string | null; replayed?: boolean; version?: number};

const exposed =
  'ETag, Retry-After, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, Idempotent-Replayed';

/** A problem whose transaction was committed. */
export class Kept {
  readonly problem: Problem;
  readonly requestId: string;
  constructor(problem: Problem, requestId: string) {
    this.problem = problem;
    this.requestId = requestId;
  }
}

export function jsonResponse({status, body, replayed, version}: Reply): Response {
  const headers: Record<string, string> =
    body === null ? {} : {'content-type': status >= 400 ? 'application/problem+json' : 'application/json'};
  if (replayed) headers['idempotent-replayed'] = 'true';
  if (version !== undefined) headers['etag'] = `"${version}"`;
  return new Response(body, {status, headers});
}

/** With the headers that every response has. */
export function dressed(
  request: Request,
  response: Response,
  requestId: string,
  allowance?: Allowance,
): Response {
  const {headers} = response;
  headers.set('x-request-id', requestId);
  headers.set('cache-control', 'no-store');
  headers.set('referrer-policy', 'no-referrer');
  headers.set('x-content-type-options', 'nosniff');
  const origin = request.headers.get('origin');
  if (origin) {
    headers.set('access-control-allow-origin', origin);
    headers.set('access-control-expose-headers', exposed);
    headers.append('vary', 'origin');
  }
  if (allowance) {
    headers.set('ratelimit-limit', String(allowance.limit));
    headers.set('ratelimit-remaining', String(allowance.remaining));
    headers.set('ratelimit-reset', String(allowance.resetSeconds));
  }
  return response;
}
