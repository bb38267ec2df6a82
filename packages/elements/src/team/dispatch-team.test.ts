/** The people of a company, against the real server in the same tab. */
import {DispatchClient} from '@dispatch-kit/client';
import type {Job, Member, PairedDevice} from '@dispatch-kit/core';
import {createCompany, expectOk} from '@dispatch-kit/testing';
import type {Caller, Company} from '@dispatch-kit/testing';
import axe from 'axe-core';
import {expect} from 'chai';
import '../provider/dispatch-provider.ts';
import type {DispatchOpenEvent} from '../events.ts';
import {DispatchTeam} from './dispatch-team.ts';

let company: Company;
let sam: Member & {caller: Caller};
let element: DispatchTeam;
let isCut: boolean;
let streams: AbortController;

const root = () => element.shadowRoot!;
const dialog = () => root().querySelector('dispatch-member-dialog, dispatch-relief-dialog')?.shadowRoot;
const textOf = () => `${root().textContent ?? ''} ${dialog()?.textContent ?? ''}`.replaceAll(/\s+/g, ' ');

async function until(isSo: () => unknown, what: string): Promise<void> {
  for (let frames = 0; frames < 400; frames++) {
    if (isSo()) return;
    await new Promise(requestAnimationFrame);
  }
  throw new Error(`${what} did not come; it says: ${textOf()}`);
}
const seen = (words: string) => until(() => textOf().includes(words), words);

async function press(words: string): Promise<void> {
  const find = () =>
    [...(dialog() ?? root()).querySelectorAll<HTMLElement>('button')].find(
      each => `${each.textContent} ${each.ariaLabel}`.includes(words) && each.ariaDisabled !== 'true',
    );
  await until(find, words);
  find()!.click();
}

async function fill(name: string, value: string): Promise<void> {
  await until(() => dialog()?.querySelector(`[name=${name}]`), name);
  const field = dialog()!.querySelector<HTMLInputElement>(`[name=${name}]`)!;
  field.value = value;
  field.dispatchEvent(new Event('change', {bubbles: true}));
}

async function check(): Promise<void> {
  const {violations} = await axe.run(document.body, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'],
    rules: {region: {enabled: false}, 'page-has-heading-one': {enabled: false}},
  });
  expect(violations.map(({help, nodes}) => `${help}: ${nodes[0]!.html}`)).to.deep.equal([]);
}

async function show(caller: Caller = company.admin): Promise<void> {
  const provider = document.createElement('dispatch-provider');
  provider.client = new DispatchClient({
    url: company.url,
    token: caller.token,
    fetch: async (input, init) => {
      if (isCut) throw new TypeError('The network is cut.');
      const response = await company.server.fetch(new Request(input, init));
      if (!response.body) return response;
      const {readable, writable} = new TransformStream<Uint8Array, Uint8Array>();
      void response.body.pipeTo(writable, {signal: streams.signal}).catch(() => {});
      return new Response(readable, response);
    },
  });
  element = document.createElement('dispatch-team');
  provider.append(element);
  document.body.append(provider);
  await seen('Sam Ortiz');
}

const members = async () => expectOk(await company.admin.get<{items: Member[]}>('/v1/members')).items;

