import {spawnSync} from 'node:child_process';
import {existsSync, readFileSync} from 'node:fs';
import {createServer} from 'node:http';
import type {Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import {join, resolve} from 'node:path';
import {setTimeout as wait} from 'node:timers/promises';
import {brotliCompressSync} from 'node:zlib';
import type {Browser, Page} from '../e2e/browser.ts';
import {openBrowser} from '../e2e/browser.ts';

const root = resolve(import.meta.dirname, '..');
const dist = join(root, 'dist');
const page =
  '<!doctype html><html><link rel="icon" href="data:,"><script type="module" src="/dispatch-kit.js"></script><dispatch-tracker></dispatch-tracker>';
/** After so long without another script, no more is expected. */
const quietMs = 500;

/** What is shown on a page of one script tag and one tracker, and how one knows that it stands there. */
export interface Shown {
  view: object;
  /** What the server makes of the view once something was done; the tracker follows a link then. */
  after?: object;
  awaited: string;
  /** What is tapped first. */
  press?: string | undefined;
  noMap?: boolean;
  locale?: string;
}

/** Builds the script tag, and answers which scripts pages of it load. */
export async function openScriptTagPages(): Promise<{
  scriptsOf(shown: Shown): Promise<string[]>;
  close(): Promise<void>;
}> {
  build();
  const server = await serve();
  const browser = await openBrowser();
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    scriptsOf: shown => load(browser, url, shown),
    async close() {
      await browser.close();
      server.close();
    },
  };
}

/** The size of scripts as they are sent, in kB of brotli. */
export function brotliKb(names: readonly string[]): number {
  const sizes = names.map(name => brotliCompressSync(readFileSync(join(dist, name))).length);
  return sizes.reduce((sum, size) => sum + size, 0) / 1000;
}

function build(): void {
  const done = spawnSync(process.execPath, ['scripts/build.ts'], {cwd: root, stdio: 'inherit'});
  if (done.status !== 0) process.exit(1);
}

/** The names of all scripts that a page with such a view loads, until all is quiet. */
async function load(
  browser: Browser,
  url: string,
  {view, after, awaited, press, noMap = false, locale = 'en-US'}: Shown,
): Promise<string[]> {
  const tab = await browser.newPage({viewport: {width: 390, height: 844}, locale});
  const loaded = new Set<string>();
  let lastMs = performance.now();
  tab.context().on('request', request => {
    const name = new URL(request.url()).pathname.slice(1);
    if (!/\.m?js$/.test(name)) return;
    loaded.add(name);
    lastMs = performance.now();
  });
  if (after) await followLink(tab, view, after);
  await tab.goto(`${url}/?lang=${locale}`);
  const given = {noMap, ...(after ? {src: '/', token: 'link'} : {view})};
  await tab.evaluate(properties => {
    const tracker = document.querySelector('dispatch-tracker')!;
    Object.assign(tracker, {...properties, mapStyle: {version: 8, sources: {}, layers: []}});
  }, given);
  if (press) await tab.locator(press).first().click();
  await tab.locator(awaited).first().waitFor();
  while (performance.now() - lastMs < quietMs) await wait(quietMs / 5);
  await tab.close();
  return [...loaded].sort();
}

/** An office that tells a view, and another one as soon as something is done. */
async function followLink(tab: Page, view: object, after: object): Promise<void> {
  let now = view;
  await tab.route('**/v1/track/events', route =>
    route.fulfill({contentType: 'text/event-stream', body: `event: view\ndata: ${JSON.stringify(now)}\n\n`}),
  );
  await tab.route('**/v1/track/confirm', route => route.fulfill({json: (now = after)}));
}

async function serve(): Promise<Server> {
  const server = createServer((request, response) => {
    const {pathname} = new URL(request.url!, 'http://localhost');
    const file = join(dist, pathname);
    if (pathname === '/') response.writeHead(200, {'content-type': 'text/html'}).end(page);
    else if (existsSync(file))
      response.writeHead(200, {'content-type': 'text/javascript'}).end(readFileSync(file));
    else response.writeHead(404).end();
  });
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening));
  return server;
}
