import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {existsSync, globSync, mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {createServer} from 'node:http';
import type {Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import {tmpdir} from 'node:os';
import {extname, join, resolve} from 'node:path';
import {after, before, test} from 'node:test';
import {DispatchClient} from '@dispatch-kit/client';
import {runOffice} from '@dispatch-kit/server/node';
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
  return createServer((request, response) => {
    const file = fileOf(request.url!);
    if (file) response.writeHead(200, file.headers).end(file.body);
    else response.writeHead(404).end();
  });
}

function fileResponse(url: string): Response | undefined {
  const file = fileOf(url);
  return file && new Response(file.body, {headers: file.headers});
}

function fileOf(url: string) {
  const name = url.slice(1);
  const paths = ['examples/vanilla', 'dist'].map(folder => join(root, folder, name));
  const path = name && paths.find(each => existsSync(each));
  if (!path) return undefined;
  const headers = {'content-type': types[extname(name)] ?? 'text/plain', 'content-security-policy': policy};
  return {headers, body: readFileSync(path)};
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

  await tab.goto(`${url}own-view.html`);
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
  await tab.goto(`${url}own-view.html`);
  await tab.getByText('This visit was canceled').waitFor();
  assert.ok(loaded.includes('/dispatch-kit.js'));
  assert.deepEqual(loaded.filter(isMap), []);
});

test('a page of one script tag and one tracker, beside an office, shows the visit of the link in its address', async t => {
  const dataDir = mkdtempSync(join(tmpdir(), 'dispatch-vanilla-'));
  const organization = {name: 'Northside Plumbing', timeZone: 'America/Chicago'};
  const pages = (request: Request) => Promise.resolve(fileResponse(new URL(request.url).pathname));
  const office = await runOffice({dataDir, databaseUrl: 'memory:', port: 0, organization, pages});
  const tab = await browser.newPage({viewport: {width: 390, height: 844}});
  t.after(async () => {
    await tab.close();
    await office.close();
    rmSync(dataDir, {recursive: true});
  });
  const client = new DispatchClient({url: office.url, token: office.apiKey});
  const customer = await client.customers.create({name: 'Ada Lee', phone: '+13125550142'});
  const job = await client.jobs.create({
    customerId: customer.id,
    title: 'Leaking tap, kitchen',
    address: {line: '4417 N Paulina St'},
    appointment: {window: {start: inHours(1), end: inHours(3)}, durationMinutes: 60},
  });
  const {token} = await client.office.createLink({jobId: job.id});
  const said: string[] = [];
  tab.on('console', message => said.push(`${message.type()}: ${message.text()}`));
  await tab.goto(`${office.url}/index.html#${token}`);
  await tab.getByText('Leaking tap, kitchen').first().waitFor();
  const confirm = tab.getByRole('button', {name: 'Confirm this time'});

  // What sends is loaded with the first answer; without it the answer is told to have failed, and can be given again.
  await tab.route('**/dispatch-kit-http-*', route => route.abort());
  await confirm.click();
  await tab.getByText('there is no connection. Please try again.').first().waitFor();
  await tab.unroute('**/dispatch-kit-http-*');
  assert.deepEqual(said.splice(0), ['error: Failed to load resource: net::ERR_FAILED']);

  await confirm.click();
  await tab.getByText('Confirmed').first().waitFor();
  assert.deepEqual(said, []);
});

const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();

packedProjects(() => browser);
