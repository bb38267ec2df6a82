import assert from 'node:assert/strict';
import type {Appointment, TrackingView} from '@dispatch-kit/core';
import {expectOk} from '../caller.ts';
import {eventually, expectRefused, openFirm, openOwnFirm} from './firm.ts';
import type {DeclareTest, Firm, OfficeUnderTest} from './firm.ts';

const reason = {code: 'other'};
const open = {graceSeconds: 0, hideStartMeters: 0};

/** What a customer sees and may answer. */
export function customerScenarios(office: OfficeUnderTest, test: DeclareTest): void {
  privacy(office, test);
  answers(office, test);
}

function privacy(office: OfficeUnderTest, test: DeclareTest): void {
  test('a customer sees a position only while the leg is live', async () => {
    const firm = await openFirm(office, open);
    const {technician, job, id} = await firm.visitIn('scheduled');
    const {view} = await firm.link(job.id);
    assertHidden(await view(), 'upcoming');
    await firm.tap(id, 'depart');
    assertHidden(await view(), 'live');
    await firm.report(technician, [{north: 2500}]);
    const live = (await view()).visit;
    assert.equal(live.phase, 'live');
    assert.ok(Math.abs(live.position!.lat - 41.9484 - 2500 / 111_195) < 1e-6);
    assert.ok(live.eta, 'an estimate comes with it');
    await firm.tap(id, 'arrive');
    assertHidden(await view(), 'onsite');
    await firm.tap(id, 'start');
    assertHidden(await view(), 'onsite');
    await firm.tap(id, 'complete', {outcome: 'done'});
    assertHidden(await view(), 'feedback');
  });

  const endings: Record<string, (firm: Firm, id: string) => Promise<unknown>> = {
    arrive: (firm, id) => firm.tap(id, 'arrive'),
    start: (firm, id) => firm.tap(id, 'start'),
    cancel: (firm, id) => firm.tap(id, 'cancel', {reason}),
    'stand down': (firm, id) => firm.tap(id, 'stand-down'),
    'assign to another': async (firm, id) =>
      firm.tap(id, 'assign', {leadId: (await firm.technician('Kim')).id}),
    undo: (firm, id) => firm.tap(id, 'undo'),
    'cancel of the job': async (firm, id) => {
      const {jobId} = expectOk(await firm.admin.get<Appointment>(`/v1/appointments/${id}`));
      return firm.jobTap(jobId, 'cancel', {reason});
    },
  };
  for (const [ending, end] of Object.entries(endings)) {
    test(`the position is hidden at once by ${ending}, also while its message waits for the grace`, async () => {
      const firm = await openFirm(office, {hideStartMeters: 0, graceSeconds: 2});
      const {technician, job, id} = await firm.pastVisit(60);
      await firm.tap(id, 'depart');
      const {view} = await firm.link(job.id);
      await firm.report(technician, [{north: 2500}]);
      await eventually(view, ({visit}) => visit.position !== undefined, {what: 'the position'});
      await end(firm, id);
      const within = await view();
      assertHidden(within, within.visit.phase);
      const after = await eventually(view, ({visit}) => !visit.phase.startsWith('live'), {what: 'its end'});
      assertHidden(after, after.visit.phase);
    });
  }

  test('the new technician’s leg shows nothing of the old one’s', async () => {
    const firm = await openFirm(office, open);
    const {technician, job, id} = await firm.visitIn('enroute');
    await firm.report(technician, [{north: 2500}]);
    const kim = await firm.technician('Kim Park');
    await firm.report(kim, [{north: 5000}]);
    await firm.tap(id, 'assign', {leadId: kim.id});
    const link = await firm.link(job.id);
    const given = await link.view();
    assert.deepEqual([given.visit.phase, given.visit.technician?.name], ['suspended', 'Kim']);
    await firm.tap(id, 'depart');
    assertHidden(await link.view(), 'live');
    await firm.report(technician, [{north: 1000}]);
    assertHidden(await link.view(), 'live');
  });

  test('where the leg began is masked: a technician may begin at home', async () => {
    const firm = await openFirm(office, {graceSeconds: 0, hideStartMeters: 300});
    const {technician, job, id} = await firm.pastVisit(60);
    await firm.tap(id, 'depart', {at: firm.inMinutes(-10)});
    const {view} = await firm.link(job.id);
    await firm.report(technician, [
      {north: 5000, minutes: -9},
      {north: 4800, minutes: -8},
    ]);
    assertHidden(await view(), undefined);
    await firm.report(technician, [{north: 4600, minutes: 0}]);
    assert.ok((await view()).visit.position, 'further away it is shown');
  });

  test('a position is taken while a visit is under way, and refused at the door outside it', async () => {
    const firm = await openFirm(office, open);
    const {technician, id} = await firm.visitIn('scheduled');
    const before = await firm.report(technician, [{north: 3000}]);
    assert.deepEqual([before.taken, before.sharing, before.refused], [0, false, {not_sharing: 1}]);
    await firm.tap(id, 'depart');
    assert.equal((await firm.report(technician, [{north: 3000}])).sharing, true);
    await firm.tap(id, 'start');
    await firm.tap(id, 'complete', {outcome: 'done'});
    assert.equal((await firm.report(technician, [{north: 3000}])).sharing, false);
    const fixes = [{lat: 41.9, lng: -87.6, at: firm.inMinutes(0)}];
    expectRefused(await firm.admin.post('/v1/positions', {fixes}), 'not_allowed', 403);
  });

  test('a customer’s pin near the address moves it, once; any other one is told to the office', async () => {
    const firm = await openFirm(office, open);
    const {id, job} = await firm.visitIn('scheduled');
    const link = await firm.link(job.id);
    const place = async () => {
      const {lat, lng} = (await firm.job(job.id)).address;
      return {lat, lng};
    };
    const said = async () =>
      expectOk(await firm.admin.get<{items: {text: string}[]}>(`/v1/jobs/${job.id}/messages`)).items.length;
    const before = await place();
    assert.ok((await link.view()).actions!.includes('pin'));
    expectOk(await link.caller.post('/v1/track/pin', {lat: 41.96, lng: -87.6553}));
    assert.deepEqual([await place(), await said()], [before, 1]);
    const near = {lat: 41.9494, lng: -87.6553};
    expectOk(await link.caller.post('/v1/track/pin', near));
    assert.deepEqual([await place(), await said()], [near, 1]);
    expectOk(await link.caller.post('/v1/track/pin', {lat: 41.9504, lng: -87.6553}));
    assert.deepEqual([await place(), await said()], [near, 2]);
    await firm.tap(id, 'start');
    expectRefused(await link.caller.post('/v1/track/pin', near), 'not_allowed');
  });

  test('with share: shift the office sees a technician on shift, and a customer does not', async () => {
    const firm = await openOwnFirm(office, {...open, share: 'shift'});
    const {technician, job} = await firm.visitIn('scheduled');
    assert.equal((await firm.report(technician, [{north: 3000}])).sharing, false);
    expectOk(await technician.caller.post(`/v1/members/${technician.id}/shift`, {on: true}));
    assert.equal((await firm.report(technician, [{north: 3000}])).taken, 1);
    const {items} = expectOk(await firm.admin.get<{items: {memberId: string}[]}>('/v1/positions'));
    assert.deepEqual(
      items.map(item => item.memberId),
      [technician.id],
    );
    assertHidden(await (await firm.link(job.id)).view(), 'upcoming');
  });

  test('fixes that cannot be believed are counted by reason and answered as taken', async () => {
    const firm = await openFirm(office, open);
    const {technician, id} = await firm.pastVisit(60);
    await firm.tap(id, 'depart', {at: firm.inMinutes(-30)});
    const answer = await firm.report(technician, [
      {north: 3000, minutes: -10},
      {north: 60_000, minutes: -9.9},
      {north: 2500, minutes: -1, accuracyMeters: 900},
      {north: 2400, minutes: 20},
    ]);
    const refused = Object.values(answer.refused).reduce((sum, count) => sum + count, 0);
    assert.equal(answer.taken + refused, 4);
    assert.ok(refused >= 2, JSON.stringify(answer));
    const {items} = expectOk(await firm.admin.get<{items: {lat: number}[]}>('/v1/positions'));
    assert.ok(items[0]!.lat < 42.1, 'a leap of 57 km in 6 s moves nothing');
  });

  test('who comes is known from a day before; a technician by first name, photo and vehicle', async () => {
    const firm = await openFirm(office, open);
    const technician = await firm.technician('Maria da Silva', {
      vehicle: 'Blue van',
      photoUrl: 'https://example.com/m.jpg',
    });
    const far = await firm.visitIn('scheduled', {technician, inHours: 40});
    assert.equal((await (await firm.link(far.job.id)).view()).visit.technician, undefined);
    const near = await firm.visitIn('scheduled', {technician, inHours: 5});
    const view = await (await firm.link(near.job.id)).view();
    assert.deepEqual(view.visit.technician, {
      name: 'Maria',
      initials: 'MD',
      photoUrl: 'https://example.com/m.jpg',
      vehicle: 'Blue van',
    });
    assert.doesNotMatch(JSON.stringify(view), /Silva|\+1312/);
  });
}

