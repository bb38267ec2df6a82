import {createHash} from 'node:crypto';
import {createRequire} from 'node:module';
import {join, resolve} from 'node:path';
import {GalleryTab} from './gallery-tab.ts';
import type {Browser} from './gallery-tab.ts';

/** What pictures were taken with: with another browser, font or system they differ without a reason of ours. */
export interface TakenWith {
  browser: string;
  fonts: string;
  system: string;
  /** Of a picture of letters, lines and shades: systems of one name smooth them in different ways. */
  drawing: string;
}

const root = resolve(import.meta.dirname, '../..');

export async function takenWith(browser: Browser, url: string): Promise<TakenWith> {
  const fonts = ['inter', 'noto-sans-arabic'].map(name => {
    const {version} = createRequire(join(root, 'e2e/package.json'))(
      `@fontsource-variable/${name}/package.json`,
    ) as {version: string};
    return `${name} ${version}`;
  });
  return {
    browser: `Chromium ${browser.version()}`,
    fonts: fonts.join(', '),
    system: `${process.platform} ${process.arch}`,
    drawing: await drawingOf(browser, url),
  };
}

async function drawingOf(browser: Browser, url: string): Promise<string> {
  const tab = await GalleryTab.open(browser, url);
  await tab.reload();
  const {page} = tab;
  await page.evaluate(drawProbe);
  const png = await page.screenshot({animations: 'disabled'});
  await page.close();
  return createHash('sha256').update(png).digest('hex').slice(0, 16);
}

/** Runs in the page. */
async function drawProbe(): Promise<void> {
  const fonts = ['400 15px Bundled', '700 28px Bundled', '400 13px monospace', '400 15px sans-serif'];
  for (const font of fonts) {
    const line = Object.assign(document.createElement('p'), {
      textContent: 'Wärme 2:14 – 2:22 pm → سباكة الشمال',
    });
    line.style.font = font;
    line.style.borderRadius = '9px';
    line.style.boxShadow = '0 2px 12px rgb(0 0 0 / 40%)';
    document.body.append(line);
  }
  await Promise.all(fonts.map(font => document.fonts.load(font, 'aä→ع')));
}
