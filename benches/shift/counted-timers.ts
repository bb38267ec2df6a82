import type {Page} from '../../e2e/browser.ts';

/** What is done a moment after news came is no timer that runs by itself. */
const momentMs = 100;

interface Counted {
  /** Who set each timer that ran. */
  ran: string[];
}

/** Runs in the page before any script: notes each timer that runs, with where it was set. */
function countTimers(momentMs: number): void {
  const counted: Counted = {ran: []};
  Object.assign(globalThis, {counted});
  const setBy = (kind: string) => {
    const callers = new Error().stack?.split('\n').slice(3, 6) ?? [];
    return [kind, ...callers].join(' < ');
  };
  for (const kind of ['setTimeout', 'setInterval', 'requestAnimationFrame'] as const) {
    const set = globalThis[kind] as (callback: (...args: unknown[]) => void, ...rest: unknown[]) => number;
    const noting = (callback: (...args: unknown[]) => void, ...rest: unknown[]) => {
      if (kind === 'setTimeout' && !(Number(rest[0]) > momentMs)) return set(callback, ...rest);
      const origin = setBy(kind);
      return set(
        (...args) => {
          counted.ran.push(origin);
          callback(...args);
        },
        ...rest,
      );
    };
    Object.assign(globalThis, {[kind]: noting});
  }
}

/** Notes the timers of a page from its first script on. */
export async function watchTimers(page: Page): Promise<void> {
  await page.addInitScript(countTimers, momentMs);
}

/** The timers that have run since this was asked last. */
export function timersIn(page: Page): Promise<string[]> {
  return page.evaluate(() => (globalThis as unknown as {counted: Counted}).counted.ran.splice(0));
}

/** The page is put away or taken out again: a browser without a screen cannot do that by itself. */
export async function hide(page: Page, isNow: boolean): Promise<void> {
  await page.evaluate(
    state => {
      Object.defineProperty(document, 'visibilityState', {value: state, configurable: true});
      document.dispatchEvent(new Event('visibilitychange'));
    },
    isNow ? 'hidden' : 'visible',
  );
}
