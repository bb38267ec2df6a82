import type {Bench} from './bench.ts';
import {ask, same} from './bench.ts';
import {minute, sampleClaim, sampleDelivery, sampleFix, sampleNotice} from './sample-rows.ts';
import type {PastLegRow, RoadRow} from '../rows.ts';

const road = (memberId: string, changes: Partial<RoadRow> = {}): RoadRow => ({
  memberId,
  history: {
    taken: {lat: 41.88, lng: -87.63, atMs: 1_772_409_600_123},
    newestAtMs: 1_772_409_600_123,
    agreeing: [],
    refused: {too_fast: 2},
  },
  newest: {lat: 41.88, lng: -87.63, at: minute(1), headingDegrees: 359.99999999999994},
  leg: null,
  ...changes,
});

const pastLeg = (legId: string, endedAt: string): PastLegRow => ({
  legId,
  memberId: 'mem_1',
  endedAt,
  distanceMeters: 1234.5,
  durationSeconds: 600,
});

/** Positions, devices, and what is forgotten in time. */
export function roadSuite({it, newOrganizationId}: Bench): void {
  it('a technician has one row on the road', async storage => {
    const [one, other] = [newOrganizationId(), newOrganizationId()];
    const changed = road('mem_1', {newest: null});
    await ask(storage, async tx => {
      await tx.road.put(one, road('mem_2'));
      await tx.road.put(one, road('mem_1'));
      await tx.road.put(one, changed);
      await tx.road.put(other, road('mem_1'));
    });
    await ask(storage, async tx => {
      same(await tx.road.get(one, 'mem_1'), changed);
      same(await tx.road.get(other, 'mem_2'), undefined);
      same(await tx.road.list(one), [changed, road('mem_2')]);
    });
  });

  it('fixes are kept once a member and moment, and read by leg in their order', async storage => {
    const [one, other] = [newOrganizationId(), newOrganizationId()];
    const fixes = [3, 1, 2].map(at => sampleFix('mem_1', at, 'leg_1'));
    await ask(storage, async tx => {
      await tx.road.addFixes(one, fixes);
      await tx.road.addFixes(one, [
        {...sampleFix('mem_1', 1, 'leg_1'), verdict: 'later'},
        sampleFix('mem_2', 1, 'leg_2'),
        sampleFix('mem_1', 4, null),
        {...sampleFix('mem_1', 5, 'leg_1'), at: '2026-03-02T01:05:00+01:00'},
        {...sampleFix('mem_1', 5, 'leg_1'), verdict: 'later'},
      ]);
      await tx.road.addFixes(other, [sampleFix('mem_1', 1, 'leg_1')]);
      await tx.road.addFixes(one, []);
    });
    await ask(storage, async tx => {
      same(await tx.road.fixesOfLeg(one, 'leg_1'), [
        fixes[1],
        fixes[2],
        fixes[0],
        {...sampleFix('mem_1', 5, 'leg_1'), at: '2026-03-02T01:05:00+01:00'},
      ]);
      await tx.road.removeFixesOfLegs(one, ['leg_1', 'leg_9']);
      same(await tx.road.fixesOfLeg(one, 'leg_1'), []);
      same((await tx.road.fixesOfLeg(one, 'leg_2')).length, 1);
      same((await tx.road.fixesOfLeg(other, 'leg_1')).length, 1);
    });
  });

  it('a member can be forgotten: where he is and was, and nobody else', async storage => {
    const [one, other] = [newOrganizationId(), newOrganizationId()];
    await ask(storage, async tx => {
      for (const id of [one, other]) {
        await tx.road.addFixes(id, [sampleFix('mem_1', 1, 'leg_1'), sampleFix('mem_2', 1, 'leg_1')]);
        await tx.road.put(id, road('mem_1'));
      }
      await tx.road.addPastLeg(one, pastLeg('leg_1', minute(5)));
      await tx.road.forget(one, 'mem_1');
      await tx.road.forget(one, 'mem_9');
    });
    await ask(storage, async tx => {
      same(
        (await tx.road.fixesOfLeg(one, 'leg_1')).map(fix => fix.memberId),
        ['mem_2'],
      );
      same(await tx.road.get(one, 'mem_1'), undefined);
      same((await tx.road.fixesOfLeg(other, 'leg_1')).length, 2);
      same(await tx.road.get(other, 'mem_1'), road('mem_1'));
      same((await tx.road.pastLegs(one, 9)).length, 1);
    });
  });

  it('the newest finished legs come first', async storage => {
    const [one, other] = [newOrganizationId(), newOrganizationId()];
    await ask(storage, async tx => {
      for (const [legId, at] of [
        ['leg_1', 5],
        ['leg_2', 9],
        ['leg_3', 7],
      ] as const)
        await tx.road.addPastLeg(one, pastLeg(legId, minute(at)));
      await tx.road.addPastLeg(one, pastLeg('leg_1', minute(8)));
      await tx.road.addPastLeg(other, pastLeg('leg_4', minute(99)));
      same(await tx.road.pastLegs(one, 2), [pastLeg('leg_2', minute(9)), pastLeg('leg_1', minute(8))]);
      same((await tx.road.pastLegs(one, 9)).length, 3);
    });
  });

  it("a device's queue is remembered", async storage => {
    const [one, other] = [newOrganizationId(), newOrganizationId()];
    const device = {deviceId: 'dev_1', memberId: 'mem_1', sequence: 9_007_199_254_740_991, at: minute(1)};
    await ask(storage, async tx => {
      await tx.devices.put(one, {...device, sequence: 1});
      await tx.devices.put(one, device);
      same(await tx.devices.get(one, 'dev_1'), device);
      same(await tx.devices.get(other, 'dev_1'), undefined);
    });
  });

  it('old fixes and idempotency keys go, in one organization', async storage => {
    const [one, other] = [newOrganizationId(), newOrganizationId()];
    await ask(storage, async tx => {
      for (const id of [one, other]) {
        await tx.road.addFixes(
          id,
          [1, 2, 3, 4].map(at => sampleFix('mem_1', at, 'leg_1')),
        );
        for (const n of [1, 2, 3])
          await tx.idempotency.claim(id, sampleClaim(`s${n}`, {createdAt: minute(n)}));
      }
      const before = {fixes: minute(3), idempotency: minute(2), messages: minute(0)};
      same(await tx.retention.purge(one, before), 3);
      same(await tx.retention.purge(one, before), 0);
    });
    await ask(storage, async tx => {
      same((await tx.road.fixesOfLeg(one, 'leg_1')).length, 2);
      same((await tx.road.fixesOfLeg(other, 'leg_1')).length, 4);
      same(await tx.idempotency.claim(one, sampleClaim('s1')), undefined);
      same((await tx.idempotency.claim(one, sampleClaim('s2')))?.createdAt, minute(2));
      same((await tx.idempotency.claim(other, sampleClaim('s1')))?.createdAt, minute(1));
    });
  });

  it('old messages go unless they still wait, in one organization', async storage => {
    const [one, other] = [newOrganizationId(), newOrganizationId()];
    await ask(storage, async tx => {
      for (const id of [one, other]) {
        await tx.notices.insert(id, [
          sampleNotice('not_1', {at: minute(1), state: 'sent'}),
          sampleNotice('not_2', {at: minute(1), state: 'waiting', runAfter: minute(1e7)}),
          sampleNotice('not_3', {at: minute(3), state: 'dropped'}),
        ]);
        await tx.deliveries.insert(id, [
          sampleDelivery('dlv_1', {at: minute(1), state: 'delivered'}),
          sampleDelivery('dlv_2', {at: minute(1), state: 'held'}),
          sampleDelivery('dlv_3', {at: minute(1), state: 'failed'}),
        ]);
      }
      const before = {fixes: minute(0), idempotency: minute(0), messages: minute(2)};
      same(await tx.retention.purge(one, before), 3);
      same(
        (await tx.notices.getMany(one, ['not_1', 'not_2', 'not_3'])).map(row => row.id),
        ['not_2', 'not_3'],
      );
      same(
        (await tx.deliveries.getMany(one, ['dlv_1', 'dlv_2', 'dlv_3'])).map(row => row.id),
        ['dlv_2'],
      );
      same((await tx.notices.getMany(other, ['not_1', 'not_2', 'not_3'])).length, 3);
      await tx.webhooks.remove(one, 'whk_1');
      await tx.webhooks.remove(other, 'whk_1');
    });
  });

  it('the backlog is what is due and waits, with how long it has', async storage => {
    const id = newOrganizationId();
    const early = (count: number) => minute(count - 2.5e7);
    const waits = [sampleNotice('not_1', {runAfter: early(2)}), sampleNotice('not_2', {runAfter: early(1)})];
    const delivery = sampleDelivery('dlv_1', {runAfter: early(3)});
    await ask(storage, async tx => {
      await tx.notices.insert(id, [...waits, sampleNotice('not_3', {runAfter: early(0), state: 'sent'})]);
      await tx.deliveries.insert(id, [delivery]);
    });
    same(await ask(storage, tx => tx.backlog.read(early(2))), {
      notices: {count: 2, oldestAt: early(1)},
      deliveries: {count: 0, oldestAt: null},
    });
    same((await ask(storage, tx => tx.backlog.read(early(5)))).deliveries, {count: 1, oldestAt: early(3)});
    await ask(storage, async tx => {
      await tx.notices.put(
        id,
        waits.map(row => ({...row, state: 'sent'})),
      );
      await tx.deliveries.put(id, [{...delivery, state: 'failed'}]);
    });
  });
}
