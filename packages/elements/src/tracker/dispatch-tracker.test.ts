import {DispatchError} from '@dispatch-kit/client';
import type {VisitSnapshot, VisitSource} from '@dispatch-kit/client';
import type {TrackingView} from '@dispatch-kit/core';
import {sendKeys} from '@web/test-runner-commands';
import axe from 'axe-core';
import {expect} from 'chai';
import type {DispatchCommandEvent} from '../events.ts';
import {DispatchTracker} from './dispatch-tracker.ts';

const at = (minutes: number) => new Date(Date.UTC(2026, 10, 20, 20, minutes)).toISOString();
const eta = {earliestAt: at(14), latestAt: at(22), source: 'estimate', asOf: at(0)} as const;
const window_ = {start: at(0), end: at(120)};
const technician = {name: 'Sam', initials: 'SO', vehicle: 'White Ford Transit'};

function view(visit: TrackingView['visit'], more: Partial<TrackingView> = {}): TrackingView {
  return {
    version: 1,
    serverTime: at(0),
    timeScale: 1,
    timeZone: 'America/Chicago',
    organization: {name: 'Northside Plumbing', phone: '+13125550142', accent: '#ffd400'},
    job: {title: 'Leaking tap, kitchen'},
    address: {line: '4417 N Paulina St', city: 'Chicago'},
    visit,
    ...more,
  };
}
const upcoming = view(
  {phase: 'upcoming', window: window_, technician},
  {actions: ['confirm', 'note', 'request_reschedule', 'request_cancel', 'call']},
);
const live = view(
  {phase: 'live', window: window_, technician, eta, position: {lat: 41.9, lng: -87.6, at: at(0)}},
  {actions: ['note', 'not_home', 'call'], destination: {lat: 41.91, lng: -87.6}},
);
const feedback = view(
  {phase: 'feedback', technician, outcome: 'done', completedAt: at(-20)},
  {actions: ['rate']},
);
const states: Record<string, TrackingView> = {
  upcoming,
  confirmed: view({phase: 'upcoming', window: window_, confirmed: true, requested: 'reschedule'}),
  live,
  live_stale: view({phase: 'live_stale', window: window_, technician, eta, staleSince: at(-3)}),
  onsite: view({phase: 'onsite', technician, arrivedAt: at(-3)}, {actions: ['call']}),
  suspended: view({phase: 'suspended', window: window_, delayed: true}),
  canceled: view({phase: 'canceled'}, {actions: ['rebook', 'call']}),
  feedback,
  closed: view({phase: 'closed', outcome: 'done', completedAt: at(-60)}, {rating: {stars: 4, at: at(-1)}}),
  missed: view({phase: 'closed', outcome: 'no_access'}, {actions: ['rebook']}),
  'a phase of a later version': view({phase: 'teleporting' as 'live'}),
};
const failure = (code: string, retryable: boolean) =>
  new DispatchError({kind: retryable ? 'connection' : 'refused', code, message: code, retryable});
const snapshots: Record<string, VisitSnapshot> = {
  connecting: {status: 'connecting'},
  'offline without a view': {status: 'offline', error: failure('offline', true)},
  offline: {status: 'offline', view: live, asOfMs: Date.parse(at(0)), error: failure('offline', true)},
  expired: {status: 'ended', error: failure('link_ended', false)},
  refused: {status: 'refused', error: failure('origin_not_allowed', false)},
};

/** A source that is told by hand what it knows, and keeps what it was asked to do. */
class HandSource implements VisitSource {
  readonly acts: unknown[] = [];
  readonly listeners = new Set<() => void>();
  snapshot: VisitSnapshot;
  answer: () => Promise<void> = async () => {};

  constructor(snapshot: VisitSnapshot) {
    this.snapshot = snapshot;
  }
  get() {
    return this.snapshot;
  }
  subscribe(listener: () => void) {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }
  nowMs() {
    return Date.parse(at(1));
  }
  async act(...asked: unknown[]) {
    this.acts.push(asked);
    await this.answer();
  }
  tell(snapshot: VisitSnapshot) {
    this.snapshot = snapshot;
    for (const listener of this.listeners) listener();
  }
}

