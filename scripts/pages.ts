import {readFile} from 'node:fs/promises';
import {basename, join, resolve} from 'node:path';
import {build} from 'esbuild';
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
const scripts = ['start', 'theatre', 'track', 'book', 'technician', 'office', 'messages'];

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
  /** The names of the scripts that are bundled. */
  scripts: readonly string[];
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
  const pages = servePages({folder, scripts, files, pages: {...officePages, ...own}});
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
      return assetResponse(pathname, await readFile(join(from, 'worker.js')));
    return pages(request);
  };
}

/** Serves the pages of a folder, bundled when the first script is asked for. Answers undefined for everything else. */
export function servePages(site: Site): Pages {
  const {folder, pages, base = '/app/'} = site;
  let building: Promise<Files> | undefined;
  return async request => {
    const {pathname} = new URL(request.url);
    if (request.method !== 'GET') return undefined;
    const page = Object.hasOwn(pages, pathname) ? pages[pathname] : undefined;
    const style = mapStyles[pathname];
    if (style) return Response.redirect(style, 302);
    if (page) return htmlResponse(await readFile(join(folder, `${page}.html`)), linkPages[pathname]);
    if (pathname.startsWith('/app/maplibre-gl-')) return vendor(pathname.slice('/app/'.length));
    if (!pathname.startsWith(base)) return undefined;
    building ??= bundle(site);
    const built = await building;
    const name = pathname.slice(base.length);
    if (name === 'files.json') return Response.json(keptOffline(built).map(each => `${base}${each}`));
    const file = built.get(name);
    return file && assetResponse(pathname, file);
  };
}

/** What an app keeps to start without a network: all but the engine of the map, which has no tiles then. */
function keptOffline(built: Files): string[] {
  const largest = 600_000;
  return [...built].filter(([, file]) => file.length < largest).map(([name]) => name);
}

async function bundle({folder, scripts, files}: Site): Promise<Files> {
  const {outputFiles} = await build({
    entryPoints: scripts.map(name => join(folder, `${name}.ts`)),
    bundle: true,
    splitting: true,
    write: false,
    minify: true,
    format: 'esm',
    target: 'es2022',
    outdir: '/app',
    conditions: ['@dispatch-kit/source'],
    tsconfig: join(root, 'tsconfig.json'),
    legalComments: 'none',
  });
  const built = outputFiles.map(file => [file.path.split(/[/\\]/).pop()!, file.contents] as const);
  const read = files.map(async path => [basename(path), await readFile(join(folder, path))] as const);
  return new Map<string, Uint8Array>([...built, ...(await Promise.all(read))]);
}

/** The map's worker is a module of its own, and stays one. */
async function vendor(name: string): Promise<Response | undefined> {
  if (!/^maplibre-gl-[a-z-]+\.mjs$/.test(name)) return undefined;
  const file = await readFile(join(root, 'node_modules/maplibre-gl/dist', name)).catch(() => undefined);
  return file && assetResponse(name, file);
}

function assetResponse(path: string, body: Uint8Array): Response {
  const type = types[path.slice(path.lastIndexOf('.'))] ?? 'application/octet-stream';
  return new Response(body as Uint8Array<ArrayBuffer>, {
    headers: {
      'content-type': `${type}; charset=utf-8`,
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
    },
  });
}

function htmlResponse(body: Uint8Array, preview?: LinkPreview): Response {
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
