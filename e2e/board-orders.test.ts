import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {DispatchClient, eachOf} from '@dispatch-kit/client';
import type {Job} from '@dispatch-kit/core';
import {openBrowser} from './browser.ts';
import type {Browser, Page} from './browser.ts';
import {lacksOrders, openImportedOffice} from './imported-office.ts';
import type {ImportedOffice} from './imported-office.ts';

const skip = lacksOrders;
const closed = ['complete', 'canceled', 'declined'];
let office: ImportedOffice;
let client: DispatchClient;
let browser: Browser;
let page: Page;
let jobs: Job[] = [];
const said: string[] = [];

before(async () => {
  if (skip) return;
  office = await openImportedOffice();
  client = new DispatchClient({url: office.url, token: office.apiKey});
  jobs = await listed(eachOf(client.jobs.list, {limit: 200}));
  browser = await openBrowser();
  page = await browser.newPage({viewport: {width: 1280, height: 800}, locale: 'en-US'});
  page.on('console', message => said.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', error => said.push(`error: ${error.stack ?? error.message}`));
  // No streets: they would come from elsewhere.
  const style = JSON.stringify({version: 8, sources: {}, layers: []});
  await page.route('**/map/*.json', route => route.fulfill({contentType: 'application/json', body: style}));
  const {token} = await client.organization.createSession({roles: ['dispatcher']});
  await page.goto(`${office.url}/office?day=all#${token}`);
  await page.locator('dispatch-board .row').first().waitFor();
});
after(async () => {
  await browser?.close();
  await office?.close();
});

async function listed<T>(pages: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const each of pages) all.push(each);
  return all;
}

/** What the board shows: how many jobs it says it found, and the rows that are drawn in sight. */
const shown = () =>
  page.evaluate(() => {
    const root = document
      .querySelector('dispatch-dashboard')!
      .shadowRoot!.querySelector('dispatch-board')!.shadowRoot!;
    const scroller = root.querySelector('.scroller')!;
    const {top, bottom} = scroller.getBoundingClientRect();
    const drawn = [...root.querySelectorAll<HTMLElement>('[data-index]')];
    const boxes = drawn.map(row => ({row, box: row.getBoundingClientRect()}));
    const inSight = boxes.filter(({box}) => box.bottom > top && box.top < bottom);
    const coveredPx = inSight.reduce(
      (sum, {box}) => sum + Math.min(box.bottom, bottom) - Math.max(box.top, top),
      0,
    );
    return {
      ids: inSight.flatMap(({row}) => row.id || []),
      drawnCount: drawn.length,
      isCovered: coveredPx >= Math.min(bottom - top, scroller.scrollHeight) - 1,
      lineCount: Number(root.querySelector('.grid')?.getAttribute('aria-rowcount') ?? 1) - 1,
      focusedId: root.activeElement?.id,
      focusedIndex: Number(root.activeElement?.getAttribute('aria-rowindex')),
      focusedTop: root.activeElement?.getBoundingClientRect().top,
    };
  });
type Shown = Awaited<ReturnType<typeof shown>>;

/** Waits until the board shows what it should. */
async function until(isSo: (now: Shown) => boolean, what: string): Promise<Shown> {
  for (let tries = 0; tries < 300; tries++) {
    const now = await shown();
    if (isSo(now)) return now;
    await page.waitForTimeout(50);
  }
  throw new Error(`${what} did not come; there is ${JSON.stringify(await shown())}`);
}

const board = () => page.locator('dispatch-board');
/** As many lines as jobs, with the head of each section that they stand in. */
const lines = (listed: readonly Job[]) => listed.length + new Set(listed.map(sectionOf)).size;

function sectionOf({status, appointments}: Job): string {
  if (closed.includes(status)) return status === 'complete' ? 'complete' : 'canceled';
  return status === 'scheduled' && !appointments.some(visit => visit.needsReschedule) ? 'scheduled' : 'waits';
}

async function scrollTo(px: number): Promise<void> {
  await board().evaluate((element, top) => {
    element.shadowRoot!.querySelector('.scroller')!.scrollTop = top;
  }, px);
}

