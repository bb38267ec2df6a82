/** The invariants of the domain, over random days of an office with several jobs, technicians and askers. */
import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import type {Decision} from './decide.ts';
import {jobOffersFor, offersFor} from './decide.ts';
import type {Asker, JobWish, VisitWish} from './stage.test.ts';
import {Stage, ann, bob, everyAsker, reason, windowAt} from './stage.test.ts';
import type {AppointmentFacts} from '../appointment/appointment-facts.ts';
import {isLive, isOpen, isUnderWay, plannedRange} from '../appointment/appointment-facts.ts';
import {isRefusal} from '../appointment/refusal.ts';
import {foldJob} from '../history/evolve.ts';
import {deriveJobStatus, isJobOpen} from '../job/derive-job-status.ts';
import type {JobFacts} from '../job/job-facts.ts';
import {minuteMs, overlaps, toInstant, toMs} from '../time.ts';
import {cutView} from '../tracking/cut-view.ts';
import type {Road} from '../tracking/cut-view.ts';
import {distanceMeters} from '../place/lat-lng.ts';

const seed = Number(process.env['SEED'] ?? 4_717);
const numRuns = Number(process.env['RUNS'] ?? 400);

const leads = [ann, bob, 'mem_carlcarlc'];
const pick = <T>(...of: T[]) => fc.constantFrom(...of);
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, {nil: undefined});
const window = fc.integer({min: -3, max: 12}).map(step => windowAt(step * 40));
const times = {window, durationMinutes: maybe(pick(30, 60, 90)), override: maybe(fc.boolean())};
const why = maybe(fc.constant(reason));

const visitWish = fc.oneof(
  fc.record({type: pick('schedule', 'reschedule'), ...times}),
  fc.record({type: pick('assign', 'hand_over'), leadId: pick(...leads), override: maybe(fc.boolean())}),
  fc.record({
    type: pick('send_now'),
    leadId: pick(...leads),
    planned: window.map(({start}) => ({start})),
    window: maybe(window),
    override: maybe(fc.boolean()),
  }),
  fc.record({
    type: pick('depart', 'arrive', 'start'),
    switch: maybe(fc.boolean()),
    etaMinutes: maybe(pick(20)),
  }),
  {weight: 2, arbitrary: fc.record({type: pick('depart', 'arrive', 'start', 'stand_down')})},
  fc.record({
    type: pick('complete'),
    outcome: pick('done', 'follow_up', 'no_access', 'interrupted'),
    reason: why,
    finishJob: maybe(fc.boolean()),
    openVisits: maybe(pick('cancel')),
    skip: maybe(fc.boolean()),
  }),
  fc.record({type: pick('cancel', 'keep'), reason: fc.constant(reason)}),
  fc.record({type: pick('move'), reason: why, ...times}),
  {weight: 2, arbitrary: fc.record({type: pick('undo'), reason: why})},
  fc.record({
    type: pick('unassign', 'confirm', 'reopen', 'reinstate', 'delete', 'ask_to_move', 'dismiss_request'),
  }),
  fc.record({type: pick('request_reschedule', 'rebook'), windows: maybe(fc.array(window, {maxLength: 2}))}),
  fc.record({type: pick('request_cancel', 'not_home', 'likely_on_site', 'likely_left')}),
  fc.record({type: pick('end_live'), why: pick('timed_out', 'signed_out', 'left_again')}),
  fc.record({
    type: pick('tell_eta'),
    expectedAt: window.map(({start}) => start),
    latestAt: window.map(({end}) => end),
    source: fc.constant('estimate'),
    step: maybe(fc.nat(5)),
  }),
) as unknown as fc.Arbitrary<VisitWish>;

const plan = fc.record({
  ...times,
  durationMinutes: pick(30, 60),
  leadId: maybe(pick(...leads)),
  draft: maybe(fc.boolean()),
});

const jobWish = fc.oneof(
  fc.record({type: pick('plan'), appointment: plan}),
  fc.record({type: pick('accept'), appointment: maybe(plan)}),
  fc.record({type: pick('offer', 'decline', 'withdraw', 'expire', 'cancel'), reason: fc.constant(reason)}),
  fc.record({type: pick('pause'), reason: fc.constant(reason), laterVisits: maybe(pick('keep', 'cancel'))}),
  fc.record({type: pick('complete'), openVisits: maybe(pick('cancel'))}),
  fc.record({type: pick('reinstate', 'resume')}),
  fc.record({type: pick('undo'), reason: why}),
) as unknown as fc.Arbitrary<JobWish>;

const asked = fc.record({
  by: fc.oneof({weight: 5, arbitrary: pick<Asker>('dispatcher', 'ann', 'bob')}, pick<Asker>(...everyAsker)),
  subject: fc.nat(1000),
  wish: fc.oneof(
    {weight: 4, arbitrary: visitWish.map(wish => ({visit: wish}))},
    jobWish.map(wish => ({job: wish})),
  ),
  back: fc.oneof({weight: 4, arbitrary: fc.constant(undefined)}, pick(1, 10, 60)),
});

