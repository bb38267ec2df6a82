import assert from 'node:assert/strict';
import type {NoticePreview} from '@dispatch-kit/core';
import {expectOk} from '../caller.ts';
import {eventually, expectRefused, openFirm, openOwnFirm} from './firm.ts';
import type {DeclareTest, Firm, OfficeUnderTest} from './firm.ts';

const preview = async (firm: Firm, body: object) =>
  expectOk(await firm.admin.post<NoticePreview>('/v1/notices/preview', body));

/** The words of messages, and the messages that time brings. */
export function wordingScenarios(office: OfficeUnderTest, test: DeclareTest): void {
  test('a preview shows the words, the page, and the parts of a text message; nothing is written', async () => {
    const firm = await openFirm(office, {brand: {name: 'North <Side>', phone: '+1 312 555 0100'}});
    const {id, job} = await firm.visitIn('scheduled');
    const before = (await firm.notices(job.id)).length;
    const shown = await preview(firm, {kind: 'canceled', subjectId: id});
    assert.match(shown.text, /^North <Side>: your visit .* was canceled\. Questions\? \+1 312 555 0100$/);
    assert.match(shown.html, /North &lt;Side&gt;/);
    assert.doesNotMatch(shown.html, /<Side>/);
    assert.deepEqual([shown.sms.encoding, shown.sms.segments, shown.recipient], ['gsm7', 1, 'Ada Lee']);
    const tried = {kind: 'created', subjectId: id, template: {text: '{company} ✓ {window}'}};
    const dear = await preview(firm, tried);
    assert.deepEqual([dear.sms.encoding, dear.sms.notGsm7, dear.sms.unitsPerSegment], ['ucs2', ['✓'], 70]);
    assert.equal((await preview(firm, {kind: 'created', subjectId: id, locale: 'de-AT'})).locale, 'de-AT');
    assert.match((await preview(firm, {kind: 'arrived', subjectId: id, locale: 'es'})).text, /ha llegado/);
    assert.match((await preview(firm, {kind: 'arrived', subjectId: id, locale: 'ar'})).html, /dir="rtl"/);
    assert.equal((await firm.notices(job.id)).length, before);
    const unknown = {kind: 'created', subjectId: id, template: {text: '{frist}'}};
    expectRefused(await firm.admin.post('/v1/notices/preview', unknown), 'invalid', 400);
    expectRefused(
      await firm.admin.post('/v1/notices/preview', {kind: 'created', subjectId: 'x'}),
      'not_found',
    );
  });

  test('an organization’s own words are used; an unknown placeholder is named when they are saved', async () => {
    const firm = await openOwnFirm(office);
    const bad = await firm.admin.patch('/v1/organization', {
      templates: {en: {created: {text: 'Hi {frist}'}}},
    });
    expectRefused(bad, 'invalid', 400);
    assert.equal(bad.problem!.fields![0]!.path, 'templates.en.created.text');
    assert.match(bad.problem!.detail, /\{frist\} is no placeholder of created/);
    const templates = {en: {created: {text: 'Booked with {company}: {window}'}}};
    expectOk(await firm.admin.patch('/v1/organization', {templates}));
    const job = await firm.book({inHours: 3});
    const [created] = await eventually(
      () => firm.noticesOf(job.id, 'created'),
      ([notice]) => firm.wasSent(notice),
    );
    assert.match(created!.words, /^Booked with Northside Plumbing: /);
  });

  test('a reminder waits until a day before the window, moves with it, and goes when the visit begins', async () => {
    const firm = await openFirm(office);
    const {id, job} = await firm.visitIn('scheduled', {inHours: 48});
    const waiting = async () =>
      (await firm.noticesOf(job.id, 'reminder')).filter(notice => notice.state === 'waiting');
    const [first] = await waiting();
    const aheadOf = (start: string) => Math.abs(Date.parse(start) - Date.parse(first!.runAfter) - 86_400_000);
    const {window} = (await firm.job(job.id)).appointments[0]!;
    assert.ok(aheadOf(window.start) < 2000, `${first!.runAfter} is not a day before ${window.start}`);
    assert.equal(first!.staleAt, window.start);
    await firm.tap(id, 'reschedule', {window: firm.window(80)});
    const moved = await waiting();
    assert.equal(moved.length, 1);
    assert.ok(moved[0]!.runAfter > first!.runAfter);
    await firm.tap(id, 'depart');
    assert.deepEqual(await waiting(), []);
    const soon = await firm.book({inHours: 20});
    assert.deepEqual(
      await firm.noticesOf(soon.id, 'reminder'),
      [],
      'what was told just now needs no reminder',
    );
  });

  test('one job is asked how it was once a day', async () => {
    const firm = await openFirm(office);
    const {id, job} = await firm.visitIn('started');
    await firm.tap(id, 'complete', {outcome: 'done', finishJob: false});
    const plan = {window: firm.window(5), durationMinutes: 60};
    const added = expectOk(
      await firm.admin.post<{appointment: {id: string}}>(`/v1/jobs/${job.id}/appointments`, plan),
    );
    await firm.tap(added.appointment.id, 'complete', {outcome: 'done', skip: true});
    assert.equal((await firm.noticesOf(job.id, 'completed')).length, 1);
  });

  test('only what customers are told of a visit is sent again', async () => {
    const firm = await openFirm(office);
    const {id, job} = await firm.visitIn('scheduled');
    const [created] = await firm.noticesOf(job.id, 'created');
    for (const kind of ['assigned', 'sign_in_code', 'message'])
      expectRefused(
        await firm.admin.post('/v1/notices', {kind, subjectId: id, contactId: created!.contactId}),
        'invalid',
        400,
      );
  });
}
