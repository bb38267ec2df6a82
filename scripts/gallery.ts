/** `npm run gallery`: every element in each of its states, on a page or as pictures. */
import {createServer} from 'node:http';
import type {IncomingMessage, Server, ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {join, resolve} from 'node:path';
import {parseArgs} from 'node:util';
import {chicagoMap} from './city/chicago.ts';
import {takeShots} from './gallery/take-shots.ts';
import {servePages} from './pages.ts';

const usage = `npm run gallery -- [--port 8790] [--shots [--out .tmp/gallery/shots] [--only text]]

Shows each element in each of its states, with a company that lives in the tab.
--shots takes pictures of them and ends; --only takes those whose name has the text in it.`;
const root = resolve(import.meta.dirname, '..');

async function main(): Promise<void> {
  const {values} = parseArgs({
    options: {
      port: {type: 'string', default: '8790'},
      shots: {type: 'boolean', default: false},
      out: {type: 'string', default: join(root, '.tmp/gallery/shots')},
      only: {type: 'string', default: ''},
      help: {type: 'boolean', default: false},
    },
  });
  if (values.help) return void console.log(usage);
  const server = await serve(values.shots ? 0 : Number(values.port));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  if (!values.shots) {
    console.log(`The gallery stands at ${url}\n\nCtrl-C ends it.`);
    return;
  }
  try {
    await takeShots({url, folder: resolve(values.out), only: values.only});
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

async function serve(port: number): Promise<Server> {
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
    void answer(async () => city.handle(request) ?? (await pages(request)), incoming, outgoing);
  });
  await new Promise<void>((ready, fail) => {
    server.once('error', fail);
    server.listen(port, '127.0.0.1', ready);
  });
  return server;
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

main().catch((error: unknown) => {
  console.error((error as Error).message);
  process.exitCode = 1;
});
