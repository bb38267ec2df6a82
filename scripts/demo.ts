import {parseArgs} from 'node:util';
import {rm} from 'node:fs/promises';
import {DispatchClient} from '@dispatch-kit/client';
import {runOffice} from '@dispatch-kit/server/node';
import type {RunningOffice} from '@dispatch-kit/server/node';
import {consoleNotifier} from '@dispatch-kit/server';
import {driveStartingAt, madeUpDrive} from '@dispatch-kit/testing/drives';
import {prepareReplay} from '@dispatch-kit/testing/replay';
import {createPages} from './pages.ts';

const usage = `npm start -- [--port 8787] [--data ./data] [--fresh]

Starts an office on an embedded database and drives a made-up technician to a made-up customer, over and over.
--fresh begins with an empty office. Ctrl-C ends it; started again, it goes on with what it knows.`;

async function main(): Promise<void> {
  const {values} = parseArgs({
    options: {
      port: {type: 'string', default: '8787'},
      data: {type: 'string', default: './data'},
      fresh: {type: 'boolean', default: false},
      help: {type: 'boolean', default: false},
    },
  });
  if (values.help) return void console.log(usage);
  if (values.fresh) await rm(values.data, {recursive: true, force: true});
  const office = await openOffice(values.data, Number(values.port));
  const aborter = new AbortController();
  const stop = () => {
    if (aborter.signal.aborted) process.exit(1);
    aborter.abort();
    console.log('\nEnding cleanly …');
    void office.close().then(() => process.exit(0));
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  await driveOverAndOver(office, aborter.signal);
}

/** Another program on the port is no reason not to start: any free one will do. */
async function openOffice(dataDir: string, port: number): Promise<RunningOffice> {
  const options = {
    dataDir,
    notifier: consoleNotifier(line => console.log(`  ✉ ${line}`)),
    pages: createPages(),
    organization: {name: 'Northside Plumbing', timeZone: 'America/Chicago'},
  };
  try {
    return await runOffice({...options, port});
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    console.log(`Port ${port} is taken; another one is used.`);
    return runOffice({...options, port: 0});
  }
}

const restMs = 20_000;

async function driveOverAndOver(office: RunningOffice, signal: AbortSignal): Promise<void> {
  const client = new DispatchClient({url: office.url, token: office.apiKey});
  await client.organization.edit({
    quietHours: null,
    brand: {name: 'Northside Plumbing', phone: '+1 312 555 0100'},
  });
  const made = madeUpDrive();
  for (let isFirst = true; !signal.aborted; isFirst = false) {
    const drive = driveStartingAt(made, new Date(office.clock.now() + 2000).toISOString());
    const replay = await prepareReplay({
      ...office,
      fixes: drive.fixes,
      destination: made.destination,
      onLine: () => undefined,
      signal,
    });
    if (isFirst) greet(office, replay.link);
    else console.log(`\nThe next visit: ${replay.link}`);
    await replay.run();
    if (signal.aborted) return;
    await client.appointments.start(replay.appointmentId, {});
    await pause(restMs, signal);
    if (signal.aborted) return;
    await client.appointments.complete(replay.appointmentId, {outcome: 'done'});
    await pause(restMs, signal);
  }
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

function greet({url, apiKey}: RunningOffice, link: string): void {
  console.log(`
Dispatch Kit runs at ${url}

  The customer's page    ${link}
  Messages as texts      ${url}/messages#${apiKey}
  The contract           ${url}/openapi.json

A technician has just tapped On my way and will arrive in about 13 minutes. Ctrl-C ends this; npm start goes on.
`);
}

main().catch((error: unknown) => {
  console.error((error as Error).message);
  process.exitCode = 1;
});
