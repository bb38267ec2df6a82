/** Our board as a view over an array of 10,000 real orders, beside AG Grid, RevoGrid, Tabulator and Vaadin Grid over the same array. */
import {setTimeout as wait} from 'node:timers/promises';
import {openBrowser} from '../../e2e/browser.ts';
import type {Browser} from '../../e2e/browser.ts';
import {lacksOrders} from '../../e2e/imported-office.ts';
import {frameCosts, taskCosts, traceOf} from '../main-thread.ts';
import {printMarks, quantile} from '../marks.ts';
import {openGrid, peers, serveGrids} from './grid-page.ts';
import type {GridName} from './grid-page.ts';

const rounds = 3;
const orders = 10_000;
/** What the marks speak of: at 50 a second, a minute. */
const changes = 3_000;
/** So many tell which peers come near the best. */
const triedChanges = 150;
const scaleRounds = 3;
const scaleChanges = 400;
const wheelTurns = 50;
const longMs = 50;
const grids: GridName[] = ['ours', ...peers];

interface Costs {
  firstRowsMs: number;
  frameMs: number;
  heapMb: number;
  heapWithCodeMb: number;
}

async function main(): Promise<void> {
  if (lacksOrders) return void console.log(JSON.stringify({bench: 'board', skipped: lacksOrders}));
  const {url, close} = await serveGrids();
  const browser = await openBrowser();
  try {
    const shown = await compareShown(browser, url);
    const changed = await compareChanges(browser, url);
    const scale = await compareScale(browser, url, changed.idleMs);
    const longTasks = await countLongTasks(browser, url);
    tell(shown, changed, scale, longTasks);
  } finally {
    await browser.close();
    close();
  }
}

