import type {ChildProcess} from 'node:child_process';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {resolve} from 'node:path';
import {createInterface} from 'node:readline';

const root = resolve(import.meta.dirname, '..');

/** What `npm start` runs, in a process of its own. */
export interface DemoProcess {
  url: string;
  apiKey: string;
  /** Turns the switches of the theatre. */
  turn(switches: {speed?: number; isPlayed?: boolean}): Promise<void>;
  /** The address of the page that the customer of a job has. */
  customerPage(jobId?: string): Promise<string>;
  /** Ends it as Ctrl-C does, and waits until it is gone. */
  stop(): Promise<void>;
  /** Ends it without any warning, and waits until it is gone. */
  kill(): Promise<void>;
}

/** Starts the demo and waits until it has printed its links. */
export async function startDemo({dataDir, port = 0}: {dataDir: string; port?: number}): Promise<DemoProcess> {
  const script = ['--conditions=@dispatch-kit/source', 'scripts/demo.ts'];
  const child = spawn(process.execPath, [...script, '--port', String(port), '--data', dataDir], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const {url, apiKey} = await printedLinks(child).catch(async (error: unknown) => {
    await end(child, 'SIGKILL');
    throw error;
  });
  return {
    url,
    apiKey,
    async turn(switches) {
      const response = await fetch(`${url}/demo/switch`, {method: 'POST', body: JSON.stringify(switches)});
      if (!response.ok) throw new Error(`The switch answered ${response.status}.`);
    },
    async customerPage(jobId) {
      const response = await fetch(`${url}/demo/customer${jobId ? `?job=${jobId}` : ''}`);
      const {token} = (await response.json()) as {token: string};
      return `${url}/t#${token}`;
    },
    stop: () => end(child, 'SIGINT'),
    kill: () => end(child, 'SIGKILL'),
  };
}

const longestStartMs = 120_000;

async function printedLinks(child: ChildProcess): Promise<{url: string; apiKey: string}> {
  let url: string | undefined;
  const signal = AbortSignal.timeout(longestStartMs);
  for await (const line of createInterface({input: child.stdout!, signal})) {
    url ??= /plays at (http:\S+)/.exec(line)?.[1];
    const apiKey = /messages#(\S+)/.exec(line)?.[1];
    if (!url || !apiKey) continue;
    // What it prints later is read too, so that it never has to wait for a reader.
    child.stdout!.resume();
    return {url, apiKey};
  }
  throw new Error('The demo ended before it had printed its links.');
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
}
