/** Offers against the real server, in the same tab. */
import {DispatchClient} from '@dispatch-kit/client';
import type {Job} from '@dispatch-kit/core';
import {createCompany, expectOk} from '@dispatch-kit/testing';
import type {Caller, Company} from '@dispatch-kit/testing';
import axe from 'axe-core';
import {expect} from 'chai';
import '../provider/dispatch-provider.ts';
import {DispatchOffers} from './dispatch-offers.ts';

let company: Company;
let element: DispatchOffers;
let isCut: boolean;
let streams: AbortController;

const root = () => element.shadowRoot!;
const dialog = () => root().querySelector('dispatch-offer-dialog')?.shadowRoot;
const textOf = () =>
  `${root().textContent ?? ''} ${dialog()?.textContent ?? ''}`
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[\u2068\u2069]/g, '');

async function until(isSo: () => unknown, what: string): Promise<void> {
  for (let frames = 0; frames < 400; frames++) {
    if (isSo()) return;
    await new Promise(requestAnimationFrame);
  }
  throw new Error(`${what} did not come; it says: ${textOf()}`);
}
const seen = (words: string) => until(() => textOf().includes(words), words);

function press(words: string): void {
  const all = [...(dialog() ?? root()).querySelectorAll<HTMLElement>('button, label')];
  const found = all.find(each => `${each.textContent} ${each.ariaLabel}`.includes(words));
  if (!found) throw new Error(`there is no “${words}”; it says: ${textOf()}`);
  found.click();
}

async function check(): Promise<void> {
  const {violations} = await axe.run(document.body, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'],
    rules: {region: {enabled: false}, 'page-has-heading-one': {enabled: false}},
  });
  expect(violations.map(({help, nodes}) => `${help}: ${nodes[0]!.html}`)).to.deep.equal([]);
}

const inMinutes = (minutes: number) => new Date(company.clock.now() + minutes * 60_000).toISOString();

async function offer(more: object = {}): Promise<Job> {
  const customer = expectOk(
    await company.admin.post<{id: string}>('/v1/customers', {
      name: 'Ada Lee',
      phone: '+13125550142',
      consent: {sms: true},
    }),
  );
  return expectOk(
    await company.admin.post<Job>('/v1/offers', {
      customerId: customer.id,
      title: 'Dishwasher warranty visit',
      address: {line: '4417 N Paulina St', city: 'Chicago', lat: 41.9484, lng: -87.6553},
      ...more,
    }),
  );
}

const withVisit = () => ({
  appointment: {window: {start: inMinutes(120), end: inMinutes(240)}, durationMinutes: 60},
});
const jobOf = async ({id}: Job) => expectOk(await company.admin.get<Job>(`/v1/jobs/${id}`));

async function show(caller: Caller = company.admin): Promise<void> {
  const provider = document.createElement('dispatch-provider');
  provider.client = new DispatchClient({
    url: company.url,
    token: caller.token,
    fetch: async (input, init) => {
      if (isCut) throw new TypeError('The network is cut.');
      const response = await company.server.fetch(new Request(input, init));
      const {readable, writable} = new TransformStream<Uint8Array, Uint8Array>();
      void response.body?.pipeTo(writable, {signal: streams.signal}).catch(() => {});
      return response.body ? new Response(readable, response) : response;
    },
  });
  element = document.createElement('dispatch-offers');
  provider.append(element);
  document.body.append(provider);
  await until(() => root().querySelector('.offer, .empty'), 'the offers');
  if (!root().querySelector('.offer')) return;
  const isKnown = () => !root().querySelector('.answers [aria-disabled=true]');
  await until(isKnown, 'who asks');
}

