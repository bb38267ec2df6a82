import {chromium} from 'playwright';
import type {Browser} from 'playwright';
import {chromiumFlags, findChromium} from '../scripts/tests/chromium.ts';

/** Starts a headless Chromium: the one that is found, else Playwright's own. */
export function openBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  return chromium.launch({args: chromiumFlags, ...(executablePath && {executablePath})});
}
