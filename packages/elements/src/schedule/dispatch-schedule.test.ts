/** The schedule against the real server, in the same tab. */
import {DispatchClient} from '@dispatch-kit/client';
import type {Job, Member} from '@dispatch-kit/core';
import {createCompany, expectOk} from '@dispatch-kit/testing';
import type {Caller, Company} from '@dispatch-kit/testing';
import {sendKeys, sendMouse, setViewport} from '@web/test-runner-commands';
import axe from 'axe-core';
import {expect} from 'chai';
import type {DispatchOpenEvent} from '../events.ts';
import type {DispatchPlanDialog} from '../order/plan-dialog.ts';
import '../provider/dispatch-provider.ts';
import {DispatchSchedule} from './dispatch-schedule.ts';

let company: Company;
let sam: Member & {caller: Caller};
let nia: Member & {caller: Caller};
let isCut = false;
let cut = new AbortController();
let schedule: DispatchSchedule;
let client: DispatchClient;

async function network(input: Request | string | URL, init?: RequestInit): Promise<Response> {
  if (isCut) throw new TypeError('The network is cut.');
  const response = await company.server.fetch(new Request(input, init));
  if (!response.body) return response;
  const {readable, writable} = new TransformStream<Uint8Array, Uint8Array>();
  void response.body.pipeTo(writable, {signal: cut.signal}).catch(() => {});
  return new Response(readable, response);
}

const root = () => schedule.shadowRoot!;
const plan = () => root().querySelector<DispatchPlanDialog>('dispatch-plan-dialog')?.shadowRoot;
const textOf = (node: {textContent: string | null} | null | undefined) =>
  (node?.textContent ?? '').replaceAll(/\s+/g, ' ').trim();
const cards = () => [...root().querySelectorAll<HTMLElement>('.card')];
const cardOf = (title: string) => cards().find(card => textOf(card).includes(title))!;
const rowOf = (title: string) => textOf(cardOf(title)?.closest('.row')?.querySelector('.name'));

async function until(isSo: () => unknown, what: string): Promise<void> {
  for (let frames = 0; frames < 400; frames++) {
    if (isSo()) return;
    await new Promise(requestAnimationFrame);
  }
  throw new Error(`${what} did not come; the schedule says: ${textOf(root())} ${textOf(plan())}`);
}

async function open(token = company.admin.token): Promise<void> {
  const {url} = company;
  // Your back end makes the token of a session, with POST /v1/embed-sessions.
  const fetchToken = async () => token;
  // #region schedule
  client = new DispatchClient({url, fetchToken, fetch: network});
  const provider = document.createElement('dispatch-provider');
  provider.client = client;
  schedule = document.createElement('dispatch-schedule');
  schedule.day = 'today';
  provider.append(schedule);
  document.body.append(provider);
  // #endregion
  schedule.style.blockSize = '640px';
}

async function check(): Promise<void> {
  const {violations} = await axe.run(document.body, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'],
  });
  expect(violations.map(({help, nodes}) => `${help}: ${nodes[0]!.html}`)).to.deep.equal([]);
}

