import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {DispatchClient, isDispatchError} from '@dispatch-kit/client';
import {toInstant} from '@dispatch-kit/core';
import {createCompany} from './company.ts';
import {aCustomer, aJob, aMember, aVisit} from './factories.ts';
import {faultyNetwork} from './faulty-network.ts';
import type {FaultyNetworkOptions} from './faulty-network.ts';

async function open(options: Omit<FaultyNetworkOptions, 'fetch'> = {}) {
  const company = await createCompany();
  const network = faultyNetwork({
    fetch: (input, init) => company.server.fetch(new Request(input, init)),
    ...options,
  });
  const {url, admin} = company;
  const client = new DispatchClient({url, token: admin.token, platform: network.platform});
  return {company, network, client};
}

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'answered',
    (error: unknown) => (isDispatchError(error) ? error.code : 'unknown'),
  );

describe('a faulty network', () => {
  it('loses nothing that is sent again, and makes nothing twice', async () => {
    const {company, network, client} = await open({
      lostShare: 0.15,
      unansweredShare: 0.15,
      doubledShare: 0.15,
      seed: 5,
    });
    let made = 0;
    for (let i = 0; i < 20; i++) {
      const options = {idempotencyKey: `customer-${i}`};
      for (let tries = 0; tries < 20; tries++) {
        const answer = await codeOf(client.customers.create(aCustomer(i), options));
        if (answer === 'answered') break;
      }
      made += 1;
    }
    const {body} = await company.admin.get<{items: unknown[]}>('/v1/customers?limit=200');
    assert.equal(body.items.length, made);
    assert.ok(network.faults.lost > 0 && network.faults.unanswered > 0 && network.faults.doubled > 0);
    await company.close();
  });

  it('makes the same faults for the same seed', async () => {
    const faultsOf = async (seed: number) => {
      const fetch = () => Promise.resolve(new Response('{}'));
      const {platform, faults} = faultyNetwork({fetch, seed, lostShare: 0.3, unansweredShare: 0.2});
      const answers: string[] = [];
      for (let i = 0; i < 30; i++)
        answers.push(
          await platform.fetch('https://office.test/').then(
            () => 'yes',
            () => 'no',
          ),
        );
      return {answers, faults};
    };
    assert.deepEqual(await faultsOf(2), await faultsOf(2));
    assert.notDeepEqual((await faultsOf(2)).answers, (await faultsOf(3)).answers);
  });

  it('lets nothing through while it is offline, and says when it is back', async () => {
    const {company, network, client} = await open();
    let isTold = false;
    network.platform.onOnline(() => (isTold = true));
    network.goOffline();
    assert.equal(network.platform.isOnline(), false);
    assert.equal(await codeOf(client.organization.me()), 'offline');
    network.goOnline();
    assert.ok(isTold);
    assert.equal(await codeOf(client.organization.me()), 'answered');
    await company.close();
  });

  it('breaks streams, which then go on without a gap', async () => {
    const {company, network, client} = await open();
    const {cursor} = await client.snapshot({view: 'board'});
    const seen: string[] = [];
    const aborter = new AbortController();
    const reading = (async () => {
      for await (const event of client.events({after: cursor, signal: aborter.signal})) {
        if (event.type !== 'event' || event.event.type !== 'job_created') continue;
        seen.push(event.event.jobId!);
        if (seen.length % 2 === 0) network.cutStreams();
        if (seen.length === 6) return;
      }
    })();
    const customer = await client.customers.create(aCustomer());
    const made: string[] = [];
    for (let i = 0; i < 6; i++) made.push((await client.jobs.create(aJob(customer.id, i))).id);
    await reading;
    aborter.abort();
    assert.deepEqual(seen, made);
    await company.close();
  });
});

describe('the factories', () => {
  it('make what an office takes, another one for each index', async () => {
    const {company, client} = await open();
    const now = toInstant(company.clock.now());
    const names = new Set<string>();
    for (let i = 0; i < 30; i++) {
      const member = await client.members.create(aMember(i));
      const customer = await client.customers.create(aCustomer(i));
      const appointment = aVisit(now, 1 + i, {leadId: member.id});
      const job = await client.jobs.create(aJob(customer.id, i, {appointment}));
      assert.equal(job.status, 'scheduled');
      names.add(customer.name);
    }
    assert.equal(names.size, 30);
    await company.close();
  });
});
