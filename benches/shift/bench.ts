/** What a page costs that stays open for a shift of eight hours: its memory by the hour, and timers that run for nobody. */
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {setTimeout as wait} from 'node:timers/promises';
import {DispatchClient} from '@dispatch-kit/client';
import {distanceMeters, hourMs, minuteMs, toInstant} from '@dispatch-kit/core';
import type {Address, Job} from '@dispatch-kit/core';
import type {OutgoingNotice} from '@dispatch-kit/server';
import {runOffice, scaledClock} from '@dispatch-kit/server/node';
import {Simulator, roadRouter, smallCity} from '@dispatch-kit/testing/simulator';
import type {Browser, Page} from '../../e2e/browser.ts';
import {openBrowser} from '../../e2e/browser.ts';
import {plainGround} from '../../e2e/plain-ground.ts';
import {createPages} from '../../scripts/pages.ts';
import {printMarks} from '../marks.ts';
import {hide, timersIn, watchTimers} from './counted-timers.ts';

const hours = Number(process.argv[2] ?? 8);
/** A report comes every 50 ms then: what a page does with it takes a few. */
const speed = 80;
const clock = scaledClock({startMs: Date.parse('2026-03-03T14:00:00Z'), speed});
const endMs = clock.now() + hours * hourMs;
/** Each half an hour another visit, by turns at the watched door and elsewhere. */
const visitEveryMs = 30 * minuteMs;
const visitMinutes = 12;
/** So long before its end nothing begins any more: who is done, and can take nothing back, is idle. */
const windDownMs = 45 * minuteMs;
const others = 5;
const mostGrowthPercent = 10;
/** The contract of the pages: half a minute after they were hidden nothing runs. */
const restsAfterMs = 31_000;
const watchedMs = 20_000;
const longestMs = 120_000;
const city = smallCity(3);
const near = city.addresses.filter(each => distanceMeters(each, city.depot) < 1_500);
const phone = {width: 390, height: 844};
const desk = {width: 1440, height: 900};
const phoneOf = (technician: number) => `+1312555${String(1_000 + technician)}`;

type Pages = Record<'customer' | 'technician' | 'office', Page>;
/** These have clocks of their own to show. */
const tickingPages: readonly (keyof Pages)[] = ['office'];
/** What a page keeps: the whole, and without the code that the engine compiles as it is run more often. */
type Heap = Record<'wholeKb' | 'ownKb', number>;

async function main(): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'dispatch-bench-shift-'));
  const sent: OutgoingNotice[] = [];
  const usual = createPages();
  const office = await runOffice({
    dataDir,
    databaseUrl: 'memory:',
    port: 0,
    clock,
    notifier: {send: notice => Promise.resolve(void sent.push(notice))},
    router: roadRouter(city.graph),
    pages: async request => plainGround(request) ?? usual(request),
    organization: {name: 'Northside Plumbing', timeZone: 'America/Chicago'},
  });
  const ended = new AbortController();
  const browser = await openBrowser();
  try {
    const {url, apiKey} = office;
    const client = new DispatchClient({url, token: apiKey});
    const {watched, samId} = await planShift(client);
    const {graph, depot} = city;
    const simulator = new Simulator({url, apiKey, clock, graph, depot});
    const pages = await openPages(browser, client, url, {watched, samId, sent});
    const played = simulator.run(ended.signal);
    await measure(pages, client, watched.id);
    ended.abort();
    await played;
  } finally {
    ended.abort();
    await browser.close();
    await office.close();
    await rm(dataDir, {recursive: true, force: true});
  }
}

async function planShift(client: DispatchClient): Promise<{watched: Job; samId: string}> {
  await client.organization.edit({autoArrive: 'auto', quietHours: null});
  const {id: customerId} = await client.customers.create({
    name: 'Ada Lee',
    phone: '+13125550142',
    consent: {sms: true},
  });
  const names = ['Sam Ortiz', ...Array.from({length: others}, (_, i) => `Technician ${i + 1}`)];
  const members = [];
  for (const [i, name] of names.entries())
    members.push(await client.members.create({name, phone: phoneOf(i), roles: ['technician']}));
  const samId = members[0]!.id;
  let watched: Job | undefined;
  const beginMs = clock.now();
  for (let visit = 0; visit * visitEveryMs < hours * hourMs - windDownMs; visit++) {
    const startMs = beginMs + 10 * minuteMs + visit * visitEveryMs;
    for (const [i, {id: leadId}] of members.entries()) {
      const appointment = {
        window: {start: toInstant(startMs), end: toInstant(startMs + visitMinutes * minuteMs)},
        durationMinutes: visitMinutes,
        leadId,
      };
      const isWatched = leadId === samId && visit % 2 === 0;
      if (isWatched && watched) await client.jobs.addAppointment(watched.id, appointment);
      else {
        const address: Address = near[(visit * members.length + i) % near.length]!;
        const title = `Leaking tap ${visit + 1}.${i + 1}`;
        const job = await client.jobs.create({customerId, title, address, appointment});
        if (isWatched) watched = job;
      }
    }
  }
  return {watched: watched!, samId};
}

async function openPages(
  browser: Browser,
  client: DispatchClient,
  url: string,
  {watched, samId, sent}: {watched: Job; samId: string; sent: readonly OutgoingNotice[]},
): Promise<Pages> {
  const {token: link} = await client.office.createLink({jobId: watched.id});
  const session = JSON.stringify({token: await signIn(client, phoneOf(0), sent), memberId: samId});
  const keep = (session: string) => localStorage.setItem('session', session);
  const {token} = await client.organization.createSession({roles: ['dispatcher']});
  const customer = await open(browser, `${url}/t#${link}`, phone);
  const technician = await open(browser, `${url}/field/`, phone, page => page.addInitScript(keep, session));
  const office = await open(browser, `${url}/office#${token}`, desk);
  await customer.locator('dispatch-tracker dispatch-headline').first().waitFor({timeout: longestMs});
  await technician.locator('dispatch-agenda dispatch-visit').first().waitFor({timeout: longestMs});
  await office.locator('dispatch-board .row').first().waitFor({timeout: longestMs});
  return {customer, technician, office};
}