test('the board opens on ten thousand imported orders, and tells how many there are', {skip}, async () => {
  assert.equal(jobs.length, 10_000);
  const isClosed = (job: Job) => closed.includes(job.status);
  const labels = await board().locator('.lists button').allInnerTexts();
  const counts = labels.map(label => Number(label.replace(/\D/g, '')));
  assert.deepEqual(counts, [
    jobs.filter(job => !isClosed(job)).length,
    jobs.filter(isClosed).length,
    0,
    10_000,
  ]);
  const active = jobs.filter(job => !isClosed(job));
  await until(now => now.lineCount === lines(active), 'what is active');
  await board()
    .getByRole('button', {name: /^All [\d,]+$/})
    .click();
  await until(now => now.lineCount === lines(jobs), 'all of them');
});

test('it scrolls to the end: each place is covered with rows, and few are in the page', {skip}, async () => {
  const {scrollHeight, clientHeight} = await board().evaluate(element => {
    const {scrollHeight, clientHeight} = element.shadowRoot!.querySelector('.scroller')!;
    return {scrollHeight, clientHeight};
  });
  assert.ok(scrollHeight > 10_000 * 40);
  const seen = new Set<string>();
  for (let part = 0; part <= 20; part++) {
    await scrollTo(((scrollHeight - clientHeight) * part) / 20);
    const now = await until(({isCovered}) => isCovered, `a covered list at ${part} of 20`);
    assert.ok(now.drawnCount < 60, `${now.drawnCount} rows are drawn`);
    for (const id of now.ids) seen.add(id);
  }
  assert.ok(seen.size > 20 * 8);
  await scrollTo(1e9);
  const canceled = jobs.filter(job => job.status === 'canceled');
  const first = canceled.reduce((a, b) => (a.closure!.at < b.closure!.at ? a : b));
  const oldest = canceled.filter(job => job.closure!.at === first.closure!.at).map(({id}) => id);
  const now = await until(({ids}) => oldest.includes(ids.at(-1)!), 'the order that was canceled first');
  assert.ok(now.isCovered);
});

test('wheeling through it leaves no gap once it rests', {skip}, async () => {
  await scrollTo(0);
  await board().locator('.scroller').hover();
  for (let turn = 0; turn < 12; turn++) await page.mouse.wheel(0, turn % 3 === 2 ? 4_000 : 300);
  await until(now => now.isCovered && !now.ids.includes(''), 'a covered list');
});

test('each letter of a search finds what it should, and none is lost', {skip}, async () => {
  const textOf = await searchedTexts();
  const field = board().locator('#search');
  await page.keyboard.press('/');
  await field.focus();
  for (const word of ['graffiti', '91406 bulk']) {
    await field.fill('');
    for (let length = 1; length <= word.length; length++) {
      await page.keyboard.type(word[length - 1]!);
      const typed = word.slice(0, length);
      assert.equal(await field.inputValue(), typed);
      const found = jobs.filter(job => typed.split(' ').every(term => textOf(job).includes(term)));
      await until(now => now.lineCount === lines(found), `${found.length} orders with ${typed}`);
    }
  }
  await field.fill('');
  // As fast as the keys come: nothing waits for the list.
  await page.keyboard.type('sherman way');
  assert.equal(await field.inputValue(), 'sherman way');
  const found = jobs.filter(job => textOf(job).includes('sherman') && textOf(job).includes('way'));
  const now = await until(({lineCount}) => lineCount === lines(found), 'Sherman Way');
  const ids = new Set(found.map(({id}) => id));
  assert.ok(now.ids.length > 0 && now.ids.every(id => ids.has(id)));
  await field.fill('');
});

