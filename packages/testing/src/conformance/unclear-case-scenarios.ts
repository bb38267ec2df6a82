import assert from 'node:assert/strict';
import type {Appointment, CommandReply, Job} from '@dispatch-kit/core';
import {expectOk} from '../caller.ts';
import {eventually, expectRefused, openFirm} from './firm.ts';
import type {DeclareTest, Firm, OfficeUnderTest} from './firm.ts';

const reason = {code: 'other'};

/** Adds a visit to a job. */
async function addVisit(firm: Firm, jobId: string, plan: Record<string, unknown>): Promise<Appointment> {
  const {inHours = 26, ...more} = plan as {inHours?: number};
  const reply = expectOk(
    await firm.admin.post<CommandReply>(`/v1/jobs/${jobId}/appointments`, {
      window: firm.window(inHours),
      durationMinutes: 60,
      ...more,
    }),
  );
  return reply.appointment!;
}

const statusesOf = (job: Job) => Object.fromEntries(job.appointments.map(({id, status}) => [id, status]));
const visitIn = (job: Job, id: string) => job.appointments.find(each => each.id === id)!;

/** What the domain decides where one could doubt. */
export function unclearCaseScenarios(office: OfficeUnderTest, test: DeclareTest): void {
  reinstatedJob(office, test);
  reinstatedVisit(office, test);
  busyTechnician(office, test);

  test('of several visits the one under way makes the job in progress, and stands on top for the customer', async () => {
    const firm = await openFirm(office, {graceSeconds: 0});
    const {job, id} = await firm.visitIn('scheduled');
    const helper = await firm.technician('Kim Park');
    const second = await addVisit(firm, job.id, {inHours: 26, leadId: helper.id});
    const link = await firm.link(job.id);
    assert.equal((await link.view()).others?.length, 1);
    await firm.tap(second.id, 'depart', {etaMinutes: 20});
    assert.equal((await firm.job(job.id)).status, 'in_progress');
    const view = await link.view();
    assert.equal(view.visit.phase, 'live');
    assert.equal(view.visit.technician?.name, 'Kim');
    assert.equal(view.others?.[0]?.phase, 'upcoming');
    await firm.tap(second.id, 'start');
    await firm.tap(second.id, 'complete', {outcome: 'done'});
    assert.equal((await link.view()).visit.phase, 'feedback', 'the visit just done comes before the next');
    expectOk(await link.caller.post('/v1/track/rate', {stars: 4}));
    assert.equal((await link.view()).visit.phase, 'upcoming', 'once rated, the next');
    await firm.tap(id, 'depart', {etaMinutes: 5});
    assert.equal((await link.view()).visit.phase, 'live');
  });

  test('two legs under way on one job show the one that arrives first on top and the other beside it', async () => {
    const firm = await openFirm(office, {graceSeconds: 0});
    const {job, id} = await firm.visitIn('scheduled');
    const helper = await firm.technician('Kim Park');
    const second = await addVisit(firm, job.id, {inHours: 2, leadId: helper.id});
    await firm.tap(id, 'depart', {etaMinutes: 50});
    await firm.tap(second.id, 'depart', {etaMinutes: 10});
    const view = await (await firm.link(job.id)).view();
    assert.equal(view.visit.technician?.name, 'Kim');
    assert.equal(view.others?.[0]?.phase, 'live');
    assert.equal(view.others?.[0]?.technician?.name, 'Sam');
  });

  test('the office completes a visit that was never started: its times stay empty', async () => {
    const firm = await openFirm(office);
    const {id} = await firm.visitIn('scheduled');
    expectRefused(
      await firm.admin.post(`/v1/appointments/${id}/complete`, {outcome: 'done'}),
      'skip_required',
    );
    const {appointment, job} = await firm.tap(id, 'complete', {outcome: 'done', skip: true});
    const {skipped, departedAt, arrivedAt, startedAt, completedAt} = appointment!;
    assert.deepEqual(
      {skipped, departedAt, arrivedAt, startedAt},
      {
        skipped: true,
        departedAt: null,
        arrivedAt: null,
        startedAt: null,
      },
    );
    assert.ok(completedAt);
    assert.equal(job.status, 'complete');
    assert.deepEqual(await firm.noticesOf(job.id, 'arrived'), []);
  });

  test('only a dispatcher skips, unless the organization lets technicians', async () => {
    const firm = await openFirm(office);
    const {id, technician} = await firm.visitIn('scheduled');
    const skip = {outcome: 'done', skip: true};
    expectRefused(await technician.caller.post(`/v1/appointments/${id}/complete`, skip), 'skip_not_allowed');
    expectOk(await firm.admin.patch('/v1/organization', {technicianMaySkip: true}));
    assert.equal((await firm.tap(id, 'complete', skip, technician.caller)).appointment!.status, 'complete');
  });

  forgottenTaps(office, test);
  lateFacts(office, test);
}

