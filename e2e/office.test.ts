import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import type {ChildProcess} from 'node:child_process';
import {mkdtemp, rm, stat} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {after, test} from 'node:test';

const root = resolve(import.meta.dirname, '..');
const folder = await mkdtemp(join(tmpdir(), 'dispatch-office-'));
after(() => rm(folder, {recursive: true, force: true}));

type Ready = {ready: true; url: string; operatorKey: string; apiKey: string; organizationId: string};
type Started = {
  child: ChildProcess;
  line: Promise<Ready>;
  ended: Promise<{code: number | null; errors: string}>;
};

/** Runs `npm run -s office` as a person would. */
function startOffice(...args: string[]): Started {
  const child = spawn(process.execPath, ['--conditions=@dispatch-kit/source', 'scripts/office.ts', ...args], {
    cwd: root,
  });
  let out = '';
  let errors = '';
  child.stderr.on('data', chunk => (errors += chunk));
  const ended = new Promise<{code: number | null; errors: string}>(done =>
    child.on('exit', code => done({code, errors})),
  );
  const line = new Promise<Ready>((done, fail) => {
    child.stdout.on('data', chunk => {
      out += chunk;
      if (out.includes('\n')) done(JSON.parse(out.split('\n')[0]!) as Ready);
    });
    void ended.then(() => fail(new Error(errors)));
  });
  line.catch(() => undefined);
  return {child, line, ended};
}

const me = async ({url}: Ready, key: string) =>
  (await fetch(`${url}/v1/me`, {headers: {authorization: `Bearer ${key}`}})).status;

test('an office prints one line when it answers; on a folder that exists it makes new keys, and the old ones stay valid', async () => {
  const first = startOffice('--port', '0', '--data', folder);
  const before = await first.line;
  assert.deepEqual(Object.keys(before), ['ready', 'url', 'operatorKey', 'apiKey', 'organizationId']);
  assert.match(before.operatorKey, /^ok_/);
  assert.match(before.apiKey, /^dk_live_/);
  assert.equal(await me(before, before.apiKey), 200);
  assert.equal((await stat(join(folder, 'secret'))).mode & 0o777, 0o600, 'its secret is for its owner alone');

  const blocked = await startOffice('--port', '0', '--data', folder).ended;
  assert.equal(blocked.code, 1);
  assert.match(
    blocked.errors,
    new RegExp(String(first.child.pid)),
    'a second office on the folder is told who has it',
  );

  first.child.kill('SIGTERM');
  assert.equal((await first.ended).code, 0, 'it ends cleanly');
  const second = startOffice('--port', '0', '--data', folder);
  const again = await second.line;
  assert.equal(again.organizationId, before.organizationId);
  assert.notEqual(again.apiKey, before.apiKey);
  assert.equal(await me(again, before.apiKey), 200);
  assert.equal(await me(again, again.apiKey), 200);
  const made = await fetch(`${again.url}/v1/organizations`, {
    method: 'POST',
    headers: {authorization: `Bearer ${before.operatorKey}`, 'content-type': 'application/json'},
    body: JSON.stringify({name: 'Southside Heating', timeZone: 'America/Chicago'}),
  });
  assert.equal(made.status, 201, 'the old operator key still makes organizations');
  second.child.kill('SIGTERM');
  await second.ended;
});

for (const [args, says] of [
  [['--port', 'many'], '--port: give a port'],
  [['--speed', '0'], '--speed: give a number above 0'],
  [['--database-url', 'mysql://x'], 'database-url: give memory:'],
] as const) {
  test(`an office started with ${args.join(' ')} says what to give instead`, async () => {
    const {code, errors} = await startOffice('--data', folder, ...args).ended;
    assert.equal(code, 1);
    assert.ok(errors.includes(says), errors);
  });
}
