/** The columns of a board against the real server, in the same tab. */
import {DispatchClient, HostOffice} from '@dispatch-kit/client';
import type {Job, Member} from '@dispatch-kit/core';
import {createCompany, expectOk} from '@dispatch-kit/testing';
import type {Caller, Company} from '@dispatch-kit/testing';
import {sendKeys, setViewport} from '@web/test-runner-commands';
import axe from 'axe-core';
import {expect} from 'chai';
import type {DispatchCommandEvent} from '../events.ts';
import type {DispatchPlanDialog} from '../order/plan-dialog.ts';
import '../provider/dispatch-provider.ts';
import './dispatch-board.ts';
import type {DispatchBoard} from './dispatch-board.ts';

let company: Company;
let sam: Member & {caller: Caller};
let tap: Job;
let board: DispatchBoard;

const root = () => board.shadowRoot!;
const columns = () => root().querySelector('dispatch-board-columns')?.shadowRoot;
const plan = () => root().querySelector<DispatchPlanDialog>('dispatch-plan-dialog')?.shadowRoot;
const toast = () => textOf(root().querySelector('.toast'));
const textOf = (node: {textContent: string | null} | null | undefined) =>
  (node?.textContent ?? '').replaceAll(/\s+/g, ' ').trim();
const column = (key: string) => columns()?.querySelector<HTMLElement>(`[data-column="${key}"]`);
const titlesIn = (key: string) => [...(column(key)?.querySelectorAll('.title') ?? [])].map(textOf);
const card = (title: string) =>
  [...(columns()?.querySelectorAll<HTMLElement>('.row') ?? [])].find(row => textOf(row).includes(title));
const spoken = () => textOf(columns()?.querySelector('[role=status]'));
const hintOf = (key: string) => textOf(column(key)?.querySelector('.hint'));

async function until(isSo: () => unknown, what: string): Promise<void> {
  for (let frames = 0; frames < 400; frames++) {
    if (isSo()) return;
    await new Promise(requestAnimationFrame);
  }
  throw new Error(`${what} did not come; the columns say: ${textOf(columns())} ${textOf(plan())} ${toast()}`);
}

async function open(): Promise<void> {
  const {url, admin, server} = company;
  const provider = document.createElement('dispatch-provider');
  provider.client = new DispatchClient({
    url,
    fetchToken: async () => admin.token,
    fetch: async (input, init) => server.fetch(new Request(input, init)),
  });
  board = document.createElement('dispatch-board');
  board.layout = 'columns';
  board.style.blockSize = '640px';
  provider.append(board);
  document.body.append(provider);
  await until(() => card('No heat'), 'the cards');
}

async function check(): Promise<void> {
  const {violations} = await axe.run(document.body, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'],
  });
  expect(violations.map(({help, nodes}) => `${help}: ${nodes[0]!.html}`)).to.deep.equal([]);
}

/** Presses a card, moves over a column, and lets go there if that is wished. */
async function drag(title: string, to: string, {pointerType = 'mouse', drops = true} = {}): Promise<void> {
  const from = card(title)!;
  const middle = (element: HTMLElement) => {
    const {left, top, width} = element.getBoundingClientRect();
    return {clientX: left + width / 2, clientY: top + 20};
  };
  const fire = (type: string, at: object, target: EventTarget) =>
    target.dispatchEvent(
      new PointerEvent(type, {
        ...{pointerId: 7, pointerType, isPrimary: true, button: 0, bubbles: true, composed: true},
        ...at,
      }),
    );
  fire('pointerdown', middle(from), from.querySelector('.title')!);
  if (pointerType === 'touch') await until(() => card(title)!.matches('.held'), 'the card to be held');
  fire('pointermove', middle(column(to)!), window);
  await until(() => column(to)!.matches('.target'), 'the column to be meant');
  if (drops) fire('pointerup', middle(column(to)!), window);
}

