import assert from 'node:assert/strict';
import type {Caller} from '../caller.ts';
import {eventually} from './firm.ts';

/** One message of a stream. */
export type Heard = {id: string | undefined; event: string; data: Record<string, unknown>};

/** An open stream, and all it said so far. */
export class Listener {
  readonly heard: Heard[] = [];
  /** True once the server ended the stream. */
  ended = false;
  readonly #abort = new AbortController();

  /** Opens a stream; a refusal fails. */
  static async open(caller: Caller, path: string, headers?: Record<string, string>): Promise<Listener> {
    const listener = new Listener();
    const response = await caller.stream(path, listener.#abort.signal, headers);
    assert.equal(response.status, 200, response.status === 200 ? '' : await response.text());
    assert.match(response.headers.get('content-type') ?? '', /^text\/event-stream/);
    void listener.#read(response);
    return listener;
  }

  /** The messages that are events of the history, without heartbeats, positions and resets. */
  get facts(): Heard[] {
    return this.heard.filter(({event}) => !['heartbeat', 'position', 'reset', 'view'].includes(event));
  }

  async until(what: string, holds: (listener: Listener) => boolean, seconds = 30): Promise<void> {
    const ask = () => Promise.resolve(this.heard.length);
    await eventually(ask, () => holds(this), {seconds, what: `${what} (of ${this.heard.length} messages)`});
  }

  close(): void {
    this.#abort.abort();
  }

  async #read(response: Response): Promise<void> {
    const decoder = new TextDecoder();
    let rest = '';
    try {
      for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
        const blocks = (rest + decoder.decode(chunk, {stream: true})).split('\n\n');
        rest = blocks.pop()!;
        this.heard.push(...blocks.flatMap(block => parse(block) ?? []));
      }
    } catch {
      // Aborted by this side, or cut by the other: ended either way.
    }
    this.ended = true;
  }
}

function parse(block: string): Heard | undefined {
  const fields = new Map(
    block.split('\n').map(line => {
      const at = line.indexOf(':');
      return [line.slice(0, at), line.slice(at + 1).trimStart()] as const;
    }),
  );
  const data = fields.get('data');
  if (data === undefined) return undefined;
  return {
    id: fields.get('id'),
    event: fields.get('event') ?? 'message',
    data: JSON.parse(data) as Record<string, unknown>,
  };
}