function reinstatedJob(office: OfficeUnderTest, test: DeclareTest): void {
  test('a canceled job set back brings back exactly the visits that its cancel took', async () => {
    const firm = await openFirm(office);
    const {job, id: open, technician} = await firm.visitIn('scheduled');
    const alone = await addVisit(firm, job.id, {inHours: 26});
    const draft = await addVisit(firm, job.id, {inHours: 30, draft: true});
    const gone = await addVisit(firm, job.id, {inHours: 34});
    const done = await addVisit(firm, job.id, {inHours: 38, leadId: technician.id});
    const driven = await addVisit(firm, job.id, {inHours: 42, leadId: (await firm.technician('Kim')).id});
    await firm.tap(alone.id, 'cancel', {reason});
    await firm.tap(gone.id, 'delete');
    await firm.tap(done.id, 'complete', {outcome: 'done', skip: true});
    const legBefore = (await firm.tap(driven.id, 'depart')).appointment!.leg!.id;
    const canceled = await firm.jobTap(job.id, 'cancel', {reason});
    assert.equal(canceled.job.status, 'canceled');
    const {job: back} = await firm.jobTap(job.id, 'reinstate');
    assert.deepEqual(statusesOf(back), {
      [open]: 'scheduled',
      [alone.id]: 'canceled',
      [draft.id]: 'draft',
      [done.id]: 'complete',
      [driven.id]: 'scheduled',
    });
    const again = (await firm.tap(driven.id, 'depart')).appointment!.leg!.id;
    assert.notEqual(again, legBefore, 'a visit that comes back begins a new leg');
  });

  test('a visit that comes back with its window in the past needs a new one, and nobody is told', async () => {
    const firm = await openFirm(office);
    const past = {window: {start: firm.inMinutes(-120), end: firm.inMinutes(-60)}};
    const job = await firm.book({appointment: past});
    await firm.jobTap(job.id, 'cancel', {reason});
    const reply = await firm.jobTap(job.id, 'reinstate');
    assert.equal(reply.job.appointments[0]!.needsReschedule, true);
    assert.deepEqual(reply.notices, []);
  });

  test('a technician who is busy by now is not given back; the visit says so', async () => {
    const firm = await openFirm(office);
    const {job, id, technician} = await firm.visitIn('scheduled');
    await firm.jobTap(job.id, 'cancel', {reason});
    await firm.book({leadId: technician.id});
    const back = visitIn((await firm.jobTap(job.id, 'reinstate')).job, id);
    assert.equal(back.status, 'scheduled');
    assert.equal(back.leadId, null);
    assert.equal(back.conflict, true);
  });

  test('a job with nothing to bring back is unscheduled, or paused if it had been visited', async () => {
    const firm = await openFirm(office);
    const bare = await firm.book();
    await firm.jobTap(bare.id, 'cancel', {reason});
    assert.equal((await firm.jobTap(bare.id, 'reinstate')).job.status, 'unscheduled');
    const {job, id} = await firm.visitIn('started');
    await firm.tap(id, 'complete', {outcome: 'follow_up', reason});
    await firm.jobTap(job.id, 'cancel', {reason});
    assert.equal((await firm.jobTap(job.id, 'reinstate')).job.status, 'paused');
  });

  test('a job brought back tells each contact once, and only if the cancel had been told', async () => {
    const firm = await openFirm(office);
    const {job} = await firm.visitIn('scheduled');
    await addVisit(firm, job.id, {inHours: 30});
    await firm.jobTap(job.id, 'cancel', {reason});
    await eventually(
      () => firm.noticesOf(job.id, 'canceled'),
      notices => notices.length === 1 && firm.wasSent(notices[0]),
      {what: 'one canceled notice'},
    );
    await firm.jobTap(job.id, 'reinstate');
    assert.equal((await firm.noticesOf(job.id, 'reinstated')).length, 1);
    const untold = (await firm.visitIn('scheduled')).job;
    expectOk(await firm.admin.patch('/v1/organization', {graceSeconds: 60}));
    await firm.jobTap(untold.id, 'cancel', {reason});
    await firm.jobTap(untold.id, 'reinstate');
    assert.deepEqual(await firm.noticesOf(untold.id, 'reinstated'), []);
    assert.deepEqual(
      (await firm.noticesOf(untold.id, 'canceled')).map(notice => notice.state),
      ['dropped'],
    );
  });
}

