import {existsSync, renameSync, writeFileSync} from 'node:fs';
import {readFile, rm} from 'node:fs/promises';
import {join} from 'node:path';
import {parseArgs} from 'node:util';
import {DispatchClient} from '@dispatch-kit/client';
import {dayIn, hourMs, isUnderWay, minuteMs} from '@dispatch-kit/core';
import {runOffice, scaledClock} from '@dispatch-kit/server/node';
import type {OfficeOptions, RunningOffice, ScaledClock} from '@dispatch-kit/server/node';
import {Simulator, roadRouter} from '@dispatch-kit/testing/simulator';
import type {RoadGraph} from '@dispatch-kit/testing/simulator';
import {castOf, depot, fillChicago} from './city/chicago-company.ts';
import {housesAcross} from './city/chicago-houses.ts';
import {chicagoMap} from './city/chicago.ts';
import {Days, openMsOf, timeZone, tuesday} from './demo/days.ts';
import {Stage, brands} from './demo/stage.ts';
import {createPages} from './pages.ts';

const usage = `npm start -- [--port 8787] [--data ./data/demo] [--fresh] [--real-time]

Plays a day of a company in Chicago: an office on an embedded database, its technicians driving real streets, and the
theatre, where customer, technician and office are seen side by side.
--fresh begins with a new company. --real-time runs by the clock of this machine instead of a Tuesday morning.
Ctrl-C ends it; started again, it goes on where it was.`;

const graceSeconds = 3;
/** The technician on the phone leaves so long after somebody began to look, unless that somebody taps. */
const firstTapMs = 9_000;

async function main(): Promise<void> {
  const {values} = parseArgs({
    options: {
      port: {type: 'string', default: '8787'},
      data: {type: 'string', default: './data/demo'},
      fresh: {type: 'boolean', default: false},
      'real-time': {type: 'boolean', default: false},
      help: {type: 'boolean', default: false},
    },
  });
  if (values.help) return void console.log(usage);
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error(`--port: give a port from 0 (any free one) to 65535, not ${values.port}.`);
  if (values.fresh) await rm(values.data, {recursive: true, force: true});
  await play({port, dataDir: values.data, isRealTime: values['real-time']});
}

async function play(options: {port: number; dataDir: string; isRealTime: boolean}): Promise<void> {
  const {dataDir, isRealTime} = options;
  const city = await chicagoMap(dataDir);
  const clock = await clockFor(dataDir, isRealTime);
  const stage = new Stage(clock, {isRealTime});
  const pages = createPages({'/': 'theatre'});
  const office = await openOffice({
    dataDir,
    clock,
    notifier: stage,
    router: roadRouter(city.graph),
    port: options.port,
    pages: async request => city.handle(request) ?? (await stage.handle(request)) ?? pages(request),
    organization: {name: brands.northside.name, timeZone},
  });
  const aborter = new AbortController();
  const client = new DispatchClient({url: office.url, token: office.apiKey});
  const {url, apiKey} = office;
  const isBegun = existsSync(clockFile(dataDir));
  const known = await castOf(client, dayIn(timeZone, clock.now()));
  if (known && !isBegun)
    throw new Error(`The company in ${dataDir} was only half made. Begin anew with --fresh.`);
  const cast = known ?? (await fill(client, {url, apiKey, clock, graph: city.graph}));
  saveClock(dataDir, clock);
  const places = housesAcross(city.graph);
  stage.open(office, client, {...cast, places});
  const days = new Days({client, clock, graph: city.graph});
  days.onNewDay = next => stage.open(office, client, {...next, places});
  const lookEveryMs = 1_000;
  const looking = setInterval(() => void (isRealTime || days.look()), lookEveryMs);
  const saving = setInterval(() => saveClock(dataDir, clock), 5_000);
  // The show begins when somebody looks: until then the technician on the phone taps nothing.
  let isAwaited = true;
  const simulator = new Simulator({
    ...office,
    graph: city.graph,
    depot,
    isManual: id => id === cast.technician.id && (isAwaited || !stage.isPlayed),
  });
  const simulating = simulator.run(aborter.signal);
  endWith(async () => {
    clearInterval(saving);
    clearInterval(looking);
    aborter.abort();
    stage.close();
    await simulating;
    saveClock(dataDir, clock);
    await office.close();
  });
  const begin = () => void leave(client, stage, cast.jobId).then(() => (isAwaited = false));
  stage.onOpened = once(() => setTimeout(begin, firstTapMs));
  greet(office, isRealTime);
}

