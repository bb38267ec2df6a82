/** The technician's app: in by an invitation, a day without a network from a cold start, and nothing sent twice. */
import assert from 'node:assert/strict';
import {mkdirSync} from 'node:fs';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {after, before, test} from 'node:test';
import {setTimeout as wait} from 'node:timers/promises';
import {DispatchClient} from '@dispatch-kit/client';
import type {Job, Member} from '@dispatch-kit/core';
import {minuteMs} from '@dispatch-kit/core';
import type {OutgoingNotice} from '@dispatch-kit/server';
import {runOffice} from '@dispatch-kit/server/node';
import type {RunningOffice} from '@dispatch-kit/server/node';
import {PNG} from 'pngjs';
import {createPages} from '../scripts/pages.ts';
import {openBrowser} from './browser.ts';
import type {Browser, Page} from './browser.ts';
import {openWatched} from './watched-page.ts';
import type {WatchedPage} from './watched-page.ts';

const screens = resolve(import.meta.dirname, '../.tmp/screens');
/** Long enough for a machine that is busy with something else. */
const patience = {timeout: 60_000};
const mostTaps = 5;
const phoneNumber = '+13125550101';

let dataDir: string;
let office: RunningOffice;
let admin: DispatchClient;
let browser: Browser;
let phone: WatchedPage;
let sam: Member;
let job: Job;
const sent: OutgoingNotice[] = [];

before(async () => {
  mkdirSync(screens, {recursive: true});
  dataDir = await mkdtemp(join(tmpdir(), 'dispatch-technician-'));
  office = await runOffice({
    dataDir,
    databaseUrl: 'memory:',
    port: 0,
    notifier: {send: notice => Promise.resolve(void sent.push(notice))},
    pages: createPages(),
    organization: {name: 'Northside Plumbing', timeZone: 'America/Chicago'},
  });
  admin = new DispatchClient({url: office.url, token: office.apiKey});
  await admin.organization.edit({quietHours: null});
  sam = await admin.members.create({name: 'Sam Ortiz', phone: phoneNumber, roles: ['technician']});
  const ada = await admin.customers.create({name: 'Ada Lee', phone: '+13125550142', consent: {sms: true}});
  const instant = (minutes: number) => new Date(office.clock.now() + minutes * minuteMs).toISOString();
  job = await admin.jobs.create({
    customerId: ada.id,
    title: 'Leaking tap, kitchen',
    description: 'Replace the cartridge',
    address: {line: '4417 N Paulina St', city: 'Chicago', lat: 41.9634, lng: -87.6706},
    appointment: {
      window: {start: instant(-5), end: instant(55)},
      durationMinutes: 60,
      leadId: sam.id,
    },
  });
  await admin.jobs.addNote(job.id, {text: 'Dog in the yard'});
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  await office?.close();
  await rm(dataDir, {recursive: true, force: true});
});

async function message(words: RegExp): Promise<string> {
  for (let tries = 0; tries < 300; tries++) {
    const found = sent.map(({to, text}) => (to === phoneNumber ? words.exec(text)?.[1] : undefined));
    const last = found.filter(each => each !== undefined).at(-1);
    if (last) return last;
    await wait(100);
  }
  throw new Error(`No message said ${words}; these came: ${sent.map(({text}) => text).join(' | ')}`);
}

const says = (page: Page, words: string | RegExp) =>
  page.getByText(words).filter({visible: true}).first().waitFor(patience);
const look = (page: Page, name: string) => page.screenshot({path: join(screens, `app-${name}.png`)});

