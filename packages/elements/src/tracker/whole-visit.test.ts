/** The tracker against the real server, in the same tab, on a clock that the test turns. */
import {openVisit, polling} from '@dispatch-kit/client';
import type {Job, Member} from '@dispatch-kit/core';
import {createCompany, expectOk} from '@dispatch-kit/testing';
import type {Caller, Company} from '@dispatch-kit/testing';
import {sendKeys} from '@web/test-runner-commands';
import {expect} from 'chai';
import type {DispatchPhaseEvent} from '../events.ts';
import type {DispatchTracker} from './dispatch-tracker.ts';
import './dispatch-tracker.ts';

let company: Company;
let sam: Member & {caller: Caller};
let job: Job;
let linkId: string;
let tracker: DispatchTracker;
let isCut: boolean;
let cutStreams: AbortController;

/** The company's server as a network that can be cut. */
async function network(input: Request | string | URL, init?: RequestInit): Promise<Response> {
  if (isCut) throw new TypeError('The network is cut.');
  const request = new Request(input, init);
  const response = await company.server.fetch(request);
  if (!response.body) return response;
  const {readable, writable} = new TransformStream<Uint8Array, Uint8Array>();
  void response.body.pipeTo(writable, {signal: cutStreams.signal}).catch(() => {});
  return new Response(readable, response);
}

const visitId = () => job.appointments[0]!.id;
/** Elements in the tracker, and in what its blocks draw. */
function* all(selector: string, root: ParentNode = tracker.shadowRoot!): Generator<HTMLElement> {
  for (const element of root.querySelectorAll<HTMLElement>('*')) {
    if (element.matches(selector)) yield element;
    if (element.shadowRoot) yield* all(selector, element.shadowRoot);
  }
}
const first = (selector: string) => all(selector).next().value as HTMLElement | undefined;
const textOf = () =>
  [tracker, ...all('*')]
    .map(element => element.shadowRoot?.textContent ?? '')
    .join(' ')
    .replaceAll(/\s+/g, ' ');
const button = (text: string) => [...all('button')].find(each => each.textContent.includes(text))!;
const focused = () => {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active;
};

async function until(isSo: () => boolean, what: string): Promise<void> {
  for (let frames = 0; frames < 400; frames++) {
    if (isSo()) return;
    await new Promise(requestAnimationFrame);
  }
  throw new Error(`${what} did not come; the page says: ${textOf()}`);
}

function seen(what: string | RegExp): Promise<void> {
  const isThere = () => (typeof what === 'string' ? textOf().includes(what) : what.test(textOf()));
  return until(isThere, String(what));
}

async function work(command: string, body: object = {}): Promise<void> {
  expectOk(await sam.caller.post(`/v1/appointments/${visitId()}/${command}`, body));
  // What a technician has tapped can be taken back for ten seconds, and is told after that.
  await company.pass(11);
}

async function report(lat: number, lng: number): Promise<void> {
  const at = new Date(company.clock.now()).toISOString();
  expectOk(await sam.caller.post('/v1/positions', {fixes: [{lat, lng, at}]}));
  await company.pass(2);
}

