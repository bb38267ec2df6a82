/** 10,000 technicians on the move: what they cost a page beside deck.gl, MapLibre's own sources and markers; whether they are where they should be. */
import {openBrowser} from '../../e2e/browser.ts';
import type {Browser} from '../../e2e/browser.ts';
import {printMarks, quantile} from '../marks.ts';
import {measure} from './measured.ts';
import type {Measured} from './measured.ts';
import {entries, servePages} from './pages.ts';
import type {Entry, Site} from './pages.ts';
import {missedBy} from './places.ts';
import {fleetSize} from './traffic.ts';

const rounds = Number(process.argv[2] ?? 3);
/** Ten thousand elements take most of a minute to open, and are the best at nothing. */
const markerRounds = 2;
const moments = 20;
/** So many are tried: at some a marker touches another one, or reports come unevenly. */
const mostMoments = 100;
/** Numbers that fall the same each time. */
const nextDriver = (moment: number) => (Math.imul(moment + 1, 2_654_435_761) >>> 0) % fleetSize;

async function main(): Promise<void> {
  const site = await servePages();
  const browser = await openBrowser();
  try {
    console.log(
      'Painted by software (SwiftShader), without a graphics card: times of pictures are those of the processor. The main thread is measured with nothing painted.',
    );
    const missed = await missedPlaces(browser, site);
    tell(await compare(browser, site), missed);
  } finally {
    await browser.close();
    site.close();
  }
}

async function compare(browser: Browser, site: Site): Promise<Map<Entry, Measured[]>> {
  const names = Object.keys(entries) as Entry[];
  const all = new Map(names.map(name => [name, [] as Measured[]]));
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < names.length; turn++) {
      // Each round begins with another one.
      const name = names[(turn + round) % names.length]!;
      if (name === 'markers' && round >= markerRounds) continue;
      const measured = await measure(browser, site.urlOf(name), site.isOwn);
      all.get(name)!.push(measured);
      const {cpuMs, frameMs, rate, scriptMs} = measured;
      console.log(
        `round ${round + 1}  ${name.padEnd(10)} ${cpuMs.toFixed(1)} ms a second, ${rate.toFixed(1)} pictures a second, script ${scriptMs.toFixed(2)} ms; painted, a picture every ${frameMs.toFixed(1)} ms`,
      );
    }
  }
  return all;
}

async function missedPlaces(browser: Browser, site: Site): Promise<number[]> {
  const page = await browser.newPage({viewport: {width: 800, height: 600}});
  await page.goto(site.urlOf('ours'));
  await page.waitForFunction(
    () => (globalThis as unknown as {stage?: {frames: number[]}}).stage!.frames.length > 20,
  );
  const missed: number[] = [];
  for (let moment = 0; missed.length < moments && moment < mostMoments; moment++) {
    const pixels = await missedBy(page, nextDriver(moment), moment);
    if (pixels !== undefined) missed.push(pixels);
  }
  await page.close();
  return missed;
}

function tell(all: ReadonlyMap<Entry, readonly Measured[]>, missed: readonly number[]): void {
  const median = (name: Entry, of: keyof Measured) =>
    quantile(
      all.get(name)!.map(each => each[of]),
      0.5,
    );
  for (const [name, measured] of all) {
    const spread = (of: keyof Measured) => {
      const values = measured.map(each => each[of]);
      return `${median(name, of).toFixed(2)} (${Math.min(...values).toFixed(2)} to ${Math.max(...values).toFixed(2)})`;
    };
    const pictures = `${spread('rate')} pictures a second, own script ${spread('scriptMs')} ms a picture; painted, a picture every ${spread('frameMs')} ms`;
    const has = name === 'control-0' ? 'no pictures' : pictures;
    console.log(`${name.padEnd(10)} main thread ${spread('cpuMs')} ms a second, ${has}`);
  }
  const peers = (Object.keys(entries) as Entry[]).filter(name => !/^(ours|control)/.test(name));
  // What the reports and as many pictures of the same map cost is taken off. A picture costs the more, the longer the one before is ago.
  const controls = (['control-0', 'control-4', 'control-8', 'control'] as const).map(name => ({
    rate: median(name, 'rate'),
    cpuMs: median(name, 'cpuMs'),
  }));
  const added = (name: Entry) => median(name, 'cpuMs') - between(controls, median(name, 'rate'));
  const best = Math.min(...peers.map(added));
  const bestFrameMs = Math.min(...peers.map(name => median(name, 'frameMs')));
  printMarks('fleet-map', [
    {
      mark: 'own script ms a picture, drawn in each frame, of deck.gl’s',
      ours: median('ours-each', 'scriptMs') / median('deck.gl', 'scriptMs'),
      limit: 0.33,
    },
    {
      mark: 'added main-thread ms a second, of the best peer’s', // Where the best adds nothing that can be measured, nothing is a third of it.
      ours: best > 0 ? added('ours') / best : Infinity,
      limit: 0.33,
    },
    {
      mark: 'ms from picture to picture, drawn in each frame, of the best peer’s',
      ours: median('ours-each', 'frameMs') / bestFrameMs,
      limit: 1.1,
    },
    {
      mark: `px from the right place, the worst of ${missed.length} moments`,
      ours: Math.max(...missed),
      limit: 2,
    },
    {mark: 'px from the right place, median', ours: quantile(missed, 0.5)},
    {mark: 'added main-thread ms a second', ours: added('ours')},
    {mark: 'the same, drawn in each frame', ours: added('ours-each')},
    {mark: 'pictures a second', ours: median('ours', 'rate')},
    {mark: 'own script ms a picture, drawn in each frame', ours: median('ours-each', 'scriptMs')},
  ]);
}

/** What would have been measured at a rate, on straight lines through the rates that were, the lowest first. */
function between(measured: readonly {rate: number; cpuMs: number}[], rate: number): number {
  const found = measured.findIndex(each => each.rate >= rate);
  const above = found === -1 ? measured.length - 1 : Math.max(1, found);
  const [low, high] = [measured[above - 1]!, measured[above]!];
  return low.cpuMs + ((high.cpuMs - low.cpuMs) * (rate - low.rate)) / (high.rate - low.rate);
}

await main();
