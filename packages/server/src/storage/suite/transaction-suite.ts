import type {Bench} from './bench.ts';
import {ask, conflicts, same, thrown} from './bench.ts';
import {
  minute,
  sampleClaim,
  sampleCustomer,
  sampleEvent,
  sampleFix,
  sampleJob,
  sampleKey,
  sampleLink,
  sampleMember,
  sampleNote,
  sampleNotice,
  sampleOrganization,
  sampleRating,
  sampleSession,
  sampleVisit,
} from './sample-rows.ts';
import type {Transaction} from '../storage.ts';

const road = {memberId: 'mem_1', history: {agreeing: [], refused: {}}, newest: null, leg: null};
const pastLeg = {
  legId: 'leg_1',
  memberId: 'mem_1',
  endedAt: minute(1),
  distanceMeters: 10,
  durationSeconds: 5,
};

/** One write with every function that writes. */
async function writeEverywhere(tx: Transaction, id: string): Promise<void> {
  await tx.organizations.put(sampleOrganization(id, {version: 2}));
  await tx.tokens.insert(id, {hash: `${id} a`, kind: 'key', id: 'key_1'});
  await tx.operatorKeys.insert(`${id} o`, minute(0));
  await tx.keys.insert(id, [sampleKey('key_1')]);
  await tx.sessions.insert(id, [sampleSession('ses_1')]);
  await tx.links.insert(id, [sampleLink('lnk_1')]);
  await tx.customers.insert(id, [sampleCustomer('cus_1', {externalId: 'A'})]);
  await tx.members.insert(id, [sampleMember('mem_1', {externalId: 'A'})]);
  await tx.jobs.insert(id, [sampleJob('job_1', {externalId: 'A'})]);
  await tx.appointments.insert(id, [sampleVisit('apt_1', {leadId: 'mem_1', status: 'enroute'})]);
  await tx.notes.insert(id, [sampleNote('nte_1')]);
  await tx.ratings.put(id, sampleRating('rat_1'));
  await tx.notices.write(id, [sampleNotice('not_1')]);
  await tx.road.put(id, road);
  await tx.road.addFixes(id, [sampleFix('mem_1', 1, 'leg_1')]);
  await tx.road.addPastLeg(id, pastLeg);
  await tx.devices.put(id, {deviceId: 'dev_1', memberId: 'mem_1', sequence: 3, at: minute(0)});
  await tx.idempotency.claim(id, sampleClaim('s'));
  await tx.events.append(id, [sampleEvent('evt_1')], minute(1));
}

/** What a reader sees of all that. */
async function readEverywhere(tx: Transaction, id: string): Promise<unknown[]> {
  return [
    (await tx.organizations.get(id))?.version,
    await tx.tokens.find(`${id} a`),
    await tx.operatorKeys.has(`${id} o`),
    await tx.keys.list(id),
    await tx.sessions.ofMember(id, 'mem_1'),
    await tx.links.ofJobs(id, ['job_1']),
    await tx.customers.getByExternalIds(id, ['A']),
    await tx.members.getByExternalIds(id, ['A']),
    await tx.jobs.getByExternalIds(id, ['A']),
    await tx.appointments.openOf(id, ['mem_1']),
    await tx.notes.ofJobs(id, ['job_1']),
    await tx.ratings.ofJobs(id, ['job_1']),
    await tx.notices.ofJobs(id, ['job_1']),
    await tx.road.list(id),
    await tx.road.fixesOfLeg(id, 'leg_1'),
    await tx.road.pastLegs(id, 9),
    await tx.devices.get(id, 'dev_1'),
    await tx.events.after(id, 0, 9),
    await tx.events.ofJobs(id, ['job_1']),
    await tx.events.lastSeq(id),
  ];
}

