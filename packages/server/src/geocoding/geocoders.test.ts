import assert from 'node:assert/strict';
import {createServer} from 'node:http';
import type {IncomingMessage, ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {test} from 'node:test';
import {GeocoderBusy, googleGeocoder, nominatimGeocoder, photonGeocoder} from '@dispatch-kit/server';
import {createCompany, expectOk} from '@dispatch-kit/testing';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const json =
  (body: unknown, status = 200, headers: Record<string, string> = {}): Answer =>
  (_, response) => {
    response.writeHead(status, {'content-type': 'application/json', ...headers});
    response.end(JSON.stringify(body));
  };

/** A service on loopback that answers as it is told to, and keeps what it was asked. */
async function service(answer: Answer) {
  const asked: {url: URL; headers: IncomingMessage['headers']}[] = [];
  const http = createServer((request, response) => {
    asked.push({url: new URL(request.url!, 'http://geo.test'), headers: request.headers});
    answer(request, response);
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

const fetch: Parameters<typeof googleGeocoder>[0]['fetch'] = (url, init) => globalThis.fetch(url, init);
const precisions = (found: {lat: number; precision: string}[]) =>
  found.map(({lat, precision}) => [lat, precision]);

test('a service of Nominatim’s shape: the house asked for, its neighbour, a road, and what is larger', async () => {
  await using nominatim = await service(
    json([
      {display_name: '4417 N Paulina St', lat: '41.9617', lon: '-87.6706', address: {house_number: '4417'}},
      {display_name: '4419 N Paulina St', lat: '41.9618', lon: '-87.6706', address: {house_number: '4419'}},
      {display_name: 'N Paulina St', lat: '41.9', lon: '-87.67', addresstype: 'road', address: {}},
      {display_name: 'Chicago', lat: '41.88', lon: '-87.63', addresstype: 'city'},
      {display_name: 'Nowhere', lat: 'x', lon: '1'},
      {display_name: 'Null Island', lat: '0', lon: '0'},
      null,
    ]),
  );
  const geocoder = nominatimGeocoder({url: `${nominatim.url}/`, userAgent: 'Northside (a@b.example)', fetch});
  assert.deepEqual(precisions(await geocoder.find('4417 N Paulina', 9)), [
    [41.9617, 'address'],
    [41.9618, 'street'],
    [41.9, 'street'],
    [41.88, 'area'],
  ]);
  const {url, headers} = nominatim.asked[0]!;
  assert.equal(url.pathname, '/search');
  assert.deepEqual(Object.fromEntries(url.searchParams), {
    q: '4417 N Paulina',
    format: 'jsonv2',
    addressdetails: '1',
    limit: '9',
  });
  assert.equal(headers['user-agent'], 'Northside (a@b.example)');
  assert.equal(geocoder.perSecond, 1);
});

test('a service of Photon’s shape: a house, a street, a town, and what has no place', async () => {
  const feature = (properties: object, coordinates: unknown = [-87.6706, 41.9617]) => ({
    type: 'Feature',
    geometry: {type: 'Point', coordinates},
    properties,
  });
  await using photon = await service(
    json({
      type: 'FeatureCollection',
      features: [
        feature({
          housenumber: '12B',
          street: 'Lehrter Straße',
          postcode: '10557',
          city: 'Berlin',
          type: 'house',
        }),
        feature({name: 'Lehrter Straße', city: 'Berlin', osm_key: 'highway', type: 'street'}),
        feature({name: 'Berlin', country: 'Germany', type: 'city'}),
        feature({name: 'Nowhere'}, null),
        {},
      ],
    }),
  );
  const geocoder = photonGeocoder({url: photon.url, fetch});
  const found = await geocoder.find('Lehrter Straße 12 b, 10557 Berlin', 5);
  assert.deepEqual(
    found.map(({label, precision}) => [label, precision]),
    [
      ['12B Lehrter Straße, 10557 Berlin', 'address'],
      ['Lehrter Straße, Berlin', 'street'],
      ['Berlin, Germany', 'area'],
    ],
  );
  assert.deepEqual([found[0]!.lat, found[0]!.lng], [41.9617, -87.6706]);
  assert.equal(photon.asked[0]!.url.pathname, '/api');
});

test('a service of Google’s shape: found, found in part, nothing found, refused, and asked too often', async () => {
  const location = {lat: 41.9617, lng: -87.6706};
  const one = {formatted_address: '4417 N Paulina St', geometry: {location, location_type: 'ROOFTOP'}};
  const find = async (body: unknown) => {
    await using google = await service(json(body));
    return await googleGeocoder({key: 'k', url: google.url, fetch}).find('4417', 1);
  };
  const house = {label: '4417 N Paulina St', ...location, precision: 'address'};
  assert.deepEqual(await find({status: 'OK', results: [one, one]}), [house]);
  assert.deepEqual(await find({status: 'OK', results: [{...one, partial_match: true}]}), [
    {...house, precision: 'street'},
  ]);
  assert.deepEqual(await find({status: 'ZERO_RESULTS', results: []}), []);
  await assert.rejects(
    find({status: 'REQUEST_DENIED', error_message: 'The key is wrong.'}),
    /REQUEST_DENIED/,
  );
  await assert.rejects(find({status: 'OVER_QUERY_LIMIT'}), GeocoderBusy);
  await assert.rejects(find('OK'), /answered nothing/);
});

test('broken, endless, huge and missing answers are errors that name no address, and a busy service says how long', async () => {
  const failure = async (answer: Answer, timeoutMs = 30_000): Promise<Error> => {
    await using broken = await service(answer);
    const geocoder = photonGeocoder({url: broken.url, fetch, timeoutMs});
    return await geocoder.find('4417 N Paulina', 5).then(
      found => assert.fail(`It found ${found.length}.`),
      (error: unknown) => error as Error,
    );
  };
  const failures = await Promise.all([
    failure((_, response) => response.end('<html>')),
    failure(json({features: 'none'})),
    failure(json({error: 'no'}, 400)),
    failure(() => undefined, 50),
    failure((_, response) => void response.write('{"features": ['), 50),
    failure((_, response) => response.end(`{"x": "${'x'.repeat(600 * 1024)}"}`)),
    failure((_, response) => response.destroy()),
  ]);
  const messages = failures.map(({message}) => message);
  assert.deepEqual(messages.slice(0, 6), [
    'The geocoder answered with something else than JSON.',
    'The geocoder answered without a list of places.',
    'The geocoder answered 400.',
    'The geocoder did not answer within 50 ms.',
    'The geocoder did not answer within 50 ms.',
    'The geocoder answered with more than 512 KiB.',
  ]);
  for (const message of messages) assert.doesNotMatch(message, /Paulina/);
  const busy = (headers: Record<string, string>) => failure(json({}, 429, headers));
  assert.equal(((await busy({'retry-after': '120'})) as GeocoderBusy).retryAfterMs, 120_000);
  const dated = {date: 'Tue, 03 Mar 2026 15:00:00 GMT', 'retry-after': 'Tue, 03 Mar 2026 15:01:00 GMT'};
  assert.equal(((await busy(dated)) as GeocoderBusy).retryAfterMs, 60_000);
  assert.ok((await busy({})) instanceof GeocoderBusy);
});

test('an office looks an address up; without a geocoder it says so, and one that fails is told as that', async () => {
  const none = await createCompany();
  const refused = await none.admin.get('/v1/geocode?q=4417%20N%20Paulina');
  assert.deepEqual([refused.status, refused.problem!.code], [501, 'no_geocoder']);
  await none.close();
  let isDown = false;
  const place = {label: '4417 N Paulina St', lat: 41.9617, lng: -87.6706, precision: 'address'} as const;
  const geocoder = {
    name: 'atlas',
    attribution: '© the atlas',
    perSecond: 2,
    find: () => (isDown ? Promise.reject(new Error('down')) : Promise.resolve([place])),
  };
  const company = await createCompany({geocoder});
  const ask = () => company.admin.get<{items: unknown[]}>('/v1/geocode?q=4417%20N%20Paulina');
  assert.deepEqual(expectOk(await ask()), {items: [place], attribution: '© the atlas'});
  assert.equal((await company.admin.get('/v1/geocode?q=')).status, 400);
  isDown = true;
  const failed = await ask();
  assert.deepEqual(
    [failed.status, failed.problem!.code, failed.problem!.retryable],
    [503, 'unavailable', true],
  );
  const often = await ask();
  assert.deepEqual([often.status, often.problem!.code], [429, 'rate_limited']);
  await company.close();
});
