import assert from 'node:assert/strict';
import {test} from 'node:test';
import {DispatchClient} from './dispatch-client.ts';
import {isDispatchError} from './errors.ts';
import {eachOf} from './resources/resource.ts';

/** A hand-fed server: answers each request with the next reply, and keeps what it was asked. */
function fed(...replies: (Response | (() => Response))[]) {
  const requests: {method: string; path: string; body: string; headers: Headers}[] = [];
  const fetch = async (input: Request | string | URL) => {
    const request = input as Request;
    const {pathname, search} = new URL(request.url);
    requests.push({
      method: request.method,
      path: pathname + search,
      body: await request.text(),
      headers: request.headers,
    });
    const reply = replies.shift() ?? new Response(null, {status: 500});
    return typeof reply === 'function' ? reply() : reply;
  };
  return {fetch, requests};
}
const json = (body: unknown, status = 200) => Response.json(body, {status});
const problem = (status: number, code: string, more: object = {}) =>
  new Response(JSON.stringify({code, status, retryable: false, detail: code, ...more}), {
    status,
    headers: {'content-type': 'application/problem+json'},
  });
const url = 'https://api.example.com/';

test('a command goes to its address with its body, a key and the token', async () => {
  const {fetch, requests} = fed(json({events: []}), json({events: []}));
  const dispatch = new DispatchClient({url, token: 'dk_test_1', fetch});
  await dispatch.appointments.standDown('apt_12345678');
  await dispatch.appointments.complete('apt_12345678', {outcome: 'done'}, {dryRun: true});
  const [first, second] = requests;
  assert.equal(`${first!.method} ${first!.path}`, 'POST /v1/appointments/apt_12345678/stand-down');
  assert.equal(first!.body, '{}');
  assert.equal(first!.headers.get('authorization'), 'Bearer dk_test_1');
  assert.match(first!.headers.get('idempotency-key')!, /^[0-9a-f]{32}$/);
  assert.equal(second!.path, '/v1/appointments/apt_12345678/complete?dryRun=1');
  assert.equal(second!.body, '{"outcome":"done"}');
  assert.notEqual(first!.headers.get('idempotency-key'), second!.headers.get('idempotency-key'));
});

test('a refusal is an error with the server’s code and what is allowed', async () => {
  const {fetch} = fed(problem(409, 'technician_busy', {allowed: ['assign'], requestId: 'r1'}));
  const dispatch = new DispatchClient({url, token: 't', fetch});
  await assert.rejects(dispatch.appointments.depart('apt_12345678'), error => {
    assert.ok(isDispatchError(error, 'technician_busy'));
    assert.deepEqual([error.kind, error.retryable, error.status], ['refused', false, 409]);
    assert.deepEqual(error.allowed, ['assign']);
    assert.equal(error.requestId, 'r1');
    return true;
  });
});

test('an ended token is renewed once for all who wait, and the request sent again under the same key', async () => {
  const {fetch, requests} = fed(problem(401, 'token_expired'), json({items: []}));
  let asked = 0;
  const fetchToken = async () => `es_${++asked}`;
  const dispatch = new DispatchClient({url, fetchToken, fetch});
  await dispatch.jobs.list({day: 'today'});
  assert.deepEqual(
    requests.map(request => request.headers.get('authorization')),
    ['Bearer es_1', 'Bearer es_2'],
  );
  assert.equal(requests[1]!.path, '/v1/jobs?day=today');
});

test('a POST that was lost on the way is sent again under the same key', async () => {
  const lost = () => {
    throw new TypeError('fetch failed');
  };
  const {fetch, requests} = fed(lost, json({id: 'cus_12345678'}, 201));
  const dispatch = new DispatchClient({url, token: 't', fetch});
  await dispatch.customers.create({name: 'Ada Lee'});
  assert.equal(requests.length, 2);
  assert.equal(requests[0]!.headers.get('idempotency-key'), requests[1]!.headers.get('idempotency-key'));
});

test('an answer that is no JSON is a contract error that names the address', async () => {
  const {fetch} = fed(new Response('<h1>Welcome</h1>'));
  const dispatch = new DispatchClient({url, token: 't', fetch});
  await assert.rejects(dispatch.organization.get(), error => {
    assert.ok(isDispatchError(error, 'invalid_reply'));
    assert.match(error.message, /is https:\/\/api\.example\.com a dispatch server/);
    return error.kind === 'contract';
  });
});

test('a list is gone through page after page', async () => {
  const {fetch, requests} = fed(
    json({items: [{id: 1}, {id: 2}], nextCursor: 'c2'}),
    json({items: [{id: 3}]}),
  );
  const dispatch = new DispatchClient({url, token: 't', fetch});
  const items = [];
  for await (const item of eachOf(dispatch.customers.list, {limit: 2})) items.push(item);
  assert.equal(items.length, 3);
  assert.equal(requests[1]!.path, '/v1/customers?limit=2&cursor=c2');
});

test('events span connections: a cut stream goes on after the last cursor', async () => {
  const sse = (text: string) => new Response(text, {headers: {'content-type': 'text/event-stream'}});
  const {fetch, requests} = fed(
    sse('id: c1\nevent: job_created\ndata: {"seq":1}\n\nevent: position\ndata: {"memberId":"m"}\n\n'),
    sse('event: reset\ndata: {}\n\n'),
  );
  const dispatch = new DispatchClient({url, token: 't', fetch});
  const types: string[] = [];
  for await (const event of dispatch.events({after: 'c0'})) {
    types.push(event.type);
    if (event.type === 'reset') break;
  }
  assert.deepEqual(types, ['event', 'position', 'reset']);
  assert.deepEqual(
    requests.map(request => request.headers.get('last-event-id')),
    ['c0', 'c1'],
  );
});

test('the client’s clock follows what replies say of the server’s', async () => {
  const {fetch} = fed(json({items: [], serverTime: '2026-03-01T12:00:00Z', timeScale: 10}));
  const dispatch = new DispatchClient({url, token: 't', fetch});
  await dispatch.road.positions();
  assert.equal(dispatch.clock.timeScale, 10);
});

test('who is asked to come back much later is told so at once, not after two more tries', async () => {
  const busy = () => {
    const reply = problem(429, 'rate_limited', {retryable: true});
    reply.headers.set('retry-after', '900');
    return reply;
  };
  const {fetch, requests} = fed(busy, busy, busy);
  const dispatch = new DispatchClient({url, token: 'dk_test_1', fetch});
  await assert.rejects(
    dispatch.jobs.get('job_12345678'),
    error => isDispatchError(error, 'rate_limited') && error.retryAfterSeconds === 900,
  );
  assert.equal(requests.length, 1);
});
