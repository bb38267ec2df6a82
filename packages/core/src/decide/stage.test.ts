/** A little office to try the law in: it keeps the world, the history, the clock, and what was to be told. */
import assert from 'node:assert/strict';
import type {Command, Decision, Machines} from './decide.ts';
import {decide} from './decide.ts';
import {decideDeactivation} from './decide-deactivation.ts';
import type {NewJob} from './decide-new-job.ts';
import {decideNewJob} from './decide-new-job.ts';
import type {Asking, World} from './world.ts';
import {findVisit} from './world.ts';
import type {AppointmentCommand} from '../appointment/appointment-command.ts';
import type {AppointmentFacts} from '../appointment/appointment-facts.ts';
import type {Refusal} from '../appointment/refusal.ts';
import {isRefusal} from '../appointment/refusal.ts';
import type {DomainEvent} from '../history/event.ts';
import {idPrefixes} from '../ids.ts';
import type {IdKind} from '../ids.ts';
import {deriveJobStatus} from '../job/derive-job-status.ts';
import type {JobCommand, NewAppointment} from '../job/job-command.ts';
import type {JobFacts} from '../job/job-facts.ts';
import type {NoticePlan, Told} from '../notices/plan-notices.ts';
import {planNotices} from '../notices/plan-notices.ts';
import type {Settings} from '../people/settings.ts';
import {defaultSettings} from '../people/settings.ts';
import {minuteMs, toInstant} from '../time.ts';

/** Monday, eight o'clock. */
export const morningMs = Date.parse('2026-03-02T08:00:00.000Z');

/** The instant so many minutes after eight. */
export const at = (minutes: number): string => toInstant(morningMs + minutes * minuteMs);

/** A window of two hours that begins so many minutes after eight. */
export const windowAt = (minutes: number) => ({start: at(minutes), end: at(minutes + 120)});

export const ann = 'mem_annannann';
export const bob = 'mem_bobbobbob';
export const sourceId = 'src_brand0001';
export const reason = {code: 'weather'};

const askers = {
  ann: {actor: {kind: 'technician', id: ann}, memberId: ann},
  bob: {actor: {kind: 'technician', id: bob}, memberId: bob},
  dispatcher: {actor: {kind: 'dispatcher', id: 'mem_dispatch1'}},
  other: {actor: {kind: 'dispatcher', id: 'mem_dispatch2'}},
  admin: {actor: {kind: 'admin', id: 'mem_adminadm1'}},
  source: {actor: {kind: 'source', id: sourceId}},
  stranger: {actor: {kind: 'source', id: 'src_stranger1'}},
  customer: {actor: {kind: 'customer', id: 'con_customer1'}},
  system: {actor: {kind: 'system'}},
} as const satisfies Record<string, Pick<Asking, 'actor' | 'memberId'>>;

export type Asker = keyof typeof askers;
export const everyAsker = Object.keys(askers) as Asker[];

type Given<C extends Command> = C extends Command ? Omit<C, 'appointmentId' | 'jobId'> : never;
export type VisitWish = Given<AppointmentCommand>;
export type JobWish = Given<JobCommand>;

/** A message as the office would keep it. */
export type Row = Told & {readonly key: string; readonly plan: NoticePlan};

export class Stage {
  world: World;
  nowMs = morningMs;
  rows: Row[] = [];
  /** The machines by which the next commands are decided; the shipped ones unless set. */
  machines: Machines | undefined;
  #ids = 0;
  #seq = 0;

  readonly #silent: boolean;

  /** `silent`: nobody is told anything. */
  constructor(settings: Partial<Settings> = {}, {silent = false} = {}) {
    this.#silent = silent;
    this.world = {settings: {...defaultSettings, ...settings}, jobs: [], history: []};
  }

  newId = (kind: IdKind): string => `${idPrefixes[kind]}_${String(++this.#ids).padStart(8, '0')}`;

