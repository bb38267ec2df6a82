/** How an adapter calls its service, and how long it waits for it. */
export type AskOptions = {
  /** How the service is called: the global `fetch`, or one of your own. */
  fetch: (
    url: string,
    init: {signal: AbortSignal; headers: Record<string, string>; method?: 'POST'; body?: string},
  ) => Promise<Response>;
  /** For the whole answer; 4 seconds unless given. */
  timeoutMs?: number;
};

/** Who is asked. */
export type Service = {
  /** At the beginning of a sentence, such as `The geocoder`. */
  name: string;
  mostKilobytes: number;
  /** What a service that is asked too much answers with. */
  busy(message: string, retryAfterMs: number | undefined): Error;
};

/** What is asked: with a `body`, by POST. `alsoRead` are statuses whose answer means something, though it is no good one. */
export type Question = {
  url: URL;
  headers?: Record<string, string>;
  body?: unknown;
  alsoRead?: readonly number[];
};

/** Asks a service for JSON; anything but a good answer is an error that names nothing that was asked. */
export async function askJson(
  {fetch, timeoutMs = 4000}: AskOptions,
  service: Service,
  {url, headers = {}, body, alsoRead = []}: Question,
): Promise<unknown> {
  const signal = AbortSignal.timeout(timeoutMs);
  const accept = {accept: 'application/json', ...headers};
  const init =
    body === undefined
      ? {headers: accept}
      : {
          method: 'POST' as const,
          headers: {...accept, 'content-type': 'application/json'},
          body: JSON.stringify(body),
        };
  let text: string;
  try {
    const response = await fetch(url.href, {signal, ...init});
    if (!response.ok && !alsoRead.includes(response.status)) {
      await response.body?.cancel();
      throw refusalOf(service, response);
    }
    text = await boundedText(service, response);
  } catch (error) {
    if (signal.aborted)
      throw new Error(`${service.name} did not answer within ${timeoutMs} ms.`, {cause: error});
    throw error;
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`${service.name} answered with something else than JSON.`);
  }
}

function refusalOf({name, busy}: Service, {status, headers}: Response): Error {
  const message = `${name} answered ${status}.`;
  return status === 429 || status === 503 ? busy(message, retryAfterOf(headers)) : new Error(message);
}

/** Seconds, or a date, which is read against the service's own clock. */
function retryAfterOf(headers: Headers): number | undefined {
  const text = headers.get('retry-after') ?? '';
  const ms = /^\d+$/.test(text)
    ? Number(text) * 1000
    : Date.parse(text) - Date.parse(headers.get('date') ?? '');
  return ms > 0 ? ms : undefined;
}

/** The answer as text; a huge one is cut off. */
async function boundedText({name, mostKilobytes}: Service, {body}: Response): Promise<string> {
  const decoder = new TextDecoder();
  let [text, bytes] = ['', 0];
  for await (const chunk of body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > mostKilobytes * 1024)
      throw new Error(`${name} answered with more than ${mostKilobytes} KiB.`);
    text += decoder.decode(chunk, {stream: true});
  }
  return text + decoder.decode();
}

/** A part of something that somebody else wrote, if it is an object. */
export function objectIn(part: unknown): Record<string, unknown> {
  return typeof part === 'object' && part !== null ? (part as Record<string, unknown>) : {};
}
