/** A dispatcher's day at the desk, three times: by the keyboard alone, by one finger alone, through the accessibility tree alone. */
import assert from 'node:assert/strict';
import {mkdirSync} from 'node:fs';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import type {Job} from '@dispatch-kit/core';
import {openBrowser} from './browser.ts';
import type {Browser, Page} from './browser.ts';
import {keyboardHand, touchHand, treeHand} from './hands.ts';
import type {Hand} from './hands.ts';
import {instant, openMorning, screens, sitDown} from './office-desk.ts';
import type {DeskScreen, MorningOffice, TechnicianName} from './office-desk.ts';

let browser: Browser;

before(async () => {
  mkdirSync(screens, {recursive: true});
  browser = await openBrowser();
});
after(() => browser?.close());

interface Desk extends MorningOffice {
  page: Page;
  jobs: Map<string, Job>;
}

/** An office with a day ahead of it. */
async function openDesk(name: string, screen: DeskScreen): Promise<Desk> {
  const morning = await openMorning(`dispatcher-day-${name}`, {send: () => Promise.resolve()});
  const {admin, technicians} = morning;
  const customer = await admin.customers.create({
    name: 'Ada Lee',
    phone: '+13125550142',
    consent: {sms: true},
  });
  const jobs = new Map<string, Job>();
  const plan = async (title: string, lead: TechnicianName, inMinutes: number) => {
    const window = {start: instant(inMinutes), end: instant(inMinutes + 60)};
    const appointment = {window, durationMinutes: 60, leadId: technicians[lead].id};
    const order = {customerId: customer.id, title, address: {line: '4417 N Paulina St'}, appointment};
    jobs.set(title, await admin.jobs.create({...order, notify: false}));
  };
  await plan('Leaking tap', 'Sam Ortiz', 15);
  await plan('Cold heater', 'Sam Ortiz', 240);
  await plan('Blocked drain', 'Nia Cole', 90);
  await plan('Water meter', 'Nia Cole', 180);
  await plan('Radiator upstairs', 'Leo Park', 120);
  await plan('Radiator downstairs', 'Leo Park', 300);
  const {id: sourceId} = await admin.sources.create({name: 'HomeShield'});
  const order = {customerId: customer.id, title: 'Dishwasher', address: {line: '12 W Elm St'}};
  await admin.jobs.offer({...order, sourceId, expiresAt: instant(600)});
  await admin.appointments.depart(jobs.get('Leaking tap')!.appointments[0]!.id);
  return {...morning, page: await sitDown(browser, morning, screen), jobs};
}

const time = {key: 'e', word: /Change time/};
const assign = {key: 'r', word: /Reassign/};
const cancel = {key: 'c', word: /^Cancel/};
const status = {key: 's', word: /Set status/};
const mark = {key: 'x', word: /Choose for several/};

