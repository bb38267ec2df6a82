/** What goes wrong when a page is set up: a developer reads the cause, the attribute and the remedy; a customer a calm sentence. */
import assert from 'node:assert/strict';
import {mkdtemp, rm} from 'node:fs/promises';
import {createServer} from 'node:http';
import type {Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {after, before, test} from 'node:test';
import {DispatchClient} from '@dispatch-kit/client';
import {runOffice} from '@dispatch-kit/server/node';
import type {RunningOffice} from '@dispatch-kit/server/node';
import {build} from 'esbuild';
import type {Browser} from './browser.ts';
import {openBrowser} from './browser.ts';

const root = resolve(import.meta.dirname, '..');
const longestMs = 40_000;
/** Where a developer works, and what the public sees: both lead here. */
const hosts = {developer: '127.0.0.1', public: 'portal.example'} as const;

let dataDir: string;
let office: RunningOffice;
let portal: Server;
let browser: Browser;
let linkToken: string;
let sessionToken: string;

before(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'dispatch-errors-'));
  const organization = {name: 'Northside Plumbing', timeZone: 'America/Chicago'};
  office = await runOffice({dataDir, databaseUrl: 'memory:', port: 0, organization});
  const client = new DispatchClient({url: office.url, token: office.apiKey});
  const customer = await client.customers.create({name: 'Ada Lee', phone: '+13125550102'});
  const address = {line: '4451 N Paulina St'};
  const job = await client.jobs.create({customerId: customer.id, title: 'Leaking tap', address});
  linkToken = (await client.office.createLink({jobId: job.id})).token;
  sessionToken = (await client.organization.createSession({roles: ['dispatcher']})).token;
  portal = await servePortal();
  browser = await openBrowser([`--host-resolver-rules=MAP ${hosts.public} 127.0.0.1`]);
});
after(async () => {
  await browser?.close();
  portal?.close();
  await office?.close();
  await rm(dataDir, {recursive: true, force: true});
});

interface Mistake {
  name: string;
  /** What of the setup is wrong; the rest is right. */
  wrong(): {url?: string; token?: string};
  /** Only these origins may show the organization. */
  origins?: string[];
  /** What a developer reads: cause, attribute, remedy. */
  advice: Record<'tracker' | 'office', readonly RegExp[]>;
  /** What everybody reads. */
  calm: Record<'tracker' | 'board' | 'agenda', string>;
}

const closed = {
  tracker: 'This page cannot be shown',
  board: 'The jobs cannot be shown',
  agenda: 'Please sign in again, or ask the office.',
};
const retried = 'No connection. Trying again.';

const mistakes: Mistake[] = [
  {
    name: 'a wrong token',
    wrong: () => ({token: 'not-a-token'}),
    advice: {
      tracker: [/does not know the token/, /attribute "token"/, /POST \/v1\/tracking-links/],
      office: [/does not know the token/, /"fetchToken"/, /POST \/v1\/embed-sessions/],
    },
    calm: closed,
  },
  {
    name: 'a url that leads to something else',
    wrong: () => ({url: portalUrl(hosts.developer)}),
    advice: {
      tracker: [/attribute "src"/, /does not lead to a dispatch server/],
      office: [/does not lead to a dispatch server/, /"src"/],
    },
    calm: closed,
  },
  {
    name: 'a url where nobody answers',
    wrong: () => ({url: 'http://127.0.0.1:9'}),
    advice: {
      tracker: [/127\.0\.0\.1:9/, /attribute "src"/, /cannot be reached/],
      office: [/127\.0\.0\.1:9/, /"src"/, /cannot be reached/],
    },
    calm: {tracker: retried, board: retried, agenda: retried},
  },
  {
    name: 'an origin that the organization does not list',
    wrong: () => ({}),
    origins: ['https://somewhere.example'],
    advice: {
      tracker: [/does not list http:\/\/127\.0\.0\.1/, /"origins"/, /PATCH \/v1\/organization/],
      office: [/does not list http:\/\/127\.0\.0\.1/, /"origins"/, /PATCH \/v1\/organization/],
    },
    calm: closed,
  },
];