function reinstatedVisit(office: OfficeUnderTest, test: DeclareTest): void {
  test('a single canceled visit comes back with its window if that is ahead, else it needs a new one', async () => {
    const firm = await openFirm(office);
    const {id} = await firm.visitIn('canceled');
    const back = (await firm.tap(id, 'reinstate')).appointment!;
    assert.equal(back.status, 'scheduled');
    assert.equal(back.needsReschedule, false);
    const past = {window: {start: firm.inMinutes(-120), end: firm.inMinutes(-60)}};
    const job = await firm.book({appointment: past});
    const {id: old} = job.appointments[0]!;
    await firm.tap(old, 'cancel', {reason});
    assert.equal((await firm.tap(old, 'reinstate')).appointment!.needsReschedule, true);
  });

  test('a single visit that comes back to a technician who is busy by now is unassigned, with a conflict', async () => {
    const firm = await openFirm(office);
    const {id, technician} = await firm.visitIn('canceled');
    await firm.book({leadId: technician.id});
    const back = (await firm.tap(id, 'reinstate')).appointment!;
    assert.deepEqual([back.leadId, back.conflict], [null, true]);
  });
}

function busyTechnician(office: OfficeUnderTest, test: DeclareTest): void {
  test('on my way to another visit is refused, naming the one under way, until it is said to switch', async () => {
    const firm = await openFirm(office);
    const {id: first, technician} = await firm.visitIn('enroute');
    const second = (await firm.visitIn('scheduled', {technician, inHours: 5})).id;
    const refused = await technician.caller.post(`/v1/appointments/${second}/depart`);
    expectRefused(refused, 'technician_busy', 409);
    assert.ok(refused.problem!.detail.includes(first));
    const switched = await firm.tap(second, 'depart', {switch: true}, technician.caller);
    assert.equal(switched.appointment!.status, 'enroute');
    const left = expectOk(await firm.admin.get<Appointment>(`/v1/appointments/${first}`));
    assert.equal(left.status, 'scheduled');
    assert.equal(left.leg!.liveEndedAt !== null, true);
    const causes = switched.events.map(event => event.causedBy ?? event.id);
    assert.equal(new Set(causes).size, 1, 'both are one unit');
  });

  test('one who has arrived or started must first complete: to switch is refused too', async () => {
    const firm = await openFirm(office);
    for (const status of ['arrived', 'started']) {
      const {technician} = await firm.visitIn(status);
      const second = (await firm.visitIn('scheduled', {technician, inHours: 5})).id;
      const answer = await technician.caller.post(`/v1/appointments/${second}/depart`, {switch: true});
      expectRefused(answer, 'technician_busy');
    }
  });

  test('an undo that would put a technician under way twice is refused', async () => {
    const firm = await openFirm(office);
    const {id: first, technician} = await firm.visitIn('enroute');
    await firm.tap(first, 'stand_down'.replace('_', '-'));
    const second = (await firm.visitIn('scheduled', {technician, inHours: 5})).id;
    await firm.tap(second, 'depart');
    expectRefused(await firm.admin.post(`/v1/appointments/${first}/undo`), 'technician_busy');
  });
}

