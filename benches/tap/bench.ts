/** From a tap on the technician's phone to the changed text on the customer's page and on the office's board. */
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {setTimeout as wait} from 'node:timers/promises';
import {DispatchClient} from '@dispatch-kit/client';
import {hourMs, minuteMs, toInstant} from '@dispatch-kit/core';
import type {Job} from '@dispatch-kit/core';
import {runOffice, scaledClock} from '@dispatch-kit/server/node';
import type {Browser, Page} from '../../e2e/browser.ts';
import {openBrowser} from '../../e2e/browser.ts';
import {chicagoMap} from '../../scripts/city/chicago.ts';
import {createPages} from '../../scripts/pages.ts';
import {printMarks, quantile} from '../marks.ts';

const tapsWanted = 50;
/** One visit before those that count: what is loaded with the first of its kind is there then. */
const warmUpTaps = 3;
const limitMs = 300;
/** Before each tap the maps come to rest: the whole browser, what draws for its pages too, takes so little of a core. */
const restingCores = 0.25;
const restMs = 1_000;
const longestRestMs = 15_000;
const longestMs = 30_000;
/** A Tuesday morning in Chicago: no midnight comes between. */
const clock = scaledClock({startMs: Date.parse('2026-11-24T15:40:00Z')});
const place = {lat: 41.948, lng: -87.66};

interface Found {
  step: string;
  /** From the tap to each of the texts, milliseconds. */
  customer: number;
  office: number;
}

interface Steps {
  /** The word on the button. */
  step: string;
  endings?: readonly string[];
}
const steps: readonly Steps[] = [
  {step: 'On my way'},
  {step: 'Start appointment'},
  {step: 'Complete', endings: ['This job is done', 'Complete the job']},
];

async function main(): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'dispatch-bench-tap-'));
  const city = await chicagoMap(resolve(import.meta.dirname, '../../.tmp'));
  const pages = createPages();
  const office = await runOffice({
    dataDir,
    port: 0,
    clock,
    pages: async request => city.handle(request) ?? pages(request),
    organization: {name: 'Northside Plumbing', timeZone: 'America/Chicago'},
  });
  const browser = await openBrowser();
  try {
    await measure(new DispatchClient({url: office.url, token: office.apiKey}), office.url, browser);
  } finally {
    await browser.close();
    await office.close();
    await rm(dataDir, {recursive: true, force: true});
  }
}

async function measure(client: DispatchClient, url: string, browser: Browser): Promise<void> {
  await client.organization.edit({graceSeconds: 0});
  const technicianId = await hire(client);
  const [{token: own}, {token: dispatcher}] = [
    await client.organization.createSession({memberId: technicianId}),
    await client.organization.createSession({roles: ['dispatcher']}),
  ];
  const jobs = await book(client, technicianId, Math.ceil((warmUpTaps + tapsWanted) / steps.length));
  const technician = await open(browser, `${url}/technician#${own}`, 390, 844);
  const office = await open(browser, `${url}/office#${dispatcher}`, 1440, 900);
  const customer = await open(browser, `${url}/t#${await linkOf(client, jobs[0]!)}`, 390, 844);
  const phone = new DispatchClient({url, token: own});
  const found: Found[] = [];
  for (const job of jobs) {
    await customer.evaluate(token => void (location.hash = token), await linkOf(client, job));
    await customer.locator('dispatch-tracker .facts, dispatch-tracker .title').first().waitFor();
    for (const step of steps.slice(0, warmUpTaps + tapsWanted - found.length)) {
      await rest(browser);
      found.push({step: step.step, ...(await tapOnce({technician, customer, office}, job.title, step))});
      // From now on the customer's map is there, and stands still.
      if (step.step === 'On my way') await reportOnce(phone);
    }
  }
  tell(found.slice(warmUpTaps));
}

async function hire(client: DispatchClient): Promise<string> {
  const {id} = await client.members.create({name: 'Sam Ortiz', phone: '+17735550101', roles: ['technician']});
  return id;
}

async function book(client: DispatchClient, leadId: string, count: number): Promise<Job[]> {
  const {id: customerId} = await client.customers.create({
    name: 'Ada Lee',
    phone: '+13125550102',
    consent: {sms: true},
  });
  const jobs: Job[] = [];
  for (let each = 0; each < count; each++) {
    const startMs = clock.now() + each * minuteMs;
    const window = {start: toInstant(startMs), end: toInstant(startMs + hourMs)};
    const appointment = {window, durationMinutes: 30, leadId, override: true};
    const address = {line: `${4400 + 2 * each} N Paulina St`, ...place};
    jobs.push(
      await client.jobs.create({customerId, title: `Leaking tap ${each + 1}.`, address, appointment}),
    );
  }
  return jobs;
}

async function linkOf(client: DispatchClient, {id}: Job): Promise<string> {
  return (await client.office.createLink({jobId: id})).token;
}

async function reportOnce(phone: DispatchClient): Promise<void> {
  const fix = {lat: place.lat - 0.01, lng: place.lng - 0.005, at: toInstant(clock.now()), accuracyMeters: 6};
  await phone.road.report({fixes: [fix]});
}

async function open(browser: Browser, url: string, width: number, height: number): Promise<Page> {
  const tab = await browser.newPage({viewport: {width, height}, locale: 'en-US'});
  tab.setDefaultTimeout(longestMs);
  await tab.addInitScript(watch);
  await tab.goto(url);
  return tab;
}

