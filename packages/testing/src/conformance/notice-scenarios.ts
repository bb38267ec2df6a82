import assert from 'node:assert/strict';
import type {CommandReply, Notice} from '@dispatch-kit/core';
import {expectOk} from '../caller.ts';
import {eventually, expectRefused, openFirm, openOwnFirm} from './firm.ts';
import type {DeclareTest, OfficeUnderTest} from './firm.ts';

const reason = {code: 'other'};
const stateOf = (notices: Notice[]) => notices.map(notice => notice.state);

/** Which message goes to whom, once, and when not. */
export function noticeScenarios(office: OfficeUnderTest, test: DeclareTest): void {
  test('a message waits for the grace and is then sent, with the words it was shown with', async () => {
    const firm = await openOwnFirm(office, {graceSeconds: 2});
    const {id, job} = await firm.visitIn('scheduled');
    const told = (await firm.tap(id, 'depart')).notices;
    assert.deepEqual(
      told.map(({kind, to, channel, state}) => ({kind, to, channel, state})),
      [{kind: 'on_the_way', to: 'Ada Lee', channel: 'sms', state: 'waiting'}],
    );
    const [waiting] = await firm.noticesOf(job.id, 'on_the_way');
    assert.equal(waiting!.state, 'waiting');
    const {departedAt} = (await firm.job(job.id)).appointments[0]!.leg!;
    // It is counted from when the office took the command, which is a moment after the time of the tap.
    const waitsMs = Date.parse(waiting!.runAfter) - Date.parse(departedAt!);
    assert.ok(waitsMs >= 2_000 && waitsMs < 30_000, `it waits for ${waitsMs} ms`);
    const sent = await eventually(
      () => firm.noticesOf(job.id, 'on_the_way'),
      ([notice]) => firm.wasSent(notice),
    );
    assert.ok(sent[0]!.sentAt! >= waiting!.runAfter, 'not before the grace is over');
    const link = await firm.link(job.id);
    assert.ok(sent[0]!.words.includes(link.caller.token), 'it carries the customer’s link');
    assert.ok(sent[0]!.words.startsWith('Northside Plumbing'));
  });

  test('two reschedules soon after each other make one message, which tells the last window', async () => {
    const firm = await openFirm(office);
    const {id, job} = await firm.visitIn('scheduled');
    await eventually(
      () => firm.noticesOf(job.id, 'created'),
      ([notice]) => firm.wasSent(notice),
    );
    await firm.tap(id, 'reschedule', {window: firm.window(30)});
    await firm.tap(id, 'reschedule', {window: firm.window(54)});
    const notices = await firm.noticesOf(job.id, 'rescheduled');
    const waiting = notices.filter(notice => notice.state === 'waiting');
    assert.equal(waiting.length, 1);
    assert.equal(notices.filter(notice => firm.wasSent(notice)).length, 0);
    const waits = Date.parse(waiting[0]!.runAfter) - Date.parse(waiting[0]!.at);
    assert.ok(waits >= 100_000 && waits <= 150_000, `it waits ${waits / 1000} s for another edit`);
    const alone = await firm.tap(id, 'reschedule', {planned: {start: firm.inMinutes(54 * 60 + 15)}});
    assert.deepEqual(
      alone.notices.filter(notice => notice.kind === 'rescheduled'),
      [],
      'the technician’s time alone tells no customer',
    );
  });

  test('a message that waits tells what is so when it is sent: a new window needs no second message', async () => {
    const firm = await openFirm(office, {graceSeconds: 60});
    const {id, job} = await firm.visitIn('scheduled');
    await firm.tap(id, 'reschedule', {window: firm.window(30)});
    const ofCustomer = (await firm.notices(job.id)).filter(notice => notice.contactId);
    assert.deepEqual(
      ofCustomer
        .filter(({state}) => state !== 'dropped')
        .map(({kind, state}) => [kind, state])
        .toSorted(),
      [
        ['created', 'waiting'],
        ['reminder', 'waiting'],
      ],
    );
  });

  test('nothing is told twice: on the way, stood down, on the way again, arrived, started', async () => {
    const firm = await openFirm(office);
    const {id, job} = await firm.visitIn('scheduled');
    await firm.tap(id, 'depart');
    await firm.tap(id, 'undo');
    await firm.tap(id, 'depart');
    assert.equal(
      (await firm.noticesOf(job.id, 'on_the_way')).filter(notice => notice.state === 'waiting').length,
      1,
    );
    await firm.tap(id, 'arrive');
    await firm.tap(id, 'start');
    const arrived = (await firm.noticesOf(job.id, 'arrived')).filter(notice => notice.state !== 'dropped');
    assert.equal(arrived.length, 1);
    const all = await firm.notices(job.id);
    assert.equal(new Set(all.map(notice => notice.id)).size, all.length);
    assert.deepEqual(
      stateOf(await firm.noticesOf(job.id, 'on_the_way')).filter(state => state === 'waiting'),
      [],
    );
  });

  test('who did not agree is not written to, and the office sees that', async () => {
    const firm = await openFirm(office);
    const silent = await firm.customer({name: 'Silent', consent: {sms: false}});
    const job = await firm.book({customerId: silent.id, inHours: 3});
    const [notice] = await firm.noticesOf(job.id, 'created');
    assert.deepEqual([notice!.state, notice!.channel, notice!.reason], ['no_consent', null, 'no_consent']);
    const byMail = await firm.customer({
      name: 'Mail',
      email: 'mail@example.com',
      consent: {sms: false, email: true},
    });
    const mailed = await firm.book({customerId: byMail.id, inHours: 3});
    assert.equal((await firm.noticesOf(mailed.id, 'created'))[0]!.channel, 'email');
    const unasked = await firm.customer({name: 'Unasked', consent: {}});
    const asked = await firm.book({customerId: unasked.id, inHours: 3});
    assert.equal((await firm.noticesOf(asked.id, 'created'))[0]!.state, 'no_consent');
    expectOk(await firm.admin.patch('/v1/organization', {consentPolicy: 'transactional'}));
    const transactional = await firm.book({customerId: unasked.id, inHours: 9});
    assert.equal((await firm.noticesOf(transactional.id, 'created'))[0]!.channel, 'sms');
    const refusing = await firm.book({customerId: silent.id, inHours: 9});
    assert.equal((await firm.noticesOf(refusing.id, 'created'))[0]!.state, 'no_consent', 'a no stays a no');
  });

  test('what is too old to be of use is not sent', async () => {
    const firm = await openFirm(office);
    const {id, job} = await firm.pastVisit(300);
    await firm.tap(id, 'depart', {at: firm.inMinutes(-60), notify: true});
    const [onTheWay] = await firm.noticesOf(job.id, 'on_the_way');
    assert.deepEqual([onTheWay!.state, onTheWay!.reason], ['dropped', 'too_old']);
    const past = {window: {start: firm.inMinutes(-120), end: firm.inMinutes(-60)}};
    const late = await firm.book({appointment: past});
    assert.deepEqual(stateOf(await firm.noticesOf(late.id, 'created')), ['dropped']);
  });

  test('in quiet hours a message waits for the morning; those of the leg pass', async () => {
    const firm = await openFirm(office, {}, {timeZone: 'UTC'});
    const minute = (offset: number) => firm.inMinutes(offset).slice(11, 16);
    const morning = minute(120);
    expectOk(await firm.admin.patch('/v1/organization', {quietHours: {from: minute(-60), to: morning}}));
    const {id, job} = await firm.visitIn('scheduled', {inHours: 20});
    const [created] = await eventually(
      () => firm.noticesOf(job.id, 'created'),
      ([notice]) => Date.parse(notice!.runAfter) - Date.parse(notice!.at) > 60 * 60_000,
      {what: 'put off till morning'},
    );
    assert.equal(created!.state, 'waiting');
    assert.equal(created!.runAfter.slice(11, 16), morning);
    await firm.tap(id, 'depart');
    await eventually(
      () => firm.noticesOf(job.id, 'on_the_way'),
      ([notice]) => firm.wasSent(notice),
    );
  });

  test('the team is told what concerns it: assigned, moved, taken away; not who does it himself', async () => {
    const firm = await openFirm(office);
    const {id, job, technician} = await firm.visitIn('scheduled');
    const kim = await firm.technician('Kim Park');
    await firm.tap(id, 'reschedule', {window: firm.window(30)});
    await firm.tap(id, 'assign', {leadId: kim.id});
    await firm.tap(id, 'cancel', {reason});
    const toTeam = (await firm.notices(job.id)).filter(notice => notice.memberId);
    const told = toTeam.map(({kind, memberId}) => `${kind} ${memberId}`).toSorted();
    assert.deepEqual(
      told,
      [
        `assigned ${kim.id}`,
        `assigned ${technician.id}`,
        `team_canceled ${kim.id}`,
        `team_rescheduled ${technician.id}`,
        `unassigned ${technician.id}`,
      ].toSorted(),
    );
  });

  test('another time and another technician are one change: each is told once, and one undo takes back both', async () => {
    const firm = await openFirm(office, {graceSeconds: 60});
    const {id, job, technician} = await firm.visitIn('scheduled');
    const before = job.appointments[0]!;
    const kim = await firm.technician('Kim Park');
    const wish = {window: firm.window(30), durationMinutes: 90, leadId: kim.id};
    const dry = expectOk(
      await firm.admin.post<CommandReply>(`/v1/appointments/${id}/reschedule?dryRun=1`, wish),
    );
    const {events, appointment, notices} = await firm.tap(id, 'reschedule', wish);
    assert.deepEqual(
      dry.notices.map(({kind}) => kind),
      notices.map(({kind}) => kind),
    );
    assert.deepEqual(
      events.map(({type, causedBy}) => [type, causedBy ?? 'root']),
      [
        ['appointment_rescheduled', 'root'],
        ['appointment_assigned', events[0]!.id],
      ],
    );
    assert.deepEqual([appointment!.leadId, appointment!.planned.durationMinutes], [kim.id, 90]);
    const toTeam = (await firm.notices(job.id)).filter(
      ({memberId, state}) => memberId && state !== 'dropped',
    );
    assert.deepEqual(
      toTeam.map(({kind, memberId}) => `${kind} ${memberId}`).toSorted(),
      [`assigned ${technician.id}`, `assigned ${kim.id}`, `unassigned ${technician.id}`].toSorted(),
    );
    const back = (await firm.tap(id, 'undo', {eventId: events[0]!.id})).appointment!;
    assert.deepEqual(
      [back.leadId, back.window, back.planned],
      [technician.id, before.window, before.planned],
    );
    expectRefused(
      await firm.admin.post(`/v1/appointments/${id}/reschedule`, {...wish, leadId: job.customerId}),
      'invalid',
      400,
    );
  });

  test('notify: false tells nobody, and drops what has become wrong all the same', async () => {
    const firm = await openFirm(office, {graceSeconds: 60});
    const {id, job} = await firm.visitIn('scheduled');
    const reply = await firm.tap(id, 'cancel', {reason, notify: false});
    assert.deepEqual(reply.notices, []);
    assert.ok(stateOf(await firm.notices(job.id)).every(state => state === 'dropped'));
  });

  test('a person may send a message again, to correct it', async () => {
    const firm = await openFirm(office);
    const {id, job} = await firm.visitIn('scheduled');
    const [created] = await eventually(
      () => firm.noticesOf(job.id, 'created'),
      ([notice]) => firm.wasSent(notice),
    );
    const body = {kind: 'created', subjectId: id, contactId: created!.contactId};
    const repeated = await firm.admin.post<Notice>('/v1/notices', body);
    assert.equal(repeated.status, 201);
    assert.notEqual(repeated.body.id, created!.id);
    await eventually(
      () => firm.noticesOf(job.id, 'created'),
      notices => notices.length === 2 && notices.every(notice => firm.wasSent(notice)),
    );
  });

  test('a test organization’s messages are kept and never sent', async () => {
    const firm = await openFirm(office, {}, {test: true});
    const job = await firm.book({inHours: 3});
    await eventually(
      () => firm.noticesOf(job.id, 'created'),
      ([notice]) => notice!.state === 'kept',
    );
  });

  test('each way a visit ends has its own message, and a visit that was not driven to has none it should not', async () => {
    const firm = await openFirm(office, {followUpSurvey: true});
    const ends: [string, object, string[]][] = [
      ['arrived', {outcome: 'done'}, ['completed']],
      ['arrived', {outcome: 'no_access', reason}, ['missed_you']],
      ['arrived', {outcome: 'follow_up', reason}, ['follow_up_needed']],
      ['arrived', {outcome: 'interrupted', reason}, []],
      ['scheduled', {outcome: 'no_access', reason, skip: true}, []],
      ['scheduled', {outcome: 'done', skip: true}, ['completed']],
    ];
    for (const [state, body, kinds] of ends) {
      const {id} = await firm.visitIn(state);
      const {notices} = await firm.tap(id, 'complete', body);
      assert.deepEqual(
        notices.map(notice => notice.kind),
        kinds,
        `${state} ${JSON.stringify(body)}`,
      );
    }
  });
}
