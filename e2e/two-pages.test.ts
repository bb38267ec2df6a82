/** A whole visit, and the one that follows it, played by two pages: the technician's app and the customer's tracker. */
import assert from 'node:assert/strict';
import {mkdirSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {after, afterEach, before, test} from 'node:test';
import {setTimeout as wait} from 'node:timers/promises';
import {DispatchClient} from '@dispatch-kit/client';
import {distanceMeters, minuteMs} from '@dispatch-kit/core';
import type {Address, Appointment, DomainEvent, Job, LatLng} from '@dispatch-kit/core';
import type {OutgoingNotice} from '@dispatch-kit/server';
import {runOffice, scaledClock} from '@dispatch-kit/server/node';
import type {RunningOffice} from '@dispatch-kit/server/node';
import {dice} from '../packages/testing/src/dice.ts';
import {roadRouter, simulateDrive, smallCity} from '@dispatch-kit/testing/simulator';
import {createPages} from '../scripts/pages.ts';
import {openBrowser} from './browser.ts';
import {plainGround} from './plain-ground.ts';
import type {Browser, Page} from './browser.ts';
import {openWatched} from './watched-page.ts';
import type {WatchedPage} from './watched-page.ts';

const screens = resolve(import.meta.dirname, '../.tmp/screens');
/** Long enough for a machine that is busy with something else. */
const patience = {timeout: 60_000};
const phone = [390, 844] as const;
const phoneNumber = '+13125550101';
const title = 'Leaking tap, kitchen';
/** What a busy machine does to a page hits one stretch of the drive; what the page does itself hits each. */
const watchedStretches = 4;
const stretchMs = 2_500;

const city = smallCity(3);
/** About so far that a van needs four minutes. */
const door = city.addresses.find(each => Math.abs(distanceMeters(each, city.depot) - 1_900) < 150)!;
/** Eight seconds of the office pass in one, from ten in the morning. */
const clock = scaledClock({startMs: Date.parse('2026-03-03T16:00:00Z'), speed: 8});
const instant = (ms: number) => new Date(ms).toISOString();

let office: RunningOffice;
let admin: DispatchClient;
let browser: Browser;
let technician: WatchedPage;
let customer: WatchedPage;
let samId: string;
let job: Job;
let driving: NodeJS.Timeout | undefined;
const sent: OutgoingNotice[] = [];

before(async () => {
  mkdirSync(screens, {recursive: true});
  const usual = createPages();
  office = await runOffice({
    dataDir: resolve(screens, '../two-pages'),
    databaseUrl: 'memory:',
    port: 0,
    clock,
    notifier: {send: notice => Promise.resolve(void sent.push(notice))},
    router: roadRouter(city.graph),
    pages: async request => plainGround(request) ?? usual(request),
    organization: {name: 'Northside Plumbing', timeZone: 'America/Chicago'},
  });
  admin = new DispatchClient({url: office.url, token: office.apiKey});
  await admin.organization.edit({autoArrive: 'auto', quietHours: null});
  const roles = ['technician' as const];
  samId = (await admin.members.create({name: 'Sam Ortiz', phone: phoneNumber, roles})).id;
  job = await makeJob(door);
  browser = await openBrowser();
  technician = await openWatched(browser, `${office.url}/field/`, phone, takeWebGl);
  const {token} = await admin.office.createLink({jobId: job.id});
  customer = await openWatched(browser, `${office.url}/t#${token}`, phone, takeWebGl);
  await technician.context.grantPermissions(['geolocation'], {origin: office.url});
  await standAt(city.depot);
});

afterEach(async t => {
  if ((t as unknown as {passed: boolean}).passed || !browser?.isConnected()) return;
  for (const [name, page] of Object.entries({technician, customer})) {
    console.error(`${name} said: ${page.said.join('\n')}`);
    await picture(page, `failed-${name}`);
  }
  // What was to come next builds on it.
  await browser.close();
});
after(async () => {
  clearInterval(driving);
  await browser?.close();
  await office?.close();
});

/**
 * Both pages draw their map without WebGL: a machine without a graphics card would spend its time on pretending to be
 * one, and that is not what is measured here.
 */
async function takeWebGl(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const {getContext} = HTMLCanvasElement.prototype;
    HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, ...asked: [string]) {
      return asked[0] === 'webgl2' ? null : (getContext.apply(this, asked) as never);
    } as typeof getContext;
  });
}

async function makeJob(address: Address): Promise<Job> {
  const {id: customerId} = await admin.customers.create({
    name: 'Ada Lee',
    phone: '+13125550142',
    consent: {sms: true},
  });
  const startMs = clock.now() + 5 * minuteMs;
  return admin.jobs.create({
    customerId,
    title,
    address,
    appointment: {
      window: {start: instant(startMs), end: instant(startMs + 60 * minuteMs)},
      durationMinutes: 60,
      leadId: samId,
    },
  });
}

