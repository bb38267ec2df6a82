import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {Job} from '@dispatch-kit/core';
import {createServer} from '@dispatch-kit/server';
import {createCompany} from '@dispatch-kit/testing';
import type {Company} from '@dispatch-kit/testing';
import fc from 'fast-check';
import {DispatchClient} from '../dispatch-client.ts';
import {webPlatform} from '../platform.ts';
import type {Platform} from '../platform.ts';
import type {OfficePicture} from './office-source.ts';
import type {OfficeStore} from './office-store.ts';

const commands = [
  ['depart', {}],
  ['depart', {switch: true}],
  ['arrive', {}],
  ['start', {}],
  ['complete', {outcome: 'done'}],
  ['complete', {outcome: 'done', finishJob: true, openVisits: 'cancel'}],
  ['complete', {outcome: 'follow_up', reason: 'parts'}],
  ['complete', {outcome: 'no_access', reason: 'nobody home'}],
  ['stand-down', {}],
  ['cancel', {reason: 'weather'}],
  ['reinstate', {}],
  ['delete', {}],
  ['undo', {reason: 'mistake'}],
  ['reopen', {}],
  ['unassign', {}],
  ['confirm', {}],
  ['ask-to-move', {}],
  ['running-late', {minutes: 10}],
] as const;
const jobCommands = [
  ['cancel', {reason: 'other'}],
  ['reinstate', {}],
  ['complete', {openVisits: 'cancel'}],
  ['pause', {reason: 'parts', laterVisits: 'cancel'}],
  ['resume', {}],
  ['undo', {reason: 'mistake'}],
] as const;