describe('<dispatch-board layout="columns">', () => {
  beforeEach(async () => {
    await setViewport({width: 1600, height: 800});
    document.documentElement.lang = 'en-US';
    company = await createCompany();
    sam = await company.hireTechnician('Sam Ortiz');
    tap = await company.book({leadId: sam.id, inHours: 2});
    await company.book({title: 'No heat'});
  });
  afterEach(async () => {
    document.body.replaceChildren();
    await company.close();
    await setViewport({width: 1024, height: 720});
  });

  it('shows each job where it stands, and follows what happens', async () => {
    await open();
    expect(titlesIn('job.unscheduled')).to.deep.equal(['No heat']);
    expect(titlesIn('job.scheduled')).to.deep.equal(['Leaking tap, kitchen']);
    expect(textOf(column('job.scheduled')?.querySelector('h3'))).to.equal('Scheduled 1');
    await check();
    expectOk(await sam.caller.post(`/v1/appointments/${tap.appointments[0]!.id}/depart`));
    await until(
      () => titlesIn('appointment.enroute').join() === 'Leaking tap, kitchen',
      'the technician on the way',
    );
    expect(titlesIn('job.scheduled')).to.deep.equal([]);
  });

  it('is chosen in the head, stands in the address, and is found there again', async () => {
    history.replaceState(null, '', location.pathname + location.search);
    await open();
    board.viewInHash = true;
    const choose = (name: string) =>
      root().querySelector<HTMLButtonElement>(`.layouts [aria-label="${name}"]`)!.click();
    choose('List');
    await until(() => root().querySelector('.row'), 'the list');
    expect(location.hash).to.equal('#layout=list');
    choose('Columns by status');
    await until(() => card('No heat'), 'the columns again');
    expect(location.hash).to.equal('');
    location.hash = '#layout=list';
    await until(() => root().querySelector('.row'), 'the list of the address');
    board.viewInHash = false;
    history.replaceState(null, '', location.pathname + location.search);
  });

  it('says while a card is dragged what each column would do, or why it cannot, and asks before it is done', async () => {
    await open();
    await drag('Leaking tap', 'appointment.enroute', {drops: false});
    expect(hintOf('appointment.enroute')).to.equal('On the way');
    expect(hintOf('appointment.arrived')).to.include('next step here');
    expect(hintOf('job.complete')).to.include('Complete');
    expect(column('appointment.arrived')!.matches('.refused')).to.equal(true);
    await check();
    dispatchEvent(new PointerEvent('pointerup', {pointerId: 7}));
    await until(() => /Ada Lee gets a text/.test(textOf(plan())), 'who is told');
    expect(titlesIn('job.scheduled')).to.deep.equal(['Leaking tap, kitchen']);
    await check();
    plan()!.querySelector<HTMLElement>('[type=submit]')!.click();
    await until(
      () => titlesIn('appointment.enroute').join() === 'Leaking tap, kitchen',
      'the card in its new column',
    );
    await until(() => columns()!.activeElement?.textContent?.includes('Leaking tap'), 'the keyboard on it');
    root().querySelector<HTMLElement>('.undo')!.click();
    await until(() => titlesIn('job.scheduled').join() === 'Leaking tap, kitchen', 'the card back again');
  });

  it('says why nothing was done where a card may not be dropped', async () => {
    await open();
    await drag('No heat', 'appointment.started');
    await until(() => toast().includes('No visit is scheduled yet'), 'the reason');
    expect(plan()).to.equal(undefined);
    expect(titlesIn('job.unscheduled')).to.deep.equal(['No heat']);
  });

  it('plans a job that a finger has brought to what is scheduled', async () => {
    await open();
    await drag('No heat', 'job.scheduled', {pointerType: 'touch'});
    await until(() => plan()?.querySelector('input[type=time]'), 'when');
    expect(textOf(plan()?.querySelector('h2'))).to.equal('Plan a visit');
  });

  it('is worked by keyboard alone, and speaks', async () => {
    await open();
    card('No heat')!.focus();
    await sendKeys({press: 'ArrowRight'});
    await until(() => textOf(columns()!.activeElement).includes('Leaking tap'), 'the next column');
    await sendKeys({press: 'm'});
    await until(() => spoken().startsWith('Picked up: Leaking tap'), 'that it is held');
    await sendKeys({press: 'ArrowRight'});
    await until(() => spoken() === 'On the way: On the way', 'the first column that can be');
    await sendKeys({press: 'ArrowRight'});
    await until(() => spoken().startsWith('Started'), 'the one after, past one that cannot');
    await sendKeys({press: 'Escape'});
    await until(() => spoken() === 'Put back: Leaking tap, kitchen', 'that it is back');
    expect(textOf(columns()!.activeElement)).to.include('Leaking tap');
    await sendKeys({press: 'Space'});
    await sendKeys({press: 'ArrowRight'});
    await until(() => spoken() === 'On the way: On the way', 'the column');
    await sendKeys({press: 'Enter'});
    await until(() => /Ada Lee gets a text/.test(textOf(plan())), 'who is told');
    await sendKeys({press: 'Enter'});
    await until(
      () => titlesIn('appointment.enroute').join() === 'Leaking tap, kitchen',
      'the card in its new column',
    );
    await until(() => columns()!.activeElement?.textContent?.includes('Leaking tap'), 'the keyboard on it');
  });

  it('goes the other way in a page that reads from right to left', async () => {
    document.documentElement.lang = 'ar';
    await open();
    await until(() => textOf(column('job.scheduled')).includes('مجدول'), 'Arabic');
    card('No heat')!.focus();
    await sendKeys({press: 'ArrowLeft'});
    await until(() => textOf(columns()!.activeElement).includes('Leaking tap'), 'the column to the left');
    await sendKeys({press: 'm'});
    await until(() => spoken().includes('تم التقاط'), 'that it is held, in Arabic');
    await sendKeys({press: 'ArrowLeft'});
    await until(() => spoken().startsWith('في الطريق'), 'the column further left');
    await sendKeys({press: 'Escape'});
    await check();
  });

  it('chooses several and acts on them as the list does, and finds what is searched', async () => {
    await open();
    card('Leaking tap')!.focus();
    await sendKeys({press: 'x'});
    await until(() => textOf(root().querySelector('[role=toolbar]')).includes('Chosen: 1'), 'the choice');
    await sendKeys({press: 'Escape'});
    await sendKeys({press: '/'});
    await sendKeys({type: 'heat'});
    await until(() => titlesIn('job.scheduled').length === 0, 'what does not fit to be gone');
    expect(titlesIn('job.unscheduled')).to.deep.equal(['No heat']);
  });

  it('draws of a thousand jobs only the cards in sight, and keeps what is held where it is', async () => {
    const jobOf = (at: number) => ({
      id: `w-${at}`,
      title: `Order ${at}`,
      status: 'unscheduled' as const,
      createdAt: new Date(Date.UTC(2026, 0, 1) + at * 60_000).toISOString(),
    });
    const office = new HostOffice({
      timeZone: 'America/Chicago',
      jobs: Array.from({length: 1000}, (_, at) => jobOf(at + 10)),
    });
    board = document.createElement('dispatch-board');
    Object.assign(board, {source: office, layout: 'columns'});
    board.style.blockSize = '640px';
    document.body.append(board);
    await until(() => card('Order 10'), 'the cards');
    const scroller = column('job.unscheduled')!.querySelector('.scroller')!;
    expect(scroller.querySelectorAll('.row').length).to.be.lessThan(40);
    scroller.scrollTop = 30_000;
    const isSeen = (row: Element) => row.getBoundingClientRect().top > scroller.getBoundingClientRect().top;
    await until(() => [...scroller.querySelectorAll('.row')].some(isSeen), 'cards further down');
    const held = [...scroller.querySelectorAll<HTMLElement>('.row')].find(isSeen)!;
    held.focus({preventScroll: true});
    const before = held.getBoundingClientRect().top;
    office.change({jobs: Array.from({length: 5}, (_, at) => jobOf(at))});
    await until(() => textOf(column('job.unscheduled')?.querySelector('h3')).includes('1,005'), 'the count');
    expect(Math.abs(columns()!.getElementById(held.id)!.getBoundingClientRect().top - before)).to.be.lessThan(
      2,
    );
  });

  it('asks a page that has a server of its own', async () => {
    const office = new HostOffice({
      timeZone: 'America/Chicago',
      jobs: [
        {
          ...{id: 'w-1', title: 'Own order', status: 'scheduled', customerId: 'c-1'},
          appointments: [
            {
              ...{id: 'v-1', status: 'scheduled', leadId: 'sam'},
              window: {start: '2026-03-03T14:00:00Z', end: '2026-03-03T16:00:00Z'},
            },
          ],
        },
      ],
      members: [{id: 'sam', name: 'Sam Ortiz'}],
    });
    board = document.createElement('dispatch-board');
    Object.assign(board, {source: office, layout: 'columns'});
    document.body.append(board);
    await until(() => card('Own order'), 'the card');
    const asked: string[] = [];
    board.addEventListener('dispatch-command', event => {
      event.preventDefault();
      asked.push((event as DispatchCommandEvent).command);
    });
    await drag('Own order', 'appointment.enroute');
    await until(() => plan()?.querySelector('input:checked'), 'the question');
    plan()!.querySelector<HTMLElement>('[type=submit]')!.click();
    await until(() => asked.join() === 'depart', 'the wish');
  });
});
