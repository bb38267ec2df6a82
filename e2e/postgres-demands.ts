import assert from 'node:assert/strict';
import type {Storage} from '@dispatch-kit/server';
import {openPostgres} from '@dispatch-kit/server/postgres';
import pg from 'pg';
import {
  minute,
  sampleEvent,
  sampleJob,
  sampleKey,
  sampleNotice,
  sampleOrganization,
  sampleVisit,
} from '../packages/server/src/storage/suite/sample-rows.ts';

/** Makes an empty database and answers how to connect to it. */
type NewDatabase = () => Promise<string>;

/** Runs a test over two storages on one database, each with connections of its own. */
async function withTwo(
  newDatabase: NewDatabase,
  run: (one: Storage, two: Storage, connectionString: string) => Promise<void>,
  lookSeconds = 3600,
): Promise<void> {
  const connectionString = await newDatabase();
  const opened = await Promise.all([1, 2].map(() => openPostgres({connectionString, lookSeconds})));
  try {
    await run(opened[0]!.storage, opened[1]!.storage, connectionString);
  } finally {
    for (const {close} of opened) await close();
  }
}

/** Waits until a storage's watchers have heard of an organization. */
function heard(storage: Storage, id: string): Promise<void> {
  return new Promise(resolve => {
    const stop = storage.watch(changed => {
      if (changed !== id) return;
      stop();
      resolve();
    });
  });
}

const append = (storage: Storage, id: string, event: string) =>
  storage.transaction(tx => tx.events.append(id, [sampleEvent(event)], minute(1)));

const newOrganization = (storage: Storage, id = 'org_1') =>
  storage.transaction(tx => tx.organizations.insert(sampleOrganization(id)));

