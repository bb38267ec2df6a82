/** A day of 200 technicians and 2,000 visits, all in view, beside @event-calendar/core: first paint, drag, one change. */
import {readFile} from 'node:fs/promises';
import {createServer} from 'node:http';
import type {Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import {join} from 'node:path';
import {build} from 'esbuild';
import {openBrowser} from '../../e2e/browser.ts';
import type {Browser, Page} from '../../e2e/browser.ts';
import {printMarks, quantile} from '../marks.ts';
import {visits} from './day.ts';

const rounds = Number(process.argv[2] ?? 5);
const dragFrames = 12;
const changes = 5;
const limit = 0.7;
const folder = import.meta.dirname;

/** Nothing is left out because it is scrolled away: the window is as tall as all lines together, of either. */
const viewport = {width: 1600, height: 13_500};

interface Side {
  name: string;
  entry: string;
  styles?: string;
}

/** What the page of a side offers. */
interface Bench {
  mount(): void;
  count(): number;
  cardBox(): {x: number; y: number; width: number; height: number};
  isDragging(): boolean;
  change(index: number): void;
}
declare const bench: Bench;

interface Costs {
  paintMs: number;
  paintWallMs: number;
  dragMs: number;
  changeMs: number;
}

const sides: Side[] = [
  {name: 'ours', entry: 'ours.ts'},
  {
    name: 'event-calendar',
    entry: 'peers/event-calendar.mjs',
    styles: join(folder, '../node_modules/@event-calendar/core/dist/index.css'),
  },
];

async function main(): Promise<void> {
  const server = await serve();
  const browser = await openBrowser();
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const found = new Map<string, Costs[]>(sides.map(({name}) => [name, []]));
  try {
    // The first round is a warm-up; each round begins with another side.
    for (let round = 0; round <= rounds; round++) {
      for (const {name} of round % 2 === 0 ? sides : sides.toReversed()) {
        const costs = await measure(browser, `${url}/${name}`);
        console.log(`${round === 0 ? 'warm-up' : `round ${round}`}  ${name.padEnd(15)} ${told(costs)}`);
        if (round > 0) found.get(name)!.push(costs);
      }
    }
  } finally {
    await browser.close();
    server.close();
  }
  tell(found);
}

const told = (costs: Costs) =>
  Object.entries(costs)
    .map(([what, ms]) => `${what} ${(ms as number).toFixed(2)}`)
    .join('  ');

function tell(found: ReadonlyMap<string, readonly Costs[]>): void {
  const median = (name: string, what: keyof Costs) =>
    quantile(
      found.get(name)!.map(costs => costs[what]),
      0.5,
    );
  const ratio = (mark: string, what: keyof Costs) => {
    const [ours, peer] = [median('ours', what), median('event-calendar', what)];
    console.log(`${mark}: ours ${ours.toFixed(2)} ms, event-calendar ${peer.toFixed(2)} ms`);
    return {mark: `${mark}, times event-calendar's`, ours: ours / peer};
  };
  printMarks('schedule', [
    {...ratio('main-thread ms to the first paint with all 2,000 visits in view', 'paintMs'), limit},
    {...ratio('main-thread ms a frame of a drag', 'dragMs'), limit},
    {...ratio('main-thread ms a change of one visit', 'changeMs'), limit},
    // On shared cores and without a graphics card this says most about what else runs: it is told, not judged.
    ratio('ms on the clock to the first paint', 'paintWallMs'),
  ]);
}

async function measure(browser: Browser, url: string): Promise<Costs> {
  const context = await browser.newContext({viewport, timezoneId: 'America/Chicago', locale: 'en-US'});
  try {
    const page = await context.newPage();
    await page.goto(url);
    const clock = await threadClock(page);
    let paintWallMs = 0;
    const paintMs = await clock.costMs(async () => (paintWallMs = await firstPaint(page)));
    const inView = await page.evaluate(() => bench.count());
    if (inView !== visits.length) throw new Error(`${url} shows ${inView} of ${visits.length} visits.`);
    const dragMs = await drag(page, clock);
    const changing = [];
    for (let index = 0; index < changes; index++)
      changing.push(await clock.costMs(() => page.evaluate(at => bench.change(at), index)));
    return {paintMs, paintWallMs, dragMs, changeMs: quantile(changing, 0.5)};
  } finally {
    await context.close();
  }
}

/** From the call that shows it until a frame with all visits has been painted. */
function firstPaint(page: Page): Promise<number> {
  return page.evaluate(
    all =>
      new Promise<number>(done => {
        const startedMs = performance.now();
        bench.mount();
        const look = () => {
          if (bench.count() < all) return void requestAnimationFrame(look);
          // The next task comes after this frame is painted.
          requestAnimationFrame(() => setTimeout(() => done(performance.now() - startedMs)));
        };
        look();
      }),
    visits.length,
  );
}

/** Takes a visit by the mouse and moves it over lines and hours, a frame each. */
async function drag(page: Page, clock: ThreadClock): Promise<number> {
  const {x, y, width, height} = await page.evaluate(() => bench.cardBox());
  const [fromX, fromY] = [x + width / 2, y + height / 2];
  await page.mouse.move(fromX, fromY);
  await page.mouse.down();
  await page.mouse.move(fromX + 12, fromY + 4);
  await page.mouse.move(fromX + 40, fromY + 10);
  const frames: number[] = [];
  for (let frame = 0; frame < dragFrames; frame++) {
    const [toX, toY] = [fromX + 40 + frame * 9, fromY + 10 + frame * 12];
    frames.push(await clock.costMs(() => page.mouse.move(toX, toY)));
  }
  if (!(await page.evaluate(() => bench.isDragging()))) throw new Error('Nothing is dragged.');
  await page.keyboard.press('Escape');
  await page.mouse.up();
  return quantile(frames, 0.5);
}

interface ThreadClock {
  costMs(work: () => Promise<unknown>): Promise<number>;
}

/** Counts processor time of the page's main thread, until what is done is drawn: what else runs on the machine does not count. */
async function threadClock(page: Page): Promise<ThreadClock> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', {timeDomain: 'threadTicks'});
  const drawn = () =>
    page.evaluate(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))));
  const workedMs = async () => {
    const {metrics} = await session.send('Performance.getMetrics');
    return metrics.find(({name}) => name === 'TaskDuration')!.value * 1000;
  };
  return {
    async costMs(work) {
      await drawn();
      const before = await workedMs();
      await work();
      await drawn();
      return (await workedMs()) - before;
    },
  };
}

