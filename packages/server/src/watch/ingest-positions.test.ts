import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {Appointment, CommandReply, DomainEvent, TrackingView} from '@dispatch-kit/core';
import {createCompany, expectOk} from '@dispatch-kit/testing';
import type {Company} from '@dispatch-kit/testing';
import {madeUpDrive} from '@dispatch-kit/testing/drives';

const drive = madeUpDrive();

type Ingested = {taken: number; refused: Record<string, number>; sharing: boolean};

/** A technician under way to where the made-up drive ends, and the customer who follows. */
async function underWay(settings: Record<string, unknown> = {}) {
  const company = await createCompany({settings});
  const sam = await company.hireTechnician('Sam Ortiz');
  const job = await company.book({leadId: sam.id, at: drive.destination});
  const path = `/v1/appointments/${job.appointments[0]!.id}`;
  const {token} = expectOk(await company.admin.post<{token: string}>('/v1/tracking-links', {jobId: job.id}));
  await company.pass(11);
  expectOk(await sam.caller.post(`${path}/depart`));
  const customer = company.as(token);
  return {
    company,
    sam,
    path,
    history: async () =>
      expectOk(await company.admin.get<{items: DomainEvent[]}>(`/v1/jobs/${job.id}/history`)).items,
    visit: async () => expectOk(await company.admin.get<Appointment>(path)),
    view: async () => expectOk(await customer.get<TrackingView>('/v1/track')),
    /** Drives on to so many seconds of the drive, a fix at a time. */
    drive: driver(company, body => sam.caller.post<Ingested>('/v1/positions', body)),
  };
}

function driver(company: Company, report: (body: object) => Promise<{status: number; body: Ingested}>) {
  const startMs = company.clock.now();
  let next = 0;
  return async (untilSeconds: number, each?: () => Promise<void>) => {
    for (; next < drive.fixes.length && drive.fixes[next]!.seconds <= untilSeconds; next++) {
      const {seconds, ...fix} = drive.fixes[next]!;
      const atMs = startMs + seconds * 1000;
      if (atMs > company.clock.now()) await company.pass((atMs - company.clock.now()) / 1000);
      assert.equal((await report({fixes: [{...fix, at: new Date(atMs).toISOString()}]})).status, 202);
      await each?.();
    }
  };
}

test('a drive arrives by itself, with the estimate honest on the way and the place gone at once', async () => {
  const trip = await underWay({autoArrive: 'auto'});
  const misses: number[] = [];
  const arrivesMs = trip.company.clock.now() + drive.arrivesAtSeconds * 1000;
  await trip.drive(drive.arrivesAtSeconds - 5, async () => {
    const {eta} = (await trip.view()).visit;
    if (eta?.expectedAt) misses.push(Math.abs(Date.parse(eta.expectedAt) - arrivesMs) / 1000);
  });
  const late = misses.slice(-20).reduce((sum, miss) => sum + miss, 0) / 20;
  const early = misses.slice(0, 20).reduce((sum, miss) => sum + miss, 0) / 20;
  assert.ok(
    late < early,
    `the estimate gets better: ${early.toFixed(0)} s off at first, ${late.toFixed(0)} s at the end`,
  );
  assert.ok((await trip.view()).visit.position);
  await trip.drive(drive.durationSeconds);
  const visit = await trip.visit();
  assert.equal(visit.status, 'arrived');
  assert.equal((await trip.view()).visit.position, undefined, 'within the grace the place is hidden already');
  const arrived = (await trip.history()).find(event => event.type === 'appointment_arrived')!;
  assert.equal(arrived.basis, 'geofence');
  assert.ok(Math.abs(Date.parse(arrived.at) - arrivesMs) < 45_000);
  await trip.company.pass(11);
  assert.equal((await trip.view()).visit.phase, 'onsite');
  assert.deepEqual(
    trip.company.sent.filter(notice => notice.to === '+13125550142').map(notice => notice.kind),
    ['created', 'on_the_way', 'arrived'],
  );
  await trip.company.close();
});

test('with prompt the technician stays under way, the board knows, and the customer sees him arrived', async () => {
  const trip = await underWay({autoArrive: 'prompt'});
  await trip.drive(drive.durationSeconds);
  const visit = await trip.visit();
  assert.equal(visit.status, 'enroute');
  assert.ok(visit.likelyOnSiteAt);
  await trip.company.pass(11);
  assert.equal((await trip.view()).visit.phase, 'onsite');
  assert.equal(
    trip.company.sent.some(notice => notice.kind === 'arrived'),
    false,
    'nobody tapped, nobody is told',
  );
  await trip.company.close();
});

test('an undone arrival is not taken again until the technician has been away', async () => {
  const trip = await underWay({autoArrive: 'auto', graceSeconds: 0});
  await trip.drive(drive.arrivesAtSeconds + 30);
  assert.equal((await trip.visit()).status, 'arrived');
  expectOk(await trip.sam.caller.post<CommandReply>(`${trip.path}/undo`));
  assert.equal((await trip.visit()).status, 'enroute');
  await trip.drive(drive.durationSeconds);
  assert.equal((await trip.visit()).status, 'enroute', 'he stands where he stood');
  const report = (lat: number) => {
    const at = new Date(trip.company.clock.now()).toISOString();
    return trip.sam.caller.post('/v1/positions', {fixes: [{lat, lng: drive.destination.lng, at}]});
  };
  for (const lat of [drive.destination.lat + 0.002, drive.destination.lat + 0.0021]) {
    await trip.company.pass(20);
    expectOk(await report(lat));
  }
  for (let i = 0; i < 3; i++) {
    await trip.company.pass(20);
    expectOk(await report(drive.destination.lat));
  }
  assert.equal((await trip.visit()).status, 'arrived', 'he has been away and is back');
  await trip.company.close();
});

