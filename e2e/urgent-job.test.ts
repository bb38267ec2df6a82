/** An urgent job in a real office and a real browser: who is nearest and can leave goes, everybody hears of it once, and one undo takes it back. */
import assert from 'node:assert/strict';
import {mkdirSync} from 'node:fs';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {DispatchClient} from '@dispatch-kit/client';
import {minuteMs} from '@dispatch-kit/core';
import type {Appointment, Job} from '@dispatch-kit/core';
import type {OutgoingNotice} from '@dispatch-kit/server';
import {openBrowser} from './browser.ts';
import type {Browser, Page} from './browser.ts';
import {instant, openMorning, screens, sitDown} from './office-desk.ts';
import type {MorningOffice} from './office-desk.ts';

const north = (meters: number) => ({
  line: '4417 N Paulina St',
  lat: 41.9484 + meters / 111_195,
  lng: -87.6553,
});

let browser: Browser;

before(async () => {
  mkdirSync(screens, {recursive: true});
  browser = await openBrowser();
});
after(() => browser?.close());

interface Desk extends MorningOffice {
  page: Page;
  /** What went out, oldest first. */
  sent: OutgoingNotice[];
  running: Job;
  urgent: Job;
  samId: string;
}

/** Sam drives to Ada, who has heard of it; Nia works nearer by; Leo has nothing to do, and is far away. */
async function openDesk(): Promise<Desk> {
  const sent: OutgoingNotice[] = [];
  const morning = await openMorning('urgent-job', {send: notice => Promise.resolve(void sent.push(notice))});
  const {office, clock, admin, technicians} = morning;
  await admin.organization.edit({graceSeconds: 60, quietHours: null});
  const {'Sam Ortiz': sam, 'Nia Cole': nia, 'Leo Park': leo} = technicians;
  const customer = (name: string, last: number) =>
    admin.customers.create({name, phone: `+1312555014${last}`, consent: {sms: true}});
  const [ada, bo, cy] = [
    await customer('Ada Lee', 1),
    await customer('Bo Chen', 2),
    await customer('Cy Fox', 3),
  ];
  const book = (title: string, customerId: string, address: object, leadId: string, inMinutes: number) =>
    admin.jobs.create({
      customerId,
      title,
      address: address as {line: string},
      appointment: {
        window: {start: instant(inMinutes), end: instant(inMinutes + 60)},
        durationMinutes: 60,
        leadId,
      },
      notify: false,
    });
  const running = await book('Leaking tap', ada.id, north(200), sam.id, 10);
  const work = await book('New boiler', cy.id, north(300), nia.id, 0);
  const far = await book('Water meter', cy.id, north(40_000), leo.id, -90);
  await admin.appointments.complete(far.appointments[0]!.id, {outcome: 'done', skip: true, notify: false});
  await admin.appointments.start(work.appointments[0]!.id, {notify: false});
  await admin.appointments.depart(running.appointments[0]!.id);
  const {token: samToken} = await admin.organization.createSession({memberId: sam.id});
  const phone = new DispatchClient({url: office.url, token: samToken});
  const {lat, lng} = north(2500);
  await phone.road.report({fixes: [{lat, lng, accuracyMeters: 10, at: new Date(clock.now()).toISOString()}]});
  clock.skipTo(clock.now() + 61_000);
  await until(() => sent.some(({kind}) => kind === 'on_the_way'), 'the message that he is on the way');
  const urgent = await admin.jobs.create({
    customerId: bo.id,
    title: 'Smell of gas',
    address: north(0),
    priority: 'urgent',
  });
  return {...morning, page: await sitDown(browser, morning), sent, running, urgent, samId: sam.id};
}

async function until(isSo: () => unknown, what: string): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    if (await isSo()) return;
    await new Promise(later => setTimeout(later, 50));
  }
  throw new Error(`${what} did not come`);
}

