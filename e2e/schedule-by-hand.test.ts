/** The schedule by one finger alone, and by the keyboard alone, in a real browser. */
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {serveGallery} from '../scripts/gallery/serve-gallery.ts';
import {openBrowser} from './browser.ts';
import type {Browser, Page} from './browser.ts';

type Point = {x: number; y: number};
type ShowScene = (asked: {element: string; state: string; theme: string; lang: string}) => Promise<string>;

const patienceMs = 30_000;
let gallery: Awaited<ReturnType<typeof serveGallery>>;
let browser: Browser;

before(async () => {
  gallery = await serveGallery();
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  gallery?.close();
});

/** A busy day of an office, on a screen with or without touch. */
async function openDay({hasTouch}: {hasTouch: boolean}): Promise<Page> {
  const viewport = {width: 1180, height: 820};
  const page = await browser.newPage({viewport, hasTouch, reducedMotion: 'reduce'});
  page.setDefaultTimeout(patienceMs);
  await page.goto(`${gallery.url}/?stage&ground=plain`);
  await page.waitForFunction(() => 'showScene' in globalThis);
  const failure = await page.evaluate(() => {
    const {showScene} = globalThis as unknown as {showScene: ShowScene};
    return showScene({element: 'dispatch-schedule', state: 'day', theme: 'light', lang: 'en'});
  });
  assert.equal(failure || '', '');
  return page;
}

const cardOf = (page: Page, title: string) => page.locator(`dispatch-schedule .card[aria-label^="${title}"]`);
const rowOf = (page: Page, title: string) =>
  page
    .locator('dispatch-schedule .row', {has: page.locator(`.card[aria-label^="${title}"]`)})
    .locator('.name bdi');
const submit = (page: Page) => page.locator('dispatch-plan-dialog [type=submit][aria-disabled=false]');

/** Puts a finger down, lets it rest, moves it, and lifts it. */
async function dragByFinger(page: Page, from: Point, to: Point): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', at?: Point) =>
    session.send('Input.dispatchTouchEvent', {type, touchPoints: at ? [at] : []});
  await touch('touchStart', from);
  await page.locator('dispatch-schedule .card.held').waitFor();
  for (const share of [0.25, 0.5, 0.75, 1])
    await touch('touchMove', {x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share});
  await touch('touchEnd');
}

async function middleOf(page: Page, title: string): Promise<Point> {
  await cardOf(page, title).scrollIntoViewIfNeeded();
  const {x, y, width, height} = (await cardOf(page, title).boundingBox())!;
  return {x: x + width / 2, y: y + height / 2};
}

test('by a finger alone: a visit is given to somebody else, taken back, and what waits is planned', async () => {
  const page = await openDay({hasTouch: true});
  const from = await middleOf(page, 'Drain camera');
  const mira = (await page.locator('dispatch-schedule .row', {hasText: 'Mira Haddad'}).boundingBox())!;
  await dragByFinger(page, from, {x: from.x, y: mira.y + mira.height / 2});
  await submit(page).tap();
  await assertLater(() => rowOf(page, 'Drain camera').innerText(), 'Mira Haddad');
  await page.locator('dispatch-schedule .undo').tap();
  await assertLater(() => rowOf(page, 'Drain camera').innerText(), 'Sam Ortiz');
  await page.locator('dispatch-schedule .advice').first().tap();
  await assertLater(() => rowOf(page, 'Garbage disposal').innerText(), 'Leo Park');
  await page.close();
});

test('by the keyboard alone: a visit is carried to another hour and another line, taken back, and what waits is planned', async () => {
  const page = await openDay({hasTouch: false});
  await page.keyboard.press('Tab');
  while (!(await inFocus(page)).startsWith('card')) await page.keyboard.press('Tab');
  await page.keyboard.press('End');
  while (!(await inFocus(page)).includes('Drain camera')) {
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('End');
  }
  await page.keyboard.press('m');
  for (const key of ['ArrowUp', 'ArrowUp', 'ArrowLeft']) await page.keyboard.press(key);
  const spoken = page.locator('dispatch-schedule .spoken');
  await assertLater(() => spoken.innerText(), /^3:45\spm, Mira Haddad/);
  await page.keyboard.press('Enter');
  await submit(page).waitFor();
  await page.keyboard.press('Enter');
  await assertLater(() => rowOf(page, 'Drain camera').innerText(), 'Mira Haddad');
  while (!(await inFocus(page)).startsWith('undo')) await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await assertLater(() => rowOf(page, 'Drain camera').innerText(), 'Sam Ortiz');
  await page.locator('dispatch-schedule .advice').first().waitFor();
  while (!(await inFocus(page)).startsWith('advice Plan Garbage')) await page.keyboard.press('Shift+Tab');
  const [, name] = /, (Leo Park|Mira Haddad|Sam Ortiz|Nia Cole),/.exec(await inFocus(page))!;
  await page.keyboard.press('Enter');
  await assertLater(() => rowOf(page, 'Garbage disposal').innerText(), name!);
  await page.close();
});

/** What has the keyboard in the schedule: its first class, and what it is called. */
function inFocus(page: Page): Promise<string> {
  return page.evaluate(() => {
    const focused = document.querySelector('dispatch-schedule')?.shadowRoot?.activeElement;
    return focused ? `${focused.classList[0] ?? ''} ${focused.ariaLabel ?? ''}` : '';
  });
}

async function assertLater(read: () => Promise<string>, wanted: string | RegExp): Promise<void> {
  let last = '';
  for (let looks = 0; looks < 200; looks++) {
    last = (await read()).trim();
    if (typeof wanted === 'string' ? last.includes(wanted) : wanted.test(last)) return;
    await new Promise(later => setTimeout(later, 100));
  }
  assert.fail(`${last} is not ${String(wanted)}`);
}
