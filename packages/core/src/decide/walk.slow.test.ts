/**
 * The walk: every state that one job with up to two visits and two technicians can be in, times, ids and texts
 * abstracted away, breadth first, with every command by everybody.
 */
import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {Asker, JobWish, VisitWish} from './stage.test.ts';
import {Stage, ann, bob, reason, windowAt} from './stage.test.ts';
import type {AppointmentFacts} from '../appointment/appointment-facts.ts';
import {isLive} from '../appointment/appointment-facts.ts';
import {isRefusal, refusals} from '../appointment/refusal.ts';
import {deriveJobStatus} from '../job/derive-job-status.ts';
import type {JobFacts} from '../job/job-facts.ts';
import {minuteMs} from '../time.ts';

const office: Asker[] = ['dispatcher'];
const workers: Asker[] = ['dispatcher', 'ann', 'bob'];
const early = windowAt(120);
const late = windowAt(600);

/** What may be asked of a visit, by whom. A second asker only where the answer hangs on who asks. */
const visitWishes: [VisitWish, Asker[]][] = [
  [{type: 'schedule'}, ['dispatcher', 'source']],
  [{type: 'schedule', window: late, override: true}, office],
  [{type: 'reschedule', window: early}, office],
  [{type: 'reschedule', window: late, override: true}, office],
  [{type: 'reschedule', window: early, leadId: bob}, office],
  [{type: 'reschedule', window: late, leadId: null}, office],
  [{type: 'assign', leadId: ann}, office],
  [{type: 'assign', leadId: bob, override: true}, office],
  [{type: 'unassign'}, office],
  [{type: 'send_now', leadId: ann, planned: {start: early.start}}, office],
  [{type: 'confirm'}, ['dispatcher', 'customer', 'ann']],
  [{type: 'depart'}, workers],
  [{type: 'depart', switch: true}, office],
  [{type: 'arrive'}, ['dispatcher', 'ann', 'system']],
  [{type: 'start'}, workers],
  [{type: 'complete', outcome: 'done'}, ['dispatcher', 'ann']],
  [{type: 'complete', outcome: 'done', skip: true, finishJob: true}, office],
  [
    {type: 'complete', outcome: 'done', skip: true, finishJob: true, openVisits: 'cancel'},
    ['dispatcher', 'ann'],
  ],
  [{type: 'complete', outcome: 'done', skip: true, finishJob: false}, office],
  [{type: 'complete', outcome: 'no_access'}, office],
  [{type: 'complete', outcome: 'no_access', skip: true, reason}, office],
  [{type: 'complete', outcome: 'follow_up', reason, finishJob: true}, office],
  [{type: 'complete', outcome: 'follow_up', reason}, office],
  [{type: 'cancel', reason}, ['dispatcher', 'customer']],
  [{type: 'stand_down'}, ['dispatcher', 'ann']],
  [{type: 'hand_over', leadId: bob}, office],
  [{type: 'hand_over', leadId: ann}, office],
  [{type: 'move', window: late}, office],
  [{type: 'move', window: late, reason, override: true}, office],
  [{type: 'undo'}, ['dispatcher', 'ann', 'other']],
  [{type: 'reopen'}, office],
  [{type: 'reinstate'}, office],
  [{type: 'delete'}, office],
  [{type: 'ask_to_move'}, ['ann']],
  [{type: 'running_late', minutes: 20}, ['ann']],
  [{type: 'dismiss_request'}, office],
  [{type: 'keep', reason}, office],
  [{type: 'request_reschedule'}, ['customer']],
  [{type: 'request_cancel'}, ['customer']],
  [{type: 'rebook'}, ['customer']],
  [{type: 'not_home'}, ['customer']],
  [{type: 'likely_on_site'}, ['system']],
  [{type: 'likely_left'}, ['system']],
  [{type: 'end_live', why: 'timed_out'}, ['system']],
  [{type: 'tell_eta', expectedAt: early.start, latestAt: early.end, source: 'estimate'}, ['system']],
];

const jobWishes: [JobWish, Asker[]][] = [
  [{type: 'plan', appointment: {window: early, durationMinutes: 60, leadId: ann}}, office],
  [{type: 'plan', appointment: {window: early, durationMinutes: 60, leadId: bob, draft: true}}, office],
  [{type: 'plan', appointment: {window: late, durationMinutes: 60}}, office],
  [{type: 'offer'}, ['dispatcher', 'source', 'stranger']],
  [{type: 'accept'}, ['dispatcher', 'ann']],
  [{type: 'accept', appointment: {window: early, durationMinutes: 60, leadId: ann}}, office],
  [{type: 'decline', reason}, office],
  [{type: 'withdraw'}, ['source']],
  [{type: 'expire'}, ['system']],
  [{type: 'cancel', reason}, office],
  [{type: 'reinstate'}, office],
  [{type: 'complete'}, office],
  [{type: 'complete', openVisits: 'cancel'}, office],
  [{type: 'pause', reason}, office],
  [{type: 'pause', reason, laterVisits: 'keep'}, office],
  [{type: 'pause', reason, laterVisits: 'cancel'}, office],
  [{type: 'resume'}, office],
  [{type: 'undo'}, office],
];