function forgottenTaps(office: OfficeUnderTest, test: DeclareTest): void {
  test('a forgotten tap is noticed at the door: the technician is asked, nothing is tapped for him', async () => {
    const firm = await openFirm(office, {graceSeconds: 0});
    const {technician, job, id} = await firm.pastVisit(60);
    await firm.tap(id, 'depart', {at: firm.inMinutes(-30)});
    const fixes = [{north: 2000, minutes: -20}, ...[-10, -9.5, -9].map(minutes => ({north: 20, minutes}))];
    assert.equal((await firm.report(technician, fixes)).taken, 4);
    const visit = visitIn(await firm.job(job.id), id);
    assert.equal(visit.status, 'enroute');
    assert.ok(visit.likelyOnSiteAt);
    assert.equal((await (await firm.link(job.id)).view()).visit.phase, 'onsite');
    const {explanation} = expectOk(await firm.admin.get(`/v1/appointments/${id}/arrival`));
    assert.ok(explanation, 'why it was taken for an arrival is told');
  });

  test('where the organization says so the fence arrives by itself', async () => {
    const firm = await openFirm(office, {graceSeconds: 0, autoArrive: 'auto'});
    const {technician, job, id} = await firm.pastVisit(60);
    await firm.tap(id, 'depart', {at: firm.inMinutes(-30)});
    await firm.report(technician, [
      {north: 2000, minutes: -20},
      ...[-10, -9.5, -9].map(minutes => ({north: 20, minutes})),
    ]);
    assert.equal(visitIn(await firm.job(job.id), id).status, 'arrived');
    const arrived = (await firm.history(job.id)).find(event => event.type === 'appointment_arrived')!;
    assert.deepEqual([arrived.actor.kind, arrived.basis], ['system', 'geofence']);
  });

  test('who has left for ten minutes while the work runs is asked whether it is done', async () => {
    const firm = await openFirm(office);
    const {technician, job, id} = await firm.pastVisit(120);
    await firm.tap(id, 'depart', {at: firm.inMinutes(-90)});
    await firm.report(
      technician,
      [-80, -79.5, -79].map(minutes => ({north: 10, minutes})),
    );
    await firm.tap(id, 'start', {at: firm.inMinutes(-70)});
    await firm.report(
      technician,
      [-40, -39, -35, -28, -25].map(minutes => ({north: 600, minutes})),
    );
    const visit = visitIn(await firm.job(job.id), id);
    assert.equal(visit.status, 'started');
    assert.ok(visit.likelyLeftAt);
  });

  test('a tap told late is taken for when it happened, within the last seven days and after the last event', async () => {
    const firm = await openFirm(office);
    const {technician, job, id} = await firm.pastVisit(300);
    const tap = (at: string) => technician.caller.post(`/v1/appointments/${id}/start`, {at});
    expectRefused(await tap(firm.inMinutes(5)), 'at_in_future');
    expectRefused(await tap(firm.inMinutes(-310)), 'at_before_last');
    expectRefused(await tap(firm.inMinutes(-8 * 24 * 60)), 'at_too_old');
    const at = firm.inMinutes(-200);
    const reply = await firm.tap(id, 'start', {at}, technician.caller);
    assert.equal(reply.appointment!.startedAt, at);
    assert.deepEqual(reply.notices, [], 'what is more than 15 minutes old tells nobody by itself');
    assert.ok(Date.parse(reply.events[0]!.recordedAt) > Date.parse(at));
    const told = await firm.tap(id, 'complete', {outcome: 'done', at: firm.inMinutes(-100), notify: true});
    assert.deepEqual(
      told.notices.map(notice => notice.kind),
      ['completed'],
    );
    assert.equal((await firm.job(job.id)).status, 'complete');
  });
}

