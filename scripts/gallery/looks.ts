import {mkdir, readFile, readdir, rm, writeFile} from 'node:fs/promises';
import {createRequire} from 'node:module';
import {join, resolve} from 'node:path';
import sharp from 'sharp';
import type {TakenWith} from './take-shots.ts';

const root = resolve(import.meta.dirname, '../..');
/** The pictures that were looked at and found good, with what they were taken with. */
export const acceptedLooks = join(root, 'e2e/looks');
const takenWithFile = 'taken-with.json';
/** How far two colours may be apart, and how many pixels may differ: edges of letters are smoothed a little differently. */
const colorTolerance = 0.12;
const pixelTolerance = 12;

/** A picture that is not as it was. */
export interface Difference {
  name: string;
  /** In words. */
  how: string;
}

type Pixelmatch = typeof import('../../e2e/node_modules/pixelmatch/index.d.ts').default;

/** With what the accepted pictures were taken; undefined while there are none. */
export async function acceptedWith(): Promise<TakenWith | undefined> {
  const text = await readFile(join(acceptedLooks, takenWithFile), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as TakenWith);
}

/** Makes the pictures of a folder the accepted ones. The others go, unless they are to be kept. */
export async function acceptLooks(
  folder: string,
  takenWith: TakenWith,
  {keepsOthers}: {keepsOthers: boolean},
): Promise<void> {
  await mkdir(acceptedLooks, {recursive: true});
  const names = await picturesIn(folder, '.png');
  for (const name of await picturesIn(acceptedLooks, '.webp')) {
    if (!keepsOthers && !names.includes(name)) await rm(join(acceptedLooks, `${name}.webp`));
  }
  for (const {name} of await differences(folder, names)) {
    const picture = sharp(join(folder, `${name}.png`)).removeAlpha();
    await picture.webp({lossless: true, effort: 6}).toFile(join(acceptedLooks, `${name}.webp`));
  }
  await writeFile(join(acceptedLooks, takenWithFile), `${JSON.stringify(takenWith, null, 2)}\n`);
}

/** Compares the pictures of a folder with the accepted ones; where they differ, a picture of the difference is put beside. */
export async function differences(folder: string, names: readonly string[]): Promise<Difference[]> {
  const {default: pixelmatch} = (await import(
    createRequire(join(root, 'e2e/package.json')).resolve('pixelmatch')
  )) as {default: Pixelmatch};
  const found: Difference[] = [];
  for (const name of names) {
    const how = await compare(folder, name, pixelmatch);
    if (how) found.push({name, how});
  }
  return found;
}

async function compare(folder: string, name: string, pixelmatch: Pixelmatch): Promise<string | undefined> {
  const accepted = await pixelsOf(join(acceptedLooks, `${name}.webp`)).catch(() => undefined);
  if (!accepted) return 'is new: look at it, and accept it';
  const taken = await pixelsOf(join(folder, `${name}.png`));
  const {width, height} = taken.info;
  if (width !== accepted.info.width || height !== accepted.info.height) {
    return `is ${width} × ${height} pixels, was ${accepted.info.width} × ${accepted.info.height}`;
  }
  const raw = new Uint8Array(width * height * 4);
  const count = pixelmatch(accepted.data, taken.data, raw, width, height, {threshold: colorTolerance});
  if (count <= pixelTolerance) return undefined;
  const file = join(folder, `${name}-difference.png`);
  await sharp(raw, {raw: {width, height, channels: 4}}).toFile(file);
  return `differs in ${count} pixels: ${file}`;
}

function pixelsOf(file: string) {
  return sharp(file).ensureAlpha().raw().toBuffer({resolveWithObject: true});
}

async function picturesIn(folder: string, ending: string): Promise<string[]> {
  const files = await readdir(folder).catch(() => []);
  return files.filter(file => file.endsWith(ending)).map(file => file.slice(0, -ending.length));
}
