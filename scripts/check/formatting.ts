import {spawnSync} from 'node:child_process';
import {join} from 'node:path';
import type {Verdict} from './part.ts';

/** Runs prettier over the repository: looks (`check`) or mends (`write`). */
export function prettier(root: string, mode: 'check' | 'write'): {output: string; good: boolean} {
  const bin = join(root, 'node_modules/prettier/bin/prettier.cjs');
  const args = [bin, mode === 'check' ? '--list-different' : '--write', '--log-level=warn', '.'];
  const done = spawnSync(process.execPath, args, {cwd: root, encoding: 'utf8'});
  return {output: `${done.stdout}${done.stderr}`, good: done.status === 0};
}

export async function checkFormatting(root: string): Promise<Verdict> {
  const {output, good} = prettier(root, 'check');
  const lines = output.split('\n').filter(line => line.trim());
  if (good) return {problems: []};
  return {problems: lines.map(line => `${line} is not formatted; run npm run format.`)};
}
