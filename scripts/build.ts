/**
 * `npm run build`: what npm gets (each package's `dist`, by tsc, and the manifest of the elements) and what a script tag loads
 * (`dist/dispatch-kit.js`, by rollup).
 */
import {spawnSync} from 'node:child_process';
import {globSync, readFileSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {brotliCompressSync} from 'node:zlib';
import {runTool} from './tests/e2e-tool.ts';

const root = resolve(import.meta.dirname, '..');
const packages = ['core', 'client', 'elements', 'server', 'testing'];

// Each is compiled against the declarations of those before it, as whoever installs it will be.
for (const name of packages) compile(join(root, 'packages', name));
describe();
bundle();

function compile(folder: string): void {
  rmSync(join(folder, 'dist'), {recursive: true, force: true});
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const args = [tsc, '-p', join(folder, 'tsconfig.build.json')];
  const done = spawnSync(process.execPath, args, {cwd: root, stdio: 'inherit'});
  if (done.status !== 0) process.exit(1);
  nameBuiltFiles(join(folder, 'dist'));
}

/** tsc names the built files in static imports; in `import('./x.ts')` it leaves the source's name. */
function nameBuiltFiles(folder: string): void {
  for (const name of globSync('**/*.js', {cwd: folder})) {
    const file = join(folder, name);
    const text = readFileSync(file, 'utf8');
    const named = text.replace(/\bimport\((['"])(\.\.?\/[^'"]+)\.ts\1\)/g, 'import($1$2.js$1)');
    if (named !== text) writeFileSync(file, named);
  }
}

/** `custom-elements.json`: what editors, wrappers and pages of documentation read of the elements. */
function describe(): void {
  const sources = ['--globs', 'packages/elements/src/*/dispatch-*.ts', 'packages/elements/src/events.ts'];
  const others = ['--exclude', '**/*.test.ts', '**/*.styles.ts'];
  const args = ['analyze', '--litelement', '--quiet', ...sources, ...others];
  if (!runTool('@custom-elements-manifest/analyzer/cem.js', [...args, '--outdir', 'packages/elements/dist']))
    process.exit(1);
}

function bundle(): void {
  const out = join(root, 'dist');
  rmSync(out, {recursive: true, force: true});
  const args = ['node_modules/rollup/dist/bin/rollup', '--config', 'rollup.config.mjs', '--silent'];
  if (spawnSync(process.execPath, args, {cwd: root, stdio: 'inherit'}).status !== 0) process.exit(1);
  for (const name of readdirSync(out).filter(name => /\.m?js$/.test(name))) {
    const zipped = brotliCompressSync(readFileSync(join(out, name))).length;
    console.log(`dist/${name}  ${(zipped / 1000).toFixed(1)} kB brotli`);
  }
}
