import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {Appointment, CommandReply, Job} from '@dispatch-kit/core';
import {appointmentCommands, jobCommands} from '@dispatch-kit/core';
import type {Answer, Caller} from '../caller.ts';
import {createCompany} from '../company.ts';
import type {Company} from '../company.ts';
import {dice, oneOf} from '../dice.ts';
import type {Dice} from '../dice.ts';
import {consequencesOf} from './consequences-of.ts';

const commandsOfAWalk = 500;
/** `DISPATCH_TEST_DRY_RUNS=20000` takes a longer walk, `DISPATCH_TEST_SEED` another one. */
const walks = Math.ceil(Number(process.env.DISPATCH_TEST_DRY_RUNS ?? 4_000) / commandsOfAWalk);
/** A new job comes so often: what is long done is commanded less and less. */
const commandsOfAJob = 12;
const reasons = ['other', 'needs_parts', 'customer_absent', 'weather'];

test(`in ${walks * commandsOfAWalk} random commands a dry run tells what the real run then does`, async t => {
  const seed = Number(process.env.DISPATCH_TEST_SEED ?? 20_260_303);
  const answers = new Map<string, number>();
  for (let walk = 0; walk < walks; walk++) {
    const stroll = await Stroll.begin(dice(seed, walk));
    for (let step = 0; step < commandsOfAWalk; step++) {
      const code = await stroll.step(`seed ${seed}, walk ${walk}, step ${step}`);
      answers.set(code, (answers.get(code) ?? 0) + 1);
    }
    await stroll.end();
  }
  const taken = answers.get('taken') ?? 0;
  t.diagnostic(
    `answers: ${JSON.stringify(Object.fromEntries([...answers].toSorted((a, b) => b[1] - a[1])))}`,
  );
  assert.ok(taken > (walks * commandsOfAWalk) / 10, 'too little was taken for the walk to mean anything');
  assert.ok(answers.size >= 12, 'too few refusals were seen');
});

/** One company, and somebody who gives it commands at random: by anybody, in any state, sensible or not. */
class Stroll {
  readonly #random: Dice;
  readonly #company: Company;
  readonly #callers: readonly Caller[];
  readonly #technicianIds: readonly string[];
  #jobs: Job[] = [];
  #steps = 0;

  private constructor(random: Dice, company: Company, callers: Caller[], technicianIds: string[]) {
    this.#random = random;
    this.#company = company;
    this.#callers = callers;
    this.#technicianIds = technicianIds;
  }

  static async begin(random: Dice): Promise<Stroll> {
    const settings = {graceSeconds: oneOf(random, [0, 10, 300]), technicianMaySkip: random() < 0.5};
    const company = await createCompany({settings});
    const technicians = [await company.hireTechnician('Sam Ortiz'), await company.hireTechnician('Kim Park')];
    const dispatcher = await company.hireDispatcher('Dana Cole');
    // The office commands more than others.
    const office = [company.admin, company.admin, company.admin, dispatcher.caller];
    const callers = [...office, ...technicians.map(each => each.caller)];
    return new Stroll(
      random,
      company,
      callers,
      technicians.map(({id}) => id),
    );
  }

  end(): Promise<void> {
    return this.#company.close();
  }