  /** The same office again: what happens there leaves this one as it is. */
  fork(): Stage {
    const twin = new Stage({}, {silent: this.#silent});
    Object.assign(twin, {world: this.world, nowMs: this.nowMs, rows: this.rows, machines: this.machines});
    twin.#ids = this.#ids;
    twin.#seq = this.#seq;
    return twin;
  }

  asking(by: Asker, more: Partial<Asking> = {}): Asking {
    return {...askers[by], nowMs: this.nowMs, newId: this.newId, ...more};
  }

  wait(minutes: number): this {
    this.nowMs += minutes * minuteMs;
    return this;
  }

  /** A new job, by its id. */
  job(job: Partial<NewJob> = {}, by: Asker = 'dispatcher'): string {
    const jobId = this.newId('job');
    const made = {jobId, customerId: 'cus_customer1', sourceId, ...job};
    this.take(decideNewJob(this.world, made, this.asking(by)));
    return jobId;
  }

  /** A new visit on a job, by its id: Ann at ten, for an hour, unless said otherwise. */
  visit(jobId: string, plan: Partial<NewAppointment> = {}): string {
    const appointment = {window: windowAt(120), durationMinutes: 60, leadId: ann, ...plan};
    const decision = this.take(
      decide(this.world, {type: 'plan', jobId, appointment}, this.asking('dispatcher')),
    );
    return decision.events[0]!.appointmentId!;
  }

  /** Gives a command without taking over what follows. */
  ask(id: string, wish: VisitWish | JobWish, by: Asker, more: Partial<Asking> = {}): Decision | Refusal {
    const command = (id.startsWith('job') ? {...wish, jobId: id} : {...wish, appointmentId: id}) as Command;
    return decide(this.world, command, this.asking(by, more), ...(this.machines ? [this.machines] : []));
  }

  /** Gives a command that is obeyed. */
  tell(
    id: string,
    wish: VisitWish | JobWish,
    by: Asker = 'dispatcher',
    more: Partial<Asking> = {},
  ): Decision {
    return this.take(this.ask(id, wish, by, more));
  }

  deactivate(memberId: string): Decision {
    return this.take(decideDeactivation(this.world, memberId, this.asking('admin')));
  }

  /** Takes over what follows from a decision, as the server does in its transaction. */
  take(decision: Decision | Refusal): Decision {
    assert.ok(!isRefusal(decision), `refused: ${isRefusal(decision) ? decision.sentence : ''}`);
    const before = this.world;
    const recordedAt = toInstant(this.nowMs);
    const stored = decision.events.map((event): DomainEvent => ({...event, seq: ++this.#seq, recordedAt}));
    this.world = {...decision.world, history: [...before.history, ...stored]};
    if (!this.#silent) this.#keep(decision, before);
    return decision;
  }

  /** What is so of a visit. */
  of(id: string): AppointmentFacts {
    return findVisit(this.world, id)!.visit;
  }

  ofJob(id: string): JobFacts {
    return this.world.jobs.find(job => job.id === id)!;
  }

  status(jobId: string): string {
    return deriveJobStatus(this.ofJob(jobId));
  }

  /** Everything that waits is sent. */
  send(): this {
    this.rows = this.rows.map(row => (row.state === 'waiting' ? {...row, state: 'sent'} : row));
    return this;
  }

  /** The kinds that wait to be sent. */
  waiting(): string[] {
    return this.rows.filter(row => row.state === 'waiting').map(row => row.kind);
  }

  #keep(decision: Decision, before: World): void {
    const {events: unit} = decision;
    const plans = planNotices({before, after: decision.world, unit, told: this.rows}, decision.notify);
    const unitId = unit[0]?.id ?? null;
    this.rows = this.rows.map(row => {
      if (plans.drop.includes(row.id)) return {...row, state: 'dropped', droppedBy: unitId};
      return plans.requeue.includes(row.id) ? {...row, state: 'waiting', droppedBy: null} : row;
    });
    const keys = plans.write.map(keyOf);
    assert.equal(new Set(keys).size, keys.length, 'a unit tells the same twice');
    for (const plan of plans.write) this.#write(plan);
  }

  /** One message a key; one that was dropped makes room. */
  #write(plan: NoticePlan): void {
    const {kind, jobId, appointmentId, occasion, unitId} = plan;
    const key = keyOf(plan);
    const known = this.rows.find(row => row.key === key);
    if (known && known.state !== 'dropped') return;
    const id = known?.id ?? this.newId('notice');
    const row: Row = {
      id,
      kind,
      jobId,
      appointmentId,
      occasion,
      unitId,
      state: 'waiting',
      droppedBy: null,
      at: toInstant(this.nowMs),
      key,
      plan,
    };
    this.rows = [...this.rows.filter(each => each !== known), row];
  }
}

/** What a message is told once for: a person, a kind, a subject, an occasion. */
function keyOf({to, kind, subjectId, occasion}: NoticePlan): string {
  return JSON.stringify([to, kind, subjectId, occasion]);
}

/** A visit brought into a state by a dispatcher's own commands. */
export function visitIn(
  stage: Stage,
  status: AppointmentFacts['status'],
  plan: Partial<NewAppointment> = {},
  jobId: string = stage.job(),
): string {
  const id = stage.visit(jobId, {...plan, ...(status === 'draft' && {draft: true})});
  const steps: Record<AppointmentFacts['status'], VisitWish[]> = {
    draft: [],
    scheduled: [],
    enroute: [{type: 'depart'}],
    arrived: [{type: 'depart'}, {type: 'arrive'}],
    started: [{type: 'depart'}, {type: 'arrive'}, {type: 'start'}],
    complete: [{type: 'depart'}, {type: 'arrive'}, {type: 'start'}, {type: 'complete', outcome: 'done'}],
    canceled: [{type: 'cancel', reason}],
    deleted: [{type: 'delete'}],
  };
  for (const step of steps[status]) {
    stage.wait(1);
    stage.tell(id, step);
  }
  stage.wait(1);
  return id;
}
