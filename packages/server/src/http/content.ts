/** A reply that is no JSON: a table, a page, a picture. */
export class Content {
  readonly type: string;
  readonly body: BodyInit;
  readonly headers: Readonly<Record<string, string>>;

  constructor(type: string, body: BodyInit, headers: Readonly<Record<string, string>> = {}) {
    this.type = type;
    this.body = body;
    this.headers = headers;
  }

  response(status = 200): Response {
    return new Response(this.body, {status, headers: {'content-type': this.type, ...this.headers}});
  }
}

/** A body that is written while it is read. */
export function streamOf(pieces: AsyncIterable<string>): ReadableStream<Uint8Array> {
  const iterator = pieces[Symbol.asyncIterator]();
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const {done, value} = await iterator.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await iterator.return?.();
    },
  });
}
