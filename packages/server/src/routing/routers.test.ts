import assert from 'node:assert/strict';
import {createServer} from 'node:http';
import type {IncomingHttpHeaders} from 'node:http';
import type {AddressInfo} from 'node:net';
import {test} from 'node:test';
import {decodePolyline, distanceMeters, encodePolyline} from '@dispatch-kit/core';
import type {LatLng, Suggestions, TrackingView} from '@dispatch-kit/core';
import {RouterBusy, googleRouter, osrmRouter} from '@dispatch-kit/server';
import type {Router} from '@dispatch-kit/server';
import {createCompany, expectOk} from '@dispatch-kit/testing';
import {osrmService} from '@dispatch-kit/testing/simulator';

type Asked = {url: URL; method: string; headers: IncomingHttpHeaders; body: string};
type Answer = {status?: number; body?: unknown; headers?: Record<string, string>};

/** A service on loopback that answers as it is told to, perhaps never, and keeps what it was asked. */
async function service(answer: (asked: Asked) => Answer | undefined | Promise<Answer | undefined>) {
  const asked: Asked[] = [];
  const http = createServer((request, response) => {
    void (async () => {
      let body = '';
      for await (const chunk of request) body += String(chunk);
      const {method = '', headers} = request;
      const one = {url: new URL(request.url!, 'http://ways.test'), method, headers, body};
      asked.push(one);
      const reply = await answer(one);
      if (!reply) return;
      response.writeHead(reply.status ?? 200, {'content-type': 'application/json', ...reply.headers});
      response.end(typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body));
    })();
  });
  await new Promise<void>(resolve => http.listen(0, '127.0.0.1', resolve));
  return {
    asked,
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      const closed = new Promise(resolve => http.close(resolve));
      http.closeAllConnections();
      await closed;
    },
  };
}

const fetch: Parameters<typeof osrmRouter>[0]['fetch'] = (url, init) => globalThis.fetch(url, init);
const here = {lat: 41.94843, lng: -87.65532};
const there = {lat: 41.99001, lng: -87.70002};
/** A detour over a third place. */
const overBridge = {
  route: (from: LatLng, to: LatLng) =>
    Promise.resolve({
      durationSeconds: 1234.5,
      distanceMeters: 9876,
      geometry: [from, {lat: from.lat, lng: to.lng}, to],
    }),
};

test('a server of OSRM’s shape: a way with longitude first, a table, and places no road joins', async () => {
  const answers = osrmService(overBridge);
  await using osrm = await service(({url}) => answers(url));
  const router = osrmRouter({url: `${osrm.url}/`, fetch});
  const way = await router.route(here, there);
  assert.deepEqual(way, {
    durationSeconds: 1234.5,
    distanceMeters: 9876,
    geometry: [here, {lat: here.lat, lng: there.lng}, there],
  });
  assert.equal(osrm.asked[0]!.url.pathname, '/route/v1/driving/-87.655320,41.948430;-87.700020,41.990010');
  assert.equal(osrm.asked[0]!.url.searchParams.get('geometries'), 'polyline');
  assert.deepEqual(await router.matrix!([here, there], [there]), [[1234.5], [1234.5]]);
  await using island = await service(({url}) =>
    url.pathname.startsWith('/table')
      ? {body: {code: 'Ok', durations: [[null, 60]]}}
      : {status: 400, body: {code: 'NoRoute', message: 'Impossible route between points'}},
  );
  const lost = osrmRouter({url: island.url, fetch});
  assert.equal(await lost.route(here, there), undefined);
  assert.deepEqual(await lost.matrix!([here], [there, here]), [[null, 60]]);
});

