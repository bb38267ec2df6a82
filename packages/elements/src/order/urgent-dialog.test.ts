/** Somebody is sent at once, from the board and for a new order, against the real server in the same tab, over a network that can be cut. */
import {DispatchClient} from '@dispatch-kit/client';
import type {Appointment, Job, Member} from '@dispatch-kit/core';
import {createCompany, expectOk} from '@dispatch-kit/testing';
import type {Caller, Company} from '@dispatch-kit/testing';
import axe from 'axe-core';
import {expect} from 'chai';
import '../board/dispatch-board.ts';
import type {DispatchBoard} from '../board/dispatch-board.ts';
import type {DispatchCommandEvent} from '../events.ts';
import '../provider/dispatch-provider.ts';
import type {DispatchUrgentDialog} from './urgent-dialog.ts';

const allWeek = [1, 2, 3, 4, 5, 6, 7].map(day => ({day, from: '00:00', to: '24:00'}));
/** So many metres north of the door. */
const north = (meters: number) => ({lat: 41.9484 + meters / 111_195, lng: -87.6553});

let company: Company;
let sam: Member & {caller: Caller};
let nia: Member & {caller: Caller};
let running: Job;
let urgent: Job;
let board: DispatchBoard;
let isCut = false;
/** Every message for a customer that was sent or waits. */
let wishes: string[];

async function network(input: Request | string | URL, init?: RequestInit): Promise<Response> {
  const request = new Request(input, init);
  if (isCut && !request.url.includes('/events')) throw new TypeError('The network is cut.');
  return company.server.fetch(request);
}

const root = () => board.shadowRoot!;
const dialog = () => root().querySelector<DispatchUrgentDialog>('dispatch-urgent-dialog');
const inside = () => dialog()?.shadowRoot;
const textOf = (node: Node | null | undefined = inside()) =>
  (node?.textContent ?? '').replaceAll(/\s+/g, ' ');
const button = (text: string) =>
  [...(inside()?.querySelectorAll('button') ?? [])].find(each => each.textContent.includes(text));

async function until(isSo: () => unknown, what: string): Promise<void> {
  for (let frames = 0; frames < 600; frames++) {
    if (isSo()) return;
    await new Promise(requestAnimationFrame);
  }
  throw new Error(`${what} did not come; it says: ${textOf()} | ${textOf(root())}`);
}

