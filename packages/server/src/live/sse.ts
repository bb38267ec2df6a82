const encoder = new TextEncoder();

/** One message of a stream, as bytes that may be shared by many readers. */
export function message(event: string, data: unknown, id?: string): Uint8Array {
  const idLine = id === undefined ? '' : `id: ${id}\n`;
  return encoder.encode(`${idLine}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
}

/** A slow reader may be so many bytes behind before it is cut. */
const mostBehindBytes = 512 * 1024;

/** One reader of a stream. Writing never blocks and never piles up: who is too far behind is told to begin anew, and cut. */
export class Reader {
  readonly response: Response;
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  #onClose: () => void;

  constructor(onClose: () => void) {
    this.#onClose = onClose;
    const stream = new ReadableStream<Uint8Array>(
      {
        start: controller => {
          this.#controller = controller;
        },
        cancel: () => this.#end(),
      },
      {highWaterMark: mostBehindBytes, size: chunk => chunk?.length ?? 0},
    );
    this.response = new Response(stream, {
      headers: {'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no'},
    });
  }

  get isOpen(): boolean {
    return this.#controller !== undefined;
  }

  /** Bytes that the reader has not taken yet. */
  get behindBytes(): number {
    return this.#controller ? mostBehindBytes - (this.#controller.desiredSize ?? 0) : 0;
  }

  write(bytes: Uint8Array): void {
    if (!this.#controller) return;
    this.#controller.enqueue(bytes);
    if ((this.#controller.desiredSize ?? 0) >= 0) return;
    this.#controller.enqueue(message('reset', {reason: 'slow'}));
    this.close();
  }

  close(): void {
    const controller = this.#controller;
    this.#end();
    controller?.close();
  }

  #end(): void {
    if (!this.#controller) return;
    this.#controller = undefined;
    this.#onClose();
  }
}