/** A visit without its times, ids and texts; of what it was before and how it ended only what decides what may follow. */
function outlineOf(visit: AppointmentFacts): string {
  const {status, leadId, conflict, outcome, priorStatus, canceledBecause, leg} = visit;
  const lead = leadId === null ? 'nobody' : leadId === ann ? 'ann' : 'bob';
  const words = [
    status,
    lead,
    conflict && 'conflict',
    isLive(visit) && 'live',
    status === 'scheduled' && leg && 'given up',
    outcome && (outcome === 'done' ? 'done' : 'failed'),
    priorStatus === 'draft' && 'draft before',
    canceledBecause && 'with the job',
  ];
  return words.filter(Boolean).join(' ');
}

function stateOf(job: JobFacts): string {
  const visits = job.appointments.map(visit => (visit.status === 'deleted' ? 'deleted' : outlineOf(visit)));
  return [job.offer?.status, job.hold && 'hold', job.closure?.kind, ...visits.sort()].join(' | ');
}

/** What a person would call the state: the status of the job, and of each visit with or without a technician. */
function nameOf(job: JobFacts): string {
  const visits = job.appointments.map(({status, leadId}) => `${status}${leadId ? '' : ' unassigned'}`);
  return [deriveJobStatus(job), ...visits.sort()].join(', ');
}

type Walked = {states: Set<string>; names: Set<string>; refusals: Map<string, number>; asked: number};

/** Walks from a new job through everything that these askers can bring about, or until enough has a name. */
function walk(asksToo: (by: Asker) => boolean, enoughNames = Infinity): Walked {
  const first = new Stage({undoMinutes: 60}, {silent: true});
  const jobId = first.job();
  const walked: Walked = {states: new Set(), names: new Set(), refusals: new Map(), asked: 0};
  const isNew = (stage: Stage): boolean => {
    const job = stage.ofJob(jobId);
    walked.names.add(nameOf(job));
    const known = walked.states.size;
    return walked.states.add(stateOf(job)).size > known;
  };
  isNew(first);
  let front = [first];
  while (front.length > 0 && walked.names.size < enoughNames)
    front = front.flatMap(stage => stepsFrom(stage, jobId, asksToo, walked).filter(isNew));
  return walked;
}

function stepsFrom(stage: Stage, jobId: string, asksToo: (by: Asker) => boolean, walked: Walked): Stage[] {
  const {appointments} = stage.ofJob(jobId);
  const asks = [
    ...appointments.flatMap(({id}) => visitWishes.map(([wish, by]) => ({id, wish, by}))),
    ...jobWishes.map(([wish, by]) => ({id: jobId, wish, by})),
  ];
  const after: Stage[] = [];
  for (const {id, wish, by} of asks) {
    const plans = ['plan', 'move'].includes(wish.type) || 'appointment' in wish;
    if (plans && appointments.length === 2) continue;
    for (const asker of by.filter(asksToo)) {
      const nowMs = stage.nowMs + minuteMs;
      const decision = stage.ask(id, wish, asker, {nowMs});
      walked.asked += 1;
      if (isRefusal(decision)) count(walked.refusals, decision.refused);
      else if (decision.events.length > 0) {
        const twin = stage.fork().wait(1);
        twin.take(decision);
        after.push(twin);
      }
    }
  }
  return after;
}

function count(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

/** Refusals that only the passing of time brings. */
const byTheClock = ['at_in_future', 'at_too_old', 'at_before_last', 'undo_too_late', 'reopen_too_late'];

test('every state answers every command, every refusal is met, and a dispatcher alone reaches every state', t => {
  const all = walk(() => true);
  t.diagnostic(`${all.states.size} states, ${all.names.size} by name, ${all.asked} commands asked`);
  const seen = [...all.refusals].sort((a, b) => b[1] - a[1]);
  t.diagnostic(`${seen.length} refusals: ${seen.map(([code, times]) => `${code} ${times}`).join(', ')}`);
  const met = new Set([...all.refusals.keys(), ...byTheClock]);
  assert.deepEqual([...met].sort(), Object.keys(refusals).sort());
  const alone = walk(by => by === 'dispatcher', all.names.size);
  assert.deepEqual(
    [...all.names].filter(name => !alone.names.has(name)),
    [],
  );
});
