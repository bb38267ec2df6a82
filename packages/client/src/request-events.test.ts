import assert from 'node:assert/strict';
import {test} from 'node:test';
import {isDispatchError} from './errors.ts';
import {webPlatform} from './platform.ts';
import type {Platform} from './platform.ts';
import {requestEvents} from './request-events.ts';

const base = 'https://api.example.com';

function ask(platform: Partial<Platform>, signal = new AbortController().signal) {
  const at = {base, token: 'link', lastEventId: 'e7', signal};
  return requestEvents({path: '/v1/events'}, {...at, platform: {...webPlatform(), ...platform}});
}
const unanswered: Platform['fetch'] = input =>
  new Promise((_, reject) => {
    const {signal} = input as Request;
    if (signal.aborted) reject(signal.reason as Error);
    signal.addEventListener('abort', () => reject(signal.reason as Error));
  });
const failing: Platform['fetch'] = () => Promise.reject(new TypeError('Failed to fetch'));

test('a stream is asked for with the token, from where the last one ended', async () => {
  let asked: Request | undefined;
  const body = await ask({
    fetch: async input => {
      asked = input as Request;
      return new Response('data: 1\n\n', {headers: {'content-type': 'text/event-stream; charset=utf-8'}});
    },
  });
  assert.equal(await new Response(body).text(), 'data: 1\n\n');
  assert.equal(asked!.url, `${base}/v1/events`);
  assert.equal(asked!.headers.get('authorization'), 'Bearer link');
  assert.equal(asked!.headers.get('last-event-id'), 'e7');
});

const answers: [string, Partial<Platform>, code: string, retryable: boolean][] = [
  ['no answer', {fetch: failing, isOnline: () => true}, 'unreachable', true],
  ['no network', {fetch: failing, isOnline: () => false}, 'offline', true],
  ['silence', {fetch: unanswered, after: (_, callback) => (callback(), () => {})}, 'timeout', true],
  ['another page', {fetch: async () => new Response('<html>')}, 'invalid_reply', false],
  [
    'a refusal',
    {fetch: async () => Response.json({code: 'link_ended', retryable: false}, {status: 410})},
    'link_ended',
    false,
  ],
];
for (const [what, platform, code, retryable] of answers) {
  test(`${what} instead of a stream is ${code}`, async () => {
    const error = await ask(platform).catch((thrown: unknown) => thrown);
    assert.ok(isDispatchError(error));
    assert.deepEqual([error.code, error.retryable], [code, retryable]);
  });
}

test('who calls it off gets his own reason', async () => {
  const connection = new AbortController();
  const asked = ask({fetch: unanswered}, connection.signal);
  connection.abort(new Error('nobody listens'));
  await assert.rejects(asked, /nobody listens/);
});

test('how long to wait is what the server says', async () => {
  const headers = {'retry-after': '7'};
  const fetch = async () => Response.json({code: 'rate_limited', retryable: true}, {status: 429, headers});
  const error = await ask({fetch}).catch((thrown: unknown) => thrown);
  assert.ok(isDispatchError(error));
  assert.equal(error.retryAfterSeconds, 7);
});