describe('<dispatch-offers>', () => {
  beforeEach(async () => {
    document.documentElement.lang = 'en-US';
    isCut = false;
    streams = new AbortController();
    company = await createCompany();
    await company.hireTechnician('Sam Ortiz');
  });
  afterEach(async () => {
    document.body.replaceChildren();
    await company.close();
  });

  it('is defined', () => {
    expect(document.createElement('dispatch-offers')).to.be.instanceOf(DispatchOffers);
  });

  it('says that there are none, and shows by itself what comes in, what ends first at the top', async () => {
    await show();
    await seen('No new offers');
    await check();
    const source = expectOk(await company.admin.post<{id: string}>('/v1/sources', {name: 'HomeShield'}));
    await offer({title: 'Later', expiresAt: inMinutes(300)});
    await offer({title: 'Sooner', expiresAt: inMinutes(42), sourceId: source.id, ...withVisit()});
    await seen('From HomeShield');
    await seen('Later');
    const titles = [...root().querySelectorAll('.title')].map(each => each.textContent.trim());
    expect(titles).to.deep.equal(['Sooner', 'Later']);
    expect(textOf())
      .to.include('Asks for Tue, Mar 3, 11:00')
      .and.match(/Expires in 4[12] minutes/);
    expect(textOf()).to.include('No time is asked for');
    expect(element.matches(':state(waiting)')).to.equal(true);
    await check();
  });

  it('accepts one as it was asked for, says before who is told, and takes it back', async () => {
    const job = await offer(withVisit());
    await show();
    press('Accept: Dishwasher');
    await seen('As asked for: Tue, Mar 3, 11:00');
    await seen('Ada Lee gets a text');
    await check();
    press('Accept the offer');
    await seen('Accepted: Dishwasher warranty visit.');
    expect((await jobOf(job)).appointments.map(each => each.status)).to.deep.equal(['scheduled']);
    await seen('No new offers');
    expect(root().querySelector('.ended')).to.equal(null);
    await check();
    press('Undo');
    await until(() => root().querySelector('.title'), 'the offer');
    expect((await jobOf(job)).status).to.equal('offered');
  });

  it('accepts one with a time that is suggested, which replaces what was asked for', async () => {
    const job = await offer(withVisit());
    await show();
    press('Accept: Dishwasher');
    await until(() => dialog()?.querySelector('.suggestion'), 'a suggestion');
    expect(dialog()!.querySelector('.suggestion')!.textContent)
      .to.include('Sam Ortiz')
      .and.include('room that day');
    press('Sam Ortiz');
    await seen('Ada Lee gets a text');
    await check();
    press('Accept the offer');
    await seen('Accepted:');
    const {appointments, status} = await jobOf(job);
    expect([status, appointments.length]).to.deep.equal(['scheduled', 1]);
    expect(appointments[0]!.leadId).to.be.a('string');
  });

  it('accepts one at another time, or without one', async () => {
    const [first, second] = [await offer({title: 'First'}), await offer({title: 'Second'})];
    await show();
    press('Accept: First');
    await seen('Accept now, plan the visit later');
    press('Another time');
    await until(() => dialog()?.querySelector('input[type=date]'), 'the fields');
    const time = dialog()!.querySelector<HTMLInputElement>('input[type=time]')!;
    time.value = '16:30';
    time.dispatchEvent(new Event('change', {bubbles: true}));
    await check();
    await seen('Ada Lee gets a text');
    press('Accept the offer');
    await seen('Accepted: First');
    expect((await jobOf(first)).appointments[0]!.window.start).to.equal('2026-03-03T22:30:00.000Z');
    press('Accept: Second');
    await until(() => dialog()?.querySelector('.consequence p:not(.quiet)'), 'what follows');
    press('Accept the offer');
    await seen('Accepted: Second');
    expect((await jobOf(second)).status).to.equal('unscheduled');
  });

  it('declines one with a reason, which the source is told', async () => {
    const job = await offer();
    await show();
    press('Decline: Dishwasher');
    await until(() => dialog()?.querySelector('.consequence p:not(.quiet)'), 'what follows');
    await check();
    press('Decline the offer');
    await seen('Declined: Dishwasher');
    expect((await jobOf(job)).offer!.status).to.equal('declined');
  });

  it('says what has expired, was withdrawn or was answered elsewhere while one looks', async () => {
    await offer({title: 'Expires', expiresAt: inMinutes(1)});
    const [withdrawn, accepted] = [await offer({title: 'Withdrawn'}), await offer({title: 'Accepted'})];
    await show();
    await until(() => /Expires in \d+ seconds/.test(textOf()), 'the time that is left');
    await company.pass(61);
    await seen('Expired before anybody answered');
    expectOk(await company.admin.post(`/v1/jobs/${withdrawn.id}/withdraw`, {}));
    await seen('Taken back by who offered it');
    expectOk(await company.admin.post(`/v1/jobs/${accepted.id}/accept`, {}));
    await seen('Accepted elsewhere');
    await check();
    press('Hide Expires');
    await until(() => !textOf().includes('Expired before'), 'an end of it');
  });

  it('refuses an answer that comes too late in plain words', async () => {
    const job = await offer();
    await show();
    press('Accept: Dishwasher');
    await until(() => dialog()?.querySelector('.consequence p:not(.quiet)'), 'what follows');
    expectOk(await company.admin.post(`/v1/jobs/${job.id}/withdraw`, {}));
    press('Accept the offer');
    await until(() => dialog()?.querySelector('[role=alert]'), 'the refusal');
    await check();
  });

  it('shows who does not plan no answers, and says why', async () => {
    await offer();
    await show(await company.hireDispatcher('Rae Kim').then(({caller}) => caller));
    await until(() => root().querySelector('.answers .primary:not([aria-disabled=true])'), 'the answers');
    document.body.replaceChildren();
    const session = expectOk(
      await company.admin.post<{token: string}>('/v1/embed-sessions', {
        roles: ['dispatcher'],
        capabilities: ['jobs.read', 'people.read'],
      }),
    );
    await show(company.as(session.token));
    await seen('Only people who plan visits can answer offers.');
    expect(root().querySelector('.answers')).to.equal(null);
    await check();
  });

  it('keeps what is known while offline, and answers nothing then', async () => {
    await offer();
    await show();
    isCut = true;
    streams.abort();
    await until(() => element.matches(':state(offline)'), 'offline');
    press('Accept: Dishwasher');
    expect(dialog()).to.equal(undefined);
    await check();
  });
});
