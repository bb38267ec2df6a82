/** Who sees a technician's phone, against the real server in the same tab. */
import {DispatchClient} from '@dispatch-kit/client';
import type {LocationSharing, Receiver, ReceiverTrouble} from '@dispatch-kit/client';
import {toInstant} from '@dispatch-kit/core';
import type {Job, Member, PairedDevice} from '@dispatch-kit/core';
import {createCompany, expectOk} from '@dispatch-kit/testing';
import type {Caller, Company} from '@dispatch-kit/testing';
import axe from 'axe-core';
import {expect} from 'chai';
import '../provider/dispatch-provider.ts';
import './dispatch-sharing.ts';
import type {DispatchSharing} from './dispatch-sharing.ts';

const door = {lat: 41.95, lng: -87.65};

let company: Company;
let sam: Member & {caller: Caller};
let job: Job;
let sharing: LocationSharing;
let element: DispatchSharing;
let tell: Parameters<Receiver['watch']>[0] | undefined;

const receiver: Receiver = {
  watch(told) {
    tell = told;
    return () => (tell = undefined);
  },
  keepAwake: () => Promise.resolve(() => {}),
  isHidden: () => false,
  onVisibility: () => () => {},
};

function isAt(metersFromDoor: number, secondsLater = 0): void {
  tell!.fix({
    lat: door.lat - metersFromDoor / 111_195,
    lng: door.lng,
    at: toInstant(Date.now() + secondsLater * 1000),
    accuracyMeters: 6,
  });
}

const text = () => (element.shadowRoot!.textContent ?? '').replaceAll(/\s+/g, ' ');

async function until(isSo: () => boolean, what: string): Promise<void> {
  for (let frames = 0; frames < 600; frames++) {
    if (isSo()) return;
    await new Promise(requestAnimationFrame);
  }
  throw new Error(`${what} did not come; it says: ${text()}`);
}
const seen = (words: string) => until(() => text().includes(words), words);

function press(words: string): void {
  const all = [...element.shadowRoot!.querySelectorAll<HTMLElement>('button, a')];
  const found = all.find(each => `${each.textContent} ${each.ariaLabel}`.includes(words));
  if (!found) throw new Error(`there is no “${words}”; it says: ${text()}`);
  found.click();
}

async function problems(): Promise<string[]> {
  const {violations} = await axe.run(document.body, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'],
    rules: {region: {enabled: false}, 'page-has-heading-one': {enabled: false}},
  });
  return violations.map(({help, nodes}) => `${help}: ${nodes[0]!.html}`);
}

const command = async (name: string, body = {}) =>
  expectOk(await sam.caller.post(`/v1/appointments/${job.appointments[0]!.id}/${name}`, body));

describe('<dispatch-sharing>', () => {
  beforeEach(async () => {
    document.documentElement.lang = 'en-US';
    company = await createCompany();
    sam = await company.hireTechnician('Sam Ortiz');
    job = await company.book({leadId: sam.id, at: door, inHours: 1});
    const client = new DispatchClient({
      url: company.url,
      token: sam.caller.token,
      fetch: (input, init) => company.server.fetch(new Request(input, init)),
    });
    sharing = client.shareLocation(receiver);
    element = Object.assign(document.createElement('dispatch-sharing'), {sharing});
    const provider = Object.assign(document.createElement('dispatch-provider'), {client});
    provider.append(element);
    document.body.append(provider);
    await seen('Nobody sees you');
  });

  afterEach(async () => {
    document.body.replaceChildren();
    sharing.stop();
    await company.close();
  });

  it('shares nothing before the first tap, from there on by itself, and says who sees it', async () => {
    expect(sharing.get().status).to.equal('off');
    expect(tell).to.equal(undefined);
    await command('depart');
    await until(() => tell !== undefined, 'the receiver');
    isAt(2_000);
    await seen('Your office sees you');
    expect(element.matches(':state(shared)')).to.equal(true);
    await company.pass(11);
    isAt(1_900, 3);
    await seen('Ada and your office see you');
    expect(await problems()).to.deep.equal([]);
    await command('start');
    await seen('Your office sees you');
    await command('complete', {outcome: 'done'});
    await seen('Nobody sees you');
    expect([sharing.get().status, tell]).to.deep.equal(['off', undefined]);
  });

  for (const [why, words] of [
    ['denied', 'This browser may not use your location.'],
    ['no_signal', 'Your phone finds no place.'],
    ['unavailable', 'This browser has no location.'],
  ] as [ReceiverTrouble, string][]) {
    it(`says what is in the way and what helps: ${why}`, async () => {
      await command('depart');
      await until(() => tell !== undefined, 'the receiver');
      tell!.trouble(why);
      await seen(words);
      await company.pass(11);
      expect(await problems()).to.deep.equal([]);
    });
  }

  it('ends when the person ends it, and begins again by the person’s word alone', async () => {
    await command('depart');
    await until(() => tell !== undefined, 'the receiver');
    press('Options for your location');
    await element.updateComplete;
    press('Stop sharing');
    await seen('Your location is not shared from this page.');
    expect(tell).to.equal(undefined);
    press('Share');
    await until(() => tell !== undefined, 'the receiver again');
  });

  it('says after it was hidden that nobody knew the place, until that is dismissed', async () => {
    await command('depart');
    await until(() => tell !== undefined, 'the receiver');
    isAt(2_000);
    await seen('Your office sees you');
    Object.defineProperty(document, 'visibilityState', {value: 'hidden', configurable: true});
    document.dispatchEvent(new Event('visibilitychange'));
    Reflect.deleteProperty(document, 'visibilityState');
    await seen('While this page was hidden your place was not known: Ada saw you as paused.');
    expect(await problems()).to.deep.equal([]);
    press('Dismiss');
    await until(() => !text().includes('While this page'), 'an end of it');
  });

  it('begins and ends a shift', async () => {
    press('Options for your location');
    await element.updateComplete;
    const knob = () => element.shadowRoot!.querySelector('[role=switch]')!.getAttribute('aria-checked');
    expect(knob()).to.equal('false');
    press('On shift');
    await until(() => knob() === 'true', 'the shift');
    expect(expectOk(await company.admin.get<Member>(`/v1/members/${sam.id}`)).onShift).to.equal(true);
  });

  it('pairs a phone app by a code and a link that are shown once, and ends a pairing', async () => {
    press('Options for your location');
    await element.updateComplete;
    press('Share with the screen off');
    await seen('Use Traccar Client');
    expect(await problems()).to.deep.equal([]);
    await until(() => !text().includes('Sending'), 'the list');
    press('Use Traccar Client');
    await until(() => element.shadowRoot!.querySelector('.qr') !== null, 'the code');
    const link = element.shadowRoot!.querySelector<HTMLAnchorElement>('.pair a')!;
    expect(link.href).to.match(/^org\.traccar\.client:\/\/config\?url=/);
    expect(await problems()).to.deep.equal([]);
    const devices = async () =>
      expectOk(await company.admin.get<{items: PairedDevice[]}>(`/v1/members/${sam.id}/devices`)).items;
    expect((await devices()).map(({app}) => app)).to.deep.equal(['traccar']);
    await until(() => !text().includes('Sending'), 'the list');
    press('Remove Traccar Client');
    await until(() => !text().includes('Paired phone apps'), 'an end of it');
    expect(await devices()).to.deep.equal([]);
    press('Close');
    await until(() => !text().includes('Set up Traccar'), 'nothing of the secret');
  });
});
