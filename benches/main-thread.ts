import type {Browser, Page} from '../e2e/browser.ts';

const categories = [
  'devtools.timeline',
  'disabled-by-default-devtools.timeline',
  'toplevel',
  'cc',
  '__metadata',
];

/** What a browser did while something went on. */
export async function traceOf(
  browser: Browser,
  page: Page,
  work: () => Promise<unknown>,
): Promise<TraceEvent[]> {
  await browser.startTracing(page, {categories});
  await work();
  return (JSON.parse(String(await browser.stopTracing())) as {traceEvents: TraceEvent[]}).traceEvents;
}

/** What a trace says of one stretch of work. */
export interface TraceEvent {
  name: string;
  pid: number;
  tid: number;
  /** When it began, microseconds. */
  ts: number;
  /** Processor time of its thread, microseconds. */
  tdur?: number;
  args: {name?: string};
}

/** The work of the main thread from one frame to the next, milliseconds of processor time. */
export function frameCosts(events: readonly TraceEvent[]): number[] {
  const busiest = mainThread(events);
  const starts = busiest.filter(isFrame).map(({ts}) => ts);
  const costs = starts.map(() => 0);
  for (const {name, ts, tdur = 0} of busiest) {
    if (name !== 'RunTask') continue;
    // A frame begins inside of the task that draws it.
    const frame = starts.findLastIndex(start => start <= ts + tdur);
    if (frame >= 0) costs[frame]! += tdur / 1000;
  }
  return costs;
}

/** How long each task of the main thread took, milliseconds of processor time. */
export function taskCosts(events: readonly TraceEvent[]): number[] {
  return mainThread(events)
    .filter(({name}) => name === 'RunTask')
    .map(({tdur = 0}) => tdur / 1000);
}

const isFrame = ({name}: TraceEvent) => name === 'ProxyMain::BeginMainFrame';

/** What the busiest of all main threads did. */
function mainThread(events: readonly TraceEvent[]): readonly TraceEvent[] {
  const threads = events.filter(({name, args}) => name === 'thread_name' && args.name === 'CrRendererMain');
  const perThread = threads.map(({pid, tid}) => events.filter(each => each.pid === pid && each.tid === tid));
  const frames = (own: readonly TraceEvent[]) => own.filter(isFrame).length;
  const [busiest = []] = perThread.toSorted((a, b) => frames(b) - frames(a));
  return busiest;
}
