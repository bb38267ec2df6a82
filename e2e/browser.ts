import {chromium} from 'playwright';
import type {Browser} from 'playwright';
import {chromiumFlags, findChromium} from '../scripts/tests/chromium.ts';

export type {Browser, Page} from 'playwright';

/** Starts a headless Chromium: the one that is found, else Playwright's own. `flags` are for this one only. */
export function openBrowser(flags: readonly string[] = []): Promise<Browser> {
  const executablePath = findChromium();
  return chromium.launch({args: [...chromiumFlags, ...flags], ...(executablePath && {executablePath})});
}
