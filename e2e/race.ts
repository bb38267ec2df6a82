import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {Appointment, CommandReply, DomainEvent, Job} from '@dispatch-kit/core';
import {examineOffice} from '@dispatch-kit/server/node';
import {callerOf, expectOk} from '@dispatch-kit/testing';
import type {Answer, Caller} from '@dispatch-kit/testing';
import {startPostgres} from './embedded-postgres.ts';
import {bundleOffice, startOffice} from './office-process.ts';
import {openServer} from './postgres-servers.ts';
import {raceTwins} from './race-twins.ts';
import {openReceiver} from './webhook-receiver.ts';
import type {WebhookReceiver} from './webhook-receiver.ts';

/** What a race came to. */
export type RaceResult = {
  commands: number;
  done: number;
  refused: Record<string, number>;
  events: number;
  messages: number;
  /** Events that a webhook was sent. */
  delivered: number;
  /** What was done at both offices at once, and how often. */
  twins: Record<string, number>;
  faults: string[];
};

const technicians = 8;
const jobs = 40;
const atOnce = 16;
const reason = {code: 'other', note: 'race'};

/**
 * Lets two offices, each a process, race for one PostgreSQL, and holds what is left against the laws.
 *
 * @param databaseUrl a PostgreSQL server, on which a database is made for the race; an embedded one unless given.
 */
export async function race(commands: number, roll: () => number, databaseUrl?: string): Promise<RaceResult> {
  const folder = await mkdtemp(join(tmpdir(), 'dispatch-race-'));
  const postgres = await (databaseUrl ? openServer(databaseUrl) : startPostgres());
  const receiver = await openReceiver();
  const unbundle = await bundleOffice();
  const printed: string[] = [];
  const where = ['--data', folder, '--database-url', postgres.connectionString];
  const args = [...where, '--rate-limit', '1000000', '--log', 'error', '--private-webhooks', 'yes'];
  const start = () => startOffice(args, line => void printed.push(line));
  const offices = [await start(), await start()] as const;
  try {
    const [one, two] = offices;
    const as = (token: string) =>
      [callerOf(fetch, one.url, token), callerOf(fetch, two.url, token)] as [Caller, Caller];
    const admins = as(one.apiKey);
    const running = new Race(admins, roll, receiver);
    await running.prepare();
    const fault = (sentence: string) => void running.faults.push(sentence);
    const [twins] = await Promise.all([raceTwins({admins, as, printed, fault}), running.run(commands)]);
    await running.settle(printed);
    const {findings} = await examineOffice({dataDir: folder, databaseUrl: postgres.connectionString});
    running.faults.push(...findings.map(({rule, id, detail}) => `${rule} ${id}: ${detail}`));
    return {...running.result(commands), twins};
  } finally {
    for (const office of offices) await office.kill();
    await receiver.close();
    await unbundle();
    await postgres.stop();
    await rm(folder, {recursive: true, force: true});
  }
}

class Race {
  readonly faults: string[] = [];
  readonly #callers: readonly Caller[];
  readonly #roll: () => number;
  readonly #receiver: WebhookReceiver;
  readonly #told = new Set<string>();
  readonly #refused: Record<string, number> = {};
  readonly #visits: string[] = [];
  readonly #technicians: string[] = [];
  #customerId = '';
  /** So many events there were before the webhook. */
  #before = 0;
  #done = 0;
  #events = 0;
  #messages = 0;

  constructor(callers: readonly Caller[], roll: () => number, receiver: WebhookReceiver) {
    this.#callers = callers;
    this.#roll = roll;
    this.#receiver = receiver;
  }

