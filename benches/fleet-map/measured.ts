import {setTimeout as wait} from 'node:timers/promises';
import type {Browser, Page} from '../../e2e/browser.ts';
import type {Stage} from './stage.ts';

type Session = Awaited<ReturnType<ReturnType<Page['context']>['newCDPSession']>>;
/** Ten thousand elements take a while to come. */
const longestMs = 150_000;
const settlesMs = 3_000;
/** Long enough for a few times that what a page does now and then. */
const countedMs = 8_000;
const paintedMs = 3_000;
const profiledMs = 3_000;
const viewport = {width: 640, height: 400};

/** What one page does in a second, and in a picture. */
export interface Measured {
  /** From one picture to the next, ms, the mean, all of them painted. */
  frameMs: number;
  /** Processor time of the main thread, ms a second, with nothing painted. */
  cpuMs: number;
  /** Pictures a second in that time. */
  rate: number;
  /** Script in its own files, ms such a picture. */
  scriptMs: number;
}

/**
 * Opens a page by itself and watches it for a few seconds, after all of it has come: once as it is painted, for the time from picture to picture;
 * and once unpainted, for what the main thread does. Without a graphics card the processor paints: it slows down the thread that is measured,
 * and whoever takes long to paint would be asked for few pictures.
 */
export async function measure(
  browser: Browser,
  url: string,
  isOwn: (script: string) => boolean,
): Promise<Measured> {
  const painted = await open(browser, url, async (page, session) => {
    const {rate} = await count(page, session, paintedMs);
    return {frameMs: 1000 / rate};
  });
  const unpainted = await open(
    browser,
    url,
    async (page, session) => ({
      ...(await count(page, session, countedMs)),
      scriptMs: await profile(page, session, isOwn),
    }),
    paintNothing,
  );
  return {...painted, ...unpainted};
}

function paintNothing(): void {
  const {prototype} = WebGL2RenderingContext;
  for (const name of [
    'drawArrays',
    'drawArraysInstanced',
    'drawElements',
    'drawElementsInstanced',
    'drawRangeElements',
  ] as const)
    prototype[name] = () => {};
}

async function open<T>(
  browser: Browser,
  url: string,
  watch: (page: Page, session: Session) => Promise<T>,
  before = () => {},
): Promise<T> {
  const page = await browser.newPage({viewport});
  try {
    page.setDefaultTimeout(longestMs);
    await page.addInitScript(before);
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable', {timeDomain: 'threadTicks'});
    await page.goto(url);
    await page.waitForFunction(() => (globalThis as unknown as {stage?: Stage}).stage!.frames.length > 5);
    await wait(settlesMs);
    return await watch(page, session);
  } finally {
    await page.close();
  }
}

async function count(page: Page, session: Session, ms: number): Promise<Pick<Measured, 'cpuMs' | 'rate'>> {
  const before = await reading(page, session);
  await wait(ms);
  const after = await reading(page, session);
  const frames = after.frames.filter(ms => ms > before.nowMs && ms <= after.nowMs);
  const seconds = (after.nowMs - before.nowMs) / 1000;
  const workedMs = after.workedMs - before.workedMs;
  return {cpuMs: workedMs / seconds, rate: frames.length / seconds};
}

async function reading(page: Page, session: Session) {
  const {metrics} = await session.send('Performance.getMetrics');
  const workedMs = metrics.find(({name}) => name === 'TaskDuration')!.value * 1000;
  const seen = await page.evaluate(() => {
    const {stage} = globalThis as unknown as {stage: Stage};
    return {frames: stage.frames, nowMs: performance.now()};
  });
  return {...seen, workedMs};
}

/** Script a picture; what a browser does for a script (the calls of WebGL) is counted with it. */
async function profile(page: Page, session: Session, isOwn: (script: string) => boolean): Promise<number> {
  await session.send('Profiler.enable');
  await session.send('Profiler.setSamplingInterval', {interval: 250});
  const before = await page.evaluate(() => (globalThis as unknown as {stage: Stage}).stage.frames.length);
  await session.send('Profiler.start');
  await wait(profiledMs);
  const {profile} = await session.send('Profiler.stop');
  const after = await page.evaluate(() => (globalThis as unknown as {stage: Stage}).stage.frames.length);
  const nodes = new Map(profile.nodes.map(node => [node.id, node]));
  const owners = new Map<number, boolean>();
  const mark = (id: number, owned: boolean) => {
    const {callFrame, children} = nodes.get(id)!;
    const own = callFrame.url === '' ? owned && callFrame.functionName !== '(idle)' : isOwn(callFrame.url);
    owners.set(id, own);
    for (const child of children ?? []) mark(child, own);
  };
  mark(profile.nodes[0]!.id, false);
  const ownUs = profile.samples!.reduce(
    (sum, id, i) => sum + (owners.get(id) ? Math.max(0, profile.timeDeltas![i]!) : 0),
    0,
  );
  return ownUs / 1000 / (after - before);
}
