/** What JavaScript a page loads to show the live tracker without its map, and each part that is loaded later, in kB of brotli. */
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
const limitKb = 35;
const hour = '2026-11-20T20';

const live = {
  version: 1,
  timeZone: 'America/Chicago',
  organization: {name: 'Northside Plumbing', phone: '+13125550100'},
  job: {title: 'Leaking tap, kitchen'},
  destination: {lat: 41.961, lng: -87.672},
  actions: ['note', 'not_home', 'message', 'call'],
  consents: {sms: true},
  messages: [{text: 'We bring a spare key.', at: `${hour}:01:00Z`, unread: true}],
  visit: {
    phase: 'live',
    technician: {name: 'Sam', vehicle: 'White Ford Transit'},
    position: {lat: 41.948, lng: -87.655, at: `${hour}:02:00Z`},
    eta: {
      earliestAt: `${hour}:14:00Z`,
      latestAt: `${hour}:22:00Z`,
      source: 'estimate',
      asOf: `${hour}:02:00Z`,
    },
  },
};
const rateable = {...live, actions: ['rate'], visit: {phase: 'feedback', outcome: 'done'}};

/** What is loaded later, by what a person does or sees, and where that is done. */
const parts = [
  {part: 'a form, when one is opened', view: live, press: '#open-note', awaited: 'form'},
  {
    part: 'the messages, when they are opened',
    view: live,
    press: '#open-thread',
    awaited: 'dispatch-thread form',
  },
  {part: 'the rating, after the visit', view: rateable, press: undefined, awaited: 'dispatch-survey form'},
] as const;

async function main(): Promise<void> {
  if (!existsSync(join(dist, 'dispatch-kit.js'))) build();
  const server = await serve();
  const browser = await openBrowser();
  try {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const first = await load(browser, url, {view: live, awaited: 'dispatch-eta .range', noMap: true});
    console.log(`the live tracker without its map: ${first.map(told).join(', ')}`);
    for (const {part, ...what} of parts) {
      const loaded = await load(browser, url, {...what, noMap: true});
      const later = loaded.filter(name => !first.includes(name));
      console.log(`${part}: ${kb(later).toFixed(1)} kB (${later.map(told).join(', ')})`);
    }
    const german = await load(browser, url, {
      view: live,
      awaited: 'dispatch-eta .range',
      noMap: true,
      locale: 'de',
    });
    const words = german.filter(name => !first.includes(name));
    console.log(`another language: ${kb(words).toFixed(1)} kB (${words.map(told).join(', ')})`);
    const mapped = await load(browser, url, {view: live, awaited: 'dispatch-map .maplibregl-canvas'});
    const map = mapped.filter(name => !first.includes(name));
    console.log(`the map: ${kb(map).toFixed(1)} kB (${map.map(told).join(', ')})`);
    printMarks('tracker-size', [
      {mark: 'kB brotli of the live tracker without its map', ours: kb(first), limit: limitKb},
      {mark: 'kB brotli of the map with its engine and worker', ours: kb(map)},
    ]);
  } finally {
    await browser.close();
    server.close();
  }
}

const told = (name: string) =>
  `${name.replace(/^dispatch-kit-(.*)-[\w-]{8}\.js$/, '$1')} ${kb([name]).toFixed(1)}`;

function build(): void {
  const done = spawnSync(process.execPath, ['scripts/build.ts'], {cwd: root, stdio: 'inherit'});
  if (done.status !== 0) process.exit(1);
}

interface Shown {
  view: object;
  awaited: string;
  press?: string | undefined;
  noMap?: boolean;
  locale?: string;
}

/** The names of all scripts that a page with such a view loads, until all is quiet. */
async function load(
  browser: Browser,
  url: string,
  {view, awaited, press, noMap = false, locale = 'en-US'}: Shown,
): Promise<string[]> {
  const tab = await browser.newPage({viewport: {width: 390, height: 844}, locale});
  const loaded = new Set<string>();
  tab.context().on('request', request => {
    const name = new URL(request.url()).pathname.slice(1);
    if (/\.m?js$/.test(name)) loaded.add(name);
  });
  await tab.addInitScript(given => Object.assign(globalThis, {given}), {view, noMap});
  await tab.goto(`${url}/?lang=${locale}`);
  await tab.evaluate(() => {
    const {given} = globalThis as unknown as {given: {view: never; noMap: boolean}};
    const tracker = document.querySelector('dispatch-tracker')!;
    Object.assign(tracker, {...given, mapStyle: {version: 8, sources: {}, layers: []}});
  });
  if (press) await tab.locator(press).first().click();
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
    '<!doctype html><html><link rel="icon" href="data:,"><script type="module" src="/dispatch-kit.js"></script><dispatch-tracker></dispatch-tracker>';
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

await main();
