import {spawn} from 'node:child_process';
import {existsSync} from 'node:fs';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {createInterface} from 'node:readline';

const root = resolve(import.meta.dirname, '..');
const data = resolve(root, process.env['DISPATCH_TEST_DATA'] ?? '../shared/data');
const orders = join(data, 'orders/los-angeles-311.csv');

/** Why there are no recorded orders to import; false where there are. */
export const lacksOrders = existsSync(orders) ? false : `there is no ${orders}; set DISPATCH_TEST_DATA`;

/** What `npm run import` says of itself in its last line. */
export interface ImportReport {
  read: number;
  made: number;
  already: number;
  refused: number;
  without: Record<string, number>;
}

/** Takes 10,000 real orders over, as a person would: into a folder, or into an office that runs. */
export async function importOrders(to: {dataDir: string} | {url: string; apiKey: string}) {
  const target = 'url' in to ? ['--url', to.url, '--api-key', to.apiKey] : ['--data', to.dataDir];
  const {lines, ended, said} = run('import', orders, '--time-zone', 'America/Los_Angeles', ...target);
  let last = '';
  for await (const line of lines) last = line;
  const code = await ended;
  if (code !== 0) throw new Error(`The import ended with ${code}: ${said()}`);
  return JSON.parse(last) as ImportReport;
}

/** An office of its own process that holds 10,000 real orders. */
export interface ImportedOffice {
  url: string;
  apiKey: string;
  close(): Promise<void>;
}

/** Starts an office on a folder that is taken away again, and imports the orders into it. */
export async function openImportedOffice(): Promise<ImportedOffice> {
  const folder = await mkdtemp(join(tmpdir(), 'dispatch-orders-'));
  const args = ['--port', '0', '--data', folder, '--database-url', 'memory:', '--rate-limit', '100000'];
  const office = run('office', ...args, '--quiet');
  const close = async () => {
    office.stop();
    await office.ended;
    await rm(folder, {recursive: true, force: true});
  };
  for await (const line of office.lines) {
    const {url, apiKey} = JSON.parse(line) as {url: string; apiKey: string};
    await importOrders({url, apiKey}).catch(async (error: unknown) => {
      await close();
      throw error;
    });
    return {url, apiKey, close};
  }
  await close();
  throw new Error(`The office ended at once: ${office.said()}`);
}

/** Runs one of the project's scripts. */
function run(script: string, ...args: string[]) {
  const child = spawn(
    process.execPath,
    ['--conditions=@dispatch-kit/source', `scripts/${script}.ts`, ...args],
    {cwd: root, stdio: ['ignore', 'pipe', 'pipe']},
  );
  let errors = '';
  child.stderr.on('data', chunk => (errors += chunk));
  const ended = new Promise<number | null>(done => child.on('exit', done));
  return {
    lines: createInterface({input: child.stdout}),
    ended,
    /** What it wrote to standard error. */
    said: () => errors,
    stop: () => void child.kill('SIGTERM'),
  };
}
