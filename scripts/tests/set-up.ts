import {existsSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {chromiumInstallation, findChromium, installChromium} from './chromium.ts';
import {installTools} from './e2e-tool.ts';

const root = resolve(import.meta.dirname, '../..');

/** Says what the whole tests need and what of it is missing, installs that, and returns a Chromium's path. */
export function setUpTests(): string | undefined {
  const found = findChromium();
  const tools = existsSync(join(root, 'e2e/node_modules'))
    ? 'there, brought up to date'
    : 'installed now (about 290 MB)';
  console.log(`Test tools of e2e/ (browser driver, PostgreSQL, contract linter): ${tools}.`);
  const browser = found ? `${found}, already there` : `installed now: ${chromiumInstallation(root).sentence}`;
  console.log(`Browser: ${browser}.`);
  if (!installTools()) throw new Error('The test tools could not be installed; the message of npm is above.');
  const chromium = found ?? installChromium(root);
  if (!chromium) console.log('No browser: install Chromium or Chrome and set CHROME_PATH to its program.');
  return chromium;
}
