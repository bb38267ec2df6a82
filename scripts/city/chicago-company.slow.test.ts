import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {DispatchClient} from '@dispatch-kit/client';
import {distanceMeters, toInstant, toMs} from '@dispatch-kit/core';
import {createCompany} from '@dispatch-kit/testing';
import {castOf, depot, fillChicago} from './chicago-company.ts';
import {chicagoMap} from './chicago.ts';

const openMs = Date.parse('2026-03-03T15:40:00Z');
const {graph} = await chicagoMap();

async function openChicago(start: number) {
  const company = await createCompany({start: toInstant(start)});
  const fetch = (input: Request | string | URL, init?: RequestInit) =>
    company.server.fetch(new Request(input, init));
  const clock = {
    now: () => company.clock.now(),
    skipTo: (ms: number) => ms > company.clock.now() && company.clock.set(toInstant(ms)),
  };
  const {url, admin} = company;
  const client = new DispatchClient({url, token: admin.token, fetch});
  const before = await castOf(client);
  const cast = await fillChicago({url, apiKey: admin.token, fetch, clock, openMs, graph});
  return {company, client, before, cast};
}

describe('the company of the demo', () => {
  it('has a believable day, planned before it opens', async () => {
    const {company, client, before, cast} = await openChicago(openMs - 140 * 60_000);
    assert.equal(before, undefined);
    assert.deepEqual(await castOf(client), cast);
    const {items, positions} = await client.snapshot({view: 'board', day: 'today'});
    const counts = Object.groupBy(items, job => job.status);
    const count = (status: keyof typeof counts) => counts[status]?.length ?? 0;
    assert.deepEqual(
      [count('in_progress'), count('complete'), count('paused'), count('canceled')],
      [2, 6, 1, 2],
    );
    assert.deepEqual([count('unscheduled'), count('offered')], [2, 2]);
    assert.ok(count('scheduled') >= 16);
    assert.equal(positions.length, 8);
    assert.deepEqual(company.sent, []);
    await company.close();
  });

  it('gives whom a visitor plays a visit that is due, a short drive away', async () => {
    const {company, client, cast} = await openChicago(openMs - 140 * 60_000);
    const job = await client.jobs.get(cast.jobId);
    const [visit] = job.appointments;
    assert.equal(visit!.leadId, cast.technician.id);
    assert.ok(toMs(visit!.planned.start) - openMs < 15 * 60_000);
    const {items: positions} = await client.road.positions();
    const van = positions.find(({memberId}) => memberId === cast.technician.id)!;
    const path = graph.shortestPath(van, {lat: job.address.lat!, lng: job.address.lng!})!;
    assert.ok(path.durationSeconds > 300 && path.durationSeconds < 1200, `${path.durationSeconds} s`);
    await company.close();
  });

  it('has addresses on streets, which can be driven to', async () => {
    const {company, client} = await openChicago(openMs - 140 * 60_000);
    const {items} = await client.snapshot({view: 'board'});
    assert.equal(new Set(items.map(job => job.address.line)).size, items.length);
    for (const {address} of items) {
      const place = {lat: address.lat!, lng: address.lng!};
      assert.match(address.line, /^\d+ [NSEW] \w/);
      assert.ok(distanceMeters(place, graph.nearest(place)!.place) < 60, address.line);
      assert.ok(graph.shortestPath(depot, place), address.line);
    }
    await company.close();
  });

  it('can be filled at the very moment at which it opens', async () => {
    const {company, client} = await openChicago(openMs);
    const {items} = await client.snapshot({view: 'fleet'});
    assert.equal(items.length, 2);
    await company.close();
  });
});
