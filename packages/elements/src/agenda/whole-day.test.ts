/** A technician's day against the real server, in the same tab, on a clock that the test turns. */
import {DispatchClient, memoryOutbox} from '@dispatch-kit/client';
import type {Job, Member} from '@dispatch-kit/core';
import {createCompany, expectOk} from '@dispatch-kit/testing';
import type {Caller, Company} from '@dispatch-kit/testing';
import axe from 'axe-core';
import {expect} from 'chai';
import type {DispatchCommandEvent} from '../events.ts';
import '../provider/dispatch-provider.ts';
import type {DispatchStatusButton} from '../status/dispatch-status-button.ts';
import type {DispatchVisit} from '../visit/dispatch-visit.ts';
import './dispatch-agenda.ts';
import type {DispatchAgenda} from './dispatch-agenda.ts';

let company: Company;
let sam: Member & {caller: Caller};
let first: Job;
let second: Job;
let agenda: DispatchAgenda;
let client: DispatchClient;
let isCut: boolean;
let cutStreams: AbortController;
let sent: string[];
/** The visits of which a step was tried where the server would not have taken it. */
let refusedTrials: string[];

/** The company's server as a network that can be cut; notes which commands it was sent. */
async function network(input: Request | string | URL, init?: RequestInit): Promise<Response> {
  if (isCut) throw new TypeError('The network is cut.');
  const request = new Request(input, init);
  const {pathname, search} = new URL(request.url);
  if (request.method === 'POST' && !search.includes('dryRun')) sent.push(pathname.split('/').at(-1)!);
  const response = await company.server.fetch(request);
  if (search.includes('dryRun') && !response.ok) refusedTrials.push(pathname.split('/').at(-2)!);
  if (!response.body) return response;
  const {readable, writable} = new TransformStream<Uint8Array, Uint8Array>();
  void response.body.pipeTo(writable, {signal: cutStreams.signal}).catch(() => {});
  return new Response(readable, response);
}

function cut(): void {
  isCut = true;
  cutStreams.abort();
}

function mend(): void {
  [isCut, cutStreams] = [false, new AbortController()];
  dispatchEvent(new Event('online'));
}

/** Everything that is drawn, out of shadow roots too, but for what is only there to be heard. */
function textOf(root: Node = agenda.shadowRoot!): string {
  let text = '';
  for (const node of root.childNodes) {
    if (node instanceof Text) text += node.data;
    if (!(node instanceof Element) || node.matches('style, .visually-hidden')) continue;
    text += ` ${node.shadowRoot ? textOf(node.shadowRoot) : ''}${textOf(node)}`;
  }
  return text.replaceAll(/\s+/g, ' ');
}

async function until(isSo: () => boolean, what: string): Promise<void> {
  for (let frames = 0; frames < 600; frames++) {
    if (isSo()) return;
    await new Promise(requestAnimationFrame);
  }
  throw new Error(`${what} did not come; the page says: ${textOf()}`);
}

function seen(what: string | RegExp): Promise<void> {
  return until(
    () => (typeof what === 'string' ? textOf().includes(what) : what.test(textOf())),
    String(what),
  );
}

/** The status button of the visit in big type. */
function stepButton(): DispatchStatusButton {
  return [...agenda.shadowRoot!.querySelectorAll('dispatch-status-button')].find(each => !each.undoOnly)!;
}
function find<E extends HTMLElement>(selector: string, within: Element = stepButton()): E {
  const found = within.shadowRoot!.querySelector<E>(selector);
  if (!found) throw new Error(`there is no ${selector}; the page says: ${textOf()}`);
  return found;
}
async function tap(words: string): Promise<void> {
  await until(() => find('.big').textContent.trim() === words, `a button “${words}”`);
  await until(() => find('.big').getAttribute('aria-disabled') === 'false', `“${words}”, enabled`);
  find('.big').click();
}
function buttonSaying(words: string, within: Element = stepButton()): HTMLElement {
  const all = [...within.shadowRoot!.querySelectorAll<HTMLElement>('button')];
  const found = all.find(each => each.textContent.includes(words));
  if (!found) throw new Error(`there is no button “${words}”; the page says: ${textOf()}`);
  return found;
}
const statusOf = async ({id}: Job) =>
  expectOk(await company.admin.get<Job>(`/v1/jobs/${id}`)).appointments[0]!;

async function seriousProblems(): Promise<string[]> {
  const {violations} = await axe.run(document.body, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'],
    rules: {region: {enabled: false}, 'page-has-heading-one': {enabled: false}},
  });
  return violations.map(({help, nodes}) => `${help}: ${nodes[0]!.html}`);
}

function open({token = sam.caller.token, noOutbox = false} = {}): void {
  const outbox = noOutbox ? {} : {outbox: memoryOutbox()};
  client = new DispatchClient({url: company.url, token, fetch: network, ...outbox});
  const provider = document.createElement('dispatch-provider');
  provider.client = client;
  agenda = document.createElement('dispatch-agenda');
  provider.append(agenda);
  document.body.append(provider);
}

