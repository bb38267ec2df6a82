import {mkdir, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {setUpTests} from '../tests/set-up.ts';
import {GalleryTab, launchBrowser} from './gallery-tab.ts';
import type {Browser, Vision} from './gallery-tab.ts';
import {hasStreets, nameOf} from './shot-list.ts';
import type {Shot} from './shot-list.ts';
import {takenWith} from './taken-with.ts';
import type {TakenWith} from './taken-with.ts';

export interface Shoot {
  url: string;
  folder: string;
  shots: readonly Shot[];
  /** The pictures are as somebody sees them who has this one. */
  vision?: Vision | undefined;
}

/** Takes pictures in two tabs: one is drawn while another settles. Throws with the states that could not be shown. */
export async function takeShots({url, folder, shots, vision}: Shoot): Promise<TakenWith> {
  if (!setUpTests()) throw new Error('There is no browser to take pictures with.');
  await mkdir(folder, {recursive: true});
  const failed: string[] = [];
  const take = async (tab: GalleryTab, shot: Shot) => {
    await tab.show(shot, {hasStreets: hasStreets(shot)});
    await writeFile(join(folder, `${nameOf(shot)}.png`), await tab.settledPicture(shot));
  };
  const taken = await withBrowser(false, async browser => {
    const plain = shots.filter(shot => !hasStreets(shot));
    await inTwoTabs(browser, {url, vision}, plain, failed, take);
    return takenWith(browser, url);
  });
  const streets = shots.filter(hasStreets);
  if (streets.length > 0)
    await withBrowser(true, browser => inTwoTabs(browser, {url, vision}, streets, failed, take));
  if (failed.length > 0) throw new Error(`Not as they should be:\n${failed.join('\n')}`);
  return taken;
}

/** Does something with each state in turn, two at a time; what goes wrong is noted under the state's name. */
export async function inTwoTabs(
  browser: Browser,
  {url, vision}: {url: string; vision?: Vision | undefined},
  shots: readonly Shot[],
  failed: string[],
  act: (tab: GalleryTab, shot: Shot) => Promise<void>,
): Promise<void> {
  const waiting = [...shots];
  const work = async () => {
    const tab = await GalleryTab.open(browser, url, vision);
    for (let shot = waiting.shift(); shot; shot = waiting.shift()) {
      await act(tab, shot).catch((error: Error) => failed.push(`${nameOf(shot!)}: ${error.message}`));
    }
    await tab.page.close();
  };
  await Promise.all([work(), work()]);
}

async function withBrowser<T>(streets: boolean, use: (browser: Browser) => Promise<T>): Promise<T> {
  const browser = await launchBrowser({hasStreets: streets});
  try {
    return await use(browser);
  } finally {
    await browser.close();
  }
}