  #pick<T>(from: readonly T[]): T {
    return from[Math.floor(this.#roll() * from.length)]!;
  }

  /** One of few hours, so that many want the same. */
  #window(): {start: string; end: string} {
    const startMs = Math.ceil(Date.now() / 3_600_000 + 2 + Math.floor(this.#roll() * 30)) * 3_600_000;
    return {start: new Date(startMs).toISOString(), end: new Date(startMs + 3_600_000).toISOString()};
  }

  async prepare(): Promise<void> {
    const [one] = this.#callers as [Caller];
    expectOk(await one.patch('/v1/organization', {quietHours: null, graceSeconds: 0}));
    this.#before = (await this.#history()).length;
    expectOk(await one.post('/v1/webhooks', {url: this.#receiver.url}));
    const contact = {name: 'Ada Lee', phone: '+13125550142', consent: {sms: true}};
    this.#customerId = expectOk(await one.post<{id: string}>('/v1/customers', contact)).id;
    for (let i = 0; i < technicians; i++) {
      const input = {name: `Technician ${i}`, phone: `+1312555${String(1000 + i)}`, roles: ['technician']};
      this.#technicians.push(expectOk(await one.post<{id: string}>('/v1/members', input)).id);
    }
    for (let i = 0; i < jobs; i++) this.#share([await this.#book(one, i, {})]);
  }

  async #book(caller: Caller, number: number, more: object, key?: string): Promise<Answer<Job>> {
    const appointment = {window: this.#window(), durationMinutes: 60, ...more};
    const job = {
      customerId: this.#customerId,
      title: `Race ${number}`,
      address: {line: '1 W Lake St'},
      appointment,
    };
    return caller.post<Job>('/v1/jobs', job, key ? {'idempotency-key': key} : {});
  }

  /** From now on everybody may do something to what was booked. */
  #share(answers: readonly Answer<Job>[]): void {
    for (const {problem, body} of answers) {
      const id = problem ? undefined : body.appointments[0]?.id;
      if (id && !this.#visits.includes(id)) this.#visits.push(id);
    }
  }

  async run(commands: number): Promise<void> {
    let next = 0;
    const worker = async () => {
      while (next < commands) {
        const number = next++;
        await this.#command(number);
        if (number % 100 === 0) await this.#look();
      }
    };
    await Promise.all(Array.from({length: atOnce}, worker));
  }

  async #command(number: number): Promise<void> {
    const chance = this.#roll();
    if (chance < 0.08) return this.#twins(number);
    if (chance < 0.16) return this.#sameHour(number);
    const id = this.#pick(this.#visits);
    const [command, body] = this.#pick<[string, object]>([
      ['depart', {}],
      ['depart', {switch: true}],
      ['arrive', {}],
      ['start', {}],
      ['complete', {outcome: 'done'}],
      ['stand-down', {}],
      ['assign', {leadId: this.#pick(this.#technicians)}],
      ['reschedule', {window: this.#window()}],
      ['undo', {reason}],
      ['cancel', {reason}],
      ['reinstate', {}],
    ]);
    this.#note(
      await this.#pick(this.#callers).post<CommandReply>(`/v1/appointments/${id}/${command}`, body),
      command,
    );
  }

  /** The same request at both offices at the same moment: one job. */
  async #twins(number: number): Promise<void> {
    const window = this.#window();
    const answers = await Promise.all(
      this.#callers.map(caller => this.#book(caller, 10_000 + number, {window}, `twin-${number}`)),
    );
    const ids = new Set(answers.filter(({problem}) => !problem).map(({body}) => body.id));
    if (ids.size > 1) this.faults.push(`One Idempotency-Key made ${ids.size} jobs.`);
    this.#share(answers);
    for (const answer of answers) this.#note(answer, 'create');
  }

  /** Two bookings of one technician for one hour, at both offices at the same moment: one of them at most. */
  async #sameHour(number: number): Promise<void> {
    const more = {window: this.#window(), leadId: this.#pick(this.#technicians)};
    const answers = await Promise.all(
      this.#callers.map((caller, i) => this.#book(caller, 20_000 + 2 * number + i, more)),
    );
    if (answers.every(({problem}) => !problem))
      this.faults.push(`${more.leadId} was booked twice for ${more.window.start}.`);
    this.#share(answers);
    for (const answer of answers) this.#note(answer, 'create');
  }

  #note(answer: Answer<object>, command: string): void {
    if (answer.status >= 500)
      this.faults.push(`${command}: ${answer.status} ${JSON.stringify(answer.problem)}`);
    const code = answer.problem?.code;
    if (code) this.#refused[code] = (this.#refused[code] ?? 0) + 1;
    else this.#done += 1;
    const {events = []} = answer.body as {events?: DomainEvent[]};
    for (const event of answer.problem ? [] : events) this.#told.add(event.id);
  }

  /** At no moment is a technician under way twice, or booked twice for one time. */
  async #look(): Promise<void> {
    const items = await this.#all<Appointment>(
      '/v1/appointments?limit=200&status=scheduled,enroute,arrived,started',
    );
    for (const visits of Map.groupBy(items, visit => visit.leadId).values()) {
      const [{leadId}] = visits as [Appointment];
      if (leadId === null) continue;
      if (visits.filter(visit => visit.status !== 'scheduled').length > 1)
        this.faults.push(`${leadId} is under way twice.`);
      const starts = visits.filter(visit => !visit.conflict).map(visit => visit.planned.start);
      if (new Set(starts).size < starts.length) this.faults.push(`${leadId} is booked twice for one time.`);
    }
  }

  /** Pages are read in one order of ids while things change: what moved between two pages is not looked at. */
  async #all<T extends {id: string}>(path: string): Promise<T[]> {
    const found = new Map<string, T>();
    let cursor: string | undefined;
    do {
      const page = expectOk(
        await this.#callers[0]!.get<{items: T[]; nextCursor?: string}>(
          cursor ? `${path}&cursor=${cursor}` : path,
        ),
      );
      for (const item of page.items) found.set(item.id, item);
      cursor = page.nextCursor;
    } while (cursor && found.size < 190);
    return [...found.values()];
  }

  /** Waits until every message is out; then looks whether anything was lost or told twice. */
  async settle(printed: readonly string[]): Promise<void> {
    await this.#look();
    const [one] = this.#callers as [Caller];
    const waiting = async () =>
      expectOk(
        await one.get<{items: {runAfter: string}[]}>('/v1/notices?state=waiting&limit=200'),
      ).items.filter(({runAfter}) => Date.parse(runAfter) <= Date.now());
    for (let tries = 0; tries < 300 && (await waiting()).length > 0; tries++)
      await new Promise(resolve => setTimeout(resolve, 100));
    const events = await this.#history();
    this.#events = events.length;
    events.forEach((event, i) => {
      if (event.seq !== i + 1)
        this.faults.push(`Event ${event.id} is number ${event.seq} where ${i + 1} must be.`);
    });
    const known = new Set(events.map(event => event.id));
    for (const id of this.#told)
      if (!known.has(id)) this.faults.push(`The event ${id} of a command that was done is lost.`);
    const notices = await this.#sent();
    this.#messages = notices;
    const messages = printed.filter(line => line.includes('Race '));
    if (messages.length !== notices)
      this.faults.push(`${notices} messages were sent by the books, and ${messages.length} went out.`);
    await this.#delivered(events);
  }

  /** Every event since the webhook was made has come to it, once. */
  async #delivered(events: readonly DomainEvent[]): Promise<void> {
    const {heard} = this.#receiver;
    const wanted = events.slice(this.#before).map(({id}) => id);
    const missing = () => wanted.filter(id => !heard.has(id));
    for (let tries = 0; tries < 600 && missing().length > 0; tries++)
      await new Promise(resolve => setTimeout(resolve, 100));
    if (missing().length > 0) this.faults.push(`${missing().length} events never came to the webhook.`);
    for (const [id, times] of heard)
      if (times > 1) this.faults.push(`The event ${id} came to the webhook ${times} times.`);
  }

  async #history(): Promise<DomainEvent[]> {
    const events: DomainEvent[] = [];
    let after: string | undefined;
    for (;;) {
      const path = after ? `/v1/events?limit=200&after=${after}` : '/v1/events?limit=200';
      const page = expectOk(await this.#callers[1]!.get<{items: DomainEvent[]; cursor: string}>(path));
      events.push(...page.items);
      if (page.items.length === 0) return events;
      after = page.cursor;
    }
  }

  async #sent(): Promise<number> {
    let [count, cursor] = [0, ''];
    do {
      const page = expectOk(
        await this.#callers[1]!.get<{items: {words: string}[]; nextCursor?: string}>(
          `/v1/notices?state=sent&limit=200${cursor && `&cursor=${cursor}`}`,
        ),
      );
      count += page.items.filter(({words}) => words.includes('Race ')).length;
      cursor = page.nextCursor ?? '';
    } while (cursor);
    return count;
  }

  result(commands: number): Omit<RaceResult, 'twins'> {
    return {
      commands,
      done: this.#done,
      refused: this.#refused,
      events: this.#events,
      messages: this.#messages,
      delivered: this.#receiver.heard.size,
      faults: this.faults,
    };
  }
}
