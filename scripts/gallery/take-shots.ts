import {mkdir} from 'node:fs/promises';
import {createRequire} from 'node:module';
import {join, resolve} from 'node:path';
import {chromiumFlags, findChromium} from '../tests/chromium.ts';
import {installTools} from '../tests/e2e-tool.ts';
import {nameOf} from './shot-list.ts';
import type {Shot} from './shot-list.ts';

type Tools = typeof import('../../e2e/node_modules/playwright/index.d.ts');
type Page = import('../../e2e/node_modules/playwright/index.d.ts').Page;

const root = resolve(import.meta.dirname, '../..');
const heights: Readonly<Record<Shot['widthPixels'], number>> = {360: 740, 768: 1024, 1440: 900};
const patienceMs = 30_000;

/** What pictures were taken with: on another browser or system they would differ without a reason of ours. */
export interface TakenWith {
  browser: string;
  system: string;
}

export interface Shoot {
  url: string;
  folder: string;
  shots: readonly Shot[];
  /** In the bundled font, so that they can be compared. */
  isBundledFont?: boolean;
}

/** Takes pictures with one browser, in two of its tabs. Throws with the states that could not be shown. */
export async function takeShots({url, folder, shots, isBundledFont = false}: Shoot): Promise<TakenWith> {
  await mkdir(folder, {recursive: true});
  const browser = await launchBrowser();
  const failed: string[] = [];
  const scenes = [...Map.groupBy(shots, sceneOf).values()];
  /** Most of the time a picture waits: one is drawn while another settles. */
  const work = async () => {
    const page = await browser.newPage();
    const problems: string[] = [];
    page.on('pageerror', error => problems.push(error.message));
    page.on('console', line => line.type() === 'error' && problems.push(line.text()));
    for (let scene = scenes.shift(); scene; scene = scenes.shift()) {
      for (const [index, shot] of scene.entries()) {
        problems.length = 0;
        const asked = {url, folder, shot, isShown: index > 0, isBundledFont};
        await take(page, asked).catch((error: Error) => problems.push(error.message));
        if (problems.length > 0) failed.push(`${nameOf(shot)}: ${problems.join(' · ')}`);
      }
    }
  };
  const takenWith = {
    browser: `Chromium ${browser.version().split('.')[0]}`,
    system: `${process.platform} ${process.arch}`,
  };
  try {
    await Promise.all([work(), work()]);
  } finally {
    await browser.close();
  }
  if (failed.length > 0) throw new Error(`Not as they should be:\n${failed.join('\n')}`);
  return takenWith;
}

function launchBrowser() {
  if (!installTools()) throw new Error('The tools of e2e/ could not be installed.');
  const {chromium} = createRequire(join(root, 'e2e/package.json'))('playwright') as Tools;
  const executablePath = findChromium();
  return chromium.launch({args: chromiumFlags, ...(executablePath && {executablePath})});
}

interface Take {
  url: string;
  folder: string;
  shot: Shot;
  /** Its scene stands on the page already. */
  isShown: boolean;
  isBundledFont: boolean;
}

/** Pictures of one scene differ in nothing but the theme. */
function sceneOf({element, state, language, widthPixels}: Shot): string {
  return [element, state, language, widthPixels].join();
}

async function take(page: Page, {url, folder, shot, isShown, isBundledFont}: Take): Promise<void> {
  const {element, state, theme, language, widthPixels} = shot;
  await page.emulateMedia({colorScheme: theme, reducedMotion: 'reduce'});
  await page.setViewportSize({width: widthPixels, height: heights[widthPixels]});
  if (!isShown) {
    const query = {
      ...{element, state, lang: language},
      ...(!hasStreets(shot) && {ground: 'plain'}),
      ...(isBundledFont && {font: 'bundled'}),
    };
    await page.goto(`${url}/?${new URLSearchParams(query)}`);
    await page.waitForSelector('[data-scene]', {timeout: patienceMs, state: 'attached'});
    const failure = await page.locator('.failure').allTextContents();
    if (failure.length > 0) throw new Error(failure[0]);
    // The words of another language are loaded when an element is first drawn.
    if (language !== 'en') await page.waitForLoadState('networkidle');
  }
  await page.waitForFunction(areMapsDrawn, undefined, {timeout: patienceMs});
  await page.waitForTimeout(150);
  const height = await page.evaluate(heightOfScene);
  await page.screenshot({
    path: join(folder, `${nameOf(shot)}.png`),
    clip: {x: 0, y: 0, width: widthPixels, height},
    fullPage: true,
  });
}

/** Streets take seconds to draw without a graphics card: most pictures do with plain ground. */
function hasStreets({element, state}: Shot): boolean {
  return (element === 'dispatch-map' && !state.startsWith('drawn')) || state === 'upcoming_confirmed';
}

/** Whether every map on the page stands on the screen. Runs in the page. */
function areMapsDrawn(): boolean {
  const isDrawn = (part: ParentNode): boolean =>
    [...part.querySelectorAll('*')].every(each => {
      if (each.localName === 'dispatch-map') return each.matches(':state(drawn)');
      return each.shadowRoot === null || isDrawn(each.shadowRoot);
    });
  return isDrawn(document);
}

/** How much of the page there is to be seen: with a dialog, the window. Runs in the page. */
function heightOfScene(): number {
  const hasDialog = (part: ParentNode): boolean =>
    part.querySelector('dialog[open], :popover-open') !== null ||
    [...part.querySelectorAll('*')].some(each => each.shadowRoot !== null && hasDialog(each.shadowRoot));
  const {bottom} = document.querySelector('.stage')!.getBoundingClientRect();
  return hasDialog(document) ? innerHeight : Math.max(40, Math.ceil(bottom));
}