/** What an order can be found by, as the office knows it. */
async function searchedTexts(): Promise<(job: Job) => string> {
  const customers = await listed(eachOf(client.customers.list, {limit: 200}));
  const members = await listed(eachOf(client.members.list, {limit: 200}));
  const names = new Map([...customers, ...members].map(({id, name}) => [id, name]));
  const texts = new Map<Job, string>();
  return job => {
    const {line, city, postcode} = job.address;
    const people = [job.customerId, job.appointments[0]?.leadId ?? ''].map(id => names.get(id));
    const made = [job.title, line, city, postcode, job.externalId, job.id, ...people]
      .join('\n')
      .toLowerCase();
    if (!texts.has(job)) texts.set(job, made);
    return texts.get(job)!;
  };
}

test('a status shows those that have it alone', {skip}, async () => {
  const field = board().getByLabel('Status', {exact: false}).first();
  for (const status of ['scheduled', 'canceled', 'complete'] as const) {
    await field.selectOption(status);
    const found = jobs.filter(job => job.status === status);
    await until(now => now.lineCount === found.length + 1, `${found.length} that are ${status}`);
  }
  await field.selectOption('');
  await until(now => now.lineCount === lines(jobs), 'all of them');
});

test('the keyboard walks from the middle of it, and opens', {skip}, async () => {
  await scrollTo(260_000);
  const {ids} = await until(now => now.isCovered && now.ids.length > 6, 'the middle');
  await page.evaluate(() => {
    const opened: string[] = [];
    Object.assign(globalThis, {opened});
    document.addEventListener('dispatch-open', event =>
      opened.push((event as Event & {jobId: string}).jobId),
    );
  });
  const [, , third, fourth, fifth] = ids;
  await board().locator(`.row[id="${third}"]`).focus();
  await page.keyboard.press('j');
  await until(now => now.focusedId === fourth, 'the next row');
  await page.keyboard.press('j');
  await until(now => now.focusedId === fifth, 'the one after it');
  await page.keyboard.press('k');
  await until(now => now.focusedId === fourth, 'back');
  await page.keyboard.press('Enter');
  assert.deepEqual(await page.evaluate(() => (globalThis as unknown as {opened: string[]}).opened), [fourth]);
  // The job stands beside the list until it is closed, and the keyboard is where it was.
  await page.locator('dispatch-dashboard .close').and(page.locator(':focus')).waitFor();
  await page.keyboard.press('Escape');
  await until(now => now.focusedId === fourth, 'the row again');
});

test('a change is seen in its place; the row with the focus neither moves nor loses it', {skip}, async () => {
  const [member] = (await client.members.list({limit: 50})).items.filter(({roles}) =>
    roles.includes('technician'),
  );
  const scheduled = new Map(jobs.filter(({status}) => status === 'scheduled').map(job => [job.id, job]));
  await scrollTo(0);
  const top = await until(now => now.isCovered && scheduled.has(now.ids[0]!), 'the top');
  await scrollTo(300);
  const {ids} = await until(now => now.isCovered && !now.ids.includes(top.ids[2]!), 'a little further');
  const [changed, focused] = ids
    .slice(1)
    .flatMap(id => scheduled.get(id) ?? [])
    .filter(job => job.appointments[0]!.leadId !== member!.id);
  await board().locator(`.row[id="${focused!.id}"]`).focus();
  const before = await until(now => now.focusedId === focused!.id, 'the focus');
  await client.appointments.assign(changed!.appointments[0]!.id, {leadId: member!.id});
  await board().locator(`.row[id="${changed!.id}"]`, {hasText: member!.name}).waitFor();
  assert.equal((await shown()).focusedTop, before.focusedTop);
  // One above leaves its section for another: what is looked at stays where it is.
  const canceled = await client.jobs.cancel(top.ids[0]!, {reason: 'Done twice'});
  assert.equal(canceled.job.status, 'canceled');
  const now = await until(
    ({focusedIndex}) => focusedIndex === before.focusedIndex! - 1,
    'one row less above',
  );
  assert.equal(now.focusedId, focused!.id);
  assert.ok(Math.abs(now.focusedTop! - before.focusedTop!) <= 1, `${before.focusedTop} → ${now.focusedTop}`);
});

test('the page has said nothing', {skip}, () => {
  assert.deepEqual(said, []);
});
