import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {parseArgs} from 'node:util';
import type {LatLng} from '@dispatch-kit/core';
import {runOffice} from '@dispatch-kit/server/node';
import {startableClock} from '@dispatch-kit/testing';
import {lastStanding} from '@dispatch-kit/testing/drives';
import {prepareReplay} from '@dispatch-kit/testing/replay';
import type {Drive} from '@dispatch-kit/testing/drives';
import {placeFrom, readDriveFile} from './drive-file.ts';
import {createPages} from './pages.ts';

const usage = `npm run replay -- FILE [--speed N] [--to LAT,LNG] [--columns lat=…,lng=…,time=…[,date=…]] [--time-zone ZONE] [--eta MINUTES] [--port N] [--lead S] [--stay]

Plays a recorded drive (GPX, barefoot JSON, or CSV with its columns named) as a technician's visit, in an office of its own
whose clock begins at the first fix. Prints JSON lines: links of the board and of a page that follows, each phase the customer sees, and
each ETA with its error against the true arrival. The visit is at --to, else where the drive stood last. --stay keeps the page.
--eta is how long the technician says he needs when he leaves; default as long as the drive takes, to 5 minutes.
--lead is how many seconds the link can be opened before the technician leaves; default 5.
--time-zone is the zone of the file's times without an offset, and of the page; default UTC.`;

async function main(): Promise<void> {
  const {values, positionals} = parseArgs({
    allowPositionals: true,
    options: {
      speed: {type: 'string', default: '10'},
      to: {type: 'string'},
      columns: {type: 'string'},
      'time-zone': {type: 'string'},
      port: {type: 'string', default: '0'},
      eta: {type: 'string'},
      lead: {type: 'string', default: '5'},
      stay: {type: 'boolean', default: false},
      help: {type: 'boolean', default: false},
    },
  });
  const [file] = positionals;
  if (values.help || !file) throw new Error(usage);
  const speed = Number(values.speed);
  if (!(speed > 0)) throw new Error(`--speed: give a number above 0, not ${values.speed}.`);
  const leadSeconds = Number(values.lead);
  if (!(leadSeconds >= 0)) throw new Error(`--lead: give a number of seconds, not ${values.lead}.`);
  const drive = await readDriveFile(file, {columns: values.columns, timeZone: values['time-zone']});
  const standing = lastStanding(drive.fixes);
  const destination = values.to ? placeFrom('--to', values.to) : standing?.place;
  if (!destination)
    throw new Error('This drive stood nowhere for 15 s: say where it went with --to LAT,LNG.');
  await play(drive, destination, {
    speed,
    port: Number(values.port),
    leadSeconds,
    etaMinutes: values.eta ? Number(values.eta) : wordOf(drive, values.to ? undefined : standing?.since),
    stay: values.stay,
    timeZone: values['time-zone'] ?? 'UTC',
    arrivedAt: values.to ? undefined : standing?.since,
  });
}

type Playing = {
  speed: number;
  port: number;
  leadSeconds: number;
  etaMinutes: number;
  stay: boolean;
  timeZone: string;
  arrivedAt: string | undefined;
};

async function play(
  drive: Drive,
  destination: LatLng,
  {speed, port, leadSeconds, etaMinutes, stay, timeZone, arrivedAt}: Playing,
): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'dispatch-replay-'));
  const clock = startableClock(drive.fixes[0]!.at, speed);
  const pages = createPages();
  const office = await runOffice({
    dataDir,
    databaseUrl: 'memory:',
    port,
    clock,
    pages,
    organization: {name: 'Northside Plumbing', timeZone},
  });
  const stop = async () => {
    await office.close();
    await rm(dataDir, {recursive: true, force: true});
  };
  const print = (line: object) => console.log(JSON.stringify(line));
  const aborter = new AbortController();
  process.once('SIGINT', () => aborter.abort());
  process.once('SIGTERM', () => aborter.abort());
  try {
    const replay = await prepareReplay({
      url: office.url,
      apiKey: office.apiKey,
      clock,
      fixes: drive.fixes,
      destination,
      arrivedAt,
      etaMinutes,
      title: drive.name,
      onLine: print,
      signal: aborter.signal,
    });
    // Bundled before it is asked for: who opens the link at once sees the visit before anybody has left.
    await pages(new Request(`${office.url}/app/track.js`));
    print({kind: 'board', url: `${office.url}/office#${office.apiKey}`});
    print({kind: 'link', url: replay.link});
    await Promise.race([sleep(leadSeconds * 1000), whenAborted(aborter.signal)]);
    clock.start();
    await replay.run();
    if (stay) await whenAborted(aborter.signal);
  } finally {
    await stop();
  }
}

/** What a technician who knows the way would say: how long it takes, in steps of five minutes. */
function wordOf({fixes}: Drive, arrivedAt = fixes.at(-1)!.at): number {
  const minutes = (Date.parse(arrivedAt) - Date.parse(fixes[0]!.at)) / 60_000;
  return Math.min(600, 5 * Math.max(1, Math.ceil(minutes / 5)));
}

function whenAborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise(resolve => signal.addEventListener('abort', () => resolve()));
}

main().catch((error: unknown) => {
  console.error((error as Error).message);
  process.exitCode = 1;
});
