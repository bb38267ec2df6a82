import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {distanceMeters, toMs} from '@dispatch-kit/core';
import type {Job, TrackingView} from '@dispatch-kit/core';
import {expectOk} from '../caller.ts';
import {createCompany} from '../company.ts';
import type {Company, CompanyOptions} from '../company.ts';
import type {SimulatedTap} from './played-technician.ts';
import {roadRouter} from './road-router.ts';
import {Simulator} from './simulator.ts';
import type {SimulatorOptions} from './simulator.ts';
import {smallCity} from './small-city.ts';

const city = smallCity();
const stepSeconds = 20;

type Played = Company & {simulator: Simulator; taps: SimulatedTap[]; troubles: unknown[]};

async function openCity(options: CompanyOptions = {}, more: Partial<SimulatorOptions> = {}): Promise<Played> {
  const company = await createCompany({start: '2026-03-03T14:00:00Z', ...options});
  return {...company, ...simulate(company, more)};
}

function simulate(company: Company, more: Partial<SimulatorOptions>) {
  const taps: SimulatedTap[] = [];
  const troubles: unknown[] = [];
  const simulator = new Simulator({
    url: company.url,
    apiKey: company.admin.token,
    fetch: (input, init) => company.server.fetch(new Request(input, init)),
    clock: company.clock,
    graph: city.graph,
    depot: city.depot,
    onTap: tap => taps.push(tap),
    onTrouble: error => troubles.push(error),
    ...more,
  });
  return {simulator, taps, troubles};
}

async function pass(played: Played, minutes: number, until = () => false): Promise<void> {
  for (let left = (minutes * 60) / stepSeconds; left > 0 && !until(); left--) {
    played.clock.advance(stepSeconds * 1000);
    await played.server.tick();
    await played.server.deliver();
    await played.simulator.tick();
  }
}

/** So many visits a technician, at houses all over the city, an hour and a half apart. */
async function planDay(company: Company, names: string[], visits: number): Promise<Job[]> {
  const jobs: Job[] = [];
  for (const [person, name] of names.entries()) {
    const {id} = await company.hireTechnician(name);
    for (let visit = 0; visit < visits; visit++) {
      const at = city.addresses[(person * 37 + visit * 53) % city.addresses.length]!;
      const {lat, lng} = at;
      jobs.push(
        await company.book({
          leadId: id,
          inHours: 0.5 + visit * 1.5,
          minutes: 45,
          at: {lat, lng},
          title: at.line,
        }),
      );
    }
  }
  return jobs;
}

const jobOf = async (company: Company, job: Job) =>
  expectOk(await company.admin.get<Job>(`/v1/jobs/${job.id}`));

