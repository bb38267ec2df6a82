import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {globSync, readFileSync} from 'node:fs';
import {readFile} from 'node:fs/promises';
import {createServer} from 'node:http';
import type {Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import {extname, join, resolve} from 'node:path';
import {after, before, test} from 'node:test';
import type {Browser} from 'playwright';
import {openBrowser} from './browser.ts';

const root = resolve(import.meta.dirname, '..');
const packages = globSync('packages/*/package.json', {cwd: root}).map(path =>
  JSON.parse(readFileSync(join(root, path), 'utf8')),
);

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "connect-src 'self'",
  'img-src data: blob:',
  "require-trusted-types-for 'script'",
  'trusted-types lit-html dispatch-kit',
].join('; ');
const page = `<!doctype html>
<html lang="en">
  <head>
    <title>A host</title>
    <link rel="icon" href="data:," />
    <script type="module" src="dispatch-kit.js"></script>
  </head>
  <body><dispatch-tracker></dispatch-tracker></body>
</html>`;
const types: Record<string, string> = {'.js': 'text/javascript', '.mjs': 'text/javascript'};

let server: Server;
let browser: Browser;
let url: string;

before(async () => {
  const built = spawnSync(process.execPath, ['scripts/build.ts'], {cwd: root, encoding: 'utf8'});
  assert.equal(built.status, 0, `${built.stdout}${built.stderr}`);
  server = serveBundle();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  server?.close();
});

/** A page of nothing but the tag, and the built files beside it. */
function serveBundle(): Server {
  return createServer((request, response) => {
    const name = request.url!.slice(1);
    if (!name) {
      response.writeHead(200, {'content-type': 'text/html', 'content-security-policy': policy}).end(page);
      return;
    }
    readFile(join(root, 'dist', name)).then(
      file => response.writeHead(200, {'content-type': types[extname(name)] ?? 'text/plain'}).end(file),
      () => response.writeHead(404).end(),
    );
  });
}

// Elements need a document to run: they are looked at in a browser below.
for (const {name, exports} of packages.filter(({name}) => name !== '@dispatch-kit/elements')) {
  for (const entry of Object.keys(exports)) {
    const door = entry.replace(/^\./, name);
    test(`built, ${door} imports in plain Node`, () => {
      const code = `await import(${JSON.stringify(door)})`;
      const done = spawnSync(process.execPath, ['--input-type=module', '-e', code], {
        cwd: root,
        encoding: 'utf8',
      });
      assert.equal(done.status, 0, done.stderr);
    });
  }
}

test('a script tag draws a view of the host’s own; the map is loaded once there is one to show, on a strict page', async () => {
  const tab = await browser.newPage({viewport: {width: 390, height: 844}});
  const loaded: string[] = [];
  const said: string[] = [];
  tab.on('request', request => loaded.push(new URL(request.url()).pathname));
  tab.on('console', message => said.push(`${message.type()}: ${message.text()}`));
  tab.on('pageerror', error => said.push(`error: ${error.message}`));
  await tab.goto(url);
  await tab.waitForFunction(() => customElements.get('dispatch-tracker') !== undefined);
  const isMap = (path: string) => /engine|maplibre/.test(path);
  await tab.evaluate(() => {
    const tracker = document.querySelector('dispatch-tracker')!;
    tracker.mapStyle = {version: 8, sources: {}, layers: []};
    tracker.view = {
      version: 1,
      visit: {phase: 'canceled'},
      organization: {name: 'Northside Plumbing', accent: '#0a7d55'},
    };
  });
  await tab.getByText('This visit was canceled').waitFor();
  assert.deepEqual(loaded.filter(isMap), []);

  await tab.evaluate(() => {
    document.querySelector('dispatch-tracker')!.view = {
      version: 1,
      timeZone: 'America/Chicago',
      destination: {lat: 41.91, lng: -87.6},
      visit: {
        phase: 'live',
        technician: {name: 'Sam'},
        position: {lat: 41.9, lng: -87.6, at: '2026-11-20T20:00:00Z'},
        route: '_p~iF~ps|U_ulLnnqC',
      },
    };
  });
  await tab.getByText('Sam is on the way').first().waitFor();
  await tab.locator('dispatch-map .maplibregl-canvas').waitFor();
  await tab.locator('dispatch-map .marker').waitFor();
  const worker = tab.workers()[0] ?? (await tab.waitForEvent('worker'));
  assert.equal(worker.url(), `${url}maplibre-gl-worker.mjs`);
  assert.ok(loaded.some(isMap));
  assert.deepEqual(said, []);
});
