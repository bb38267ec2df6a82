import type {Bench} from './bench.ts';
import {ask, same} from './bench.ts';
import {minute, sampleDelivery, sampleEvent, sampleOrganization, sampleWebhook} from './sample-rows.ts';
import type {DeliveryRow} from '../correspondence-rows.ts';

/** Long before anything that another test has made is due. */
const early = (count: number) => minute(count - 2e7);
const earlyDelivery = (id: string, changes: Partial<DeliveryRow> = {}) =>
  sampleDelivery(id, {runAfter: early(0), ...changes});

/** Webhooks: how far each came in the history, and what is on its way to it. */
export function webhooksSuite({it, newOrganizationId}: Bench): void {
  it('webhooks are listed as they were made, and one that is removed takes its deliveries with it', async storage => {
    const [one, other] = [newOrganizationId(), newOrganizationId()];
    const rows = [sampleWebhook('whk_2'), sampleWebhook('whk_1', {createdAt: minute(1), types: null})];
    await ask(storage, async tx => {
      await tx.webhooks.insert(one, rows.toReversed());
      await tx.webhooks.insert(other, [rows[0]!]);
      await tx.deliveries.insert(one, [
        sampleDelivery('dlv_1'),
        sampleDelivery('dlv_2', {webhookId: 'whk_2'}),
      ]);
      await tx.deliveries.insert(other, [sampleDelivery('dlv_1', {state: 'failed'})]);
      same(await tx.webhooks.list(one), rows);
      await tx.webhooks.remove(one, 'whk_1');
    });
    await ask(storage, async tx => {
      same(await tx.webhooks.list(one), [rows[0]]);
      same(await tx.webhooks.list(other), [rows[0]]);
      same(await tx.deliveries.getMany(one, ['dlv_1', 'dlv_2']), [
        sampleDelivery('dlv_2', {webhookId: 'whk_2'}),
      ]);
      same(await tx.deliveries.get(other, 'dlv_1'), sampleDelivery('dlv_1', {state: 'failed'}));
      await tx.webhooks.remove(one, 'whk_2');
    });
  });

  it('a webhook is behind while its organization has events it was not given', async storage => {
    const id = newOrganizationId();
    const behind = async () =>
      (await ask(storage, tx => tx.webhooks.behind(1000)))
        .filter(({organizationId}) => organizationId === id)
        .map(({row}) => row.id);
    await ask(storage, async tx => {
      await tx.organizations.insert(sampleOrganization(id));
      await tx.webhooks.insert(id, [sampleWebhook('whk_1'), sampleWebhook('whk_2', {enabled: false})]);
    });
    same(await behind(), []);
    await ask(storage, tx => tx.events.append(id, [sampleEvent('evt_1'), sampleEvent('evt_2')], minute(1)));
    same(await behind(), ['whk_1']);
    await ask(storage, tx => tx.webhooks.put(id, [sampleWebhook('whk_1', {afterSeq: 1})]));
    same(await behind(), ['whk_1']);
    await ask(storage, tx => tx.webhooks.put(id, [sampleWebhook('whk_1', {afterSeq: 2})]));
    same(await behind(), []);
  });

  it('deliveries are listed newest first, by state and moment', async storage => {
    const id = newOrganizationId();
    const rows = [
      sampleDelivery('dlv_3', {at: minute(3), state: 'failed'}),
      sampleDelivery('dlv_2', {at: minute(2), state: 'delivered'}),
      sampleDelivery('dlv_1', {at: minute(2), state: 'failed'}),
    ];
    const ids = (listed: DeliveryRow[]) => listed.map(row => row.id);
    await ask(storage, async tx => {
      await tx.deliveries.insert(id, [
        rows[1]!,
        rows[2]!,
        rows[0]!,
        sampleDelivery('dlv_4', {webhookId: 'whk_2', state: 'failed'}),
      ]);
      const filter = {webhookId: 'whk_1', limit: 9};
      same(await tx.deliveries.list(id, filter), rows);
      same(ids(await tx.deliveries.list(id, {...filter, limit: 1, after: {key: minute(2), id: 'dlv_2'}})), [
        'dlv_1',
      ]);
      same(ids(await tx.deliveries.list(id, {...filter, state: 'failed'})), ['dlv_3', 'dlv_1']);
      same(ids(await tx.deliveries.list(id, {...filter, since: minute(3)})), ['dlv_3']);
    });
  });

  it('a lease takes deliveries that are due, and no two leases the same', async storage => {
    const id = newOrganizationId();
    const rows = Array.from({length: 30}, (_, i) => earlyDelivery(`dlv_${i}`, {runAfter: early(i % 3)}));
    await ask(storage, tx =>
      tx.deliveries.insert(id, [
        ...rows,
        earlyDelivery('dlv_x', {state: 'held'}),
        earlyDelivery('dlv_y', {runAfter: early(11)}),
      ]),
    );
    const lease = (now: number, until: number) =>
      ask(storage, tx => tx.deliveries.lease(early(now), early(until), 7));
    const batches = await Promise.all(Array.from({length: 6}, () => lease(10, 20)));
    const leased = batches.flat();
    same(new Set(leased.map(({row}) => row.id)).size, 30, 'How many were leased');
    same(leased.length, 30);
    same(leased[0]!.row, {
      ...rows.find(row => row.id === leased[0]!.row.id),
      attempts: 1,
      lockedUntil: early(20),
    });
    // Which of those that ask at once comes first is open; what each gets is in order.
    for (const batch of batches) {
      const due = batch.map(({row}) => row.runAfter);
      same(due, due.toSorted());
    }
    same(await lease(10, 20), []);
    await ask(storage, tx =>
      tx.deliveries.put(
        id,
        rows.map(row => ({...row, state: 'delivered'})),
      ),
    );
    same(
      (await lease(11, 20)).map(({row}) => row.id),
      ['dlv_y'],
    );
    await ask(storage, tx => tx.deliveries.put(id, [earlyDelivery('dlv_y', {state: 'failed'})]));
  });

  it('deliveries of a webhook that are in a state and not leased are given another', async storage => {
    const id = newOrganizationId();
    const later = {state: 'held' as const, runAfter: early(50), lockedUntil: null};
    const rows = [
      earlyDelivery('dlv_1', {lockedUntil: early(4)}),
      earlyDelivery('dlv_2', {lockedUntil: early(6)}),
      earlyDelivery('dlv_3', {state: 'failed'}),
      earlyDelivery('dlv_4', {webhookId: 'whk_2'}),
    ];
    await ask(storage, async tx => {
      await tx.deliveries.insert(id, rows);
      await tx.deliveries.shift(id, 'whk_1', {
        now: early(5),
        from: 'waiting',
        to: 'held',
        runAfter: early(50),
      });
    });
    await ask(storage, async tx => {
      same(
        await tx.deliveries.getMany(
          id,
          rows.map(row => row.id),
        ),
        [{...rows[0], ...later}, ...rows.slice(1)],
      );
      await tx.deliveries.put(
        id,
        rows.map(row => ({...row, state: 'delivered'})),
      );
    });
  });
}
