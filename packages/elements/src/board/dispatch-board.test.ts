/** The board against the real server, in the same tab. */
import {DispatchClient, HostOffice} from '@dispatch-kit/client';
import type {Appointment, Job, Member} from '@dispatch-kit/core';
import {createCompany, expectOk} from '@dispatch-kit/testing';
import type {Caller, Company} from '@dispatch-kit/testing';
import {sendKeys, setViewport} from '@web/test-runner-commands';
import axe from 'axe-core';
import {expect} from 'chai';
import type {DispatchOpenEvent} from '../events.ts';
import type {DispatchPlanDialog} from '../order/plan-dialog.ts';
import '../provider/dispatch-provider.ts';
import {DispatchBoard} from './dispatch-board.ts';

let company: Company;
let sam: Member & {caller: Caller};
let nia: Member & {caller: Caller};
let isCut = false;
let cut = new AbortController();
let board: DispatchBoard;
let client: DispatchClient;

async function network(input: Request | string | URL, init?: RequestInit): Promise<Response> {
  if (isCut) throw new TypeError('The network is cut.');
  const response = await company.server.fetch(new Request(input, init));
  if (!response.body) return response;
  const {readable, writable} = new TransformStream<Uint8Array, Uint8Array>();
  void response.body.pipeTo(writable, {signal: cut.signal}).catch(() => {});
  return new Response(readable, response);
}

const root = () => board.shadowRoot!;
const plan = () => root().querySelector<DispatchPlanDialog>('dispatch-plan-dialog')?.shadowRoot;
const bulk = () => root().querySelector('dispatch-bulk-dialog')?.shadowRoot;
const toast = () => textOf(root().querySelector('.toast'));
const textOf = (node: {textContent: string | null} | null | undefined) =>
  (node?.textContent ?? '').replaceAll(/\s+/g, ' ').trim();
const rows = () => [...root().querySelectorAll<HTMLElement>('.row')];
const rowOf = (title: string) => rows().find(row => textOf(row).includes(title))!;

async function until(isSo: () => unknown, what: string): Promise<void> {
  for (let frames = 0; frames < 400; frames++) {
    if (isSo()) return;
    await new Promise(requestAnimationFrame);
  }
  throw new Error(
    `${what} did not come; the board says: ${textOf(root())} ${textOf(plan())} ${textOf(bulk())}`,
  );
}

async function open(token = company.admin.token): Promise<void> {
  const {url} = company;
  // Your back end makes the token of a session, with POST /v1/embed-sessions.
  const fetchToken = async () => token;
  // #region board
  client = new DispatchClient({url, fetchToken, fetch: network});
  const provider = document.createElement('dispatch-provider');
  provider.client = client;
  board = document.createElement('dispatch-board');
  board.day = 'today';
  provider.append(board);
  document.body.append(provider);
  // #endregion
  board.style.blockSize = '640px';
}

// #region host-office
const ourOrders = [
  {
    id: 'w-1',
    title: 'Leaking tap',
    status: 'scheduled',
    customerId: 'c-1',
    address: {line: '4417 N Paulina St'},
    appointments: [
      {
        id: 'w-1-1',
        status: 'scheduled',
        leadId: 'sam',
        window: {start: '2026-03-03T14:00:00Z', end: '2026-03-03T16:00:00Z'},
      },
    ],
  },
  {id: 'w-2', title: 'No heat', status: 'unscheduled', customerId: 'c-2', address: {line: '12 Oak St'}},
] as const;

function officeOfHost(): HostOffice {
  const office = new HostOffice({
    timeZone: 'America/Chicago',
    jobs: ourOrders,
    customers: [
      {id: 'c-1', name: 'Ada Lee'},
      {id: 'c-2', name: 'Bea Cruz'},
    ],
    members: [{id: 'sam', name: 'Sam Ortiz'}],
  });
  board = document.createElement('dispatch-board');
  board.source = office;
  document.body.append(board);
  // Whenever your server says so: office.change({jobs: [order], goneJobIds: ['w-2']})
  return office;
}
// #endregion

