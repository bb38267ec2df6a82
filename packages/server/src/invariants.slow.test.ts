import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {CommandReply, Job, Member, OfferedCommand} from '@dispatch-kit/core';
import {deriveJobStatus, foldJob, inPath} from '@dispatch-kit/core';
import {createCompany, expectOk} from '@dispatch-kit/testing';
import type {Answer, Caller, Company} from '@dispatch-kit/testing';
import fc from 'fast-check';

type Technician = Member & {caller: Caller};
type Step =
  | {kind: 'tap'; by: number; visit: number; word: number; turn: number}
  | {kind: 'job'; word: number; turn: number}
  | {kind: 'plan'; lead: number; turn: number}
  | {kind: 'wait'; seconds: number}
  | {kind: 'drive'; who: number; north: number};

const small = fc.nat({max: 60});
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('tap' as const),
      by: small,
      visit: small,
      word: small,
      turn: small,
    }),
  },
  {weight: 2, arbitrary: fc.record({kind: fc.constant('job' as const), word: small, turn: small})},
  {weight: 1, arbitrary: fc.record({kind: fc.constant('plan' as const), lead: small, turn: small})},
  {
    weight: 3,
    arbitrary: fc.record({kind: fc.constant('wait' as const), seconds: fc.integer({min: 1, max: 150})}),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('drive' as const),
      who: small,
      north: fc.integer({min: 0, max: 4000}),
    }),
  },
);

const seed = Number(process.env['DISPATCH_TEST_SEED'] ?? Date.now() % 2 ** 31);
const reason = {code: 'other', note: 'Said so'};
const jobWords = ['cancel', 'reinstate', 'complete', 'pause', 'resume', 'undo'];

/** A company in the middle of its work: one job, two technicians, and all that is checked after each step. */
class Walk {
  readonly company: Company;
  readonly crew: readonly Technician[];
  readonly jobId: string;
  /** The visit that it began with. */
  readonly visitId: string;
  dryRuns = 0;
  taken = 0;

  constructor(company: Company, crew: readonly Technician[], job: Job) {
    this.company = company;
    this.crew = crew;
    this.jobId = job.id;
    this.visitId = job.appointments[0]!.id;
  }

  static async begin(settings: Record<string, unknown> = {}): Promise<Walk> {
    const company = await createCompany({settings: {autoArrive: 'auto', ...settings}});
    const crew = [await company.hireTechnician('Sam Ortiz'), await company.hireTechnician('Kim Park')];
    const job = await company.book({leadId: crew[0]!.id});
    return new Walk(company, crew, job);
  }

  async job(): Promise<Job> {
    return expectOk(await this.company.admin.get<Job>(`/v1/jobs/${this.jobId}`));
  }

  async take(next: Step): Promise<void> {
    if (next.kind === 'wait') return this.#wait(next.seconds);
    if (next.kind === 'drive') return this.#drive(next);
    if (next.kind === 'plan') return this.#both(this.company.admin, ...this.#plan(next));
    if (next.kind === 'job') {
      const word = jobWords[next.word % jobWords.length]!;
      return this.#both(this.company.admin, `/v1/jobs/${this.jobId}/${word}`, jobBody(word, next.turn));
    }
    const tapped = await this.#tap(next);
    if (tapped) await this.#both(...tapped);
  }

