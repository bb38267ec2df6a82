/**
 * The behaviour of the machines, written down by hand beside them: what every state answers to every command, and
 * what each condition asks for. It can be held against any machines; the tests hold it against the shipped ones.
 */
import assert from 'node:assert/strict';
import type {Machines} from './decide.ts';
import type {Asker, JobWish, VisitWish} from './stage.test.ts';
import {Stage, ann, at, bob, reason, visitIn, windowAt} from './stage.test.ts';
import type {AppointmentCommandType} from '../appointment/appointment-command.ts';
import {AppointmentStatus} from '../appointment/appointment-facts.ts';
import type {Cell} from '../appointment/appointment-machine.ts';
import {isRefusal} from '../appointment/refusal.ts';
import {JobStatus} from '../job/job-facts.ts';
import type {JobCommandType} from '../job/job-command.ts';

export type Sentence = {readonly says: string; holds(machines: Machines): void};

/** `>state` leads there · `=` stays, with an event · `~` is so already · `<` what was before · else the refusal's code. */
const visitOracle = `
                   draft         scheduled              enroute                arrived            started          complete          canceled     deleted
schedule           >scheduled    ~                      under_way              under_way          under_way        already_complete  is_canceled  is_deleted
reschedule         =             =                      under_way              under_way          under_way        already_complete  is_canceled  is_deleted
assign             =             =                      >scheduled             already_arrived    already_started  already_complete  is_canceled  is_deleted
unassign           =             =                      under_way              under_way          under_way        already_complete  is_canceled  is_deleted
send_now           >scheduled    =                      under_way              under_way          under_way        already_complete  is_canceled  is_deleted
confirm            not_scheduled =                      on_the_way             already_arrived    already_started  already_complete  is_canceled  is_deleted
depart             not_scheduled >enroute               ~                      already_arrived    already_started  already_complete  is_canceled  is_deleted
arrive             not_scheduled separate_mode_only     >arrived               ~                  already_started  already_complete  is_canceled  is_deleted
start              not_scheduled >started               >started               >started           ~                already_complete  is_canceled  is_deleted
complete           not_scheduled skip_required          not_started            >complete          >complete        ~                 is_canceled  is_deleted
cancel             >canceled     >canceled              >canceled              >canceled          >canceled        already_complete  ~            is_deleted
stand_down         not_under_way ~                      >scheduled             >scheduled         already_started  already_complete  is_canceled  is_deleted
hand_over          not_under_way not_arrived            not_arrived            =                  =                already_complete  is_canceled  is_deleted
move               not_under_way not_under_way          >scheduled             >complete          >complete        already_complete  is_canceled  is_deleted
undo               <             <                      <                      <                  <                <                 <            <
reopen             not_complete  not_complete           not_complete           not_complete       not_complete     >started          is_canceled  is_deleted
reinstate          not_canceled  not_canceled           not_canceled           not_canceled       not_canceled     not_canceled      >scheduled   is_deleted
delete             >deleted      >deleted               under_way              under_way          under_way        already_complete  is_canceled  ~
ask_to_move        not_scheduled =                      =                      =                  already_started  already_complete  is_canceled  is_deleted
running_late       not_scheduled =                      =                      already_arrived    already_started  already_complete  is_canceled  is_deleted
dismiss_request    =             =                      =                      =                  =                =                 =            is_deleted
keep               not_scheduled =                      =                      =                  =                already_complete  is_canceled  is_deleted
request_reschedule not_scheduled =                      =                      already_arrived    already_started  already_complete  is_canceled  is_deleted
request_cancel     not_scheduled =                      =                      already_arrived    already_started  already_complete  is_canceled  is_deleted
rebook             not_scheduled use_request_reschedule use_request_reschedule already_arrived    already_started  already_complete  =            is_deleted
not_home           not_scheduled =                      =                      already_arrived    already_started  already_complete  is_canceled  is_deleted
likely_on_site     not_under_way not_under_way          =                      ~                  ~                already_complete  is_canceled  is_deleted
likely_left        not_under_way not_under_way          =                      =                  =                already_complete  is_canceled  is_deleted
end_live           not_under_way not_under_way          =                      ~                  ~                already_complete  is_canceled  is_deleted
tell_eta           not_under_way not_under_way          =                      already_arrived    already_started  already_complete  is_canceled  is_deleted
`;

