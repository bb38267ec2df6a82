/** What a customer sees where something is missing that a map needs: words first, and the same places on plain ground. */
import assert from 'node:assert/strict';
import {mkdir} from 'node:fs/promises';
import {join, resolve} from 'node:path';
import {after, before, test} from 'node:test';
import {serveGallery} from '../scripts/gallery/serve-gallery.ts';
import type {Browser, Page} from './browser.ts';
import {openBrowser} from './browser.ts';

const pictures = resolve(import.meta.dirname, '../.tmp/gallery/poor');
const longestMs = 60_000;

let gallery: Awaited<ReturnType<typeof serveGallery>>;
let browser: Browser;

before(async () => {
  await mkdir(pictures, {recursive: true});
  gallery = await serveGallery();
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  gallery?.close();
});

interface Lack {
  name: string;
  take(page: Page): Promise<unknown>;
  /** What draws the map then. */
  ground: 'canvas' | 'svg';
}

const lacks: Lack[] = [
  {
    name: 'WebGL2',
    ground: 'svg',
    take: page =>
      page.addInitScript(() => {
        const {getContext} = HTMLCanvasElement.prototype;
        HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, ...asked: [string]) {
          return asked[0] === 'webgl2' ? null : (getContext.apply(this, asked) as never);
        } as typeof getContext;
      }),
  },
  {name: 'the streets', ground: 'canvas', take: page => page.route('**/map/streets.json', deny)},
  {name: 'the style of the map', ground: 'canvas', take: page => page.route('**/map/*.json', deny)},
  {
    name: 'the script that draws streets',
    ground: 'svg',
    take: page => page.route(/\/app\/(engine-|maplibre)/, deny),
  },
];
/** Runs in the page. */
const isDrawn = () =>
  document
    .querySelector('dispatch-tracker')!
    .shadowRoot!.querySelector('dispatch-map')!
    .matches(':state(drawn)');
const reads = (page: Page, words: RegExp) => page.getByText(words).first().waitFor({timeout: longestMs});
const deny = (route: {abort(): Promise<void>}) => route.abort();

for (const lack of lacks) {
  test(`without ${lack.name}, the arrival stands in words, and who comes on ground that is plain`, async () => {
    const page = await browser.newPage({viewport: {width: 360, height: 740}});
    const errors: string[] = [];
    page.on('pageerror', error => errors.push(error.message));
    await lack.take(page);
    await page.goto(`${gallery.url}/?element=dispatch-tracker&state=live&lang=en`);
    const map = page.locator('dispatch-map');
    await map.locator('.marker').waitFor({timeout: longestMs});
    await map.locator(lack.ground === 'svg' ? 'svg.drawn' : 'canvas').waitFor({timeout: longestMs});
    await reads(page, /2:14.+2:22/);
    await reads(page, /Sam is on the way/);
    await page.waitForFunction(isDrawn, undefined, {timeout: longestMs});
    const ground = (await map.boundingBox())!;
    for (const part of ['.marker', '.pin']) {
      const box = (await map.locator(part).boundingBox())!;
      assert.ok(box.x > ground.x && box.x + box.width < ground.x + ground.width, `${part} is in view`);
      assert.ok(box.y > ground.y && box.y + box.height < ground.y + ground.height, `${part} is in view`);
    }
    assert.deepEqual(errors, []);
    await page.screenshot({path: join(pictures, `${lack.name.replaceAll(' ', '-')}.png`)});
    await page.close();
  });
}

test('once the network is gone, what was known stays, with its age', async () => {
  const context = await browser.newContext({viewport: {width: 360, height: 740}});
  const page = await context.newPage();
  await page.goto(`${gallery.url}/?element=dispatch-tracker&state=offline&lang=en`);
  await page.waitForSelector('[data-scene="ready"]', {state: 'attached', timeout: longestMs});
  await context.setOffline(true);
  await page.evaluate(() => new Promise(requestAnimationFrame));
  await reads(page, /Offline.* ago/);
  await reads(page, /Sam/);
  await page.screenshot({path: join(pictures, 'the-network.png')});
  await context.close();
});
