import type {Bench} from './bench.ts';
import {ask, conflicts, same, thrown} from './bench.ts';
import {
  minute,
  sampleCode,
  sampleCustomer,
  sampleJob,
  sampleKey,
  sampleLink,
  sampleMember,
  sampleNotice,
  sampleOrganization,
  samplePairedDevice,
  sampleSession,
  sampleSource,
  sampleVisit,
} from './sample-rows.ts';
import type {HostedRows, Rows, Transaction} from '../storage.ts';

type AnyRow = {id: string};
type HostedRow = AnyRow & {externalId: string | null};

/** Every kind of rows: how to reach it, a row, and the row changed. */
const kinds: Record<
  string,
  {of: (tx: Transaction) => Rows<AnyRow>; row: (id: string) => AnyRow; changes: object}
> = {
  keys: {of: tx => tx.keys as unknown as Rows<AnyRow>, row: sampleKey, changes: {revokedAt: minute(9)}},
  sessions: {of: tx => tx.sessions as unknown as Rows<AnyRow>, row: sampleSession, changes: {memberId: null}},
  sources: {of: tx => tx.sources as unknown as Rows<AnyRow>, row: sampleSource, changes: {name: 'Other'}},
  pairedDevices: {
    of: tx => tx.pairedDevices as unknown as Rows<AnyRow>,
    row: samplePairedDevice,
    changes: {revokedAt: minute(9)},
  },
  codes: {of: tx => tx.codes as unknown as Rows<AnyRow>, row: sampleCode, changes: {tries: 3, request: null}},
  links: {of: tx => tx.links as unknown as Rows<AnyRow>, row: sampleLink, changes: {version: 2}},
  customers: {
    of: tx => tx.customers as unknown as Rows<AnyRow>,
    row: sampleCustomer,
    changes: {metadata: {}},
  },
  members: {of: tx => tx.members as unknown as Rows<AnyRow>, row: sampleMember, changes: {roles: ['admin']}},
  jobs: {of: tx => tx.jobs as unknown as Rows<AnyRow>, row: sampleJob, changes: {plannedAt: minute(3)}},
  appointments: {
    of: tx => tx.appointments as unknown as Rows<AnyRow>,
    row: sampleVisit,
    changes: {instructions: 'Ring twice', version: 2},
  },
  notices: {
    of: tx => tx.notices as unknown as Rows<AnyRow>,
    row: sampleNotice,
    changes: {state: 'sent', lockedUntil: null, words: 'On the way'},
  },
};

const hostedKinds: Record<
  string,
  {of: (tx: Transaction) => HostedRows<HostedRow>; row: (id: string) => HostedRow}
> = {
  customers: {of: tx => tx.customers as unknown as HostedRows<HostedRow>, row: sampleCustomer},
  members: {of: tx => tx.members as unknown as HostedRows<HostedRow>, row: sampleMember},
  sources: {of: tx => tx.sources as unknown as HostedRows<HostedRow>, row: sampleSource},
  jobs: {of: tx => tx.jobs as unknown as HostedRows<HostedRow>, row: sampleJob},
  appointments: {of: tx => tx.appointments as unknown as HostedRows<HostedRow>, row: sampleVisit},
};

