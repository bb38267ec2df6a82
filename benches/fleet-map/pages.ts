import {readFile} from 'node:fs/promises';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {basename, join, resolve} from 'node:path';
import {build} from 'esbuild';

const root = resolve(import.meta.dirname, '../..');
const maplibre = join(root, 'node_modules/maplibre-gl/dist');

/** What is put on a page; each is one file of its own, so that a profile tells whose time it was. */
export const entries = {
  control: 'control.ts',
  'control-8': 'control.ts',
  'control-4': 'control.ts',
  'control-0': 'control.ts',
  ours: 'ours.ts',
  'ours-each': 'ours.ts',
  'deck.gl': 'peers/deck-gl.mjs',
  setData: 'peers/set-data.mjs',
  updateData: 'peers/update-data.mjs',
  markers: 'peers/dom-markers.mjs',
} as const;
export type Entry = keyof typeof entries;

/** What all pages share has files of its own too: it counts for nobody. */
const shared = ['stage', 'traffic'];

export interface Site {
  urlOf(entry: Entry): string;
  /** Whether a script is what is measured, and nothing that all have. */
  isOwn(url: string): boolean;
  close(): void;
}

/** Builds the pages, and serves them on this machine alone. */
export async function servePages(): Promise<Site> {
  const files = new Map<string, Uint8Array | string>();
  await Promise.all([
    ...Object.entries(entries).map(([name, file]) => bundle(files, name, file)),
    ...shared.map(name => bundle(files, name, `${name}.ts`)),
  ]);
  for (const name of ['maplibre-gl.mjs', 'maplibre-gl-shared.mjs', 'maplibre-gl-worker.mjs']) {
    const file = await readFile(join(maplibre, name)).catch(() => undefined);
    if (file) files.set(`/${name}`, file);
  }
  const css = await readFile(join(maplibre, 'maplibre-gl.css'), 'utf8');
  const server = createServer((request, response) => {
    const {pathname} = new URL(request.url!, 'http://localhost');
    const entry = pathname.slice(1) as Entry;
    const file = Object.hasOwn(entries, entry) ? page(entry, css) : files.get(pathname);
    const type = Object.hasOwn(entries, entry) ? 'text/html' : 'text/javascript';
    response.writeHead(file ? 200 : 404, {'content-type': type}).end(file);
  });
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    urlOf: entry => `${url}/${entry}?${entry}`,
    isOwn: script => Object.keys(entries).some(name => script === `${url}/own/${name}.js`),
    close: () => server.close(),
  };
}

const page = (
  entry: Entry,
  css: string,
) => `<!doctype html><html><meta charset="utf-8"><link rel="icon" href="data:,">
<style>${css} html, body, main, dispatch-map {margin: 0; block-size: 100%}
.dot {inline-size: 10px; block-size: 10px; border: 1.25px solid #fff; border-radius: 50%; background: #626b78}</style>
<script type="importmap">{"imports": {"maplibre-gl": "/maplibre-gl.mjs"}}</script>
<body><main></main><script type="module" src="/own/${entry}.js"></script></body></html>`;

async function bundle(files: Map<string, Uint8Array | string>, name: string, file: string): Promise<void> {
  const isShared = shared.includes(name);
  const {outputFiles} = await build({
    entryPoints: [join(import.meta.dirname, file)],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    minify: true,
    outfile: 'own.js',
    nodePaths: [join(root, 'benches/node_modules')],
    conditions: ['@dispatch-kit/source'],
    tsconfig: join(root, 'tsconfig.json'),
    external: ['maplibre-gl'],
    define: {'process.env.NODE_ENV': '"production"'},
    logLevel: 'error',
    plugins: [
      {
        name: 'apart',
        setup({onResolve}) {
          onResolve({filter: /(stage|traffic)\.ts$/}, ({path, kind}) =>
            kind === 'entry-point' ? undefined : {path: `/${basename(path, '.ts')}.js`, external: true},
          );
        },
      },
    ],
  });
  files.set(isShared ? `/${name}.js` : `/own/${name}.js`, outputFiles[0]!.contents);
}