async function problems(): Promise<string[]> {
  const {violations} = await axe.run(document.body, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']});
  return violations.map(({help, nodes}) => `${help}: ${nodes[0]!.html}`);
}

const visitOf = async (job: Job) =>
  expectOk(await company.admin.get<Job>(`/v1/jobs/${job.id}`)).appointments.at(-1)!;

async function told(job: Job): Promise<string[]> {
  type Notice = {kind: string; state: string; contactId?: string | null};
  const {items} = expectOk(
    await company.admin.get<{items: Notice[]}>(`/v1/notices?jobId=${job.id}&limit=50`),
  );
  return items.filter(({state, contactId}) => contactId && state === 'waiting').map(({kind}) => kind);
}

async function technician(name: string): Promise<Member & {caller: Caller}> {
  const hired = await company.hireTechnician(name);
  expectOk(await company.admin.patch(`/v1/members/${hired.id}`, {workingHours: allWeek}));
  return hired;
}

/** `u` on the row of the urgent job. */
async function ask(): Promise<void> {
  await until(() => root().getElementById(urgent.id), 'the urgent job');
  const row = root().getElementById(urgent.id)!;
  row.focus();
  row.dispatchEvent(new KeyboardEvent('keydown', {key: 'u', bubbles: true, composed: true}));
  await until(() => inside()?.querySelector('dialog')?.open, 'the dialog');
}
const offered = () =>
  [...(inside()?.querySelectorAll('.nearest .who') ?? [])].map(each => textOf(each).trim().split(' ')[0]);
const known = () =>
  until(() => textOf(inside()?.querySelector('.consequence')).includes(' gets a text'), 'the consequence');

describe('the one who is sent at once', () => {
  beforeEach(async () => {
    document.documentElement.lang = 'en-US';
    isCut = false;
    wishes = [];
    company = await createCompany({settings: {graceSeconds: 60}});
    sam = await technician('Sam Ortiz');
    nia = await technician('Nia Berg');
    running = await company.book({leadId: sam.id, inHours: 0.5, title: 'Dripping tap'});
    expectOk(
      await sam.caller.post(`/v1/appointments/${running.appointments[0]!.id}/depart`, {
        position: north(2500),
      }),
    );
    const busy = await company.book({leadId: nia.id, inHours: 0, title: 'New boiler', at: north(600)});
    expectOk(await company.admin.post(`/v1/appointments/${busy.appointments[0]!.id}/start`, {}));
    urgent = await company.book({title: 'Smell of gas'});
    expectOk(await company.admin.patch(`/v1/jobs/${urgent.id}`, {priority: 'urgent'}));
    await company.pass(90);
    const provider = document.createElement('dispatch-provider');
    provider.client = new DispatchClient({url: company.url, token: company.admin.token, fetch: network});
    board = document.createElement('dispatch-board');
    board.day = 'today';
    provider.append(board);
    provider.addEventListener('dispatch-command', event => wishes.push(event.command));
    document.body.append(provider);
    await until(() => root().querySelector('.row'), 'the jobs');
  });
  afterEach(async () => {
    document.body.replaceChildren();
    await company.close();
  });

  it('is the nearest who can leave; it says what each is doing, what it delays, and who is told', async () => {
    await ask();
    await until(() => offered().length === 2, 'who can go');
    expect(offered()).to.deep.equal(['Sam', 'Nia']);
    expect(textOf()).to.include('on the way to Dripping tap, which can wait');
    expect(textOf()).to.include('at work on New boiler · ends that first');
    expect(textOf(inside()!.querySelector('.delays'))).to.include('Dripping tap');
    await known();
    expect(textOf(inside()!.querySelector('[type=submit]'))).to.include('Send Sam Ortiz now');
    expect(await problems()).to.deep.equal([]);
  });

  it('is sent by one confirmation, however often it is clicked; one undo puts all back, and nobody hears of it', async () => {
    const before = await visitOf(running);
    await ask();
    await known();
    const send = inside()!.querySelector<HTMLButtonElement>('[type=submit]')!;
    send.click();
    send.click();
    await until(() => !dialog(), 'the end of the dialog');
    await until(
      () => textOf(root().querySelector('.toast')).includes('Sam Ortiz goes to Smell of gas'),
      'the toast',
    );
    expect(wishes.filter(each => each === 'send_now')).to.have.length(1);
    expect((await visitOf(urgent)).leadId).to.equal(sam.id);
    expect((await visitOf(running)).status).to.equal('scheduled');
    expect(await told(urgent)).to.deep.equal(['scheduled']);
    expect(await told(running)).to.have.length(1);
    root().querySelector<HTMLButtonElement>('.toast .undo')!.click();
    await until(() => textOf(root().querySelector('.toast')).includes('Undone'), 'the undo');
    const {status, leadId, planned, leg} = await visitOf(running);
    expect({status, leadId, planned, leg}).to.deep.equal({
      status: before.status,
      leadId: before.leadId,
      planned: before.planned,
      leg: before.leg,
    });
    expect([...(await told(urgent)), ...(await told(running))]).to.deep.equal([]);
  });

  it('leaves begun work only where that is asked for, with the reason', async () => {
    await ask();
    await known();
    const interrupt = inside()!.querySelector<HTMLInputElement>('input[type=checkbox]')!;
    interrupt.click();
    await until(() => offered()[0] === 'Nia', 'Nia first');
    inside()!.querySelector<HTMLInputElement>('.nearest input')!.click();
    await until(() => textOf().includes('Reason'), 'the reason');
    await until(() => textOf(inside()!.querySelector('[type=submit]')).includes('Nia Berg'), 'her name');
    await known();
    inside()!.querySelector<HTMLButtonElement>('[type=submit]')!.click();
    await until(() => !dialog(), 'the end of the dialog');
    expect((await visitOf(urgent)).leadId).to.equal(nia.id);
  });

  it('looks again where somebody has changed the plan meanwhile, and sends by the new one', async () => {
    await ask();
    await known();
    const {id} = running.appointments[0]!;
    expectOk(await company.admin.post(`/v1/appointments/${id}/stand-down`, {}));
    inside()!.querySelector<HTMLButtonElement>('[type=submit]')!.click();
    await until(() => textOf().includes('plan has changed meanwhile'), 'that it is stale');
    await until(() => textOf().includes('free now, due elsewhere later'), 'what he is doing now');
    expect((await visitOf(running)).leadId).to.equal(sam.id);
    await known();
    inside()!.querySelector<HTMLButtonElement>('[type=submit]')!.click();
    await until(() => !dialog(), 'the end of the dialog');
    expect((await visitOf(urgent)).leadId).to.equal(sam.id);
  });

  it('says that there is no connection, and looks again when asked', async () => {
    isCut = true;
    await ask();
    await until(() => textOf().includes('There is no connection'), 'the reason');
    expect(await problems()).to.deep.equal([]);
    isCut = false;
    button('Look again')!.click();
    await until(() => offered().length === 2, 'who can go');
  });

  it('left without sending anybody, it leaves the job as it was', async () => {
    await ask();
    await until(() => offered().length === 2, 'who can go');
    button('Back')!.click();
    await until(() => !dialog(), 'the end of the dialog');
    await until(() => wishes.includes('delete'), 'the draft to go');
    const {status, appointments} = expectOk(await company.admin.get<Job>(`/v1/jobs/${urgent.id}`));
    expect(status).to.equal('unscheduled');
    expect(appointments.filter(({status: each}: Appointment) => each !== 'deleted')).to.deep.equal([]);
  });

  it('goes to an order that is just being made, and the board says so and takes it back', async () => {
    board.places = [{line: '12 Elm St', ...north(0)}];
    [...root().querySelectorAll('button')].find(each => textOf(each).includes('New order'))!.click();
    const order = () => root().querySelector('dispatch-new-order')?.shadowRoot;
    await until(() => order()?.querySelector('[type=search]'), 'the new order');
    const fill = (selector: string, value: string, type = 'change') => {
      const field = order()!.querySelector<HTMLInputElement>(selector)!;
      field.value = value;
      field.dispatchEvent(new Event(type, {bubbles: true}));
    };
    const press = async (words: string) => {
      const find = () =>
        [...order()!.querySelectorAll('button')].find(
          each => textOf(each).includes(words) && each.ariaDisabled !== 'true',
        );
      await until(find, words);
      find()!.click();
    };
    fill('[type=search]', 'Ada', 'input');
    await press('Ada Lee');
    fill('[name=title]', 'Burst pipe');
    fill('[name=line]', '12 Elm St');
    fill('[name=priority]', 'urgent');
    await press('Make it, send somebody');
    const who = () => order()!.querySelector('dispatch-urgent-dialog')?.shadowRoot;
    await until(
      () => textOf(who()?.querySelector('.consequence')).includes(' gets a text'),
      'the consequence',
    );
    who()!.querySelector<HTMLButtonElement>('[type=submit]')!.click();
    await until(() => textOf(root().querySelector('.toast')).includes('goes to Burst pipe'), 'the toast');
    expect((await visitOf(running)).status).to.equal('scheduled');
    root().querySelector<HTMLButtonElement>('.toast .undo')!.click();
    await until(() => textOf(root().querySelector('.toast')).includes('Undone'), 'the undo');
    expect((await visitOf(running)).status).to.equal('enroute');
  });

  it('is the page’s to send, where it cancels the wish', async () => {
    let taken: DispatchCommandEvent | undefined;
    document.querySelector('dispatch-provider')!.addEventListener('dispatch-command', event => {
      if (event.command !== 'send_now') return;
      taken = event;
      event.preventDefault();
    });
    await ask();
    await known();
    inside()!.querySelector<HTMLButtonElement>('[type=submit]')!.click();
    await until(() => !dialog(), 'the end of the dialog');
    expect(taken?.input).to.deep.include({leadId: sam.id});
    expect((await visitOf(running)).status).to.equal('enroute');
  });
});