/** The day, in the order in which it happens. */
async function work({admin, page, technicians, jobs}: Desk, hand: Hand): Promise<void> {
  const now = async (title: string) => admin.jobs.get(jobs.get(title)!.id);
  const visit = async (title: string) => (await now(title)).appointments[0]!;
  const gone = (element: string) => page.locator(element).waitFor({state: 'detached'});
  const view = (name: RegExp) => hand.press(name);

  // An order.
  await hand.press(/New order/);
  await hand.write(/^Customer/, 'Ada');
  await hand.press(/Ada Lee/);
  await hand.write(/What is to be done/, 'Squeaking boiler');
  await hand.write(/^Address/, '4 W Elm St');
  await hand.write(/^Start/, '17:00');
  await hand.press(/Sam Ortiz/, 'radio');
  await hand.press(/Make the order/);
  await gone('dispatch-new-order');
  const made = (await admin.jobs.list({q: 'Squeaking boiler'})).items[0]!;
  assert.equal(made.appointments[0]!.leadId, technicians['Sam Ortiz'].id);

  // An offer, at a time that is suggested.
  await view(/^Offers/);
  await hand.press(/Accept: Dishwasher/);
  await page.locator('dispatch-offer-dialog .suggestion').first().waitFor();
  await hand.press(/drive|driving|Park|Cole|Ortiz/, 'radio');
  await hand.press(/^Accept/);
  await gone('dispatch-offer-dialog');
  const accepted = (await admin.jobs.list({q: 'Dishwasher'})).items[0]!;
  assert.equal(accepted.status, 'scheduled');

  // Who is on the way is needed elsewhere.
  await view(/^Jobs/);
  await hand.actOn('Leaking tap', assign);
  await hand.press(/Leo Park/, 'radio');
  await hand.press(/Assign to Leo Park/);
  await gone('dispatch-plan-dialog');
  assert.deepEqual(await visit('Leaking tap').then(({status: each, leadId}) => [each, leadId]), [
    'scheduled',
    technicians['Leo Park'].id,
  ]);

  // Canceled, and set back.
  await hand.actOn('Blocked drain', cancel);
  await hand.press(/The whole job/, 'radio');
  await hand.press(/Cancel it/);
  await gone('dispatch-plan-dialog');
  assert.equal((await now('Blocked drain')).status, 'canceled');
  await hand.press(/^Completed and canceled/);
  await hand.actOn('Blocked drain', status);
  await hand.press(/Bring the job back/, 'radio');
  await hand.press(/Set status/);
  await gone('dispatch-plan-dialog');
  assert.equal((await now('Blocked drain')).status, 'scheduled');
  await hand.press(/^Active/);

  // Another window.
  await hand.actOn('Water meter', time);
  await hand.write(/^Start/, '16:30');
  await hand.press(/^Save/);
  await gone('dispatch-plan-dialog');
  assert.equal((await visit('Water meter')).planned.start, new Date('2026-03-03T22:30:00Z').toISOString());

  // Several at once.
  await hand.actOn('Radiator upstairs', mark);
  await hand.actOn('Radiator downstairs', mark);
  await hand.press(/^Complete$/);
  await hand.press(/Complete \(2\)/);
  await gone('dispatch-bulk-dialog');
  for (const title of ['Radiator upstairs', 'Radiator downstairs'])
    assert.equal((await now(title)).status, 'complete');

  // A technician falls sick.
  await view(/^Team/);
  await hand.press(/Cannot go on: Sam Ortiz/);
  await page.locator('dispatch-relief-dialog li select').first().waitFor();
  await hand.press(/Give them away/);
  await gone('dispatch-relief-dialog');
  assert.notEqual((await visit('Cold heater')).leadId, technicians['Sam Ortiz'].id);

  // The day closes.
  await view(/^Day review/);
  const review = page.locator('dispatch-day-review');
  await review.locator('.row').first().waitFor();
  for (let left = 20; left > 0 && (await review.locator('.row').count()) > 0; left--) {
    const before = await review.locator('.row').count();
    await hand.press(/^Complete: /);
    await page.waitForFunction(
      count =>
        (document
          .querySelector('dispatch-dashboard')!
          .shadowRoot!.querySelector('dispatch-day-review')!
          .shadowRoot!.querySelectorAll('.row').length ?? 0) < count,
      before,
    );
  }
  await review.getByText('All done').first().waitFor();
}

const hands = [
  ['the keyboard', {}, keyboardHand],
  ['one finger', {size: [820, 1180], hasTouch: true}, touchHand],
  ['the accessibility tree', {}, treeHand],
] as const;

for (const [name, screen, handOf] of hands) {
  test(`a dispatcher works a whole day by ${name} alone`, async () => {
    const file = name.replaceAll(' ', '-');
    const desk = await openDesk(file, screen);
    try {
      await work(desk, await handOf(desk.page));
    } catch (error) {
      await desk.page.screenshot({path: join(screens, `failed-${file}.png`)});
      throw error;
    } finally {
      await desk.page.close();
      await desk.office.close();
    }
  });
}
