import assert from 'node:assert/strict';
import {test} from 'node:test';
import {setImmediate} from 'node:timers/promises';
import type {CommandReply, Job, Notice} from '@dispatch-kit/core';
import {createServer, memoryStorage} from '@dispatch-kit/server';
import type {Notifier, OutgoingNotice} from '@dispatch-kit/server';
import {callerOf, createCompany, expectOk, virtualClock} from '@dispatch-kit/testing';
import type {Company} from '@dispatch-kit/testing';

const kindsOf = (company: Company) => company.sent.map(notice => notice.kind);

function windowIn(company: Company, hours: number): {start: string; end: string} {
  const startMs = company.clock.now() + hours * 3_600_000;
  return {start: new Date(startMs).toISOString(), end: new Date(startMs + 3_600_000).toISOString()};
}

test('two reschedules within two minutes make one message, with the second window', async () => {
  const company = await createCompany();
  const job = await company.book({inHours: 4});
  const move = async (hours: number) =>
    expectOk(
      await company.admin.post<CommandReply>(`/v1/appointments/${job.appointments[0]!.id}/reschedule`, {
        window: windowIn(company, hours),
      }),
    );
  await company.pass(15);
  assert.deepEqual(kindsOf(company), ['created']);
  await move(28);
  await company.pass(60);
  await move(52);
  await company.pass(119);
  assert.deepEqual(kindsOf(company), ['created']);
  await company.pass(20);
  assert.deepEqual(kindsOf(company), ['created', 'rescheduled']);
  assert.match(company.sent.at(-1)!.text, /Mar 5/);
  await company.close();
});

test('what a customer was not told of within the grace is not told later', async () => {
  const company = await createCompany({settings: {graceSeconds: 30}});
  const sam = await company.hireTechnician();
  const job = await company.book({leadId: sam.id});
  const path = `/v1/appointments/${job.appointments[0]!.id}`;
  await company.pass(40);
  expectOk(await sam.caller.post(`${path}/depart`));
  await company.pass(29);
  expectOk(await sam.caller.post(`${path}/undo`));
  await company.pass(600);
  assert.ok(!kindsOf(company).includes('on_the_way'));
  await company.close();
});

test('in quiet hours a message waits till morning; what is of no use in the morning passes', async () => {
  const company = await createCompany({
    start: '2026-03-04T04:30:00Z',
    settings: {quietHours: {from: '21:00', to: '08:00'}},
  });
  const sam = await company.hireTechnician();
  const job = await company.book({leadId: sam.id, inHours: 16});
  await company.pass(30);
  assert.deepEqual(kindsOf(company), ['assigned']);
  expectOk(await sam.caller.post(`/v1/appointments/${job.appointments[0]!.id}/depart`));
  await company.pass(30);
  assert.deepEqual(kindsOf(company), ['assigned', 'on_the_way']);
  company.clock.set('2026-03-04T13:59:50Z');
  await company.server.tick();
  await company.server.deliver();
  assert.equal(company.sent.length, 2);
  await company.pass(15);
  assert.deepEqual(kindsOf(company), ['assigned', 'on_the_way', 'created']);
  await company.close();
});

test('a leg nobody ends stops being live at twice what was said and half an hour, and says delayed only when stood down', async () => {
  const company = await createCompany();
  const sam = await company.hireTechnician();
  const job = await company.book({leadId: sam.id});
  const path = `/v1/appointments/${job.appointments[0]!.id}`;
  expectOk(await sam.caller.post(`${path}/depart`, {etaMinutes: 10}));
  const ended = async () =>
    expectOk(await company.admin.get<{leg: {liveEnd: string | null}}>(path)).leg.liveEnd;
  await company.pass(60);
  company.clock.advance(48 * 60_000);
  await company.server.tick();
  await company.server.deliver();
  assert.equal(await ended(), null);
  company.clock.advance(3 * 60_000);
  await company.server.tick();
  await company.server.deliver();
  assert.equal(await ended(), 'timed_out');
  await company.pass(30);
  assert.deepEqual(
    kindsOf(company).filter(kind => kind === 'delayed'),
    [],
  );
  expectOk(await sam.caller.post(`${path}/stand-down`));
  await company.pass(15);
  assert.deepEqual(
    kindsOf(company).filter(kind => kind === 'delayed'),
    ['delayed'],
  );
  await company.close();
});

