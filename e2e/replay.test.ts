/** A recorded drive, sent as a technician's fixes, followed by the customer's page and on the office's board in a real browser. */
import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {existsSync, mkdirSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {createInterface} from 'node:readline';
import {after, before, test} from 'node:test';
import type {Browser, Page} from 'playwright';
import {openBrowser} from './browser.ts';

const root = resolve(import.meta.dirname, '..');
const data = resolve(process.env.DISPATCH_TEST_DATA ?? join(root, '../shared/data'));
const screens = join(root, '.tmp/screens');
const tiles = 'https://tiles.openfreemap.org/';

const drives = [
  {name: 'munich', file: 'munich-drive-15s.json', speed: 30, timeZone: 'Europe/Berlin'},
  {name: 'limerick', file: 'limerick-bus-304.gpx', speed: 60, timeZone: 'Europe/Dublin'},
];

/** What the page noted of itself. */
interface Notes {
  phases: string[];
  /** Minutes that are left until the latest arrival, each time the arrival was told anew. */
  minutesLeft: number[];
  /** From the address to the marker on the screen, pixels. */
  offsets: {x: number; y: number}[];
  violations: string[];
  layoutShift: number;
}

let browser: Browser;
before(async () => {
  mkdirSync(screens, {recursive: true});
  browser = await openBrowser();
});
after(() => browser?.close());

for (const {name, file, speed, timeZone} of drives) {
  const path = join(data, 'traces', file);
  const skip = existsSync(path) ? false : `no data in ${data}`;
  test(
    `page and board follow the ${name} drive: upcoming, live with a moving marker and a falling eta, on site`,
    {skip},
    async t => {
      const replay = startReplay([
        path,
        '--speed',
        String(speed),
        '--time-zone',
        timeZone,
        '--lead',
        '25',
        '--stay',
      ]);
      t.after(() => replay.stop());
      const tab = await browser.newPage({viewport: {width: 390, height: 844}});
      t.after(() => tab.close());
      const problems: string[] = [];
      let failedTiles = 0;
      tab.on('pageerror', error => problems.push(error.message));
      tab.on('console', message => {
        const isTile = message.location().url.startsWith(tiles);
        if (isTile) failedTiles += 1;
        else if (message.type() !== 'log' && message.type() !== 'info') problems.push(message.text());
      });
      await tab.addInitScript(takeNotes);
      const board = await openBoard((await replay.line(({kind}) => kind === 'board')).url!, problems);
      t.after(() => board.close());
      await tab.goto((await replay.line(({kind}) => kind === 'link')).url!);
      await tab.locator('dispatch-eta .range').waitFor();
      await tab.screenshot({path: join(screens, `${name}-upcoming-390-light.png`)});

      await replay.line(({phase}) => phase === 'live');
      await tab.locator('dispatch-map .marker').waitFor();
      for (let told = 0; told < 3; told++) await replay.line(({kind}) => kind === 'eta');
      const shiftBeforeLooks = (await notesOf(tab)).layoutShift;
      const tilesBeforeLooks = failedTiles;
      await lookAt(tab, `${name}-live`);

      const arrival = await replay.line(({phase}) => phase === 'onsite');
      await tab.getByText('Sam has arrived').first().waitFor();
      await lookAt(tab, `${name}-onsite`);
      const {phases, minutesLeft, offsets, violations} = await notesOf(tab);

      assert.equal(arrival.basis, 'geofence');
      assert.deepEqual(
        phases.filter(
          (phase, i) => !isHalt(phase) && phase !== phases.slice(0, i).findLast(other => !isHalt(other)),
        ),
        ['upcoming', 'live', 'onsite'],
      );
      const places = new Set(offsets.map(({x, y}) => `${Math.round(x / 4)} ${Math.round(y / 4)}`));
      assert.ok(places.size > 20, `the marker was seen in ${places.size} places`);
      t.diagnostic(`minutes left: ${minutesLeft.map(minutes => minutes.toFixed(0)).join(' ')}`);
      t.diagnostic(`marker seen in ${places.size} places; layout shift ${shiftBeforeLooks.toFixed(3)}`);
      assert.ok(minutesLeft.length > 5 && minutesLeft.at(-1)! < minutesLeft[0]! / 3, `${minutesLeft}`);
      const risen = minutesLeft.filter((minutes, i) => minutes > (minutesLeft[i - 1] ?? Infinity) + 1);
      assert.ok(risen.length < minutesLeft.length / 4, `the remaining time rose in ${minutesLeft}`);
      await board.locator('dispatch-board .row .word').getByText('Arrived').waitFor();
      await board.screenshot({path: join(screens, `${name}-board-1440-light.png`)});
      assert.deepEqual(await wordsOn(board), ['Scheduled', 'On the way', 'Arrived']);
      assert.deepEqual(violations, []);
      assert.deepEqual(problems, []);
      // Each look loads a style of its own; without a network that is one line each.
      assert.ok(tilesBeforeLooks <= 2 && failedTiles <= 12, `${failedTiles} lines about tiles`);
      assert.ok(shiftBeforeLooks < 0.1, `layout shift ${shiftBeforeLooks}`);
    },
  );
}

/** The bus is silent while it stands at a stop. */
const isHalt = (phase: string | undefined) => phase === 'live_stale';

/** Runs in the page, before anything of it does. */
function takeNotes(): void {
  const notes: Notes = {phases: [], minutesLeft: [], offsets: [], violations: [], layoutShift: 0};
  Object.assign(globalThis, {notes});
  addEventListener('securitypolicyviolation', event =>
    notes.violations.push(
      `${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`,
    ),
  );
  addEventListener('dispatch-phase', event => notes.phases.push((event as unknown as {phase: string}).phase));
  addEventListener('dispatch-eta', event => {
    const {eta} = event as unknown as {eta: {latestAt: string; asOf: string; source: string}};
    if (eta.source === 'estimate')
      notes.minutesLeft.push((Date.parse(eta.latestAt) - Date.parse(eta.asOf)) / 60_000);
  });
  new PerformanceObserver(list => {
    for (const entry of list.getEntries() as (PerformanceEntry & {value: number; hadRecentInput: boolean})[])
      if (!entry.hadRecentInput) notes.layoutShift += entry.value;
  }).observe({type: 'layout-shift', buffered: true});
  const look = () => {
    const inMap = document
      .querySelector('dispatch-tracker')
      ?.shadowRoot?.querySelector('dispatch-map')?.shadowRoot;
    const [marker, pin] = ['.marker', '.pin'].map(name =>
      inMap?.querySelector(name)?.getBoundingClientRect(),
    );
    if (marker && pin) notes.offsets.push({x: marker.x - pin.x, y: marker.y - pin.y});
  };
  setInterval(look, 200);
}

/** The office's board of the day, which notes each word that its one visit has. */
async function openBoard(url: string, problems: string[]): Promise<Page> {
  const board = await browser.newPage({viewport: {width: 1440, height: 900}});
  board.on('pageerror', error => problems.push(`board: ${error.message}`));
  await board.addInitScript(() => {
    const words: string[] = [];
    Object.assign(globalThis, {words});
    const look = () => {
      const shown = document
        .querySelector('dispatch-dashboard')
        ?.shadowRoot?.querySelector('dispatch-board')
        ?.shadowRoot?.querySelector('.row .word');
      const word = shown?.textContent.trim();
      if (word && word !== words.at(-1)) words.push(word);
    };
    setInterval(look, 50);
  });
  await board.goto(url);
  await board.locator('dispatch-board .row .word').getByText('Scheduled').waitFor();
  return board;
}

function wordsOn(board: Page): Promise<string[]> {
  return board.evaluate(() => (globalThis as unknown as {words: string[]}).words);
}

function notesOf(tab: Page): Promise<Notes> {
  return tab.evaluate(() => (globalThis as unknown as {notes: Notes}).notes);
}

/** Keeps how the page looks, narrow or wide, in the light or in the dark. */
async function lookAt(tab: Page, name: string): Promise<void> {
  for (const [width, height] of [
    [1280, 800],
    [390, 844],
  ] as const) {
    await tab.setViewportSize({width, height});
    for (const colorScheme of ['dark', 'light'] as const) {
      await tab.emulateMedia({colorScheme});
      await tab.waitForTimeout(700);
      await tab.screenshot({path: join(screens, `${name}-${width}-${colorScheme}.png`)});
    }
  }
}

interface Line {
  kind: string;
  url?: string;
  phase?: string;
  basis?: string;
}

function startReplay(args: string[]) {
  const script = ['--conditions=@dispatch-kit/source', 'scripts/replay.ts', ...args];
  const child = spawn(process.execPath, script, {cwd: root, stdio: ['ignore', 'pipe', 'inherit']});
  const lines = createInterface({input: child.stdout})[Symbol.asyncIterator]();
  return {
    /** The next line that is wanted. */
    async line(isWanted: (line: Line) => boolean): Promise<Line> {
      for (;;) {
        const {value, done} = await lines.next();
        if (done) throw new Error('the replay ended too early');
        const line = JSON.parse(value) as Line;
        if (isWanted(line)) return line;
      }
    },
    async stop() {
      const ended = new Promise(resolve => child.once('exit', resolve));
      child.kill('SIGTERM');
      if (child.exitCode === null) await ended;
    },
  };
}