function lateFacts(office: OfficeUnderTest, test: DeclareTest): void {
  test('the address changes while somebody drives there: the leg runs on, the fence begins anew', async () => {
    const firm = await openFirm(office, {graceSeconds: 0});
    const {technician, job, id} = await firm.pastVisit(60);
    const leg = (await firm.tap(id, 'depart', {at: firm.inMinutes(-30)})).appointment!.leg!;
    await firm.report(technician, [{north: 3000, minutes: -5}]);
    const address = {...job.address, line: '5000 N Clark St', lat: 41.9733};
    expectOk(await firm.admin.patch(`/v1/jobs/${job.id}`, {address}));
    const visit = visitIn(await firm.job(job.id), id);
    assert.deepEqual([visit.status, visit.leg!.id, visit.leg!.liveEndedAt], ['enroute', leg.id, null]);
    await firm.report(
      technician,
      [-3, -2.5, -2].map(minutes => ({north: 10, minutes})),
    );
    assert.equal(
      visitIn(await firm.job(job.id), id).likelyOnSiteAt,
      null,
      'the old door is no door any more',
    );
    const view = await (await firm.link(job.id)).view();
    assert.equal(view.destination?.lat, 41.9733);
  });

  test('a technician who is deactivated leaves: stood down, interrupted, unassigned, and his session ends', async () => {
    const firm = await openFirm(office);
    const {id: driven, technician} = await firm.visitIn('enroute');
    const later = (await firm.visitIn('scheduled', {technician, inHours: 6})).id;
    expectOk(await firm.admin.delete(`/v1/members/${technician.id}`));
    const read = async (id: string) => expectOk(await firm.admin.get<Appointment>(`/v1/appointments/${id}`));
    const [first, second] = [await read(driven), await read(later)];
    assert.deepEqual([first.status, first.leadId, first.conflict], ['scheduled', null, true]);
    assert.deepEqual([second.status, second.leadId, second.conflict], ['scheduled', null, true]);
    expectRefused(await technician.caller.get('/v1/me'), 'token_expired', 401);
    const other = await firm.visitIn('started');
    expectOk(await firm.admin.delete(`/v1/members/${other.technician.id}`));
    const interrupted = await read(other.id);
    assert.deepEqual([interrupted.status, interrupted.outcome], ['complete', 'interrupted']);
    const refused = await firm.tryBook({leadId: technician.id});
    expectRefused(refused, 'invalid', 400);
  });

  test('a leg nobody ends stops being live by itself, at the latest two and a half hours after it began', async () => {
    const firm = await openFirm(office, {graceSeconds: 0});
    const {job, id} = await firm.pastVisit(200);
    await firm.tap(id, 'depart', {at: firm.inMinutes(-151)});
    const visit = await eventually(
      async () => visitIn(await firm.job(job.id), id),
      each => each.leg!.liveEndedAt !== null,
      {what: 'the end of the live leg'},
    );
    assert.deepEqual([visit.status, visit.leg!.liveEnd], ['enroute', 'timed_out']);
    assert.equal((await (await firm.link(job.id)).view()).visit.phase, 'suspended');
  });

  test('a leg stops being live when the technician has been at the door and leaves again', async () => {
    const firm = await openFirm(office, {graceSeconds: 0, autoArrive: 'off'});
    const {technician, job, id} = await firm.pastVisit(60);
    await firm.tap(id, 'depart', {at: firm.inMinutes(-30)});
    await firm.report(technician, [
      {north: 2000, minutes: -20},
      ...[-12, -11.5, -11].map(minutes => ({north: 20, minutes})),
      ...[-6, -5].map(minutes => ({north: 900, minutes})),
    ]);
    const visit = visitIn(await firm.job(job.id), id);
    assert.equal(visit.status, 'enroute');
    assert.ok(visit.leg!.liveEndedAt);
    assert.equal((await (await firm.link(job.id)).view()).visit.position, undefined);
  });
}
