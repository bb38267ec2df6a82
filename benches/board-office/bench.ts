/** The board of a real office with 10,000 real orders: first rows, search, scrolling, live changes. */
import {setTimeout as wait} from 'node:timers/promises';
import {DispatchClient} from '@dispatch-kit/client';
import {openBrowser} from '../../e2e/browser.ts';
import type {Browser, Page} from '../../e2e/browser.ts';
import {lacksOrders, openImportedOffice} from '../../e2e/imported-office.ts';
import {frameCosts, traceOf} from '../main-thread.ts';
import {printMarks, quantile} from '../marks.ts';

type Session = Awaited<ReturnType<ReturnType<Page['context']>['newCDPSession']>>;

const words = ['graffiti', 'sherman way', 'bulky 91406'];
const wheelTurns = 150;
const jumps = 30;
const changes = 60;
const openings = 5;
/** A change is on the screen by then. */
const changeMs = 150;

async function main(): Promise<void> {
  if (lacksOrders) return void console.log(JSON.stringify({bench: 'board-office', skipped: lacksOrders}));
  const office = await openImportedOffice();
  const browser = await openBrowser();
  try {
    const client = new DispatchClient({url: office.url, token: office.apiKey});
    const {token} = await client.organization.createSession({roles: ['dispatcher']});
    const firstRowsMs: number[] = [];
    // The first opening, which builds the page, does not count.
    for (let each = 0; each < openings; each++) {
      const page = await newPage(browser);
      firstRowsMs.push(await open(page, `${office.url}/office?day=all#${token}`));
      await page.close();
    }
    const page = await newPage(browser);
    firstRowsMs.push(await open(page, `${office.url}/office?day=all#${token}`));
    await measure(browser, page, client, firstRowsMs.slice(1));
  } finally {
    await browser.close();
    await office.close();
  }
}

async function measure(
  browser: Browser,
  page: Page,
  client: DispatchClient,
  firstRowsMs: readonly number[],
): Promise<void> {
  const clock = await threadClock(page);
  await page.locator('dispatch-board .lists button').last().click();
  await page.locator('dispatch-board .scroller').hover();
  // The map has its pins, and the search is prepared.
  await wait(3_000);
  const letters = await typeLetters(page, clock);
  const frames = await wheel(browser, page);
  const jumped = await jump(page, clock);
  await page.locator('dispatch-board .scroller').evaluate(scroller => (scroller.scrollTop = 0));
  const told = await hearChanges(client, clock);
  printMarks('board-office', [
    {mark: 's from navigation to the first rows, median', ours: quantile(firstRowsMs, 0.5) / 1000, limit: 3},
    {mark: 'main-thread ms a letter, median', ours: quantile(letters, 0.5)},
    {mark: 'main-thread ms a letter, p95', ours: quantile(letters, 0.95), limit: 50},
    {mark: 'main-thread ms a frame of scrolling, median', ours: quantile(frames, 0.5)},
    {mark: 'main-thread ms a frame of scrolling, p95', ours: quantile(frames, 0.95), limit: 16},
    {mark: 'main-thread ms a jump to other rows, p95', ours: quantile(jumped, 0.95), limit: 50},
    {mark: 'main-thread ms a live change, median', ours: quantile(told, 0.5)},
    {mark: 'main-thread ms a live change, p95', ours: quantile(told, 0.95), limit: 10},
  ]);
}

/** A page whose map has its pins, but no streets: they would come from elsewhere. */
async function newPage(browser: Browser): Promise<Page> {
  const page = await browser.newPage({viewport: {width: 1440, height: 900}});
  const body = JSON.stringify({version: 8, sources: {}, layers: []});
  await page.route('**/map/*.json', route => route.fulfill({contentType: 'application/json', body}));
  return page;
}

/** How long it takes until rows are on the screen. */
async function open(page: Page, url: string): Promise<number> {
  await page.goto(url);
  await page.locator('dispatch-board .row').first().waitFor();
  return page.evaluate(() => performance.now());
}

async function typeLetters(page: Page, clock: ThreadClock): Promise<number[]> {
  const costs: number[] = [];
  const field = page.locator('dispatch-board #search');
  for (const word of words) {
    await field.focus();
    for (const letter of word) costs.push(await clock.costMs(() => page.keyboard.type(letter)));
    await field.fill('');
  }
  return costs;
}

/** Turns the wheel by a notch again and again: what each frame cost that had anything to do. */
async function wheel(browser: Browser, page: Page): Promise<number[]> {
  const events = await traceOf(browser, page, async () => {
    for (let turn = 0; turn < wheelTurns; turn++) {
      await page.mouse.wheel(0, 120);
      await wait(16);
    }
  });
  return frameCosts(events).filter(ms => ms >= 1);
}

/** Goes far enough that no row stays. */
async function jump(page: Page, clock: ThreadClock): Promise<number[]> {
  const costs: number[] = [];
  for (let each = 0; each < jumps; each++)
    costs.push(await clock.costMs(() => page.mouse.wheel(0, each % 2 === 0 ? 5_000 : -2_000)));
  return costs;
}

/** Gives visits to somebody else, one after the other: the first of them are in sight. */
async function hearChanges(client: DispatchClient, clock: ThreadClock): Promise<number[]> {
  const {items: jobs} = await client.jobs.list({status: ['scheduled'], limit: 30});
  const {items: members} = await client.members.list({limit: 50});
  const technicians = members.filter(({roles}) => roles.includes('technician'));
  const visits = jobs.flatMap(job => job.appointments).map(({id, leadId}) => ({id, leadId}));
  const costs: number[] = [];
  for (let each = 0; each < changes; each++) {
    const visit = visits[each % visits.length]!;
    const others = technicians.filter(({id}) => id !== visit.leadId);
    visit.leadId = others[each % others.length]!.id;
    const leadId = visit.leadId;
    const change = () => client.appointments.assign(visit.id, {leadId}).then(() => wait(changeMs));
    costs.push(await clock.costMs(change));
  }
  return costs;
}

interface ThreadClock {
  /** How long the main thread worked for something, until it is drawn. */
  costMs(work: () => Promise<unknown>): Promise<number>;
}

/** Counts processor time of the page's main thread: what else runs on the machine does not count. */
async function threadClock(page: Page): Promise<ThreadClock> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', {timeDomain: 'threadTicks'});
  const drawn = () =>
    page.evaluate(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))));
  return {
    async costMs(work) {
      await drawn();
      const before = await workedMs(session);
      await work();
      await drawn();
      return (await workedMs(session)) - before;
    },
  };
}

async function workedMs(session: Session): Promise<number> {
  const {metrics} = await session.send('Performance.getMetrics');
  return metrics.find(({name}) => name === 'TaskDuration')!.value * 1000;
}

await main();