  /** Gives one command, dry and then for real. Answers the code of the refusal, or `taken` or `nothing`. */
  async step(where: string): Promise<string> {
    if (this.#steps++ % commandsOfAJob === 0) await this.#book();
    if (this.#random() < 0.4) await this.#wait(oneOf(this.#random, [1, 11, 40]));
    const {path, body} = this.#command();
    const caller = oneOf(this.#random, this.#callers);
    const dry = await caller.post<CommandReply>(`${path}?dryRun=1`, body);
    const real = await caller.post<CommandReply>(path, body);
    assert.deepEqual(said(dry), said(real), `${where}: ${path} ${JSON.stringify(body)}`);
    if (real.problem) return real.problem.code;
    const {job} = real.body;
    this.#jobs = this.#jobs.map(each => (each.id === job.id ? job : each));
    return real.body.events.length > 0 ? 'taken' : 'nothing';
  }

  async #wait(seconds: number): Promise<void> {
    this.#company.clock.advance(seconds * 1000);
    await this.#company.server.tick();
    await this.#company.server.deliver();
  }

  async #book(): Promise<void> {
    const random = this.#random;
    const leadId = random() < 0.7 ? oneOf(random, this.#technicianIds) : undefined;
    const job = await this.#company
      .book({inHours: oneOf(random, [1, 3, 7, 30]), ...(leadId && {leadId})})
      .catch(() => this.#company.book({inHours: 2}));
    // Old jobs are left alone, so that there is something to be done.
    this.#jobs = [...this.#jobs.slice(-5), job];
  }

  #command(): {path: string; body: object} {
    const random = this.#random;
    const job = oneOf(random, this.#jobs.slice(-3));
    const visits = job.appointments;
    if (random() < 0.06)
      return {path: `/v1/jobs/${job.id}/appointments`, body: {...this.#plan(), durationMinutes: 60}};
    if (visits.length === 0 || random() < 0.2) {
      const command = oneOf(random, Object.keys(jobCommands));
      return {path: `/v1/jobs/${job.id}/${inPath(command)}`, body: this.#bodyOf(command)};
    }
    const visit: Appointment = oneOf(random, visits);
    const command = oneOf(random, Object.keys(appointmentCommands));
    return {path: `/v1/appointments/${visit.id}/${inPath(command)}`, body: this.#bodyOf(command)};
  }

  #plan(): {window: {start: string; end: string}} {
    const startMs = this.#company.clock.now() + oneOf(this.#random, [-2, 1, 4, 26]) * 3_600_000;
    return {
      window: {start: new Date(startMs).toISOString(), end: new Date(startMs + 3_600_000).toISOString()},
    };
  }

  #bodyOf(command: string): object {
    const random = this.#random;
    const maybe = (chance: number, part: object) => (random() < chance ? part : {});
    const reason = {reason: {code: oneOf(random, reasons)}};
    const leadId = oneOf(random, this.#technicianIds);
    const bodies: Record<string, () => object> = {
      schedule: () => ({...this.#plan(), durationMinutes: 60, ...maybe(0.3, {override: true})}),
      reschedule: () => ({...this.#plan(), ...maybe(0.3, {leadId}), ...maybe(0.3, {override: true})}),
      assign: () => ({leadId, ...maybe(0.3, {override: true})}),
      hand_over: () => ({leadId}),
      send_now: () => ({
        leadId,
        planned: {start: this.#plan().window.start},
        ...maybe(0.5, this.#plan()),
        ...maybe(0.3, {override: true}),
      }),
      depart: () => ({...maybe(0.3, {switch: true}), ...maybe(0.3, {etaMinutes: 20})}),
      complete: () => ({
        ...maybe(0.95, {outcome: oneOf(random, ['done', 'done', 'follow_up', 'no_access', 'interrupted'])}),
        ...maybe(0.7, reason),
        ...maybe(0.3, {skip: true}),
        ...maybe(0.3, {finishJob: random() < 0.7}),
        ...maybe(0.3, {openVisits: 'cancel'}),
      }),
      cancel: () => maybe(0.9, reason),
      move: () => ({...this.#plan(), ...maybe(0.7, reason), ...maybe(0.3, {override: true})}),
      undo: () => maybe(0.5, reason),
      running_late: () => ({minutes: oneOf(random, [5, 20])}),
      ask_to_move: () => maybe(0.5, reason),
      keep: () => maybe(0.9, reason),
      pause: () => ({...reason, ...maybe(0.6, {laterVisits: oneOf(random, ['keep', 'cancel'])})}),
      decline: () => reason,
      withdraw: () => reason,
    };
    return {...(bodies[command]?.() ?? {}), ...maybe(0.1, {notify: random() < 0.5})};
  }
}

const inPath = (command: string) => command.replaceAll('_', '-');

function said({body, problem}: Answer<CommandReply>): unknown {
  if (!problem) return consequencesOf(body);
  const {requestId: _, ...rest} = problem;
  return rest;
}
