import type {TrackingView} from '@dispatch-kit/core';
import axe from 'axe-core';
import {expect} from 'chai';
import type {DispatchEtaEvent} from '../events.ts';
import {DispatchEta} from './dispatch-eta.ts';

const eta = {
  earliestAt: '2026-11-20T20:14:00Z',
  latestAt: '2026-11-20T20:22:00Z',
  source: 'estimate',
  asOf: '2026-11-20T20:00:00Z',
} as const;
const view = (visit: Partial<TrackingView['visit']>): TrackingView => ({
  version: 1,
  serverTime: '2026-11-20T20:02:00Z',
  timeZone: 'America/Chicago',
  visit: {phase: 'live', technician: {name: 'Sam'}, eta, ...visit},
});

async function prepare(of: TrackingView): Promise<DispatchEta> {
  const element = document.createElement('dispatch-eta');
  element.view = of;
  document.body.append(element);
  await element.updateComplete;
  return element;
}
const textOf = (element: DispatchEta) => element.shadowRoot!.textContent.replaceAll(/\s+/g, ' ').trim();

describe('<dispatch-eta>', () => {
  afterEach(() => document.body.replaceChildren());
  before(() => document.documentElement.setAttribute('lang', 'en-US'));

  it('says the range in the zone of the visit', async () => {
    expect(textOf(await prepare(view({})))).to.equal('Arriving between 2:14 – 2:22 pm');
  });

  it('says whose estimate it is when the technician only told it', async () => {
    const element = await prepare(view({eta: {...eta, source: 'technician'}}));
    expect(textOf(element)).to.include('An estimate by Sam, without a live position');
  });

  it('says how old it is when no position comes, and that it is late', async () => {
    const element = await prepare(
      view({phase: 'live_stale', staleSince: '2026-11-20T19:59:00Z', eta: {...eta, late: true}}),
    );
    expect(textOf(element)).to.include('Last position 3 minutes ago').and.include('Later than planned');
    expect(element.matches(':state(stale):state(late)')).to.equal(true);
  });

  it('says about how late it runs, where that is known', async () => {
    const element = await prepare(view({eta: {...eta, late: true, lateMinutes: 10}}));
    expect(textOf(element)).to.include('Running about 10 min late').and.not.include('Later than planned');
  });

  it('says how good such times were where the office tells it, and only of an estimate', async () => {
    const organization = {name: 'Northside', arrivals: {visits: 1214, withinMinutes: 6}};
    const element = await prepare({...view({eta: {...eta, source: 'estimate'}}), organization});
    expect(textOf(element)).to.include('Within 6 min of such a time, 9 times out of 10 (1,214 visits)');
    element.view = {...view({eta: {...eta, source: 'technician'}}), organization};
    await element.updateComplete;
    expect(textOf(element)).to.not.include('9 times');
  });

  it('says the window that was told before the way begins', async () => {
    const window = {start: '2026-11-20T20:00:00Z', end: '2026-11-20T22:00:00Z'};
    const element = await prepare(view({phase: 'upcoming', window, eta: {...eta, source: 'plan'}}));
    expect(textOf(element)).to.equal('Friday, November 20 2:00 – 4:00 pm');
  });

  it('fires dispatch-eta when it is told or moves, not when it is drawn again', async () => {
    const told: string[] = [];
    document.body.addEventListener('dispatch-eta', event =>
      told.push((event as DispatchEtaEvent).eta.latestAt),
    );
    const element = await prepare(view({}));
    element.view = view({distanceMeters: 5});
    await element.updateComplete;
    element.view = view({eta: {...eta, latestAt: '2026-11-20T20:25:00Z'}});
    await element.updateComplete;
    expect(told).to.deep.equal([eta.latestAt, '2026-11-20T20:25:00Z']);
  });

  it('writes the longest time on one line of the narrowest phone', async () => {
    const phone = document.createElement('div');
    phone.style.cssText =
      'container-type: inline-size; inline-size: 360px; padding-inline: 20px; box-sizing: border-box';
    document.body.append(phone);
    for (const [earliestAt, latestAt] of [
      ['2026-11-20T18:11:00Z', '2026-11-20T18:14:00Z'],
      ['2026-11-20T17:44:00Z', '2026-11-20T18:14:00Z'],
    ] as const) {
      const element = await prepare(view({eta: {...eta, earliestAt, latestAt}}));
      phone.replaceChildren(element);
      await element.updateComplete;
      const range = element.shadowRoot!.querySelector('.range')!;
      expect(range.getBoundingClientRect().height, textOf(element)).to.be.below(
        1.5 * parseFloat(getComputedStyle(range).fontSize),
      );
    }
  });

  it('is accessible', async () => {
    await prepare(view({phase: 'live_stale', staleSince: '2026-11-20T19:59:00Z', eta: {...eta, late: true}}));
    const {violations} = await axe.run(document.body, {runOnly: ['wcag2a', 'wcag2aa', 'wcag22aa']});
    expect(violations.map(violation => violation.help)).to.deep.equal([]);
  });
});