/** Rows of each kind, as every kind has them. */
export function rowsSuite({it, newOrganizationId}: Bench): void {
  for (const [name, {of, row, changes}] of Object.entries(kinds)) {
    it(`${name}: what was put in comes out, each organization's own`, async storage => {
      const [one, other] = [newOrganizationId(), newOrganizationId()];
      const changed = {...row('x_2'), ...changes};
      await ask(storage, async tx => {
        await of(tx).insert(one, [row('x_1'), row('x_2'), row('x_3')]);
        await of(tx).insert(other, [row('x_1')]);
        await of(tx).put(one, [changed]);
        await of(tx).insert(one, []);
        await of(tx).put(one, []);
      });
      await ask(storage, async tx => {
        same(await of(tx).get(one, 'x_2'), changed);
        same(await of(tx).get(other, 'x_1'), row('x_1'));
        same(await of(tx).get(other, 'x_2'), undefined);
        same(await of(tx).getMany(one, ['x_3', 'x_9', 'x_1', 'x_3']), [row('x_3'), row('x_1')]);
        same(await of(tx).getMany(other, ['x_2', 'x_1']), [row('x_1')]);
        same(await of(tx).getMany(one, []), []);
      });
    });

    it(`${name}: an id is there once in an organization, and nothing of a refused batch is`, async storage => {
      const one = newOrganizationId();
      await ask(storage, tx => of(tx).insert(one, [row('x_1')]));
      await conflicts(
        'id',
        ask(storage, tx => of(tx).insert(one, [row('x_2'), row('x_1')])),
      );
      await conflicts(
        'id',
        ask(storage, tx => of(tx).insert(one, [row('x_3'), row('x_3')])),
      );
      same(await ask(storage, tx => of(tx).getMany(one, ['x_1', 'x_2', 'x_3'])), [row('x_1')]);
    });

    it(`${name}: nothing can be put in the place of a row that is not there, or another organization's`, async storage => {
      const [one, other] = [newOrganizationId(), newOrganizationId()];
      await ask(storage, tx => of(tx).insert(one, [row('x_1')]));
      await ask(storage, tx => of(tx).insert(other, [row('x_2')]));
      await thrown(ask(storage, tx => of(tx).put(one, [{...row('x_1'), ...changes}, row('x_2')])));
      same(await ask(storage, tx => of(tx).getMany(one, ['x_1', 'x_2'])), [row('x_1')]);
      same(await ask(storage, tx => of(tx).get(other, 'x_2')), row('x_2'));
    });
  }
  for (const [name, {of, row}] of Object.entries(hostedKinds)) {
    it(`${name}: found by the host's own id, which is there once in an organization`, async storage => {
      const [one, other] = [newOrganizationId(), newOrganizationId()];
      const named = (id: string, externalId: string | null) => ({...row(id), externalId});
      await ask(storage, async tx => {
        await of(tx).insert(one, [
          named('x_1', 'A'),
          named('x_2', 'B'),
          named('x_3', null),
          named('x_4', null),
        ]);
        await of(tx).insert(other, [named('x_1', 'B')]);
      });
      const found = await ask(storage, tx => of(tx).getByExternalIds(one, ['B', 'C', 'A', 'B']));
      same(found, [named('x_2', 'B'), named('x_1', 'A')]);
      same(await ask(storage, tx => of(tx).getByExternalIds(other, ['A'])), []);
      await conflicts(
        'external_id',
        ask(storage, tx => of(tx).insert(one, [named('x_5', 'A')])),
      );
      await conflicts(
        'external_id',
        ask(storage, tx => of(tx).insert(one, [named('x_5', 'D'), named('x_6', 'D')])),
      );
      await conflicts(
        'external_id',
        ask(storage, tx => of(tx).put(one, [named('x_3', 'A')])),
      );
    });

    it(`${name}: two may exchange the host's ids in one call`, async storage => {
      const one = newOrganizationId();
      const named = (id: string, externalId: string) => ({...row(id), externalId});
      await ask(storage, tx => of(tx).insert(one, [named('x_1', 'A'), named('x_2', 'B')]));
      await ask(storage, tx => of(tx).put(one, [named('x_1', 'B'), named('x_2', 'A')]));
      same(await ask(storage, tx => of(tx).getByExternalIds(one, ['A'])), [named('x_2', 'A')]);
    });
  }
  accessSuite({it, newOrganizationId});
}

