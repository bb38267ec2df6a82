import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {GeocodedPlace, Job} from '@dispatch-kit/core';
import {GeocoderBusy} from '@dispatch-kit/server';
import {createCompany, expectOk} from '@dispatch-kit/testing';
import type {Company} from '@dispatch-kit/testing';

const house: GeocodedPlace = {
  label: '4417 N Paulina St, Chicago, IL 60640',
  lat: 41.9617,
  lng: -87.6706,
  precision: 'address',
};
const address = {line: '4417 N Paulina St', city: 'Chicago', postcode: '60640'};

/** A geocoder that answers what it is given, and remembers what it was asked. */
function atlas(answer: (query: string) => Promise<GeocodedPlace[]> | GeocodedPlace[]) {
  const asked: string[] = [];
  return {
    asked,
    name: 'atlas',
    attribution: '© the atlas',
    find(query: string) {
      asked.push(query);
      return Promise.resolve().then(() => answer(query));
    },
  };
}

async function order({admin}: Company, more: object = {}, where = '/v1/jobs'): Promise<Job> {
  const customer = expectOk(await admin.post<{id: string}>('/v1/customers', {name: 'Ada Lee'}));
  return expectOk(await admin.post<Job>(where, {customerId: customer.id, title: 'Tap', address, ...more}));
}

const read = async ({admin}: Company, {id}: Job) => expectOk(await admin.get<Job>(`/v1/jobs/${id}`));

test('an order without coordinates is placed after it was made, and its history says by whom', async () => {
  const geocoder = atlas(() => [house]);
  const company = await createCompany({geocoder});
  const made = await order(company);
  const unplaced = {status: 'unplaced', source: null, reason: 'searching', attribution: null};
  assert.deepEqual([made.place, geocoder.asked], [unplaced, []]);
  await company.pass(1);
  const placed = await read(company, made);
  assert.deepEqual(placed.address, {...address, lat: house.lat, lng: house.lng});
  assert.deepEqual(placed.place, {
    status: 'placed',
    source: 'geocoder',
    reason: null,
    attribution: '© the atlas',
  });
  assert.equal(placed.version, made.version + 1);
  const {items} = expectOk(
    await company.admin.get<{items: {type: string; actor: object; data?: object}[]}>(
      `/v1/jobs/${made.id}/history`,
    ),
  );
  const {type, actor, data} = items.at(-1)!;
  assert.deepEqual([type, actor], ['place_searched', {kind: 'system', id: 'geocoder'}]);
  assert.deepEqual(data, {
    outcome: 'placed',
    source: 'atlas',
    precision: 'address',
    attribution: '© the atlas',
  });
  await company.pass(5);
  assert.deepEqual(geocoder.asked, ['4417 N Paulina St, 60640 Chicago']);
  await company.close();
});

test('an answer that is no certain house leaves the order unplaced, saying why, and is not asked for again', async () => {
  const answers: [string, GeocodedPlace[]][] = [
    ['not_found', []],
    ['vague', [{...house, precision: 'street'}]],
    ['ambiguous', [house, {...house, lat: 41.8}]],
  ];
  for (const [reason, found] of answers) {
    const geocoder = atlas(() => found);
    const company = await createCompany({geocoder});
    const made = await order(company);
    await company.pass(30);
    const job = await read(company, made);
    assert.deepEqual(
      [job.place.status, job.place.reason, job.address.lat, geocoder.asked.length],
      ['unplaced', reason, undefined, 1],
    );
    await company.close();
  }
});

test('what somebody said meanwhile wins: a pin, another address, a cancellation', async () => {
  const meanwhile: ((job: Job) => Promise<void>)[] = [];
  const jobs: Job[] = [];
  const company = await createCompany({
    geocoder: atlas(async query => {
      const job = jobs[3 - meanwhile.length]!;
      await meanwhile.shift()?.(job);
      return query.startsWith('1 Main') ? [] : [house];
    }),
  });
  const {admin, server} = company;
  const pin = {...address, lat: 41.95, lng: -87.66};
  const patched = (patch: object) => async (job: Job) =>
    void expectOk(await admin.patch(`/v1/jobs/${job.id}`, patch));
  meanwhile.push(patched({address: pin}), patched({address: {...address, line: '1 Main St'}}), async job => {
    expectOk(await admin.post(`/v1/jobs/${job.id}/cancel`, {reason: {code: 'other'}}));
  });
  for (let count = 0; count < 3; count++) {
    jobs.push(await order(company));
    company.clock.advance(1000);
  }
  await server.deliver();
  const [pinned, moved, canceled] = await Promise.all(jobs.map(job => read(company, job)));
  assert.deepEqual([pinned!.address, pinned!.place.source], [pin, 'given']);
  assert.deepEqual([moved!.address.lat, moved!.place.reason], [undefined, 'not_found']);
  assert.equal(canceled!.address.lat, undefined);
  await company.close();
});

