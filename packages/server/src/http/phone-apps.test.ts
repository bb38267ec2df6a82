import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {PairedDevice, TechnicianPosition} from '@dispatch-kit/core';
import {createCompany, expectOk} from '@dispatch-kit/testing';
import type {Company} from '@dispatch-kit/testing';

type Paired = PairedDevice & {secret: string; url: string; setUpLink: string};
type Sent = {headers?: Record<string, string>; body?: string; query?: string};

/** A technician with a paired phone, a visit, and the ways in which things are sent and seen. */
async function paired(app: 'owntracks' | 'traccar', settings: Record<string, unknown> = {}) {
  const company = await createCompany({settings});
  const sam = await company.hireTechnician();
  const devices = `/v1/members/${sam.id}/devices`;
  const device = expectOk(await company.admin.post<Paired>(devices, {app}));
  const job = await company.book({leadId: sam.id});
  const visit = `/v1/appointments/${job.appointments[0]!.id}`;
  return {
    company,
    sam,
    device,
    devices,
    visit,
    send: async ({headers = {}, body = '', query = ''}: Sent) => {
      const request = new Request(device.url + query, {method: 'POST', headers, body});
      const response = await company.server.fetch(request);
      return {status: response.status, body: (await response.json()) as unknown};
    },
    depart: async () => void expectOk(await sam.caller.post(`${visit}/depart`)),
    told: async () => {
      const {items} = expectOk(await company.admin.get<{items: PairedDevice[]}>(devices));
      return items[0]!;
    },
    positions: async () =>
      expectOk(await company.admin.get<{items: TechnicianPosition[]}>('/v1/positions')).items,
  };
}

const basic = (secret: string, user = 'sam') => ({
  authorization: `Basic ${btoa(`${user}:${secret}`)}`,
  'content-type': 'application/json',
});
const seconds = (company: Company) => Math.floor(company.clock.now() / 1000);
const place = (company: Company, north = 0) => ({
  _type: 'location',
  lat: 41.95 + north,
  lon: -87.66,
  acc: 8,
  vel: 36,
  batt: 64,
  tst: seconds(company),
});

test('OwnTracks shows a technician under way, with speed and charge, and is answered with []', async () => {
  const {company, device, send, depart, told, positions} = await paired('owntracks');
  await depart();
  await company.pass(5);
  const answer = await send({headers: basic(device.secret), body: JSON.stringify(place(company))});
  assert.deepEqual(answer, {status: 200, body: []});
  const [position] = await positions();
  assert.equal(position!.lat, 41.95);
  assert.equal(position!.speedMetersPerSecond, 10);
  const {lastSeenAt, battery, reports} = await told();
  const at = new Date(company.clock.now()).toISOString();
  assert.deepEqual(
    {lastSeenAt, battery, reports},
    {
      lastSeenAt: at,
      battery: {level: 0.64, at},
      reports: {taken: 1, refused: {}},
    },
  );
  await company.close();
});

test('an app without passwords may name the device by its secret', async () => {
  const {company, device, send, depart, positions} = await paired('owntracks');
  await depart();
  const headers = {'x-limit-u': 'sam', 'x-limit-d': device.secret};
  assert.equal((await send({headers, body: JSON.stringify(place(company))})).status, 200);
  assert.equal((await positions()).length, 1);
  await company.close();
});

test('whatever a known phone sends is answered as taken, and counted by reason', async () => {
  const {company, device, send, depart, told} = await paired('owntracks');
  await depart();
  const bodies = [
    '',
    '{"_type":"lwt","tst":1}',
    '{"_type":"encrypted","data":"x"}',
    '{"_type":"loc',
    '\0\xff',
    '[[[]]]',
    JSON.stringify({...place(company), lat: 0, lon: 0}),
    JSON.stringify({...place(company), lat: 91}),
    JSON.stringify({...place(company), tst: seconds(company) + 3600}),
    JSON.stringify({...place(company), tst: 1e300}),
  ];
  for (const body of bodies)
    assert.deepEqual(await send({headers: basic(device.secret), body}), {status: 200, body: []});
  assert.deepEqual((await told()).reports, {
    taken: 0,
    refused: {other_kind: 2, encrypted: 1, unreadable: 3, zero: 1, invalid: 1, in_future: 1},
  });
  await company.close();
});

test('what was measured while nothing was shared is never kept, whenever it comes', async () => {
  const {company, sam, device, send, depart, visit, told, positions} = await paired('owntracks');
  const report = (message: object) => send({headers: basic(device.secret), body: JSON.stringify(message)});
  const private_ = place(company);
  assert.equal((await report(private_)).status, 200);
  assert.deepEqual(await positions(), []);
  await company.pass(300);
  await depart();
  await report(private_);
  assert.deepEqual(await positions(), [], 'nor when it is sent again on the way');
  await report(place(company, 0.01));
  assert.equal((await positions()).length, 1);
  await company.pass(60);
  const onTheWay = place(company, 0.02);
  expectOk(await sam.caller.post(`${visit}/start`));
  await company.pass(60);
  expectOk(await sam.caller.post(`${visit}/complete`, {outcome: 'done'}));
  await company.pass(120);
  await report(place(company, 0.5));
  await report(onTheWay);
  const {reports, battery} = await told();
  assert.deepEqual(reports, {taken: 2, refused: {not_sharing: 3}}, 'a late one of the leg is kept with it');
  assert.ok(battery, 'the charge is no place');
  assert.equal((await positions())[0]?.lat, 41.96, '… and moves nothing');
  await company.close();
});

