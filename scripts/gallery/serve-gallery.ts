import {readFile} from 'node:fs/promises';
import {createServer} from 'node:http';
import type {IncomingMessage, Server, ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {join, resolve} from 'node:path';
import {chicagoMap} from '../city/chicago.ts';
import {servePages} from '../pages.ts';

const root = resolve(import.meta.dirname, '../..');
/** The fonts of `?font=bundled`, from the tools of e2e/. */
const fonts: Readonly<Record<string, string>> = {
  '/font/latin.woff2': 'inter/files/inter-latin-wght-normal.woff2',
  '/font/arabic.woff2': 'noto-sans-arabic/files/noto-sans-arabic-arabic-wght-normal.woff2',
};

/** Serves the gallery on this machine; port 0 takes a free one. */
export async function serveGallery(port = 0): Promise<{url: string; close(): void}> {
  const city = await chicagoMap(join(root, '.tmp/gallery/map'));
  const pages = servePages({
    folder: join(root, 'examples/gallery'),
    pages: {'/': 'gallery'},
    scripts: ['gallery'],
    files: ['gallery.css', '../demo/icon.svg'],
  });
  const server = createServer((incoming, outgoing) => {
    const request = new Request(`http://${incoming.headers.host}${incoming.url}`, {
      method: incoming.method ?? 'GET',
    });
    void answer(
      async () => city.handle(request) ?? (await fontOf(request)) ?? pages(request),
      incoming,
      outgoing,
    );
  });
  await listen(server, port);
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function fontOf({url}: Request): Promise<Response | undefined> {
  const path = fonts[new URL(url).pathname];
  const file =
    path &&
    (await readFile(join(root, 'e2e/node_modules/@fontsource-variable', path)).catch(() => undefined));
  return file ? new Response(file, {headers: {'content-type': 'font/woff2'}}) : undefined;
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((ready, fail) => {
    server.once('error', fail);
    server.listen(port, '127.0.0.1', ready);
  });
}

async function answer(
  find: () => Promise<Response | undefined>,
  {url}: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  try {
    const response = (await find()) ?? new Response(`There is no ${url}.`, {status: 404});
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    outgoing.end(new Uint8Array(await response.arrayBuffer()));
  } catch (error) {
    console.error(error);
    outgoing.writeHead(500).end();
  }
}
