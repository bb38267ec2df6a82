import assert from 'node:assert/strict';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {setTimeout as wait} from 'node:timers/promises';
import type {CommandReply, DomainEvent, Job, Notice} from '@dispatch-kit/core';
import {callerOf, expectOk} from '@dispatch-kit/testing';
import type {Answer, Caller} from '@dispatch-kit/testing';
import {startPostgres} from './embedded-postgres.ts';
import type {OfficeProcess} from './office-process.ts';
import {bundleOffice, startOffice} from './office-process.ts';

const seed = Number(process.env['DISPATCH_TEST_SEED'] ?? Date.now() % 1_000_000);
const kills = Number(process.env['DISPATCH_TEST_KILLS'] ?? 50);
/** So that what a dead process had leased comes free within seconds. */
const speed = '20';
const atATime = 6;
/** So long it goes on, and on a busy machine until there were enough to mean something. */
const mostMsPerStorage = 105_000;
const fewestKills = Math.min(kills, 10);

let unbundle: () => Promise<void>;
before(async () => void (unbundle = await bundleOffice()));
after(() => unbundle());

test('an office on PGlite that is killed in the middle of its work has lost nothing and doubled nothing', async t => {
  const dataDir = await mkdtemp(join(tmpdir(), 'dispatch-kill-'));
  after(() => rm(dataDir, {recursive: true, force: true}));
  t.diagnostic(await killAgainAndAgain(['--data', dataDir, '--database-url', 'pglite:'], seed));
});

test('an office on PostgreSQL that is killed in the middle of its work has lost nothing and doubled nothing', async t => {
  const dataDir = await mkdtemp(join(tmpdir(), 'dispatch-kill-'));
  const postgres = await startPostgres();
  after(async () => {
    await postgres.stop();
    await rm(dataDir, {recursive: true, force: true});
  });
  const args = ['--data', dataDir, '--database-url', postgres.connectionString];
  t.diagnostic(await killAgainAndAgain(args, seed + 1));
});

/** Works, kills, starts again, and at the end holds everything against what was acknowledged. */
async function killAgainAndAgain(args: string[], from: number): Promise<string> {
  const random = randomFrom(from);
  const sent = new SentMessages();
  const start = () =>
    startOffice([...args, '--speed', speed, '--rate-limit', '1000000'], line => sent.hear(line));
  const untilMs = performance.now() + mostMsPerStorage;
  let office = await start();
  const key = office.apiKey;
  const callerNow = () => callerOf(fetch, office.url, key);
  expectOk(await callerNow().patch('/v1/organization', {quietHours: null, graceSeconds: 0}));
  const crew: Worker[] = [];
  for (let n = 0; n < atATime; n++) crew.push(await Worker.hire(callerNow(), n));
  const log = new Log();
  let killed = 0;
  for (; killed < fewestKills || (killed < kills && performance.now() < untilMs); killed++) {
    await workUntilKilled(office, callerNow(), crew, random() * 300);
    office = await start();
    await log.read(callerNow());
    for (const worker of crew) worker.check(log);
  }
  for (const worker of crew) await worker.finish(callerNow());
  await log.read(callerNow());
  for (const worker of crew) worker.check(log);
  const notices = await settledNotices(callerNow());
  await office.kill();
  const jobs = crew.flatMap(worker => worker.done);
  checkNotices(jobs, notices);
  sent.check(notices);
  const retried = crew.reduce((sum, worker) => sum + worker.replayed, 0);
  return `seed ${from}: ${killed} kills, ${log.events.size} events, ${jobs.length} visits, ${retried} taps were kept whose reply was lost, ${sent.again} messages went out again`;
}

async function workUntilKilled(
  office: OfficeProcess,
  caller: Caller,
  crew: Worker[],
  afterMs: number,
): Promise<void> {
  const stop = new AbortController();
  const working = crew.map(worker => worker.work(caller, stop.signal));
  const before = crew.map(worker => worker.taken).join();
  for (let tries = 0; tries < 300 && crew.map(worker => worker.taken).join() === before; tries++)
    await wait(10);
  await wait(afterMs);
  await office.kill();
  stop.abort();
  await Promise.all(working);
}