/** Where the phone finds itself from now on. */
async function standAt({lat, lng}: LatLng): Promise<void> {
  await technician.context.setGeolocation({latitude: lat, longitude: lng, accuracy: 8});
}

/** Drives along the streets to the door, and carries the phone along. */
function leave(): void {
  const departMs = clock.now();
  const drive = simulateDrive({
    graph: city.graph,
    from: city.depot,
    to: door,
    random: dice('two pages', 7),
    departMs,
  });
  driving = setInterval(() => void standAt(drive.positionAt(clock.now()).place).catch(() => undefined), 250);
}

const says = ({tab}: WatchedPage, words: string | RegExp) =>
  tab.getByText(words).filter({visible: true}).first().waitFor(patience);
const tap = ({tab}: WatchedPage, name: string | RegExp) =>
  tab.getByRole('button', {name}).filter({visible: true}).click(patience);
const picture = ({tab}: WatchedPage, name: string) =>
  tab.screenshot({path: join(screens, `two-pages-${name}.png`)});
const toCustomer = (words: RegExp) => sent.filter(({to, text}) => to !== phoneNumber && words.test(text));

async function until(isSo: () => boolean | Promise<boolean>, what: string): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    if (await isSo()) return;
    await wait(200);
  }
  throw new Error(`It was waited in vain until ${what}.`);
}

async function visitOf(index: number): Promise<Appointment> {
  return (await admin.jobs.get(job.id)).appointments[index]!;
}

/** What happened to a visit, in the order in which it was noted. */
async function eventsOf(index: number): Promise<DomainEvent[]> {
  const {id} = await visitOf(index);
  const {items} = await admin.jobs.history(job.id);
  return items.filter(event => 'appointmentId' in event && event.appointmentId === id);
}

/** What waits on the technician's phone. */
function waiting(): Promise<{taps: number; notes: number}> {
  return technician.tab.evaluate(() => {
    const {taps, notes} = document.querySelector('dispatch-provider')!.client!.outbox!.get();
    return {taps: taps.length, notes: notes.length};
  });
}

async function signIn(): Promise<void> {
  const {tab} = technician;
  await tap(technician, 'Continue');
  await says(technician, 'Your phone number');
  await tab.keyboard.type('+1 312 555 0101');
  await tap(technician, 'Send me a code');
  await says(technician, 'Six digits');
  const codeOf = ({to, text}: OutgoingNotice) => (to === phoneNumber ? /(\d{6})/.exec(text)?.[1] : undefined);
  await until(() => sent.some(codeOf), 'a code came');
  await tab.keyboard.type(codeOf(sent.find(codeOf)!)!);
}

/** Watches both pages while the marker moves; says how long the long tasks of each stretch were. */
async function watchDrive(): Promise<number[][]> {
  const marker = customer.tab.locator('dispatch-map .marker');
  await marker.waitFor(patience);
  const stretches: number[][] = [];
  const places = new Set<string>();
  for (let stretch = 0; stretch < watchedStretches; stretch++) {
    await Promise.all([customer.longTasks(), technician.longTasks()]);
    await wait(stretchMs);
    places.add(JSON.stringify(await marker.boundingBox()));
    stretches.push([...(await customer.longTasks()), ...(await technician.longTasks())]);
  }
  assert.ok(places.size > 1, 'the marker moves');
  return stretches;
}

test('a technician signs in, departs by mistake, takes it back, and departs: the customer is told once', async () => {
  await signIn();
  await says(technician, title);
  await says(technician, 'Nobody sees you');
  await says(customer, 'Confirm this time');

  await tap(technician, 'On my way');
  await tap(technician, /^Undo /);
  await says(technician, 'Nobody sees you');
  await until(async () => (await visitOf(0)).status === 'scheduled', 'the departure is undone');
  await tap(technician, 'On my way');
  leave();
  await says(technician, 'Ada and your office see you');
  await says(customer, 'Sam is on the way');
  await until(() => toCustomer(/on the way/i).length > 0, 'the customer is told');
  assert.equal(toCustomer(/on the way/i).length, 1);
});

test('while the marker moves, neither page works for long at a time', async t => {
  const stretches = await watchDrive();
  await picture(customer, 'live');
  await picture(technician, 'live');
  t.diagnostic(`long tasks: ${stretches.map(tasks => `[${tasks.join(' ')}]`).join(' ')} ms`);
  assert.ok(
    stretches.some(tasks => tasks.length === 0),
    `long tasks in each stretch: ${JSON.stringify(stretches)}`,
  );
});

