import {readFile} from 'node:fs/promises';
import {basename, join, resolve} from 'node:path';
import {promisify} from 'node:util';
import {brotliCompress, constants, gzip} from 'node:zlib';
import {build} from 'esbuild';
import type {BuildOptions} from 'esbuild';
import {linkPreview} from '@dispatch-kit/core';
import type {LinkPreview} from '@dispatch-kit/core';

const root = resolve(import.meta.dirname, '..');
const folder = join(root, 'examples/demo');

/** The pages of an office by their addresses. The demo has its theatre at `/` instead of the plain start. */
const officePages: Readonly<Record<string, string>> = {
  '/': 'start',
  '/t': 'track',
  '/book': 'book',
  '/technician': 'technician',
  '/office': 'office',
  '/messages': 'messages',
};
/** What the map is drawn from where nobody brings streets of his own. */
const mapStyles: Readonly<Record<string, string>> = {
  '/map/light.json': 'https://tiles.openfreemap.org/styles/positron',
  '/map/dark.json': 'https://tiles.openfreemap.org/styles/dark',
};
// #region preview
/** Pages that a link opens: bots that follow it are told whose it is, and nothing more. */
const linkPages: Readonly<Record<string, LinkPreview>> = {
  '/t': linkPreview({title: 'Your visit'}),
  '/book': linkPreview({title: 'Book a visit'}),
};
// #endregion
const scripts = ['start', 'theatre', 'book', 'technician', 'office', 'messages'];
/** A customer opens the link of a message once, on the road: what the page shows at first comes as one file. */
const wholeScripts = ['track'];

/** Strict on purpose: what runs here runs in a portal that allows as little. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob: https:",
  "font-src 'self'",
  "connect-src 'self' https://tiles.openfreemap.org",
  "worker-src 'self'",
  "manifest-src 'self'",
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
  "require-trusted-types-for 'script'",
].join('; ');

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
};

type Files = ReadonlyMap<string, Uint8Array>;
type Pages = (request: Request) => Promise<Response | undefined>;

/** What is served from one folder. */
export interface Site {
  folder: string;
  /** Where its scripts and files stand; `/app/` unless given. */
  base?: string;
  /** The names of pages by their addresses. */
  pages: Readonly<Record<string, string>>;
  /** The names of the scripts that are bundled, with what several of them use in files that they share. */
  scripts: readonly string[];
  /** The names of scripts that share no file with others: all that each begins with is in one. */
  wholeScripts?: readonly string[];
  /** Other files, by their paths from the folder. */
  files: readonly string[];
}

/**
 * Serves the pages of an office. Answers undefined for everything else.
 *
 * @param own pages by their addresses that stand beside or instead of the usual ones.
 */
export function createPages(own: Readonly<Record<string, string>> = {}): Pages {
  const files = ['page.css', 'theatre.css', 'icon.svg'];
  const pages = servePages({folder, scripts, wholeScripts, files, pages: {...officePages, ...own}});
  const technician = serveTechnician();
  return async request => (await technician(request)) ?? pages(request);
}

/** The technician's app at `/field/`; the links of invitations lead there. */
function serveTechnician(): Pages {
  const from = join(root, 'examples/technician');
  const base = '/field/app/';
  const files = ['app.css', 'app-icon.svg', 'manifest.webmanifest'];
  const pages = servePages({folder: from, base, scripts: ['app'], files, pages: {'/field/': 'index'}});
  return async request => {
    const {pathname} = new URL(request.url);
    // The fragment, in which the token of an invitation stands, goes along.
    if (pathname === '/sign-in' || pathname === '/field')
      return new Response(null, {status: 302, headers: {location: '/field/'}});
    // A worker serves what lies below it.
    if (pathname === '/field/worker.js')
      return assetResponse(request, await readFile(join(from, 'worker.js')));
    return pages(request);
  };
}

/** Serves the pages of a folder, bundled when the first script is asked for. Answers undefined for everything else. */
export function servePages(site: Site): Pages {
  const {folder, pages, base = '/app/'} = site;
  let building: Promise<Files> | undefined;
  let wholes: Promise<Files> | undefined;
  return async request => {
    const {pathname} = new URL(request.url);
    if (request.method !== 'GET') return undefined;
    const page = Object.hasOwn(pages, pathname) ? pages[pathname] : undefined;
    const style = mapStyles[pathname];
    if (style) return Response.redirect(style, 302);
    if (page) {
      // It takes a while: it is begun when somebody comes, whatever he opens first.
      wholes ??= bundleWholes(site);
      return htmlResponse(await readFile(join(folder, `${page}.html`)), linkPages[pathname]);
    }
    if (pathname.startsWith('/app/maplibre-gl')) return vendor(request);
    if (!pathname.startsWith(base)) return undefined;
    building ??= bundle(site);
    const built = await building;
    const name = pathname.slice(base.length);
    if (name === 'files.json') return Response.json(keptOffline(built).map(each => `${base}${each}`));
    wholes ??= bundleWholes(site);
    const file = built.get(name) ?? (await wholes).get(name);
    return file && assetResponse(request, file);
  };
}

