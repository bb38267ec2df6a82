import type {ChildProcess} from 'node:child_process';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {rm} from 'node:fs/promises';
import {resolve} from 'node:path';
import {createInterface} from 'node:readline';
import {build} from 'esbuild';

const root = resolve(import.meta.dirname, '..');

/** An office in a process of its own. */
export interface OfficeProcess {
  url: string;
  apiKey: string;
  operatorKey: string;
  /** Ends it without any warning, and waits until it is gone. */
  kill(): Promise<void>;
}

/** Where `scripts/office.ts` stands as one file, which starts in a fraction of the time. */
const bundled = resolve(root, `.tmp/office-${process.pid}.mjs`);

/** Bundles `scripts/office.ts`, for a test that starts it many times; call the result to remove it again. */
export async function bundleOffice(): Promise<() => Promise<void>> {
  await build({
    entryPoints: [resolve(root, 'scripts/office.ts')],
    outfile: bundled,
    bundle: true,
    platform: 'node',
    format: 'esm',
    conditions: ['@dispatch-kit/source'],
    external: ['pg', '@electric-sql/*', 'esbuild', 'rollup', 'nodemailer', 'sharp', 'web-push'],
    logLevel: 'error',
  });
  return () => rm(bundled, {force: true});
}

/** Starts the bundled office and waits until it answers; each line of its standard error is handed on. */
export async function startOffice(args: string[], onLine: (line: string) => void): Promise<OfficeProcess> {
  const child = spawn(process.execPath, [bundled, '--port', '0', ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said: string[] = [];
  createInterface({input: child.stderr!}).on('line', line => {
    said.push(line);
    onLine(line);
  });
  const lines = createInterface({input: child.stdout!});
  const exited = once(child, 'exit');
  const ready = await Promise.race([
    once(lines, 'line').then(([line]) => JSON.parse(String(line)) as OfficeProcess),
    exited.then(() => Promise.reject(new Error(`The office ended at once:\n${said.join('\n')}`))),
  ]);
  return {...ready, kill: () => kill(child, exited)};
}

async function kill(child: ChildProcess, exited: Promise<unknown>): Promise<void> {
  child.kill('SIGKILL');
  await exited;
}