/** Sends who is proposed first, and says who that is. */
async function sendFirst({page, urgent}: Desk): Promise<string> {
  const row = page.locator(`dispatch-board [id="${urgent.id}"]`);
  await row.focus();
  await page.keyboard.press('u');
  const dialog = page.locator('dispatch-urgent-dialog');
  await dialog.locator('.nearest').first().waitFor();
  await dialog.locator('.consequence', {hasText: 'gets a text'}).waitFor();
  const offered = await dialog.locator('.nearest .who b').allTextContents();
  assert.equal(offered.length, 3);
  await dialog.locator('[type=submit]').click();
  await dialog.waitFor({state: 'detached'});
  return offered[0]!.trim();
}

const phones = {
  'Sam Ortiz': '+13125550101',
  'Ada Lee': '+13125550141',
  'Bo Chen': '+13125550142',
  'Cy Fox': '+13125550143',
};

/** What went to somebody since, by kind. */
const heard = ({sent}: Desk, name: keyof typeof phones, from = 0) =>
  sent
    .slice(from)
    .filter(({to}) => to === phones[name])
    .map(({kind}) => kind);

const visitOf = async ({admin}: Desk, {id}: Job): Promise<Appointment> =>
  (await admin.jobs.get(id)).appointments.at(-1)!;

async function atDesk(name: string, act: (desk: Desk) => Promise<void>): Promise<void> {
  const desk = await openDesk();
  try {
    await act(desk);
  } catch (error) {
    await desk.page.screenshot({path: join(screens, `failed-urgent-${name}.png`)});
    throw error;
  } finally {
    await desk.page.close();
    await desk.office.close();
  }
}

test('the nearest who can leave is sent: the customer whom he leaves gets exactly one message, the urgent one hers', () =>
  atDesk('sent', async desk => {
    const {clock, sent, running, urgent, samId} = desk;
    const before = sent.length;
    assert.equal(await sendFirst(desk), 'Sam Ortiz');
    const there = await visitOf(desk, urgent);
    assert.deepEqual([there.status, there.leadId], ['scheduled', samId]);
    assert.equal((await visitOf(desk, running)).status, 'scheduled');
    clock.skipTo(clock.now() + 5 * minuteMs);
    await until(() => heard(desk, 'Bo Chen', before).length > 0, 'the message of the urgent visit');
    await until(() => heard(desk, 'Ada Lee', before).length > 0, 'the message of the visit that he left');
    clock.skipTo(clock.now() + 5 * minuteMs);
    await until(() => heard(desk, 'Sam Ortiz', before).includes('assigned'), 'the message to Sam');
    assert.deepEqual(heard(desk, 'Bo Chen', before), ['scheduled']);
    assert.equal(heard(desk, 'Ada Lee', before).length, 1, heard(desk, 'Ada Lee', before).join());
    assert.deepEqual(heard(desk, 'Cy Fox', before), []);
  }));

test('taken back inside the hold, all is as it was, and no customer hears of it', () =>
  atDesk('undone', async desk => {
    const {clock, page, sent, running, urgent} = desk;
    const before = sent.length;
    const was = await visitOf(desk, running);
    await sendFirst(desk);
    await page.locator('dispatch-board .toast .undo').click();
    await page.locator('dispatch-board .toast', {hasText: 'Undone'}).waitFor();
    const {status, leadId, planned, window, leg} = await visitOf(desk, running);
    assert.deepEqual(
      {status, leadId, planned, window, legId: leg?.id},
      {
        status: 'enroute',
        leadId: was.leadId,
        planned: was.planned,
        window: was.window,
        legId: was.leg?.id,
      },
    );
    assert.equal((await visitOf(desk, urgent)).status, 'draft');
    clock.skipTo(clock.now() + 10 * minuteMs);
    // What is sent after it has gone out: so have all that waited before.
    const {customerId} = running;
    const later = await desk.admin.jobs.create({customerId, title: 'Another', address: north(900)});
    await desk.admin.jobs.addAppointment(later.id, {
      window: {start: instant(300), end: instant(360)},
      durationMinutes: 60,
    });
    clock.skipTo(clock.now() + 5 * minuteMs);
    await until(() => heard(desk, 'Ada Lee', before).includes('scheduled'), 'the later message');
    const news = ['delayed', 'rescheduled', 'technician_changed'];
    assert.deepEqual(
      heard(desk, 'Ada Lee', before).filter(kind => news.includes(kind)),
      [],
    );
    assert.deepEqual(heard(desk, 'Bo Chen', before), []);
  }));
