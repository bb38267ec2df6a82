/** A technician's page drives a visit, hidden once and offline once, and the customer's page says what is so. */
import assert from 'node:assert/strict';
import {mkdirSync} from 'node:fs';
import {resolve} from 'node:path';
import {after, before, test} from 'node:test';
import {setTimeout as wait} from 'node:timers/promises';
import {DispatchClient} from '@dispatch-kit/client';
import {distanceMeters, minuteMs} from '@dispatch-kit/core';
import type {TrackingView} from '@dispatch-kit/core';
import {runOffice, scaledClock} from '@dispatch-kit/server/node';
import type {RunningOffice} from '@dispatch-kit/server/node';
import {dice} from '../packages/testing/src/dice.ts';
import {roadRouter, simulateDrive, smallCity} from '@dispatch-kit/testing/simulator';
import type {SimulatedDrive} from '@dispatch-kit/testing/simulator';
import {createPages} from '../scripts/pages.ts';
import {openBrowser} from './browser.ts';
import type {Browser} from './browser.ts';
import {openWatched} from './watched-page.ts';
import type {WatchedPage} from './watched-page.ts';

const screens = resolve(import.meta.dirname, '../.tmp/screens');
/** Long enough for a machine that is busy with something else. */
const patience = {timeout: 60_000};
const phone = [390, 844] as const;
const city = smallCity(3);
const door = city.addresses.toSorted(
  (a, b) => distanceMeters(b, city.depot) - distanceMeters(a, city.depot),
)[0]!;
/** Eight seconds of the office pass in one. */
const clock = scaledClock({startMs: Date.parse('2026-03-03T16:00:00Z'), speed: 8});

let office: RunningOffice;
let browser: Browser;
let technician: WatchedPage;
let customer: WatchedPage;
let customerToken: string;
let drive: SimulatedDrive | undefined;
let driving: NodeJS.Timeout;
let isHidden = false;

before(async () => {
  mkdirSync(screens, {recursive: true});
  office = await runOffice({
    dataDir: resolve(screens, '../drive'),
    databaseUrl: 'memory:',
    port: 0,
    clock,
    router: roadRouter(city.graph),
    pages: createPages(),
    organization: {name: 'Northside Plumbing', timeZone: 'America/Chicago'},
  });
  const admin = new DispatchClient({url: office.url, token: office.apiKey});
  await admin.organization.edit({autoArrive: 'auto', graceSeconds: 5, quietHours: null});
  const sam = await admin.members.create({name: 'Sam Ortiz', phone: '+13125550101', roles: ['technician']});
  const ada = await admin.customers.create({name: 'Ada Lee', phone: '+13125550142', consent: {sms: true}});
  const startMs = clock.now() + 5 * minuteMs;
  const instant = (ms: number) => new Date(ms).toISOString();
  const job = await admin.jobs.create({
    customerId: ada.id,
    title: 'Leaking tap, kitchen',
    address: door,
    appointment: {
      window: {start: instant(startMs), end: instant(startMs + 60 * minuteMs)},
      durationMinutes: 60,
      leadId: sam.id,
    },
  });
  customerToken = (await admin.office.createLink({jobId: job.id})).token;
  const {token} = await admin.organization.createSession({memberId: sam.id});
  browser = await openBrowser();
  technician = await openWatched(browser, `${office.url}/technician#${token}`, phone);
  customer = await openWatched(browser, `${office.url}/t#${customerToken}`, phone);
  await technician.context.grantPermissions(['geolocation'], {origin: office.url});
  await van(city.depot);
});

after(async () => {
  clearInterval(driving);
  await browser?.close();
  await office?.close();
});

/** Where the phone finds itself from now on. */
async function van({lat, lng}: {lat: number; lng: number}): Promise<void> {
  await technician.context.setGeolocation({latitude: lat, longitude: lng, accuracy: 8});
}