describe('the simulator', () => {
  it('plays a whole day, until every visit is complete', async () => {
    const played = await openCity();
    const jobs = await planDay(played, ['Sam Ortiz', 'Nia Cole', 'Leo Park'], 4);
    await pass(played, 9 * 60);
    assert.deepEqual(played.troubles, []);
    for (const job of jobs) {
      const [visit] = (await jobOf(played, job)).appointments;
      assert.equal(visit!.status, 'complete', job.title);
      assert.ok(visit!.outcome);
      assert.ok(Math.abs(toMs(visit!.departedAt!) - toMs(visit!.planned.start)) < 3_600_000);
      assert.equal(
        visit!.proofs.every(proof => proof.distanceMeters < 60),
        true,
      );
    }
    await played.close();
  });

  it('lets the fence notice the arrival where the office wants it so', async () => {
    const played = await openCity({settings: {autoArrive: 'auto'}});
    const [job] = await planDay(played, ['Sam Ortiz'], 1);
    await pass(played, 150);
    assert.ok((await jobOf(played, job!)).appointments[0]!.arrivedAt);
    assert.deepEqual(
      played.taps.map(({command}) => command),
      ['depart', 'start', 'complete'],
    );
    await played.close();
  });

  it('plays the same day for the same seed, and another for another', async () => {
    const dayOf = async (seed: number) => {
      const played = await openCity({}, {seed});
      await planDay(played, ['Sam Ortiz', 'Nia Cole'], 1);
      await pass(played, 2 * 60);
      await played.close();
      return played.taps.map(({technician, command, at}) => `${technician} ${command} ${at}`);
    };
    assert.deepEqual(await dayOf(3), await dayOf(3));
    assert.notDeepEqual(await dayOf(3), await dayOf(4));
  });

  it('never taps for somebody whom a person plays, but drives the van', async () => {
    const company = await createCompany({start: '2026-03-03T14:00:00Z', settings: {autoArrive: 'auto'}});
    const me = await company.hireTechnician('Sam Ortiz');
    const {lat, lng} = city.addresses[40]!;
    const job = await company.book({leadId: me.id, inHours: 0.2, at: {lat, lng}});
    const played = {...company, ...simulate(company, {isManual: id => id === me.id})};
    const statusOf = async () => (await jobOf(played, job)).appointments[0]!.status;
    await pass(played, 20);
    assert.equal(await statusOf(), 'scheduled');
    expectOk(await me.caller.post(`/v1/appointments/${job.appointments[0]!.id}/depart`));
    await pass(played, 60);
    assert.equal(await statusOf(), 'arrived');
    assert.deepEqual(played.taps, []);
    await played.close();
  });

  it('never drives two vans to one visit, when it is given to another midway', async () => {
    const played = await openCity();
    const [job] = await planDay(played, ['Sam Ortiz'], 1);
    const nia = await played.hireTechnician('Nia Cole');
    await pass(played, 60, () => played.taps.length > 0);
    await pass(played, 1);
    const id = job!.appointments[0]!.id;
    expectOk(await played.admin.post(`/v1/appointments/${id}/assign`, {leadId: nia.id}));
    await pass(played, 120);
    const [visit] = (await jobOf(played, job!)).appointments;
    assert.equal(visit!.status, 'complete');
    assert.deepEqual(
      played.taps.map(({technician, command}) => `${technician} ${command}`),
      ['Sam Ortiz depart', 'Nia Cole depart', 'Nia Cole start', 'Nia Cole complete'],
    );
    assert.deepEqual(played.troubles, []);
    await played.close();
  });

  it('leaves a visit that is canceled on the way, and takes one that is added', async () => {
    const played = await openCity();
    const [job] = await planDay(played, ['Sam Ortiz'], 1);
    await pass(played, 60, () => played.taps.length > 0);
    const visit = job!.appointments[0]!;
    expectOk(await played.admin.post(`/v1/appointments/${visit.id}/cancel`, {reason: {code: 'weather'}}));
    const {lat, lng} = city.addresses[99]!;
    const added = await played.book({leadId: visit.leadId!, inHours: 0.25, minutes: 30, at: {lat, lng}});
    await pass(played, 90);
    assert.equal((await jobOf(played, added)).appointments[0]!.status, 'complete');
    assert.equal((await jobOf(played, job!)).appointments[0]!.status, 'canceled');
    await played.close();
  });

  it('started anew, goes on from where the van was last heard', async () => {
    const played = await openCity();
    const [job] = await planDay(played, ['Sam Ortiz'], 1);
    await pass(played, 60, () => played.taps.length > 0);
    await pass(played, 2);
    const heard = async () =>
      expectOk(await played.admin.get<{items: {lat: number; lng: number}[]}>('/v1/positions')).items[0]!;
    const before = await heard();
    const again = {...played, ...simulate(played, {})};
    await pass(again, 0.5);
    assert.ok(distanceMeters(before, await heard()) < 600);
    await pass(again, 120);
    assert.equal((await jobOf(again, job!)).appointments[0]!.status, 'complete');
    await played.close();
  });

  it('goes on after an outage, and after taps that are refused', async () => {
    let isDown = false;
    const company = await createCompany({start: '2026-03-03T14:00:00Z'});
    const fetch = (input: Request | string | URL, init?: RequestInit) =>
      isDown
        ? Promise.resolve(Response.json({code: 'forbidden', title: 'Down'}, {status: 403}))
        : company.server.fetch(new Request(input, init));
    const played = {...company, ...simulate(company, {fetch})};
    const [job] = await planDay(played, ['Sam Ortiz'], 1);
    await pass(played, 10);
    isDown = true;
    await pass(played, 5);
    assert.ok(played.troubles.length > 0);
    isDown = false;
    await pass(played, 120);
    assert.equal((await jobOf(played, job!)).appointments[0]!.status, 'complete');
    await played.close();
  });

  it('stops when it is told to', async () => {
    const played = await openCity();
    const aborter = new AbortController();
    const running = played.simulator.run(aborter.signal);
    aborter.abort();
    await running;
    await played.close();
  });
});

describe('a road router', () => {
  it('lets the office expect a van when it really arrives', async () => {
    const played = await openCity({settings: {autoArrive: 'auto'}, router: roadRouter(city.graph)});
    const [job] = await planDay(played, ['Sam Ortiz'], 1);
    const link = expectOk(await played.admin.post<{token: string}>('/v1/tracking-links', {jobId: job!.id}));
    await pass(played, 60, () => played.taps.length > 0);
    await pass(played, 1);
    const {visit} = expectOk(await played.as(link.token).get<TrackingView>('/v1/track'));
    assert.ok((visit.route?.length ?? 0) > 10);
    await pass(played, 60);
    const {arrivedAt} = (await jobOf(played, job!)).appointments[0]!;
    const errorSeconds = (toMs(arrivedAt!) - toMs(visit.eta!.expectedAt!)) / 1000;
    assert.ok(Math.abs(errorSeconds) < 240, `${errorSeconds} s`);
    await played.close();
  });
});