/** Of a few things that somebody might want, the first that is obeyed happens. */
const step = fc.record({
  wants: fc.array(asked, {minLength: 6, maxLength: 6}),
  minutes: pick(0, 0, 1, 3, 20, 400),
  send: fc.boolean(),
  fixMeters: fc.nat(3000),
  leaves: fc.nat(150).map(roll => roll === 150),
});
type Asked = typeof asked extends fc.Arbitrary<infer A> ? A : never;
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

const setting = fc.record({
  arrivalMode: pick('combined', 'separate'),
  technicianMaySkip: fc.boolean(),
  followUpSurvey: fc.boolean(),
});

/** An office with three jobs: one offered, one with a visit, one without. */
function opening(settings: object): Stage {
  const stage = new Stage(settings);
  stage.job(
    {offer: {expiresAt: null}, appointment: {window: windowAt(60), durationMinutes: 60, leadId: bob}},
    'source',
  );
  stage.job({appointment: {window: windowAt(120), durationMinutes: 60, leadId: ann}});
  stage.job({sourceId: null});
  return stage;
}

type Taken = {before: Stage; after: Stage; decision: Decision; by: Asker};

/** Lets somebody ask; every command is answered, and a dry run says beforehand what the real run then does. */
function ask(stage: Stage, {by, subject, wish, back}: Asked): Taken | undefined {
  const visits = stage.world.jobs.flatMap(job => job.appointments);
  const targets: readonly {readonly id: string}[] = 'visit' in wish ? visits : stage.world.jobs;
  const target = targets[subject % Math.max(targets.length, 1)];
  if (!target) return undefined;
  const body = 'visit' in wish ? wish.visit : wish.job;
  const given = {...body, ...(back && {at: toInstant(stage.nowMs - back * minuteMs)})};
  const before = stage.fork();
  const dry = stage.fork().ask(target.id, given, by);
  const real = stage.ask(target.id, given, by);
  assert.deepEqual(dry, real, 'a dry run tells something else');
  if (!isRefusal(real))
    return real.events.length > 0 ? {before, after: stage, decision: stage.take(real), by} : undefined;
  assert.ok(real.sentence.length > 10 && !real.sentence.includes('…'), real.sentence);
  return undefined;
}

function take(stage: Stage, {wants, minutes, leaves}: Step): Taken | undefined {
  stage.wait(minutes);
  if (leaves) return {before: stage.fork(), after: stage, decision: stage.deactivate(bob), by: 'admin'};
  for (const want of wants) {
    const taken = ask(stage, want);
    if (taken) return taken;
  }
  return undefined;
}

const visitsOf = (stage: Stage) => stage.world.jobs.flatMap(job => job.appointments);

function checkWorld(stage: Stage): void {
  for (const job of stage.world.jobs) {
    assert.deepEqual(foldJob(stage.world.history.filter(event => event.jobId === job.id)), job);
    assert.ok(job.customerId);
    for (const visit of job.appointments) {
      assert.ok(
        !isOpen(visit) || (isJobOpen(job) && deriveJobStatus(job) !== 'offered'),
        'an open visit on a closed job',
      );
      assert.ok(visit.status !== 'draft' || isJobOpen(job), 'a draft on a closed job');
      assert.equal(
        visit.leg !== null && visit.leg.closedAt === null,
        isUnderWay(visit),
        'a leg is open while under way',
      );
      assert.ok(!isUnderWay(visit) || visit.leg!.technicianId === visit.leadId, 'the leg is somebody else’s');
      assert.ok(visit.stints.filter(stint => stint.to === null).length <= Number(isUnderWay(visit)));
    }
  }
  const open = visitsOf(stage).filter(visit => isOpen(visit) && visit.leadId);
  for (const [index, one] of open.entries()) {
    for (const other of open.slice(index + 1).filter(each => each.leadId === one.leadId)) {
      assert.ok(!isUnderWay(one) || !isUnderWay(other), 'a technician is under way twice');
      assert.ok(
        one.conflict || other.conflict || !overlaps(plannedRange(one.planned), plannedRange(other.planned)),
        'a double booking that nobody marked',
      );
    }
  }
}

/** What is so, without the tombstones of visits that never were. */
const livingFacts = (stage: Stage): JobFacts[] =>
  stage.world.jobs.map(job => ({
    ...job,
    appointments: job.appointments.filter(visit => visit.status !== 'deleted'),
  }));
const waitingKeys = (stage: Stage) =>
  stage.rows
    .filter(row => row.state === 'waiting')
    .map(row => row.key)
    .sort();

