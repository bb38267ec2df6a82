import {encodePolyline} from '@dispatch-kit/core';
import type {TrackingView} from '@dispatch-kit/core';
import axe from 'axe-core';
import {expect} from 'chai';
import {DispatchMap} from './dispatch-map.ts';

const from = {lat: 41.9, lng: -87.6};
const to = {lat: 41.91, lng: -87.58};
const view = (visit: Partial<TrackingView['visit']> = {}): TrackingView => ({
  version: 1,
  destination: to,
  visit: {
    phase: 'live',
    technician: {name: 'Sam'},
    position: {...from, at: '2026-11-20T20:00:00Z', headingDegrees: 45},
    route: encodePolyline([from, to]),
    ...visit,
  },
});
const plain = {version: 8, sources: {}, layers: []};

function prepare(properties: Partial<DispatchMap> = {}): DispatchMap {
  const element = Object.assign(document.createElement('dispatch-map'), {mapStyle: plain, ...properties});
  element.view ??= view();
  element.style.blockSize = '300px';
  document.body.append(element);
  return element;
}
async function appears(element: DispatchMap, selector: string): Promise<HTMLElement> {
  for (;;) {
    const found = element.shadowRoot?.querySelector<HTMLElement>(selector);
    if (found) return found;
    await new Promise(requestAnimationFrame);
  }
}
const isLoaded = (name: string) =>
  performance.getEntriesByType('resource').some(entry => entry.name.includes(name));

describe('<dispatch-map>', () => {
  afterEach(() => document.body.replaceChildren());
  before(() => document.documentElement.setAttribute('lang', 'en'));

  it('loads nothing of MapLibre while it is out of view', async () => {
    const far = document.createElement('div');
    far.style.blockSize = '5000px';
    document.body.append(far);
    const element = prepare();
    await element.updateComplete;
    for (let frame = 0; frame < 10; frame++) await new Promise(requestAnimationFrame);
    expect(isLoaded('maplibre-gl')).to.equal(false);
  });

  it('draws marker, way and address to scale on plain ground without tiles', async () => {
    const element = prepare({noTiles: true});
    const marker = await appears(element, '.marker');
    const pin = await appears(element, '.pin');
    expect(marker.getAttribute('aria-label')).to.equal('Sam');
    expect(pin.getAttribute('aria-label')).to.equal('Your address');
    const [here, there] = [marker.getBoundingClientRect(), pin.getBoundingClientRect()];
    expect(here.x).to.be.lessThan(there.x);
    expect(here.y).to.be.greaterThan(there.y);
    expect(element.shadowRoot!.querySelector('.route')!.getAttribute('points')).to.match(/^\S+ \S+/);
    expect(isLoaded('maplibre-gl')).to.equal(false);
  });

  it('turns the marker the way he drives, and dims it when no position comes', async () => {
    const element = prepare({noTiles: true});
    const marker = await appears(element, '.marker');
    expect(marker.querySelector('svg')!.style.rotate).to.equal('45deg');
    element.view = view({phase: 'live_stale', staleSince: '2026-11-20T20:00:00Z'});
    await element.updateComplete;
    expect(marker.classList.contains('stale')).to.equal(true);
  });

  it('shows no marker once the position is gone', async () => {
    const element = prepare({noTiles: true});
    const marker = await appears(element, '.marker');
    element.view = {...view(), visit: {phase: 'onsite'}};
    await element.updateComplete;
    expect(marker.hidden).to.equal(true);
  });

  it('survives being taken out while it is loading, and draws when it is put back', async () => {
    const element = prepare({noTiles: true});
    element.remove();
    for (let frame = 0; frame < 5; frame++) await new Promise(requestAnimationFrame);
    expect(element.shadowRoot?.querySelector('.marker') ?? null).to.equal(null);
    document.body.append(element);
    await appears(element, '.marker');
  });

  it('is accessible', async () => {
    await appears(prepare({noTiles: true}), '.marker');
    const {violations} = await axe.run(document.body, {runOnly: ['wcag2a', 'wcag2aa', 'wcag22aa']});
    expect(violations.map(violation => violation.help)).to.deep.equal([]);
  });

  it('draws the same on a street map, and shows whose map it is', async () => {
    const credited = {
      ...plain,
      sources: {
        ground: {
          type: 'geojson',
          data: {type: 'FeatureCollection', features: []},
          attribution: '<a href="https://example.com/copyright">© Example</a>',
        },
      },
      layers: [{id: 'ground', type: 'line', source: 'ground'}],
    };
    const element = prepare({mapStyle: credited});
    await appears(element, '.maplibregl-canvas');
    const marker = await appears(element, '.marker');
    expect(marker.getAttribute('aria-label')).to.equal('Sam');
    const link = (await appears(element, '.credit a')) as HTMLAnchorElement;
    expect(link.href).to.equal('https://example.com/copyright');
    expect(link.textContent).to.equal('© Example');
  });

  it('stays on plain ground when the style cannot be had', async () => {
    const element = prepare({mapStyle: '/no-such-style.json'});
    await appears(element, '.maplibregl-canvas');
    await appears(element, '.marker');
  });
});
