/**
 * `npm run picture`: plays the demo in a browser and writes the moving picture of the README, `docs/theatre.gif`.
 */
import {createRequire} from 'node:module';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {spawn} from 'node:child_process';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {createInterface} from 'node:readline';
import {chromiumFlags, findChromium} from './tests/chromium.ts';
import {setUpTests} from './tests/set-up.ts';

const root = resolve(import.meta.dirname, '..');
const size = {width: 1280, height: 800};
const frames = 44;
const everyMs = 700;

if (!setUpTests()) process.exit(1);
const tools = createRequire(join(root, 'e2e/package.json'));
type Browsers = typeof import('../e2e/node_modules/playwright/index.d.ts');
const {chromium} = tools('playwright') as Browsers;
const {PNG} = tools('pngjs') as {
  PNG: {sync: {read(data: Buffer): {data: Buffer; width: number; height: number}}};
};
const {GIFEncoder, quantize, applyPalette} = tools('gifenc') as {
  GIFEncoder(): {
    writeFrame(index: Uint8Array, width: number, height: number, options: object): void;
    finish(): void;
    bytes(): Uint8Array;
  };
  quantize(data: Uint8Array, colors: number): number[][];
  applyPalette(data: Uint8Array, palette: number[][]): Uint8Array;
};

const folder = await mkdtemp(join(tmpdir(), 'dispatch-picture-'));
const args = ['--conditions=@dispatch-kit/source', 'scripts/demo.ts', '--port', '0', '--data', folder];
const demo = spawn(process.execPath, args, {cwd: root, stdio: ['ignore', 'pipe', 'inherit']});
try {
  await writeFile(join(root, 'docs/theatre.gif'), await film(await addressOf()));
} finally {
  const ended = new Promise(done => demo.once('exit', done));
  demo.kill('SIGTERM');
  await ended;
  await rm(folder, {recursive: true, force: true});
}

async function addressOf(): Promise<string> {
  for await (const line of createInterface({input: demo.stdout})) {
    const address = /plays at (\S+)/.exec(line)?.[1];
    if (address) return address;
  }
  throw new Error('The demo ended before it played.');
}

async function film(url: string): Promise<Uint8Array> {
  const executablePath = findChromium();
  const browser = await chromium.launch({args: chromiumFlags, ...(executablePath && {executablePath})});
  const page = await browser.newPage({viewport: size, colorScheme: 'light'});
  await page.goto(url);
  const customer = page.frameLocator('#customer');
  await customer.getByText('Sam is on the way').first().waitFor({timeout: 90_000});
  await page.getByLabel('×10').check();
  await customer.locator('dispatch-map .marker').waitFor({timeout: 90_000});
  const pictures: Uint8Array[] = [];
  for (let n = 0; n < frames; n++) {
    const {data} = PNG.sync.read(await page.screenshot());
    pictures.push(new Uint8Array(data));
    await page.waitForTimeout(everyMs);
  }
  await browser.close();
  return encode(pictures);
}

/** One palette for all, and of each frame only what is new, since most of it stands still. */
function encode(pictures: readonly Uint8Array[]): Uint8Array {
  const gif = GIFEncoder();
  const sample = new Uint8Array(
    [0, 0.5, 0.99].flatMap(at => [...pictures[Math.floor(at * pictures.length)]!]),
  );
  const palette = quantize(sample, 255);
  const transparentIndex = palette.length;
  const colors = [...palette, [0, 0, 0]];
  let before: Uint8Array | undefined;
  for (const picture of pictures) {
    const index = applyPalette(picture, palette);
    const shown = index.map((color, at) => (before && before[at] === color ? transparentIndex : color));
    gif.writeFrame(before ? shown : index, size.width, size.height, {
      palette: colors,
      delay: everyMs / 2,
      transparent: true,
      transparentIndex,
      dispose: 1,
    });
    before = index;
  }
  gif.finish();
  return gif.bytes();
}
