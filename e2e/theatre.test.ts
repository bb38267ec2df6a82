/** The demo, played by a person on three pages: the customer's, the technician's and the office's. */
import assert from 'node:assert/strict';
import {mkdirSync} from 'node:fs';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {after, afterEach, before, test} from 'node:test';
import {setTimeout as wait} from 'node:timers/promises';
import {DispatchClient} from '@dispatch-kit/client';
import type {DomainEvent, Job} from '@dispatch-kit/core';
import type {Browser, Locator, Page} from 'playwright';
import {openBrowser} from './browser.ts';
import {startDemo} from './demo-process.ts';
import type {DemoProcess} from './demo-process.ts';
import {openWatched} from './watched-page.ts';
import type {WatchedPage} from './watched-page.ts';

const screens = resolve(import.meta.dirname, '../.tmp/screens');
/** Long enough for a machine that is busy with something else. */
const patienceMs = 60_000;
const phone = [390, 844] as const;
const desk = [1440, 900] as const;

/**
 * What the browser itself says, whatever the page does about it: of requests that find no server, and (once in an hour of
 * the office, which is a minute at ×60) of a session that has ended and is renewed.
 */
const isExpected = (line: string) => /Failed to load resource: (net::ERR_|.* status of 401 )/.test(line);

let dataDir: string;
let demo: DemoProcess;
let browser: Browser;
let technician: WatchedPage;
let office: WatchedPage;

before(async () => {
  mkdirSync(screens, {recursive: true});
  dataDir = await mkdtemp(join(tmpdir(), 'dispatch-theatre-'));
  demo = await startDemo({dataDir});
  browser = await openBrowser();
  await demo.turn({isPlayed: false});
  technician = await open(`${demo.url}/technician`, phone);
  office = await open(`${demo.url}/office`, desk);
});
afterEach(async t => {
  if ((t as unknown as {passed: boolean}).passed) return;
  for (const [name, page] of Object.entries({technician, office})) {
    console.error(`${name} said: ${page.said.join('\n')}`);
    await lookAt(page, `failed-${name}`, page === office ? 1440 : 390);
  }
});
after(async () => {
  await browser?.close();
  await demo?.stop();
  await rm(dataDir, {recursive: true, force: true});
});

test('a whole visit is tapped by the technician, followed by the customer and on the board, and rated', async t => {
  const title = 'Leaking tap, kitchen';
  const customer = await open(await demo.customerPage(), phone);
  t.after(() => customer.context.close());
  await row(title).getByText('Confirmed').waitFor();
  await followRow(title);

  await tapStep('On my way');
  await customer.tab.getByText('Sam is on the way').first().waitFor();
  await row(title).getByText('On the way').waitFor();
  await bringIntoView(customer.tab);
  const places = await watchMarker(customer.tab, 8);
  await lookAtAll(customer, 'enroute');

  await demo.turn({speed: 60});
  await customer.tab.getByText('Sam has arrived').first().waitFor();
  await row(title).getByText('Arrived').waitFor();
  await demo.turn({speed: 1});
  await lookAtAll(customer, 'arrived');

  await tapStep('Start appointment');
  await customer.tab.getByText(/Work started at/).waitFor();
  await row(title).getByText('Started').waitFor();
  await completeVisit();
  await customer.tab.getByRole('heading', {name: 'How did it go?'}).waitFor();
  await row(title).waitFor({state: 'detached'});
  await lookAtAll(customer, 'done');
  await customer.tab.locator('label.star').nth(4).click();
  await customer.tab.getByLabel('Anything to add? (optional)').fill('Quick and friendly.');
  await customer.tab.getByRole('button', {name: 'Send rating'}).click();
  await customer.tab.getByText('Thank you for your rating.').waitFor();
  await showList('Completed and canceled');
  await row(title).getByText('Complete', {exact: true}).waitFor();
  await showList('Active');

  const {job, history} = await known('order:2');
  assert.equal(job.status, 'complete');
  assert.deepEqual(stepsIn(history), [
    'appointment_departed manual',
    'appointment_arrived geofence',
    'appointment_started manual',
    'appointment_completed manual',
  ]);
  assert.equal(history.filter(({type}) => type === 'visit_rated').length, 1);
  assert.deepEqual(await wordsOfRow(), ['Confirmed', 'On the way', 'Arrived', 'Started', 'Complete']);
  t.diagnostic(`marker seen in ${places} places`);
  await assertUndisturbed({customer, technician, office}, line => t.diagnostic(line));
});