describe('<dispatch-team>', () => {
  beforeEach(async () => {
    document.documentElement.lang = 'en-US';
    isCut = false;
    streams = new AbortController();
    company = await createCompany();
    sam = await company.hireTechnician('Sam Ortiz');
  });
  afterEach(async () => {
    document.body.replaceChildren();
    await company.close();
  });

  it('is defined', () => {
    expect(document.createElement('dispatch-team')).to.be.instanceOf(DispatchTeam);
  });

  it('shows who is there and who is on shift, live, and opens one', async () => {
    await show();
    await seen('Not invited yet');
    await seen('No position yet');
    await until(() => root().querySelector('.acts'), 'what can be done');
    await check();
    expectOk(await sam.caller.post(`/v1/members/${sam.id}/shift`, {on: true}));
    await seen('On shift');
    await company.hireDispatcher('Rae Kim');
    await seen('Rae Kim');
    const opened: (string | undefined)[] = [];
    element.addEventListener('dispatch-open', event => opened.push((event as DispatchOpenEvent).memberId));
    await press('Sam Ortiz');
    expect(opened).to.deep.equal([sam.id]);
  });

  it('proposes who takes over all that is left of a day, and does and undoes it as a whole', async () => {
    const nia = await company.hireTechnician('Nia Cole');
    const leo = await company.hireTechnician('Leo Park');
    const road = await company.book({leadId: sam.id, inHours: 0.5, title: 'Leaking tap'});
    const later = await company.book({leadId: sam.id, inHours: 3, title: 'Cold heater'});
    await company.book({leadId: nia.id, inHours: 3, title: 'Of Nia'});
    expectOk(await sam.caller.post(`/v1/appointments/${road.appointments[0]!.id}/depart`, {}));
    await company.pass(150);
    await show();
    await press('Cannot go on: Sam Ortiz');
    await seen('2 of 2 can be changed');
    await seen('Customers who get a message: Ada Lee');
    await check();
    const [first, second] = [...dialog()!.querySelectorAll('select')];
    expect(second!.selectedOptions[0]!.label).to.match(/^Leo Park · free/);
    expect([...first!.options].at(-1)!.label).to.equal('Turn round, keep it for later');
    await press('Give them away (2)');
    await seen('Sam Ortiz: visits given away: 2.');
    const leadOf = async (job: Job) =>
      expectOk(await company.admin.get<Job>(`/v1/jobs/${job.id}`)).appointments[0]!;
    expect((await leadOf(later)).leadId).to.equal(leo.id);
    expect(await leadOf(road)).to.include({status: 'scheduled'});
    await press('Undo');
    await until(() => textOf().includes('Undone') || textOf().includes('undone'), 'that it is undone');
    expect((await leadOf(later)).leadId).to.equal(sam.id);
    expect(await leadOf(road)).to.include({status: 'enroute', leadId: sam.id});
  });

  it('lets a dispatcher find who takes over, and a technician not', async () => {
    const rae = await company.hireDispatcher('Rae Kim');
    await show(rae.caller);
    await press('Cannot go on: Sam Ortiz');
    await seen('Sam Ortiz has no visits left today.');
    document.body.replaceChildren();
    await show(sam.caller);
    await until(() => textOf().includes('Sam Ortiz'), 'the team');
    expect(textOf()).not.to.include('Cannot go on');
  });

  it('adds a member and says what is wrong beside its field', async () => {
    await show();
    await press('Add a member');
    await fill('name', 'Nia Cole');
    await fill('phone', '555');
    await press('Add a member');
    await until(() => dialog()?.querySelector('[name=phone][aria-invalid=true]'), 'the problem');
    await check();
    await fill('phone', '+1 (312) 555-0188');
    await press('Add a member');
    await seen('Nia Cole is on the team.');
    const nia = (await members()).find(({name}) => name === 'Nia Cole')!;
    expect([nia.phone, nia.roles, nia.invitation?.count]).to.deep.equal(['+13125550188', ['technician'], 1]);
    await seen('Invited');
  });

  it('invites, says what follows, and invites again', async () => {
    await show();
    await press('Invite: Sam Ortiz');
    await seen('Sam Ortiz gets a text that names Northside Plumbing');
    await seen('A first text tells Sam Ortiz who will write and why.');
    await check();
    await press('Invite');
    await seen('Sam Ortiz is invited.');
    await company.pass(62);
    await press('Invite again: Sam Ortiz');
    await seen('The link of the earlier invitation ends.');
    await press('Invite again');
    await until(() => !dialog(), 'the end of the dialog');
    expect((await members())[0]!.invitation!.count).to.equal(2);
  });

  it('changes roles', async () => {
    await show();
    await press('Change: Sam Ortiz');
    await until(() => dialog()?.querySelector('[name=dispatcher]'), 'the roles');
    dialog()!.querySelector<HTMLInputElement>('[name=dispatcher]')!.click();
    await press('Save');
    await seen('Sam Ortiz is changed.');
    expect((await members())[0]!.roles).to.have.members(['technician', 'dispatcher']);
  });

  it('pairs a phone app by a code that is shown once, and ends the pairing', async () => {
    await show();
    await press('Phone app: Sam Ortiz');
    await press('Pair OwnTracks');
    await until(() => dialog()?.querySelector('.qr'), 'the code');
    await check();
    const devices = async () =>
      expectOk(await company.admin.get<{items: PairedDevice[]}>(`/v1/members/${sam.id}/devices`)).items;
    expect((await devices()).map(({app}) => app)).to.deep.equal(['owntracks']);
    await press('Unpair');
    await until(() => !textOf().includes('Unpair'), 'an end of it');
    expect(await devices()).to.deep.equal([]);
  });

  it('deactivates, and says before how many visits lose their technician', async () => {
    const job = await company.book({leadId: sam.id, inHours: 2});
    await show();
    await press('Deactivate: Sam Ortiz');
    await seen('wait to be assigned: 1');
    await check();
    await press('Deactivate');
    await seen('Sam Ortiz is deactivated.');
    await seen('Deactivated: 1');
    expect((await members())[0]!.deactivatedAt).to.be.a('string');
    const {appointments} = expectOk(await company.admin.get<typeof job>(`/v1/jobs/${job.id}`));
    expect(appointments[0]!.leadId).to.equal(null);
    await check();
  });

  it('shows who may not change people the list alone', async () => {
    const rae = await company.hireDispatcher('Rae Kim');
    await show(rae.caller);
    await seen('Rae Kim');
    // Who plans may give the visits of somebody away; nobody else is changed.
    await until(() => root().querySelector('.acts'), 'what can be done');
    const buttons = [...root().querySelectorAll('.acts button, .bar .primary')].map(each =>
      each.textContent.trim(),
    );
    expect(buttons).to.deep.equal(['Cannot go on']);
    await check();
  });

  it('keeps what is known while offline, and changes nothing then', async () => {
    await show();
    await until(() => root().querySelector('.acts'), 'what can be done');
    isCut = true;
    streams.abort();
    await until(() => element.matches(':state(offline)'), 'offline');
    const acts = [...root().querySelectorAll('.acts button')];
    expect(acts.every(each => each.ariaDisabled === 'true')).to.equal(true);
    await check();
  });
});
