import {spawnSync} from 'node:child_process';
import {join, resolve} from 'node:path';

const root = resolve(import.meta.dirname, '../..');

/** Installs the tools of a folder when they are missing or stale; says whether they are there. */
export function installTools(folder: 'e2e' | 'benches' = 'e2e'): boolean {
  return run('scripts/bootstrap.mjs', ['--install', folder]);
}

/** Runs a program of e2e's tools, installing them first when needed; says whether it succeeded. */
export function runTool(program: string, args: string[]): boolean {
  return installTools() && run(join('e2e/node_modules', program), args);
}

function run(script: string, args: string[]): boolean {
  const done = spawnSync(process.execPath, [join(root, script), ...args], {cwd: root, stdio: 'inherit'});
  return done.status === 0;
}