/** What a transaction promises. */
export function transactionSuite({it, newOrganizationId}: Bench): void {
  it('a transaction answers what its function answers, and reads what it wrote', async storage => {
    const id = newOrganizationId();
    const [written, read] = await ask(storage, async tx => {
      await tx.organizations.insert(sampleOrganization(id));
      await writeEverywhere(tx, id);
      return [await readEverywhere(tx, id), 7];
    });
    same(read, 7);
    same(await ask(storage, tx => readEverywhere(tx, id)), written);
    same(
      (written as unknown[]).filter(part => Array.isArray(part) && part.length === 0).length,
      0,
      'Empty answers',
    );
  });

  it('a transaction that throws leaves nothing, and its error is passed on', async storage => {
    const [id, fresh] = [newOrganizationId(), newOrganizationId()];
    await ask(storage, tx => tx.organizations.insert(sampleOrganization(id)));
    const before = await ask(storage, tx => readEverywhere(tx, id));
    const failure = new Error('no');
    const failing = ask(storage, async tx => {
      await tx.organizations.insert(sampleOrganization(fresh));
      await writeEverywhere(tx, id);
      throw failure;
    });
    same((await thrown(failing)) === failure, true, 'The same error');
    same(await ask(storage, tx => readEverywhere(tx, id)), before);
    same(await ask(storage, tx => tx.organizations.get(fresh)), undefined);
    await ask(storage, tx => writeEverywhere(tx, id));
  });

  it('what a failed transaction replaced or removed is there again', async storage => {
    const id = newOrganizationId();
    await ask(storage, async tx => {
      await tx.organizations.insert(sampleOrganization(id));
      await writeEverywhere(tx, id);
    });
    const before = await ask(storage, tx => readEverywhere(tx, id));
    const failing = ask(storage, async tx => {
      await tx.tokens.removeOf(id, 'key_1');
      await tx.jobs.put(id, [sampleJob('job_1', {externalId: 'B'})]);
      await tx.appointments.put(id, [sampleVisit('apt_1', {leadId: 'mem_2'})]);
      await tx.notes.removeOfJobs(id, ['job_1']);
      await tx.ratings.removeOfJobs(id, ['job_1']);
      await tx.notices.lease(minute(12), minute(13), {limit: 1000, channel: 'sms'});
      await tx.road.removeFixesOfLegs(id, ['leg_1']);
      await tx.idempotency.release(id, 's');
      await tx.retention.purge(id, {fixes: minute(99), idempotency: minute(99), messages: minute(99)});
      throw new Error('no');
    });
    await thrown(failing);
    same(await ask(storage, tx => readEverywhere(tx, id)), before);
    same((await ask(storage, tx => tx.idempotency.claim(id, sampleClaim('s'))))?.scope, 's');
  });

  it('after a conflict a transaction is over, even if its function goes on', async storage => {
    const id = newOrganizationId();
    await ask(storage, tx => tx.keys.insert(id, [sampleKey('key_1')]));
    const goingOn = ask(storage, async tx => {
      await tx.keys.insert(id, [sampleKey('key_2')]);
      await conflicts('id', tx.keys.insert(id, [sampleKey('key_1')]));
      await thrown(tx.keys.list(id));
    });
    await conflicts('id', goingOn);
    same((await ask(storage, tx => tx.keys.list(id))).length, 1);
  });

  it('an ended transaction answers nothing more', async storage => {
    const id = newOrganizationId();
    const ended = await ask(storage, async tx => ({tx}));
    await thrown(ended.tx.keys.list(id));
  });

  it('other transactions do not see what is not committed', async storage => {
    const id = newOrganizationId();
    const failing = thrown(
      ask(storage, async tx => {
        await tx.keys.insert(id, [sampleKey('key_1')]);
        throw new Error('no');
      }),
    );
    const [seen] = await Promise.all([ask(storage, tx => tx.keys.list(id)), failing]);
    same(seen, []);
  });

  it('rows that were given or answered are copies', async storage => {
    const id = newOrganizationId();
    const row = sampleKey('key_1');
    await ask(storage, async tx => {
      await tx.keys.insert(id, [row]);
      row.name = 'changed by the giver';
      const answered = await tx.keys.list(id);
      answered[0]!.name = 'changed by the reader';
      same((await tx.keys.get(id, 'key_1'))?.name, sampleKey('key_1').name);
    });
    same(await ask(storage, tx => tx.keys.get(id, 'key_1')), sampleKey('key_1'));
  });

  it('questions of one transaction may be asked at the same time', async storage => {
    const id = newOrganizationId();
    await ask(storage, async tx => {
      await Promise.all([
        tx.keys.insert(id, [sampleKey('key_1')]),
        tx.links.insert(id, [sampleLink('lnk_1')]),
      ]);
      const [keys, links] = await Promise.all([tx.keys.list(id), tx.links.ofJobs(id, ['job_1'])]);
      same([keys.length, links.length], [1, 1]);
    });
  });

  it('transactions that lock an organization take turns', async storage => {
    const id = newOrganizationId();
    await ask(storage, tx => tx.organizations.insert(sampleOrganization(id, {version: 0})));
    const raise = () =>
      ask(storage, async tx => {
        await tx.organizations.lock(id);
        const row = (await tx.organizations.get(id))!;
        await tx.organizations.put({...row, version: row.version + 1});
      });
    await Promise.all(Array.from({length: 20}, raise));
    same((await ask(storage, tx => tx.organizations.get(id)))?.version, 20);
  });

  it('housekeeping changes nothing', async storage => {
    const id = newOrganizationId();
    await ask(storage, tx => tx.keys.insert(id, [sampleKey('key_1')]));
    await storage.maintain();
    same((await ask(storage, tx => tx.keys.list(id))).length, 1);
  });
}
