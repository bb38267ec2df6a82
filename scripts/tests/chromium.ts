import {spawnSync} from 'node:child_process';
import {existsSync, globSync} from 'node:fs';
import {homedir} from 'node:os';
import {join} from 'node:path';

/** Flags that make a headless Chromium quiet, able to run as root and to draw maps without a graphics card. */
export const chromiumFlags = [
  '--no-sandbox',
  '--disable-quic',
  '--disable-background-networking',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
];

const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:/Program Files/Google/Chrome/Application/chrome.exe',
  'C:/Program Files (x86)/Google/Chrome/Application/chrome.exe',
];

const playwrightCaches = [
  process.env.PLAYWRIGHT_BROWSERS_PATH,
  join(homedir(), '.cache/ms-playwright'),
  join(homedir(), 'Library/Caches/ms-playwright'),
  join(homedir(), 'AppData/Local/ms-playwright'),
];
const playwrightChromium =
  'chromium-*/{chrome-linux*/chrome,chrome-win*/chrome.exe,chrome-mac*/*.app/Contents/MacOS/*}';

/** The path of a Chromium to test with: `CHROME_PATH`, else the usual places, else Playwright's own. */
export function findChromium(): string | undefined {
  const named = process.env.CHROME_PATH;
  if (named) return named;
  const cached = playwrightCaches
    .filter(cache => cache !== undefined)
    .flatMap(cache => globSync(playwrightChromium, {cwd: cache}).map(path => join(cache, path)));
  return [...usualPlaces, ...cached].find(path => existsSync(path));
}

/** How a Chromium would be installed here: what to say, and the commands. */
export function chromiumInstallation(root: string): {sentence: string; commands: string[][]} {
  if (existsSync('/etc/debian_version') && process.getuid?.() === 0) {
    const install = ['apt-get', 'install', '-y', '-qq', '--no-install-recommends', 'chromium'];
    return {sentence: 'Chromium, with apt-get', commands: [['apt-get', 'update', '-qq'], install]};
  }
  const playwright = join(root, 'e2e/node_modules/playwright/cli.js');
  return {
    sentence: 'Chromium, with Playwright',
    commands: [[process.execPath, playwright, 'install', 'chromium']],
  };
}

/** Installs a Chromium and returns its path, or undefined when that did not work. */
export function installChromium(root: string): string | undefined {
  const env = {...process.env, DEBIAN_FRONTEND: 'noninteractive'};
  for (const [command = '', ...args] of chromiumInstallation(root).commands) {
    const done = spawnSync(command, args, {stdio: ['ignore', 'ignore', 'inherit'], env});
    if (done.status !== 0) return undefined;
  }
  return findChromium();
}