for (const {name, wrong, origins = [], advice, calm} of mistakes) {
  for (const element of ['tracker', 'board', 'agenda'] as const) {
    test(`${name}: <dispatch-${element}> tells a developer what to do, and everybody else a calm sentence`, async () => {
      const client = new DispatchClient({url: office.url, token: office.apiKey});
      await client.organization.edit({origins});
      const developer = await textOf(element, 'developer', wrong(), calm[element]);
      for (const words of advice[element === 'tracker' ? 'tracker' : 'office'])
        assert.match(developer, words);
      const visitor = await textOf(element, 'public', wrong(), calm[element]);
      assert.doesNotMatch(visitor, /token|src|origins|\/v1\/|127\.0\.0\.1|server/);
    });
  }
}

/** Everything that a page with the element shows, once it says what was expected. */
async function textOf(
  element: 'tracker' | 'board' | 'agenda',
  who: keyof typeof hosts,
  {url = office.url, token}: {url?: string; token?: string},
  expected: string,
): Promise<string> {
  const context = await browser.newContext({viewport: {width: 900, height: 700}, locale: 'en-US'});
  try {
    const tab = await context.newPage();
    tab.setDefaultTimeout(longestMs);
    const thrown: string[] = [];
    tab.on('pageerror', error => thrown.push(error.message));
    const own = token ?? (element === 'tracker' ? linkToken : sessionToken);
    const query = new URLSearchParams({element, url, token: own});
    await tab.goto(`${portalUrl(hosts[who])}/?${query}`);
    await tab.getByText(expected).first().waitFor();
    const text = await tab.evaluate(allText);
    assert.deepEqual(thrown, []);
    return text;
  } finally {
    await context.close();
  }
}

/** Runs in the page: what is drawn, down through the shadow roots. */
function allText(): string {
  const read = (root: Node): string =>
    [...root.childNodes]
      .map(node => {
        if (node instanceof Text) return node.data;
        if (!(node instanceof Element) || node.matches('style, script')) return '';
        return `${node.shadowRoot ? read(node.shadowRoot) : ''} ${read(node)}`;
      })
      .join('');
  return read(document.body).replaceAll(/\s+/g, ' ');
}

function portalUrl(host: string): string {
  return `http://${host}:${(portal.address() as AddressInfo).port}`;
}

/** A site of somebody who sets an element up: what is wrong stands in the address. */
async function servePortal(): Promise<Server> {
  const script = await bundle(`
    import '@dispatch-kit/elements/tracker';
    import '@dispatch-kit/elements/provider';
    import '@dispatch-kit/elements/board';
    import '@dispatch-kit/elements/agenda';
    const {element, url, token} = Object.fromEntries(new URLSearchParams(location.search));
    const shown = document.createElement('dispatch-' + element);
    if (element === 'tracker') {
      shown.setAttribute('src', url);
      shown.setAttribute('token', token);
      document.body.append(shown);
    } else {
      const provider = document.createElement('dispatch-provider');
      provider.setAttribute('src', url);
      provider.fetchToken = () => Promise.resolve(token);
      provider.append(shown);
      document.body.append(provider);
    }
  `);
  const page =
    '<!doctype html><html lang="en"><title>Portal</title><link rel="icon" href="data:,"><body><script type="module" src="/portal.js"></script>';
  const server = createServer((request, response) => {
    const {pathname} = new URL(request.url!, 'http://portal');
    const known = {'/': ['text/html', page], '/portal.js': ['text/javascript', script]}[pathname];
    // As any site answers what it does not know, to any origin.
    response.setHeader('access-control-allow-origin', '*');
    response.setHeader('access-control-allow-headers', '*, authorization');
    if (request.method === 'OPTIONS') response.writeHead(204).end();
    else if (known) response.writeHead(200, {'content-type': known[0]!}).end(known[1]);
    else response.writeHead(404, {'content-type': 'text/html'}).end('<h1>Not found</h1>');
  });
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening));
  return server;
}

async function bundle(contents: string): Promise<string> {
  const {outputFiles} = await build({
    stdin: {contents, resolveDir: join(root, 'examples')},
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    conditions: ['@dispatch-kit/source'],
    tsconfig: join(root, 'tsconfig.json'),
    logLevel: 'error',
  });
  return outputFiles[0]!.text;
}