function checkUndo({before, after, decision, by}: Taken): void {
  const root = decision.events[0];
  if (!root || root.type.endsWith('_undone') || root.type === 'member_deactivated') return;
  if (['source', 'stranger', 'customer', 'system'].includes(by) || toMs(root.at) < after.nowMs - 5 * minuteMs)
    return;
  if (root.type === 'appointment_eta_told') return;
  const twin = after.fork();
  // A visit planned on a job is taken back as a visit.
  const subject = root.appointmentId ?? root.jobId!;
  const lead = root.appointmentId ? twin.of(subject).leadId : null;
  if (by === 'ann' && lead !== ann) return;
  const answer = twin.ask(subject, {type: 'undo'}, by);
  assert.ok(!isRefusal(answer), `undo refused: ${JSON.stringify(answer)}`);
  twin.take(answer);
  assert.deepEqual(livingFacts(twin), livingFacts(before), `undo of ${root.type} left something`);
  assert.deepEqual(waitingKeys(twin), waitingKeys(before), `undo of ${root.type} left messages`);
}

function checkTerminal({before, decision}: Taken): void {
  for (const event of decision.events) {
    const visit = visitsOf(before).find(each => each.id === event.appointmentId);
    if (!visit || !['complete', 'canceled', 'deleted'].includes(visit.status)) continue;
    if (!event.set || !('status' in event.set)) continue;
    assert.match(event.type, /undone|reopened|reinstated/);
  }
}

function checkCancelAndReinstate(stage: Stage): void {
  for (const job of stage.world.jobs.filter(
    each => !isRefusal(stage.ask(each.id, {type: 'cancel', reason}, 'admin')),
  )) {
    const twin = stage.fork();
    const openOf = () =>
      twin
        .ofJob(job.id)
        .appointments.filter(visit => isOpen(visit) || visit.status === 'draft')
        .map(visit => visit.id);
    const before = openOf();
    if (twin.status(job.id) === 'canceled') continue;
    twin.tell(job.id, {type: 'cancel', reason});
    assert.deepEqual(openOf(), []);
    twin.tell(job.id, {type: 'reinstate'});
    assert.deepEqual(openOf(), before);
  }
}

const door = {lat: 41.9, lng: -87.65};
const metersNorth = (meters: number) => ({lat: door.lat + meters / 111_195, lng: door.lng});

/** What the customer sees, when the road knows a place that may or may not be of the leg. */
function checkView(stage: Stage, job: JobFacts, fixMeters: number): void {
  const legs = visitsOf(stage).flatMap(visit => visit.leg ?? []);
  const legStart = metersNorth(3000);
  const road = (visit: AppointmentFacts): Road => {
    const leg = legs[fixMeters % Math.max(legs.length, 1)] ?? visit.leg;
    if (!leg) return {};
    const position = {
      ...metersNorth(fixMeters),
      at: toInstant(stage.nowMs - (fixMeters % 5) * minuteMs),
      legId: leg.id,
    };
    return {position, legStarts: [legStart], route: [metersNorth(fixMeters), door]};
  };
  const view = cutView({
    nowMs: stage.nowMs,
    timeScale: 1,
    timeZone: 'America/Chicago',
    settings: {...stage.world.settings, visibility: {...stage.world.settings.visibility, distance: 'always'}},
    organization: {name: 'Best Plumbing'},
    job: {title: 'Leak'},
    destination: door,
    visits: job.appointments,
    introduction: () => ({name: 'Ann'}),
    road,
  });
  if (!view) return;
  const shown = [view.visit, ...(view.others ?? [])];
  const live = job.appointments.filter(isLive);
  const withPlace = shown.filter(each => each.position ?? each.route ?? each.distanceMeters);
  assert.ok(withPlace.length <= live.length, 'a place without a live leg');
  for (const {position, phase} of withPlace) {
    assert.ok(phase === 'live' || phase === 'live_stale');
    assert.ok(distanceMeters(position!, legStart) >= 200, 'a place near the start of the leg');
    const mine = live.find(visit => road(visit).position!.legId === visit.leg!.id);
    assert.ok(
      mine && toMs(position!.at) >= toMs(mine.leg!.departedAt!),
      'a place of another leg, or from before it',
    );
  }
}

test('over random days every invariant holds', t => {
  t.diagnostic(`seed ${seed}, ${numRuns} days`);
  const day = fc.record({
    settings: setting,
    steps: fc.array(step, {minLength: 5, maxLength: 40, size: 'max'}),
  });
  let taken = 0;
  fc.assert(
    fc.property(day, ({settings, steps}) => {
      const stage = opening(settings);
      for (const one of steps) {
        const result = take(stage, one);
        for (const job of stage.world.jobs) checkView(stage, job, one.fixMeters);
        if (result) {
          taken += 1;
          checkWorld(stage);
          checkTerminal(result);
          checkUndo(result);
        }
        if (one.send) stage.send();
      }
      checkCancelAndReinstate(stage);
      for (const job of stage.world.jobs) {
        for (const by of everyAsker) {
          jobOffersFor(stage.world, job.id, stage.asking(by));
          for (const visit of job.appointments) offersFor(stage.world, visit.id, stage.asking(by));
        }
      }
    }),
    {seed, numRuns, includeErrorInReport: true},
  );
  t.diagnostic(`${taken} commands obeyed`);
  assert.ok(taken > 5 * numRuns, 'the days were empty');
});
