import assert from 'node:assert/strict';
import type {TechnicianPosition} from '@dispatch-kit/core';
import {expectOk} from '../caller.ts';
import {eventually, openFirm} from './firm.ts';
import type {DeclareTest, OfficeUnderTest} from './firm.ts';

const door = {lat: 41.9484, lng: -87.6553};

/** What is made of positions. */
export function roadScenarios(office: OfficeUnderTest, test: DeclareTest): void {
  test('the office hears how late a technician is and what that is made of; the customer hears no cause', async () => {
    const firm = await openFirm(office, {graceSeconds: 0});
    const {id, job, technician} = await firm.pastVisit(30);
    const link = await firm.link(job.id);
    await firm.tap(id, 'depart', {}, technician.caller);
    const reportFrom = async (north: number) =>
      expectOk(
        await technician.caller.post('/v1/positions', {
          fixes: [{...door, lat: door.lat - north / 111_195, at: firm.inMinutes(0)}],
        }),
      );
    await reportFrom(4000);
    const {items} = expectOk(await firm.admin.get<{items: TechnicianPosition[]}>('/v1/positions'));
    const {eta, lateness} = items.find(({memberId}) => memberId === technician.id)!;
    const {lateSeconds, leftLateSeconds, slowerSeconds} = lateness!;
    assert.ok(Date.parse(eta!.expectedAt) > Date.parse(firm.inMinutes(0)));
    assert.ok(lateSeconds > 30 * 60, `${lateSeconds} s late`);
    assert.equal(leftLateSeconds + slowerSeconds, lateSeconds);
    assert.ok(Math.abs(slowerSeconds) < 60, 'the drive has only begun');
    const view = await eventually(
      () => link.view(),
      ({visit}) => visit.eta?.source === 'estimate',
      {what: 'the estimate on the page'},
    );
    assert.doesNotMatch(JSON.stringify(view), /lateness|leftLate|slower|cause/i);
  });
}