test('what is tapped and written without a network waits, and is sent once', async () => {
  await technician.context.setOffline(true);
  await tap(technician, 'More steps');
  await tap(technician, /^10 min/);
  await says(technician, '1 tap waits to be sent');
  await technician.tab.getByRole('button', {name: title}).filter({visible: true}).click(patience);
  await technician.tab.getByPlaceholder('Add a note').fill('Valve is stuck');
  await tap(technician, 'Save note');
  await until(async () => (await waiting()).notes === 1, 'the note waits');
  assert.deepEqual(await waiting(), {taps: 1, notes: 1});
  await picture(technician, 'offline');
  await technician.context.setOffline(false);
  await until(async () => {
    const {taps, notes} = await waiting();
    return taps + notes === 0;
  }, 'all is sent');
  const {items: notes} = await admin.jobs.notes(job.id);
  assert.deepEqual(
    notes.map(({text}) => text),
    ['Valve is stuck'],
  );
  const late = (await eventsOf(0)).filter(({type}) => type === 'running_late');
  assert.equal(late.length, 1);
  await technician.tab.getByRole('link', {name: 'Back to my day'}).click(patience);
});

test('the technician arrives by himself, works, and has to come again', async () => {
  await says(customer, 'Sam has arrived');
  await until(() => toCustomer(/arrived/i).length > 0, 'the customer is told');
  clearInterval(driving);
  await tap(technician, 'Start appointment');
  await says(customer, /Work started at/);
  await tap(technician, 'Complete');
  await technician.tab.getByText('This job requires follow up').click(patience);
  await technician.tab.getByText('Needs parts').click(patience);
  await picture(technician, 'fork');
  await tap(technician, 'Pause the job');
  await says(customer, 'We will be back');
  await picture(customer, 'paused');
  assert.equal((await admin.jobs.get(job.id)).status, 'paused');
  const steps = (await eventsOf(0))
    .map(({type, basis}) => `${type} ${basis}`)
    .filter(step => /departed|undone|arrived|started|completed/.test(step));
  assert.deepEqual(steps, [
    'appointment_departed manual',
    'appointment_undone manual',
    'appointment_departed manual',
    'appointment_arrived geofence',
    'appointment_started manual',
    'appointment_completed manual',
  ]);
});

test('another visit is planned, and is moved to a time that the customer chose', async () => {
  const startMs = clock.now() + 24 * 60 * minuteMs;
  await admin.jobs.addAppointment(job.id, {
    window: {start: instant(startMs), end: instant(startMs + 60 * minuteMs)},
    durationMinutes: 30,
    leadId: samId,
  });
  await says(customer, 'Confirm this time');
  await tap(customer, 'Ask for another time');
  await customer.tab.locator('label.chip').first().click(patience);
  await picture(customer, 'move');
  await tap(customer, 'Send');
  await says(customer, /You asked for another time/);
  const {id, request} = await visitOf(1);
  const [window] = request!.windows!;
  await admin.appointments.reschedule(id, {window: window!});
  await customer.tab.getByText(/You asked for another time/).waitFor({state: 'detached', ...patience});
  assert.equal((await visitOf(1)).request, null);
  await picture(customer, 'moved');
  // The hours until then are of no interest to anybody.
  clock.skipTo(Date.parse(window!.start));
});

test('the second visit is done, and rated', async () => {
  await standAt(city.depot);
  await says(technician, title);
  await tap(technician, 'On my way');
  leave();
  await says(customer, 'Sam is on the way');
  await customer.tab.locator('dispatch-map .marker').waitFor(patience);
  clock.setSpeed(16);
  await says(customer, 'Sam has arrived');
  clearInterval(driving);
  await tap(technician, 'Start appointment');
  await says(customer, /Work started at/);
  await tap(technician, 'Complete');
  await technician.tab.getByText('This job is done').click(patience);
  await tap(technician, 'Complete the job');
  await says(customer, 'How did it go?');
  await customer.tab.locator('label.star').nth(4).click(patience);
  await tap(customer, 'Send rating');
  await says(customer, 'Thank you for your rating.');
  await says(technician, 'All done for today');
  await picture(customer, 'rated');
  const {status} = await admin.jobs.get(job.id);
  assert.equal(status, 'complete');
  assert.equal((await eventsOf(1)).filter(({type}) => type === 'visit_rated').length, 1);
});

test('through all of it no page was loaded anew, said anything or broke its policy', async t => {
  /** What the browser itself says of a page without a network. */
  const isExpected = (line: string) => /Failed to load resource: net::ERR_INTERNET_DISCONNECTED/.test(line);
  for (const [name, page] of Object.entries({technician, customer})) {
    const layoutShift = await page.layoutShift();
    t.diagnostic(`${name}: layout shift ${layoutShift.toFixed(3)}`);
    assert.ok(layoutShift < 0.02, `${name}: layout shift ${layoutShift}\n${await page.moved()}`);
    assert.deepEqual(
      page.said.filter(line => !isExpected(line)),
      [],
      name,
    );
    assert.deepEqual(await page.violations(), [], name);
    assert.ok(await page.isSame(), `${name} was loaded anew`);
  }
});