test('a message that could not be sent is tried again with the same id, and given up in the end', async () => {
  const clock = virtualClock('2026-03-03T15:00:00Z');
  const tries: OutgoingNotice[] = [];
  let isDown = true;
  const server = createServer({
    storage: memoryStorage(),
    clock,
    secret: 'a secret of at least thirty-two characters',
    publicUrl: 'https://office.test',
    notifier: {
      send(notice) {
        tries.push(notice);
        return isDown ? Promise.reject(new Error('No route to the provider')) : Promise.resolve();
      },
    },
  });
  const {apiKey} = await server.createOrganization({name: 'Northside', timeZone: 'America/Chicago'});
  const admin = callerOf(request => server.fetch(request), 'https://office.test', apiKey);
  const customer = {name: 'Ada Lee', phone: '+13125550142', consent: {sms: true}};
  const {id: customerId} = expectOk(await admin.post<{id: string}>('/v1/customers', customer));
  const order = (inDays: number) => {
    const startMs = clock.now() + inDays * 86_400_000;
    const window = {start: new Date(startMs).toISOString(), end: new Date(startMs + 3_600_000).toISOString()};
    const appointment = {window, durationMinutes: 60};
    return admin.post<{id: string}>('/v1/jobs', {
      customerId,
      title: 'Tap',
      address: {line: '1'},
      appointment,
    });
  };
  const pass = async (minutes: number) => {
    for (let minute = 0; minute < minutes; minute++) {
      clock.advance(60_000);
      await server.tick();
      await server.deliver();
    }
  };
  expectOk(await order(9));
  await pass(3);
  assert.ok(tries.length >= 1);
  isDown = false;
  await pass(20);
  assert.equal(new Set(tries.map(notice => notice.id)).size, 1);
  const told = tries.length;
  await pass(30);
  assert.equal(tries.length, told, 'once sent, it is sent');
  isDown = true;
  const {id: jobId} = expectOk(await order(19));
  await pass(600);
  const {items} = expectOk(await admin.get<{items: Notice[]}>(`/v1/notices?jobId=${jobId}`));
  const failed = items.find(notice => notice.kind === 'created')!;
  assert.deepEqual([failed.state, failed.attempts], ['failed', 8]);
  assert.equal(failed.delivery!.error, 'Error: No route to the provider');
  await server.close();
});

test('at closing time the office hears what is open, once; a day with nothing open is silent', async () => {
  const company = await createCompany({start: '2026-03-03T15:00:00Z', settings: {closingTime: '18:00'}});
  const dispatcher = await company.hireDispatcher('Kim Park');
  const sam = await company.hireTechnician();
  const job = await company.book({leadId: sam.id});
  const told = () => company.sent.filter(notice => notice.kind === 'day_open');
  company.clock.set('2026-03-03T23:59:50Z');
  await company.server.tick();
  await company.server.deliver();
  assert.deepEqual(told(), []);
  await company.pass(15);
  assert.deepEqual(
    told().map(({to, text}) => [to, text]),
    [[dispatcher.phone, 'Northside Plumbing: the day ends and visits are still open: 1.']],
  );
  await company.pass(15);
  assert.equal(told().length, 1);
  expectOk(
    await company.admin.post(`/v1/appointments/${job.appointments[0]!.id}/complete`, {
      outcome: 'done',
      skip: true,
    }),
  );
  company.clock.set('2026-03-05T00:00:05Z');
  await company.pass(5);
  assert.equal(told().length, 1, 'the next day nothing was open');
  await company.close();
});