/** What a storage on PostgreSQL does besides what every storage does: between processes, and as its server is met. */
export const postgresDemands: Readonly<Record<string, (newDatabase: NewDatabase) => Promise<void>>> = {
  'processes that start at the same time make the tables once': async newDatabase => {
    const connectionString = await newDatabase();
    const opened = await Promise.all(Array.from({length: 6}, () => openPostgres({connectionString})));
    await newOrganization(opened[0]!.storage);
    for (const {storage, close} of opened) {
      assert.equal((await storage.transaction(tx => tx.organizations.list())).length, 1);
      await close();
    }
  },

  'a user who may not make extensions can use a database that has them': async newDatabase => {
    const connectionString = await newDatabase();
    const plain = new URL(connectionString);
    plain.username = `plain_${plain.pathname.slice(1)}`;
    plain.password = 'plain';
    const owner = new pg.Client({connectionString});
    await owner.connect();
    await owner.query('create extension btree_gist');
    await owner.query(`create role ${plain.username} login password 'plain'`);
    await owner.query(`grant create, usage on schema public to ${plain.username}`);
    const {storage, close} = await openPostgres({connectionString: plain.href});
    await newOrganization(storage);
    await close();
    await owner.query(`drop owned by ${plain.username} cascade`);
    await owner.query(`drop role ${plain.username}`);
    await owner.end();
  },

  'watchers hear what another process committed, and do not hear their own twice': newDatabase =>
    withTwo(newDatabase, async (one, two) => {
      await newOrganization(one);
      await newOrganization(one, 'org_2');
      const own: string[] = [];
      one.watch(id => own.push(id));
      const crossed = [heard(two, 'org_1'), heard(two, 'org_2')];
      await append(one, 'org_1', 'evt_1');
      await append(one, 'org_2', 'evt_1');
      await Promise.all(crossed);
      const back = heard(one, 'org_1');
      await append(two, 'org_1', 'evt_2');
      await back;
      assert.deepEqual(own, ['org_1', 'org_2', 'org_1']);
    }),

  'watchers hear what was committed while their connection was lost': newDatabase =>
    withTwo(
      newDatabase,
      async (one, two, connectionString) => {
        await newOrganization(one);
        const admin = new pg.Client({connectionString});
        await admin.connect();
        const told = heard(two, 'org_1');
        await admin.query(
          `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid()`,
        );
        await admin.query(`update organizations set seq = seq + 1`);
        await told;
        const toldAgain = heard(two, 'org_1');
        await admin.query(`select pg_notify('dispatch_events', 'org_1')`);
        await toldAgain;
        await admin.end();
      },
      0.2,
    ),

  'processes never lease the same notice, and number events without a gap': newDatabase =>
    withTwo(newDatabase, async (one, two) => {
      await newOrganization(one);
      const rows = Array.from({length: 400}, (_, i) => sampleNotice(`not_${i}`, {runAfter: minute(i % 7)}));
      await one.transaction(tx => tx.notices.insert('org_1', rows));
      const lease = (storage: Storage) =>
        storage.transaction(tx => tx.notices.lease(minute(10), minute(20), {limit: 10, channel: 'sms'}));
      const leased: string[] = [];
      const drain = async (storage: Storage) => {
        for (let batch = await lease(storage); batch.length > 0; batch = await lease(storage))
          leased.push(...batch.map(({row}) => row.id));
      };
      const write = async (storage: Storage, name: string) => {
        for (let i = 0; i < 50; i++) await append(storage, 'org_1', `evt_${name}_${i}`);
      };
      const workers = [one, two, one, two].map((storage, i) =>
        Promise.all([drain(storage), write(storage, String(i))]),
      );
      await Promise.all(workers);
      assert.equal(new Set(leased).size, 400);
      assert.equal(leased.length, 400);
      const events = await two.transaction(tx => tx.events.after('org_1', 0, 1000));
      assert.deepEqual(
        events.map(event => event.seq),
        Array.from({length: 200}, (_, i) => i + 1),
      );
    }),

  'of processes that start a visit of the same lead at once, one does': newDatabase =>
    withTwo(newDatabase, async (one, two) => {
      const visits = Array.from({length: 8}, (_, i) =>
        sampleVisit(`apt_${i}`, {leadId: 'mem_1', from: i * 100}),
      );
      await one.transaction(tx => tx.appointments.insert('org_1', visits));
      const start = (i: number) => {
        const started = sampleVisit(`apt_${i}`, {leadId: 'mem_1', from: i * 100, status: 'enroute'});
        return (i % 2 ? one : two).transaction(tx => tx.appointments.put('org_1', [started]));
      };
      const results = await Promise.allSettled(visits.map((_, i) => start(i)));
      const refused = results.flatMap(result => (result.status === 'rejected' ? [result.reason] : []));
      assert.deepEqual(
        refused.map(error => error.what),
        Array.from({length: 7}, () => 'two_under_way'),
      );
    }),

  'transactions that block each other are run again until both are done': newDatabase =>
    withTwo(newDatabase, async (one, two) => {
      await one.transaction(tx => tx.keys.insert('org_1', [sampleKey('key_1'), sampleKey('key_2')]));
      let runs = 0;
      let waiting = 2;
      let release: () => void = () => {};
      const both = new Promise<void>(resolve => (release = resolve));
      const crossing = (storage: Storage, name: string, [first, second]: [string, string]) =>
        storage.transaction(async tx => {
          runs += 1;
          await tx.keys.put('org_1', [sampleKey(first, {name})]);
          if (--waiting === 0) release();
          await both;
          await tx.keys.put('org_1', [sampleKey(second, {name})]);
        });
      await Promise.all([crossing(one, 'one', ['key_1', 'key_2']), crossing(two, 'two', ['key_2', 'key_1'])]);
      const keys = await one.transaction(tx => tx.keys.list('org_1'));
      assert.equal(keys[0]?.name, keys[1]?.name);
      assert.ok(runs >= 3, `${runs} runs`);
    }),

  'the jobs of a day are found by an index': async newDatabase => {
    const connectionString = await newDatabase();
    const {storage, close} = await openPostgres({connectionString});
    const jobs = Array.from({length: 5000}, (_, i) => sampleJob(`job_${i}`, {createdAt: minute(i)}));
    const visits = jobs.map((job, i) => sampleVisit(`apt_${i}`, {from: i * 60}, {jobId: job.id}));
    await storage.transaction(async tx => {
      await tx.jobs.insert('org_1', jobs);
      await tx.appointments.insert('org_1', visits);
    });
    const admin = new pg.Client({connectionString});
    await admin.connect();
    await admin.query('analyze');
    const range = {start: minute(2880), end: minute(4320)};
    const day = () => storage.transaction(tx => tx.jobs.list('org_1', {sort: 'planned', limit: 50, range}));
    assert.deepEqual((await day()).length, 24);
    const uses = async () =>
      Number(
        (
          await admin.query(
            `select idx_scan from pg_stat_user_indexes where indexrelname = 'appointments_start'`,
          )
        ).rows[0].idx_scan,
      );
    // The server counts the use of an index a while later.
    for (let tries = 0; (await uses()) === 0 && tries < 100; tries++) {
      await new Promise(resolve => setTimeout(resolve, 100));
      await day();
    }
    assert.notEqual(await uses(), 0);
    await admin.end();
    await close();
  },
};
