/**
 * `npm run build`: what npm gets (each package's `dist`, by tsc) and what a script tag loads
 * (`dist/dispatch-kit.js`, by esbuild; the map is a chunk of its own, loaded when a map is shown).
 */
import {spawnSync} from 'node:child_process';
import {rmSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {build} from 'esbuild';

const root = resolve(import.meta.dirname, '..');
const packages = ['core', 'client', 'elements', 'server', 'testing'];

// Each is compiled against the declarations of those before it, as whoever installs it will be.
for (const name of packages) compile(join(root, 'packages', name));
await bundle();

function compile(folder: string): void {
  rmSync(join(folder, 'dist'), {recursive: true, force: true});
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const args = [tsc, '-p', join(folder, 'tsconfig.build.json')];
  const done = spawnSync(process.execPath, args, {cwd: root, stdio: 'inherit'});
  if (done.status !== 0) process.exit(1);
}

async function bundle(): Promise<void> {
  rmSync(join(root, 'dist'), {recursive: true, force: true});
  const {metafile} = await build({
    entryPoints: {'dispatch-kit': join(root, 'packages/elements/src/index.ts')},
    bundle: true,
    splitting: true,
    minify: true,
    sourcemap: true,
    metafile: true,
    format: 'esm',
    target: 'es2022',
    outdir: join(root, 'dist'),
    chunkNames: 'dispatch-kit-[name]-[hash]',
    conditions: ['@dispatch-kit/source'],
    tsconfig: join(root, 'tsconfig.json'),
    legalComments: 'linked',
  });
  for (const [path, {bytes}] of Object.entries(metafile.outputs)) {
    if (path.endsWith('.js')) console.log(`${path}  ${(bytes / 1000).toFixed(1)} kB`);
  }
}