async function prepare(properties: Partial<DispatchTracker>): Promise<DispatchTracker> {
  const element = Object.assign(document.createElement('dispatch-tracker'), {noMap: true, ...properties});
  document.body.append(element);
  await element.updateComplete;
  return element;
}
/** Elements in the element, and in what its blocks draw. */
function* all(root: ParentNode, selector: string): Generator<HTMLElement> {
  for (const element of root.querySelectorAll<HTMLElement>('*')) {
    if (element.matches(selector)) yield element;
    if (element.shadowRoot) yield* all(element.shadowRoot, selector);
  }
}
const first = (element: DispatchTracker, selector: string) =>
  all(element.shadowRoot!, selector).next().value as HTMLElement | undefined;
function find<E extends HTMLElement>(element: DispatchTracker, selector: string): E {
  const found = first(element, selector);
  if (!found) throw new Error(`there is no ${selector}`);
  return found as E;
}
const textOf = (element: DispatchTracker) =>
  [element, ...all(element.shadowRoot!, '*')].map(each => each.shadowRoot?.textContent ?? '').join(' ');
const titleOf = (element: DispatchTracker) => find(element, 'h2').textContent.replaceAll(/\s+/g, ' ').trim();
const button = (element: DispatchTracker, words: string) =>
  [...all(element.shadowRoot!, 'button')].find(each => each.textContent.trim() === words)!;
const settled = async (element: DispatchTracker) => {
  for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
  await element.updateComplete;
};
/** What is loaded when it is opened. */
async function until(element: DispatchTracker, isSo: () => boolean, what: string): Promise<void> {
  for (let frame = 0; frame < 400; frame++) {
    if (isSo()) return settled(element);
    await new Promise(requestAnimationFrame);
  }
  throw new Error(`${what} did not come; the page says: ${textOf(element)}`);
}
const seen = (element: DispatchTracker, selector: string) =>
  until(element, () => first(element, selector) !== undefined, selector);
const focused = () => {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active;
};
async function seriousProblems(): Promise<string[]> {
  const {violations} = await axe.run(document.body, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'],
    rules: {region: {enabled: false}, 'page-has-heading-one': {enabled: false}},
  });
  return violations.map(({help, nodes}) => `${help}: ${nodes[0]!.html}`);
}

