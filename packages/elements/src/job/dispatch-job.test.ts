/** One job whole, against the real server in the same tab, over a network that can be cut. */
import {DispatchClient, memoryOutbox} from '@dispatch-kit/client';
import type {Job, Member, Note} from '@dispatch-kit/core';
import {createCompany, expectOk} from '@dispatch-kit/testing';
import type {Caller, Company} from '@dispatch-kit/testing';
import axe from 'axe-core';
import {expect} from 'chai';
import '../provider/dispatch-provider.ts';
import './dispatch-job.ts';
import type {DispatchJob} from './dispatch-job.ts';

let company: Company;
let sam: Member & {caller: Caller};
let job: Job;
let client: DispatchClient;
let element: DispatchJob;
let isCut = false;
let streams = new AbortController();

async function network(input: Request | string | URL, init?: RequestInit): Promise<Response> {
  if (isCut) throw new TypeError('The network is cut.');
  const response = await company.server.fetch(new Request(input, init));
  if (!response.body) return response;
  const {readable, writable} = new TransformStream<Uint8Array, Uint8Array>();
  void response.body.pipeTo(writable, {signal: streams.signal}).catch(() => {});
  return new Response(readable, response);
}

function textOf(root: Node = element.shadowRoot!): string {
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
  throw new Error(`${what} did not come; it says: ${textOf()}`);
}
const seen = (words: string) => until(() => textOf().includes(words), words);
const find = <E extends HTMLElement>(selector: string) => element.shadowRoot!.querySelector<E>(selector)!;

async function problems(): Promise<string[]> {
  const {violations} = await axe.run(document.body, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'],
    rules: {region: {enabled: false}, 'page-has-heading-one': {enabled: false}},
  });
  return violations.map(({help, nodes}) => `${help}: ${nodes[0]!.html}`);
}

function open(token: string, {isPhone = true} = {}): void {
  const phone = isPhone && {outbox: memoryOutbox()};
  client = new DispatchClient({url: company.url, token, fetch: network, ...phone});
  const provider = Object.assign(document.createElement('dispatch-provider'), {client});
  element = Object.assign(document.createElement('dispatch-job'), {
    appointment: job.appointments[0]!.id,
    noMap: true,
  });
  provider.append(element);
  document.body.append(provider);
}

const notes = async () =>
  expectOk(await company.admin.get<{items: Note[]}>(`/v1/jobs/${job.id}/notes`)).items;

function write(text: string): void {
  find<HTMLTextAreaElement>('#note').value = text;
  find<HTMLButtonElement>('form button').click();
}