test('a customer hears once a leg that the technician is almost there, if the company wants it', async () => {
  const company = await createCompany({settings: {minutesAway: 5}});
  const sam = await company.hireTechnician();
  const job = await company.book({leadId: sam.id});
  const path = `/v1/appointments/${job.appointments[0]!.id}`;
  expectOk(await sam.caller.post(`${path}/depart`));
  const reportFrom = async (metersNorth: number) => {
    const at = new Date(company.clock.now()).toISOString();
    const fix = {lat: 41.9484 + metersNorth / 111_195, lng: -87.6553, accuracyMeters: 10, at};
    expectOk(await sam.caller.post('/v1/positions', {fixes: [fix]}));
    company.clock.advance(60_000);
    await company.server.tick();
    await company.server.deliver();
  };
  const told = () => company.sent.filter(notice => notice.kind === 'minutes_away');
  for (let meters = 12_000; meters > 4000; meters -= 800) await reportFrom(meters);
  assert.deepEqual(told(), []);
  for (let meters = 4000; meters > 600; meters -= 800) await reportFrom(meters);
  assert.equal(told().length, 1);
  assert.match(told()[0]!.text, /^Northside Plumbing: Sam is about [3-5] minutes away\. https:/);
  await company.close();
});

test('a message that is on its way while its customer is erased leaves no words behind', async () => {
  const letGo = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  const company = await createCompany({
    notifier: {
      send() {
        begun.resolve();
        return letGo.promise;
      },
    },
  });
  const job = await company.book({inHours: 4});
  company.clock.advance(15_000);
  const delivering = company.server.deliver();
  await begun.promise;
  expectOk(await company.admin.delete(`/v1/customers/${job.customerId}`));
  letGo.resolve();
  await delivering;
  const {items} = expectOk(await company.admin.get<{items: Notice[]}>(`/v1/notices?jobId=${job.id}`));
  const [told] = items.filter(({kind}) => kind === 'created');
  assert.deepEqual([told!.state, told!.words], ['sent', '']);
  await company.close();
});

test('who says that he is late tells the customer if it breaks the promise, with when he comes', async () => {
  const company = await createCompany();
  const sam = await company.hireTechnician();
  const job = await company.book({leadId: sam.id, inHours: 2});
  const path = `/v1/appointments/${job.appointments[0]!.id}`;
  const late = async (minutes: number, more = {}) =>
    expectOk(await company.admin.post<CommandReply>(`${path}/running-late`, {minutes, ...more})).notices;
  await company.pass(15);
  assert.deepEqual(await late(45), [], 'still within the window');
  assert.deepEqual(await late(90, {notify: false}), []);
  const [told] = await late(75);
  assert.deepEqual([told!.kind, told!.to, told!.state], ['delayed', 'Ada Lee', 'waiting']);
  await company.pass(5);
  await late(90);
  await company.pass(15);
  const delayed = () => company.sent.filter(({kind}) => kind === 'delayed').map(({text}) => text);
  assert.equal(delayed().length, 1, 'corrected within the grace, it is one message');
  assert.match(delayed()[0]!, /is delayed.* Sam is now expected about 12:30 PM\./);
  company.clock.advance(110 * 60_000);
  expectOk(await company.admin.post(`${path}/depart`, {etaMinutes: 20}));
  await company.pass(15);
  const {promisedAt} = expectOk(await company.admin.get<{promisedAt: string}>(path));
  await late(30);
  await company.pass(15);
  const expected = new Date(Date.parse(promisedAt) + 30 * 60_000);
  const clock = {timeZone: 'America/Chicago', hour: 'numeric', minute: '2-digit'} as const;
  assert.ok(delayed()[1]!.includes(expected.toLocaleTimeString('en-US', clock).replace('\u202f', ' ')));
  await late(40);
  await company.pass(15);
  assert.equal(delayed().length, 2, 'once a leg; the new arrival time says the rest');
  await company.close();
});

/** A mail server that takes what it is given and never answers; texts go out. */
function silentMail(): {notifier: Notifier; taken: OutgoingNotice[]} {
  const taken: OutgoingNotice[] = [];
  const send = (notice: OutgoingNotice) => {
    taken.push(notice);
    return notice.channel === 'email' ? new Promise<void>(() => {}) : Promise.resolve();
  };
  return {notifier: {send}, taken};
}

