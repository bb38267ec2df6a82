import {spawnSync} from 'node:child_process';
import {existsSync, globSync, mkdirSync, readFileSync, rmSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {emptyTally, type Tally} from './tally.ts';

const root = resolve(import.meta.dirname, '../..');
const resultFile = join(root, '.tmp/browser-tests.json');
const ownFiles = ['packages/elements/src/**/*.test.ts', 'packages/*/src/**/*.browser.test.ts'];

/** Runs the browser tests (all, or the given files) in the Chromium at the path, through e2e/'s test runner. */
export function runBrowserTests(chromiumPath: string, files: string[] = []): Tally {
  const wanted = files.length > 0 ? files : globSync(ownFiles, {cwd: root}).sort();
  if (wanted.length === 0) return emptyTally();
  mkdirSync(join(root, '.tmp'), {recursive: true});
  rmSync(resultFile, {force: true});
  const runner = join(root, 'e2e/node_modules/@web/test-runner/dist/bin.js');
  const args = [runner, '--config', 'e2e/web-test-runner.config.mjs', '--files', ...wanted];
  const env = {...process.env, CHROME_PATH: chromiumPath, DISPATCH_BROWSER_RESULT: resultFile};
  const done = spawnSync(process.execPath, [...process.execArgv, ...args], {
    cwd: root,
    stdio: 'inherit',
    env,
  });
  const tally: Tally = existsSync(resultFile) ? JSON.parse(readFileSync(resultFile, 'utf8')) : emptyTally();
  if (done.status !== 0 && tally.failures.length === 0)
    tally.failures.push('the browser test runner stopped early');
  return tally;
}