/** `y` is obeyed · `~` is so already · `-` there is nothing to do · else the refusal's code. */
const jobOracle = `
           unscheduled      scheduled        in_progress      paused           offered          declined         complete         canceled
offer      y                job_is_open      job_is_open      job_is_open      ~                job_is_declined  job_is_complete  job_is_canceled
accept     not_offered      not_offered      not_offered      not_offered      y                job_is_declined  not_offered      not_offered
decline    not_offered      not_offered      not_offered      not_offered      y                ~                not_offered      not_offered
withdraw   not_offered      not_offered      not_offered      not_offered      y                ~                not_offered      not_offered
expire     not_offered      not_offered      not_offered      not_offered      y                ~                not_offered      not_offered
cancel     y                y                y                y                answer_the_offer job_is_declined  job_is_complete  ~
reinstate  not_canceled_job not_canceled_job not_canceled_job not_canceled_job not_canceled_job job_is_declined  not_canceled_job y
complete   y                open_visits      open_visits      y                job_is_offered   job_is_declined  ~                job_is_canceled
pause      y                y                y                y                job_is_offered   job_is_declined  job_is_complete  job_is_canceled
resume     ~                -                -                y                job_is_offered   job_is_declined  job_is_complete  job_is_canceled
undo       y                y                y                y                y                y                y                y
plan       y                y                y                y                job_is_offered   job_is_declined  y                job_is_canceled
`;

function tableOf(text: string): {row: string; column: string; expected: string}[] {
  const [head, ...lines] = text.trim().split('\n');
  const columns = head!.trim().split(/\s+/);
  return lines.flatMap(line => {
    const [row, ...cells] = line.trim().split(/\s+/);
    assert.equal(cells.length, columns.length, line);
    return columns.map((column, index) => ({row: row!, column, expected: cells[index]!}));
  });
}

const bodies: {[T in AppointmentCommandType]: Omit<Extract<VisitWish, {type: T}>, 'type'>} = {
  schedule: {},
  reschedule: {window: windowAt(600)},
  assign: {leadId: bob},
  unassign: {},
  send_now: {leadId: bob, planned: {start: at(30)}},
  confirm: {},
  depart: {},
  arrive: {},
  start: {},
  complete: {outcome: 'done'},
  cancel: {reason},
  stand_down: {},
  hand_over: {leadId: bob},
  move: {window: windowAt(600), reason},
  undo: {},
  reopen: {},
  reinstate: {},
  delete: {},
  ask_to_move: {},
  running_late: {minutes: 20},
  dismiss_request: {},
  keep: {reason},
  request_reschedule: {windows: [windowAt(900)]},
  request_cancel: {},
  rebook: {},
  not_home: {},
  likely_on_site: {},
  likely_left: {},
  end_live: {why: 'signed_out'},
  tell_eta: {expectedAt: windowAt(120).start, latestAt: windowAt(120).end, source: 'estimate'},
};

const ofCustomer = ['request_reschedule', 'request_cancel', 'rebook', 'not_home'];
const ofSystem = ['likely_on_site', 'likely_left', 'end_live', 'tell_eta', 'expire'];

function usualAsker(command: string): Asker {
  if (ofCustomer.includes(command)) return 'customer';
  return ofSystem.includes(command) ? 'system' : 'dispatcher';
}

/** A visit in a state, with what the command needs to have an effect. */
function scene(stage: Stage, status: AppointmentStatus, command: string): string {
  if (command !== 'dismiss_request') return visitIn(stage, status);
  if (status === 'draft' || status === 'canceled') {
    const id = visitIn(stage, 'draft');
    stage.tell(id, {type: 'cancel', reason});
    stage.tell(id, {type: 'rebook'}, 'customer');
    if (status === 'draft') stage.tell(id, {type: 'reinstate'});
    return id;
  }
  const id = visitIn(stage, 'scheduled');
  stage.tell(id, {type: 'request_reschedule'}, 'customer');
  const steps = {
    scheduled: [],
    enroute: [{type: 'depart'}],
    arrived: [{type: 'depart'}, {type: 'arrive'}],
    started: [{type: 'start'}],
    complete: [{type: 'start'}, {type: 'complete', outcome: 'done'}],
    deleted: [{type: 'delete'}],
  } as const;
  for (const step of steps[status]) stage.tell(id, step);
  return id;
}

