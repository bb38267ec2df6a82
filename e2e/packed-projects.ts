/** The packages as npm gets them, installed into new projects of people who know nothing of this repository. */
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {randomBytes} from 'node:crypto';
import {copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {tmpdir} from 'node:os';
import {extname, join, resolve} from 'node:path';
import {after, before, test} from 'node:test';
import type {TestContext} from 'node:test';
import type {Browser, Page} from 'playwright';

const root = resolve(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'dispatch-packed-'));
const types: Record<string, string> = {
  '.html': 'text/html',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
};

let tarballs: Record<string, string>;

/** The packages must have been built. */
export function packedProjects(browser: () => Browser): void {
  before(() => {
    const names = ['core', 'client', 'elements'];
    tarballs = Object.fromEntries(names.map(name => [`@dispatch-kit/${name}`, pack(name)]));
  });
  after(() => rmSync(folder, {recursive: true, force: true}));

  test('a new Vite project shows the tracker under a strict policy with a nonce and Trusted Types', async t => {
    const project = newProject('vanilla', {'maplibre-gl': '^6.17.0'});
    writeFileSync(
      join(project, 'index.html'),
      '<!doctype html><html lang="en"><title>x</title><link rel="icon" href="data:,"><script type="module" src="/main.js"></script><dispatch-tracker></dispatch-tracker></html>',
    );
    const view = readFileSync(join(root, 'examples/vanilla/own-view.js'), 'utf8');
    const worker = `import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';\n`;
    writeFileSync(
      join(project, 'main.js'),
      `import '@dispatch-kit/elements/tracker';\n${worker}document.querySelector('dispatch-tracker').workerUrl = workerUrl;\n${view}`,
    );
    writeFileSync(
      join(project, 'vite.config.js'),
      `export default {html: {cspNonce: 'NONCE'}, build: {target: 'es2022', modulePreload: {polyfill: false}}};`,
    );
    const {tab, said} = await show(t, browser(), build(project));
    await tab.getByText('Sam is on the way').first().waitFor();
    await tab.locator('dispatch-map .maplibregl-canvas').waitFor();
    await tab.locator('dispatch-map .marker').waitFor();
    assert.deepEqual(said, ['info: The visit is now live']);
  });

  test('a new Vite project with React shows the tracker and hears its events', async t => {
    const project = newProject('react', {
      react: '^19.0.0',
      'react-dom': '^19.0.0',
      '@lit/react': '^1.0.8',
      '@types/react': '^19.0.0',
      '@types/react-dom': '^19.0.0',
    });
    for (const name of ['index.html', 'main.tsx', 'app.tsx'])
      copyFileSync(join(root, 'examples/react', name), join(project, name));
    writeFileSync(
      join(project, 'vite.config.js'),
      `export default {html: {cspNonce: 'NONCE'}, oxc: {jsx: {runtime: 'automatic'}}, build: {modulePreload: {polyfill: false}}};`,
    );
    const {tab, said} = await show(t, browser(), build(project));
    await tab.getByText('Leaking tap, kitchen').first().waitFor();
    await tab.getByRole('button', {name: 'Confirm this time'}).click();
    assert.equal(await tab.locator('output').textContent(), 'confirm');
    assert.deepEqual(said, []);
  });
}

function run(command: string, args: string[], cwd: string): string {
  return execFileSync(command, args, {cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe']});
}

function pack(name: string): string {
  const out = run('npm', ['pack', '--silent', '--pack-destination', folder], join(root, 'packages', name));
  return join(folder, out.trim().split('\n').at(-1)!);
}

/** What somebody has after `npm install` of the tarballs. */
function newProject(name: string, more: Record<string, string>): string {
  const project = join(folder, name);
  mkdirSync(project);
  const files = Object.fromEntries(Object.entries(tarballs).map(([each, file]) => [each, `file:${file}`]));
  const dependencies = {...files, ...more};
  // Until they are published, the packages know each other by their tarballs too.
  const description = {name, private: true, type: 'module', dependencies, overrides: files};
  writeFileSync(
    join(project, 'package.json'),
    JSON.stringify({...description, devDependencies: {vite: '^8.0.0'}}),
  );
  run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'], project);
  return project;
}

function build(project: string): string {
  run(process.execPath, ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn'], project);
  return join(project, 'dist');
}

/** Serves what was built as a strict portal would, each page with a nonce of its own, and opens it. */
async function show(t: TestContext, browser: Browser, dist: string): Promise<{tab: Page; said: string[]}> {
  const server = createServer((request, response) => {
    const path = join(dist, request.url === '/' ? 'index.html' : request.url!);
    if (!existsSync(path)) return void response.writeHead(404).end();
    const nonce = randomBytes(16).toString('base64');
    const policy = [
      "default-src 'none'",
      `script-src 'nonce-${nonce}' 'strict-dynamic'`,
      `style-src 'nonce-${nonce}'`,
      "connect-src 'self'",
      "worker-src 'self'",
      'img-src data: blob:',
      "require-trusted-types-for 'script'",
      'trusted-types lit-html dispatch-kit',
    ];
    const body = readFileSync(path);
    const isPage = extname(path) === '.html';
    response
      .writeHead(200, {
        'content-type': types[extname(path)] ?? 'text/plain',
        ...(isPage && {'content-security-policy': policy.join('; ')}),
      })
      .end(isPage ? body.toString().replaceAll('NONCE', nonce) : body);
  });
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening));
  const tab = await browser.newPage({viewport: {width: 390, height: 844}});
  t.after(async () => {
    await tab.close();
    server.close();
  });
  const said: string[] = [];
  tab.on('console', message => said.push(`${message.type()}: ${message.text()}`));
  tab.on('pageerror', error => said.push(`error: ${error.message}`));
  await tab.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  return {tab, said};
}