async function serve(): Promise<Server> {
  const pages = new Map<string, string>();
  for (const {name, entry, styles} of sides) {
    const {outputFiles} = await build({
      entryPoints: [join(folder, entry)],
      bundle: true,
      write: false,
      minify: true,
      format: 'esm',
      platform: 'browser',
      conditions: ['@dispatch-kit/source', 'production'],
      define: {'process.env.NODE_ENV': '"production"'},
      // What is loaded later, such as dialogs, is not part of what is measured.
      external: ['maplibre-gl'],
      tsconfigRaw: await readFile(join(folder, '../../tsconfig.json'), 'utf8'),
    });
    const css = styles ? await readFile(styles, 'utf8') : '';
    pages.set(`/${name}.js`, outputFiles[0]!.text);
    const own = `html,body{margin:0;block-size:${viewport.height}px}dispatch-schedule{display:block;block-size:100%}.ec{block-size:100%}`;
    pages.set(
      `/${name}`,
      `<!doctype html><html lang="en-US"><link rel="icon" href="data:,"><style>${css}${own}</style><body><script type="module" src="/${name}.js"></script></body></html>`,
    );
  }
  const server = createServer((request, response) => {
    const text = pages.get(request.url ?? '');
    const type = request.url?.endsWith('.js') ? 'text/javascript' : 'text/html';
    if (text === undefined) response.writeHead(404).end();
    else response.writeHead(200, {'content-type': type}).end(text);
  });
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening));
  return server;
}

await main();