/** What a visit answered, in the oracle's words; and the cell of the machine must have said the same. */
function answer(stage: Stage, id: string, wish: VisitWish, by: Asker, machines: Machines): string {
  const before = stage.of(id);
  const cell: Cell = machines.appointment[before.status][wish.type];
  stage.machines = machines;
  const decision = stage.ask(id, wish, by);
  if (isRefusal(decision)) {
    assert.equal(decision.sentence.includes('…'), false, decision.sentence);
    return decision.refused;
  }
  stage.take(decision);
  stage.machines = undefined;
  const after = stage.of(id).status;
  if (decision.events.length === 0) {
    assert.ok(
      'already' in cell || 'stays' in cell || 'before' in cell,
      'nothing happened where the machine says something does',
    );
    return 'already' in cell ? '~' : 'nothing';
  }
  if ('before' in cell) return '<';
  if ('to' in cell) {
    assert.ok([cell.to].flat().includes(after), `led to ${after}, but the machine says ${String(cell.to)}`);
    return `>${after}`;
  }
  assert.ok('stays' in cell, 'something happened where the machine says it is so already');
  assert.equal(after, before.status);
  return '=';
}

/** The oracle holds for whoever may give the command and whenever, not only for the dispatcher who gave the ones before. */
const askersOf = (command: string): Asker[] => {
  const usual = usualAsker(command);
  const hangsOnTime = command === 'undo' || command === 'reopen' || command === 'send_now';
  return usual === 'dispatcher' && !hangsOnTime ? ['dispatcher', 'other'] : [usual];
};

/** Another dispatcher comes two days later. */
const comeLater = (stage: Stage, by: Asker) => stage.wait(by === 'other' ? 2 * 24 * 60 : 0);

const visitSentences: Sentence[] = tableOf(visitOracle).flatMap(({row, column, expected}) =>
  askersOf(row).map(by => ({
    says: `${column}: ${row} by ${by} answers ${expected}`,
    holds(machines) {
      const stage = new Stage();
      const command = row as AppointmentCommandType;
      const id = scene(stage, column as AppointmentStatus, command);
      const wish = {type: command, ...bodies[command]} as VisitWish;
      comeLater(stage, by);
      assert.equal(answer(stage, id, wish, by, machines), expected);
    },
  })),
);

function jobIn(stage: Stage, status: JobStatus): string {
  if (status === 'offered' || status === 'declined') {
    const id = stage.job({offer: {expiresAt: null}}, 'source');
    if (status === 'declined') stage.tell(id, {type: 'decline', reason});
    return id;
  }
  const id = stage.job();
  if (status === 'scheduled') visitIn(stage, 'scheduled', {}, id);
  if (status === 'in_progress') visitIn(stage, 'enroute', {}, id);
  if (status === 'paused') stage.tell(id, {type: 'pause', reason: {code: 'needs_parts'}});
  if (status === 'complete') stage.tell(id, {type: 'complete'});
  if (status === 'canceled') stage.tell(id, {type: 'cancel', reason});
  return id;
}

const jobBodies: {[T in JobCommandType]: Omit<Extract<JobWish, {type: T}>, 'type'>} = {
  offer: {},
  accept: {},
  decline: {reason},
  withdraw: {},
  expire: {},
  cancel: {reason},
  reinstate: {},
  complete: {},
  pause: {reason, laterVisits: 'keep'},
  resume: {},
  undo: {},
  plan: {appointment: {window: windowAt(900), durationMinutes: 60}},
};

function jobAnswer(stage: Stage, id: string, wish: JobWish, by: Asker, machines: Machines): string {
  const cell = machines.job[stage.status(id) as JobStatus][wish.type];
  stage.machines = machines;
  const decision = stage.ask(id, wish, by);
  if (isRefusal(decision)) return decision.refused;
  stage.take(decision);
  stage.machines = undefined;
  if (decision.events.length === 0) return 'already' in cell ? '~' : '-';
  assert.ok(!('already' in cell), 'something happened where the machine says it is so already');
  return 'y';
}

/** A job in a status, with a command of its own to take back. */
function jobToUndo(stage: Stage, status: JobStatus): string {
  if (!['unscheduled', 'scheduled', 'in_progress', 'offered'].includes(status)) return jobIn(stage, status);
  const id = stage.job();
  if (status === 'offered') stage.tell(id, {type: 'offer'});
  const visit =
    status === 'scheduled' || status === 'in_progress' ? visitIn(stage, 'scheduled', {}, id) : null;
  if (status !== 'offered') stage.tell(id, {type: 'pause', reason, laterVisits: 'keep'});
  if (status === 'unscheduled') stage.tell(id, {type: 'resume'});
  if (visit && status === 'in_progress') stage.wait(1).tell(visit, {type: 'depart'});
  return id;
}

