import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {existsSync, globSync, readFileSync} from 'node:fs';
import {createServer} from 'node:http';
import type {Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import {extname, join, resolve} from 'node:path';
import {after, before, test} from 'node:test';
import type {Browser} from 'playwright';
import {openBrowser} from './browser.ts';
import {packedProjects} from './packed-projects.ts';

const root = resolve(import.meta.dirname, '..');
const packages = globSync('packages/*/package.json', {cwd: root}).map(path =>
  JSON.parse(readFileSync(join(root, path), 'utf8')),
);

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "worker-src 'self'",
  "connect-src 'self'",
  'img-src data: blob:',
  "require-trusted-types-for 'script'",
  'trusted-types lit-html dispatch-kit',
].join('; ');
const types: Record<string, string> = {
  '.html': 'text/html',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
};

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

const isMap = (path: string) => /engine|maplibre/.test(path);

/** The page of `examples/vanilla`, with the built files beside it. */
function serveBundle(): Server {
  const folders = ['examples/vanilla', 'dist'];
  return createServer((request, response) => {
    const name = request.url!.slice(1) || 'index.html';
    const [path] = folders.map(folder => join(root, folder, name)).filter(file => existsSync(file));
    const head = {'content-type': types[extname(name)] ?? 'text/plain', 'content-security-policy': policy};
    if (path) response.writeHead(200, head).end(readFileSync(path));
    else response.writeHead(404).end();
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

test('a script tag draws a view of the host’s own, and loads the map when there is one to show, on a strict page', async () => {
  const tab = await browser.newPage({viewport: {width: 390, height: 844}});
  const loaded: string[] = [];
  const said: string[] = [];
  tab.on('request', request => loaded.push(new URL(request.url()).pathname));
  tab.on('console', message => said.push(`${message.type()}: ${message.text()}`));
  tab.on('pageerror', error => said.push(`error: ${error.message}`));

  await tab.goto(url);
  await tab.getByText('Sam is on the way').first().waitFor();
  await tab.locator('dispatch-map .maplibregl-canvas').waitFor();
  await tab.locator('dispatch-map .marker').waitFor();
  const worker = tab.workers()[0] ?? (await tab.waitForEvent('worker'));
  assert.equal(worker.url(), `${url}maplibre-gl-worker.mjs`);
  assert.ok(loaded.some(isMap));
  assert.deepEqual(said, ['info: The visit is now live']);
});

test('a visit without a place loads no map', async () => {
  const tab = await browser.newPage();
  const loaded: string[] = [];
  tab.on('request', request => loaded.push(new URL(request.url()).pathname));
  const body = `document.querySelector('dispatch-tracker').view = {version: 1, visit: {phase: 'canceled'}};`;
  await tab.route('**/own-view.js', route => route.fulfill({contentType: 'text/javascript', body}));
  await tab.goto(url);
  await tab.getByText('This visit was canceled').waitFor();
  assert.ok(loaded.includes('/dispatch-kit.js'));
  assert.deepEqual(loaded.filter(isMap), []);
});

packedProjects(() => browser);