const nat = fc.nat(1000);
/** What may happen in an office, or to the line to it. */
const step = fc.oneof(
  {weight: 10, arbitrary: fc.record({do: fc.constant('command' as const), on: nat, which: nat})},
  {weight: 4, arbitrary: fc.record({do: fc.constant('jobCommand' as const), on: nat, which: nat})},
  {weight: 3, arbitrary: fc.record({do: fc.constant('book' as const), on: nat, which: nat})},
  {weight: 3, arbitrary: fc.record({do: fc.constant('assign' as const), on: nat, which: nat})},
  {weight: 3, arbitrary: fc.record({do: fc.constant('move' as const), on: nat, which: nat})},
  {weight: 2, arbitrary: fc.record({do: fc.constant('plan' as const), on: nat, which: nat})},
  {weight: 4, arbitrary: fc.record({do: fc.constant('edit' as const), on: nat, which: nat})},
  {weight: 3, arbitrary: fc.record({do: fc.constant('drive' as const), on: nat, which: nat})},
  {weight: 2, arbitrary: fc.record({do: fc.constant('pass' as const), on: nat, which: nat})},
  {weight: 3, arbitrary: fc.record({do: fc.constant('line' as const), on: nat, which: nat})},
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** A company behind a line that can be cut, slowed, and whose server can be started again. */
class Office {
  readonly company: Company;
  #server: {fetch(request: Request): Promise<Response>; tick(): Promise<void>; deliver(): Promise<void>};
  readonly #streams = new Set<AbortController>();
  #failures = 0;
  #close = () => Promise.resolve();
  sams: {id: string; token: string}[] = [];

  static async open(): Promise<Office> {
    const company = await createCompany();
    const office = new Office(company);
    for (const name of ['Sam Ortiz', 'Ana Diaz']) {
      const {id, caller} = await company.hireTechnician(name);
      office.sams.push({id, token: caller.token});
    }
    await company.book({leadId: office.sams[0]!.id});
    await company.book({leadId: office.sams[1]!.id, inHours: 30});
    return office;
  }

  constructor(company: Company) {
    this.company = company;
    this.#server = company.server;
  }

  client(token: string): DispatchClient {
    const platform: Platform = {
      ...webPlatform(),
      // Waits for another try are as long as they need to be in a test.
      after: (delayMs, callback) => webPlatform().after(delayMs > 20_000 ? delayMs : delayMs / 100, callback),
      fetch: input => this.#fetch(input as Request),
    };
    return new DispatchClient({url: this.company.url, token, platform});
  }

  async #fetch(request: Request): Promise<Response> {
    if (this.#failures > 0) {
      this.#failures -= 1;
      throw new TypeError('fetch failed');
    }
    const response = await this.#server.fetch(request);
    if (!response.body || !response.headers.get('content-type')?.startsWith('text/event-stream'))
      return response;
    const cut = new AbortController();
    this.#streams.add(cut);
    const through = new TransformStream<Uint8Array, Uint8Array>({
      // In small pieces, as networks do.
      transform(chunk, out) {
        for (let at = 0; at < chunk.length; at += 700) out.enqueue(chunk.slice(at, at + 700));
      },
    });
    void response.body.pipeTo(through.writable, {signal: cut.signal}).catch(() => {});
    return new Response(through.readable, {headers: response.headers});
  }

  async close(): Promise<void> {
    this.cutStreams();
    await this.#close();
    await this.company.close();
  }

  cutStreams(): void {
    for (const cut of this.#streams) cut.abort(new TypeError('network error'));
    this.#streams.clear();
  }

  failNext(count: number): void {
    this.#failures = count;
  }

  /** Another process over the same storage; with another secret no cursor of before counts any more. */
  restart(secret: string): void {
    const {storage, clock, url} = this.company;
    void this.#close();
    const server = createServer({
      storage,
      clock,
      secret,
      publicUrl: url,
      notifier: {send: () => Promise.resolve()},
      limits: {requestsPerMinute: 1e9, anonymousPerMinute: 1e9},
    });
    this.#server = server;
    this.#close = () => server.close();
    this.cutStreams();
  }

  async pass(seconds: number): Promise<void> {
    await this.company.pass(seconds);
    await this.#server.tick();
    await this.#server.deliver();
  }

  async take({do: what, on, which}: Step): Promise<void> {
    const {admin} = this.company;
    const {body} = await admin.get<{items: Job[]}>('/v1/jobs?limit=200&sort=created');
    const job = body.items[on % body.items.length]!;
    const visit = job.appointments[which % Math.max(1, job.appointments.length)];
    const sam = this.sams[which % this.sams.length]!;
    if (what === 'command' && visit) {
      const [command, input] = commands[which % commands.length]!;
      await admin.post(`/v1/appointments/${visit.id}/${command}`, input);
    } else if (what === 'jobCommand') {
      const [command, input] = jobCommands[which % jobCommands.length]!;
      await admin.post(`/v1/jobs/${job.id}/${command}`, input);
    } else if (what === 'book') {
      const leadId = which % 3 === 0 ? {} : {leadId: sam.id, inHours: on % 60};
      await this.company.book({...leadId, title: `Order ${on}`}).catch(() => 'somebody is busy then');
    } else if (what === 'assign' && visit) {
      await admin.post(`/v1/appointments/${visit.id}/assign`, {leadId: sam.id, override: true});
    } else if (what === 'move' && visit) {
      await admin.post(`/v1/appointments/${visit.id}/reschedule`, {window: this.#window(on), override: true});
    } else if (what === 'plan') {
      const appointment = {window: this.#window(on), durationMinutes: 60, leadId: sam.id, override: true};
      await admin.post(`/v1/jobs/${job.id}/appointments`, appointment);
    } else if (what === 'edit') await this.#edit(job, visit?.id, on, which);
    else if (what === 'drive') {
      const fixes = [
        {
          lat: 41.9 + (on % 100) / 1000,
          lng: -87.65,
          at: new Date(this.company.clock.now()).toISOString(),
          accuracyMeters: 8,
        },
      ];
      await this.company.as(sam.token).post('/v1/positions', {fixes});
    } else if (what === 'pass') await this.pass(1 + (on % 120));
    else if (what === 'line') this.#troubleLine(which);
    await new Promise(setImmediate);
  }

  #window(on: number): {start: string; end: string} {
    const startMs = this.company.clock.now() + (on % 50) * 3_600_000;
    return {start: new Date(startMs).toISOString(), end: new Date(startMs + 7_200_000).toISOString()};
  }

  async #edit(job: Job, visitId: string | undefined, on: number, which: number): Promise<void> {
    const {admin} = this.company;
    const sam = this.sams[which % this.sams.length]!;
    const edits = [
      () => admin.patch(`/v1/jobs/${job.id}`, {title: `Changed ${on}`}),
      () => admin.patch(`/v1/customers/${job.customerId}`, {name: `Customer ${on}`}),
      () => admin.patch(`/v1/members/${sam.id}`, {vehicle: `Van ${on}`}),
      () => admin.patch('/v1/organization', {name: `Company ${on}`}),
      () => visitId && admin.patch(`/v1/appointments/${visitId}`, {helperIds: on % 2 ? [sam.id] : []}),
      () => visitId && admin.patch(`/v1/appointments/${visitId}`, {instructions: `Ring ${on}`}),
      () => admin.post(`/v1/jobs/${job.id}/notes`, {text: `Note ${on}`}),
      () => this.#write(job.id, `Message ${on}`),
      () => admin.post(`/v1/jobs/${job.id}/messages/read`, {}),
      () => (on % 4 === 0 ? admin.delete(`/v1/customers/${job.customerId}`) : undefined),
    ];
    await edits[which % edits.length]!();
  }

  /** The customer writes to the office. */
  async #write(jobId: string, text: string): Promise<void> {
    const {body} = await this.company.admin.post<{token?: string}>('/v1/tracking-links', {jobId});
    if (body.token) await this.company.as(body.token).post('/v1/track/message', {text});
  }

  #troubleLine(which: number): void {
    if (which % 5 === 0) this.restart('a secret of at least thirty-two characters');
    else if (which % 5 === 1) this.restart(`another secret of thirty-two characters ${which}`);
    else if (which % 5 === 2) this.failNext(1 + (which % 4));
    else this.cutStreams();
  }
}