const jobSentences: Sentence[] = tableOf(jobOracle).flatMap(({row, column, expected}) =>
  askersOf(row).map(by => ({
    says: `${column} job: ${row} by ${by} answers ${expected}`,
    holds(machines) {
      const stage = new Stage();
      const id = row === 'undo' ? jobToUndo(stage, column as JobStatus) : jobIn(stage, column as JobStatus);
      assert.equal(stage.status(id), column);
      comeLater(stage, by);
      const wish = {type: row, ...jobBodies[row as JobCommandType]} as JobWish;
      assert.equal(jobAnswer(stage, id, wish, by, machines), expected);
    },
  })),
);

/** What is asked of a visit or a job on a stage that was set for it, by whom, and what it answers. */
type Ask = {id: string; wish: VisitWish | JobWish; by?: Asker; settings?: object};
type Case = [says: string, expected: string, set: (stage: Stage) => Ask];

/** Ann is booked for the same time elsewhere, and on her way there if `underWay`. */
function elsewhere(
  stage: Stage,
  leadId: string,
  status: 'scheduled' | 'enroute' | 'arrived' = 'scheduled',
  start = 120,
) {
  return visitIn(stage, status, {leadId, window: windowAt(start), override: true});
}

const done = {type: 'complete', outcome: 'done'} as const;
const missed = {type: 'complete', outcome: 'no_access'} as const;
const later = {type: 'reschedule', window: windowAt(600)} as const;
const toBob = {type: 'assign', leadId: bob} as const;
const moved = {type: 'move', window: windowAt(600), reason} as const;
const another = {window: windowAt(600), durationMinutes: 60, leadId: ann};
const bobNow = {type: 'send_now', leadId: bob, planned: {start: at(30)}} as const;
const separate = {arrivalMode: 'separate'};
const maySkip = {technicianMaySkip: true};

const draftOnOffer = (stage: Stage) => {
  const jobId = stage.job({offer: {expiresAt: null}, appointment: {...another}}, 'source');
  return stage.ofJob(jobId).appointments[0]!.id;
};
const withOther = (stage: Stage, status: AppointmentStatus, other: AppointmentStatus) => {
  const jobId = stage.job();
  const id = visitIn(stage, status, {}, jobId);
  visitIn(stage, other, {leadId: bob, window: windowAt(600)}, jobId);
  return id;
};
const accepted = (stage: Stage) => {
  const id = stage.job({offer: {expiresAt: null}}, 'source');
  stage.tell(id, {type: 'accept'});
  return id;
};
const failed = (stage: Stage) => {
  const id = visitIn(stage, 'enroute');
  stage.tell(id, {...missed, reason});
  return id;
};