  /** Some seconds in three strides: the heart beats where it may miss what lies between. */
  async #wait(seconds: number): Promise<void> {
    for (let stride = 0; stride < 3; stride++) {
      this.company.clock.advance((seconds * 1000) / 3);
      await this.company.server.tick();
      await this.company.server.deliver();
    }
  }

  async #tap({by, visit, word, turn}: Step & {kind: 'tap'}): Promise<[Caller, string, object] | undefined> {
    const {appointments} = await this.job();
    const {id} = appointments[visit % Math.max(appointments.length, 1)] ?? {};
    if (!id) return undefined;
    const callers = [this.company.admin, ...this.crew.map(each => each.caller)];
    const caller = callers[by % callers.length]!;
    const offers = await caller.get<{items: OfferedCommand[]}>(`/v1/appointments/${id}/commands`);
    if (offers.status !== 200) return undefined;
    // Three of four taps are among those offered; the rest are anything, and mostly refused.
    const {items} = offers.body;
    const open = items.filter(each => each.allowed);
    const among = turn % 4 > 0 && open.length > 0 ? open : items;
    const {command} = among[word % among.length]!;
    return [caller, `/v1/appointments/${id}/${inPath(command)}`, this.#body(command, turn)];
  }

  #body(command: string, turn: number): object {
    const lead = this.crew[turn % this.crew.length]!.id;
    const outcome = ['done', 'follow_up', 'no_access', 'interrupted'][turn % 4];
    const bodies: Record<string, object> = {
      schedule: {},
      reschedule: {window: this.#window(turn)},
      assign: {leadId: lead, override: turn % 3 === 0},
      hand_over: {leadId: lead},
      move: {window: this.#window(turn), reason},
      complete: {outcome, skip: turn % 2 === 0, ...(outcome !== 'done' && {reason})},
      depart: {switch: turn % 2 === 0, ...(turn % 3 === 0 && {etaMinutes: 10})},
      cancel: {reason},
      undo: {reason},
      keep: {reason},
      running_late: {minutes: 10},
    };
    return bodies[command] ?? {};
  }

  #window(turn: number): {start: string; end: string} {
    const startMs = this.company.clock.now() + (turn % 30) * 3_600_000;
    return {start: new Date(startMs).toISOString(), end: new Date(startMs + 3_600_000).toISOString()};
  }

  #plan({lead, turn}: Step & {kind: 'plan'}): [string, object] {
    const leadId = this.crew[lead % this.crew.length]!.id;
    const draft = turn % 5 === 0;
    const plan = {window: this.#window(turn), durationMinutes: 60, leadId, override: turn % 2 === 0, draft};
    return [`/v1/jobs/${this.jobId}/appointments`, plan];
  }

  async #drive({who, north}: Step & {kind: 'drive'}): Promise<void> {
    const at = new Date(this.company.clock.now()).toISOString();
    const fixes = [{lat: 41.9484 + north / 111_195, lng: -87.6553, accuracyMeters: 10, at}];
    expectOk(await this.crew[who % this.crew.length]!.caller.post('/v1/positions', {fixes}));
  }

  /** Runs a command dry and then for real, and holds one against the other. */
  async #both(caller: Caller, path: string, body: object): Promise<void> {
    const before = await this.#written();
    const dry = await caller.post<CommandReply>(`${path}?dryRun=1`, body);
    assert.deepEqual(await this.#written(), before, `${path}: a dry run wrote something`);
    const real = await caller.post<CommandReply>(path, body);
    assert.deepEqual(consequencesOf(dry), consequencesOf(real), path);
    this.dryRuns += 1;
    if (real.status < 400 && real.body.events.length > 0) this.taken += 1;
  }

  async #written(): Promise<unknown> {
    const {storage, organizationId} = this.company;
    return storage.transaction(async tx => ({
      seq: await tx.events.lastSeq(organizationId),
      notices: await tx.notices.ofJobs(organizationId, [this.jobId]),
      visits: await tx.appointments.ofJobs(organizationId, [this.jobId]),
      links: await tx.links.ofJobs(organizationId, [this.jobId]),
    }));
  }

  async check(): Promise<void> {
    const {storage, organizationId, sent} = this.company;
    const rows = await storage.transaction(async tx => ({
      job: (await tx.jobs.get(organizationId, this.jobId))!,
      visits: await tx.appointments.ofJobs(organizationId, [this.jobId]),
      history: await tx.events.ofJobs(organizationId, [this.jobId]),
      all: await tx.events.after(organizationId, 0, 10_000),
      notices: await tx.notices.ofJobs(organizationId, [this.jobId]),
    }));
    const folded = foldJob(rows.history);
    assert.equal(rows.job.status, deriveJobStatus(folded), 'the status column is not what the history says');
    const {appointments, ...facts} = folded;
    assert.deepEqual(rows.job.facts, facts);
    const known = new Map(rows.visits.map(visit => [visit.id, visit.facts]));
    for (const visit of appointments) assert.deepEqual(known.get(visit.id), visit);
    assert.equal(known.size, appointments.length);
    assert.deepEqual(
      rows.all.map(event => event.seq),
      rows.all.map((_, index) => index + 1),
    );
    const keys = rows.notices.map(each =>
      [each.contactId ?? each.memberId, each.kind, each.subjectId, each.occasion].join(' '),
    );
    assert.equal(new Set(keys).size, keys.length, 'a message is written twice');
    assert.equal(new Set(sent.map(each => each.id)).size, sent.length, 'a message went out twice');
    const underWay = rows.visits.filter(({facts: {status}}) =>
      ['enroute', 'arrived', 'started'].includes(status),
    );
    assert.equal(new Set(underWay.map(visit => visit.facts.leadId)).size, underWay.length);
  }
}

function jobBody(word: string, turn: number): object {
  const bodies: Record<string, object> = {
    cancel: {reason},
    complete: turn % 2 ? {openVisits: 'cancel'} : {},
    pause: {reason, laterVisits: turn % 2 ? 'keep' : 'cancel'},
    undo: {reason},
  };
  return bodies[word] ?? {};
}