/** Drives off, and carries the phone along. */
function leave(): void {
  drive = simulateDrive({
    graph: city.graph,
    from: city.depot,
    to: door,
    random: dice('drive', 7),
    departMs: clock.now(),
    halts: [{share: 0.85, seconds: 40}],
  });
  driving = setInterval(() => {
    if (!isHidden) void van(drive!.positionAt(clock.now()).place).catch(() => undefined);
  }, 250);
}

/** The phone is put away or taken out again: a hidden page is told no places. */
async function hide(isNow: boolean): Promise<void> {
  isHidden = isNow;
  await technician.tab.evaluate(
    state => {
      Object.defineProperty(document, 'visibilityState', {value: state, configurable: true});
      document.dispatchEvent(new Event('visibilitychange'));
    },
    isNow ? 'hidden' : 'visible',
  );
}

/** What the customer is told, as the server cut it. */
async function told(): Promise<TrackingView['visit']> {
  const headers = {authorization: `Bearer ${customerToken}`};
  const response = await fetch(`${office.url}/v1/track`, {headers});
  return ((await response.json()) as TrackingView).visit;
}

const says = (page: WatchedPage, words: string | RegExp) =>
  page.tab.getByText(words).filter({visible: true}).first().waitFor(patience);
const picture = (page: WatchedPage, name: string) =>
  page.tab.screenshot({path: resolve(screens, `drive-${name}.png`)});
const sharedMeters = async () => {
  const {position} = await told();
  return position && distanceMeters(position, drive!.positionAt(Date.parse(position.at)).place);
};

async function passes(seconds: number): Promise<void> {
  const endMs = clock.now() + seconds * 1000;
  while (clock.now() < endMs) await wait(100);
}

test('from depart to arrive, hidden and offline between, the customer’s page says at each moment what is so', async () => {
  await says(technician, 'Nobody sees you');
  await says(customer, 'Confirm this time');

  await technician.tab.getByRole('button', {name: 'On my way'}).click();
  leave();
  await says(technician, 'Ada and your office see you');
  await says(customer, 'Sam is on the way');
  await passes(30);
  assert.equal((await told()).phase, 'live');
  await says(customer, 'Live');
  assert.ok((await sharedMeters())! < 60, `${await sharedMeters()} m beside the van`);
  await picture(technician, 'live');

  await hide(true);
  await passes(75);
  assert.equal((await told()).phase, 'live_stale');
  await says(customer, 'Paused');
  await says(customer, /Last position/);
  await picture(customer, 'hidden');
  // A page that nobody sees draws nothing: what it says is there when it is taken out again.
  await hide(false);
  await says(technician, /While this page was hidden your place was not known/);
  await says(technician, 'Ada and your office see you');
  await says(customer, 'Live');
  assert.equal((await told()).phase, 'live');

  // Three minutes without a network.
  await technician.context.setOffline(true);
  const lostMs = clock.now();
  await passes(90);
  await says(technician, 'Ada sees you as paused');
  await says(technician, /places wait here/);
  await says(customer, 'Paused');
  await picture(technician, 'without-network');
  await passes(90);
  await says(customer, /Last position [23] minutes ago/);
  await picture(customer, 'offline');
  const before = (await told()).position!;
  assert.ok(Date.parse(before.at) <= lostMs + 10_000, 'no position is made up');
  await technician.context.setOffline(false);
  await says(customer, 'Live');
  assert.ok((await sharedMeters())! < 60, `${await sharedMeters()} m beside the van`);
  const {lat, lng} = (await told()).position!;
  assert.ok(distanceMeters({lat, lng}, before) > 300, 'it has caught up');

  await says(customer, 'Sam has arrived');
  const {phase, position} = await told();
  assert.deepEqual([phase, position], ['onsite', undefined]);
  await says(technician, 'Your office sees you');
  await picture(customer, 'arrived');
  const lateMs = clock.now() - drive!.arriveMs;
  assert.ok(lateMs > 0 && lateMs < 3 * minuteMs, `arrived ${lateMs / 1000} s after the van stood`);
  assert.deepEqual([await technician.isSame(), await customer.isSame()], [true, true]);
  assert.deepEqual([await technician.violations(), await customer.violations()], [[], []]);
});
