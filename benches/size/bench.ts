/** What a page with one tracker loads by script tag before any map, in kB of brotli. */
import {spawnSync} from 'node:child_process';
import {existsSync, readFileSync} from 'node:fs';
import {createServer} from 'node:http';
import type {Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import {join, resolve} from 'node:path';
import {brotliCompressSync} from 'node:zlib';
import type {Browser} from '../../e2e/browser.ts';
import {openBrowser} from '../../e2e/browser.ts';
import {printMarks} from '../marks.ts';

const root = resolve(import.meta.dirname, '../..');
const dist = join(root, 'dist');
const limitKb = 40;
const hour = '2026-11-20T20';

const upcoming = {
  version: 1,
  timeZone: 'America/Chicago',
  organization: {name: 'Northside Plumbing'},
  job: {title: 'Leaking tap, kitchen'},
  visit: {phase: 'upcoming', window: {start: `${hour}:00:00Z`, end: `${hour}:59:00Z`}},
};
const live = {
  ...upcoming,
  destination: {lat: 41.961, lng: -87.672},
  visit: {
    phase: 'live',
    technician: {name: 'Sam'},
    position: {lat: 41.948, lng: -87.655, at: `${hour}:02:00Z`},
    eta: {
      earliestAt: `${hour}:14:00Z`,
      latestAt: `${hour}:22:00Z`,
      source: 'estimate',
      asOf: `${hour}:02:00Z`,
    },
  },
};

async function main(): Promise<void> {
  if (!existsSync(join(dist, 'dispatch-kit.js'))) build();
  const server = await serve();
  const browser = await openBrowser();
  try {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const plain = await load(browser, url, upcoming, 'dispatch-tracker');
    const moving = await load(browser, url, live, 'dispatch-map .maplibregl-canvas');
    const ours = moving.filter(name => !isEngine(name));
    console.log(`before its map: ${plain.join(', ')}`);
    console.log(`with its map besides: ${moving.filter(name => !plain.includes(name)).join(', ')}`);
    printMarks('size', [
      {mark: 'kB brotli of a tracker before its map', ours: kb(plain), limit: limitKb},
      {mark: 'kB brotli of a tracker with a position, without the map engine', ours: kb(ours)},
      {mark: 'kB brotli of the map engine with its worker', ours: kb(moving.filter(isEngine))},
    ]);
  } finally {
    await browser.close();
    server.close();
  }
}

/** The chunk of MapLibre with what draws with it, and its worker. */
const isEngine = (name: string) => /engine|maplibre/.test(name);

function build(): void {
  const done = spawnSync(process.execPath, ['scripts/build.ts'], {cwd: root, stdio: 'inherit'});
  if (done.status !== 0) process.exit(1);
}

/** The names of all scripts that a page with such a view loads, until all is quiet. */
async function load(browser: Browser, url: string, view: object, awaited: string): Promise<string[]> {
  const tab = await browser.newPage({viewport: {width: 390, height: 844}, locale: 'en-US'});
  const loaded = new Set<string>();
  tab.context().on('request', request => {
    const name = new URL(request.url()).pathname.slice(1);
    if (/\.m?js$/.test(name)) loaded.add(name);
  });
  await tab.addInitScript(view => Object.assign(globalThis, {view}), view);
  await tab.goto(url);
  await tab.evaluate(() => {
    const tracker = document.querySelector('dispatch-tracker')!;
    tracker.mapStyle = {version: 8, sources: {}, layers: []};
    tracker.view = (globalThis as unknown as {view: typeof tracker.view}).view;
  });
  await tab.locator(awaited).first().waitFor();
  await tab.waitForLoadState('networkidle');
  await tab.close();
  return [...loaded].sort();
}

function kb(names: readonly string[]): number {
  const sizes = names.map(name => brotliCompressSync(readFileSync(join(dist, name))).length);
  return sizes.reduce((sum, size) => sum + size, 0) / 1000;
}

async function serve(): Promise<Server> {
  const page =
    '<!doctype html><html lang="en"><link rel="icon" href="data:,"><script type="module" src="/dispatch-kit.js"></script><dispatch-tracker></dispatch-tracker>';
  const server = createServer((request, response) => {
    const file = join(dist, request.url!);
    if (request.url === '/') response.writeHead(200, {'content-type': 'text/html'}).end(page);
    else if (existsSync(file))
      response.writeHead(200, {'content-type': 'text/javascript'}).end(readFileSync(file));
    else response.writeHead(404).end();
  });
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening));
  return server;
}

await main();
