import {createServer} from 'node:http';
import type {Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import {join} from 'node:path';
import {build} from 'esbuild';
import type {Browser, Page} from '../../e2e/browser.ts';
import type {Bench} from './driver.ts';
import {readOrders} from './orders.ts';

const folder = import.meta.dirname;
export const peers = ['ag-grid', 'revogrid', 'tabulator', 'vaadin'] as const;
export type GridName = 'ours' | 'nothing' | (typeof peers)[number];

declare const bench: Bench;

/** A page of one grid, with clocks for what it costs. */
export interface GridPage {
  page: Page;
  /** Bytes of the heap, after what nobody needs is gone. */
  heapBytes(): Promise<number>;
  /** Main-thread milliseconds of processor time so far. */
  workedMs(): Promise<number>;
  loadGrid(): Promise<void>;
  /** Shows the grid; milliseconds on the clock until rows were painted. */
  show(): Promise<number>;
  stream(changes: number, mostMs: number): Promise<number>;
  keepsSort(): Promise<boolean>;
  close(): Promise<void>;
}

/** Serves the pages of all grids. */
export async function serveGrids(): Promise<{url: string; close(): void}> {
  const files = await bundle();
  const orders = new Map<string, string>();
  const server = createServer((request, response) => {
    const {pathname, searchParams} = new URL(request.url!, 'http://localhost');
    const file = files.get(pathname);
    const count = searchParams.get('count') ?? '10000';
    if (pathname === '/orders.json') {
      if (!orders.has(count)) orders.set(count, JSON.stringify(readOrders(Number(count))));
      response.writeHead(200, {'content-type': 'application/json'}).end(orders.get(count));
    } else if (file) response.writeHead(200, {'content-type': 'text/javascript'}).end(file);
    else if (pathname === '/') response.writeHead(200, {'content-type': 'text/html'}).end(html);
    else response.writeHead(404).end();
  });
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening));
  return {url: `http://127.0.0.1:${portOf(server)}`, close: () => void server.close()};
}

const portOf = (server: Server) => (server.address() as AddressInfo).port;
const html = `<!doctype html><html lang="en"><link rel="icon" href="data:,">
<style>html, body {margin: 0} #host {height: 900px; width: 1200px}</style>
<script type="module" src="/driver.js"></script><div id="host"></div>`;

async function bundle(): Promise<ReadonlyMap<string, Uint8Array>> {
  const own = ['driver', 'ours', 'nothing'].map(name => [name, join(folder, `${name}.ts`)]);
  const theirs = peers.map(name => [name, join(folder, 'peers', `${name}.mjs`)]);
  const {outputFiles} = await build({
    entryPoints: Object.fromEntries([...own, ...theirs]) as Record<string, string>,
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    minify: true,
    write: false,
    outdir: '/',
    loader: {'.css': 'text'},
    conditions: ['@dispatch-kit/source'],
    tsconfig: join(folder, '../../tsconfig.json'),
    nodePaths: [join(folder, '../node_modules')],
    define: {'process.env.NODE_ENV': '"production"'},
    legalComments: 'none',
    logLevel: 'error',
  });
  return new Map(outputFiles.map(({path, contents}) => [path, contents]));
}

/** Opens a page that has the array, and nothing else yet. */
export async function openGrid(
  browser: Browser,
  url: string,
  name: GridName,
  count: number,
): Promise<GridPage> {
  const context = await browser.newContext({viewport: {width: 1200, height: 900}, locale: 'en-US'});
  const page = await context.newPage();
  page.on('pageerror', error => console.log(`${name}: ${String(error).slice(0, 200)}`));
  await page.goto(url);
  await page.waitForFunction(() => 'bench' in globalThis);
  await page.evaluate(orders => bench.load(orders), count);
  const session = await context.newCDPSession(page);
  await session.send('Performance.enable', {timeDomain: 'threadTicks'});
  return {
    page,
    async heapBytes() {
      for (let round = 0; round < 3; round++) await session.send('HeapProfiler.collectGarbage');
      return (await session.send('Runtime.getHeapUsage')).usedSize;
    },
    async workedMs() {
      const {metrics} = await session.send('Performance.getMetrics');
      return metrics.find(each => each.name === 'TaskDuration')!.value * 1000;
    },
    loadGrid: () => page.evaluate(grid => bench.loadGrid(grid), name),
    show: () => page.evaluate(() => bench.show()),
    stream: (changes, mostMs) => page.evaluate(([all, ms]) => bench.stream(all!, ms!), [changes, mostMs]),
    keepsSort: () => page.evaluate(() => bench.keepsSort()),
    close: () => context.close(),
  };
}