function answers(office: OfficeUnderTest, test: DeclareTest): void {
  test('a customer confirms the window: once, with a badge for the office', async () => {
    const firm = await openFirm(office, open);
    const {job, id} = await firm.visitIn('scheduled');
    const link = await firm.link(job.id);
    assert.ok((await link.view()).actions!.includes('confirm'));
    const view = expectOk(await link.caller.post<TrackingView>('/v1/track/confirm'));
    assert.equal(view.visit.confirmed, true);
    assert.ok(!view.actions!.includes('confirm'));
    expectOk(await link.caller.post('/v1/track/confirm'));
    const events = await firm.history(job.id);
    const confirmed = events.filter(event => event.type === 'appointment_confirmed');
    assert.deepEqual(
      confirmed.map(event => event.actor.kind),
      ['customer'],
    );
    const visit = expectOk(await firm.admin.get<Appointment>(`/v1/appointments/${id}`));
    assert.equal(visit.confirmed!.by, 'customer');
    await firm.tap(id, 'reschedule', {window: firm.window(30)});
    assert.equal((await link.view()).visit.confirmed, undefined, 'another window is not the one confirmed');
  });

  test('a customer asks for another time; the office sees the wish until it is answered', async () => {
    const firm = await openFirm(office, open);
    const {job, id} = await firm.visitIn('scheduled');
    const link = await firm.link(job.id);
    const windows = [firm.window(48), firm.window(72)];
    const view = expectOk(await link.caller.post<TrackingView>('/v1/track/request-reschedule', {windows}));
    assert.equal(view.visit.requested, 'reschedule');
    const read = async () => expectOk(await firm.admin.get<Appointment>(`/v1/appointments/${id}`)).request;
    const request = await read();
    assert.deepEqual([request!.kind, request!.by, request!.windows!.length], ['reschedule', 'customer', 2]);
    await firm.tap(id, 'dismiss-request');
    assert.equal(await read(), null);
    expectOk(await link.caller.post('/v1/track/request-cancel', {reason: 'We are away'}));
    assert.equal((await read())!.kind, 'cancel');
    await firm.tap(id, 'reschedule', {window: windows[0]});
    assert.equal(await read(), null, 'a new time answers it');
  });

  test('a missed or canceled visit can be asked for again', async () => {
    const firm = await openFirm(office, open);
    const {job, id} = await firm.visitIn('arrived');
    await firm.tap(id, 'complete', {outcome: 'no_access', reason: 'Nobody opened'});
    const link = await firm.link(job.id);
    assert.ok((await link.view()).actions!.includes('rebook'));
    const view = expectOk(
      await link.caller.post<TrackingView>('/v1/track/rebook', {windows: [firm.window(50)]}),
    );
    assert.equal(view.visit.requested, 'rebook');
    const canceled = await firm.visitIn('canceled');
    const other = await firm.link(canceled.job.id);
    assert.equal((await other.view()).visit.phase, 'canceled');
    expectOk(await other.caller.post('/v1/track/rebook', {}));
  });

  test('a customer rates what is done, may change it, and is not asked again', async () => {
    const firm = await openFirm(office, open);
    const {job} = await firm.visitIn('complete');
    const link = await firm.link(job.id);
    expectRefused(await link.caller.post('/v1/track/rate', {stars: 6}), 'invalid', 400);
    const view = expectOk(
      await link.caller.post<TrackingView>('/v1/track/rate', {stars: 5, comment: 'Quick'}),
    );
    assert.deepEqual([view.rating!.stars, view.visit.phase], [5, 'closed']);
    const again = expectOk(await link.caller.post<TrackingView>('/v1/track/rate', {stars: 3}));
    assert.equal(again.rating!.stars, 3);
    const rated = (await firm.history(job.id)).filter(event => event.type === 'visit_rated');
    assert.ok(rated.length >= 1 && rated.every(event => event.actor.kind === 'customer'));
    assert.ok(!JSON.stringify(rated).includes('Quick'), 'words are not in the history');
  });

  test('a note of the customer reaches the team, and is not shown back through the link', async () => {
    const firm = await openFirm(office, open);
    const {job, technician} = await firm.visitIn('scheduled');
    const link = await firm.link(job.id);
    expectOk(await link.caller.post('/v1/track/note', {text: 'Gate code 4711'}));
    const notes = expectOk(
      await technician.caller.get<{items: {text: string; authorKind: string}[]}>(`/v1/jobs/${job.id}/notes`),
    ).items;
    assert.deepEqual(
      notes.map(({text, authorKind}) => [text, authorKind]),
      [['Gate code 4711', 'customer']],
    );
    assert.doesNotMatch(JSON.stringify(await link.view()), /4711/);
  });

  test('what cannot be done from the page now is refused, saying what can', async () => {
    const firm = await openFirm(office, open);
    const {job, id} = await firm.visitIn('started');
    const link = await firm.link(job.id);
    for (const path of ['confirm', 'request-reschedule', 'rebook', 'not-home', 'note']) {
      const answer = await link.caller.post(`/v1/track/${path}`, path === 'note' ? {text: 'Hello'} : {});
      expectRefused(answer, 'not_allowed', 403);
      assert.ok(Array.isArray(answer.problem!.allowed), path);
    }
    expectRefused(await link.caller.post('/v1/track/rate', {stars: 5}), 'not_allowed', 403);
    assert.equal(expectOk(await firm.admin.get<Appointment>(`/v1/appointments/${id}`)).request, null);
  });

  test('a job with nothing planned, or nothing left, still has a page', async () => {
    const firm = await openOwnFirm(office, open);
    const bare = await firm.book();
    const view = await (await firm.link(bare.id)).view();
    assert.deepEqual(
      [view.version, view.visit.window, view.organization!.name],
      [1, undefined, 'Northside Plumbing'],
    );
    const {job, id} = await firm.visitIn('scheduled');
    await firm.tap(id, 'delete');
    assert.ok((await (await firm.link(job.id)).view()).visit.phase);
  });
}

function assertHidden({visit, others = []}: TrackingView, phase: string | undefined): void {
  if (phase !== undefined) assert.equal(visit.phase, phase);
  for (const each of [visit, ...others]) {
    assert.equal(each.position, undefined, `a position in ${each.phase}`);
    assert.equal(each.route, undefined, `a route in ${each.phase}`);
    assert.equal(each.distanceMeters, undefined, `a distance in ${each.phase}`);
  }
}
