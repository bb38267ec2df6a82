/** The way in, against the real server in the same tab. */
import {DispatchClient} from '@dispatch-kit/client';
import {expectOk, createCompany} from '@dispatch-kit/testing';
import type {Caller, Company} from '@dispatch-kit/testing';
import type {Member} from '@dispatch-kit/core';
import axe from 'axe-core';
import {expect} from 'chai';
import type {SignedIn} from '../events.ts';
import './dispatch-sign-in.ts';
import type {DispatchSignIn} from './dispatch-sign-in.ts';
import {codeOf, phoneOf} from './sign-in-model.ts';

let company: Company;
let sam: Member & {caller: Caller};
let element: DispatchSignIn;
let signedIn: SignedIn | undefined;

const text = () => element.shadowRoot!.textContent!.replaceAll(/\s+/g, ' ');
async function until(isSo: () => boolean, what: string): Promise<void> {
  for (let frames = 0; frames < 600; frames++) {
    if (isSo()) return;
    await new Promise(requestAnimationFrame);
  }
  throw new Error(`${what} did not come; it says: ${text()}`);
}
const seen = (words: string) => until(() => text().includes(words), words);
const field = () => element.shadowRoot!.querySelector('input')!;
function press(words: string): void {
  const all = [...element.shadowRoot!.querySelectorAll('button')];
  all.find(each => each.textContent.includes(words))!.click();
}
function type(words: string): void {
  field().value = words;
  field().dispatchEvent(new Event('input', {bubbles: true}));
}
async function sentCode(): Promise<string> {
  await company.pass(2);
  return /\d{6}/.exec(company.sent.at(-1)!.text)![0];
}
async function problems(): Promise<string[]> {
  const {violations} = await axe.run(document.body, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'],
    rules: {region: {enabled: false}, 'page-has-heading-one': {enabled: false}},
  });
  return violations.map(({help, nodes}) => `${help}: ${nodes[0]!.html}`);
}

describe('<dispatch-sign-in>', () => {
  beforeEach(async () => {
    document.documentElement.lang = 'en-US';
    company = await createCompany();
    sam = await company.hireTechnician('Sam Ortiz');
    signedIn = undefined;
    const client = new DispatchClient({
      url: company.url,
      fetch: (input, init) => company.server.fetch(new Request(input, init)),
    });
    element = Object.assign(document.createElement('dispatch-sign-in'), {client});
    element.addEventListener('dispatch-signed-in', event => (signedIn = event.session));
    document.body.append(element);
    await seen('When it is never shared');
  });

  afterEach(async () => {
    element.remove();
    await company.close();
  });

  it('says on four cards what this is, then takes the number and the code, and is in', async () => {
    expect(element.shadowRoot!.querySelectorAll('li').length).to.equal(4);
    expect(await problems()).to.deep.equal([]);
    press('Continue');
    await element.updateComplete;
    expect(element.shadowRoot!.activeElement).to.equal(field());
    expect(field().autocomplete).to.equal('tel');
    expect(await problems()).to.deep.equal([]);
    type(sam.phone!.replace('+1312', '+1 (312) '));
    press('Send me a code');
    await seen('Six digits');
    expect(element.shadowRoot!.activeElement).to.equal(field());
    expect([field().autocomplete, field().inputMode]).to.deep.equal(['one-time-code', 'numeric']);
    expect(await problems()).to.deep.equal([]);
    const code = await sentCode();
    type(`${code.slice(0, 3)} ${code.slice(3)}`);
    await until(() => signedIn !== undefined, 'the session');
    expect([signedIn!.memberId, signedIn!.roles]).to.deep.equal([sam.id, ['technician']]);
  });

  it('says what is wrong with a number and with a code, and lets one ask for another', async () => {
    press('Continue');
    await element.updateComplete;
    type('555 0101');
    press('Send me a code');
    await seen('Write the number with its country');
    expect(await problems()).to.deep.equal([]);
    type(sam.phone!);
    press('Send me a code');
    await seen('Another code in 30 s');
    const code = await sentCode();
    type(code === '000000' ? '000001' : '000000');
    await seen('This code is wrong, used, or too old.');
    expect(await problems()).to.deep.equal([]);
    expect(field().getAttribute('aria-invalid')).to.equal('true');
    press('Another number');
    await seen('Your phone number');
    expect(field().value).to.equal(sam.phone);
  });

  it('says how long to wait where too many codes were asked for', async () => {
    for (let times = 0; times < 3; times++)
      expectOk(await company.as('').post('/v1/sign-in/code', {phone: sam.phone}));
    press('Continue');
    await element.updateComplete;
    type(sam.phone!);
    press('Send me a code');
    await seen('Too many codes were asked for. Try again in 15 minutes.');
    expect(signedIn).to.equal(undefined);
  });

  it('says who invites, and of an invitation that has ended that it has', async () => {
    expectOk(await company.admin.post(`/v1/members/${sam.id}/invite`, {noHeadsUp: true}));
    await company.pass(2);
    element.invitation = /#(\S+)$/.exec(company.sent.at(-1)!.text)![1];
    await seen('Welcome, Sam');
    expect(text()).to.include('Northside Plumbing invites you.');
    press('Continue');
    await seen(`It ends in ${sam.phone!.slice(-4)}.`);
    element.invitation = 'x'.repeat(22);
    await seen('This invitation has ended.');
    expect(await problems()).to.deep.equal([]);
  });

  it('reads numbers and codes as people write them', () => {
    expect(phoneOf('(312) 555-0142', '+1')).to.equal('+13125550142');
    expect(phoneOf('0044 20 7946 0000', undefined)).to.equal('+442079460000');
    expect(phoneOf('030 1234567', '49')).to.equal('+49301234567');
    expect(phoneOf('555 0101', undefined)).to.equal(undefined);
    expect(codeOf('١٢٣ ۴۵۶')).to.equal('123456');
  });
});