describe('<dispatch-job>', () => {
  beforeEach(async () => {
    document.documentElement.lang = 'en-US';
    [isCut, streams] = [false, new AbortController()];
    company = await createCompany();
    sam = await company.hireTechnician('Sam Ortiz');
    job = await company.book({leadId: sam.id, inHours: 1});
    expectOk(await company.admin.patch(`/v1/jobs/${job.id}`, {description: 'Replace the cartridge'}));
    expectOk(await company.admin.post(`/v1/jobs/${job.id}/notes`, {text: 'Dog in the yard'}));
    expectOk(await company.admin.post(`/v1/jobs/${job.id}/messages`, {text: 'We come at four'}));
  });

  afterEach(async () => {
    document.body.replaceChildren();
    client.outbox?.close();
    await company.close();
  });

  it('shows what is to be done, what the team wrote, the thread and the history', async () => {
    open(sam.caller.token);
    await seen('Dog in the yard');
    for (const words of ['Leaking tap, kitchen', 'Ada Lee', '4417 N Paulina St', 'Replace the cartridge'])
      expect(textOf()).to.include(words);
    expect(textOf()).to.include('We come at four');
    expect(find<HTMLAnchorElement>('a[href^=tel]').href).to.equal('tel:+13125550142');
    expect(await problems()).to.deep.equal([]);
    find('.fold').click();
    await seen('Visit planned');
    expect(await problems()).to.deep.equal([]);
  });

  it('on the way wears an alert with directions right below', async () => {
    open(sam.caller.token);
    await seen('Dog in the yard');
    expect(element.shadowRoot!.querySelector('.alert')).to.equal(null);
    await client.appointments.depart(job.appointments[0]!.id, {});
    await seen('En route');
    const below = find('.alert').nextElementSibling as HTMLAnchorElement;
    expect(below.textContent).to.include('Get directions');
    expect(below.href).to.include('destination=41.9484%2C-87.6553');
    expect(await problems()).to.deep.equal([]);
  });

  it('shows at once what the office writes meanwhile', async () => {
    open(sam.caller.token);
    await seen('Dog in the yard');
    expectOk(await company.admin.post(`/v1/jobs/${job.id}/notes`, {text: 'Key under the mat'}));
    await seen('Key under the mat');
  });

  it('keeps notes and photos without a connection, and sends each once', async () => {
    open(sam.caller.token);
    await seen('Dog in the yard');
    isCut = true;
    streams.abort();
    write('Valve is stuck');
    await seen('waits here');
    const canvas = new OffscreenCanvas(8, 8);
    canvas.getContext('2d');
    const picture = new File([await canvas.convertToBlob({type: 'image/png'})], 'p.png', {type: 'image/png'});
    const input = find<HTMLInputElement>('input[type=file]');
    const transfer = new DataTransfer();
    transfer.items.add(picture);
    input.files = transfer.files;
    input.dispatchEvent(new Event('change'));
    await until(() => element.shadowRoot!.querySelector('.photos img') !== null, 'the photo');
    expect(await problems()).to.deep.equal([]);
    expect((await notes()).length).to.equal(1);
    [isCut, streams] = [false, new AbortController()];
    dispatchEvent(new Event('online'));
    await until(() => client.outbox!.get().notes.length === 0, 'an empty outbox');
    await until(() => !textOf().includes('Valve is stuck Waits'), 'the note, sent');
    expect((await notes()).map(({text}) => text)).to.deep.equal(['Dog in the yard', 'Valve is stuck']);
    // An office without a place for pictures says so; the photo stays, to be sent again or dismissed.
    await seen('Not sent.');
    expect(textOf()).to.include('Send again');
  });

  it('lets the office write to the customer, and a technician not', async () => {
    open(sam.caller.token);
    await seen('We come at four');
    expect(element.shadowRoot!.querySelector('#message')).to.equal(null);
    document.body.replaceChildren();
    client.outbox?.close();
    open(company.admin.token);
    await until(() => element.shadowRoot!.querySelector('#message') !== null, 'the form');
    find<HTMLTextAreaElement>('#message').value = 'On time';
    find('#message').closest('form')!.querySelector('button')!.click();
    await seen('On time');
    expect(await problems()).to.deep.equal([]);
  });

  it('tells the office that what the customer wrote was read, once it is on the screen of who may answer', async () => {
    const {token} = expectOk(
      await company.admin.post<{token: string}>('/v1/tracking-links', {jobId: job.id}),
    );
    expectOk(await company.as(token).post('/v1/track/message', {text: 'The bell is broken'}));
    const unread = async () => expectOk(await company.admin.get<Job>(`/v1/jobs/${job.id}`)).unreadMessages;
    open(sam.caller.token);
    await seen('The bell is broken');
    find('.thread').scrollIntoView();
    await new Promise(resolve => setTimeout(resolve, 200));
    expect(await unread()).to.equal(1);
    document.body.replaceChildren();
    client.outbox?.close();
    open(company.admin.token);
    await seen('The bell is broken');
    find('.thread').scrollIntoView({block: 'center'});
    let left = 1;
    await until(() => {
      void unread().then(count => (left = count));
      return left === 0;
    }, 'that it was read');
  });

  describe('of an office', () => {
    const desk = () => element.shadowRoot!.querySelector('dispatch-job-desk')!.shadowRoot!;
    const button = (words: string) =>
      [...desk().querySelectorAll<HTMLElement>('button')].find(each =>
        `${each.textContent} ${each.ariaLabel}`.includes(words),
      );
    const dialog = () => desk().querySelector('dispatch-plan-dialog')?.shadowRoot;

    it('offers what an office does instead of the next step, and takes it back', async () => {
      open(company.admin.token, {isPhone: false});
      await seen('Reassign');
      expect(find('footer')).to.equal(null);
      button('Set status')!.click();
      const choice = (words: string) =>
        [...(dialog()?.querySelectorAll<HTMLElement>('.choice') ?? [])].find(each =>
          each.textContent.includes(words),
        );
      await until(() => choice('On the way') !== undefined, 'the steps');
      choice('On the way')!.click();
      await until(() => /Ada Lee gets a text/.test(dialog()!.textContent), 'who is told');
      dialog()!.querySelector<HTMLElement>('[type=submit]')!.click();
      await until(() => find('.state').textContent.includes('On the way'), 'on the way');
      await seen('About to go out');
      await seen('is on the way');
      expect(await problems()).to.deep.equal([]);
      await until(() => desk().querySelector('.undo') !== null, 'the way back');
      desk().querySelector<HTMLElement>('.undo')!.click();
      await until(() => find('.state').textContent.includes('Scheduled'), 'scheduled again');
      await until(() => !textOf().includes('is on the way'), 'no message');
    });

    it('takes a helper on, and lets him go', async () => {
      await company.hireTechnician('Nia Cole');
      open(company.admin.token, {isPhone: false});
      await seen('Add a helper');
      const field = desk().querySelector('select')!;
      await until(() => field.textContent.includes('Nia Cole'), 'Nia');
      field.value = [...field.options].find(each => each.label === 'Nia Cole')!.value;
      field.dispatchEvent(new Event('change'));
      await until(() => button('Nia Cole no longer helps') !== undefined, 'the helper');
      expect(textOf()).to.include('Sam Ortiz, Nia Cole');
      button('Nia Cole no longer helps')!.click();
      await until(() => button('Nia Cole no longer helps') === undefined, 'no helper');
    });

    it('has the answers to a technician who runs late, and to a wish of the customer', async () => {
      const visit = `/v1/appointments/${job.appointments[0]!.id}`;
      expectOk(await sam.caller.post(`${visit}/running-late`, {minutes: 25}));
      open(company.admin.token, {isPhone: false});
      await seen('runs 25 min late');
      expectOk(await sam.caller.post(`${visit}/ask-to-move`, {}));
      await seen('Technician asks to move');
      button('Wish answered')!.click();
      await until(() => dialog()?.querySelector('[type=submit]')?.ariaDisabled === 'false', 'the answer');
      dialog()!.querySelector<HTMLElement>('[type=submit]')!.click();
      await until(() => !textOf().includes('Technician asks to move'), 'the end of the wish');
    });
  });
});