/** Refuses what Google's Routes API refuses, by its documentation. */
function likeGoogle({method, url, headers, body}: Asked): Answer {
  const refuse = (status: number, code: string): Answer => ({
    status,
    body: {error: {code: status, message: `Wrong at 41.94843: ${code}`, status: code}},
  });
  if (method !== 'POST' || url.pathname !== '/directions/v2:computeRoutes') return refuse(404, 'NOT_FOUND');
  if (headers['x-goog-api-key'] !== 'k') return refuse(403, 'PERMISSION_DENIED');
  const mask = String(headers['x-goog-fieldmask'] ?? '')
    .split(',')
    .filter(Boolean);
  if (mask.length === 0) return refuse(400, 'INVALID_ARGUMENT');
  const {origin, destination, travelMode, routingPreference} = JSON.parse(body) as Record<string, never> & {
    origin?: {location?: {latLng?: {latitude: number; longitude: number}}};
    destination?: {location?: {latLng?: {latitude: number; longitude: number}}};
  };
  const [from, to] = [origin?.location?.latLng, destination?.location?.latLng];
  if (!from || !to || travelMode !== 'DRIVE' || routingPreference !== 'TRAFFIC_AWARE')
    return refuse(400, 'INVALID_ARGUMENT');
  if (to.latitude === 0) return {body: {}};
  const line = [from, to].map(({latitude: lat, longitude: lng}) => ({lat, lng}));
  const route = {
    ...(mask.includes('routes.duration') && {duration: '165.5s'}),
    ...(mask.includes('routes.distanceMeters') && {distanceMeters: 772}),
    ...(mask.includes('routes.polyline.encodedPolyline') && {
      polyline: {encodedPolyline: encodePolyline(line)},
    }),
  };
  return {body: {routes: [route]}};
}

test('a service of Google’s shape: key and mask in headers, seconds as text, no routes where no road leads', async () => {
  await using google = await service(likeGoogle);
  const router = googleRouter({url: google.url, key: 'k', fetch});
  assert.deepEqual(await router.route(here, there), {
    durationSeconds: 165.5,
    distanceMeters: 772,
    geometry: [here, there],
  });
  assert.equal(google.asked[0]!.url.search, '', 'no key in an address');
  assert.equal(await router.route(here, {lat: 0, lng: 9}), undefined);
  await assert.rejects(googleRouter({url: google.url, key: 'other', fetch}).route(here, there), {
    message: 'The routing engine answered 403.',
  });
});

test('broken, wrong, endless and missing answers are errors that name no place; a busy engine says how long', async () => {
  const failure = async (answer: Answer | undefined, timeoutMs = 30_000): Promise<Error> => {
    await using broken = await service(() => answer);
    return await osrmRouter({url: broken.url, fetch, timeoutMs})
      .route(here, there)
      .then(
        () => assert.fail('It found a way.'),
        (error: unknown) => error as Error,
      );
  };
  const way = (route: object) => ({body: {code: 'Ok', routes: [route]}});
  const good = {duration: 60, distance: 500, geometry: encodePolyline([here, there])};
  const noWay = 'The routing engine answered with a way that has no time, length or places.';
  for (const [answer, message] of [
    [{body: '<html>'}, 'The routing engine answered with something else than JSON.'],
    [
      {status: 400, body: {code: 'InvalidValue', message: '41.94843'}},
      'The routing engine answered InvalidValue.',
    ],
    [{body: {code: '41.94843'}}, 'The routing engine answered without a code.'],
    [{status: 500, body: {}}, 'The routing engine answered 500.'],
    [way({...good, duration: -1}), noWay],
    [way({...good, distance: null}), noWay],
    [way({...good, geometry: 'x'}), noWay],
    [way({...good, geometry: encodePolyline([here, {lat: 95, lng: 1}])}), noWay],
    [{body: {code: 'Ok', routes: []}}, noWay],
    [{body: `{"x": "${'x'.repeat(2100 * 1024)}"}`}, 'The routing engine answered with more than 2048 KiB.'],
  ] as const)
    assert.equal((await failure(answer)).message, message);
  assert.equal((await failure(undefined, 50)).message, 'The routing engine did not answer within 50 ms.');
  const busy = await failure({status: 429, body: {}, headers: {'retry-after': '40'}});
  assert.ok(busy instanceof RouterBusy);
  assert.equal(busy.retryAfterMs, 40_000);
});

test('a way of very many places is drawn with fewer, from its beginning to its end', async () => {
  const line = Array.from({length: 9001}, (_, i) => ({lat: 40 + i / 1e4, lng: -87}));
  await using osrm = await service(() => ({
    body: {code: 'Ok', routes: [{duration: 9, distance: 9, geometry: encodePolyline(line)}]},
  }));
  const {geometry} = (await osrmRouter({url: osrm.url, fetch}).route(line[0]!, line.at(-1)!))!;
  assert.ok(geometry.length <= 4001);
  assert.deepEqual([geometry[0], geometry.at(-1)], [line[0], line.at(-1)]);
});

