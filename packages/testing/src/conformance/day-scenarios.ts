import assert from 'node:assert/strict';
import type {DayReview, ImportReply, Job, Notice} from '@dispatch-kit/core';
import {expectOk} from '../caller.ts';
import {expectRefused, openFirm, openOwnFirm} from './firm.ts';
import type {DeclareTest, Firm, OfficeUnderTest} from './firm.ts';

const reason = {code: 'other'};

/** The end of the day, and orders of another system. */
export function dayScenarios(office: OfficeUnderTest, test: DeclareTest): void {
  test('the day review counts each planned visit once: done, canceled, moved, kept or open', async () => {
    const firm = await openFirm(office, {}, {timeZone: 'UTC'});
    const day = firm.inMinutes(0).slice(0, 10);
    const review = async () => expectOk(await firm.admin.get<DayReview>(`/v1/day-review?day=${day}`));
    assert.deepEqual((await review()).counts, {planned: 0, done: 0, canceled: 0, moved: 0, kept: 0, open: 0});
    const done = await onDay(firm, day);
    const canceled = await onDay(firm, day);
    const moved = await onDay(firm, day);
    const kept = await onDay(firm, day);
    const missed = await onDay(firm, day);
    const open = await onDay(firm, day);
    assert.deepEqual((await review()).counts, {planned: 6, done: 0, canceled: 0, moved: 0, kept: 0, open: 6});
    await firm.tap(done, 'complete', {outcome: 'done', skip: true});
    await firm.tap(missed, 'complete', {outcome: 'no_access', reason, skip: true});
    await firm.tap(canceled, 'cancel', {reason});
    await firm.tap(moved, 'reschedule', {window: firm.window(50)});
    await firm.tap(kept, 'keep', {reason});
    const after = await review();
    assert.deepEqual(after.counts, {planned: 6, done: 2, canceled: 1, moved: 1, kept: 1, open: 1});
    assert.deepEqual(
      after.open.map(each => each.appointment.id),
      [open],
    );
    assert.deepEqual(after.open[0]!.fixes.toSorted(), ['cancel', 'complete', 'keep', 'move']);
    const {counts} = after;
    assert.equal(counts.planned, counts.done + counts.canceled + counts.moved + counts.kept + counts.open);
  });

  test('a visit that was moved away from a day stays moved, whatever becomes of it there', async () => {
    const firm = await openFirm(office, {}, {timeZone: 'UTC'});
    const day = firm.inMinutes(0).slice(0, 10);
    const counts = async () => expectOk(await firm.admin.get<DayReview>(`/v1/day-review?day=${day}`)).counts;
    const ends: [string, object][] = [
      ['complete', {outcome: 'done', skip: true}],
      ['cancel', {reason}],
      ['delete', {}],
    ];
    for (const [command, body] of ends) {
      const id = await onDay(firm, day);
      await firm.tap(id, 'reschedule', {window: firm.window(50)});
      const before = await counts();
      await firm.tap(id, command, body);
      assert.deepEqual(await counts(), before, command);
    }
    assert.deepEqual(await counts(), {planned: 3, done: 0, canceled: 0, moved: 3, kept: 0, open: 0});
    const back = await onDay(firm, day);
    await firm.tap(back, 'reschedule', {window: firm.window(50)});
    await firm.tap(back, 'undo');
    assert.deepEqual(await counts(), {planned: 4, done: 0, canceled: 0, moved: 3, kept: 0, open: 1});
  });

  test('each one-tap answer of the day review works', async () => {
    const firm = await openFirm(office, {}, {timeZone: 'UTC'});
    const day = firm.inMinutes(0).slice(0, 10);
    for (const state of ['scheduled', 'started'])
      for (const [command, body] of Object.entries({
        complete: {outcome: 'done', skip: state === 'scheduled'},
        move: {window: firm.window(60), reason},
        cancel: {reason},
        keep: {reason},
      })) {
        const id = await onDay(firm, day);
        if (state === 'started') {
          await firm.tap(id, 'assign', {leadId: (await firm.technician()).id, override: true});
          await firm.tap(id, 'start');
        }
        const word = command === 'move' && state === 'scheduled' ? 'reschedule' : command;
        const {reason: why, ...times} = body as {reason?: object};
        await firm.tap(id, word, word === 'reschedule' ? times : {...times, ...(why && {reason: why})});
      }
    const review = expectOk(await firm.admin.get<DayReview>(`/v1/day-review?day=${day}`));
    assert.equal(review.counts.open, 0);
    assert.equal(review.counts.planned, 8);
  });

  test('an import makes each order once, tells nobody, and says what it could not take and why', async () => {
    const firm = await openOwnFirm(office);
    const rows = [
      importRow(firm, 'order-1', {status: 'complete', closedAt: firm.inMinutes(-600)}),
      importRow(firm, 'order-2', {status: 'scheduled', window: firm.window(30), durationMinutes: 60}),
      importRow(firm, 'order-3', {status: 'unscheduled'}),
      importRow(firm, 'order-4', {status: 'canceled', closedAt: firm.inMinutes(-300)}),
      {externalId: 'order-5', title: ''},
      importRow(firm, 'order-1', {status: 'complete', closedAt: firm.inMinutes(-600)}),
    ];
    const first = expectOk(await firm.admin.post<ImportReply>('/v1/import', {rows}));
    assert.equal(first.made, 4);
    assert.equal(first.made + first.already + new Set(first.refused.map(each => each.index)).size, 6);
    assert.ok(first.refused.some(each => each.index === 4 && each.externalId === 'order-5' && each.message));
    const again = expectOk(await firm.admin.post<ImportReply>('/v1/import', {rows: rows.slice(0, 4)}));
    assert.deepEqual([again.made, again.already, again.refused], [0, 4, []]);
    const jobs = expectOk(await firm.admin.get<{items: Job[]}>('/v1/jobs?limit=200')).items;
    const statuses = Object.fromEntries(jobs.map(job => [job.externalId, job.status]));
    assert.deepEqual(statuses, {
      'order-1': 'complete',
      'order-2': 'scheduled',
      'order-3': 'unscheduled',
      'order-4': 'canceled',
    });
    assert.deepEqual(expectOk(await firm.admin.get<{items: Notice[]}>('/v1/notices')).items, []);
    const events = await firm.history(jobs.find(job => job.externalId === 'order-1')!.id);
    assert.ok(events.length > 0 && events.every(event => event.basis === 'import'));
    const two = await Promise.all(
      [0, 1].map(() =>
        firm.admin.post<ImportReply>('/v1/import', {
          rows: [importRow(firm, 'order-9', {status: 'unscheduled'})],
        }),
      ),
    );
    assert.equal(
      two.reduce((sum, reply) => sum + expectOk(reply).made, 0),
      1,
    );
    const many = Array.from({length: 501}, (_, n) => importRow(firm, `x-${n}`, {status: 'unscheduled'}));
    expectRefused(await firm.admin.post('/v1/import', {rows: many}), 'invalid', 400);
  });
}

/** A visit planned for the middle of the organization's day. */
async function onDay(firm: Firm, day: string): Promise<string> {
  const window = {start: `${day}T10:00:00Z`, end: `${day}T13:00:00Z`};
  return (await firm.book({appointment: {window, durationMinutes: 60}})).appointments[0]!.id;
}

function importRow(firm: Firm, externalId: string, more: Record<string, unknown>): object {
  return {
    externalId,
    title: `Order ${externalId}`,
    customer: {externalId: `customer-of-${externalId}`, name: 'Ada Lee', phone: '+13125550142'},
    address: {line: '1 W Lake St'},
    createdAt: firm.inMinutes(-24 * 60),
    ...more,
  };
}
