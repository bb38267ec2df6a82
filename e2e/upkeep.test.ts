import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {mkdtemp, readFile, rm, stat, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {after, test} from 'node:test';
import {promisify} from 'node:util';
import {gunzipSync, gzipSync} from 'node:zlib';
import {DispatchClient} from '@dispatch-kit/client';
import {
  backUpOffice,
  examineOffice,
  rebuildOffice,
  restoreOffice,
  runOffice,
} from '@dispatch-kit/server/node';
import type {StoredOffice} from '@dispatch-kit/server/node';
import {startPostgres} from './embedded-postgres.ts';

const folder = await mkdtemp(join(tmpdir(), 'dispatch-upkeep-'));
const postgres = await startPostgres();
after(async () => {
  await postgres.stop();
  await rm(folder, {recursive: true, force: true});
});

const secret = 'a secret of at least thirty-two characters';
const onPglite: StoredOffice = {dataDir: join(folder, 'one')};
const onPostgres: StoredOffice = {dataDir: join(folder, 'two'), databaseUrl: postgres.connectionString};
const again: StoredOffice = {dataDir: join(folder, 'three')};
const file = join(folder, 'office.backup');

/** What an office has, over HTTP. */
async function pictureOf(office: StoredOffice, token: string) {
  const running = await runOffice({...office, port: 0, secret, publicUrl: 'https://office.test'});
  const url = `http://127.0.0.1:${running.port}`;
  const client = new DispatchClient({url, token});
  const jobs = await client.jobs.list();
  const picture = {
    jobs,
    customers: await client.customers.list(),
    members: await client.members.list(),
    notices: (await client.office.notices()).items.map(({id, words}) => [id, words]),
    history: await Promise.all(jobs.items.map(job => client.jobs.history(job.id))),
  };
  const made = await client.customers.create({name: 'A new one'});
  await running.close();
  return {picture, made};
}

test('a backup made on PGlite is the same office on PostgreSQL, and back again', async () => {
  const running = await runOffice({...onPglite, port: 0, secret});
  const client = new DispatchClient({url: running.url, token: running.apiKey});
  const member = await client.members.create({
    name: 'Sam “Ørtiz” \\ 🚚',
    phone: '+13125550199',
    roles: ['technician'],
  });
  for (let hours = 1; hours <= 3; hours++) {
    const customer = await client.customers.create({
      name: `Ada ${hours}`,
      phone: '+13125550142',
      consent: {sms: true},
    });
    const at = (minutes: number) => new Date(Date.now() + hours * 7_200_000 + minutes * 60_000).toISOString();
    const appointment = {window: {start: at(0), end: at(60)}, durationMinutes: 60, leadId: member.id};
    await client.jobs.create({
      customerId: customer.id,
      title: 'Tap',
      address: {line: '1 W Lake St'},
      appointment,
    });
  }
  await running.close();
  await backUpOffice(onPglite, file);
  assert.equal((await stat(file)).mode & 0o77, 0, 'for its owner alone');
  assert.ok(!gunzipSync(await readFile(file)).includes(running.apiKey), 'tokens are hashed');
  const restored = await restoreOffice(onPostgres, file);
  assert.ok(restored.rows > 20);
  await assert.rejects(restoreOffice(onPostgres, file), /not empty/);
  const second = join(folder, 'second.backup');
  await backUpOffice(onPostgres, second);
  assert.equal(String(gunzipSync(await readFile(second))), String(gunzipSync(await readFile(file))));
  await restoreOffice(again, second);
  const [one, two] = [await pictureOf(onPostgres, running.apiKey), await pictureOf(again, running.apiKey)];
  assert.deepEqual(one.picture, two.picture);
  assert.equal(one.picture.jobs.items.length, 3);
  assert.deepEqual((await examineOffice(onPostgres)).findings, []);
  assert.deepEqual((await rebuildOffice(onPostgres)).changed, []);
});

test('a file that is damaged restores nothing', async () => {
  const empty: StoredOffice = {dataDir: join(folder, 'four')};
  const bytes = await readFile(file);
  const lines = String(gunzipSync(bytes)).split('\n');
  const damaged = join(folder, 'damaged.backup');
  for (const content of [
    bytes.subarray(0, bytes.length / 2),
    Buffer.from('hello'),
    gzipSync(lines.toSpliced(5, 1).join('\n')),
  ]) {
    await writeFile(damaged, content);
    await assert.rejects(restoreOffice(empty, damaged), /damaged|cut short/);
  }
  assert.ok((await restoreOffice(empty, file)).rows > 20, 'it was still empty');
});

const run = promisify(execFile);
const root = resolve(import.meta.dirname, '..');
const command = (args: string[], env: Record<string, string> = {}) =>
  run(process.execPath, ['--conditions=@dispatch-kit/source', 'scripts/office.ts', ...args], {
    cwd: root,
    env: {...process.env, ...env},
  });

test('the command line does the same, and says what is wrong with what it was given', async () => {
  const {stdout} = await command(['doctor', '--data', again.dataDir]);
  assert.deepEqual(JSON.parse(stdout), {
    organizations: 1,
    jobs: 3,
    events: JSON.parse(stdout).events,
    findings: 0,
  });
  const wrong: [string[], Record<string, string>, RegExp][] = [
    [['--port', 'x'], {}, /--port: give a port/],
    [[], {DISPATCH_PROT: '1'}, /DISPATCH_PROT: there is no such setting/],
    [['backup'], {}, /give one FILE/],
    [['heal'], {}, /there is backup, restore, rebuild and doctor/],
    [['backup', join(folder, 'x'), '--database-url', 'memory:'], {}, /ends with its process/],
  ];
  for (const [args, env, message] of wrong)
    await assert.rejects(
      command(args, env),
      (error: {code: number; stderr: string}) => error.code === 1 && message.test(error.stderr),
      String(message),
    );
});
