/** From a tap on the link to the painted arrival time, on a slow phone on fast 4G, beside a page that only writes the sentence. */
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {DispatchClient} from '@dispatch-kit/client';
import {hourMs, toInstant} from '@dispatch-kit/core';
import {runOffice, scaledClock} from '@dispatch-kit/server/node';
import {openBrowser} from '../../e2e/browser.ts';
import {chicagoMap} from '../../scripts/city/chicago.ts';
import {createPages} from '../../scripts/pages.ts';
import {printMarks, quantile} from '../marks.ts';
import {controlPages, controlPath} from './control-page.ts';
import {openThrottled} from './painted.ts';
import type {Opening} from './painted.ts';

const rounds = Number(process.argv[2] ?? 15);
const limit = 1.3;
const mapLimitPercent = 5;
/** A Tuesday morning in Chicago: no midnight comes between. */
const clock = scaledClock({startMs: Date.parse('2026-11-24T15:40:00Z')});
const home = {lat: 41.948, lng: -87.66};
const bareTrackerPath = '/t-without-map';
const bareFolder = '/without-map/';

type Pages = (request: Request) => Promise<Response | undefined>;

async function main(): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'dispatch-bench-paint-'));
  const city = await chicagoMap(resolve(import.meta.dirname, '../../.tmp'));
  const usual = createPages();
  let control: Pages = () => Promise.resolve(undefined);
  const office = await runOffice({
    dataDir,
    port: 0,
    clock,
    pages: async request =>
      city.handle(request) ??
      (await control(request)) ??
      (await bareTracker(usual, request)) ??
      usual(request),
    organization: {name: 'Northside Plumbing', timeZone: 'America/Chicago'},
  });
  const browser = await openBrowser();
  try {
    const visit = await depart(new DispatchClient({url: office.url, token: office.apiKey}), office.url);
    const open = async (path: string) => {
      await visit.report();
      return openThrottled(browser, `${office.url}${path}#${visit.token}`);
    };
    // The first opening of each is not counted: whatever an office makes once is made then.
    const first = await open('/t');
    control = controlPages(await scriptsOf(office.url, first));
    for (const path of [controlPath, bareTrackerPath]) await open(path);
    await compare(open);
  } finally {
    await browser.close();
    await office.close();
    await rm(dataDir, {recursive: true, force: true});
  }
}

/** The customer's page where nothing of the map is to be had: the same scripts in another folder, without what is loaded later. */
async function bareTracker(pages: Pages, request: Request): Promise<Response | undefined> {
  const url = new URL(request.url);
  if (url.pathname === `${bareFolder}track.js`)
    return pages(new Request(new URL('/app/track.js', url), request));
  if (url.pathname.startsWith(bareFolder)) return new Response(null, {status: 404});
  if (url.pathname !== bareTrackerPath) return undefined;
  const page = (await pages(new Request(new URL('/t', url), request)))!;
  const text = await page.text();
  return new Response(text.replace('/app/track.js', `${bareFolder}track.js`), {headers: page.headers});
}

/** A visit that somebody is on the way to, and who reports where he is. */
async function depart(
  client: DispatchClient,
  url: string,
): Promise<{token: string; report(): Promise<void>}> {
  await client.organization.edit({graceSeconds: 0});
  const {id: leadId} = await client.members.create({
    name: 'Sam Ortiz',
    phone: '+17735550101',
    roles: ['technician'],
  });
  const {id: customerId} = await client.customers.create({name: 'Ada Lee', phone: '+13125550102'});
  const now = clock.now();
  const window = {start: toInstant(now), end: toInstant(now + hourMs)};
  const address = {line: '4417 N Paulina St', ...home};
  const appointment = {window, durationMinutes: 60, leadId};
  const job = await client.jobs.create({customerId, title: 'Leaking tap, kitchen', address, appointment});
  const {token: own} = await client.organization.createSession({memberId: leadId});
  const phone = new DispatchClient({url, token: own});
  await phone.appointments.depart(job.appointments[0]!.id);
  const {token} = await client.office.createLink({jobId: job.id});
  let lat = home.lat - 0.03;
  return {
    token,
    async report() {
      lat += 0.00005;
      const fix = {lat, lng: home.lng - 0.005, at: toInstant(clock.now()), accuracyMeters: 6};
      await phone.road.report({fixes: [fix]});
    },
  };
}

/** The text of all scripts that were loaded before the paint. */
async function scriptsOf(url: string, {requests}: Opening): Promise<string> {
  const names = requests.filter(isScript).map(({name}) => name);
  const texts = await Promise.all(names.map(async name => (await fetch(`${url}${name}`)).text()));
  return texts.join('');
}
const isScript = ({name}: {name: string}) => /\.m?js$/.test(name);

async function compare(open: (path: string) => Promise<Opening>): Promise<void> {
  const paths = [controlPath, '/t', bareTrackerPath];
  const openings = new Map<string, Opening[]>(paths.map(path => [path, []]));
  for (let round = 0; round < rounds; round++) {
    // Each round begins with another one, so that none is always the first.
    for (let at = 0; at < paths.length; at++) {
      const path = paths[(round + at) % paths.length]!;
      openings.get(path)!.push(await open(path));
    }
  }
  const [control, tracker, bare] = paths.map(path => openings.get(path)!) as [
    Opening[],
    Opening[],
    Opening[],
  ];
  for (const path of paths) tell(path, openings.get(path)!);
  const [controlMs, trackerMs, bareMs] = [medianMs(control), medianMs(tracker), medianMs(bare)];
  printMarks('tracker-paint', [
    {
      mark: 'ms until the page of the same three requests has painted the arrival time, median',
      ours: controlMs,
    },
    {mark: 'ms until the tracker has painted it, median', ours: trackerMs},
    {mark: 'times as long as that page', ours: trackerMs / controlMs, limit},
    {
      mark: '% that the map changes it by',
      ours: Math.abs(trackerMs / bareMs - 1) * 100,
      limit: mapLimitPercent,
    },
  ]);
}

const medianMs = (openings: readonly Opening[]) =>
  quantile(
    openings.map(({paintedMs}) => paintedMs),
    0.5,
  );

/** The spread, and the requests of the opening in the middle. */
function tell(path: string, openings: readonly Opening[]): void {
  const sorted = openings.toSorted((a, b) => a.paintedMs - b.paintedMs);
  const times = sorted.map(({paintedMs}) => paintedMs.toFixed(0));
  console.log(
    `${path}: ${times.at(0)} to ${times.at(-1)} ms in ${times.length} openings; the one in the middle:`,
  );
  const middle = sorted[Math.ceil(sorted.length / 2) - 1]!;
  for (const {name, startMs, endMs, bytes} of middle.requests) {
    const [from, to] = [startMs.toFixed(0), endMs > 0 ? endMs.toFixed(0) : '…'];
    console.log(
      `  ${from.padStart(5)} – ${to.padStart(5)} ms  ${(bytes / 1000).toFixed(1).padStart(6)} kB  ${name}`,
    );
  }
  console.log(`  ${middle.paintedMs.toFixed(0).padStart(5)} ms painted`);
}

await main();
