import {spawn} from 'node:child_process';
import {closeSync, mkdirSync, openSync, readFileSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {emptyTally, type Tally} from './tally.ts';

const root = resolve(import.meta.dirname, '../..');
const log = join(root, '.tmp/checks.log');

/** Begins `npm run check` beside something else that leaves a core free; what it says is printed when it is asked for. */
export function checksAside(): () => Promise<Tally> {
  mkdirSync(join(root, '.tmp'), {recursive: true});
  const out = openSync(log, 'w');
  const args = [...process.execArgv, join(root, 'scripts/check.ts')];
  const checks = spawn(process.execPath, args, {cwd: root, stdio: ['ignore', out, out]});
  const ended = new Promise<number | null>(done => checks.on('close', done));
  return async () => {
    const code = await ended;
    closeSync(out);
    const said = readFileSync(log, 'utf8');
    console.log(said.trimEnd());
    return tallyOf(said, code);
  };
}

/** Counts the parts of what a check has said; one that ended early has failed. */
export function tallyOf(said: string, code: number | null): Tally {
  const lines = said.split('\n');
  const failures = lines
    .filter(line => line.startsWith('FAIL'))
    .map(line => `npm run check ${line.split(/\s+/)[1]}`);
  if (code !== 0 && failures.length === 0) failures.push('npm run check ended early');
  return {...emptyTally(), passed: lines.filter(line => line.startsWith('ok ')).length, failures};
}