async function signIn(
  client: DispatchClient,
  phone: string,
  sent: readonly OutgoingNotice[],
): Promise<string> {
  await client.signIn.code({phone});
  for (let tries = 0; tries < 300; tries++) {
    const code = sent.filter(({to}) => to === phone).map(({text}) => /\b(\d{6})\b/.exec(text)?.[1]);
    const last = code.filter(Boolean).at(-1);
    if (last) return (await client.signIn.verify({phone, code: last})).token;
    await wait(100);
  }
  throw new Error('No code came.');
}

async function open(
  browser: Browser,
  url: string,
  viewport: {width: number; height: number},
  prepare?: (page: Page) => Promise<unknown>,
): Promise<Page> {
  const context = await browser.newContext({viewport, locale: 'en-US'});
  const page = await context.newPage();
  await watchTimers(page);
  await prepare?.(page);
  await page.goto(url);
  return page;
}

async function measure(pages: Pages, client: DispatchClient, jobId: string): Promise<void> {
  const beginMs = clock.now();
  const heaps: Record<keyof Pages, Heap[]> = {customer: [], technician: [], office: []};
  for (let hour = 1; hour <= hours; hour++) {
    while (clock.now() < Math.min(beginMs + hour * hourMs, endMs)) await wait(250);
    for (const name of names(pages)) {
      // What was noted here of timers is not the page's.
      await timersIn(pages[name]);
      heaps[name].push(await heapOf(pages[name]));
    }
    console.log(
      `hour ${hour}: ${names(pages)
        .map(name => {
          const {wholeKb, ownKb} = heaps[name].at(-1)!;
          return `${name} ${wholeKb.toFixed(0)} kB, ${ownKb.toFixed(0)} without code`;
        })
        .join(', ')}`,
    );
  }
  // Real time from here on: what a page does by itself is counted.
  clock.setSpeed(1);
  const idle = await timersWhile(pages, watchedMs);
  for (const name of names(pages)) await hide(pages[name], true);
  await wait(restsAfterMs);
  const hidden = await timersWhile(pages, watchedMs);
  const {appointments} = await client.jobs.get(jobId);
  const visited = appointments.filter(({status}) => status === 'complete').length;
  console.log(`visits followed: ${visited} of ${appointments.length}`);
  printMarks('shift', [
    ...names(pages).flatMap(name => {
      const [first, ...later] = heaps[name] as [Heap, ...Heap[]];
      const growth = (part: keyof Heap) =>
        Math.max(0, ...later.map(each => (each[part] / first[part] - 1) * 100));
      const limit = mostGrowthPercent;
      const ticks = tickingPages.includes(name);
      return [
        {mark: `kB of heap after the first hour: ${name}`, ours: first.wholeKb},
        {mark: `% of heap more after any later hour: ${name}`, ours: growth('wholeKb'), limit},
        {mark: `% more of it without compiled code: ${name}`, ours: growth('ownKb'), limit},
        {
          mark: `timers run in ${watchedMs / 1000} s of an idle page: ${name}`,
          ours: idle[name],
          ...(!ticks && {limit: 0}),
        },
        {
          mark: `timers run in ${watchedMs / 1000} s of a hidden page: ${name}`,
          ours: hidden[name],
          limit: 0,
        },
      ];
    }),
  ]);
}

const names = (pages: Pages) => Object.keys(pages) as (keyof Pages)[];

async function timersWhile(pages: Pages, milliseconds: number): Promise<Record<keyof Pages, number>> {
  for (const name of names(pages)) await timersIn(pages[name]);
  await wait(milliseconds);
  const count = {customer: 0, technician: 0, office: 0};
  for (const name of names(pages)) {
    const ran = await timersIn(pages[name]);
    count[name] = ran.length;
    if (ran.length > 0) console.log(`${name}: ${[...new Set(ran)].join(' | ')}`);
  }
  return count;
}

/** The nodes of a snapshot of a heap, as far as they are read here. */
interface HeapSnapshot {
  snapshot: {meta: {node_fields: string[]; node_types: [string[], ...unknown[]]}};
  nodes: number[];
}

/** All that a page keeps, in kB: objects and strings, its document, and the code that the engine has compiled, which is told apart. */
async function heapOf(page: Page): Promise<Heap> {
  const session = await page.context().newCDPSession(page);
  const chunks: string[] = [];
  session.on('HeapProfiler.addHeapSnapshotChunk', ({chunk}) => chunks.push(chunk));
  await session.send('HeapProfiler.takeHeapSnapshot', {});
  await session.detach();
  const {snapshot, nodes} = JSON.parse(chunks.join('')) as HeapSnapshot;
  const {node_fields: fields, node_types: types} = snapshot.meta;
  const [type, size] = [fields.indexOf('type'), fields.indexOf('self_size')];
  const code = types[0].indexOf('code');
  let [wholeBytes, codeBytes] = [0, 0];
  for (let at = 0; at < nodes.length; at += fields.length) {
    wholeBytes += nodes[at + size]!;
    if (nodes[at + type] === code) codeBytes += nodes[at + size]!;
  }
  return {wholeKb: wholeBytes / 1000, ownKb: (wholeBytes - codeBytes) / 1000};
}

await main();