/** A clock never goes back: it is saved, and opened again a little ahead of what was saved. */
async function clockFor(dataDir: string, isRealTime: boolean): Promise<ScaledClock> {
  if (isRealTime) return scaledClock();
  const saved = await readFile(clockFile(dataDir), 'utf8').then(JSON.parse, () => undefined);
  if (!saved) return scaledClock({startMs: openMsOf(tuesday(Date.now())) - 3 * hourMs});
  const {ms, speed} = saved as {ms: number; speed: number};
  return scaledClock({startMs: ms + 10_000 * speed, speed});
}

function clockFile(dataDir: string): string {
  return join(dataDir, 'clock.json');
}

/** Whoever is ended in the middle of it leaves what was saved before. */
function saveClock(dataDir: string, clock: ScaledClock): void {
  const fresh = `${clockFile(dataDir)}.new`;
  writeFileSync(fresh, JSON.stringify({ms: clock.now(), speed: clock.timeScale}));
  renameSync(fresh, clockFile(dataDir));
}

async function fill(
  client: DispatchClient,
  options: {url: string; apiKey: string; clock: ScaledClock; graph: RoadGraph},
): ReturnType<typeof fillChicago> {
  await client.organization.edit({brand: brands.northside, graceSeconds});
  const isRealTime = Math.abs(options.clock.now() - Date.now()) < minuteMs;
  return fillChicago({...options, openMs: isRealTime ? Date.now() : openMsOf(tuesday(Date.now()))});
}

/** Another program on the port is no reason not to start: any free one will do. */
async function openOffice(options: OfficeOptions): Promise<RunningOffice> {
  try {
    return await runOffice(options);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    console.log(`Port ${options.port} is taken; another one is used.`);
    return runOffice({...options, port: 0});
  }
}

/** The first *On my way* of who looks: tapped by the technician on the phone, unless it has been tapped. */
async function leave(client: DispatchClient, stage: Stage, jobId: string): Promise<void> {
  if (!stage.isPlayed) return;
  try {
    const {appointments} = await client.jobs.get(jobId);
    const next = appointments.find(({status}) => status === 'scheduled');
    if (next && !appointments.some(isUnderWay)) await client.appointments.depart(next.id, {});
  } catch {
    // Without it the show goes on: the technician is played from now on.
  }
}

function once(run: () => void): () => void {
  let isDone = false;
  return () => {
    if (!isDone) run();
    isDone = true;
  };
}

function endWith(close: () => Promise<void>): void {
  let isEnding = false;
  const stop = () => {
    if (isEnding) process.exit(1);
    isEnding = true;
    console.log('\nEnding cleanly …');
    void close().then(() => process.exit(0));
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

function greet({url, apiKey}: RunningOffice, isRealTime: boolean): void {
  console.log(`
Dispatch Kit plays at ${url}

  The theatre            ${url}/            customer, technician and office side by side
  The technician         ${url}/technician  tap: your taps count, the van drives by itself
  The technician’s app   ${url}/field/      to install on a phone; sign in with the number of a technician
  The office             ${url}/office      the board, with the map
  Messages as texts      ${url}/messages#${apiKey}
  The contract           ${url}/openapi.json

Open the theatre: within 20 seconds the technician taps On my way, and the customer watches the van come.
Then try: take over the technician's phone · press n on the board and make an order of your own, assign it, and watch
it get a van · ${isRealTime ? 'drag the map' : 'turn the clock to ×10'} · cancel a visit and read what the customer is told · kill this and start it again.

Ctrl-C ends this; npm start goes on where it was.
`);
}

main().catch((error: unknown) => {
  console.error((error as Error).message);
  // The office may be open already: without a company to show it must not live on unseen.
  process.exit(1);
});
