import type {TrackingView} from '@dispatch-kit/core';
import {LinkStream} from './link-stream.ts';
import type {Operation} from '../conformance/operations.ts';

/** Everything the holder of a link knows or guesses: real ids of things that are not his, a cursor that was stolen. */
export type Guesses = {ids: Readonly<Record<string, string>>; cursor: string};

/** What came back for one thing that was tried, every byte of it. */
export type Heard = {what: string; text: string};

/** A customer with one link who tries everything, at every process of the office. */
export class LinkHolder {
  readonly urls: readonly string[];
  readonly heard: Heard[] = [];
  readonly streams: LinkStream[] = [];
  readonly #token: string;
  readonly #fetch: (request: Request) => Promise<Response>;

  constructor(urls: readonly string[], token: string, ask: (request: Request) => Promise<Response>) {
    this.urls = urls;
    this.#token = token;
    this.#fetch = ask;
  }

  /** Opens the stream of the page at every process; they stay open until `close`. */
  async listen(): Promise<void> {
    for (const url of this.urls)
      this.streams.push(await LinkStream.open(this.#fetch, this.#request(`${url}/v1/track/events`, 'GET')));
  }

  close(): void {
    for (const stream of this.streams) stream.close();
  }

  /** The view at one process; undefined where the link has ended. */
  async view(url: string): Promise<TrackingView | undefined> {
    const {status, body} = await this.#ask(this.#request(`${url}/v1/track`, 'GET'));
    return status === 200 ? (JSON.parse(body) as TrackingView) : undefined;
  }

  /** Asks every operation, with the ids and the cursor of others; then the stream anew, from the past. */
  async tryAll(operations: readonly Operation[], guesses: Guesses): Promise<void> {
    for (const url of this.urls)
      for (const operation of operations) {
        if (operation.endpoint.produces === 'text/event-stream' && operation.endpoint.access === 'link')
          await this.#peek(`${url}${operation.endpoint.path}`);
        else for (const request of this.#requestsOf(url, operation, guesses)) await this.#ask(request);
      }
  }

  #requestsOf(url: string, {endpoint, parameters}: Operation, {ids, cursor}: Guesses): Request[] {
    const {method, path, accepts} = endpoint;
    const address = path
      .replace('{id}', ids[path.split('/')[2]!] ?? 'none')
      .replace(/\{\w+\}/g, name => ids[name.slice(1, -1)] ?? 'none0000');
    const guess = parameters.flatMap(({name}) => {
      const value = name === 'cursor' || name === 'after' ? cursor : ids[name];
      return value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`];
    });
    const addresses = [url + address, ...(guess.length > 0 ? [`${url}${address}?${guess.join('&')}`] : [])];
    return addresses.map(each => this.#request(each, method, accepts ? 'image/png' : 'application/json'));
  }

  #request(address: string, method: string, contentType = 'application/json'): Request {
    const isWriting = method === 'POST' || method === 'PATCH';
    return new Request(address, {
      method,
      headers: {
        authorization: `Bearer ${this.#token}`,
        ...(isWriting && {'content-type': contentType}),
      },
      ...(isWriting && {body: '{}'}),
    });
  }

  async #ask(request: Request): Promise<{status: number; body: string}> {
    const response = await this.#fetch(request);
    const body = await response.text();
    this.#keep(request, response, body);
    return {status: response.status, body};
  }

  /** The first that a stream says to who claims to have heard its first message. */
  async #peek(address: string): Promise<void> {
    const request = this.#request(address, 'GET');
    request.headers.set('last-event-id', '1');
    const response = await this.#fetch(request);
    const reader = response.body!.getReader();
    const {value} = await reader.read();
    await reader.cancel();
    this.#keep(request, response, new TextDecoder().decode(value));
  }

  #keep(request: Request, {status, headers}: Response, body: string): void {
    const fields = [...headers].map(([name, value]) => `${name}: ${value}`).join('\n');
    this.heard.push({
      what: `${request.method} ${new URL(request.url).pathname}`,
      text: `${status}\n${fields}\n\n${body}`,
    });
  }
}