/** What an app keeps to start without a network: all but the engine of the map, which has no tiles then. */
function keptOffline(built: Files): string[] {
  const largest = 600_000;
  return [...built].filter(([, file]) => file.length < largest).map(([name]) => name);
}

async function bundleWholes({folder, wholeScripts = []}: Site): Promise<Files> {
  if (wholeScripts.length === 0) return new Map();
  // Loaded with the first page: an office that nobody looks at needs none of it.
  const {wholeScript} = await import('./whole-script.ts');
  const all = await Promise.all(wholeScripts.map(name => wholeScript(join(folder, `${name}.ts`))));
  return new Map(all.flatMap(each => [...each]));
}

async function bundle({folder, scripts, files}: Site): Promise<Files> {
  const shared = await build({
    ...building,
    entryPoints: scripts.map(name => join(folder, `${name}.ts`)),
    bundle: true,
    splitting: true,
    write: false,
    minify: true,
  });
  const built = shared.outputFiles.map(file => [basename(file.path), file.contents] as const);
  const read = files.map(async path => [basename(path), await readFile(join(folder, path))] as const);
  return new Map<string, Uint8Array>([...built, ...(await Promise.all(read))]);
}

const building = {
  format: 'esm',
  target: 'es2022',
  outdir: '/app',
  conditions: ['@dispatch-kit/source'],
  tsconfig: join(root, 'tsconfig.json'),
  legalComments: 'none',
} as const satisfies BuildOptions;

const vendored = new Map<string, Promise<Uint8Array | undefined>>();

/** The map's engine and its worker are modules of their own, and stay what they are. */
async function vendor(request: Request): Promise<Response | undefined> {
  const name = basename(new URL(request.url).pathname);
  if (!/^maplibre-gl(-[a-z]+)?\.mjs$/.test(name)) return undefined;
  const path = join(root, 'node_modules/maplibre-gl/dist', name);
  if (!vendored.has(name))
    vendored.set(
      name,
      readFile(path).catch(() => undefined),
    );
  const file = await vendored.get(name);
  return file && assetResponse(request, file);
}

/** A script, a style sheet or another file of a page, compressed where the browser takes that. */
export async function assetResponse(request: Request, body: Uint8Array): Promise<Response> {
  const {pathname} = new URL(request.url);
  const type = types[pathname.slice(pathname.lastIndexOf('.'))] ?? 'application/octet-stream';
  const encoding = encodings.find(each => request.headers.get('accept-encoding')?.includes(each));
  const sent = encoding ? await encoded(body, encoding) : body;
  return new Response(sent as Uint8Array<ArrayBuffer>, {
    headers: {
      'content-type': `${type}; charset=utf-8`,
      ...(encoding && {'content-encoding': encoding}),
      vary: 'accept-encoding',
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
    },
  });
}

const encodings = ['br', 'gzip'] as const;
type Encoding = (typeof encodings)[number];
const inBrotli = promisify(brotliCompress);
const inGzip = promisify(gzip);
const compressed: Readonly<Record<Encoding, WeakMap<Uint8Array, Promise<Uint8Array>>>> = {
  br: new WeakMap(),
  gzip: new WeakMap(),
};

/** A file as it is sent: compressed once, for everybody. */
function encoded(body: Uint8Array, encoding: Encoding): Promise<Uint8Array> {
  const known = compressed[encoding];
  // The best of brotli takes seconds for a map's engine; this is nearly as small.
  const made = () =>
    encoding === 'br' ? inBrotli(body, {params: {[constants.BROTLI_PARAM_QUALITY]: 9}}) : inGzip(body);
  if (!known.has(body)) known.set(body, made());
  return known.get(body)!;
}

/** A page, under the strict policy of all of them. */
export function htmlResponse(body: Uint8Array, preview?: LinkPreview): Response {
  const text = new TextDecoder().decode(body);
  return new Response(preview ? text.replace(/<title>.*?<\/title>/s, () => preview.head) : text, {
    headers: {
      ...preview?.headers,
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    },
  });
}
