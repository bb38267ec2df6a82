import type {Browser, BrowserContext, Page} from 'playwright';

/** What a page noted of itself, between its first load and now. */
interface Notes {
  violations: string[];
  layoutShift: number;
  /** What moved, from where to where, each time it was not after a person's tap. */
  moved: {value: number; what: string}[];
  longTasks: number[];
}

/** So many jumps are told of. */
const mostTold = 6;

/** A page that is opened once, and watched for what nobody should ever see. */
export interface WatchedPage {
  tab: Page;
  context: BrowserContext;
  /** What stood in the console, each line with its kind. */
  said: string[];
  /** Refused by the policy of the page. */
  violations(): Promise<string[]>;
  layoutShift(): Promise<number>;
  /** What moved furthest, for the message of a test that fails. */
  moved(): Promise<string>;
  /** How long each stretch of work was, in milliseconds, that kept the page from answering for more than 50, since it was asked last. */
  longTasks(): Promise<number[]>;
  /** False once it was loaded anew. */
  isSame(): Promise<boolean>;
}

/** Opens an address in a page with storage and network of its own; `prepare` runs before anything of it is loaded. */
export async function openWatched(
  browser: Browser,
  url: string,
  [width, height]: readonly [number, number],
  prepare?: (tab: Page) => Promise<unknown>,
): Promise<WatchedPage> {
  const context = await browser.newContext({viewport: {width, height}, locale: 'en-US'});
  const tab = await context.newPage();
  const said: string[] = [];
  tab.on('console', message => said.push(`${message.type()}: ${message.text()} ${message.location().url}`));
  tab.on('pageerror', error => said.push(`error: ${error.stack ?? error.message}`));
  await tab.addInitScript(takeNotes);
  await prepare?.(tab);
  await tab.goto(url);
  await tab.evaluate(() => void Object.assign(globalThis, {isSame: true}));
  const notes = () => tab.evaluate(() => (globalThis as unknown as {notes: Notes}).notes);
  return {
    tab,
    context,
    said,
    violations: async () => (await notes()).violations,
    layoutShift: async () => (await notes()).layoutShift,
    moved: async () =>
      (await notes()).moved
        .toSorted((a, b) => b.value - a.value)
        .slice(0, mostTold)
        .map(({value, what}) => `${value.toFixed(3)} ${what}`)
        .join('\n'),
    longTasks: () =>
      tab.evaluate(() => {
        const {longTasks} = (globalThis as unknown as {notes: Notes}).notes;
        return longTasks.splice(0);
      }),
    isSame: () => tab.evaluate(() => 'isSame' in globalThis),
  };
}

/** Runs in the page, before anything of it does. */
function takeNotes(): void {
  const notes: Notes = {violations: [], layoutShift: 0, moved: [], longTasks: []};
  Object.assign(globalThis, {notes});
  addEventListener('securitypolicyviolation', event =>
    notes.violations.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}`),
  );
  let phaseMs = NaN;
  addEventListener('dispatch-phase', () => (phaseMs = performance.now()));
  // What a person asked for is no jump, however long a busy machine takes to answer; nor is what comes with the server's answer to it.
  const answerMs = 3_000;
  let [askedMs, answeredMs] = [-Infinity, -Infinity];
  for (const type of ['pointerdown', 'keydown'])
    addEventListener(type, () => (askedMs = performance.now()), {capture: true});
  const {fetch} = globalThis;
  globalThis.fetch = async (...asked) => {
    const isForPerson = performance.now() - askedMs < answerMs;
    try {
      return await fetch(...asked);
    } finally {
      if (isForPerson) answeredMs = performance.now();
    }
  };
  // The score of web vitals: the worst stretch of at most 5 s with no quiet second in it.
  const stretch = {beganMs: -Infinity, endedMs: -Infinity, sum: 0};
  new PerformanceObserver(list => {
    for (const entry of list.getEntries() as (PerformanceEntry & {
      value: number;
      hadRecentInput: boolean;
      sources: {node: Node | null; previousRect: DOMRect; currentRect: DOMRect}[];
    })[]) {
      const {startTime, value, hadRecentInput, sources} = entry;
      if (hadRecentInput || startTime - Math.max(askedMs, answeredMs) < answerMs) continue;
      if (startTime - stretch.endedMs > 1_000 || startTime - stretch.beganMs > 5_000)
        Object.assign(stretch, {beganMs: startTime, sum: 0});
      stretch.endedMs = startTime;
      stretch.sum += value;
      const what = sources.map(({node, previousRect: before, currentRect: now}) => {
        const {localName = '', className = ''} = node instanceof Element ? node : {};
        const place = ({x, y, width, height}: DOMRect) => [x, y, width, height].map(Math.round).join();
        return `${localName}.${className} ${place(before)} → ${place(now)}`;
      });
      const ago = (ms: number) => `${Math.round(startTime - ms)} ms after`;
      const since = `${ago(phaseMs)} its last phase, ${ago(askedMs)} the last tap, ${ago(answeredMs)} an answer to one`;
      notes.moved.push({value, what: `at ${Math.round(startTime)} ms, ${since}: ${what.join(' · ')}`});
      notes.layoutShift = Math.max(notes.layoutShift, stretch.sum);
    }
  }).observe({type: 'layout-shift', buffered: true});
  new PerformanceObserver(list =>
    notes.longTasks.push(...list.getEntries().map(({duration}) => duration)),
  ).observe({type: 'longtask'});
}