async function bookByMail(company: Company, inHours: number): Promise<Job> {
  const {admin} = company;
  const customer = {name: 'Ada Lee', email: 'ada@example.com', consent: {email: true}};
  const {id: customerId} = expectOk(await admin.post<{id: string}>('/v1/customers', customer));
  const appointment = {window: windowIn(company, inHours), durationMinutes: 60};
  const order = {customerId, title: 'Tap', address: {line: '1 Main St'}, appointment};
  return expectOk(await admin.post<Job>('/v1/jobs', order));
}

/** Lets time pass as a process does that does not wait for what it sends. */
async function passOn(company: Company, seconds: number, isDone: () => boolean = () => true): Promise<void> {
  company.clock.advance(seconds * 1000);
  await company.server.tick();
  void company.server.deliver();
  for (let turn = 0; turn < 200 || !isDone(); turn++) await setImmediate();
}

test('a mail server or a routing engine that never answers holds up neither legs nor timers nor other channels', async () => {
  const {notifier, taken} = silentMail();
  const router = {route: () => new Promise<never>(() => {})};
  const company = await createCompany({notifier, router, settings: {closingTime: '18:00'}});
  await company.hireDispatcher('Kim Park');
  const sam = await company.hireTechnician();
  for (let hours = 4; hours < 44; hours++) await bookByMail(company, hours);
  const job = await company.book({leadId: sam.id});
  const path = `/v1/appointments/${job.appointments[0]!.id}`;
  const kinds = (channel: string) => taken.filter(each => each.channel === channel).map(({kind}) => kind);
  await passOn(company, 15, () => taken.length === 18);
  assert.deepEqual(kinds('sms').toSorted(), ['assigned', 'created']);
  assert.equal(kinds('email').length, 16, 'no more than so many at once');
  expectOk(await sam.caller.post(`${path}/depart`, {etaMinutes: 10}));
  await passOn(company, 15, () => kinds('sms').includes('on_the_way'));
  const fix = {lat: 41.9, lng: -87.6553, accuracyMeters: 10, at: new Date(company.clock.now()).toISOString()};
  expectOk(await sam.caller.post('/v1/positions', {fixes: [fix]}));
  await passOn(company, 52 * 60);
  const {leg} = expectOk(await company.admin.get<{leg: {liveEnd: string | null}}>(path));
  assert.equal(leg.liveEnd, 'timed_out');
  company.clock.set('2026-03-04T00:00:05Z');
  await passOn(company, 15, () => kinds('sms').includes('day_open'));
});

test('a message whose provider has not answered when its lease ends is sent by another process, once', async () => {
  const {notifier, taken} = silentMail();
  const company = await createCompany({notifier});
  const others: OutgoingNotice[] = [];
  const other = createServer({
    storage: company.storage,
    clock: company.clock,
    secret: 'a secret of at least thirty-two characters',
    publicUrl: company.url,
    notifier: {send: notice => Promise.resolve(void others.push(notice))},
  });
  const job = await bookByMail(company, 4);
  await passOn(company, 15, () => taken.length === 1);
  await other.deliver();
  assert.deepEqual(others, []);
  company.clock.advance(119_000);
  await other.deliver();
  assert.deepEqual(others, []);
  company.clock.advance(1000);
  await other.deliver();
  assert.deepEqual(
    others.map(({id}) => id),
    taken.map(({id}) => id),
  );
  await passOn(company, 600);
  const {items} = expectOk(await company.admin.get<{items: Notice[]}>(`/v1/notices?jobId=${job.id}`));
  const created = items.find(({kind}) => kind === 'created')!;
  assert.deepEqual([created.state, created.attempts, taken.length], ['sent', 2, 1]);
  await other.close();
});

test('what a customer would rather have by mail by now is sent by mail', async () => {
  const company = await createCompany();
  const job = await company.book({inHours: 4});
  const change = {email: 'ada@example.com', consent: {sms: false, email: true}};
  expectOk(await company.admin.patch(`/v1/customers/${job.customerId}`, change));
  await company.pass(15);
  assert.deepEqual(
    company.sent.map(({kind, channel, to}) => [kind, channel, to]),
    [['created', 'email', 'ada@example.com']],
  );
  await company.close();
});
