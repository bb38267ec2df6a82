/** A new order against the real server, in the same tab. */
import {DispatchClient} from '@dispatch-kit/client';
import type {Job} from '@dispatch-kit/core';
import {createCompany, expectOk} from '@dispatch-kit/testing';
import type {Company} from '@dispatch-kit/testing';
import {sendKeys, sendMouse} from '@web/test-runner-commands';
import axe from 'axe-core';
import {expect} from 'chai';
import type {DispatchOpenEvent} from '../events.ts';
import '../map/dispatch-map.ts';
import '../provider/dispatch-provider.ts';
import {DispatchNewOrder} from './dispatch-new-order.ts';

let company: Company;
let order: DispatchNewOrder;

const root = () => order.shadowRoot!;
const textOf = () => (root().textContent ?? '').replaceAll(/\s+/g, ' ');
const button = (text: string) =>
  [...root().querySelectorAll('button')].find(each => each.textContent.includes(text))!;

async function until(isSo: () => unknown, what: string): Promise<void> {
  for (let frames = 0; frames < 400; frames++) {
    if (isSo()) return;
    await new Promise(requestAnimationFrame);
  }
  throw new Error(`${what} did not come; the dialog says: ${textOf()}`);
}

async function check(): Promise<void> {
  const {violations} = await axe.run(document.body, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']});
  expect(violations.map(({help, nodes}) => `${help}: ${nodes[0]!.html}`)).to.deep.equal([]);
}

function fill(selector: string, value: string): void {
  const field = root().querySelector<HTMLInputElement>(selector)!;
  field.value = value;
  field.dispatchEvent(new Event('change', {bubbles: true}));
}

describe('<dispatch-new-order>', () => {
  beforeEach(async () => {
    document.documentElement.lang = 'en-US';
    company = await createCompany();
    await company.hireTechnician('Sam Ortiz');
    await company.book({inHours: 2});
    const provider = document.createElement('dispatch-provider');
    provider.client = new DispatchClient({
      url: company.url,
      token: company.admin.token,
      fetch: (input, init) => company.server.fetch(new Request(input, init)),
    });
    order = document.createElement('dispatch-new-order');
    provider.append(order);
    document.body.append(provider);
    order.open = true;
    await until(() => root().querySelector('dialog')?.open && textOf().includes('Sam Ortiz'), 'the dialog');
  });
  afterEach(async () => {
    document.body.replaceChildren();
    await company.close();
  });

  it('is defined', () => {
    expect(document.createElement('dispatch-new-order')).to.be.instanceOf(DispatchNewOrder);
  });

  it('finds the customer, shows the message first, and makes the job', async () => {
    await check();
    await sendKeys({type: 'ada'});
    await until(() => button('Ada Lee'), 'Ada');
    button('Ada Lee').click();
    order.places = [{line: '12 Elm St', lat: 41.9, lng: -87.6}];
    await order.updateComplete;
    fill('[name=title]', 'No hot water');
    fill('[name=line]', '14 Elm St');
    await until(() => textOf().includes('not placed'), 'the unplaced address');
    fill('[name=line]', '12 Elm St');
    await until(() => textOf().includes('Placed on the map'), 'the placed address');
    await until(() => textOf().includes('Ada Lee gets a text'), 'the message');
    await check();
    const opened: string[] = [];
    order.addEventListener('dispatch-open', event => opened.push((event as DispatchOpenEvent).jobId!));
    button('Make the order').click();
    await until(() => !order.open, 'the end');
    const job = expectOk(await company.admin.get<Job>(`/v1/jobs/${opened[0]}`));
    expect(job.title).to.equal('No hot water');
    expect(job.address).to.include({line: '12 Elm St', lat: 41.9, lng: -87.6});
    expect(job.status).to.equal('scheduled');
  });

  it('to an urgent one sends somebody at once: a draft of which nobody is told, then who goes, then one message', async () => {
    await sendKeys({type: 'ada'});
    await until(() => button('Ada Lee'), 'Ada');
    button('Ada Lee').click();
    order.places = [{line: '12 Elm St', lat: 41.9, lng: -87.6}];
    await order.updateComplete;
    fill('[name=title]', 'Smell of gas');
    fill('[name=line]', '12 Elm St');
    fill('[name=priority]', 'urgent');
    await until(
      () => textOf().includes('made as a draft') && textOf().includes('Nobody is told.'),
      'what comes next',
    );
    await check();
    const opened: string[] = [];
    order.addEventListener('dispatch-open', event => opened.push((event as DispatchOpenEvent).jobId!));
    await until(() => button('Make it, send somebody').ariaDisabled === 'false', 'the way on');
    button('Make it, send somebody').click();
    const dialog = () => root().querySelector('dispatch-urgent-dialog')?.shadowRoot;
    await until(() => dialog()?.querySelector('.nearest'), 'who can go');
    await until(() => dialog()!.textContent.includes('Ada Lee gets a text'), 'the message');
    expect(company.sent.filter(({to}) => to === '+13125550142').map(({kind}) => kind)).not.to.include(
      'created',
    );
    dialog()!.querySelector<HTMLButtonElement>('[type=submit]')!.click();
    await until(() => !order.open, 'the end');
    const job = expectOk(await company.admin.get<Job>(`/v1/jobs/${opened[0]}`));
    expect([job.priority, job.status]).to.deep.equal(['urgent', 'scheduled']);
    expect(job.appointments[0]!.leadId).not.to.equal(null);
  });

  it('has a pin on a map, moved by pointer or arrow keys: the order is where it was put, and a far one is told', async () => {
    const pin = () =>
      root().querySelector('dispatch-map')?.shadowRoot?.querySelector<HTMLElement>('.pin.movable');
    order.places = [{line: '12 Elm St', lat: 41.9, lng: -87.6}];
    order.map = {style: {version: 8, sources: {}, layers: []}};
    await sendKeys({type: 'ada'});
    await until(() => button('Ada Lee'), 'Ada');
    button('Ada Lee').click();
    await order.updateComplete;
    fill('[name=title]', 'No hot water');
    fill('[name=line]', '12 Elm St');
    await until(pin, 'the pin');
    await check();
    pin()!.focus();
    await sendKeys({press: 'ArrowRight'});
    await until(() => textOf().includes('says where the door is'), 'that it was moved');
    for (let strides = 0; strides < 30; strides++) await sendKeys({press: 'Shift+ArrowDown'});
    await until(() => /The pin is [\d.,]+ k?m from this address/.test(textOf()), 'how far it is');
    button('Back to the address').click();
    await until(() => textOf().includes('Placed on the map'), 'the address');
    const middleOf = (element: Element): [number, number] => {
      const {left, top, width, height} = element.getBoundingClientRect();
      return [Math.round(left + width / 2), Math.round(top + height / 2)];
    };
    const map = root().querySelector('dispatch-map')!;
    map.scrollIntoView({block: 'center'});
    // The camera comes back to the address.
    let [seen, stills] = ['', 0];
    await until(() => {
      const [x, y] = middleOf(pin()!);
      const before = seen;
      seen = `${x} ${y}`;
      stills = seen === before ? stills + 1 : 0;
      return stills > 10 && Math.abs(x - middleOf(map)[0]) < 100 && Math.abs(y - middleOf(map)[1]) < 60;
    }, 'the pin in the middle');
    const from = middleOf(pin()!);
    await sendMouse({type: 'move', position: from});
    await sendMouse({type: 'down'});
    await sendMouse({type: 'move', position: [from[0] + 30, from[1]]});
    await sendMouse({type: 'up'});
    await until(() => textOf().includes('says where the door is'), 'that it was dragged');
    const made: string[] = [];
    order.addEventListener('dispatch-open', event => made.push((event as DispatchOpenEvent).jobId!));
    await until(() => button('Make the order').ariaDisabled === 'false', 'the way on');
    button('Make the order').click();
    await until(() => !order.open, 'the end');
    const {address} = expectOk(await company.admin.get<Job>(`/v1/jobs/${made[0]}`));
    expect(address.lat).to.be.closeTo(41.9, 1e-5);
    expect(address.lng).to.be.greaterThan(-87.6).and.lessThan(-87.599);
  });

  it('offers a pin for an address that nobody knows', async () => {
    order.map = {style: {version: 8, sources: {}, layers: []}};
    fill('[name=line]', 'The barn behind the mill');
    await until(() => button('Put a pin on the map'), 'the offer');
    button('Put a pin on the map').click();
    await until(() => button('Take the pin away'), 'the pin');
    await check();
    button('Take the pin away').click();
    await until(() => textOf().includes('not placed on the map'), 'that it is unplaced');
  });

  it('makes a customer with the consent, and says what is wrong beside its field', async () => {
    button('Add a customer').click();
    await until(() => root().querySelector('[name=phone]'), 'the fields');
    root().querySelector<HTMLInputElement>('[name=name]')!.value = 'Bo Chen';
    root().querySelector<HTMLInputElement>('[name=phone]')!.value = '555';
    button('Add this customer').click();
    await until(() => textOf().includes('Give a phone number'), 'the problem');
    expect(root().querySelector('[name=phone]')!.getAttribute('aria-invalid')).to.equal('true');
    await check();
    root().querySelector<HTMLInputElement>('[name=phone]')!.value = '+1 (312) 555-0188';
    root().querySelector<HTMLInputElement>('[name=consent]')!.click();
    button('Add this customer').click();
    await until(() => button('Another customer'), 'Bo');
    const {items} = expectOk(
      await company.admin.get<{items: {contacts: {consent: {sms: {granted: boolean}}}[]}[]}>(
        '/v1/customers?q=Bo',
      ),
    );
    expect(items[0]!.contacts[0]!.consent.sms.granted).to.equal(true);
  });
});
