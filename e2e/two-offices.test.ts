import assert from 'node:assert/strict';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import type {TestContext} from 'node:test';
import {setTimeout as sleep} from 'node:timers/promises';
import {DispatchClient, openVisit} from '@dispatch-kit/client';
import type {LiveEvent} from '@dispatch-kit/client';
import {runOffice} from '@dispatch-kit/server/node';
import {postgresServers} from './postgres-servers.ts';
import type {PostgresServer} from './postgres-servers.ts';

for (const {name, skip, start} of postgresServers) {
  test(
    `two processes on ${name} are one office: events, views and messages cross, each message once`,
    {skip},
    async t => beOneOffice(t, await start()),
  );
}

async function until(what: string, holds: () => boolean): Promise<void> {
  for (let i = 0; i < 100 && !holds(); i++) await sleep(100);
  assert.ok(holds(), what);
}

async function beOneOffice(t: TestContext, postgres: PostgresServer): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'dispatch-two-'));
  const sent: string[] = [];
  const options = {
    dataDir: folder,
    databaseUrl: postgres.connectionString,
    port: 0,
    notifier: {
      send: (notice: {id: string; kind: string}) =>
        Promise.resolve(void sent.push(`${notice.kind} ${notice.id}`)),
    },
  };
  const [first, second] = [await runOffice(options), await runOffice(options)];
  t.after(async () => {
    await first.close();
    await second.close();
    await postgres.stop();
    await rm(folder, {recursive: true, force: true});
  });
  const one = new DispatchClient({url: first.url, token: first.apiKey});
  const two = new DispatchClient({url: second.url, token: second.apiKey});
  assert.equal(first.organizationId, second.organizationId);
  await one.organization.edit({quietHours: null, graceSeconds: 1});
  const seen: LiveEvent[] = [];
  const aborter = new AbortController();
  const following = (async () => {
    for await (const event of two.events({signal: aborter.signal})) seen.push(event);
  })();
  const member = await one.members.create({name: 'Sam Ortiz', phone: '+13125550199', roles: ['technician']});
  const customer = await one.customers.create({name: 'Ada Lee', phone: '+13125550142', consent: {sms: true}});
  const start = new Date(Date.now() + 3_600_000).toISOString();
  const end = new Date(Date.now() + 7_200_000).toISOString();
  const address = {line: '4417 N Paulina St', lat: 41.9484, lng: -87.6553};
  const appointment = {window: {start, end}, durationMinutes: 60, leadId: member.id};
  const job = await one.jobs.create({customerId: customer.id, title: 'Leaking tap', address, appointment});
  const visitId = job.appointments[0]!.id;
  await until('the other process tells of the job', () =>
    seen.some(each => each.type === 'event' && each.event.type === 'job_created'),
  );

  const {token} = await two.office.createLink({jobId: job.id});
  const visit = openVisit({url: second.url, token});
  const stop = visit.subscribe(() => undefined);
  await one.appointments.depart(visitId, {});
  await until(
    'the customer at the other process sees him coming',
    () => visit.get().view?.visit.phase === 'live',
  );
  const session = await one.organization.createSession({memberId: member.id});
  const technician = new DispatchClient({url: first.url, token: session.token});
  await technician.road.report({fixes: [{lat: 41.9, lng: -87.65, at: new Date().toISOString()}]});
  await until('and when', () => visit.get().view?.visit.eta?.expectedAt !== undefined);
  await until('the office at the other process sees where he is', () =>
    seen.some(each => each.type === 'position'),
  );

  const cursor = seen.findLast(each => each.type === 'event')!.cursor;
  await one.appointments.start(visitId, {});
  const resumed: LiveEvent[] = [];
  for await (const event of one.events({after: cursor})) {
    if (event.type !== 'event') continue;
    resumed.push(event);
    if (event.event.type === 'appointment_started') break;
  }
  const seqs = resumed.map(each => (each.type === 'event' ? each.event.seq : 0));
  assert.deepEqual(
    seqs,
    seqs.map((_, index) => seqs[0]! + index),
    'a cursor of one process goes on at the other, without gap or repeat',
  );
  await until('the message of the arrival goes out', () => sent.some(each => each.startsWith('arrived')));
  await sleep(1500);
  assert.equal(new Set(sent).size, sent.length, 'no message went out twice');
  stop();
  aborter.abort();
  await following.catch(() => undefined);
}