type Tap = {key: string; path: string; body: object};

/** Books, drives, works and completes one job after the other; a tap whose reply did not come is given again with the same key. */
class Worker {
  readonly #name: string;
  readonly #customerId: string;
  readonly #leadId: string;
  /** Ids of events whose reply has come. */
  readonly acknowledged: string[] = [];
  readonly done: {jobId: string; visitId: string}[] = [];
  replayed = 0;
  /** How many taps were answered. */
  taken = 0;
  #taps = 0;
  #job: Job | undefined;
  #step = 0;
  #pending: Tap | undefined;

  constructor(name: string, customerId: string, leadId: string) {
    this.#name = name;
    this.#customerId = customerId;
    this.#leadId = leadId;
  }

  static async hire(caller: Caller, n: number): Promise<Worker> {
    const member = {name: `Technician ${n}`, phone: `+1312555020${n}`, roles: ['technician']};
    const customer = {name: `Customer ${n}`, phone: `+1312555030${n}`, consent: {sms: true}};
    const [lead, known] = [
      expectOk(await caller.post<{id: string}>('/v1/members', member)),
      expectOk(await caller.post<{id: string}>('/v1/customers', customer)),
    ];
    return new Worker(`worker-${n}`, known.id, lead.id);
  }

  async work(caller: Caller, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        await this.#tap(caller);
      } catch (error) {
        if (error instanceof assert.AssertionError) throw error;
        // The office is gone; whether the tap was taken is to be seen.
        return;
      }
    }
  }

  /** Ends what has been begun. */
  async finish(caller: Caller): Promise<void> {
    do await this.#tap(caller);
    while (this.#step !== 0);
  }

  /** Everything acknowledged is there, once. */
  check(log: Log): void {
    for (const id of this.acknowledged) assert.ok(log.events.has(id), `${id} was acknowledged and is gone`);
  }

  async #tap(caller: Caller): Promise<void> {
    this.#pending ??= this.#next();
    const {key, path, body} = this.#pending;
    const answer = await caller.post<CommandReply & Job>(path, body, {'idempotency-key': key});
    // A server that is dying may say that it cannot; then nothing is known, as without a reply.
    if (answer.status >= 500) throw new Error(answer.problem!.detail);
    assert.ok(answer.status < 300, `${path}: ${answer.problem?.code} ${answer.problem?.detail}`);
    this.#take(answer);
  }

  #next(): Tap {
    this.#taps += 1;
    const key = `${this.#name}-${this.#taps}`;
    const visitId = this.#job?.appointments[0]!.id;
    if (this.#step === 0) return {key, path: '/v1/jobs', body: this.#order()};
    const [word, body] = [
      ['depart', {}],
      ['start', {}],
      ['complete', {outcome: 'done'}],
    ][this.#step - 1] as [string, object];
    return {key, path: `/v1/appointments/${visitId}/${word}`, body};
  }

  #order(): object {
    const startMs = Date.now() + 30 * 24 * 3_600_000;
    const window = {start: new Date(startMs).toISOString(), end: new Date(startMs + 3_600_000).toISOString()};
    return {
      customerId: this.#customerId,
      title: `Job ${this.#taps}`,
      address: {line: '1 W Lake St'},
      appointment: {window, durationMinutes: 60, leadId: this.#leadId},
    };
  }

  #take(answer: Answer<CommandReply & Job>): void {
    this.#pending = undefined;
    this.taken += 1;
    if (answer.headers.get('idempotent-replayed')) this.replayed += 1;
    if (this.#step === 0) this.#job = answer.body;
    else {
      const {events} = answer.body;
      assert.ok(events.length > 0, 'a tap was taken twice: the second found it done');
      this.acknowledged.push(...events.map(event => event.id));
    }
    if (this.#step === 3) this.done.push({jobId: this.#job!.id, visitId: this.#job!.appointments[0]!.id});
    this.#step = (this.#step + 1) % 4;
  }
}

/** The history as its reader knows it: page by page from where the last one ended, also across a restart. */
class Log {
  readonly events = new Map<string, DomainEvent>();
  #cursor = '';
  #seq = 0;

  async read(caller: Caller): Promise<void> {
    for (;;) {
      const query = `limit=200${this.#cursor && `&after=${this.#cursor}`}`;
      const page = expectOk(
        await caller.get<{items: DomainEvent[]; cursor: string; more: boolean}>(`/v1/events?${query}`),
      );
      for (const event of page.items) {
        assert.equal(event.seq, this.#seq + 1, 'the history has a gap or a repeat');
        assert.ok(!this.events.has(event.id), `${event.id} is there twice`);
        this.#seq = event.seq;
        this.events.set(event.id, event);
        this.#checkOnce(event);
      }
      this.#cursor = page.cursor;
      if (!page.more) return;
    }
  }

  readonly #once = new Set<string>();

  #checkOnce({type, appointmentId}: DomainEvent): void {
    const isTap = ['appointment_departed', 'appointment_started', 'appointment_completed'].includes(type);
    if (!isTap) return;
    const what = `${type} of ${appointmentId}`;
    assert.ok(!this.#once.has(what), `${what} happened twice`);
    this.#once.add(what);
  }
}

async function settledNotices(caller: Caller): Promise<Notice[]> {
  for (let tries = 0; ; tries++) {
    const notices: Notice[] = [];
    for (let cursor = ''; ;) {
      const page = expectOk(
        await caller.get<{items: Notice[]; nextCursor?: string}>(
          `/v1/notices?limit=200${cursor && `&cursor=${cursor}`}`,
        ),
      );
      notices.push(...page.items);
      if (!page.nextCursor) break;
      cursor = page.nextCursor;
    }
    const waiting = notices.filter(notice => notice.state === 'waiting');
    if (waiting.length === 0) return notices;
    assert.ok(tries < 60, `${waiting.length} messages still wait: ${JSON.stringify(waiting[0])}`);
    await wait(500);
  }
}

/** Each visit has one row of each message it is told with. */
function checkNotices(jobs: {jobId: string; visitId: string}[], notices: readonly Notice[]): void {
  const byVisit = Map.groupBy(notices, notice => notice.appointmentId);
  for (const {visitId} of jobs) {
    const own = byVisit.get(visitId) ?? [];
    const kinds = own.map(notice => notice.kind).toSorted();
    assert.deepEqual(
      kinds,
      ['arrived', 'assigned', 'completed', 'created', 'on_the_way', 'reminder'],
      visitId,
    );
    // Under way long before its day, it needs no reminder any more.
    assert.equal(own.find(({kind}) => kind === 'reminder')!.state, 'dropped');
  }
}

/** What the console notifier printed: `[sms not_…] +1…: text`. */
class SentMessages {
  readonly #texts = new Map<string, string[]>();

  hear(line: string): void {
    const [, id, text] = /^\[\w+ (not_\w+)\] (.*)$/.exec(line) ?? [];
    if (id && text) this.#texts.set(id, [...(this.#texts.get(id) ?? []), text]);
  }

  /** How many went out more than once: with the same key, as the contract allows. */
  get again(): number {
    return [...this.#texts.values()].filter(texts => texts.length > 1).length;
  }

  check(notices: readonly Notice[]): void {
    const rows = new Map(notices.map(notice => [notice.id as string, notice]));
    for (const [id, texts] of this.#texts) {
      assert.ok(rows.has(id), `${id} went out and has no row`);
      assert.equal(new Set(texts.map(text => text.split(':')[0])).size, 1, `${id} went to two people`);
    }
    for (const {id, state} of notices)
      if (state === 'sent') assert.ok(this.#texts.has(id), `${id} is noted as sent and was not`);
  }
}

/** Small, seeded, and the same everywhere (mulberry32). */
function randomFrom(start: number): () => number {
  let state = start >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