const cases: Case[] = [
  // schedule
  ['a draft is scheduled', '>scheduled', s => ({id: visitIn(s, 'draft'), wish: {type: 'schedule'}})],
  [
    'a draft on an offered job waits',
    'job_is_offered',
    s => ({id: draftOnOffer(s), wish: {type: 'schedule'}}),
  ],
  [
    'a draft for a booked technician is refused',
    'technician_booked',
    s => (elsewhere(s, ann), {id: visitIn(s, 'draft'), wish: {type: 'schedule'}}),
  ],
  [
    '… but for override',
    '>scheduled',
    s => (elsewhere(s, ann), {id: visitIn(s, 'draft'), wish: {type: 'schedule', override: true}}),
  ],
  [
    'a draft is given to somebody with it',
    '>scheduled',
    s => (elsewhere(s, ann), {id: visitIn(s, 'draft'), wish: {type: 'schedule', leadId: bob}}),
  ],
  [
    'a source names no technician',
    'forbidden',
    s => ({id: visitIn(s, 'draft'), wish: {type: 'schedule', leadId: bob}, by: 'source'}),
  ],
  [
    'schedule with other times is no repetition',
    'already_scheduled',
    s => ({id: visitIn(s, 'scheduled'), wish: {type: 'schedule', window: windowAt(600)}}),
  ],
  [
    'nor is it with somebody else',
    'already_scheduled',
    s => ({id: visitIn(s, 'scheduled'), wish: {type: 'schedule', leadId: bob}}),
  ],
  // reschedule
  [
    'a draft moved to a booked time is refused',
    'technician_booked',
    s => (elsewhere(s, ann, 'scheduled', 600), {id: visitIn(s, 'draft'), wish: later}),
  ],
  [
    'a visit moved to a booked time is refused',
    'technician_booked',
    s => (elsewhere(s, ann, 'scheduled', 600), {id: visitIn(s, 'scheduled'), wish: later}),
  ],
  [
    '… but for override',
    '=',
    s => (
      elsewhere(s, ann, 'scheduled', 600),
      {id: visitIn(s, 'scheduled'), wish: {...later, override: true}}
    ),
  ],
  [
    'the same times are no change, in conflict or not',
    'nothing',
    s => (
      elsewhere(s, ann),
      {
        id: visitIn(s, 'scheduled', {override: true}),
        wish: {type: 'reschedule', window: windowAt(120), durationMinutes: 60},
      }
    ),
  ],
  // assign
  [
    'a draft for a booked technician is refused',
    'technician_booked',
    s => (elsewhere(s, bob), {id: visitIn(s, 'draft'), wish: toBob}),
  ],
  [
    'a visit for a booked technician is refused',
    'technician_booked',
    s => (elsewhere(s, bob), {id: visitIn(s, 'scheduled'), wish: toBob}),
  ],
  [
    'an approach for a booked technician is refused',
    'technician_booked',
    s => (elsewhere(s, bob), {id: visitIn(s, 'enroute'), wish: toBob}),
  ],
  [
    '… but for override',
    '>scheduled',
    s => (elsewhere(s, bob), {id: visitIn(s, 'enroute'), wish: {...toBob, override: true}}),
  ],
  [
    'the same technician again is no change',
    'nothing',
    s => (
      elsewhere(s, ann),
      {id: visitIn(s, 'draft', {override: true}), wish: {type: 'assign', leadId: ann}}
    ),
  ],
  // send_now
  [
    'to a draft on an offered job nobody is sent',
    'job_is_offered',
    s => ({id: draftOnOffer(s), wish: bobNow}),
  ],
  [
    'to a draft nobody is sent who is on the way elsewhere, unless that was seen',
    'plan_changed',
    s => (elsewhere(s, bob, 'enroute', 600), {id: visitIn(s, 'draft'), wish: bobNow}),
  ],
  [
    'nobody is sent who is on the way elsewhere, unless that was seen',
    'plan_changed',
    s => (elsewhere(s, bob, 'enroute', 600), {id: visitIn(s, 'scheduled'), wish: bobNow}),
  ],
  [
    'nobody goes to a draft over another visit of his',
    'technician_booked',
    s => (elsewhere(s, bob, 'scheduled', 30), {id: visitIn(s, 'draft'), wish: bobNow}),
  ],
  [
    'nobody goes over another visit of his',
    'technician_booked',
    s => (elsewhere(s, bob, 'scheduled', 30), {id: visitIn(s, 'scheduled'), wish: bobNow}),
  ],
  [
    '… but for override',
    '=',
    s => (
      elsewhere(s, bob, 'scheduled', 30),
      {id: visitIn(s, 'scheduled'), wish: {...bobNow, override: true}}
    ),
  ],
  [
    'work that has begun is not left for a draft without a reason',
    'reason_required',
    s => {
      const appointmentId = elsewhere(s, bob, 'arrived', 600);
      return {
        id: visitIn(s, 'draft'),
        wish: {...bobNow, current: {appointmentId, first: 'leave'}},
      };
    },
  ],
  [
    'work that has begun is not left without a reason',
    'reason_required',
    s => {
      const appointmentId = elsewhere(s, bob, 'arrived', 600);
      return {
        id: visitIn(s, 'scheduled'),
        wish: {...bobNow, current: {appointmentId, first: 'leave'}},
      };
    },
  ],
  [
    'sent again just so is no change',
    'nothing',
    s => {
      const id = visitIn(s, 'scheduled');
      s.tell(id, bobNow);
      return {id, wish: bobNow};
    },
  ],
  // depart, arrive, start
  [
    'nobody departs for nobody',
    'unassigned',
    s => ({id: visitIn(s, 'scheduled', {leadId: undefined}), wish: {type: 'depart'}}),
  ],
  [
    'nobody starts for nobody',
    'unassigned',
    s => ({id: visitIn(s, 'scheduled', {leadId: undefined}), wish: {type: 'start'}}),
  ],
  [
    'nobody arrives for nobody',
    'unassigned',
    s => ({id: visitIn(s, 'scheduled', {leadId: undefined}), wish: {type: 'arrive'}, settings: separate}),
  ],
  [
    'who is on the way to another does not depart',
    'technician_busy',
    s => (
      elsewhere(s, ann, 'enroute'),
      {id: visitIn(s, 'scheduled', {override: true}), wish: {type: 'depart'}}
    ),
  ],
  [
    'who is on the way to another does not start',
    'technician_busy',
    s => (
      elsewhere(s, ann, 'enroute'),
      {id: visitIn(s, 'scheduled', {override: true}), wish: {type: 'start'}}
    ),
  ],
  [
    'who is on the way to another does not arrive',
    'technician_busy',
    s => (
      elsewhere(s, ann, 'enroute'),
      {id: visitIn(s, 'scheduled', {override: true}), wish: {type: 'arrive'}, settings: separate}
    ),
  ],
  [
    'switch leaves one that is en route',
    '>enroute',
    s => (
      elsewhere(s, ann, 'enroute'),
      {id: visitIn(s, 'scheduled', {override: true}), wish: {type: 'depart', switch: true}}
    ),
  ],
  [
    'switch leaves none that has arrived',
    'technician_busy',
    s => (
      elsewhere(s, ann, 'arrived'),
      {id: visitIn(s, 'scheduled', {override: true}), wish: {type: 'depart', switch: true}}
    ),
  ],
  [
    'in separate mode a person may arrive at once',
    '>arrived',
    s => ({id: visitIn(s, 'scheduled'), wish: {type: 'arrive'}, by: 'ann', settings: separate}),
  ],
  [
    '… the fence may not',
    'separate_mode_only',
    s => ({id: visitIn(s, 'scheduled'), wish: {type: 'arrive'}, by: 'system', settings: separate}),
  ],
  [
    'the fence arrives from under way',
    '>arrived',
    s => ({id: visitIn(s, 'enroute'), wish: {type: 'arrive'}, by: 'system'}),
  ],
  // complete
  [
    'a technician skips only where he may',
    'skip_not_allowed',
    s => ({id: visitIn(s, 'scheduled'), wish: {...done, skip: true}, by: 'ann'}),
  ],
  [
    '… also from under way',
    'skip_not_allowed',
    s => ({id: visitIn(s, 'enroute'), wish: {...done, skip: true}, by: 'ann'}),
  ],
  ['… and is told so first', 'skip_not_allowed', s => ({id: visitIn(s, 'scheduled'), wish: done, by: 'ann'})],
  [
    'a technician who may skip does',
    '>complete',
    s => ({id: visitIn(s, 'scheduled'), wish: {...done, skip: true}, by: 'ann', settings: maySkip}),
  ],
  ['a dispatcher skips', '>complete', s => ({id: visitIn(s, 'scheduled'), wish: {...done, skip: true}})],
  [
    'a dispatcher skips from under way',
    '>complete',
    s => ({id: visitIn(s, 'enroute'), wish: {...done, skip: true}}),
  ],
  ['nobody is let in', '>complete', s => ({id: visitIn(s, 'enroute'), wish: {...missed, reason}, by: 'ann'})],
  [
    'a follow-up needs a start',
    'not_started',
    s => ({id: visitIn(s, 'enroute'), wish: {type: 'complete', outcome: 'follow_up', reason}}),
  ],
  ...(['scheduled', 'enroute', 'arrived', 'started'] as const).flatMap((status): Case[] => [
    [
      `${status}: what is not done needs a reason`,
      'reason_required',
      s => ({id: visitIn(s, status), wish: {...missed, skip: true}}),
    ],
    [
      `${status}: … and is complete with one`,
      '>complete',
      s => ({id: visitIn(s, status), wish: {...missed, skip: true, reason}}),
    ],
    [
      `${status}: finishJob names other open visits`,
      'open_visits',
      s => ({id: withOther(s, status, 'scheduled'), wish: {...done, skip: true, finishJob: true}}),
    ],
    [
      `${status}: openVisits of a technician changes nothing`,
      'open_visits',
      s => ({
        id: withOther(s, status, 'scheduled'),
        wish: {...done, skip: true, finishJob: true, openVisits: 'cancel'},
        by: 'ann',
        settings: maySkip,
      }),
    ],
    [
      `${status}: openVisits cancels them`,
      '>complete',
      s => ({
        id: withOther(s, status, 'scheduled'),
        wish: {...done, skip: true, finishJob: true, openVisits: 'cancel'},
      }),
    ],
    [
      `${status}: never one under way`,
      'visits_under_way',
      s => ({
        id: withOther(s, status, 'enroute'),
        wish: {...done, skip: true, finishJob: true, openVisits: 'cancel'},
      }),
    ],
    [
      `${status}: finishJob needs done`,
      'finish_needs_done',
      s => ({id: visitIn(s, status), wish: {...missed, reason, skip: true, finishJob: true}}),
    ],
  ]),
  [
    'another outcome is no repetition',
    'already_complete',
    s => ({id: visitIn(s, 'complete'), wish: {type: 'complete', outcome: 'follow_up', reason}}),
  ],
  // hand over, move
  ...(['arrived', 'started'] as const).flatMap((status): Case[] => [
    [
      `${status}: nobody under way takes over`,
      'technician_busy',
      s => (elsewhere(s, bob, 'enroute'), {id: visitIn(s, status), wish: {type: 'hand_over', leadId: bob}}),
    ],
    [
      `${status}: a move needs a reason`,
      'reason_required',
      s => ({id: visitIn(s, status), wish: {type: 'move', window: windowAt(600)}}),
    ],
    [
      `${status}: a move to a booked time is refused`,
      'technician_booked',
      s => (elsewhere(s, ann, 'scheduled', 600), {id: visitIn(s, status), wish: moved}),
    ],
  ]),
  [
    'a move on the way needs no reason',
    '>scheduled',
    s => ({id: visitIn(s, 'enroute'), wish: {type: 'move', window: windowAt(600)}}),
  ],
  [
    'a move on the way to a booked time is refused',
    'technician_booked',
    s => (elsewhere(s, ann, 'scheduled', 600), {id: visitIn(s, 'enroute'), wish: moved}),
  ],
  // reopen, reinstate, rebook
  [
    'a visit without a start is reopened as scheduled',
    '>scheduled',
    s => ({id: failed(s), wish: {type: 'reopen'}}),
  ],
  [
    'after a day a dispatcher reopens nothing',
    'reopen_too_late',
    s => ({
      id: (s => ((s.nowMs += 25 * 3_600_000), s.world.jobs[0]!.appointments[0]!.id))(
        (visitIn(s, 'complete'), s),
      ),
      wish: {type: 'reopen'},
    }),
  ],
  [
    '… an admin does',
    '>started',
    s => ({
      id: (s => ((s.nowMs += 25 * 3_600_000), s.world.jobs[0]!.appointments[0]!.id))(
        (visitIn(s, 'complete'), s),
      ),
      wish: {type: 'reopen'},
      by: 'admin',
    }),
  ],
  [
    'a visit of a canceled job is not reopened',
    'job_is_canceled',
    s => {
      const id = failed(s);
      s.wait(1).tell(s.of(id).jobId, {type: 'cancel', reason});
      return {id, wish: {type: 'reopen'}};
    },
  ],
  [
    'a canceled draft comes back as one',
    '>draft',
    s => {
      const id = visitIn(s, 'draft');
      s.tell(id, {type: 'cancel', reason});
      return {id, wish: {type: 'reinstate'}};
    },
  ],
  [
    '… also on an offered job',
    '>draft',
    s => {
      const id = draftOnOffer(s);
      s.tell(id, {type: 'cancel', reason});
      return {id, wish: {type: 'reinstate'}};
    },
  ],
  [
    'a visit does not come back on an offered job',
    'job_is_offered',
    s => {
      const id = visitIn(s, 'canceled');
      s.tell(s.of(id).jobId, {type: 'offer'});
      return {id, wish: {type: 'reinstate'}};
    },
  ],
  [
    'a visit does not come back on a complete job',
    'job_is_complete',
    s => {
      const id = visitIn(s, 'canceled');
      s.tell(s.of(id).jobId, {type: 'complete'});
      return {id, wish: {type: 'reinstate'}};
    },
  ],
  [
    'a visit does not come back on a canceled job',
    'job_is_canceled',
    s => {
      const id = visitIn(s, 'canceled');
      s.tell(s.of(id).jobId, {type: 'cancel', reason});
      return {id, wish: {type: 'reinstate'}};
    },
  ],
  ['a missed visit is rebooked', '=', s => ({id: failed(s), wish: {type: 'rebook'}, by: 'customer'})],
  // undo
  ...AppointmentStatus.options.map((status): Case => [
    `${status}: who did not do it undoes it with a reason only`,
    'reason_required',
    s => ({id: visitIn(s, status), wish: {type: 'undo'}, by: 'other'}),
  ]),
  ...AppointmentStatus.options.map((status): Case => [
    `${status}: … and then does`,
    '<',
    s => ({id: visitIn(s, status), wish: {type: 'undo', reason}, by: 'other'}),
  ]),
  ...AppointmentStatus.options.map((status): Case => [
    `${status}: what is undone already is so`,
    'nothing',
    s => {
      const id = visitIn(s, status === 'deleted' ? 'draft' : status);
      if (status === 'scheduled') s.tell(id, {type: 'stand_down'});
      const eventId = s.world.history.findLast(event => event.appointmentId === id)!.id;
      s.tell(id, {type: 'undo'});
      return {id, wish: {type: 'undo', eventId}, by: 'other'};
    },
  ]),
  // the job
  [
    'an offer for a booked technician is not accepted',
    'technician_booked',
    s => (
      elsewhere(s, ann, 'scheduled', 600),
      {id: s.job({offer: {expiresAt: null}}, 'source'), wish: {type: 'accept', appointment: another}}
    ),
  ],
  [
    'a draft is planned on an offered job',
    'y',
    s => ({
      id: s.job({offer: {expiresAt: null}}, 'source'),
      wish: {type: 'plan', appointment: {...another, draft: true}},
    }),
  ],
  [
    'no draft is planned on a complete job',
    'job_is_complete',
    s => ({id: jobIn(s, 'complete'), wish: {type: 'plan', appointment: {...another, draft: true}}}),
  ],
  ...(['unscheduled', 'scheduled', 'in_progress', 'paused', 'complete'] as const).map((status): Case => [
    `${status} job: no visit is planned for a booked technician`,
    'technician_booked',
    s => (
      elsewhere(s, ann, 'scheduled', 600),
      {id: jobIn(s, status), wish: {type: 'plan', appointment: another}}
    ),
  ]),
  ...(['unscheduled', 'scheduled', 'in_progress', 'paused'] as const).map((status): Case => [
    `${status} job: an accepted offer is accepted already`,
    '~',
    s => {
      const id = accepted(s);
      if (status === 'paused') s.tell(id, {type: 'pause', reason});
      else if (status !== 'unscheduled') visitIn(s, status === 'scheduled' ? status : 'enroute', {}, id);
      return {id, wish: {type: 'accept'}};
    },
  ]),
  [
    'a scheduled job closes over its visits if they are meant',
    'y',
    s => ({id: jobIn(s, 'scheduled'), wish: {type: 'complete', openVisits: 'cancel'}}),
  ],
  [
    '… never over one under way',
    'visits_under_way',
    s => ({id: jobIn(s, 'in_progress'), wish: {type: 'complete', openVisits: 'cancel'}}),
  ],
  [
    'a pause asks what becomes of later visits',
    'later_visits_required',
    s => ({id: jobIn(s, 'scheduled'), wish: {type: 'pause', reason}}),
  ],
  [
    '… also while one is under way',
    'later_visits_required',
    s => ({id: s.of(withOther(s, 'enroute', 'scheduled')).jobId, wish: {type: 'pause', reason}}),
  ],
  [
    'a hold ends while a visit is planned',
    'y',
    s => ({id: jobToUndo(s, 'scheduled'), wish: {type: 'resume'}}),
  ],
  ['… or under way', 'y', s => ({id: jobToUndo(s, 'in_progress'), wish: {type: 'resume'}})],
  [
    'a job left open after a visit would stay paused',
    'plan_a_visit',
    s => {
      const id = visitIn(s, 'started');
      s.tell(id, {...done, finishJob: false});
      return {id: s.of(id).jobId, wish: {type: 'resume'}};
    },
  ],
  ...JobStatus.options.map((status): Case => [
    `${status} job: who did not do it undoes it with a reason only`,
    'reason_required',
    s => ({id: jobToUndo(s, status), wish: {type: 'undo'}, by: 'other'}),
  ]),
];

const caseSentences: Sentence[] = cases.map(([says, expected, set]) => ({
  says: `${says}: ${expected}`,
  holds(machines) {
    const stage = new Stage();
    const {id, wish, by = usualAsker(wish.type), settings} = set(stage);
    stage.world = {...stage.world, settings: {...stage.world.settings, ...settings}};
    const answered = id.startsWith('job')
      ? jobAnswer(stage, id, wish as JobWish, by, machines)
      : answer(stage, id, wish as VisitWish, by, machines);
    assert.equal(answered, expected);
  },
}));

/** Everything the machines are to do. */
export const behaviour: readonly Sentence[] = [...visitSentences, ...jobSentences, ...caseSentences];