/** Organizations, secrets and what hangs on them. */
function accessSuite({it, newOrganizationId}: Bench): void {
  it('organizations: kept, found by slug, listed, replaced', async storage => {
    const [one, other] = [sampleOrganization(newOrganizationId()), sampleOrganization(newOrganizationId())];
    const renamed = {...one, version: 2, name: 'New', slug: `${one.slug}-new`};
    await ask(storage, async tx => {
      await tx.organizations.insert(one);
      await tx.organizations.insert(other);
      await tx.organizations.put(renamed);
    });
    await ask(storage, async tx => {
      same(await tx.organizations.get(one.id), renamed);
      same(await tx.organizations.getBySlug(renamed.slug), renamed);
      same(await tx.organizations.getBySlug(one.slug), undefined);
      const listed = (await tx.organizations.list()).filter(row => [one.id, other.id].includes(row.id));
      same(listed, [renamed, other]);
      same(await tx.organizations.get(newOrganizationId()), undefined);
    });
    await conflicts(
      'id',
      ask(storage, tx => tx.organizations.insert({...one, slug: `${one.slug}-more`})),
    );
    const sameSlug = sampleOrganization(newOrganizationId(), {slug: other.slug});
    await conflicts(
      'slug',
      ask(storage, tx => tx.organizations.insert(sameSlug)),
    );
    await conflicts(
      'slug',
      ask(storage, tx => tx.organizations.put({...renamed, slug: other.slug})),
    );
    await thrown(ask(storage, tx => tx.organizations.put(sampleOrganization(newOrganizationId()))));
  });

  it('organizations: replacing one does not touch its count of events', async storage => {
    const one = sampleOrganization(newOrganizationId());
    await ask(storage, tx => tx.organizations.insert(one));
    const append = (id: string) =>
      ask(storage, tx =>
        tx.events.append(
          one.id,
          [{id, v: 1, type: 'job_edited', at: minute(0), actor: {kind: 'system'}, basis: 'timer'}],
          minute(0),
        ),
      );
    same((await append('evt_1'))[0]?.seq, 1);
    await ask(storage, tx => tx.organizations.put({...one, version: 2}));
    same((await append('evt_2'))[0]?.seq, 2);
  });

  it('tokens: found by their hash until their holder is forgotten', async storage => {
    const [one, other] = [newOrganizationId(), newOrganizationId()];
    const token = (hash: string, id = 'key_1') => ({hash: `${one} ${hash}`, kind: 'key' as const, id});
    await ask(storage, async tx => {
      await tx.tokens.insert(one, token('a'));
      await tx.tokens.insert(one, token('b'));
      await tx.tokens.insert(one, token('c', 'key_2'));
      await tx.tokens.insert(other, token('d'));
    });
    const find = (hash: string) => ask(storage, tx => tx.tokens.find(`${one} ${hash}`));
    same(await find('a'), {organizationId: one, row: token('a')});
    await conflicts(
      'id',
      ask(storage, tx => tx.tokens.insert(other, token('a'))),
    );
    await ask(storage, tx => tx.tokens.removeOf(one, 'key_1'));
    same([await find('a'), await find('b')], [undefined, undefined]);
    same((await find('c'))?.row.id, 'key_2');
    same((await find('d'))?.organizationId, other);
  });

  it('operator keys: known by their hash', async storage => {
    const hash = `operator ${newOrganizationId()}`;
    same(await ask(storage, tx => tx.operatorKeys.has(hash)), false);
    await ask(storage, tx => tx.operatorKeys.insert(hash, minute(0)));
    same(await ask(storage, tx => tx.operatorKeys.has(hash)), true);
  });

  it('keys, sessions, links: listed by what they belong to, oldest first', async storage => {
    const [one, other] = [newOrganizationId(), newOrganizationId()];
    const keys = [sampleKey('key_2'), sampleKey('key_1', {createdAt: minute(1)})];
    const sessions = [sampleSession('ses_2'), sampleSession('ses_1', {createdAt: minute(1)})];
    const links = [sampleLink('lnk_2'), sampleLink('lnk_1', {jobId: 'job_2', createdAt: minute(1)})];
    await ask(storage, async tx => {
      await tx.keys.insert(one, [keys[1]!, keys[0]!]);
      await tx.keys.insert(other, [sampleKey('key_3')]);
      await tx.sessions.insert(one, [sessions[1]!, sessions[0]!, sampleSession('ses_3', {memberId: null})]);
      await tx.sessions.insert(other, [sampleSession('ses_4')]);
      await tx.links.insert(one, [links[1]!, links[0]!, sampleLink('lnk_3', {jobId: 'job_3'})]);
      await tx.links.insert(other, [sampleLink('lnk_1')]);
    });
    await ask(storage, async tx => {
      same(await tx.keys.list(one), keys);
      same(await tx.sessions.ofMember(one, 'mem_1'), sessions);
      same(await tx.links.ofJobs(one, ['job_2', 'job_1']), links);
      same(await tx.links.ofJobs(one, []), []);
    });
  });
}
