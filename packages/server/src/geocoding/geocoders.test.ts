import assert from 'node:assert/strict';
import {test} from 'node:test';
import {googleGeocoder, nominatimGeocoder} from '@dispatch-kit/server';
import {createCompany, expectOk} from '@dispatch-kit/testing';

/** A service that answers each question alike, and keeps what it was asked. */
function service(body: unknown, status = 200) {
  const asked: {url: URL; headers: Record<string, string>}[] = [];
  const fetch = (url: string, {headers}: {headers: Record<string, string>}) => {
    asked.push({url: new URL(url), headers});
    return Promise.resolve(Response.json(body, {status}));
  };
  return {asked, fetch};
}

test('a service of Nominatim’s shape: a house, a road, and what is larger', async () => {
  const {asked, fetch} = service([
    {display_name: '4417 N Paulina St', lat: '41.9617', lon: '-87.6706', address: {house_number: '4417'}},
    {display_name: 'N Paulina St', lat: '41.9', lon: '-87.67', addresstype: 'road', address: {}},
    {display_name: 'Chicago', lat: '41.88', lon: '-87.63', addresstype: 'city'},
    {display_name: 'Nowhere', lat: 'x', lon: '1'},
  ]);
  const geocoder = nominatimGeocoder({url: 'https://geo.example.com/', userAgent: 'Northside', fetch});
  const found = await geocoder.find('4417 N Paulina', 5);
  assert.deepEqual(
    found.map(({lat, precision}) => [lat, precision]),
    [
      [41.9617, 'address'],
      [41.9, 'street'],
      [41.88, 'area'],
    ],
  );
  const {url, headers} = asked[0]!;
  assert.equal(url.origin + url.pathname, 'https://geo.example.com/search');
  assert.deepEqual([url.searchParams.get('q'), url.searchParams.get('limit')], ['4417 N Paulina', '5']);
  assert.equal(headers['user-agent'], 'Northside');
});

test('a service of Google’s shape: found, nothing found, and refused', async () => {
  const location = {lat: 41.9617, lng: -87.6706};
  const one = {formatted_address: '4417 N Paulina St', geometry: {location, location_type: 'ROOFTOP'}};
  const {fetch} = service({status: 'OK', results: [one, one]});
  assert.deepEqual(await googleGeocoder({key: 'k', fetch}).find('4417', 1), [
    {label: '4417 N Paulina St', ...location, precision: 'address'},
  ]);
  const nothing = service({status: 'ZERO_RESULTS', results: []});
  assert.deepEqual(await googleGeocoder({key: 'k', fetch: nothing.fetch}).find('zz', 5), []);
  const denied = service({status: 'REQUEST_DENIED'});
  await assert.rejects(googleGeocoder({key: 'k', fetch: denied.fetch}).find('zz', 5), /REQUEST_DENIED/);
});

test('an office looks an address up; without a geocoder it says so, and one that fails is told as that', async () => {
  const none = await createCompany();
  const refused = await none.admin.get('/v1/geocode?q=4417%20N%20Paulina');
  assert.deepEqual([refused.status, refused.problem!.code], [501, 'no_geocoder']);
  await none.close();
  let isDown = false;
  const place = {label: '4417 N Paulina St', lat: 41.9617, lng: -87.6706, precision: 'address'} as const;
  const geocoder = {find: () => (isDown ? Promise.reject(new Error('down')) : Promise.resolve([place]))};
  const company = await createCompany({geocoder});
  const ask = () => company.admin.get<{items: unknown[]}>('/v1/geocode?q=4417%20N%20Paulina');
  assert.deepEqual(expectOk(await ask()).items, [place]);
  assert.equal((await company.admin.get('/v1/geocode?q=')).status, 400);
  isDown = true;
  const failed = await ask();
  assert.deepEqual(
    [failed.status, failed.problem!.code, failed.problem!.retryable],
    [503, 'unavailable', true],
  );
  await company.close();
});
