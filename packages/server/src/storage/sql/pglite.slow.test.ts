import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import fs from 'node:fs';
import {mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {syncBuiltinESMExports} from 'node:module';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {createInterface} from 'node:readline';
import {after, test} from 'node:test';
import {storageSuite} from '../storage-suite.ts';
import type {OpenedStorage} from '../storage-suite.ts';
import {sampleKey} from '../suite/sample-rows.ts';
import {openPglite} from './pglite.ts';

const folders: string[] = [];

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'dispatch-pglite-'));
  folders.push(folder);
  return folder;
}

after(async () => {
  for (const folder of folders) await rm(folder, {recursive: true, force: true});
});

async function openIn(dataDir: string): Promise<OpenedStorage> {
  const {storage, close} = await openPglite({dataDir});
  const reopen = async () => {
    await close();
    return openIn(dataDir);
  };
  return {storage, close, reopen};
}

storageSuite({name: 'PGlite on disk', open: async () => openIn(await newFolder())}, {test, after});

test('PGlite in memory keeps data until it is closed', async () => {
  const {storage, close} = await openPglite();
  await storage.transaction(tx => tx.keys.insert('org_1', [sampleKey('key_1')]));
  assert.deepEqual(await storage.transaction(tx => tx.keys.get('org_1', 'key_1')), sampleKey('key_1'));
  await close();
});

test('each commit waits for the disk once, and reading does not', async t => {
  const {storage, close} = await openPglite({dataDir: await newFolder()});
  const sync = t.mock.method(fs, 'fdatasyncSync');
  syncBuiltinESMExports();
  for (let i = 0; i < 20; i++)
    await storage.transaction(tx => tx.keys.insert('org_1', [sampleKey(`key_${i}`)]));
  const written = sync.mock.callCount();
  for (let i = 0; i < 20; i++) await storage.transaction(tx => tx.keys.get('org_1', `key_${i}`));
  const read = sync.mock.callCount() - written;
  sync.mock.restore();
  syncBuiltinESMExports();
  await close();
  assert.ok(written >= 20 && written < 30, `${written} syncs for 20 commits`);
  assert.equal(read, 0);
});

test('a second process, or a second opening, is refused and told who has the folder', async () => {
  const dataDir = await newFolder();
  const {close} = await openPglite({dataDir});
  const refusal = new RegExp(`in use by process ${process.pid}\\b`);
  await assert.rejects(openPglite({dataDir}), refusal);
  const other = writer(dataDir, 1);
  const [code] = await once(other.process, 'exit');
  assert.notEqual(code, 0);
  assert.match(other.errors(), refusal);
  await close();
  await assert.rejects(readFile(join(dataDir, 'lock.pid')));
  await (await openPglite({dataDir})).close();
});

test('the lock of a process that is no more is taken over', async () => {
  const dataDir = await newFolder();
  const gone = spawn(process.execPath, ['-e', '']);
  await once(gone, 'exit');
  for (const left of [
    `${gone.pid} 123`,
    `${gone.pid}`,
    `${process.ppid} 1`,
    `${process.pid} 1`,
    'nonsense',
    '',
  ]) {
    await writeFile(join(dataDir, 'lock.pid'), left);
    await (await openPglite({dataDir})).close();
  }
});

test('what was acknowledged before a kill is there after it', async () => {
  const dataDir = await newFolder();
  for (let round = 0; round < 3; round++) {
    const {process: child, lines} = writer(dataDir, 10_000);
    const ended = once(child, 'exit');
    const acknowledged: string[] = [];
    for await (const line of lines) {
      acknowledged.push(line);
      if (acknowledged.length === 25 * (round + 1)) child.kill('SIGKILL');
    }
    await ended;
    const {storage, close} = await openPglite({dataDir});
    const found = await storage.transaction(tx => tx.keys.getMany('org_1', acknowledged));
    await close();
    assert.ok(acknowledged.length >= 25 * (round + 1));
    assert.equal(found.length, acknowledged.length);
  }
});

test('a first start that was cut short is done again', async () => {
  const dataDir = await newFolder();
  await fs.promises.mkdir(join(dataDir, 'pglite.new'));
  await writeFile(join(dataDir, 'pglite.new', 'PG_VERSION'), '18\n');
  await (await openPglite({dataDir})).close();
});

/** A process that writes keys one after another, and names each once it is committed. */
function writer(dataDir: string, count: number) {
  const here = (path: string) => JSON.stringify(new URL(path, import.meta.url).href);
  const script = `
    import {openPglite} from ${here('./pglite.ts')};
    import {sampleKey} from ${here('../suite/sample-rows.ts')};
    const {storage, close} = await openPglite({dataDir: ${JSON.stringify(dataDir)}});
    for (let i = 0; i < ${count}; i++) {
      const id = 'key_' + process.pid + '_' + i;
      await storage.transaction(tx => tx.keys.insert('org_1', [sampleKey(id)]));
      console.log(id);
    }
    await close();`;
  const args = ['--conditions=@dispatch-kit/source', '--input-type=module', '-e', script];
  const child = spawn(process.execPath, args, {stdio: ['ignore', 'pipe', 'pipe']});
  let errors = '';
  child.stderr.on('data', chunk => (errors += chunk));
  return {process: child, lines: createInterface({input: child.stdout}), errors: () => errors};
}