type Watched = {
  /** When a text was changed next, by the clock that all pages share. */
  change?: Promise<number>;
  tapMs?: number;
  waitForChange(kind: 'customer' | 'office', title: string): void;
};

/** Runs in each page: notes when it was tapped, and when a text is another one, down through the shadow roots. */
function watch(): void {
  const sharedMs = (ms: number) => performance.timeOrigin + ms;
  const deep = (root: ParentNode, selector: string): Element[] => [
    ...root.querySelectorAll(selector),
    ...[...root.querySelectorAll('*')].flatMap(({shadowRoot}) =>
      shadowRoot ? deep(shadowRoot, selector) : [],
    ),
  ];
  const textOf = {
    customer: () => deep(document, '.title')[0]?.textContent.trim() ?? '',
    office: (title: string) => {
      const row = deep(document, '.row').find(({textContent}) => textContent.includes(title));
      return row?.querySelector('.word')?.textContent.trim() ?? '';
    },
  };
  const watched: Watched = {
    waitForChange(kind, title) {
      const before = textOf[kind](title);
      const {promise, resolve} = Promise.withResolvers<number>();
      const roots = new WeakSet<Node>();
      const observer = new MutationObserver(look);
      const observe = (root: Document | ShadowRoot) => {
        if (!roots.has(root)) observer.observe(root, {subtree: true, childList: true, characterData: true});
        roots.add(root);
        for (const {shadowRoot} of root.querySelectorAll('*')) if (shadowRoot) observe(shadowRoot);
      };
      function look(): void {
        observe(document);
        if (textOf[kind](title) === before) return;
        observer.disconnect();
        resolve(sharedMs(performance.now()));
      }
      observe(document);
      watched.change = promise;
    },
  };
  Object.assign(globalThis, {watched});
  addEventListener('dispatch-command', () => (watched.tapMs = sharedMs(lastClickMs)), true);
  let lastClickMs = 0;
  addEventListener('click', ({timeStamp}) => (lastClickMs = timeStamp), true);
}

/** Resolves when the browser has had next to nothing to do for a while; what never rests is said. */
async function rest(browser: Browser): Promise<void> {
  const session = await browser.newBrowserCDPSession();
  const usedSeconds = async () => {
    const {processInfo} = await session.send('SystemInfo.getProcessInfo');
    return processInfo.reduce((sum, {cpuTime}) => sum + cpuTime, 0);
  };
  const beganMs = performance.now();
  for (let cores = Infinity; cores > restingCores;) {
    const [fromMs, from] = [performance.now(), await usedSeconds()];
    if (fromMs - beganMs > longestRestMs) throw new Error(`The maps do not rest: ${cores.toFixed(2)} cores.`);
    await wait(restMs);
    cores = (1000 * ((await usedSeconds()) - from)) / (performance.now() - fromMs);
  }
  await session.detach();
}

async function tapOnce(
  {technician, customer, office}: {technician: Page; customer: Page; office: Page},
  title: string,
  {step, endings = []}: Steps,
): Promise<{customer: number; office: number}> {
  const button = technician.locator('[part=button]').getByText(step, {exact: true});
  await button.waitFor();
  const waitIn = (page: Page, kind: 'customer' | 'office') =>
    page.evaluate(
      ([kind, title]) =>
        (globalThis as unknown as {watched: Watched}).watched.waitForChange(
          kind as 'customer' | 'office',
          title!,
        ),
      [kind, title] as const,
    );
  await Promise.all([waitIn(customer, 'customer'), waitIn(office, 'office')]);
  await button.click();
  for (const ending of endings) await technician.getByText(ending, {exact: true}).click();
  const changed = await Promise.all([customer, office].map(page => changeIn(page)));
  const tapMs = await technician.evaluate(() => (globalThis as unknown as {watched: Watched}).watched.tapMs!);
  return {customer: changed[0]! - tapMs, office: changed[1]! - tapMs};
}

function changeIn(page: Page): Promise<number> {
  const change = page.evaluate(() => (globalThis as unknown as {watched: Watched}).watched.change!);
  return Promise.race([
    change,
    wait(longestMs, undefined, {ref: false}).then(() =>
      Promise.reject(new Error('The text did not change.')),
    ),
  ]);
}

function tell(found: readonly Found[]): void {
  const customer = found.map(each => each.customer);
  const office = found.map(each => each.office);
  const later = found.map(each => Math.max(each.customer, each.office));
  console.log(`${found.length} taps, on PGlite, clock ×1; medians in ms by what was tapped:`);
  for (const {step} of steps) {
    const own = found.filter(each => each.step === step);
    const [toCustomer, toOffice] = [own.map(each => each.customer), own.map(each => each.office)];
    console.log(
      `  ${step}: customer ${quantile(toCustomer, 0.5).toFixed(0)}, board ${quantile(toOffice, 0.5).toFixed(0)}`,
    );
  }
  printMarks('tap', [
    {mark: 'ms from a tap to the customer’s text, p50', ours: quantile(customer, 0.5)},
    {mark: 'ms from a tap to the customer’s text, p95', ours: quantile(customer, 0.95), limit: limitMs},
    {mark: 'ms from a tap to the board’s text, p50', ours: quantile(office, 0.5)},
    {mark: 'ms from a tap to the board’s text, p95', ours: quantile(office, 0.95), limit: limitMs},
    {mark: 'ms from a tap to the later of both, p50', ours: quantile(later, 0.5)},
    {mark: 'ms from a tap to the later of both, p95', ours: quantile(later, 0.95), limit: limitMs},
  ]);
}

await main();
