import type {TrackingView} from '@dispatch-kit/core';

/** The open stream of a customer's page: every byte of it, and the view it said last. */
export class LinkStream {
  text = '';
  last: TrackingView | undefined;
  /** When `last` came, by `performance.now()`. */
  lastMs = 0;
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;

  private constructor(reader: ReadableStreamDefaultReader<Uint8Array>) {
    this.#reader = reader;
  }

  static async open(ask: (request: Request) => Promise<Response>, request: Request): Promise<LinkStream> {
    const response = await ask(request);
    if (response.status !== 200) throw new Error(`The stream was refused: ${await response.text()}`);
    const stream = new LinkStream(response.body!.getReader());
    stream.text = [...response.headers].map(([name, value]) => `${name}: ${value}\n`).join('');
    void stream.#read();
    return stream;
  }

  close(): void {
    void this.#reader.cancel().catch(() => undefined);
  }

  async #read(): Promise<void> {
    const decoder = new TextDecoder();
    let rest = '';
    try {
      for (;;) {
        const {done, value} = await this.#reader.read();
        if (done) return;
        const text = decoder.decode(value, {stream: true});
        this.text += text;
        const blocks = (rest + text).split('\n\n');
        rest = blocks.pop()!;
        for (const block of blocks) this.#hear(block);
      }
    } catch {
      // Cut by the server: what it said until then is what counts.
    }
  }

  #hear(block: string): void {
    if (!/^event: view$/m.test(block)) return;
    this.last = JSON.parse(/^data: (.*)$/m.exec(block)![1]!) as TrackingView;
    this.lastMs = performance.now();
  }
}
