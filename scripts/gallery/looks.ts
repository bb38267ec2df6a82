import {mkdir, readFile, readdir, rm, writeFile} from 'node:fs/promises';
import {createRequire} from 'node:module';
import {join, resolve} from 'node:path';
import sharp from 'sharp';
import type {TakenWith} from './taken-with.ts';

const root = resolve(import.meta.dirname, '../..');
/** The pictures that were looked at and found good, with what they were taken with. */
export const acceptedLooks = join(root, 'e2e/looks');
const takenWithFile = join(acceptedLooks, 'taken-with.json');
/**
 * How far two colours may be apart, and how many pixels may differ: where edges of letters and round corners are smoothed, a
 * busy machine sometimes rounds the last bit of a colour another way. A line that moves by one pixel is many times more.
 */
const colorTolerance = 0.1;
/** The browser draws its own clock in a field for a time now so, now so: 34 pixels. A pixel of padding more is hundreds. */
const pixelTolerance = 40;

type Pixelmatch = typeof import('../../e2e/node_modules/pixelmatch/index.d.ts').default;

/** With what the accepted pictures were taken; undefined while there are none. */
export async function acceptedWith(): Promise<TakenWith | undefined> {
  const text = await readFile(takenWithFile, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as TakenWith);
}

export function isSame(one: TakenWith, other: TakenWith): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** The names of the accepted pictures. */
export function acceptedNames(): Promise<string[]> {
  return picturesIn(acceptedLooks, '.webp');
}

/** Makes the pictures of a folder the accepted ones. The others go, unless they are to be kept. */
export async function acceptLooks(
  folder: string,
  takenWith: TakenWith,
  {keepsOthers}: {keepsOthers: boolean},
): Promise<{changed: number; gone: number}> {
  await mkdir(acceptedLooks, {recursive: true});
  const names = await picturesIn(folder, '.png');
  const gone = keepsOthers ? [] : (await acceptedNames()).filter(name => !names.includes(name));
  for (const name of gone) await rm(fileOf(name));
  let changed = 0;
  for (const name of names) {
    const png = await readFile(join(folder, `${name}.png`));
    if (!(await lookDiffers(name, png, folder))) continue;
    await writeFile(
      fileOf(name),
      await sharp(png).removeAlpha().webp({lossless: true, effort: 6}).toBuffer(),
    );
    changed += 1;
  }
  await writeFile(takenWithFile, `${JSON.stringify(takenWith, null, 2)}\n`);
  return {changed, gone: gone.length};
}

/** How a picture differs from the accepted one, in words; undefined where it does not. A picture of the difference comes into the folder. */
export async function lookDiffers(name: string, png: Buffer, folder: string): Promise<string | undefined> {
  const file = await readFile(fileOf(name)).catch(() => undefined);
  if (!file) return 'is new';
  const [accepted, taken] = await Promise.all([pixelsOf(file), pixelsOf(png)]);
  const {width, height} = taken.info;
  if (width !== accepted.info.width || height !== accepted.info.height) {
    return `is ${width} × ${height} pixels, was ${accepted.info.width} × ${accepted.info.height}`;
  }
  if (accepted.data.equals(taken.data)) return undefined;
  const raw = new Uint8Array(width * height * 4);
  const pixelmatch = await loadPixelmatch();
  const count = pixelmatch(accepted.data, taken.data, raw, width, height, {threshold: colorTolerance});
  if (count <= pixelTolerance) return undefined;
  await mkdir(folder, {recursive: true});
  const difference = join(folder, `${name}-difference.png`);
  await sharp(raw, {raw: {width, height, channels: 4}}).toFile(difference);
  return `differs in ${count} pixels: ${difference}`;
}

async function loadPixelmatch(): Promise<Pixelmatch> {
  const path = createRequire(join(root, 'e2e/package.json')).resolve('pixelmatch');
  return ((await import(path)) as {default: Pixelmatch}).default;
}

function fileOf(name: string): string {
  return join(acceptedLooks, `${name}.webp`);
}

function pixelsOf(picture: Buffer) {
  return sharp(picture).ensureAlpha().raw().toBuffer({resolveWithObject: true});
}

async function picturesIn(folder: string, ending: string): Promise<string[]> {
  const files = await readdir(folder).catch(() => []);
  const names = files.filter(file => file.endsWith(ending)).map(file => file.slice(0, -ending.length));
  return names.filter(name => !name.endsWith('-difference'));
}