/** First rows, scrolling and heap of each, in turn. */
async function compareShown(browser: Browser, url: string): Promise<ReadonlyMap<GridName, Costs[]>> {
  const found = new Map<GridName, Costs[]>(grids.map(name => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    for (const name of round % 2 === 0 ? grids : grids.toReversed()) {
      const costs = await measureShown(browser, url, name);
      console.log(`${round === 0 ? 'warm-up' : `round ${round}`}  ${name.padEnd(10)} ${told(costs)}`);
      if (round > 0) found.get(name)!.push(costs);
    }
  }
  return found;
}

const told = (costs: object) =>
  Object.entries(costs)
    .map(([what, value]) => `${what} ${(value as number).toFixed(2)}`)
    .join('  ');

async function measureShown(browser: Browser, url: string, name: GridName): Promise<Costs> {
  const grid = await openGrid(browser, url, name, orders);
  const {page} = grid;
  try {
    const array = await grid.heapBytes();
    await grid.loadGrid();
    const code = await grid.heapBytes();
    const firstRowsMs = await grid.show();
    await wait(700);
    const heap = await grid.heapBytes();
    await page.mouse.move(600, 500);
    const events = await traceOf(browser, page, async () => {
      for (let turn = 0; turn < wheelTurns; turn++) {
        await page.mouse.wheel(0, 120);
        await wait(16);
      }
    });
    const frames = frameCosts(events).filter(ms => ms >= 1);
    return {
      firstRowsMs,
      frameMs: quantile(frames, 0.95),
      heapMb: (heap - code) / 1e6,
      heapWithCodeMb: (heap - array) / 1e6,
    };
  } finally {
    await grid.close();
  }
}

/** What a change costs each that keeps the order; the page's own part is taken off. */
async function compareChanges(browser: Browser, url: string) {
  const idleMs = (await measureChanges(browser, url, 'nothing', orders, 500)).ms;
  console.log(`the page itself: ${idleMs.toFixed(2)} ms a change`);
  const tried = new Map<GridName, {ms: number; keepsSort: boolean}>();
  for (const name of grids) {
    const {ms, keepsSort} = await measureChanges(browser, url, name, orders, triedChanges);
    tried.set(name, {ms: ms - idleMs, keepsSort});
    const kept = keepsSort ? 'keeps the order' : 'does not keep the order';
    console.log(
      `${name.padEnd(10)} ${(ms - idleMs).toFixed(2)} ms a change, tried with ${triedChanges}; ${kept}`,
    );
  }
  const sorted = peers
    .filter(name => tried.get(name)!.keepsSort)
    .toSorted((a, b) => tried.get(a)!.ms - tried.get(b)!.ms);
  const [best] = sorted;
  if (!best) throw new Error('No peer keeps the order.');
  const ours = await measureChanges(browser, url, 'ours', orders, changes);
  const peer = await measureChanges(browser, url, best, orders, changes);
  return {idleMs, best, oursMs: ours.ms - idleMs, peerMs: peer.ms - idleMs, keepsSort: ours.keepsSort};
}

async function measureChanges(browser: Browser, url: string, name: GridName, count: number, all: number) {
  const grid = await openGrid(browser, url, name, count);
  try {
    await grid.loadGrid();
    await grid.show();
    // What is compiled only once does not count.
    await grid.stream(50, 5_000);
    const before = await grid.workedMs();
    const done = await grid.stream(all, all * 25);
    const ms = ((await grid.workedMs()) - before) / done;
    return {ms, keepsSort: await grid.keepsSort()};
  } finally {
    await grid.close();
  }
}

/** What a change costs ours among few orders and among many. */
async function compareScale(browser: Browser, url: string, idleMs: number) {
  const [few, many]: [number[], number[]] = [[], []];
  for (let round = 0; round < scaleRounds; round++) {
    few.push((await measureChanges(browser, url, 'ours', 1_000, scaleChanges)).ms - idleMs);
    many.push((await measureChanges(browser, url, 'ours', 100_000, scaleChanges)).ms - idleMs);
  }
  return {fewMs: quantile(few, 0.5), manyMs: quantile(many, 0.5)};
}

async function countLongTasks(browser: Browser, url: string): Promise<number> {
  const grid = await openGrid(browser, url, 'ours', orders);
  try {
    await grid.loadGrid();
    await grid.show();
    await wait(500);
    const events = await traceOf(browser, grid.page, () => grid.stream(500, 15_000));
    return taskCosts(events).filter(ms => ms > longMs).length;
  } finally {
    await grid.close();
  }
}

function tell(
  shown: ReadonlyMap<GridName, readonly Costs[]>,
  changed: Awaited<ReturnType<typeof compareChanges>>,
  scale: Awaited<ReturnType<typeof compareScale>>,
  longTasks: number,
): void {
  const median = (name: GridName, what: keyof Costs) =>
    quantile(
      shown.get(name)!.map(costs => costs[what]),
      0.5,
    );
  const beside = (mark: string, what: keyof Costs, limit?: number) => {
    const [best] = peers.toSorted((a, b) => median(a, what) - median(b, what));
    const [ours, peer] = [median('ours', what), median(best!, what)];
    return {
      mark: `${mark} (${ours.toFixed(2)}), times the best peer's (${best} ${peer.toFixed(2)})`,
      ours: ours / peer,
      ...(limit !== undefined && {limit}),
    };
  };
  const {best, oursMs, peerMs, keepsSort} = changed;
  printMarks('board', [
    beside('ms to the first rows', 'firstRowsMs', 1.1),
    beside('main-thread ms a frame of scrolling, p95', 'frameMs', 1.1),
    beside('MB of heap over the array', 'heapMb', 1.1),
    beside('MB of heap over the array, with the code of the grid', 'heapWithCodeMb'),
    {
      mark: `main-thread ms a change with the order kept (${oursMs.toFixed(2)}), times the best peer's (${best} ${peerMs.toFixed(2)})`,
      ours: oursMs / peerMs,
      limit: 0.5,
    },
    {mark: 'orders that should be first and are not', ours: Number(!keepsSort), limit: 0},
    {
      mark: `main-thread ms a change among 100,000 (${scale.manyMs.toFixed(2)}), times among 1,000 (${scale.fewMs.toFixed(2)})`,
      ours: scale.manyMs / scale.fewMs,
      limit: 1.3,
    },
    {mark: 'tasks longer than 50 ms in 500 changes at 50 a second', ours: longTasks, limit: 0},
  ]);
}

await main();