test('on shift, where the office sees shifts: from when it began', async () => {
  const {company, sam, device, send, told} = await paired('owntracks', {share: 'shift'});
  const before = place(company);
  await company.pass(300);
  expectOk(await sam.caller.post(`/v1/members/${sam.id}/shift`, {on: true}));
  for (const message of [before, place(company, 0.01)])
    await send({headers: basic(device.secret), body: JSON.stringify(message)});
  assert.deepEqual((await told()).reports, {taken: 1, refused: {not_sharing: 1}});
  await company.close();
});

test('Traccar Client of every generation is heard by its identifier', async () => {
  const {company, device, send, depart, told, positions} = await paired('traccar');
  await depart();
  const id = device.secret;
  const json = {'content-type': 'application/json; charset=utf-8'};
  const form = {'content-type': 'application/x-www-form-urlencoded'};
  const at = () => String(seconds(company));
  const fields = (north: number) =>
    new URLSearchParams({
      id,
      lat: String(41.95 + north),
      lon: '-87.66',
      timestamp: at(),
      speed: '10',
      batt: '80',
    });
  const nested = {
    location: {
      timestamp: new Date(company.clock.now() + 2000).toISOString(),
      coords: {latitude: 41.9502, longitude: -87.66, accuracy: 5, speed: 7.5, heading: -1, altitude: 5},
      battery: {level: 0.79, is_charging: false},
    },
    device_id: id,
  };
  const list = [3, 4].map(north => ({
    ...Object.fromEntries(fields(north / 10_000)),
    timestamp: seconds(company) + north,
  }));
  const sent: Sent[] = [
    {query: `?${fields(0).toString()}`},
    {headers: form, body: fields(0.0001).toString()},
    {headers: json, body: JSON.stringify(nested)},
    {headers: json, body: JSON.stringify(list)},
  ];
  for (const each of sent) assert.deepEqual(await send(each), {status: 200, body: {}});
  const {reports, battery} = await told();
  assert.deepEqual(reports, {taken: 5, refused: {}});
  assert.equal(battery?.level, 0.8);
  assert.equal((await positions())[0]!.lat, 41.9504);
  await company.close();
});

test('a phone that is not known, or not any more, is refused by the status that its maker gives', async () => {
  const {company, sam, device, devices, send} = await paired('traccar');
  const other = expectOk(await sam.caller.post<Paired>(devices, {app: 'owntracks'}));
  const toOwntracks = (secret: string) =>
    company.server.fetch(new Request(other.url, {method: 'POST', headers: basic(secret), body: '{}'}));
  for (const query of ['', '?lat=1&lon=2', '?id=guess&lat=1&lon=2', `?id=${other.secret}&lat=1&lon=2`])
    assert.equal((await send({query})).status, 404);
  for (const secret of ['', 'guess', device.secret]) assert.equal((await toOwntracks(secret)).status, 401);
  const broken = {authorization: 'Basic %%%'};
  const request = new Request(other.url, {method: 'POST', headers: broken, body: '{}'});
  assert.equal((await company.server.fetch(request)).status, 401);
  assert.equal((await toOwntracks(other.secret)).status, 200);
  expectOk(await company.admin.delete(`${devices}/${other.id}`));
  assert.equal((await toOwntracks(other.secret)).status, 401);
  expectOk(await company.admin.delete(`/v1/members/${sam.id}`));
  assert.equal((await send({query: `?id=${device.secret}&lat=1&lon=2`})).status, 404);
  await company.close();
});

test('hours of reports at once are taken once, in any order and however often', async () => {
  const {company, device, send, depart, told, positions} = await paired('traccar');
  await depart();
  const started = seconds(company);
  await company.pass(450);
  const list = Array.from({length: 450}, (_, i) => ({
    id: device.secret,
    lat: 41.95 + i / 100_000,
    lon: -87.66,
    timestamp: started + i,
    accuracy: 5,
  }));
  const headers = {'content-type': 'application/json'};
  const shuffled = list.toSorted((a, b) => ((a.timestamp * 7919) % 450) - ((b.timestamp * 7919) % 450));
  for (const body of [shuffled, list.slice(100, 300)])
    assert.equal((await send({headers, body: JSON.stringify(body)})).status, 200);
  assert.equal((await positions())[0]!.lat, list.at(-1)!.lat);
  assert.equal((await told()).reports.taken, 650);
  const large = JSON.stringify([{id: device.secret, filling: 'x'.repeat(1_100_000)}]);
  assert.equal((await send({headers, body: large})).status, 413);
  await company.close();
});

test('many phones of one address are let in; who guesses is not', async () => {
  const company = await createCompany({limits: {anonymousPerMinute: 3, requestsPerMinute: 50}});
  const sam = await company.hireTechnician();
  const device = expectOk(
    await company.admin.post<Paired>(`/v1/members/${sam.id}/devices`, {app: 'traccar'}),
  );
  const send = async (id: string, address: string) => {
    const request = new Request(`${device.url}?id=${id}`, {method: 'POST'});
    return (await company.server.fetch(request, {address})).status;
  };
  for (let turn = 0; turn < 20; turn++) assert.equal(await send(device.secret, '192.0.2.1'), 200);
  const guesses: number[] = [];
  for (let turn = 0; turn < 5; turn++) guesses.push(await send('guess', '192.0.2.2'));
  assert.deepEqual(guesses, [404, 404, 404, 429, 429]);
  await company.close();
});