const plain = (picture: OfficePicture) => ({
  jobs: Object.fromEntries(picture.jobs),
  customers: Object.fromEntries(picture.customers),
  members: Object.fromEntries(picture.members),
  positions: Object.fromEntries(picture.positions),
  organization: picture.organization,
  history: picture.history?.map(event => event.seq),
});

async function fresh(office: Office, token: string, open: (client: DispatchClient) => OfficeStore) {
  const store = open(office.client(token));
  const {promise, resolve} = Promise.withResolvers<void>();
  const stop = store.subscribe(() => store.get().status === 'live' && resolve());
  await promise;
  stop();
  return plain(store.get());
}

/** Asks until the store shows what a fresh snapshot shows; after long enough, once more to say what differs. */
async function settles(
  office: Office,
  token: string,
  store: OfficeStore,
  open: (client: DispatchClient) => OfficeStore,
) {
  for (let patience = 0; patience < 60; patience++) {
    await office.pass(1);
    await new Promise(resolve => setTimeout(resolve, 5 + patience));
    if (store.get().status !== 'live') continue;
    const expected = await fresh(office, token, open);
    try {
      assert.deepEqual(plain(store.get()), expected);
      return;
    } catch {
      // Not yet.
    }
  }
  assert.equal(store.get().status, 'live');
  assert.deepEqual(plain(store.get()), await fresh(office, token, open));
}

const views: Record<string, (client: DispatchClient) => OfficeStore> = {
  'a board of everything': client => client.board(),
  'a board of today': client => client.board({day: 'today'}),
  'a fleet': client => client.fleet(),
};

for (const [name, open] of Object.entries(views)) {
  test(`whatever happens, ${name} shows in the end what a fresh snapshot shows, and never an older job (L1, L2)`, async () => {
    const runs = fc.asyncProperty(fc.array(step, {minLength: 5, maxLength: 40}), async steps => {
      const office = await Office.open();
      const token = office.company.admin.token;
      const store = open(office.client(token));
      const versions = new Map<string, number>();
      const older: string[] = [];
      const stop = store.subscribe(() => {
        for (const [id, {version}] of store.get().jobs) {
          if (version < (versions.get(id) ?? 0)) older.push(id);
          versions.set(id, version);
        }
      });
      try {
        for (const each of steps) await office.take(each);
        await settles(office, token, store, open);
        assert.deepEqual(older, []);
      } finally {
        stop();
        await office.close();
      }
    });
    await fc.assert(runs, {numRuns: Number(process.env['LIVE_RUNS'] ?? 8)});
  });
}

test('whatever happens, a technician’s agenda shows in the end what a fresh snapshot shows (L1)', async () => {
  const open = (client: DispatchClient) => client.agenda();
  const runs = fc.asyncProperty(fc.array(step, {minLength: 5, maxLength: 40}), async steps => {
    const office = await Office.open();
    const {token} = office.sams[0]!;
    const store = open(office.client(token));
    const stop = store.subscribe(() => {});
    try {
      for (const each of steps) await office.take(each);
      await settles(office, token, store, open);
    } finally {
      stop();
      await office.close();
    }
  });
  await fc.assert(runs, {numRuns: Number(process.env['LIVE_RUNS'] ?? 8)});
});
