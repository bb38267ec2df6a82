/** `npm run gallery`: every element in each of its states, on a page or as pictures. */
import {readFile, rm} from 'node:fs/promises';
import {join, resolve} from 'node:path';
import {parseArgs} from 'node:util';
import {acceptLooks, acceptedLooks, acceptedWith, isSame, lookDiffers} from './gallery/looks.ts';
import {serveGallery} from './gallery/serve-gallery.ts';
import {visions} from './gallery/gallery-tab.ts';
import type {Vision} from './gallery/gallery-tab.ts';
import {deskShotList, hasStreets, nameOf, shotList} from './gallery/shot-list.ts';
import {takeShots} from './gallery/take-shots.ts';
import type {TakenWith} from './gallery/taken-with.ts';

const usage = `npm run gallery -- [--port 8790] [--shots | --compare | --accept] [--out .tmp/gallery/shots] [--only text] [--vision name]

Shows each element in each of its states, with a company that lives in the tab.
--shots takes pictures of them and ends; --only takes those whose name has the text in it, or one of several with commas between them.
--compare takes them, and names those that are not as they were accepted.
--vision takes an office's states on a tablet and on a desk, with --shots, as they are seen with ${visions.join(', ')}.
--accept takes them, and makes them the accepted ones: look at each before. Maps with streets are only to be looked at.`;
const root = resolve(import.meta.dirname, '..');

async function main(): Promise<void> {
  const {values} = parseArgs({
    options: {
      port: {type: 'string', default: '8790'},
      shots: {type: 'boolean', default: false},
      compare: {type: 'boolean', default: false},
      accept: {type: 'boolean', default: false},
      out: {type: 'string', default: join(root, '.tmp/gallery/shots')},
      only: {type: 'string', default: ''},
      vision: {type: 'string'},
      help: {type: 'boolean', default: false},
    },
  });
  if (values.help) return void console.log(usage);
  const vision = visions.find(each => each === values.vision);
  if (values.vision !== undefined && !(vision && values.shots))
    throw new Error(`--vision goes with --shots and is one of ${visions.join(', ')}.`);
  const isPicture = values.shots || values.compare || values.accept;
  const gallery = await serveGallery(isPicture ? 0 : Number(values.port));
  if (!isPicture) {
    console.log(`The gallery stands at ${gallery.url}\n\nCtrl-C ends it.`);
    return;
  }
  try {
    await takePictures(gallery.url, {...values, vision, out: resolve(values.out)});
  } finally {
    gallery.close();
  }
}

interface Wishes {
  compare: boolean;
  accept: boolean;
  out: string;
  only: string;
  vision: Vision | undefined;
}

async function takePictures(url: string, {compare, accept, out, only, vision}: Wishes): Promise<void> {
  const wanted = (vision ? deskShotList() : shotList()).filter(shot =>
    only.split(',').some(text => nameOf(shot).includes(text)),
  );
  const shots = compare || accept ? wanted.filter(shot => !hasStreets(shot)) : wanted;
  await rm(out, {recursive: true, force: true});
  const takenWith = await takeShots({url, folder: out, shots, vision});
  console.log(`${shots.length} pictures in ${out}`);
  if (compare) await compareAll(out, shots.map(nameOf), takenWith);
  if (!accept) return;
  const {changed, gone} = await acceptLooks(out, takenWith, {keepsOthers: only !== ''});
  console.log(`Accepted, in ${acceptedLooks}: ${changed} new or changed, ${gone} gone.`);
}

async function compareAll(folder: string, names: readonly string[], takenWith: TakenWith): Promise<void> {
  const accepted = await acceptedWith();
  if (accepted && !isSame(accepted, takenWith)) {
    console.log(
      `The accepted pictures were taken with ${JSON.stringify(accepted)}; these, with ${JSON.stringify(takenWith)}, may differ.`,
    );
  }
  let count = 0;
  for (const name of names) {
    const how = await lookDiffers(name, await readFile(join(folder, `${name}.png`)), folder);
    if (how) console.log(`${name} ${how}`);
    if (how) count += 1;
  }
  console.log(`${names.length - count} as they were accepted, ${count} not`);
  if (count > 0) process.exitCode = 1;
}

main().catch((error: unknown) => {
  console.error((error as Error).message);
  process.exitCode = 1;
});
