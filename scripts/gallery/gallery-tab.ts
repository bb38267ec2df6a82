import {createRequire} from 'node:module';
import {join, resolve} from 'node:path';
import {chromiumFlags, findChromium} from '../tests/chromium.ts';
import {nameOf} from './shot-list.ts';
import type {Shot} from './shot-list.ts';

type Tools = typeof import('../../e2e/node_modules/playwright/index.d.ts');
export type Browser = import('../../e2e/node_modules/playwright/index.d.ts').Browser;
export type Page = import('../../e2e/node_modules/playwright/index.d.ts').Page;
/** What a scene is asked for with; see examples/gallery. */
type ShowScene = (asked: Record<string, string>) => Promise<string | undefined>;

const root = resolve(import.meta.dirname, '../..');
const heights: Readonly<Record<Shot['widthPixels'], number>> = {360: 740, 768: 1024, 1440: 900};
/** The first page waits until the gallery has been bundled, on a machine that may have much else to do. */
const patienceMs = 180_000;
/** What one scene leaves behind (a company, its streams) goes with the page, after so many. */
const scenesAPage = 20;

/** Starts a browser for the gallery. Without streets every map draws on plain ground, at once and the same each time. */
export function launchBrowser({hasStreets}: {hasStreets: boolean}): Promise<Browser> {
  const {chromium} = createRequire(join(root, 'e2e/package.json'))('playwright') as Tools;
  const executablePath = findChromium();
  const args = [...chromiumFlags, '--force-color-profile=srgb', ...(hasStreets ? [] : ['--disable-3d-apis'])];
  return chromium.launch({args, ...(executablePath && {executablePath})});
}

/** As whom somebody looks who sees colours otherwise, as the browser calls it. */
export const visions = ['deuteranopia', 'protanopia', 'tritanopia', 'achromatopsia'] as const;
export type Vision = (typeof visions)[number];

/** A tab that shows one state after the other, with everything in it standing still. */
export class GalleryTab {
  readonly page: Page;
  readonly #url: string;
  readonly #problems: string[] = [];
  #shown = 0;

  private constructor(page: Page, url: string) {
    this.page = page;
    this.#url = url;
    page.on('pageerror', error => this.#problems.push(error.message));
    page.on('console', line => line.type() === 'error' && this.#problems.push(line.text()));
  }

  static async open(browser: Browser, url: string, vision?: Vision): Promise<GalleryTab> {
    const page = await browser.newPage({reducedMotion: 'reduce', viewport: {width: 360, height: 740}});
    page.setDefaultTimeout(patienceMs);
    if (vision) {
      const session = await page.context().newCDPSession(page);
      await session.send('Emulation.setEmulatedVisionDeficiency', {type: vision});
    }
    return new GalleryTab(page, url);
  }

  /** Shows a state, and waits until nothing is on its way any more. Throws with what went wrong. */
  async show({element, state, theme, language, widthPixels}: Shot, {hasStreets = false} = {}): Promise<void> {
    const {page} = this;
    await page.setViewportSize({width: widthPixels, height: heights[widthPixels]});
    if (this.#shown % scenesAPage === 0) await this.reload({hasStreets});
    this.#shown += 1;
    this.#problems.length = 0;
    const failure = await page.evaluate(
      asked => (globalThis as unknown as {showScene: ShowScene}).showScene(asked),
      {element, state, theme, lang: language},
    );
    if (failure) throw new Error(failure);
    await page.waitForFunction(isSettled);
    if (this.#problems.length > 0) throw new Error(this.#problems.join(' · '));
  }

  async reload({hasStreets = false} = {}): Promise<void> {
    await this.page.goto(`${this.#url}/?stage&still${hasStreets ? '' : '&ground=plain'}`);
    await this.page.waitForFunction(() => 'showScene' in globalThis);
  }

  /** The state as it is seen now: what there is of it; with a dialog, the window. */
  async picture({widthPixels}: Shot): Promise<Buffer> {
    const height = await this.page.evaluate(heightOfScene);
    return this.page.screenshot({
      clip: {x: 0, y: 0, width: widthPixels, height},
      fullPage: height > heights[widthPixels],
      animations: 'disabled',
    });
  }

  /** The state once two looks at it are the same. */
  async settledPicture(shot: Shot): Promise<Buffer> {
    let before = await this.picture(shot);
    for (let looks = 0; looks < 40; looks++) {
      await this.page.waitForTimeout(100);
      const now = await this.picture(shot);
      if (now.equals(before)) return now;
      before = now;
    }
    throw new Error(`${nameOf(shot)} does not stand still`);
  }
}

/** Whether every map on the page stands on the screen, and every letter in its font. Runs in the page. */
function isSettled(): boolean {
  const isDrawn = (part: ParentNode): boolean =>
    [...part.querySelectorAll('*')].every(each => {
      if (each.localName === 'dispatch-map') return each.matches(':state(drawn)');
      return each.shadowRoot === null || isDrawn(each.shadowRoot);
    });
  return document.fonts.status === 'loaded' && isDrawn(document);
}

/** How much of the page there is to be seen: with a dialog, the window. Runs in the page. */
function heightOfScene(): number {
  const hasDialog = (part: ParentNode): boolean =>
    part.querySelector('dialog[open], :popover-open') !== null ||
    [...part.querySelectorAll('*')].some(each => each.shadowRoot !== null && hasDialog(each.shadowRoot));
  const {bottom} = document.querySelector('.stage')!.getBoundingClientRect();
  return hasDialog(document) ? innerHeight : Math.max(40, Math.ceil(bottom));
}