test('a server that is killed in the middle of a leg is missed by all three pages, and found again by themselves', async t => {
  const title = 'Drain camera inspection';
  const {job: before} = await known('order:3');
  const customer = await open(await demo.customerPage(before.id), phone);
  t.after(() => customer.context.close());
  const pages = {customer, technician, office};

  await tapStep('On my way');
  await customer.tab.getByText('Sam is on the way').first().waitFor();
  await row(title).getByText('On the way').waitFor();
  await bringIntoView(customer.tab);
  await demo.turn({speed: 1});
  await watchMarker(customer.tab, 3);
  const {history: acknowledged} = await known('order:3');
  await demo.kill();
  for (const {tab} of Object.values(pages))
    await tab
      .getByText(/Offline/)
      .first()
      .waitFor();
  await lookAtAll(customer, 'killed');

  demo = await startDemo({dataDir, port: Number(new URL(demo.url).port)});
  await demo.turn({isPlayed: false});
  for (const {tab} of Object.values(pages))
    await tab
      .getByText(/Offline/)
      .first()
      .waitFor({state: 'detached'});
  await customer.tab.getByText('Sam is on the way').first().waitFor();
  await row(title).getByText('On the way').waitFor();
  await technician.tab.getByText('En route').waitFor();
  const {history} = await known('order:3');
  assert.deepEqual(history.slice(0, acknowledged.length), acknowledged);
  assert.deepEqual(stepsIn(history), ['appointment_departed manual']);

  // The van goes on from where it was, and so does the visit.
  await demo.turn({speed: 60});
  await customer.tab.getByText('Sam has arrived').first().waitFor();
  await row(title).getByText('Arrived').waitFor();
  await demo.turn({speed: 1});
  await tapStep('Start appointment');
  await row(title).getByText('Started').waitFor();
  await completeVisit();
  await customer.tab.getByRole('heading', {name: 'How did it go?'}).waitFor();
  await row(title).waitFor({state: 'detached'});
  assert.equal((await known('order:3')).job.status, 'complete');
  await assertUndisturbed(pages, line => t.diagnostic(line));
});

test('what a technician taps without a connection waits on the phone, and arrives once and in order', async t => {
  const title = 'Replace shut-off valve';
  // As many are on the board as are on their way at that hour: it may lie below what is drawn of the list.
  const search = office.tab.getByPlaceholder('Search jobs, people, streets');
  await search.fill(title);
  await technician.tab.getByRole('button', {name: 'On my way', exact: true}).waitFor();
  await technician.context.setOffline(true);
  await tapStep('On my way');
  await technician.tab.getByText('1 tap waits to be sent').first().waitFor();
  await tapStep('Start appointment');
  await technician.tab.getByText('2 taps wait to be sent').first().waitFor();
  await technician.tab.screenshot({path: join(screens, 'theatre-two-taps-390-light.png')});
  assert.deepEqual(stepsIn((await known('order:4')).history), []);
  await row(title).getByText('Scheduled').waitFor();

  await technician.context.setOffline(false);
  await technician.tab
    .getByText(/waits? to be sent/)
    .first()
    .waitFor({state: 'detached'});
  await row(title).getByText('Started').waitFor();
  const {job, history} = await known('order:4');
  assert.equal(job.appointments[0]!.status, 'started');
  assert.deepEqual(stepsIn(history), ['appointment_departed offline', 'appointment_started offline']);
  const [departed, started] = history.filter(isStep);
  assert.ok(Date.parse(departed!.at) < Date.parse(started!.at), `${departed!.at} ${started!.at}`);
  await completeVisit();
  await row(title).waitFor({state: 'detached'});
  await search.fill('');
  await assertUndisturbed({technician, office}, line => t.diagnostic(line));
});

test('an order of one’s own, made on the board, gets a van', async t => {
  const title = 'Squeaking boiler';
  const {tab} = office;
  await tab.locator('dispatch-board .row').first().focus();
  await tab.keyboard.press('n');
  const dialog = tab.getByRole('dialog', {name: 'New order'});
  await dialog.getByPlaceholder('Name or phone number').fill('Teresa');
  await dialog.getByRole('button', {name: /Teresa Alvarez/}).click();
  await dialog.getByLabel('What is to be done').fill(title);
  await dialog
    .getByLabel('Address')
    .fill((await tab.locator('dispatch-new-order datalist option').nth(20).getAttribute('value')) ?? '');
  await tab.keyboard.press('Tab');
  await dialog.getByText('Placed on the map.').waitFor();
  await dialog.getByLabel('Start').fill('11:00');
  await dialog.getByLabel('Length of the visit').selectOption('30');
  await dialog
    .locator('.choices .choice')
    .filter({hasText: 'free'})
    .filter({hasNotText: 'Sam Ortiz'})
    .first()
    .click();
  await dialog.getByText(/Teresa Alvarez.? gets a text/).waitFor();
  await lookAt(office, 'new-order', 1440);
  await dialog.getByRole('button', {name: 'Make the order'}).click();
  await dialog.waitFor({state: 'detached'});
  await row(title).getByText('Scheduled').waitFor();

  const {items} = await clientOf(demo).jobs.list({q: title});
  const customer = await open(await demo.customerPage(items[0]!.id), phone);
  t.after(() => customer.context.close());
  await demo.turn({speed: 60});
  await row(title).getByText('On the way').waitFor({timeout: 240_000});
  await customer.tab
    .getByText(/is on the way/)
    .first()
    .waitFor();
  await customer.tab.locator('dispatch-map .marker').waitFor();
  await lookAtAll(customer, 'own-order');
  await demo.turn({speed: 1});
  await assertUndisturbed({customer, office}, line => t.diagnostic(line));
});