async function check(): Promise<void> {
  const {violations} = await axe.run(document.body, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'],
  });
  expect(violations.map(({help, nodes}) => `${help}: ${nodes[0]!.html}`)).to.deep.equal([]);
}

/** A visit of today for somebody whom no message reaches. */
async function bookFor(customer: object): Promise<void> {
  const {id: customerId} = expectOk(await company.admin.post<{id: string}>('/v1/customers', customer));
  const startMs = company.clock.now() + 3_600_000;
  const window = {
    start: new Date(startMs).toISOString(),
    end: new Date(startMs + 3_600_000).toISOString(),
  };
  const order = {title: 'Silent', address: {line: '1 Main St'}, appointment: {window, durationMinutes: 60}};
  expectOk(await company.admin.post('/v1/jobs', {customerId, ...order}));
}

describe('<dispatch-board>', () => {
  let tap: Job;
  beforeEach(async () => {
    document.documentElement.lang = 'en-US';
    [isCut, cut] = [false, new AbortController()];
    company = await createCompany();
    sam = await company.hireTechnician('Sam Ortiz');
    nia = await company.hireTechnician('Nia Cole');
    tap = await company.book({leadId: sam.id, inHours: 2});
    await company.book({title: 'Boiler service', leadId: nia.id, inHours: 3});
    await company.book({title: 'No heat'});
  });
  afterEach(async () => {
    document.body.replaceChildren();
    await company.close();
  });

  it('says who gets no messages and why, until they agree', async () => {
    await bookFor({name: 'No Consent', phone: '+13125550199'});
    await open();
    await until(() => rowOf('Silent'), 'the row');
    expect(textOf(rowOf('Silent'))).to.include('No messages: no consent');
    expect(textOf(rowOf('Leaking tap'))).not.to.include('No messages');
    await check();
    document.documentElement.lang = 'de';
    await until(() => textOf(rowOf('Silent')).includes('keine Einwilligung'), 'the German words');
    document.documentElement.lang = 'en-US';
    const {items} = expectOk(
      await company.admin.get<{items: {id: string; name: string}[]}>('/v1/customers?limit=200'),
    );
    const {id} = items.find(({name}) => name === 'No Consent')!;
    expectOk(await company.admin.patch(`/v1/customers/${id}`, {consent: {sms: true}}));
    await until(() => !textOf(rowOf('Silent')).includes('No messages'), 'the consent');
  });

  it('says that a customer waits for an answer, until somebody has read what he wrote', async () => {
    await open();
    await until(() => rowOf('Leaking tap'), 'the row');
    const jobId = rowOf('Leaking tap').id;
    const {token} = expectOk(await company.admin.post<{token: string}>('/v1/tracking-links', {jobId}));
    for (const text of ['Is the dog a problem?', 'It is a large one.'])
      expectOk(await company.as(token).post('/v1/track/message', {text}));
    await until(() => textOf(rowOf('Leaking tap')).includes('Unread messages: 2'), 'the messages');
    await check();
    expectOk(await company.admin.post(`/v1/jobs/${jobId}/messages/read`, {}));
    await until(() => !textOf(rowOf('Leaking tap')).includes('Unread'), 'that they were read');
  });

  it('is defined', () => {
    expect(document.createElement('dispatch-board')).to.be.instanceOf(DispatchBoard);
  });

  it('shows the office in sections, and follows what happens', async () => {
    await open();
    await until(() => rows().length === 3, 'three jobs');
    expect(textOf(root().querySelector('.grid'))).to.match(/Scheduled 2.*Needs a hand 1.*No heat/);
    expectOk(await sam.caller.post(`/v1/appointments/${tap.appointments[0]!.id}/depart`));
    await until(() => textOf(rowOf('Leaking tap')).includes('On the way'), 'on the way');
    expect(textOf(root().querySelector('.grid'))).to.match(/^\D*In progress 1 .*Leaking tap/);
    await check();
  });

  it('shows the orders of a page that has a server of its own, and what it says has changed', async () => {
    const office = officeOfHost();
    await until(() => rows().length === 2, 'the orders of the page');
    expect(rows().map(row => textOf(row.querySelector('.title')))).to.deep.equal(['Leaking tap', 'No heat']);
    expect(textOf(rowOf('Leaking tap'))).to.match(
      /8:00 am.*Scheduled.*Ada Lee · 4417 N Paulina St.*Sam Ortiz/,
    );
    const [{appointments: visits}] = ourOrders;
    office.change({
      jobs: [{...ourOrders[0], appointments: [{...visits[0], status: 'started'}], status: 'in_progress'}],
    });
    await until(() => textOf(rowOf('Leaking tap')).includes('Started'), 'what was changed');
    office.change({goneJobIds: ['w-2']});
    await until(() => rows().length === 1, 'one to be gone');
    await check();
  });

  it('stands in another order when that is wished, either way round', async () => {
    officeOfHost();
    await until(() => rows().length === 2, 'the orders');
    const titles = () => rows().map(row => textOf(row.querySelector('.title')));
    const choose = (label: string, value: string) => {
      const select = root().querySelector<HTMLSelectElement>(`select[aria-label="${label}"]`)!;
      select.value = value;
      select.dispatchEvent(new Event('change'));
    };
    choose('Grouped', 'none');
    choose('Sorted', 'customer');
    await until(() => titles().join() === 'Leaking tap,No heat', 'Ada before Bea');
    root().querySelector<HTMLButtonElement>('button[aria-label="Other way round"]')!.click();
    await until(() => titles().join() === 'No heat,Leaking tap', 'Bea before Ada');
    await check();
  });

  it('puts jobs together by technician when that is wished', async () => {
    await open();
    await until(() => rows().length === 3, 'three jobs');
    const select = root().querySelector<HTMLSelectElement>('select[aria-label=Grouped]')!;
    select.value = 'technician';
    select.dispatchEvent(new Event('change'));
    const heads = () => [...root().querySelectorAll('.section')].map(textOf);
    await until(() => heads().join() === 'Unassigned 1,Nia Cole 1,Sam Ortiz 1', 'the technicians');
    expectOk(
      await company.admin.post(`/v1/appointments/${tap.appointments[0]!.id}/assign`, {leadId: nia.id}),
    );
    await until(() => heads().join() === 'Unassigned 1,Nia Cole 2', 'the visit at Nia');
    await check();
  });

  it('keeps its view in the address when the page wishes it, and is opened with it', async () => {
    history.replaceState(null, '', '#pane=1&group=technician');
    await open();
    board.viewInHash = true;
    const heads = () => [...root().querySelectorAll('.section')].map(textOf);
    await until(() => heads().join() === 'Unassigned 1,Nia Cole 1,Sam Ortiz 1', 'the view of the address');
    client.board({day: 'today'}).setFilter({text: 'boiler', group: 'status'});
    await until(() => location.hash === '#pane=1&group=status&q=boiler', 'the address of the view');
    location.hash = '#pane=1';
    await until(() => heads().join() === 'Scheduled 2,Needs a hand 1', 'the usual view');
    board.viewInHash = false;
    history.replaceState(null, '', location.pathname + location.search);
  });

  it('shows only what is late when that is wished, and says when nothing is', async () => {
    await open();
    await until(() => rows().length === 3, 'three jobs');
    const choose = (value: string) => {
      const select = root().querySelector<HTMLSelectElement>('select[aria-label=Status]')!;
      select.value = value;
      select.dispatchEvent(new Event('change'));
    };
    choose('late');
    await until(() => textOf(root()).includes('Nothing fits'), 'that nothing is late');
    expect(client.board({day: 'today'}).filter.late).to.equal(true);
    document.body.replaceChildren();
    await company.pass(6 * 3600);
    await open();
    await until(() => rows().length === 3, 'three jobs, hours later');
    choose('late');
    await until(() => rows().length === 2 && rowOf('Leaking tap') && rowOf('Boiler'), 'both that are late');
    choose('');
    await until(() => rows().length === 3, 'all again');
  });

  it('finds while somebody types, and says when nothing fits', async () => {
    await open();
    await until(() => rows().length === 3, 'three jobs');
    rows()[0]!.focus();
    await sendKeys({press: '/'});
    await sendKeys({type: 'boil nia'});
    await until(() => rows().length === 1, 'one job');
    await sendKeys({type: ' zzz'});
    await until(() => textOf(root()).includes('Nothing fits'), 'nothing');
    await check();
    root().querySelector<HTMLElement>('.empty button')!.click();
    await until(() => rows().length === 3, 'all again');
  });

  it('is walked and opened with the keyboard', async () => {
    await open();
    await until(() => rows().length === 3, 'three jobs');
    const opened: (string | undefined)[] = [];
    board.addEventListener('dispatch-open', event => opened.push((event as DispatchOpenEvent).jobId));
    rows()[0]!.focus();
    await sendKeys({press: 'j'});
    await until(() => textOf(root().activeElement).includes('Boiler'), 'the second row');
    await sendKeys({press: 'End'});
    await until(() => textOf(root().activeElement).includes('No heat'), 'the last row');
    await sendKeys({press: 'Home'});
    await until(() => textOf(root().activeElement).includes('Leaking tap'), 'the first row');
    await sendKeys({press: 'Enter'});
    expect(opened).to.have.length(1);
    expect(client.board({day: 'today'}).selection.jobId).to.equal(opened[0]);
    await sendKeys({press: '?'});
    await until(() => root().querySelector<HTMLDialogElement>('dialog.keys')!.open, 'the list of keys');
    await check();
    await sendKeys({press: 'Escape'});
  });

  it('gives a visit to somebody else, having said who is told, and takes it back', async () => {
    await open();
    await until(() => rows().length === 3, 'three jobs');
    rowOf('Leaking tap').focus();
    await sendKeys({press: 'r'});
    await until(() => textOf(plan()).includes('Visits that day'), 'the technicians');
    const choices = [...plan()!.querySelectorAll<HTMLElement>('.choice')];
    choices.find(choice => textOf(choice).includes('Nia'))!.click();
    await until(() => textOf(plan()).includes('Sam Ortiz gets a text'), 'the consequence');
    await check();
    plan()!.querySelector<HTMLElement>('[type=submit]')!.click();
    await until(() => textOf(root().querySelector('.toast')).includes('given to Nia Cole'), 'the toast');
    await until(() => textOf(rowOf('Leaking tap')).includes('Nia Cole'), 'the row');
    root().querySelector<HTMLElement>('.undo')!.click();
    await until(() => textOf(rowOf('Leaking tap')).includes('Sam Ortiz'), 'Sam again');
  });

  it('cancels several at once, having said who is told, and takes all of it back', async () => {
    await company.pass(150);
    await open();
    await until(() => rows().length === 3, 'three jobs');
    rowOf('Leaking tap').focus();
    await sendKeys({press: 'x'});
    await sendKeys({press: 'j'});
    await until(() => textOf(root().activeElement).includes('Boiler'), 'the second row');
    await sendKeys({press: 'x'});
    const marked = () => textOf(root().querySelector('[role=toolbar]'));
    await until(() => marked().includes('Chosen: 2'), 'two chosen');
    await check();
    await sendKeys({press: 'c'});
    await until(() => textOf(bulk()).includes('2 of 2 can be changed'), 'what can be done');
    expect(textOf(bulk())).to.match(/Messages that go out: [2-4]/);
    await check();
    bulk()!.querySelector<HTMLElement>('[type=submit]')!.click();
    await until(() => toast().includes('Visits canceled: 2'), 'the toast');
    await until(() => rows().length === 3 && textOf(root()).includes('Needs a hand 3'), 'both need a hand');
    expect(marked()).to.equal('');
    root().querySelector<HTMLElement>('.undo')!.click();
    await until(() => toast().includes('Undone'), 'undone');
    await until(() => textOf(root()).includes('Scheduled 2'), 'both are planned again');
  });

  it('can be stopped, and takes back also what had begun by then', async () => {
    await company.pass(150);
    await open();
    await until(() => rows().length === 3, 'three jobs');
    for (const title of ['Leaking tap', 'Boiler']) {
      rowOf(title).querySelector<HTMLInputElement>('.mark input')!.click();
    }
    await until(() => root().querySelector('[role=toolbar] .danger'), 'the tools');
    root().querySelector<HTMLElement>('[role=toolbar] .danger')!.click();
    await until(() => textOf(bulk()).includes('2 of 2 can be changed'), 'what can be done');
    // Stopped while the first is on its way.
    board.addEventListener(
      'dispatch-command',
      () => queueMicrotask(() => bulk()!.querySelector<HTMLElement>('footer button')!.click()),
      {once: true},
    );
    bulk()!.querySelector<HTMLElement>('[type=submit]')!.click();
    await until(() => toast().includes('Visits canceled: 1'), 'the one that had begun');
    await until(() => textOf(root()).includes('Needs a hand 2'), 'one needs a hand');
    root().querySelector<HTMLElement>('.undo')!.click();
    await until(() => textOf(root()).includes('Scheduled 2'), 'it is planned again');
  });

  it('gives several to one technician by pointer, and says which cannot be', async () => {
    await open();
    await until(() => rows().length === 3, 'three jobs');
    const box = (title: string) => rowOf(title).querySelector<HTMLInputElement>('.mark input')!;
    box('Leaking tap').click();
    box('No heat').dispatchEvent(new MouseEvent('click', {bubbles: true, cancelable: true, shiftKey: true}));
    await until(() => textOf(root().querySelector('[role=toolbar]')).includes('Chosen: 3'), 'all three');
    root().querySelector<HTMLElement>('[role=toolbar] button:not(.plain)')!.click();
    await until(() => bulk()?.querySelector('select'), 'the technicians');
    const select = bulk()!.querySelector('select')!;
    select.value = nia.id;
    select.dispatchEvent(new Event('change'));
    await until(() => textOf(bulk()).includes('1 of 3 can be changed'), 'what can be done');
    expect(textOf(bulk())).to.include('Boiler service: there is nothing to change');
    await check();
    bulk()!.querySelector<HTMLElement>('[type=submit]')!.click();
    await until(() => textOf(rowOf('Leaking tap')).includes('Nia Cole'), 'the row');
    await until(() => toast().includes('Visits assigned: 1.'), 'the toast');
  });

  it('says what a status would do, and why another cannot be set', async () => {
    await open();
    await until(() => rows().length === 3, 'three jobs');
    rowOf('Leaking tap').querySelector<HTMLElement>('.more button')!.click();
    await until(() => root().activeElement?.matches('[role=menuitem]'), 'the menu');
    await check();
    const items = [...root().querySelectorAll<HTMLElement>('[role=menuitem]')];
    items.find(item => textOf(item).includes('Set status'))!.click();
    await until(() => textOf(plan()).includes('Only a completed visit can be reopened'), 'the refusals');
    const choices = [...plan()!.querySelectorAll<HTMLElement>('.choice')];
    choices.find(choice => textOf(choice) === 'On the way')!.click();
    await until(() => /Ada Lee gets a text/.test(textOf(plan())), 'the consequence');
    await check();
    plan()!.querySelector<HTMLElement>('[type=submit]')!.click();
    await until(() => textOf(rowOf('Leaking tap')).includes('On the way'), 'on the way');
  });

  it('sets a forgotten tap right, and tells nobody', async () => {
    const tapped = tap.appointments[0]!;
    await company.pass(2 * 3600);
    await open();
    await until(() => rows().length === 3, 'three jobs');
    rowOf('Leaking tap').focus();
    await sendKeys({press: 's'});
    const choice = (words: string) =>
      [...(plan()?.querySelectorAll<HTMLElement>('.choice') ?? [])].find(each =>
        textOf(each).startsWith(words),
      );
    await until(() => choice('Started'), 'the steps');
    choice('Started')!.click();
    await until(() => /Ada Lee gets a text/.test(textOf(plan())), 'who would be told now');
    choice('It happened earlier')!.click();
    await until(() => plan()!.querySelector('input[type=time]'), 'when');
    const time = plan()!.querySelector<HTMLInputElement>('input[type=time]')!;
    const [hour, minute] = time.value.split(':').map(Number);
    const pastHour = String(hour! - 1).padStart(2, '0');
    time.value = `${pastHour}:${String(minute).padStart(2, '0')}`;
    time.dispatchEvent(new Event('change', {bubbles: true}));
    await until(() => /Nobody is told/i.test(textOf(plan())), 'that nobody is told');
    await check();
    plan()!.querySelector<HTMLElement>('[type=submit]')!.click();
    await until(() => textOf(rowOf('Leaking tap')).includes('Started'), 'started');
    const {startedAt} = expectOk(await company.admin.get<Appointment>(`/v1/appointments/${tapped.id}`));
    expect(company.clock.now() - Date.parse(startedAt!)).to.be.greaterThan(59 * 60_000);
  });

  it('moves a visit in time and cancels a job with its reason', async () => {
    // The first message has gone: until then a change would go out with it.
    await company.pass(150);
    await open();
    await until(() => rows().length === 3, 'three jobs');
    rowOf('Leaking tap').focus();
    await sendKeys({press: 'e'});
    await until(() => plan()?.querySelector('input[type=time]'), 'the time');
    const time = plan()!.querySelector<HTMLInputElement>('input[type=time]')!;
    time.value = '13:30';
    time.dispatchEvent(new Event('change', {bubbles: true}));
    await until(() => textOf(plan()).includes('Ada Lee gets a text'), 'the consequence');
    await check();
    plan()!.querySelector<HTMLElement>('[type=submit]')!.click();
    await until(() => textOf(rowOf('Leaking tap')).includes('1:30'), 'the new time');
    rowOf('No heat').focus();
    await sendKeys({press: 'c'});
    await until(() => plan()?.querySelector('select'), 'the reasons');
    await until(() => !textOf(plan()).includes('Looking up'), 'the consequence');
    await check();
    plan()!.querySelector<HTMLElement>('[type=submit]')!.click();
    await until(() => rows().length === 2, 'one less');
  });

  it('keeps the focus on a job that moves', async () => {
    await open();
    await until(() => rows().length === 3, 'three jobs');
    rowOf('Boiler').focus();
    const job = rowOf('Boiler').id;
    const {id} = (expectOk(await company.admin.get<Job>(`/v1/jobs/${job}`)) as Job).appointments[0]!;
    expectOk(await nia.caller.post(`/v1/appointments/${id}/depart`));
    await until(() => textOf(rowOf('Boiler')).includes('On the way'), 'on the way');
    expect(root().activeElement?.id).to.equal(job);
  });

  it('says that it is offline, and how old what it shows is', async () => {
    await open();
    await until(() => rows().length === 3, 'three jobs');
    isCut = true;
    cut.abort();
    await until(() => textOf(root()).includes('Offline. This was known'), 'the banner');
    expect(board.matches(':state(offline)')).to.equal(true);
    expect(rows()).to.have.length(3);
    await check();
    [isCut, cut] = [false, new AbortController()];
    dispatchEvent(new Event('online'));
    await until(() => !board.matches(':state(offline)'), 'online');
  });

  it('tells a developer why it may not be shown', async () => {
    await open('dk_test_wrong');
    await until(() => textOf(root()).includes('cannot be shown'), 'the sentence');
    expect(textOf(root())).to.include('/v1/embed-sessions');
    await check();
  });

  it('has a place for a day without jobs', async () => {
    await company.close();
    company = await createCompany();
    await open();
    await until(() => textOf(root()).includes('No jobs today'), 'empty');
    await check();
  });

  it('fits a phone, also from right to left', async () => {
    await setViewport({width: 360, height: 720});
    document.documentElement.lang = 'ar';
    await open();
    await until(() => rows().length === 3 && textOf(root()).includes('مجدولة'), 'Arabic');
    const scroller = root().querySelector('.scroller')!;
    expect(scroller.scrollWidth).to.equal(scroller.clientWidth);
    expect(document.documentElement.scrollWidth).to.equal(360);
    await check();
    await setViewport({width: 1024, height: 720});
  });
});
