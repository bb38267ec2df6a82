import assert from 'node:assert/strict';
import {test} from 'node:test';
import {NoticeKind} from '@dispatch-kit/core';
import type {Notice, TimeRange} from '@dispatch-kit/core';
import {expectOk} from '@dispatch-kit/testing';
import {noticeMatrix} from './notice-matrix.ts';
import type {MatrixRow} from './notice-matrix.ts';
import {Stage} from './notice-stage.ts';
import type {Reach} from './notice-stage.ts';

/** Brings a message about; `quietSeconds` of quiet hours begin before it. */
async function begin(row: MatrixRow, reach: Reach = {}, quietSeconds?: number) {
  const stage = await Stage.open(reach);
  await row.before?.(stage);
  const quietEnd =
    quietSeconds === undefined ? null : await stage.beQuiet(quietSeconds, row.to === 'customer');
  const beganMs = stage.company.clock.now();
  await row.when(stage);
  return {stage, beganMs, quietEnd};
}

const standingOf = ({contactId, memberId, channel, state}: Notice) => [
  contactId ? 'customer' : memberId ? 'team' : 'number',
  channel,
  state,
];

const sentOf = (stage: Stage, {kind}: MatrixRow) => stage.company.sent.filter(each => each.kind === kind);

test('the matrix names every message; what people write themselves has no row', () => {
  const kinds = noticeMatrix.map(({kind}) => kind);
  assert.deepEqual([...kinds, 'message'].toSorted(), [...NoticeKind.options].toSorted());
});

for (const row of noticeMatrix) {
  const reaches: [string | null, Reach][] =
    row.to === 'customer'
      ? [
          ['sms', {customer: 'sms'}],
          ['email', {customer: 'email'}],
          ['push', {customer: 'push'}],
          [null, {customer: 'none'}],
        ]
      : row.over!.map(channel => [channel, {team: channel}]);

  test(`${row.kind}: goes to the ${row.to}, over what was agreed to, else it stands as not sent`, async () => {
    for (const [channel, reach] of reaches) {
      const {stage} = await begin(row, reach);
      await stage.pass(row.afterSeconds);
      const sent = sentOf(stage, row).map(each => each.channel);
      assert.deepEqual(sent, channel ? [channel] : []);
      const [notice, ...more] = await stage.notices(row.kind);
      assert.equal(more.length, 0);
      if (!channel && row.answersOther) assert.equal(notice, undefined);
      else assert.deepEqual(standingOf(notice!), [row.to, channel, channel ? 'sent' : 'no_consent']);
      await stage.company.close();
    }
  });

  test(`${row.kind}: goes out after ${row.afterSeconds} s${row.merges ? ', one for what happens meanwhile' : ''}`, async () => {
    const {stage} = await begin(row);
    if (row.afterSeconds > 0) {
      await stage.pass(row.afterSeconds - 1);
      assert.equal(sentOf(stage, row).length, 0, 'too early');
    }
    await stage.pass(1);
    assert.equal(sentOf(stage, row).length, 1);
    await stage.company.close();
    if (!row.merges) return;
    const again = await begin(row);
    await row.merges(again.stage);
    await again.stage.pass(row.afterSeconds * 2);
    assert.equal(sentOf(again.stage, row).length, 1, 'one took the place of the other');
    await again.stage.company.close();
  });

  test(`${row.kind}: ${row.inQuietHours} in quiet hours of who reads it`, async () => {
    const {stage, quietEnd} = await begin(row, {}, row.afterSeconds + 7200);
    await stage.pass(row.afterSeconds + 60);
    const [notice] = await stage.notices(row.kind);
    if (row.inQuietHours === 'passes') return assert.equal(notice!.state, 'sent');
    assert.equal(notice!.state, 'waiting');
    assert.equal(Date.parse(notice!.runAfter), Date.parse(quietEnd!));
    stage.company.clock.set(new Date(Date.parse(quietEnd!) - 1000).toISOString());
    await stage.deliver();
    assert.equal(sentOf(stage, row).length, 0);
    await stage.pass(1);
    assert.equal(sentOf(stage, row).length, 1);
    await stage.company.close();
  });

  test(`${row.kind}: is not sent any more once it is of no use`, async () => {
    const quiets = row.inQuietHours === 'waits' ? [undefined, row.afterSeconds + 7200] : [undefined];
    for (const quietSeconds of quiets)
      for (const isLate of [false, true]) {
        const {stage, beganMs, quietEnd} = await begin(row, {}, quietSeconds);
        const staleMs = await endOfUse(stage, row, quietEnd ? Date.parse(quietEnd) : beganMs);
        stage.company.clock.set(new Date(staleMs - (isLate ? 0 : 1000)).toISOString());
        await stage.deliver();
        const [dropped] = await stage.notices(row.kind, 'dropped');
        const about = `${isLate ? 'late' : 'in time'}, quiet until ${quietEnd ?? 'never'}`;
        assert.equal(sentOf(stage, row).length, isLate ? 0 : 1, about);
        assert.equal(dropped?.reason, isLate ? 'too_old' : undefined, about);
        await stage.company.close();
      }
  });

  test(`${row.kind}: is told once of one occasion`, async () => {
    for (const [again, times] of [
      [row.same, 1],
      [row.other, 2],
    ] as const) {
      if (!again) continue;
      const {stage} = await begin(row);
      await stage.pass(row.afterSeconds);
      assert.equal(sentOf(stage, row).length, 1);
      await again(stage);
      await stage.pass(row.afterSeconds);
      assert.equal(sentOf(stage, row).length, times);
      await stage.company.close();
    }
  });
}

test('what the morning would be too late for goes at once, whoever sleeps', async () => {
  for (const [inHours, sent] of [
    [5, 1],
    [9, 0],
  ] as const) {
    const stage = await Stage.open();
    await stage.book({window: stage.window(inHours)});
    await stage.pass(Stage.graceSeconds);
    await stage.beQuiet(7 * 3600, true);
    await stage.tap('cancel', {reason: {code: 'weather'}});
    await stage.pass(Stage.graceSeconds);
    assert.equal(stage.company.sent.filter(({kind}) => kind === 'canceled').length, sent, `in ${inHours} h`);
    await stage.company.close();
  }
});

async function endOfUse(stage: Stage, {kind, tooOld}: MatrixRow, fromMs: number): Promise<number> {
  if (typeof tooOld === 'object') return fromMs + tooOld.minutes * 60_000;
  const [notice] = await stage.notices(kind);
  const path = `/v1/appointments/${notice!.appointmentId!}`;
  const {window} = expectOk(await stage.company.admin.get<{window: TimeRange}>(path));
  return Date.parse(tooOld === 'window_start' ? window.start : window.end);
}