test('a geocoder that fails is asked again, later and later, as late as it says, and in the end no more', async () => {
  let failure: Error = new GeocoderBusy('The geocoder answered 429.', 90_000);
  const geocoder = atlas(() => Promise.reject(failure));
  const company = await createCompany({geocoder});
  const {clock, server} = company;
  const made = await order(company);
  const after = async (seconds: number) => {
    clock.advance(seconds * 1000);
    await server.deliver();
    return geocoder.asked.length;
  };
  assert.deepEqual([await after(0), await after(60), await after(31)], [1, 1, 2]);
  failure = new Error('down');
  assert.deepEqual([await after(40), await after(60)], [2, 3]);
  const searching = await read(company, made);
  assert.equal(searching.place.reason, 'searching');
  for (let hours = 0; hours < 24; hours++) await after(3600);
  assert.equal(geocoder.asked.length, 7);
  const ended = await read(company, made);
  assert.deepEqual([ended.place.status, ended.place.reason], ['unplaced', 'no_answer']);
  expectOk(await company.admin.patch(`/v1/jobs/${made.id}`, {address}));
  assert.equal(await after(1), 8);
  await company.close();
});

test('two processes ask for an order once, and no more a second than the geocoder allows', async () => {
  const geocoder = {...atlas(() => [house]), perSecond: 2};
  const company = await createCompany({geocoder});
  const other = await createCompany({geocoder, storage: company.storage});
  for (let count = 0; count < 5; count++) await order(company);
  const both = () => Promise.all([company.server.deliver(), other.server.deliver()]);
  await both();
  assert.equal(geocoder.asked.length, 2);
  for (const office of [company, other]) office.clock.advance(1000);
  await both();
  assert.equal(geocoder.asked.length, 4);
  for (const office of [company, other]) office.clock.advance(1000);
  await both();
  await both();
  assert.equal(geocoder.asked.length, 5);
  await company.close();
  await other.close();
});

test('an offer is looked for when it is accepted, an import while it is open, and an office without a geocoder says so', async () => {
  const geocoder = atlas(() => [house]);
  const company = await createCompany({geocoder});
  const offer = await order(company, {}, '/v1/offers');
  await company.pass(1);
  assert.deepEqual([offer.place.reason, geocoder.asked.length], [null, 0]);
  expectOk(await company.admin.post(`/v1/jobs/${offer.id}/accept`, {}));
  await company.pass(1);
  assert.equal((await read(company, offer)).place.status, 'placed');
  const row = {customer: {name: 'Ada'}, title: 'Tap', address, createdAt: '2026-03-01T10:00:00Z'};
  const rows = [
    {...row, externalId: '1', status: 'unscheduled'},
    {...row, externalId: '2', status: 'complete'},
  ];
  expectOk(await company.admin.post('/v1/import', {rows}));
  await company.pass(1);
  const {items} = expectOk(await company.admin.get<{items: Job[]}>('/v1/jobs?sort=created'));
  assert.deepEqual(
    items
      .filter(job => job.externalId !== null)
      .map(job => [job.externalId, job.place.status])
      .sort(),
    [
      ['1', 'placed'],
      ['2', 'unplaced'],
    ],
  );
  assert.equal(geocoder.asked.length, 2);
  await company.close();
  const none = await createCompany();
  assert.equal((await order(none)).place.reason, 'no_geocoder');
  const later = await createCompany({geocoder, storage: none.storage});
  await later.pass(1);
  assert.equal(geocoder.asked.length, 3);
  await none.close();
  await later.close();
});

test('a place stays while the words of its address do, and erasure forgets the search', async () => {
  const geocoder = atlas(() => Promise.reject(new Error('down')));
  const company = await createCompany({geocoder});
  const {admin} = company;
  const placed = await order(company, {address: {...address, lat: 41.95, lng: -87.66}});
  const edited = expectOk(
    await admin.patch<Job>(`/v1/jobs/${placed.id}`, {address: {...address, access: 'Gate 7'}}),
  );
  assert.deepEqual(edited.address, {...address, access: 'Gate 7', lat: 41.95, lng: -87.66});
  const elsewhere = expectOk(
    await admin.patch<Job>(`/v1/jobs/${placed.id}`, {address: {...address, line: '1 Main St'}}),
  );
  assert.deepEqual([elsewhere.place.status, elsewhere.place.reason], ['unplaced', 'searching']);
  await company.pass(1);
  expectOk(await admin.delete(`/v1/customers/${placed.customerId}`));
  company.clock.advance(3_600_000);
  await company.pass(1);
  assert.equal(geocoder.asked.length, 1);
  await company.close();
});

test('half a place and the middle of the sea are refused', async () => {
  const company = await createCompany();
  const customer = expectOk(await company.admin.post<{id: string}>('/v1/customers', {name: 'Ada Lee'}));
  for (const place of [{lat: 41}, {lng: -87}, {lat: 0, lng: 0}]) {
    const input = {customerId: customer.id, title: 'Tap', address: {...address, ...place}};
    const refused = await company.admin.post('/v1/jobs', input);
    assert.deepEqual([refused.status, refused.problem!.fields?.[0]?.path], [400, 'address.lat']);
  }
  await company.close();
});
