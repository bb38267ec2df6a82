import type {Bench} from './bench.ts';
import {ask, same} from './bench.ts';
import type {Transaction} from '../storage.ts';
import {minute, sampleCode, sampleMember, samplePairedDevice, sampleSource} from './sample-rows.ts';

/** Sources, devices, and what proves a phone number. */
export function accessSuite({it, newOrganizationId}: Bench): void {
  it('sources and paired devices: listed by what they belong to, oldest first', async storage => {
    const [one, other] = [newOrganizationId(), newOrganizationId()];
    const sources = [sampleSource('src_2'), sampleSource('src_1', {createdAt: minute(1)})];
    const devices = [samplePairedDevice('dev_2'), samplePairedDevice('dev_1', {createdAt: minute(1)})];
    await ask(storage, async tx => {
      await tx.sources.insert(one, [sources[1]!, sources[0]!]);
      await tx.sources.insert(other, [sampleSource('src_3')]);
      await tx.pairedDevices.insert(one, [
        devices[1]!,
        devices[0]!,
        samplePairedDevice('dev_3', {memberId: 'mem_2'}),
      ]);
      await tx.pairedDevices.insert(other, [samplePairedDevice('dev_4')]);
    });
    await ask(storage, async tx => {
      same(await tx.sources.list(one), sources);
      same(await tx.pairedDevices.ofMember(one, 'mem_1'), devices);
    });
  });

  it('codes: the newest of a purpose and subject, under an organization or under none', async storage => {
    const [one, other] = [newOrganizationId(), newOrganizationId()];
    const subject = `subject of ${one}`;
    const code = (id: string, more: object = {}) => sampleCode(`${one} ${id}`, {subject, ...more});
    await ask(storage, async tx => {
      await tx.codes.insert(one, [code('a', {createdAt: minute(2)}), code('b', {createdAt: minute(1)})]);
      await tx.codes.insert(one, [code('c', {createdAt: minute(3), purpose: 'booking'})]);
      await tx.codes.insert('', [code('d', {createdAt: minute(4)})]);
    });
    await ask(storage, async tx => {
      same(await tx.codes.newest(one, 'sign_in', subject), code('a', {createdAt: minute(2)}));
      same((await tx.codes.newest(one, 'booking', subject))?.id, `${one} c`);
      same((await tx.codes.newest('', 'sign_in', subject))?.id, `${one} d`);
      same(await tx.codes.newest(other, 'sign_in', subject), undefined);
      same(await tx.codes.newest(one, 'sign_in', 'another'), undefined);
    });
    same(await ask(storage, tx => tx.retention.purgeCodes(one, minute(2))), 1);
    same(await ask(storage, tx => tx.retention.purgeCodes(one, minute(2))), 0);
    same((await ask(storage, tx => tx.codes.newest(one, 'booking', subject)))?.id, `${one} c`);
    same((await ask(storage, tx => tx.codes.newest('', 'sign_in', subject)))?.id, `${one} d`);
  });

  it('codes: of all who try the newest at the same moment, none is lost', async storage => {
    const one = newOrganizationId();
    const subject = `subject of ${one}`;
    await ask(storage, tx => tx.codes.insert(one, [sampleCode(`${one} a`, {subject})]));
    const newest = (tx: Transaction) => tx.codes.newest(one, 'sign_in', subject);
    const tryOne = () =>
      ask(storage, async tx => {
        const row = (await newest(tx))!;
        await tx.codes.put(one, [{...row, tries: row.tries + 1}]);
      });
    await Promise.all(Array.from({length: 8}, tryOne));
    same((await ask(storage, newest))?.tries, 8);
  });

  it('limits: counted within a stretch of time that begins with the first', async storage => {
    const key = `limit of ${newOrganizationId()}`;
    const count = (at: number, which = key) => ask(storage, tx => tx.limits.count(which, minute(at), 900));
    same(await count(0), {count: 1, endsAt: minute(15)});
    same(await count(14), {count: 2, endsAt: minute(15)});
    same(await count(14, `${key} too`), {count: 1, endsAt: minute(29)});
    same(await count(15), {count: 1, endsAt: minute(30)});
    const together = await Promise.all([count(16), count(16), count(16)]);
    same(together.map(each => each.count).toSorted(), [2, 3, 4]);
    await ask(storage, tx => tx.retention.purgeCodes('', minute(31)));
    same(await count(16), {count: 1, endsAt: minute(31)});
  });

  it('members: found by phone in every organization, but not those who left', async storage => {
    const [one, other] = [newOrganizationId(), newOrganizationId()];
    const phone = `+1${one.slice(-6)}0000`;
    const member = (id: string, more: object = {}) => sampleMember(id, {phone, ...more});
    await ask(storage, async tx => {
      await tx.members.insert(one, [member('mem_1'), member('mem_2', {deactivatedAt: minute(1)})]);
      await tx.members.insert(other, [member('mem_3'), sampleMember('mem_4')]);
    });
    const found = await ask(storage, tx => tx.members.byPhone(phone));
    same(
      found.map(({organizationId, row}) => [organizationId, row.id]),
      [
        [one, 'mem_1'],
        [other, 'mem_3'],
      ],
    );
    same(found[0]!.row, member('mem_1'));
    await ask(storage, tx => tx.members.put(one, [member('mem_1', {deactivatedAt: minute(2)})]));
    same((await ask(storage, tx => tx.members.byPhone(phone))).length, 1);
  });
}