test('from the link of an invitation to the day in at most five taps', async () => {
  await admin.members.invite(sam.id, {noHeadsUp: true});
  const link = await message(/(http\S+#\S+)/);
  let taps = 1;
  phone = await openWatched(browser, link, [390, 844]);
  const {tab} = phone;
  const tap = async (name: string) => {
    taps += 1;
    await tab.getByRole('button', {name}).click(patience);
  };
  await says(tab, 'Welcome, Sam');
  await look(tab, 'cards');
  await tap('Continue');
  await tab.keyboard.type('+1 312 555 0101');
  await tap('Send me a code');
  await says(tab, 'Six digits');
  await tab.keyboard.type(await message(/(\d{6})/));
  await says(tab, 'Leaking tap, kitchen');
  await says(tab, 'Nobody sees you');
  await look(tab, 'day');
  assert.ok(taps <= mostTaps, `${taps} taps`);
  assert.equal(new URL(tab.url()).hash, '');
  assert.deepEqual(await phone.violations(), []);
  assert.deepEqual(phone.said, []);
});

test('without a network a cold start has the day, takes a tap, a note and a photo, and sends each once', async () => {
  const {context, tab: first} = phone;
  // Everything is kept once the worker runs, the day once it was seen.
  await first.waitForFunction(() => navigator.serviceWorker.controller !== null, undefined, patience);
  await first.waitForFunction(
    async () => (await (await caches.open('technician')).keys()).length > 10,
    undefined,
    patience,
  );
  await wait(1_500);
  await context.setOffline(true);
  await first.close();

  const tab = await context.newPage();
  await tab.goto(`${office.url}/field/`);
  await says(tab, 'Leaking tap, kitchen');
  await says(tab, /Offline/);
  await tab.getByRole('button', {name: 'On my way'}).click(patience);
  await says(tab, /pending/);
  await look(tab, 'offline-day');
  await tab.getByRole('button', {name: 'Leaking tap, kitchen'}).click(patience);
  await says(tab, 'Dog in the yard');
  await says(tab, 'Replace the cartridge');
  await says(tab, 'En route');
  await tab.getByPlaceholder('Add a note').fill('Valve is stuck');
  await tab.getByRole('button', {name: 'Save note'}).click();
  await tab
    .locator('input[type=file]')
    .first()
    .setInputFiles({
      name: 'valve.png',
      mimeType: 'image/png',
      buffer: PNG.sync.write(new PNG({width: 64, height: 48})),
    });
  await tab.locator('.photos img').first().waitFor(patience);
  await look(tab, 'offline-job');
  assert.equal((await admin.jobs.get(job.id)).appointments[0]!.status, 'scheduled');

  await context.setOffline(false);
  await tab.waitForFunction(
    () => document.querySelector('dispatch-provider')!.client!.outbox!.get().taps.length === 0,
  );
  const waits = () =>
    tab.evaluate(() => {
      const {taps, notes, photos} = document.querySelector('dispatch-provider')!.client!.outbox!.get();
      return taps.length + notes.length + photos.length;
    });
  for (let tries = 0; tries < 300 && (await waits()) > 0; tries++) await wait(200);
  assert.equal(await waits(), 0);
  const [{items: history}, {items: notes}, {items: photos}] = await Promise.all([
    admin.jobs.history(job.id),
    admin.jobs.notes(job.id),
    admin.photos.list(job.id),
  ]);
  const departures = history.filter(({type}) => type === 'appointment_departed');
  assert.deepEqual(
    departures.map(({actor, basis}) => [actor.id, basis]),
    [[sam.id, 'offline']],
  );
  assert.deepEqual(
    notes.map(({text}) => text),
    ['Dog in the yard', 'Valve is stuck'],
  );
  assert.equal(photos.length, 1);
  await look(tab, 'back');
});

test('who signs out leaves nothing to be read', async () => {
  const tab = phone.context.pages().at(-1)!;
  await tab.goto(`${office.url}/field/`);
  await tab.getByRole('button', {name: 'Sign out'}).click(patience);
  await says(tab, 'Your phone number');
  const left = await tab.evaluate(() => localStorage.getItem('session'));
  assert.equal(left, null);
  const kept = await tab.evaluate(
    name =>
      new Promise<number>(resolve => {
        const opening = indexedDB.open(name);
        opening.onsuccess = () => {
          const count = opening.result.transaction('pictures').objectStore('pictures').count();
          count.onsuccess = () => resolve(count.result);
        };
      }),
    `dispatch-kit day-${sam.id}`,
  );
  assert.equal(kept, 0);
});