async function open(url: string, size: readonly [number, number]): Promise<WatchedPage> {
  const page = await openWatched(browser, url, size);
  page.tab.setDefaultTimeout(patienceMs);
  return page;
}

/** A job on the board, as far as it is in the list that is shown. */
function row(title: string): Locator {
  return office.tab.locator('dispatch-board').getByRole('row').filter({hasText: title});
}

async function showList(name: string): Promise<void> {
  await office.tab.getByRole('button', {name: new RegExp(`^${name}`)}).click();
}

async function tapStep(name: string): Promise<void> {
  await technician.tab.locator('[part=button]').getByText(name, {exact: true}).click();
}

async function completeVisit(): Promise<void> {
  await tapStep('Complete');
  await technician.tab.getByText('This job is done').click();
  await technician.tab.getByRole('button', {name: 'Complete the job'}).click();
}

function clientOf({url, apiKey}: DemoProcess): DispatchClient {
  return new DispatchClient({url, token: apiKey});
}

/** A job with all that happened to it, as the server knows it. */
async function known(externalId: string): Promise<{job: Job; history: DomainEvent[]}> {
  const {jobs} = clientOf(demo);
  const [job] = (await jobs.list({externalId})).items;
  const {items} = await jobs.history(job!.id);
  return {job: job!, history: items};
}

const steps = ['departed', 'arrived', 'started', 'completed'].map(step => `appointment_${step}`);
const isStep = ({type}: DomainEvent) => steps.includes(type);
const stepsIn = (history: DomainEvent[]) => history.filter(isStep).map(({type, basis}) => `${type} ${basis}`);

/** Notes every word that the status of a job has on the board from now on. */
async function followRow(title: string): Promise<void> {
  await office.tab.evaluate(title => {
    const words: string[] = [];
    Object.assign(globalThis, {words});
    const board = document
      .querySelector('dispatch-dashboard')!
      .shadowRoot!.querySelector('dispatch-board')!.shadowRoot!;
    setInterval(() => {
      const row = [...board.querySelectorAll('.row')].find(each => each.textContent.includes(title));
      const word = row?.querySelector('.word')?.textContent.trim();
      if (word && word !== words.at(-1)) words.push(word);
    }, 50);
  }, title);
}

function wordsOfRow(): Promise<string[]> {
  return office.tab.evaluate(() => (globalThis as unknown as {words: string[]}).words);
}

/**
 * Lets the van drive fast until it is away from where it began and is shown. It waits for the map first: on a busy
 * machine the van would be there before it.
 */
async function bringIntoView(tab: Page): Promise<void> {
  await tab.locator('dispatch-map .maplibregl-canvas').waitFor();
  await demo.turn({speed: 10});
  await tab.locator('dispatch-map .marker').waitFor();
}

/** Waits until the marker was seen in so many places; says in how many it was. */
async function watchMarker(tab: Page, wanted: number): Promise<number> {
  const marker = tab.locator('dispatch-map .marker');
  await marker.waitFor();
  const places = new Set<string>();
  for (const untilMs = performance.now() + patienceMs; places.size < wanted && performance.now() < untilMs;) {
    // By its place in the map, which follows the van too: from the pin of the address.
    const [van, pin] = await Promise.all([
      marker.boundingBox(),
      tab.locator('dispatch-map .pin').boundingBox(),
    ]);
    if (van && pin) places.add(`${Math.round(van.x - pin.x)} ${Math.round(van.y - pin.y)}`);
    await wait(200);
  }
  assert.ok(places.size >= wanted, `the marker was seen in ${places.size} places`);
  return places.size;
}

/** No page said anything, broke its policy, jumped about or was loaded anew. */
async function assertUndisturbed(
  pages: Record<string, WatchedPage>,
  tell: (line: string) => void,
): Promise<void> {
  for (const [name, page] of Object.entries(pages)) {
    const layoutShift = await page.layoutShift();
    tell(`${name}: layout shift ${layoutShift.toFixed(3)}`);
    assert.deepEqual(
      page.said.filter(line => !isExpected(line)),
      [],
      name,
    );
    assert.deepEqual(await page.violations(), [], name);
    assert.ok(layoutShift < 0.1, `${name}: layout shift ${layoutShift}\n${await page.moved()}`);
    assert.ok(await page.isSame(), `${name} was loaded anew`);
  }
}

async function lookAtAll(customer: WatchedPage, name: string): Promise<void> {
  await lookAt(customer, `${name}-customer`, 390);
  await lookAt(technician, `${name}-technician`, 390);
  await lookAt(office, `${name}-office`, 1440);
}

async function lookAt({tab}: WatchedPage, name: string, width: number): Promise<void> {
  await tab.screenshot({path: join(screens, `theatre-${name}-${width}-light.png`)});
}
