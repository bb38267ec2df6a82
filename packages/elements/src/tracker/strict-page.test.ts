import {expect} from 'chai';
import type {DispatchTracker} from './dispatch-tracker.ts';

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "worker-src 'self'",
  "connect-src 'self'",
  'img-src data: blob:',
  "require-trusted-types-for 'script'",
  'trusted-types lit-html dispatch-kit',
].join('; ');
const page = `<!doctype html><html lang="en"><head><title>Strict</title>
  <meta http-equiv="Content-Security-Policy" content="${policy}">
  <script type="module" src="/packages/elements/src/tracker/dispatch-tracker.ts"></script></head><body></body></html>`;

describe('a page with a strict policy', () => {
  it('shows the tracker with its map, and has nothing to object to', async () => {
    const frame = document.createElement('iframe');
    frame.width = '400';
    frame.height = '700';
    document.body.append(frame);
    const {contentDocument, contentWindow} = frame;
    // Written from here, so that the page has an http address of this origin, as real pages have.
    contentDocument!.open();
    contentDocument!.write(page);
    contentDocument!.close();
    const violations: string[] = [];
    contentDocument!.addEventListener('securitypolicyviolation', event =>
      violations.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`),
    );
    await contentWindow!.customElements.whenDefined('dispatch-tracker');
    const tracker = contentDocument!.createElement('dispatch-tracker') as DispatchTracker;
    tracker.workerUrl = new URL('/node_modules/maplibre-gl/dist/maplibre-gl-worker.mjs', location.href).href;
    tracker.mapStyle = {version: 8, sources: {}, layers: []};
    tracker.view = {
      version: 1,
      organization: {name: 'Northside Plumbing', accent: '#0a7d55', phone: '+13125550142'},
      destination: {lat: 41.91, lng: -87.6},
      visit: {
        phase: 'live',
        position: {lat: 41.9, lng: -87.6, at: '2026-11-20T20:00:00Z', headingDegrees: 10},
        route: '_p~iF~ps|U_ulLnnqC',
      },
      actions: ['note', 'call'],
    };
    contentDocument!.body.append(tracker);
    const find = () => tracker.shadowRoot?.querySelector('dispatch-map')?.shadowRoot;
    while (!find()?.querySelector('.maplibregl-canvas') || !find()?.querySelector('.marker')) {
      await new Promise(requestAnimationFrame);
    }
    // The worker is asked for when the way is first drawn.
    for (let frames = 0; frames < 30; frames++) await new Promise(requestAnimationFrame);
    const answers = () => tracker.shadowRoot!.querySelector('dispatch-answers[show=more]')!.shadowRoot!;
    answers().querySelector<HTMLElement>('#open-note')!.click();
    while (!answers().querySelector('textarea')) await new Promise(requestAnimationFrame);
    expect(violations).to.deep.equal([]);
    frame.remove();
  });
});