test('outside a leg fixes are refused at the door; with share on shift they are taken while the shift lasts', async () => {
  const company = await createCompany();
  const sam = await company.hireTechnician();
  const report = async () => {
    const at = new Date(company.clock.now()).toISOString();
    company.clock.advance(10_000);
    return expectOk(
      await sam.caller.post<Ingested>('/v1/positions', {fixes: [{lat: 41.9, lng: -87.65, at}]}),
    );
  };
  assert.deepEqual((await report()).refused, {not_sharing: 1});
  expectOk(await company.admin.patch('/v1/organization', {share: 'shift'}));
  assert.equal((await report()).sharing, false);
  expectOk(await sam.caller.post(`/v1/members/${sam.id}/shift`, {on: true}));
  assert.equal((await report()).taken, 1);
  const seen = expectOk(await company.admin.get<{items: {memberId: string}[]}>('/v1/positions'));
  assert.deepEqual(
    seen.items.map(item => item.memberId),
    [sam.id],
  );
  await company.close();
});

test('a technician who says how long he needs is believed while there is no position, and the page says who says so', async () => {
  const company = await createCompany({settings: {graceSeconds: 0}});
  const sam = await company.hireTechnician();
  const job = await company.book({leadId: sam.id});
  const path = `/v1/appointments/${job.appointments[0]!.id}`;
  expectOk(await sam.caller.post(`${path}/depart`, {etaMinutes: 25}));
  const {token} = expectOk(await company.admin.post<{token: string}>('/v1/tracking-links', {jobId: job.id}));
  await company.pass(120);
  const {visit} = expectOk(await company.as(token).get<TrackingView>('/v1/track'));
  assert.equal(visit.phase, 'live', 'no position was promised, so none is missing');
  assert.equal(visit.eta?.source, 'technician');
  const expectedMs = Date.parse(visit.eta!.expectedAt!) - company.clock.now();
  assert.ok(
    Math.abs(expectedMs - 23 * 60_000) < 5_000,
    `about 23 minutes are left, not ${expectedMs / 60_000}`,
  );
  const appointment = expectOk(await company.admin.get<Appointment>(path));
  assert.ok(
    Date.parse(appointment.promisedAt) < Date.parse(appointment.window.end),
    'what was told is what was promised',
  );
  await company.close();
});

test('a leg nobody ends stops being live by itself', async () => {
  const trip = await underWay({graceSeconds: 0});
  await trip.drive(60);
  const first = (await trip.visit()).leg!;
  const lastsMs = Date.parse(first.firstExpectedAt!) - Date.parse(first.departedAt!);
  trip.company.clock.advance(2 * lastsMs + 30 * 60_000 + 1000 - 60_000);
  await trip.company.pass(60);
  assert.equal((await trip.view()).visit.phase, 'suspended');
  assert.equal((await trip.visit()).status, 'enroute', 'he is still under way for the office');
  assert.equal((await trip.visit()).leg!.liveEnd, 'timed_out');
  await trip.company.close();
});

test('garbage is counted by reason, a late fix moves nothing, and a silent phone grows stale', async () => {
  const trip = await underWay({graceSeconds: 0});
  await trip.drive(200);
  const now = trip.company.clock.now();
  const shown = (await trip.view()).visit.position!;
  const at = (seconds: number) => new Date(now + seconds * 1000).toISOString();
  const {lat, lng} = shown;
  const odd = [
    {lat: 0, lng: 0, at: at(1)},
    {lat: lat + 1, lng, at: at(2)},
    {lat: lat + 0.01, lng, at: at(-90)},
    {lat, lng, at: at(-2 * 86_400)},
    {lat, lng, at: at(3600)},
  ];
  const {body} = await trip.sam.caller.post<Ingested>('/v1/positions', {fixes: odd});
  assert.deepEqual(body.refused, {too_old: 1, zero: 1, too_fast: 1, in_future: 1});
  assert.equal(body.taken, 1, 'the late one is kept for history');
  const after = (await trip.view()).visit.position!;
  assert.deepEqual([after.lat, after.lng], [lat, lng]);
  await trip.company.pass(70);
  const stale = (await trip.view()).visit;
  assert.equal(stale.phase, 'live_stale');
  assert.equal(stale.staleSince, shown.at);
  await trip.company.close();
});

test('a phone whose clock is a little ahead is expected at once', async () => {
  const trip = await underWay({graceSeconds: 0});
  const {company, sam, view} = trip;
  const at = new Date(company.clock.now() + 3000).toISOString();
  const {lat, lng} = drive.fixes[0]!;
  assert.equal((await sam.caller.post('/v1/positions', {fixes: [{lat, lng, at}]})).status, 202);
  const {eta} = (await view()).visit;
  assert.ok(Date.parse(eta!.expectedAt!) > company.clock.now());
  await company.close();
});

test('a request that was slow moves no fix in time, a clock that is wrong does', async () => {
  const {company, sam} = await underWay();
  const report = async (secondsAgo: number, clockSlowSeconds: number) => {
    const at = (seconds: number) => new Date(company.clock.now() - seconds * 1000).toISOString();
    const fix = {...drive.destination, lat: drive.destination.lat + secondsAgo / 10_000};
    const body = {fixes: [{...fix, at: at(secondsAgo + clockSlowSeconds)}], sentAt: at(clockSlowSeconds)};
    expectOk(await sam.caller.post('/v1/positions', body));
    const {items} = expectOk(await company.admin.get<{items: {at: string}[]}>('/v1/positions'));
    return (company.clock.now() - Date.parse(items[0]!.at)) / 1000;
  };
  assert.equal(await report(5, 20), 25);
  await company.pass(60);
  assert.equal(await report(5, 3_600), 5);
  await company.close();
});
