import {createServer} from 'node:http';

/** A host's server on the loopback address that takes every event. */
export interface WebhookReceiver {
  url: string;
  /** How often each `webhook-id` came. */
  heard: ReadonlyMap<string, number>;
  close(): Promise<void>;
}

/** Opens a receiver on a free port. */
export async function openReceiver(): Promise<WebhookReceiver> {
  const heard = new Map<string, number>();
  const server = createServer((request, response) => {
    const id = String(request.headers['webhook-id']);
    heard.set(id, (heard.get(id) ?? 0) + 1);
    request.resume();
    request.on('end', () => response.end());
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const {port} = server.address() as {port: number};
  return {
    url: `http://127.0.0.1:${port}/hooks`,
    heard,
    async close() {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
}