/** What a dry run and the real run must have in common; ids of what is made are made anew. */
function consequencesOf({status, body, problem}: Answer<CommandReply>): unknown {
  if (problem) return {status, code: problem.code, detail: problem.detail, allowed: problem.allowed};
  const {events, appointment, job, notices, corrections} = body;
  return {
    events: events.map(({type, actor, basis, at, causedBy}) => ({
      type,
      actor,
      basis,
      at,
      caused: !!causedBy,
    })),
    visit: appointment?.status,
    job: job.status,
    visits: job.appointments.map(({status: state, leadId, conflict, needsReschedule, window}) => ({
      state,
      leadId,
      conflict,
      needsReschedule,
      window,
    })),
    notices: notices.map(({words, ...notice}) => ({...notice, words: words.replace(/#\S+/, '#token')})),
    corrections,
  };
}

test('whatever is done: a dry run tells it, the status follows from the history, nothing is told or numbered twice', async t => {
  let [dryRuns, taken] = [0, 0];
  const walks = fc.asyncProperty(fc.array(step, {minLength: 5, maxLength: 25}), async steps => {
    const walk = await Walk.begin();
    for (const next of steps) {
      await walk.take(next);
      await walk.check();
    }
    dryRuns += walk.dryRuns;
    taken += walk.taken;
    await walk.company.close();
  });
  await fc.assert(walks, {seed, numRuns: 60});
  t.diagnostic(`seed ${seed}: ${dryRuns} commands run dry and for real, ${taken} of them did something`);
});

const queued = ['depart', 'arrive', 'start', 'complete', 'stand_down', 'running_late', 'ask_to_move', 'undo'];
type Queue = {taps: number[]; deliveries: {from: number; count: number; office: Step[]}[]};

const queue: fc.Arbitrary<Queue> = fc.record({
  taps: fc.array(fc.nat({max: queued.length - 1}), {minLength: 1, maxLength: 10}),
  deliveries: fc.array(
    fc.record({
      from: fc.nat({max: 10}),
      count: fc.integer({min: 1, max: 6}),
      office: fc.array(step, {maxLength: 3}),
    }),
    {maxLength: 8},
  ),
});

test('a device’s queue, in any pieces, any number of times, between commands of others, is applied once each in its order', async t => {
  let [delivered, applied] = [0, 0];
  const property = fc.asyncProperty(queue, async ({taps, deliveries}) => {
    const walk = await Walk.begin({arrivalMode: 'separate', technicianMaySkip: true});
    const device = new Device(walk, taps);
    for (const {from, count, office} of deliveries) {
      for (let n = from; n < from + count; n++) await device.deliver(n);
      for (const next of office) await walk.take(next);
      await walk.check();
    }
    for (let n = 0; n < taps.length; n++) await device.deliver(n);
    await walk.check();
    await device.check();
    delivered += device.delivered;
    applied += device.applied;
    await walk.company.close();
  });
  await fc.assert(property, {seed, numRuns: 80});
  t.diagnostic(`seed ${seed}: ${delivered} deliveries, ${applied} taps`);
});

/** Sam's phone: what he tapped offline on his visit, with when. */
class Device {
  readonly #walk: Walk;
  readonly #taps: {word: string; at: string}[];
  /** By the number of a tap: its answer when its turn had come. */
  readonly #answers = new Map<number, Answer<CommandReply>>();
  delivered = 0;

  constructor(walk: Walk, taps: readonly number[]) {
    this.#walk = walk;
    const nowMs = walk.company.clock.now();
    this.#taps = taps.map((word, index) => ({
      word: queued[word]!,
      at: new Date(nowMs - (taps.length - index) * 30_000).toISOString(),
    }));
  }

  get applied(): number {
    return this.#answers.size;
  }

  async deliver(index: number): Promise<void> {
    const tap = this.#taps[index];
    if (!tap) return;
    this.delivered += 1;
    const due = this.#answers.size;
    const {caller} = this.#walk.crew[0]!;
    const answer = await caller.post<CommandReply>(
      `/v1/appointments/${this.#walk.visitId}/${inPath(tap.word)}`,
      {
        ...(tap.word === 'complete' && {outcome: 'done', skip: true}),
        ...(tap.word === 'running_late' && {minutes: 5}),
        deviceId: 'the-phone-of-sam',
        sequence: index + 1,
        at: tap.at,
        sentAt: new Date(this.#walk.company.clock.now()).toISOString(),
      },
    );
    if (index > due) {
      assert.deepEqual([answer.problem?.code, answer.problem?.retryable], ['out_of_order', true]);
      return;
    }
    assert.notEqual(answer.problem?.code, 'out_of_order');
    if (index < due) {
      if (answer.status < 400) assert.deepEqual(answer.body.events, [], 'a tap was applied twice');
      return;
    }
    this.#answers.set(index, answer);
  }

  async check(): Promise<void> {
    assert.equal(this.#answers.size, this.#taps.length);
    const {storage, organizationId} = this.#walk.company;
    const history = await storage.transaction(tx => tx.events.ofJobs(organizationId, [this.#walk.jobId]));
    const offline = history.filter(event => event.basis === 'offline' && event.causedBy === undefined);
    const told = [...this.#answers.values()];
    const did = told.flatMap(({body, problem}) =>
      problem ? [] : body.events.filter(event => !event.causedBy),
    );
    const refused = told.filter(({problem}) => problem !== undefined);
    const ofTaps = offline.filter(event => event.type !== 'tap_refused');
    assert.deepEqual(idsOf(ofTaps), idsOf(did), 'in the order of the queue, each once');
    assert.equal(
      offline.length - ofTaps.length,
      refused.length,
      'what was refused stays in the history, once',
    );
    for (const [index, event] of offline.entries())
      assert.ok(index === 0 || offline[index - 1]!.at <= event.at, 'a tap lies before the one before it');
  }
}

function idsOf(events: readonly {id: string}[]): string[] {
  return events.map(event => event.id);
}
