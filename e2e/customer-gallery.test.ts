/** Each state of the customer's elements in the gallery: nothing that axe finds, and everything reached by keyboard. */
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {join, resolve} from 'node:path';
import {after, before, test} from 'node:test';
import {catalog} from '../examples/gallery/catalog.ts';
import {serveGallery} from '../scripts/gallery/serve-gallery.ts';
import {openBrowser} from './browser.ts';
import type {Browser, Page} from './browser.ts';

const root = resolve(import.meta.dirname, '..');
const axe = readFileSync(createRequire(join(root, 'package.json')).resolve('axe-core/axe.min.js'), 'utf8');
const elements = [
  'dispatch-tracker',
  'dispatch-survey',
  'dispatch-booking',
  'dispatch-headline',
  'dispatch-technician',
  'dispatch-answers',
  'dispatch-thread',
] as const;

let gallery: Awaited<ReturnType<typeof serveGallery>>;
let browser: Browser;

before(async () => {
  gallery = await serveGallery();
  // What is judged stands beside the map: on plain ground it is drawn at once.
  browser = await openBrowser(['--disable-3d-apis']);
});

after(async () => {
  await browser?.close();
  gallery?.close();
});

for (const element of elements) {
  test(`<${element}> is accessible and worked by keyboard in each of its states`, async () => {
    const page = await browser.newPage({viewport: {width: 360, height: 740}, reducedMotion: 'reduce'});
    const problems: string[] = [];
    for (const state of catalog[element]) {
      await page.goto(`${gallery.url}/?${new URLSearchParams({element, state, ground: 'plain'})}`);
      await page.waitForSelector('[data-scene]', {state: 'attached', timeout: 60_000});
      for (const problem of await page.locator('.failure').allTextContents())
        problems.push(`${state}: ${problem}`);
      for (const problem of await judge(page)) problems.push(`${state}: ${problem}`);
      for (const name of await unreached(page))
        problems.push(`${state}: the keyboard does not reach ${name}`);
    }
    await page.close();
    assert.deepEqual(problems, []);
  });
}

/** What axe finds, evaluated beside the page's own policy. */
async function judge(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const {axe} = globalThis as unknown as {axe: typeof import('axe-core')};
    const {violations} = await axe.run(document.body, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'],
      rules: {region: {enabled: false}, 'page-has-heading-one': {enabled: false}},
    });
    return violations.map(({help, nodes}) => `${help}: ${nodes[0]!.html}`);
  });
}

/** What can be worked, and is not reached by going through the page with Tab. Of a group of radio buttons one is enough. */
async function unreached(page: Page): Promise<string[]> {
  const wanted = await page.evaluate(workable);
  const reached = new Set<string>();
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  for (let step = 0; step < wanted.length * 2 + 4 && !wanted.every(name => reached.has(name)); step++) {
    await page.keyboard.press('Tab');
    reached.add(await page.evaluate(focusedName));
  }
  return wanted.filter(name => !reached.has(name));
}

/** Runs in the page: the name of each thing that a person can work. */
function workable(): string[] {
  const names = new Set<string>();
  const look = (part: ParentNode): void => {
    for (const each of part.querySelectorAll<HTMLInputElement>('*')) {
      if (each.shadowRoot) look(each.shadowRoot);
      const isWorked = each.matches('a[href], button, input:not([tabindex="-1"]), textarea, select');
      if (!isWorked || !each.checkVisibility({visibilityProperty: true})) continue;
      names.add(
        each.type === 'radio'
          ? `radio ${each.name}`
          : `${each.localName} ${each.id || each.name || each.textContent.trim()}`,
      );
    }
  };
  look(document);
  return [...names];
}

/** Runs in the page: the name of what has the focus, out of shadow roots. */
function focusedName(): string {
  let active = document.activeElement as HTMLInputElement | null;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement as HTMLInputElement;
  if (!active) return '';
  return active.type === 'radio'
    ? `radio ${active.name}`
    : `${active.localName} ${active.id || active.name || active.textContent.trim()}`;
}
