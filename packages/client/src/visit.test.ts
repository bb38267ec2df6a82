import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {TrackingView} from '@dispatch-kit/core';
import {polling} from './live/polling.ts';
import {openVisit} from './visit.ts';

const view = (phase: TrackingView['visit']['phase'], second = 0): TrackingView => ({
  version: 1,
  serverTime: `2026-03-01T12:00:0${second}Z`,
  timeScale: 10,
  visit: {phase},
});
const message = (event: string, data: unknown) => `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;

/** A server of one stream that is written to by hand. */
function handServer(act: (path: string) => Response = () => new Response(null, {status: 500})) {
  const streams: ReadableStreamDefaultController<Uint8Array>[] = [];
  const aborted = Promise.withResolvers<void>();
  const fetch = async (input: Request | string | URL) => {
    const request = input as Request;
    const {pathname} = new URL(request.url);
    if (pathname !== '/v1/track/events') return act(pathname);
    request.signal.addEventListener('abort', () => aborted.resolve());
    const body = new ReadableStream<Uint8Array>({start: stream => void streams.push(stream)});
    return new Response(body, {headers: {'content-type': 'text/event-stream'}});
  };
  const send = (text: string) => streams.at(-1)!.enqueue(new TextEncoder().encode(text));
  return {fetch, send, streams, aborted: aborted.promise};
}
/** Resolves when the store tells of a change that fits. */
function told(visit: {subscribe(listener: () => void): () => void}, fits: () => boolean) {
  const {promise, resolve} = Promise.withResolvers<void>();
  const stop = visit.subscribe(() => fits() && resolve());
  return promise.finally(stop);
}

test('a visit sends nothing before it is listened to, and stops with its last listener', async () => {
  const server = handServer();
  const visit = openVisit({url: 'https://api.example.com', token: 'link', fetch: server.fetch});
  assert.equal(visit.get().status, 'connecting');
  assert.equal(server.streams.length, 0);
  const stops = [visit.subscribe(() => {}), visit.subscribe(() => {})];
  const live = told(visit, () => visit.get().status === 'live');
  while (server.streams.length === 0) await new Promise(setImmediate);
  server.send(message('view', view('live')));
  await live;
  assert.equal(server.streams.length, 1);
  for (const stop of stops) stop();
  await server.aborted;
});

test('listeners hear of views, not of heartbeats, and the clock follows both', async () => {
  const server = handServer();
  const visit = openVisit({url: 'https://api.example.com', token: 'link', fetch: server.fetch});
  const phases: (string | undefined)[] = [];
  const onsite = told(visit, () => {
    phases.push(visit.get().view?.visit.phase);
    return phases.at(-1) === 'onsite';
  });
  while (server.streams.length === 0) await new Promise(setImmediate);
  server.send(message('view', view('live')));
  server.send(message('heartbeat', {serverTime: '2026-03-01T12:05:00Z', timeScale: 10}));
  server.send(message('view', {...view('onsite'), serverTime: '2026-03-01T12:06:00Z'}));
  await onsite;
  assert.deepEqual(phases, ['live', 'onsite']);
  assert.ok(visit.nowMs() >= Date.parse('2026-03-01T12:06:00Z'));
});

test('an ended link is told as ended, and is not asked for again', async () => {
  let asked = 0;
  const fetch = async () => {
    asked += 1;
    return Response.json(
      {code: 'link_ended', retryable: false, detail: 'This link has ended.'},
      {status: 410},
    );
  };
  const visit = openVisit({url: 'https://api.example.com', token: 'link', fetch});
  await told(visit, () => visit.get().status === 'ended');
  assert.equal(asked, 1);
});

test('what the customer did is shown from the reply, without waiting for the stream', async () => {
  const confirmed = {...view('upcoming', 5), visit: {phase: 'upcoming', confirmed: true}};
  const paths: string[] = [];
  const server = handServer(path => {
    paths.push(path);
    return Response.json(confirmed);
  });
  const visit = openVisit({url: 'https://api.example.com', token: 'link', fetch: server.fetch});
  await visit.confirm();
  assert.deepEqual(paths, ['/v1/track/confirm']);
  assert.equal(visit.get().view?.visit.confirmed, true);
});

test('a host’s own views are polled, and a failure is offline until the next answer', async () => {
  const answers = [
    () => view('live', 1),
    () => {
      throw new Error('down');
    },
    () => view('onsite', 2),
  ];
  const source = polling(async () => answers.shift()!(), {everySeconds: 0.001});
  const seen: string[] = [];
  await told(source, () => {
    const {status, view: now} = source.get();
    seen.push(`${status} ${now?.visit.phase}`);
    return now?.visit.phase === 'onsite';
  });
  assert.deepEqual(seen, ['live live', 'offline live', 'live onsite']);
});
