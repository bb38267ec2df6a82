import {DispatchClient} from '@dispatch-kit/client';
import type {TrackingView} from '@dispatch-kit/core';
import {expect} from 'chai';
import '../eta/dispatch-eta.ts';
import {DispatchCommandEvent} from '../events.ts';
import {DispatchProvider} from './dispatch-provider.ts';

const view = (confirmed: boolean): TrackingView => ({
  version: 1,
  serverTime: '2026-11-20T20:00:00Z',
  timeZone: 'America/Chicago',
  visit: {
    phase: 'upcoming',
    confirmed,
    window: {start: '2026-11-20T20:00:00Z', end: '2026-11-20T22:00:00Z'},
  },
});

/** A client whose server sends one view, and keeps what it was told. */
function fedClient(): {client: DispatchClient; told: string[]; openStreams(): number} {
  const told: string[] = [];
  let open = 0;
  const fetch = async (input: Request | string | URL) => {
    const request = input as Request;
    const {pathname} = new URL(request.url);
    if (pathname !== '/v1/track/events') {
      told.push(`${pathname} ${request.headers.get('authorization')}`);
      return Response.json(view(true));
    }
    open += 1;
    request.signal.addEventListener('abort', () => (open -= 1));
    const first = new TextEncoder().encode(`event: view\ndata: ${JSON.stringify(view(false))}\n\n`);
    const body = new ReadableStream({start: stream => stream.enqueue(first)});
    return new Response(body, {headers: {'content-type': 'text/event-stream'}});
  };
  const client = new DispatchClient({url: 'https://api.example.com', fetch});
  return {client, told, openStreams: () => open};
}
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise(requestAnimationFrame);
}
function prepare(token: string, client: DispatchClient) {
  const provider = document.createElement('dispatch-provider');
  const eta = document.createElement('dispatch-eta');
  Object.assign(provider, {client, token});
  provider.append(eta);
  document.body.append(provider);
  return {provider, eta};
}

describe('<dispatch-provider>', () => {
  afterEach(() => document.body.replaceChildren());
  before(() => document.documentElement.setAttribute('lang', 'en-US'));

  it('is defined', () => {
    expect(document.createElement('dispatch-provider')).to.be.instanceOf(DispatchProvider);
  });

  it('gives the visit of its link to the elements inside, and ends the stream when they are gone', async () => {
    const {client, openStreams} = fedClient();
    const {provider, eta} = prepare('link-a', client);
    await until(() => eta.shadowRoot!.querySelector('.range') !== null);
    expect(openStreams()).to.equal(1);
    provider.remove();
    await until(() => openStreams() === 0);
  });

  it('does what is wished inside it, with its own link', async () => {
    const {client, told} = fedClient();
    const {provider, eta} = prepare('link-b', client);
    await until(() => eta.shadowRoot!.querySelector('.range') !== null);
    const event = new DispatchCommandEvent({command: 'confirm', input: {}});
    eta.dispatchEvent(event);
    await event.answer;
    expect(told).to.deep.equal(['/v1/track/confirm Bearer link-b']);
    expect(provider.visit!.get().view!.visit.confirmed).to.equal(true);
  });

  it('does nothing of a wish that the page has taken on itself', async () => {
    const {client, told} = fedClient();
    const {eta} = prepare('link-c', client);
    await until(() => eta.shadowRoot!.querySelector('.range') !== null);
    document.addEventListener('dispatch-command', event => event.preventDefault(), {once: true});
    const event = new DispatchCommandEvent({command: 'confirm', input: {}});
    eta.dispatchEvent(event);
    await event.answer;
    expect(told).to.deep.equal([]);
  });

  it('keeps two companies on one page apart', async () => {
    const [one, two] = [fedClient(), fedClient()];
    const first = prepare('link-1', one.client);
    const second = prepare('link-2', two.client);
    await until(() => second.eta.shadowRoot!.querySelector('.range') !== null);
    const event = new DispatchCommandEvent({command: 'confirm', input: {}});
    second.eta.dispatchEvent(event);
    await event.answer;
    expect(one.told).to.deep.equal([]);
    expect(two.told).to.deep.equal(['/v1/track/confirm Bearer link-2']);
    expect(first.provider.visit).to.not.equal(second.provider.visit);
  });
});