describe('<dispatch-tracker>', () => {
  before(() => document.documentElement.setAttribute('lang', 'en-US'));
  afterEach(() => {
    document.body.replaceChildren();
    document.body.removeAttribute('style');
    document.documentElement.removeAttribute('style');
  });

  it('is defined', () => {
    expect(document.createElement('dispatch-tracker')).to.be.instanceOf(DispatchTracker);
  });

  for (const theme of ['light', 'dark'] as const) {
    it(`is accessible in each state, in the ${theme}`, async () => {
      const sources = [
        ...Object.entries(states).map(([name, of]) => [name, {view: of}] as const),
        ...Object.entries(snapshots).map(([name, of]) => [name, {source: new HandSource(of)}] as const),
      ];
      for (const [name, properties] of sources) {
        const element = await prepare({theme, ...properties});
        await settled(element);
        expect(await seriousProblems(), name).to.deep.equal([]);
        element.remove();
      }
    });
  }

  it('is accessible while a question stands open', async () => {
    const element = await prepare({view: upcoming});
    for (const words of ['Ask to cancel', 'Ask for another time', 'Add a gate code or a note for Sam']) {
      button(element, words).click();
      await seen(element, 'form');
      expect(await seriousProblems(), words).to.deep.equal([]);
      button(element, 'Back').click();
      await settled(element);
    }
  });

  it('says what matters first in each phase', async () => {
    const titles: Record<string, string> = {};
    for (const [name, of] of Object.entries(states)) {
      const element = await prepare({view: of});
      titles[name] = titleOf(element);
      element.remove();
    }
    expect(titles).to.deep.equal({
      upcoming: 'Leaking tap, kitchen',
      confirmed: 'Leaking tap, kitchen',
      live: 'Sam is on the way',
      live_stale: 'Sam is on the way',
      onsite: 'Sam has arrived',
      suspended: 'Your visit is delayed',
      canceled: 'This visit was canceled',
      feedback: 'How did it go?',
      closed: 'All done',
      missed: 'We missed you',
      'a phase of a later version': 'Leaking tap, kitchen',
    });
  });

  it('shows nothing of a visit whose link has ended', async () => {
    const source = new HandSource({status: 'live', view: live});
    const element = await prepare({source});
    source.tell(snapshots['expired']!);
    await element.updateComplete;
    expect(titleOf(element)).to.equal('This link has ended');
    expect(textOf(element)).to.not.include('Sam').and.not.include('Paulina');
  });

  it('keeps what it knew while offline, and says so', async () => {
    const element = await prepare({source: new HandSource(snapshots['offline']!)});
    expect(titleOf(element)).to.equal('Sam is on the way');
    expect(find(element, '.banner').textContent).to.include('Offline. This was known 1 minute ago.');
    expect(element.matches(':state(offline)')).to.equal(true);
  });

  it('tells a developer what to do about a refusal', async () => {
    const element = await prepare({source: new HandSource(snapshots['refused']!)});
    expect(titleOf(element)).to.equal('This page cannot be shown');
    expect(find(element, '.problem').textContent).to.include(location.origin).and.include('"origins"');
  });

  it('tells a developer what is not reached, as long as nothing is known', async () => {
    const source = new HandSource({status: 'offline', error: failure('unreachable', true)});
    const element = await prepare({source, src: 'http://127.0.0.1:9'});
    expect(find(element, '.banner').textContent).to.include('No connection. Trying again.');
    expect(find(element, '.problem').textContent).to.include('"src" (http://127.0.0.1:9)');
  });

  it('prefers its own view to its source', async () => {
    const element = await prepare({view: feedback, source: new HandSource({status: 'live', view: live})});
    expect(titleOf(element)).to.equal('How did it go?');
  });

  it('fires each change once, upward through shadow roots', async () => {
    const fired: string[] = [];
    const names = ['dispatch-phase', 'dispatch-stale', 'dispatch-arrived', 'dispatch-error'] as const;
    for (const name of names) document.body.addEventListener(name, () => fired.push(name));
    const source = new HandSource(snapshots['connecting']!);
    const element = await prepare({source});
    for (const of of [live, live, states['live_stale']!, states['onsite']!]) {
      source.tell({status: 'live', view: of});
      await element.updateComplete;
    }
    expect(fired).to.deep.equal([
      ...['dispatch-phase', 'dispatch-phase', 'dispatch-stale'],
      ...['dispatch-phase', 'dispatch-arrived', 'dispatch-stale'],
    ]);
  });

  it('lets its source do what is wished, unless the page cancels it', async () => {
    const source = new HandSource({status: 'live', view: upcoming});
    const element = await prepare({source});
    document.addEventListener('dispatch-command', event => event.preventDefault(), {once: true});
    button(element, 'Confirm this time').click();
    await settled(element);
    expect(source.acts).to.deep.equal([]);
    button(element, 'Confirm this time').click();
    await settled(element);
    expect(source.acts).to.deep.equal([['confirm', {}]]);
  });

  it('leaves a wish to the page when it only has a view', async () => {
    const wished: string[] = [];
    const element = await prepare({view: upcoming});
    element.addEventListener('dispatch-command', event =>
      wished.push((event as DispatchCommandEvent).command),
    );
    button(element, 'Confirm this time').click();
    await settled(element);
    expect(wished).to.deep.equal(['confirm']);
    expect(button(element, 'Confirm this time').getAttribute('aria-disabled')).to.equal('false');
  });

  it('does one thing for a double tap', async () => {
    const source = new HandSource({status: 'live', view: upcoming});
    const {promise, resolve} = Promise.withResolvers<void>();
    source.answer = () => promise;
    const element = await prepare({source});
    button(element, 'Confirm this time').click();
    await element.updateComplete;
    button(element, 'Confirm this time').click();
    await settled(element);
    resolve();
    await settled(element);
    expect(source.acts).to.have.length(1);
  });

  it('says in place why something did not work, keeps what was typed, and fires dispatch-error', async () => {
    const source = new HandSource({status: 'live', view: upcoming});
    source.answer = async () => {
      throw failure('offline', true);
    };
    const element = await prepare({source});
    let fired = 0;
    element.addEventListener('dispatch-error', () => (fired += 1));
    button(element, 'Add a gate code or a note for Sam').click();
    await seen(element, 'textarea');
    find<HTMLTextAreaElement>(element, 'textarea').value = 'Gate 4182';
    button(element, 'Send').click();
    await settled(element);
    expect(find(element, '.banner.bad').textContent).to.include('there is no connection');
    expect(find<HTMLTextAreaElement>(element, 'textarea').value).to.equal('Gate 4182');
    expect(fired).to.equal(1);
  });

  it('is worked by keyboard: a note is opened, written, sent, and the focus comes back', async () => {
    const source = new HandSource({status: 'live', view: upcoming});
    const element = await prepare({source});
    find(element, '#open-note').focus();
    await sendKeys({press: 'Enter'});
    await until(element, () => focused()?.id === 'words', 'the field');
    await sendKeys({press: 'Escape'});
    await settled(element);
    expect(focused()?.id).to.equal('open-note');
    await sendKeys({press: 'Enter'});
    await settled(element);
    await sendKeys({type: 'Gate 4182'});
    await sendKeys({press: 'Tab'});
    await sendKeys({press: 'Tab'});
    await sendKeys({press: 'Enter'});
    await settled(element);
    expect(source.acts).to.deep.equal([['note', {text: 'Gate 4182'}]]);
    expect(textOf(element)).to.include('Sent. Thank you.');
    expect(focused()?.id).to.equal('open-note');
  });

  it('takes stars by the arrow keys, asks for them when there are none, and fires dispatch-rated', async () => {
    const source = new HandSource({status: 'live', view: feedback});
    const element = await prepare({source});
    const rated: number[] = [];
    element.addEventListener('dispatch-rated', event => rated.push(event.stars));
    await until(element, () => button(element, 'Send rating') !== undefined, 'the rating');
    button(element, 'Send rating').click();
    await settled(element);
    expect(find(element, '[role=alert]').textContent).to.include('Choose 1 to 5 stars');
    find(element, 'input[value="1"]').focus();
    await sendKeys({press: 'ArrowRight'});
    await sendKeys({press: 'ArrowRight'});
    await sendKeys({press: 'ArrowRight'});
    button(element, 'Send rating').click();
    await settled(element);
    expect(source.acts).to.deep.equal([['rate', {stars: 4}]]);
    expect(rated).to.deep.equal([4]);
  });

  it('keeps the focus and what is typed while views come in', async () => {
    const source = new HandSource({status: 'live', view: live});
    const element = await prepare({source});
    find(element, '#open-note').click();
    await until(element, () => focused()?.id === 'words', 'the field');
    await sendKeys({type: 'Gate'});
    source.tell({status: 'live', view: {...live, visit: {...live.visit, distanceMeters: 900}}});
    await settled(element);
    await sendKeys({type: ' 4182'});
    expect(find<HTMLTextAreaElement>(element, 'textarea').value).to.equal('Gate 4182');
  });

  it('has targets of at least 44 pixels', async () => {
    for (const of of [upcoming, feedback, states['canceled']!]) {
      const element = await prepare({view: of});
      if (of === feedback) await seen(element, '.star');
      for (const target of all(element.shadowRoot!, 'button, a, .star')) {
        const {width, height} = target.getBoundingClientRect();
        expect(Math.min(width, height), target.outerHTML).to.be.at.least(44);
      }
      element.remove();
    }
  });

  it('survives being taken out while a wish is on its way, and listens to nothing any more', async () => {
    const source = new HandSource({status: 'live', view: upcoming});
    const {promise, reject} = Promise.withResolvers<void>();
    source.answer = () => promise;
    const element = await prepare({source});
    let fired = 0;
    element.addEventListener('dispatch-error', () => (fired += 1));
    button(element, 'Confirm this time').click();
    await settled(element);
    element.remove();
    reject(failure('offline', true));
    await settled(element);
    expect(fired).to.equal(0);
    expect(source.listeners.size).to.equal(0);
    document.body.append(element);
    await settled(element);
    expect(source.listeners.size).to.be.greaterThan(0);
  });

  it('mends a brand colour that could not be read', async () => {
    const element = await prepare({view: upcoming, theme: 'light'});
    const color = getComputedStyle(button(element, 'Confirm this time')).backgroundColor;
    expect(color).to.not.equal('rgb(255, 212, 0)').and.not.equal('rgb(31, 94, 255)');
  });

  it('is written from right to left in Arabic', async () => {
    document.documentElement.lang = 'ar';
    const element = await prepare({view: upcoming});
    while (find(element, '.base').dir !== 'rtl' || !button(element, 'تأكيد هذا الموعد'))
      await settled(element);
    document.documentElement.lang = 'en-US';
  });

  it('brings the map after the text, and only where there is a place to show', async () => {
    const without = await prepare({view: upcoming, noMap: false});
    expect(without.shadowRoot!.querySelector('dispatch-map')).to.equal(null);
    without.remove();
    const element = await prepare({
      view: live,
      noMap: false,
      mapStyle: {version: 8, sources: {}, layers: []},
    });
    expect(titleOf(element)).to.equal('Sam is on the way');
    await customElements.whenDefined('dispatch-map');
    const map = find(element, 'dispatch-map');
    while (!map.shadowRoot?.querySelector('.marker')) await settled(element);
  });
});
