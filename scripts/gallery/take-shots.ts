import {mkdir} from 'node:fs/promises';
import {createRequire} from 'node:module';
import {join, resolve} from 'node:path';
import {chromiumFlags, findChromium} from '../tests/chromium.ts';
import {installTools} from '../tests/e2e-tool.ts';
import {nameOf, shotList} from './shot-list.ts';
import type {Shot} from './shot-list.ts';

type Tools = typeof import('../../e2e/node_modules/playwright/index.d.ts');
type Page = import('../../e2e/node_modules/playwright/index.d.ts').Page;

const root = resolve(import.meta.dirname, '../..');
const heights: Readonly<Record<number, number>> = {360: 740, 1440: 900};
const patienceMs = 30_000;

/** Takes the pictures whose names have a text in them, with one browser; says which states could not be shown. */
export async function takeShots(options: {url: string; folder: string; only: string}): Promise<void> {
  const {url, folder, only} = options;
  if (!installTools()) throw new Error('The tools of e2e/ could not be installed.');
  const {chromium} = createRequire(join(root, 'e2e/package.json'))('playwright') as Tools;
  await mkdir(folder, {recursive: true});
  const executablePath = findChromium();
  const browser = await chromium.launch({args: chromiumFlags, ...(executablePath && {executablePath})});
  const shots = shotList().filter(shot => nameOf(shot).includes(only));
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
        const isShown = index > 0;
        await take(page, {url, folder, shot, isShown}).catch((error: Error) => problems.push(error.message));
        if (problems.length > 0) failed.push(`${nameOf(shot)}: ${problems.join(' · ')}`);
      }
    }
  };
  try {
    await Promise.all([work(), work()]);
  } finally {
    await browser.close();
  }
  console.log(`${shots.length} pictures in ${folder}`);
  if (failed.length > 0) throw new Error(`Not as they should be:\n${failed.join('\n')}`);
}

interface Take {
  url: string;
  folder: string;
  shot: Shot;
  /** Its scene stands on the page already. */
  isShown: boolean;
}

/** Pictures of one scene differ in nothing but the theme. */
function sceneOf({element, state, language, widthPixels}: Shot): string {
  return [element, state, language, widthPixels].join();
}

async function take(page: Page, {url, folder, shot, isShown}: Take): Promise<void> {
  const {element, state, theme, language, widthPixels} = shot;
  await page.emulateMedia({colorScheme: theme, reducedMotion: 'reduce'});
  await page.setViewportSize({width: widthPixels, height: heights[widthPixels]!});
  if (!isShown) {
    const query = {element, state, lang: language, ...(!hasStreets(shot) && {ground: 'plain'})};
    await page.goto(`${url}/?${new URLSearchParams(query)}`);
    await page.waitForSelector('[data-scene]', {timeout: patienceMs, state: 'attached'});
    const failure = await page.locator('.failure').allTextContents();
    if (failure.length > 0) throw new Error(failure[0]);
    // The words of another language are loaded when an element is first drawn.
    if (language !== 'en') await page.waitForLoadState('networkidle');
  }
  const settlesMs = hasStreets(shot) ? 3_000 : element === 'dispatch-tracker' ? 500 : 150;
  await page.waitForTimeout(settlesMs);
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

/** How much of the page there is to be seen: with a dialog, the window. Runs in the page. */
function heightOfScene(): number {
  const hasDialog = (part: ParentNode): boolean =>
    part.querySelector('dialog[open], :popover-open') !== null ||
    [...part.querySelectorAll('*')].some(each => each.shadowRoot !== null && hasDialog(each.shadowRoot));
  const {bottom} = document.querySelector('.stage')!.getBoundingClientRect();
  return hasDialog(document) ? innerHeight : Math.max(40, Math.ceil(bottom));
}