describe('<dispatch-schedule>', () => {
  let tap: Job;
  beforeEach(async () => {
    document.documentElement.lang = 'en-US';
    await setViewport({width: 1280, height: 720});
    [isCut, cut] = [false, new AbortController()];
    company = await createCompany();
    sam = await company.hireTechnician('Sam Ortiz');
    nia = await company.hireTechnician('Nia Cole');
    tap = await company.book({leadId: sam.id, inHours: 2});
    await company.book({title: 'Boiler service', leadId: nia.id, inHours: 3});
    await company.book({title: 'Sump pump', inHours: 4});
    await company.book({title: 'No heat'});
  });
  afterEach(async () => {
    document.body.replaceChildren();
    await company.close();
  });

  it('is defined', () => {
    expect(document.createElement('dispatch-schedule')).to.be.instanceOf(DispatchSchedule);
  });

  it('puts each visit on the line of who does it, at its time, and follows what happens', async () => {
    await open();
    await until(() => cards().length === 3, 'three visits');
    expect(['Leaking tap', 'Boiler', 'Sump'].map(rowOf)).to.deep.equal([
      'SO Sam Ortiz',
      'NC Nia Cole',
      '? Unassigned',
    ]);
    const [tapBox, boilerBox] = [
      cardOf('Leaking').getBoundingClientRect(),
      cardOf('Boiler').getBoundingClientRect(),
    ];
    expect(Math.abs(tapBox.right - boilerBox.left)).to.be.lessThan(1.5);
    expect(textOf(root().querySelector('.tray'))).to.include('No heat');
    await check();
    expectOk(await sam.caller.post(`/v1/appointments/${tap.appointments[0]!.id}/depart`));
    await until(() => cardOf('Leaking tap').ariaLabel?.includes('On the way'), 'on the way');
    await check();
  });

  it('marks visits that overlap, under each other', async () => {
    const window = {start: '2026-03-03T17:30:00.000Z', end: '2026-03-03T18:30:00.000Z'};
    const {customerId, address} = tap;
    const appointment = {window, durationMinutes: 60, leadId: sam.id, override: true};
    expectOk(await company.admin.post('/v1/jobs', {customerId, address, title: 'Clashing', appointment}));
    await open();
    await until(() => cards().length === 4, 'four visits');
    const [tapBox, other] = [
      cardOf('Leaking').getBoundingClientRect(),
      cardOf('Clashing').getBoundingClientRect(),
    ];
    expect(other.top).to.be.at.least(tapBox.bottom);
    expect(cardOf('Clashing').ariaLabel).to.include('Conflict, overlaps 11:00');
    expect(cardOf('Clashing').matches('.conflict')).to.equal(true);
    await check();
  });

  it('is walked with the keyboard, opened, and shares what is selected', async () => {
    await open();
    await until(() => cards().length === 3, 'three visits');
    const opened: (string | undefined)[] = [];
    schedule.addEventListener('dispatch-open', event => opened.push((event as DispatchOpenEvent).jobId));
    expect(cards().filter(card => card.tabIndex === 0)).to.have.length(1);
    cardOf('Sump').focus();
    await sendKeys({press: 'ArrowDown'});
    await until(() => textOf(root().activeElement).includes('Boiler'), 'the line below');
    await sendKeys({press: 'ArrowDown'});
    await until(() => textOf(root().activeElement).includes('Leaking'), 'the next line');
    await sendKeys({press: 'Enter'});
    expect(opened).to.deep.equal([tap.id]);
    expect(client.board({day: 'today'}).selection.jobId).to.equal(tap.id);
    await sendKeys({press: '?'});
    await until(() => root().querySelector<HTMLDialogElement>('dialog.keys')!.open, 'the list of keys');
    await check();
    await sendKeys({press: 'Escape'});
  });

  it('gives a visit to somebody else by its menu, and takes it back', async () => {
    await open();
    await until(() => cards().length === 3, 'three visits');
    cardOf('Leaking tap').focus();
    await sendKeys({press: 'a'});
    await until(() => root().activeElement?.matches('[role=menuitem]'), 'the menu');
    await check();
    await sendKeys({press: 'Escape'});
    await sendKeys({press: 'r'});
    await until(() => textOf(plan()).includes('Visits that day'), 'the technicians');
    const choices = [...plan()!.querySelectorAll<HTMLElement>('.choice')];
    choices.find(choice => textOf(choice).includes('Nia'))!.click();
    await until(() => textOf(plan()).includes('Sam Ortiz gets a text'), 'the consequence');
    plan()!.querySelector<HTMLElement>('[type=submit]')!.click();
    await until(() => rowOf('Leaking tap').includes('Nia Cole'), 'the other line');
    await until(() => root().querySelector('.undo'), 'the way back');
    root().querySelector<HTMLElement>('.undo')!.click();
    await until(() => rowOf('Leaking tap').includes('Sam Ortiz'), 'Sam again');
  });

  /** The middle of a stretch of time on somebody's line; hours count from midnight in the office. */
  function pointAt(name: string, hour: number): [number, number] {
    const row = [...root().querySelectorAll('.row')].find(each =>
      textOf(each.querySelector('.name')).includes(name),
    )!;
    const {left, top, width} = row.querySelector('.track')!.getBoundingClientRect();
    return [Math.round(left + ((hour - 8) / 10) * width), Math.round(top + 30)];
  }

  async function drag(from: [number, number], to: [number, number]): Promise<void> {
    await sendMouse({type: 'move', position: from});
    await sendMouse({type: 'down'});
    await sendMouse({type: 'move', position: [from[0] + 8, from[1]]});
    await sendMouse({type: 'move', position: to});
  }

  const ghost = () => root().querySelector<HTMLElement>('.ghost')!;
  const confirm = () => plan()!.querySelector<HTMLElement>('[type=submit]')!.click();

  it('moves a visit along its line, having said what follows, and takes it back', async () => {
    await company.pass(150);
    await open();
    await until(() => cards().length === 3, 'three visits');
    const opened: Event[] = [];
    schedule.addEventListener('dispatch-open', event => opened.push(event));
    await drag(pointAt('Sam', 11.5), pointAt('Sam', 13.55));
    expect(ghost().hidden).to.equal(false);
    expect(textOf(ghost())).to.match(/1:00\s–\s2:00 pm · Sam Ortiz · free/);
    await sendMouse({type: 'up'});
    await until(() => textOf(plan()).includes('Ada Lee gets a text'), 'the consequence');
    expect(plan()!.querySelector<HTMLInputElement>('[type=time]')!.value).to.equal('13:00');
    expect(plan()!.activeElement?.matches('[type=submit]')).to.equal(true);
    expect(ghost().hidden).to.equal(true);
    await check();
    confirm();
    await until(() => cardOf('Leaking').ariaLabel?.includes('1:00'), 'the new time');
    expect(opened).to.deep.equal([]);
    await until(() => root().querySelector('.undo'), 'the way back');
    root().querySelector<HTMLElement>('.undo')!.click();
    await until(() => cardOf('Leaking').ariaLabel?.includes('11:00'), 'the old time');
  });

  it('gives a visit to whom it is dragged to, and to nobody', async () => {
    await open();
    await until(() => cards().length === 3, 'three visits');
    await drag(pointAt('Sam', 11.5), pointAt('Nia', 11.5));
    expect(textOf(ghost())).to.include('Nia Cole · free');
    await sendMouse({type: 'up'});
    await until(() => textOf(plan()).includes('Sam Ortiz gets a text'), 'the consequence');
    confirm();
    await until(() => rowOf('Leaking tap').includes('Nia Cole'), 'the other line');
    await drag(pointAt('Nia', 11.5), pointAt('Unassigned', 11.5));
    await sendMouse({type: 'up'});
    await until(() => textOf(plan()).includes('Take off the technician'), 'the dialog');
    await until(() => !textOf(plan()).includes('Looking up'), 'the consequence');
    confirm();
    await until(() => rowOf('Leaking tap').includes('Unassigned'), 'the line of nobody');
  });

  it('gives a visit another time and another technician in one change, and takes both back at once', async () => {
    await company.pass(150);
    await open();
    await until(() => cards().length === 3, 'three visits');
    const texts = company.sent.length;
    await drag(pointAt('Sam', 11.5), pointAt('Nia', 14.55));
    expect(textOf(ghost())).to.match(/2:00\s–\s3:00 pm · Nia Cole · free/);
    await sendMouse({type: 'up'});
    await until(() => textOf(plan()).includes('Ada Lee gets a text'), 'the consequence');
    expect(textOf(plan())).to.include('Move the visit');
    expect(textOf(plan())).to.include('Nia Cole gets a text');
    await check();
    confirm();
    await until(() => rowOf('Leaking tap').includes('Nia Cole'), 'the other line');
    expect(cardOf('Leaking').ariaLabel).to.include('2:00');
    expect(textOf(root().querySelector('.toast'))).to.match(/Leaking tap, kitchen: 2:00\spm, Nia Cole\./);
    root().querySelector<HTMLElement>('.undo')!.click();
    await until(() => rowOf('Leaking tap').includes('Sam Ortiz'), 'Sam again');
    expect(cardOf('Leaking').ariaLabel).to.include('11:00');
    await company.pass(600);
    expect(company.sent.length, 'nobody was told').to.equal(texts);
  });

  const spoken = () => textOf(root().querySelector('.spoken'));

  it('is moved by keyboard, each place spoken, put down as a drag is, or put back', async () => {
    await open();
    await until(() => cards().length === 3, 'three visits');
    cardOf('Leaking').focus();
    await sendKeys({press: 'm'});
    expect(spoken()).to.match(/^Picked up: Leaking tap, kitchen\. .* 11:00\sam, Sam Ortiz, free$/);
    await check();
    await sendKeys({press: 'ArrowRight'});
    await until(() => /^11:15\sam, Sam Ortiz, free$/.test(spoken()), 'a quarter later');
    await sendKeys({press: 'ArrowUp'});
    await until(() => /^11:15\sam, Nia Cole, overlaps 12:00\spm$/.test(spoken()), 'the line above');
    expect(ghost().matches('.bad')).to.equal(true);
    await sendKeys({press: 'ArrowUp'});
    await until(() => /^11:15\sam, Unassigned$/.test(spoken()), 'the line of nobody');
    await sendKeys({press: 'Escape'});
    await until(() => spoken() === 'Put back: Leaking tap, kitchen' && ghost().hidden, 'back');
    expect(textOf(root().activeElement)).to.include('Leaking tap');
    await sendKeys({press: 'Space'});
    await sendKeys({press: 'Shift+ArrowRight'});
    await until(() => /^11:00\sam\s–\s12:15\spm, Sam Ortiz, free$/.test(spoken()), 'longer');
    await sendKeys({press: 'ArrowLeft'});
    await sendKeys({press: 'Enter'});
    await until(() => plan()?.querySelector<HTMLInputElement>('[type=number]')?.value === '75', 'the dialog');
    await until(() => !textOf(plan()).includes('Looking up'), 'the consequence');
    await sendKeys({press: 'Enter'});
    await until(() => cardOf('Leaking').ariaLabel?.match(/10:45.*12:00/), 'the new time');
    await until(() => textOf(root().activeElement).includes('Leaking tap'), 'the keyboard on it again');
  });

  it('plans what waits by keyboard', async () => {
    await open();
    await until(() => root().querySelector('.chip'), 'what waits');
    root().querySelector<HTMLElement>('.chip')!.focus();
    await sendKeys({press: 'm'});
    await until(() => spoken().includes('9:15 am, Nia Cole'), 'the first line, soon');
    await sendKeys({press: 'ArrowDown'});
    await sendKeys({press: 'ArrowRight'});
    await until(() => /^9:30\sam, Sam Ortiz/.test(spoken()), 'Sam');
    await sendKeys({press: 'Enter'});
    await until(() => textOf(plan()).includes('Plan a visit'), 'the dialog');
    await until(() => !textOf(plan()).includes('Looking up'), 'the consequence');
    await sendKeys({press: 'Enter'});
    await until(() => rowOf('No heat').includes('Sam Ortiz'), 'the visit');
    expect(cardOf('No heat').ariaLabel).to.include('9:30');
  });

  const advice = () => root().querySelector<HTMLElement>('.advice')!;

  it('plans what waits as the office suggests it, by one tap, having said who is told, and takes it back', async () => {
    await open();
    await until(() => advice(), 'a suggestion');
    expect(advice().ariaLabel).to.match(/^Plan No heat: .*(Nia Cole|Sam Ortiz).*free\. Ada Lee gets a text/);
    const name = textOf(advice()).includes('Nia') ? 'Nia Cole' : 'Sam Ortiz';
    await check();
    advice().click();
    advice().click();
    await until(() => rowOf('No heat').includes(name), 'the visit');
    expect(cards().filter(card => textOf(card).includes('No heat'))).to.have.length(1);
    expect(plan()).to.equal(undefined);
    expect(textOf(root().querySelector('.toast'))).to.include(`, ${name}.`);
    root().querySelector<HTMLElement>('.undo')!.click();
    await until(() => root().querySelector('.chip') && cards().length === 3, 'it waits again');
  });

  it('accepts an offer with the time that is suggested, and plans a draft as suggested, each by one tap, and takes it back', async () => {
    const waits = expectOk(await company.admin.get<{items: Job[]}>('/v1/jobs?status=unscheduled')).items;
    for (const {id} of waits)
      expectOk(await company.admin.post(`/v1/jobs/${id}/cancel`, {reason: 'Not needed'}));
    const customerId = waits[0]!.customerId;
    const source = expectOk(await company.admin.post<{id: string}>('/v1/sources', {name: 'HomeShield'}));
    const address = {line: '12 W Elm St', lat: 41.95, lng: -87.66};
    const order = {customerId, title: 'Dishwasher', address, sourceId: source.id};
    const offer = expectOk(await company.admin.post<Job>('/v1/offers', order));
    const window = {start: '2026-03-03T20:00:00Z', end: '2026-03-03T21:00:00Z'};
    const appointment = {window, durationMinutes: 60, draft: true};
    const draft = expectOk(
      await company.admin.post<Job>('/v1/jobs', {customerId, title: 'Washer', address, appointment}),
    );
    await open();
    const adviceOn = ({id}: Job) =>
      root().querySelector(`.chip[data-job="${id}"]`)?.parentElement?.querySelector<HTMLElement>('.advice');
    const statusOf = async ({id}: Job) => expectOk(await company.admin.get<Job>(`/v1/jobs/${id}`)).status;
    for (const [job, label] of [
      [offer, /^Accept and plan Dishwasher: /],
      [draft, /^Plan Washer: /],
    ] as const) {
      const before = await statusOf(job);
      await until(() => adviceOn(job), 'a suggestion');
      expect(adviceOn(job)!.ariaLabel).to.match(label);
      await check();
      adviceOn(job)!.click();
      await until(() => !root().querySelector(`.chip[data-job="${job.id}"]`), 'the visit');
      expect(await statusOf(job)).to.equal('scheduled');
      root().querySelector<HTMLElement>('.undo')!.click();
      await until(() => root().querySelector(`.chip[data-job="${job.id}"]`), 'it waits again');
      expect(await statusOf(job)).to.equal(before);
    }
  });

  it('plans what waits as it is suggested by one key', async () => {
    await open();
    await until(() => advice(), 'a suggestion');
    root().querySelector<HTMLElement>('.chip')!.focus();
    await sendKeys({press: 's'});
    await until(() => cardOf('No heat'), 'the visit');
  });

  it('shows where what is held could go, and carries it from one suggestion to the next', async () => {
    await open();
    await until(() => cards().length === 3, 'three visits');
    cardOf('Sump').focus();
    await sendKeys({press: 'm'});
    await until(() => root().querySelector('.slot'), 'suggested times');
    await check();
    await sendKeys({press: 's'});
    await until(() => /^\d+:\d\d\s[ap]m, (Sam Ortiz|Nia Cole).*, free$/.test(spoken()), 'the best of them');
    const best = spoken();
    await sendKeys({press: 's'});
    await until(() => spoken() !== best, 'the next of them');
    await sendKeys({press: 'Escape'});
    await until(() => !root().querySelector('.slot'), 'no suggestions');
  });

  it('shows three days beside each other, moves a visit to another of them, and shares its selection', async () => {
    await company.book({title: 'Tomorrow', leadId: sam.id, inHours: 26});
    await open();
    await until(() => cards().length === 3, 'one day');
    cardOf('Leaking').focus();
    await sendKeys({press: '3'});
    await until(() => cards().length === 4, 'the visits of three days');
    expect([...root().querySelectorAll('.dayname')].map(textOf)).to.deep.equal([
      'Tue, Mar 3',
      'Wed, Mar 4',
      'Thu, Mar 5',
    ]);
    expect(schedule.days).to.equal(3);
    expect(client.board({day: 'today'}).selection.jobId).to.equal(tap.id);
    expect(root().querySelectorAll('.rows ~ .now, .sheet > .lines .now')).to.have.length(1);
    await check();
    cardOf('Tomorrow').focus();
    await sendKeys({press: 'm'});
    await until(() => spoken().includes('Wed, Mar 4, 11:00 am, Sam Ortiz'), 'the day is spoken');
    for (let i = 0; i < 13; i++) await sendKeys({press: 'ArrowLeft'});
    await until(() => spoken().startsWith('Tue, Mar 3, 5:45 pm'), 'the evening before');
    await sendKeys({press: 'Enter'});
    await until(
      () => plan()?.querySelector<HTMLInputElement>('[type=date]')?.value === '2026-03-03',
      'the dialog',
    );
    await until(() => !textOf(plan()).includes('Looking up'), 'the consequence');
    confirm();
    await until(() => cardOf('Tomorrow')?.ariaLabel?.includes('5:45'), 'the new time');
    root().querySelector<HTMLElement>('.nextDay')!.click();
    await until(() => schedule.day === '2026-03-06', 'three days on');
    root().querySelector<HTMLElement>('.nextDay')!.focus();
    await sendKeys({press: '1'});
    await until(() => root().querySelectorAll('.dayname').length === 0, 'one day');
  });

  it('makes a visit longer by its end, and lets it go with Escape', async () => {
    await open();
    await until(() => cards().length === 3, 'three visits');
    const {right, top} = cardOf('Leaking').getBoundingClientRect();
    const end: [number, number] = [Math.round(right) - 4, Math.round(top + 30)];
    await drag(end, pointAt('Sam', 13));
    await sendKeys({press: 'Escape'});
    await sendMouse({type: 'up'});
    expect(ghost().hidden).to.equal(true);
    await drag(end, pointAt('Sam', 13));
    await sendMouse({type: 'up'});
    await until(() => plan()?.querySelector<HTMLInputElement>('[type=number]')?.value === '120', 'two hours');
    await until(() => !textOf(plan()).includes('Looking up'), 'the consequence');
    confirm();
    await until(() => cardOf('Leaking').ariaLabel?.match(/11:00.*1:00/), 'the new end');
  });

  it('plans a waiting job where it is let go', async () => {
    await open();
    await until(() => root().querySelector('.chip'), 'what waits');
    const {left, top} = root().querySelector('.chip')!.getBoundingClientRect();
    await drag([Math.round(left + 20), Math.round(top + 20)], pointAt('Nia', 14));
    await sendMouse({type: 'up'});
    await until(() => textOf(plan()).includes('Plan a visit'), 'the dialog');
    await until(() => !textOf(plan()).includes('Looking up'), 'the consequence');
    confirm();
    await until(() => rowOf('No heat').includes('Nia Cole'), 'the visit');
    expect(cardOf('No heat').ariaLabel).to.include('2:00');
  });

  it('is dragged by a finger that has rested, and not by one that scrolls', async () => {
    await open();
    await until(() => cards().length === 3, 'three visits');
    const [from, to] = [pointAt('Sam', 11.5), pointAt('Nia', 11.5)];
    const touch = (type: string, [clientX, clientY]: [number, number]) =>
      cardOf('Leaking').dispatchEvent(
        new PointerEvent(type, {
          bubbles: true,
          composed: true,
          isPrimary: true,
          pointerId: 7,
          pointerType: 'touch',
          clientX,
          clientY,
        }),
      );
    touch('pointerdown', from);
    touch('pointermove', to);
    expect(ghost().hidden).to.equal(true);
    touch('pointerup', to);
    touch('pointerdown', from);
    await until(() => !ghost().hidden, 'the hold');
    touch('pointermove', to);
    touch('pointerup', to);
    await until(() => textOf(plan()).includes('Assign to Nia Cole'), 'the dialog');
  });

  it('plans what waits for a time', async () => {
    await open();
    await until(() => root().querySelector('.chip'), 'what waits');
    root().querySelector<HTMLElement>('.chip')!.click();
    await until(() => textOf(plan()).includes('Plan a visit'), 'the dialog');
    await until(() => !textOf(plan()).includes('Looking up'), 'the consequence');
    plan()!.querySelector<HTMLElement>('[type=submit]')!.click();
    await until(() => cards().length === 4 && !root().querySelector('.chip'), 'the visit');
  });

  it('goes to another day and back', async () => {
    await open();
    await until(() => cards().length === 3, 'three visits');
    root().querySelector<HTMLElement>('.nextDay')!.click();
    await until(() => textOf(root()).includes('Nothing is planned'), 'an empty day');
    expect(schedule.day).to.equal('2026-03-04');
    expect(textOf(root().querySelector('h2'))).to.equal('Wednesday, March 4');
    expect(root().querySelector('.now')).to.equal(null);
    await check();
    root().querySelector<HTMLElement>('.previousDay')!.click();
    await until(() => cards().length === 3, 'today');
    expect(schedule.day).to.equal('today');
    expect(root().querySelectorAll('.now')).to.have.length(2);
  });

  it('draws of many technicians only those in sight', async () => {
    for (let i = 0; i < 40; i++) await company.hireTechnician(`Tech ${String(i).padStart(2, '0')}`);
    await open();
    await until(() => cards().length > 0, 'visits');
    const rows = () => root().querySelectorAll('.rows .row');
    expect(rows().length).to.be.lessThan(25);
    expect(root().querySelector('.grid')!.getAttribute('aria-rowcount')).to.equal('44');
    root().querySelector('.scroller')!.scrollTop = 9999;
    await until(() => textOf([...rows()].at(-1)!).includes('Tech 39'), 'the last one');
    await check();
  });

  it('says that it is offline, and how old what it shows is', async () => {
    await open();
    await until(() => cards().length === 3, 'three visits');
    isCut = true;
    cut.abort();
    await until(() => textOf(root()).includes('Offline. This was known'), 'the banner');
    expect(schedule.matches(':state(offline)')).to.equal(true);
    expect(cards()).to.have.length(3);
    await check();
    [isCut, cut] = [false, new AbortController()];
    dispatchEvent(new Event('online'));
    await until(() => !schedule.matches(':state(offline)'), 'online');
  });

  it('tells a developer why it may not be shown', async () => {
    await open('dk_test_wrong');
    await until(() => textOf(root()).includes('cannot be shown'), 'the sentence');
    expect(textOf(root())).to.include('/v1/embed-sessions');
    await check();
  });

  it('has a place for a team without technicians', async () => {
    await company.close();
    company = await createCompany();
    await open();
    await until(() => textOf(root()).includes('No technicians yet'), 'empty');
    await check();
  });

  it('reads from right to left, and is as wide as the page', async () => {
    await setViewport({width: 768, height: 720});
    document.documentElement.lang = 'ar';
    await open();
    await until(() => cards().length === 3 && textOf(root()).includes('بانتظار موعد'), 'Arabic');
    expect(cardOf('Boiler').getBoundingClientRect().right).to.be.lessThan(
      cardOf('Leaking').getBoundingClientRect().left + 2,
    );
    expect(document.documentElement.scrollWidth).to.equal(768);
    cardOf('Leaking').focus();
    await check();
  });
});
