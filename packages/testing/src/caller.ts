import type {Problem} from '@dispatch-kit/core';

/** What came back: its status, its body, and the problem where there was one. */
export type Answer<T = Record<string, unknown>> = {
  status: number;
  body: T;
  problem: Problem | undefined;
  headers: Headers;
};

/** Somebody with a token. */
export type Caller = {
  readonly token: string;
  get<T = Record<string, unknown>>(path: string, headers?: Record<string, string>): Promise<Answer<T>>;
  post<T = Record<string, unknown>>(
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer<T>>;
  patch<T = Record<string, unknown>>(
    path: string,
    body: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer<T>>;
  delete(path: string): Promise<Answer>;
  stream(path: string, signal: AbortSignal, headers?: Record<string, string>): Promise<Response>;
};

/** Makes a caller of a server at a url; without a token it calls as a stranger. */
export function callerOf(fetch: (request: Request) => Promise<Response>, url: string, token: string): Caller {
  const authorization: Record<string, string> = token ? {authorization: `Bearer ${token}`} : {};
  const send = async (
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer<never>> => {
    const response = await fetch(
      new Request(url + path, {
        method,
        headers: {
          ...authorization,
          ...(body !== undefined && {'content-type': 'application/json'}),
          ...headers,
        },
        ...(body !== undefined && {body: JSON.stringify(body)}),
      }),
    );
    const text = await response.text();
    const json = (text ? JSON.parse(text) : undefined) as never;
    return {
      status: response.status,
      body: json,
      problem: response.status >= 400 ? json : undefined,
      headers: response.headers,
    };
  };
  return {
    token,
    get: (path, headers) => send('GET', path, undefined, headers),
    post: (path, body, headers) => send('POST', path, body ?? {}, headers),
    patch: (path, body, headers) => send('PATCH', path, body, headers),
    delete: path => send('DELETE', path),
    stream: (path, signal, headers) =>
      fetch(
        new Request(url + path, {
          headers: {...authorization, accept: 'text/event-stream', ...headers},
          signal,
        }),
      ),
  };
}

/** The body of an answer that must be a success; what went wrong is in the error. */
export function expectOk<T>(answer: Answer<T>): T {
  if (answer.status < 400) return answer.body;
  const {code, detail} = answer.problem ?? {code: 'unknown', detail: ''};
  throw new Error(`${answer.status} ${code}: ${detail}`);
}