/** A technician under way, and the customer who follows. */
async function underWay(router: Router, settings: Record<string, unknown> = {}) {
  const company = await createCompany({router, settings: {hideStartMeters: 200, ...settings}});
  const sam = await company.hireTechnician();
  const job = await company.book({leadId: sam.id, at: there});
  const {token} = expectOk(await company.admin.post<{token: string}>('/v1/tracking-links', {jobId: job.id}));
  const customer = company.as(token);
  expectOk(await sam.caller.post(`/v1/appointments/${job.appointments[0]!.id}/depart`));
  company.clock.advance(11_000);
  const seenAt = async (place: LatLng) => {
    const at = new Date(company.clock.now()).toISOString();
    expectOk(await sam.caller.post('/v1/positions', {fixes: [{...place, at}]}));
    for (let turn = 0; turn < 3; turn++) {
      await company.server.deliver();
      await new Promise(resolve => setTimeout(resolve, 5));
    }
    return expectOk(await customer.get<TrackingView>('/v1/track')).visit;
  };
  return {company, seenAt};
}

test('the customer’s map draws what is left of the way, from where the beginning is no longer hidden', async () => {
  const answers = osrmService(overBridge);
  await using osrm = await service(({url}) => answers(url));
  const {company, seenAt} = await underWay(osrmRouter({url: osrm.url, fetch}));
  assert.equal((await seenAt(here)).route, undefined, 'hidden where the leg began');
  company.clock.advance(60_000);
  const onTheWay = {lat: here.lat, lng: here.lng - 0.02};
  const {route, position} = await seenAt(onTheWay);
  const line = decodePolyline(route!);
  assert.equal(position!.lng, onTheWay.lng);
  assert.ok(distanceMeters(line[0]!, onTheWay) < 20, 'the rest begins where he is');
  assert.ok(distanceMeters(line.at(-1)!, there) < 2);
  assert.equal(osrm.asked.length, 1, 'on the way it is not asked again');
  await company.close();
});

test('an engine that asks to be left alone, fails or hangs holds up nobody: the arrival is estimated without it', async () => {
  for (const [answer, most] of [
    [{status: 429, body: {}, headers: {'retry-after': '3600'}}, 1],
    [{status: 500, body: {}}, 3],
    [undefined, 3],
  ] as const) {
    await using broken = await service(() => answer);
    const {company, seenAt} = await underWay(osrmRouter({url: broken.url, fetch, timeoutMs: 40}));
    for (const lng of [0.01, 0.02, 0.03]) {
      const {eta, route} = await seenAt({lat: here.lat, lng: here.lng - lng});
      assert.ok(eta?.expectedAt, 'there is an estimate');
      assert.equal(route, undefined);
      company.clock.advance(31_000);
    }
    assert.ok(broken.asked.length <= most, `${broken.asked.length} questions`);
    assert.ok(broken.asked.length > 0);
    await company.close();
  }
});

test('plans ask for a table once, and what was answered lately is not asked again', async () => {
  const answers = osrmService(overBridge);
  await using osrm = await service(({url}) => answers(url));
  const company = await createCompany({router: osrmRouter({url: osrm.url, fetch})});
  const sam = await company.hireTechnician();
  await company.book({leadId: sam.id, inHours: 0, at: here});
  await company.book({leadId: sam.id, inHours: 4, at: {lat: 41.97, lng: -87.66}});
  const ask = async () =>
    expectOk(
      await company.admin.post<Suggestions>('/v1/suggestions', {
        address: {line: '4417 N Paulina St', ...there},
        durationMinutes: 60,
        days: 1,
      }),
    ).items[0]!.driveMinutes;
  assert.equal(await ask(), 21);
  assert.equal(await ask(), 21);
  assert.deepEqual(
    osrm.asked.map(({url}) => url.pathname.split('/')[1]),
    ['table'],
  );
  company.clock.advance(601_000);
  await ask();
  assert.equal(osrm.asked.length, 2, 'traffic changes');
  await company.close();
});
