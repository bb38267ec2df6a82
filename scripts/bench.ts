/**
 * `npm run bench` lists the benches; `npm run -s bench NAME` runs `benches/NAME/bench.ts`, whose last line is JSON.
 * The pages of what a bench stands beside are in its folder `peers`; the packages they use are those of `benches/package.json`.
 */
import {spawnSync} from 'node:child_process';
import {existsSync, globSync, readFileSync} from 'node:fs';
import {dirname, join, resolve} from 'node:path';
import {installTools} from './tests/e2e-tool.ts';
import {setUpTests} from './tests/set-up.ts';

const root = resolve(import.meta.dirname, '..');
const files = globSync('benches/*/bench.ts', {cwd: root}).sort();
const nameOf = (file: string) => file.split(/[/\\]/)[1]!;

const [wanted, ...args] = process.argv.slice(2);
const file = files.find(each => nameOf(each) === wanted);
if (file) run(file);
else list();

function list(): void {
  if (wanted) console.error(`There is no bench ${wanted}.`);
  console.log('npm run -s bench NAME, where NAME is one of:\n');
  for (const each of files) console.log(`  ${nameOf(each).padEnd(16)}${purposeOf(each)}`);
  process.exitCode = wanted ? 1 : 0;
}

/** The comment at the top of a bench says what it measures. */
function purposeOf(file: string): string {
  const [, comment = ''] = /^\/\*\*(.*?)\*\//s.exec(readFileSync(join(root, file), 'utf8')) ?? [];
  return comment.replaceAll(/\s*\n\s*\*?\s*/g, ' ').trim();
}

function run(file: string): void {
  const hasPeers = existsSync(join(root, dirname(file), 'peers'));
  if (!setUpTests() || (hasPeers && !installTools('benches'))) process.exit(1);
  const script = ['--conditions=@dispatch-kit/source', join(root, file), ...args];
  const {status} = spawnSync(process.execPath, script, {cwd: root, stdio: 'inherit'});
  process.exitCode = status ?? 1;
}