describe('<dispatch-tracker> and the server in one tab', () => {
  beforeEach(async () => {
    document.documentElement.lang = 'en-US';
    [isCut, cutStreams] = [false, new AbortController()];
    company = await createCompany();
    sam = await company.hireTechnician('Sam Ortiz');
    job = await company.book({leadId: sam.id});
    const made = await company.admin.post<{id: string; token: string}>('/v1/tracking-links', {jobId: job.id});
    const {id, token} = expectOk(made);
    linkId = id;
    tracker = document.createElement('dispatch-tracker');
    tracker.mapStyle = {version: 8, sources: {}, layers: []};
    tracker.source = openVisit({url: company.url, token, fetch: network});
    document.body.append(tracker);
    await seen('Leaking tap, kitchen');
    await seen('Confirm');
  });

  afterEach(async () => {
    tracker.remove();
    await company.close();
  });

  it('follows a visit from the confirmation to the rating', async () => {
    const phases: string[] = [];
    tracker.addEventListener('dispatch-phase', event => phases.push((event as DispatchPhaseEvent).phase));
    expect(textOf()).to.include('11:00 am – 12:00 pm');

    button('Confirm').click();
    await seen('Confirmed');
    button('gate code').click();
    await until(() => focused()?.id === 'words', 'the field');
    await sendKeys({type: 'Gate 4182'});
    button('Send').click();
    await seen('Sent');
    const {items} = expectOk(await company.admin.get<{items: {text: string}[]}>(`/v1/jobs/${job.id}/notes`));
    expect(items.map(note => note.text)).to.deep.equal(['Gate 4182']);

    await work('depart');
    await report(41.9, -87.65);
    await seen('Sam is on the way');
    await seen('Arriving between');
    expect(textOf()).not.to.include('Live');
    // Where he began may be his home: a position is shown from some way off.
    await company.pass(55);
    await report(41.92, -87.65);
    await seen('Live');
    const map = () => tracker.shadowRoot!.querySelector('dispatch-map')?.shadowRoot;
    await until(() => map()?.querySelector('.marker') !== null, 'a marker');

    await work('arrive');
    await seen('Sam has arrived');
    expect(map()?.querySelector('.marker') ?? null).to.equal(null);
    await work('start');
    await work('complete', {outcome: 'done'});
    await seen('How did it go');
    await until(() => first('input[name=stars]') !== undefined, 'the stars');
    first('input[name=stars]')!.focus();
    for (let star = 1; star < 4; star++) await sendKeys({press: 'ArrowRight'});
    await until(() => first('input[value=on_time]') !== undefined, 'the reasons');
    await sendKeys({press: 'Tab'});
    await sendKeys({press: 'Space'});
    for (let reason = 0; reason < 5; reason++) await sendKeys({press: 'Tab'});
    await sendKeys({type: 'Quick'});
    await sendKeys({press: 'Tab'});
    await sendKeys({press: 'Enter'});
    await seen('Thank');
    expect(phases).to.deep.equal(['live', 'onsite', 'feedback', 'closed']);
    const {rating} = tracker.source!.get().view!;
    expect(rating?.stars).to.equal(4);
  });

  it('keeps what somebody is writing when the technician leaves meanwhile', async () => {
    button('gate code').click();
    await until(() => focused()?.id === 'words', 'the field');
    await sendKeys({type: 'Gate 4182'});
    await work('depart');
    await seen('Sam is on the way');
    expect((first('textarea') as HTMLTextAreaElement | undefined)?.value).to.equal('Gate 4182');
    expect(focused()?.id).to.equal('words');
  });

  it('shows nothing of the visit any more once the link is revoked', async () => {
    await work('depart');
    await report(41.9, -87.65);
    await seen('Sam is on the way');
    expectOk(await company.admin.delete(`/v1/tracking-links/${linkId}`));
    await company.pass(1);
    await until(() => tracker.source!.get().status === 'ended', 'the end');
    await seen('This link has ended');
    expect(textOf()).not.to.match(/Sam|Paulina|Leaking/);
    expect(tracker.shadowRoot!.querySelector('dispatch-map')).to.equal(null);
  });

  it('keeps what it knew while offline, and catches up by itself', async () => {
    isCut = true;
    cutStreams.abort();
    await until(() => tracker.source!.get().status === 'offline', 'offline');
    await tracker.updateComplete;
    expect(textOf()).to.include('Leaking tap, kitchen');
    expect(tracker.matches(':state(offline)')).to.equal(true);
    button('Confirm').click();
    await seen(/No connection/i);
    await work('depart');
    await report(41.9, -87.65);
    [isCut, cutStreams] = [false, new AbortController()];
    dispatchEvent(new Event('online'));
    await seen('Sam is on the way');
    expect(tracker.matches(':state(offline)')).to.equal(false);
  });

  it('draws the views that a host fetches from a back end of its own', async () => {
    const {token} = expectOk(
      await company.admin.post<{token: string}>('/v1/tracking-links', {jobId: job.id}),
    );
    const headers = {authorization: `Bearer ${token}`};
    const fetchVisit = (signal: AbortSignal) => network(`${company.url}/v1/track`, {headers, signal});
    // #region polling
    tracker.source = polling(
      async signal => {
        const response = await fetchVisit(signal);
        return response.json();
      },
      {everySeconds: 15},
    );
    // #endregion
    await tracker.updateComplete;
    await seen('Leaking tap, kitchen');
    expect(tracker.source.get().status).to.equal('live');
  });
});
