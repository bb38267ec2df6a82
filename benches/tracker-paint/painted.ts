/** When a page was asked for, and when its arrival time stood on the screen. */
import {setTimeout as wait} from 'node:timers/promises';
import type {Browser, Page} from '../../e2e/browser.ts';

/**
 * "Fast 4G" of Chrome's DevTools, as Puppeteer keeps its numbers too (`PredefinedNetworkConditions`): 9 Mbit/s down, 1.5 up,
 * 60 ms from here to there and back, of which DevTools makes nine tenths and 165 ms before an answer begins. The processor is four times slower, as
 * Lighthouse slows it for a phone.
 */
const fast4G = {
  offline: false,
  downloadThroughput: ((9 * 1000 * 1000) / 8) * 0.9,
  uploadThroughput: ((1.5 * 1000 * 1000) / 8) * 0.9,
  latency: 60 * 2.75,
};
const cpuSlowdown = 4;
const longestMs = 60_000;
const browserSettlesMs = 2_000;

/** One opening of a page. */
export interface Opening {
  /** From the start of navigation to the paint of the arrival time, milliseconds. */
  paintedMs: number;
  /** What the page asked for before that, when, and how many bytes came. */
  requests: {name: string; startMs: number; endMs: number; bytes: number}[];
}

/** What TypeScript does not know of yet. */
interface Scheduler {
  postTask(task: () => void, options: {priority: 'user-blocking'}): Promise<void>;
}

type Watched = {painted: Promise<number>};

/** Opens an address as somebody does who was never there: in a new context, with nothing in any cache. */
export async function openThrottled(browser: Browser, url: string): Promise<Opening> {
  const context = await browser.newContext({viewport: {width: 390, height: 844}, locale: 'en-US'});
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(longestMs);
    await page.addInitScript(watch);
    const session = await context.newCDPSession(page);
    await session.send('Network.enable');
    await session.send('Network.emulateNetworkConditions', fast4G);
    await session.send('Emulation.setCPUThrottlingRate', {rate: cpuSlowdown});
    // A browser draws the window around a page with pages of its own, which take a while.
    await wait(browserSettlesMs);
    await page.goto(url, {waitUntil: 'commit'});
    return await readOpening(page);
  } finally {
    await context.close();
  }
}

function readOpening(page: Page): Promise<Opening> {
  return page.evaluate(async () => {
    const paintedMs = await (globalThis as unknown as {watched: Watched}).watched.painted;
    const entries = [
      ...performance.getEntriesByType('navigation'),
      ...performance.getEntriesByType('resource'),
    ];
    const requests = (entries as PerformanceResourceTiming[])
      .filter(({startTime}) => startTime < paintedMs)
      .map(({name, startTime, responseEnd, encodedBodySize}) => ({
        name: new URL(name).pathname,
        startMs: startTime,
        endMs: responseEnd,
        bytes: encodedBodySize,
      }));
    return {paintedMs, requests};
  });
}

/**
 * Runs in each page before its own scripts: waits for a time of day in an element of the class `range`, down through the shadow roots. Paint timing tells
 * nothing of an element in a shadow root, so the moment is taken as both kinds of page can be asked for it: in the frame that follows the change the
 * browser draws, and a task that is posted in that frame, urgent enough to come before what else waits, runs once the picture is handed over.
 */
function watch(): void {
  const {promise: painted, resolve} = Promise.withResolvers<number>();
  Object.assign(globalThis, {watched: {painted}});
  const observer = new MutationObserver(changes => {
    const roots = new Set(changes.map(({target}) => target.getRootNode() as ParentNode & Node));
    const isThere = [...roots].some(root => /\d:\d\d/.test(root.querySelector('.range')?.textContent ?? ''));
    if (!isThere) return;
    observer.disconnect();
    const {scheduler} = globalThis as unknown as {scheduler: Scheduler};
    requestAnimationFrame(() => {
      void scheduler.postTask(() => resolve(performance.now()), {priority: 'user-blocking'});
    });
  });
  const observe = (root: Node) =>
    observer.observe(root, {subtree: true, childList: true, characterData: true});
  observe(document);
  const {attachShadow} = Element.prototype;
  Element.prototype.attachShadow = function (this: Element, init: ShadowRootInit) {
    const root = attachShadow.call(this, init);
    observe(root);
    return root;
  };
}