describe('<dispatch-agenda> and the server in one tab', () => {
  beforeEach(async () => {
    document.documentElement.lang = 'en-US';
    [isCut, cutStreams, sent, refusedTrials] = [false, new AbortController(), [], []];
    company = await createCompany();
    sam = await company.hireTechnician('Sam Ortiz');
    first = await company.book({leadId: sam.id, inHours: 1, title: 'Leaking tap, kitchen'});
    second = await company.book({leadId: sam.id, inHours: 3, title: 'Drain camera inspection'});
  });

  afterEach(async () => {
    document.body.replaceChildren();
    client.outbox?.close();
    await company.close();
  });

  it('goes through a whole visit by taps, and on to the next one', async () => {
    open();
    await seen('1 of 2');
    expect(textOf()).to.include('Ada Lee · 4417 N Paulina St');
    await tap('On my way');
    await seen('En route');
    await seen('The customer sees you as paused');
    await tap('Start appointment');
    await tap('Complete');
    await until(() => find<HTMLDialogElement>('dialog').open, 'the question');
    expect(find('h2').textContent).to.equal('How did it end?');
    find('input[value=done]').click();
    await stepButton().updateComplete;
    find('form .big').click();
    await seen('2 of 2');
    await until(() => sent.includes('complete'), 'complete');
    await company.pass(1);
    expect((await statusOf(first)).outcome).to.equal('done');
    expect(sent).to.deep.equal(['depart', 'start', 'complete']);
    await seen(/Leaking tap, kitchen: Complete.*Undo \d:\d\d/);
    // Whom the next one tells is asked once nothing is under way any more.
    await seen(/Ada Lee.? gets a text: “.?Northside Plumbing: Sam is on the way/);
    expect(refusedTrials).not.to.include(second.appointments[0]!.id);
  });

  it('pauses a job that needs a follow-up, with a reason and not without', async () => {
    open();
    await seen('1 of 2');
    await tap('On my way');
    await tap('Start appointment');
    await tap('Complete');
    await until(() => find<HTMLDialogElement>('dialog').open, 'the question');
    find('input[value=not_done]').click();
    await stepButton().updateComplete;
    find('form .big').click();
    await seen('Choose a reason.');
    find('input[value=needs_parts]').click();
    await stepButton().updateComplete;
    find<HTMLTextAreaElement>('textarea').value = 'Cartridge 35 mm';
    expect(find('form .big').textContent.trim()).to.equal('Pause the job');
    find('form .big').click();
    await until(() => sent.includes('complete'), 'complete');
    await seen('2 of 2');
    const {outcome, reasonCode} = await statusOf(first);
    expect([outcome, reasonCode]).to.deep.equal(['follow_up', 'needs_parts']);
  });

  it('takes what is tapped offline, draws it as waiting, and sends it in its order', async () => {
    open();
    await seen('1 of 2');
    cut();
    await seen('Offline');
    await tap('On my way');
    await seen('On the way · pending');
    await tap('Start appointment');
    await seen('Offline · 2 taps wait to be sent');
    expect(await seriousProblems()).to.deep.equal([]);
    expect(agenda.matches(':state(offline)')).to.equal(true);
    expect((await statusOf(first)).status).to.equal('scheduled');
    mend();
    await until(() => sent.length === 2, 'both');
    await until(() => !/wait to be sent|pending/.test(textOf()), 'nothing that waits');
    expect(sent).to.deep.equal(['depart', 'start']);
    expect((await statusOf(first)).status).to.equal('started');
  });

  it('shows a tap that was not taken until it is dismissed', async () => {
    open();
    await seen('1 of 2');
    cut();
    await seen('Offline');
    await tap('On my way');
    await seen('pending');
    const id = first.appointments[0]!.id;
    expectOk(await company.admin.post(`/v1/appointments/${id}/cancel`, {reason: 'The customer called'}));
    mend();
    await seen('“On my way” was not taken');
    expect(textOf()).to.include('The office canceled this visit.');
    expect(await seriousProblems()).to.deep.equal([]);
    buttonSaying('Dismiss', agenda).click();
    await until(() => !textOf().includes('was not taken'), 'an end of it');
  });

  it('takes back the last tap while there is time, and says how much', async () => {
    open();
    await seen('1 of 2');
    await tap('On my way');
    await seen(/Undo [45]:\d\d/);
    await until(() => sent.length === 1, 'the first');
    buttonSaying('Undo').click();
    await until(() => find('.big').textContent.trim() === 'On my way', 'the step before');
    await until(() => sent.length === 2, 'undo');
    expect((await statusOf(first)).status).to.equal('scheduled');
  });

  it('makes one tap of two clicks', async () => {
    open();
    await seen('1 of 2');
    await until(() => find('.big').textContent.trim() === 'On my way', 'the step');
    const click = (detail: number) => new MouseEvent('click', {bubbles: true, composed: true, detail});
    find('.big').dispatchEvent(click(1));
    await until(() => find('.big').textContent.trim() === 'Start appointment', 'the next step');
    find('.big').dispatchEvent(click(2));
    await until(() => sent.length > 0, 'the tap');
    await company.pass(1);
    expect(sent).to.deep.equal(['depart']);
  });

  it('says why a step cannot be taken, and lets a technician leave the way to another visit', async () => {
    open();
    await seen('1 of 2');
    await tap('On my way');
    await until(() => sent.length === 1, 'the first');
    const other = [...agenda.shadowRoot!.querySelectorAll<DispatchVisit>('dispatch-visit')][1]!;
    find('.open', other).click();
    await seen('You are under way on another visit: Leaking tap, kitchen.');
    expect(find('.big').getAttribute('aria-disabled')).to.equal('true');
    expect(await seriousProblems()).to.deep.equal([]);
    find('.big').click();
    buttonSaying('Leave that one').click();
    await until(() => sent.length === 2, 'the second');
    await until(() => find('.big').textContent.trim() === 'Start appointment', 'the next step');
    expect((await statusOf(first)).status).to.equal('scheduled');
    expect((await statusOf(second)).status).to.equal('enroute');
  });

  it('tells whom a step tells, before it is tapped', async () => {
    open();
    await seen(/Ada Lee.? gets a text: .*Sam is on the way/);
    expect(sent).to.deep.equal([]);
  });

  it('lists the other steps with why they cannot be taken, and takes a typed arrival', async () => {
    open();
    await seen('1 of 2');
    find('.more').click();
    await seen('Say first that you are on the way.');
    expect(await seriousProblems()).to.deep.equal([]);
    buttonSaying('20 min').click();
    await until(() => sent.length === 1, 'depart');
    await until(() => find('.big').textContent.trim() === 'Start appointment', 'the next step');
    expect((await statusOf(first)).leg!.etaMinutes).to.equal(20);
  });

  it('offers to arrive where that is a step of its own', async () => {
    expectOk(await company.admin.patch('/v1/organization', {arrivalMode: 'separate'}));
    open();
    await seen('1 of 2');
    await tap('On my way');
    await tap('I have arrived');
    await tap('Complete');
    await seen('Arrived');
  });

  it('works without an outbox, and shows what went wrong in place', async () => {
    open({noOutbox: true});
    await seen('1 of 2');
    await tap('On my way');
    await until(() => find('.big').textContent.trim() === 'Start appointment', 'the next step');
    cut();
    await until(() => agenda.matches(':state(offline)'), 'offline');
    await tap('Start appointment');
    await seen('“Start appointment” was not taken');
    await seen('There is no connection. Please try again.');
  });

  it('lets the page do what is tapped', async () => {
    open();
    await seen('1 of 2');
    const wished: string[] = [];
    const page = document.body;
    // #region take
    const take = (event: DispatchCommandEvent) => {
      event.preventDefault();
      wished.push(`${event.command} ${event.appointmentId}`);
    };
    page.addEventListener('dispatch-command', take, {once: true});
    // #endregion
    await tap('On my way');
    await until(() => wished.length === 1, 'the wish');
    expect(wished).to.deep.equal([`depart ${first.appointments[0]!.id}`]);
    expect(sent).to.deep.equal([]);
  });

  it('says calmly that nothing is planned, or that it cannot be shown, and tells a developer why', async () => {
    const idle = await company.hireTechnician('Nia Cole');
    open({token: idle.caller.token});
    await seen('Nothing planned today');
    expect(await seriousProblems()).to.deep.equal([]);
    document.body.replaceChildren();
    open({token: 'nonsense'});
    await seen('This page cannot be shown');
    expect(textOf()).to.include('fetchToken');
    expect(await seriousProblems()).to.deep.equal([]);
  });

  for (const theme of ['light', 'dark'] as const) {
    it(`is accessible on the way and while it asks how it ended, in the ${theme}`, async () => {
      open();
      agenda.theme = theme;
      await seen('1 of 2');
      await tap('On my way');
      await seen('En route');
      expect(await seriousProblems(), 'enroute').to.deep.equal([]);
      await tap('Start appointment');
      await tap('Complete');
      await until(() => find<HTMLDialogElement>('dialog').open, 'the question');
      find('input[value=not_done]').click();
      await stepButton().updateComplete;
      expect(await seriousProblems(), 'fork').to.deep.equal([]);
    });
  }

  it('leaves no stream behind', async () => {
    open();
    await seen('1 of 2');
    document.body.replaceChildren();
    await new Promise(requestAnimationFrame);
    const changed = agenda.shadowRoot!.innerHTML;
    await company.book({leadId: sam.id, inHours: 2});
    for (let frames = 0; frames < 20; frames++) await new Promise(requestAnimationFrame);
    expect(agenda.shadowRoot!.innerHTML).to.equal(changed);
  });
});
