/** Each state of each element in the gallery: as it was accepted, nothing that axe finds, everything reached by keyboard. */
import assert from 'node:assert/strict';
import {resolve} from 'node:path';
import {after, before, test} from 'node:test';
import {launchBrowser} from '../scripts/gallery/gallery-tab.ts';
import type {Browser, GalleryTab} from '../scripts/gallery/gallery-tab.ts';
import {unreachedIn, violationsIn} from '../scripts/gallery/judge.ts';
import {acceptedNames, acceptedWith, isSame, lookDiffers} from '../scripts/gallery/looks.ts';
import {serveGallery} from '../scripts/gallery/serve-gallery.ts';
import {hasStreets, isPlain, nameOf, shotList} from '../scripts/gallery/shot-list.ts';
import type {Shot} from '../scripts/gallery/shot-list.ts';
import {inTwoTabs} from '../scripts/gallery/take-shots.ts';
import {takenWith} from '../scripts/gallery/taken-with.ts';
import type {TakenWith} from '../scripts/gallery/taken-with.ts';

const folder = resolve(import.meta.dirname, '../.tmp/gallery/looks');
const remedy =
  'Look at it; if it is meant to be so, accept it: npm run gallery -- --accept --only NAME (see CONTRIBUTING.md)';
/** What is not yet as it was accepted may still be on its way. */
const looksAtMost = 20;

/** Of the pairs one in so many is looked at here, always the same one; `npm run gallery -- --compare` looks at all. */
const pairsApart = 16;

const shots = shotList();
const looked = shots.filter((shot, at) => isPlain(shot) || at % pairsApart === 0);
const compared = shots.filter(shot => !hasStreets(shot));
const accepted = await acceptedWith();
const found = {
  /** Differences by the name of the picture. */
  looks: [] as string[],
  axe: [] as string[],
  keyboard: [] as string[],
  failed: [] as string[],
};
let gallery: Awaited<ReturnType<typeof serveGallery>>;
let browser: Browser;
let here: TakenWith;
let isComparable = false;

before(async () => {
  gallery = await serveGallery();
  browser = await launchBrowser({hasStreets: false});
  here = await takenWith(browser, gallery.url);
  isComparable = accepted !== undefined && isSame(accepted, here);
  // Elsewhere letters are drawn otherwise: there the states are judged, and their pictures are not.
  const walked = isComparable ? looked : shots.filter(isPlain);
  await inTwoTabs(browser, gallery, walked, found.failed, walk);
});

after(async () => {
  await browser?.close();
  gallery?.close();
});

async function walk(tab: GalleryTab, shot: Shot): Promise<void> {
  const name = nameOf(shot);
  await tab.show(shot);
  if (isComparable && !hasStreets(shot)) {
    const how = await differenceOf(tab, shot);
    if (how) found.looks.push(`${name} ${how}`);
  }
  if (!isPlain(shot)) return;
  for (const problem of await violationsIn(tab.page)) found.axe.push(`${name}: ${problem}`);
  for (const unreached of await unreachedIn(tab.page)) found.keyboard.push(`${name}: ${unreached}`);
}

async function differenceOf(tab: GalleryTab, shot: Shot): Promise<string | undefined> {
  const name = nameOf(shot);
  let how: string | undefined;
  for (let look = 0; look < looksAtMost; look++) {
    how = await lookDiffers(name, await tab.picture(shot), folder);
    if (!how || how === 'is new') return how;
    await tab.page.waitForTimeout(100);
  }
  return how;
}

test('every state of every element can be shown, without a complaint of the browser', () => {
  assert.deepEqual(found.failed, []);
});

test('axe finds nothing in any state', () => {
  assert.deepEqual(found.axe, []);
});

test('the keyboard reaches everything in every state', () => {
  assert.deepEqual(found.keyboard, []);
});

test('every state looks as it was accepted', context => {
  if (!isComparable) {
    const words = accepted ? JSON.stringify(accepted) : 'nothing yet';
    context.skip(`accepted with ${words}; here it is ${JSON.stringify(here)}`);
    return;
  }
  assert.deepEqual(found.looks, [], remedy);
});

test('every picture is accepted, and none is left over', async () => {
  const names = compared.map(nameOf);
  const known = await acceptedNames();
  const missing = names.filter(name => !known.includes(name));
  const left = known.filter(name => !names.includes(name));
  assert.deepEqual(missing, [], `Not accepted yet. ${remedy}`);
  assert.deepEqual(left, [], 'Left over: npm run gallery -- --accept');
});
