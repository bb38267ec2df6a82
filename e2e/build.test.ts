import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {globSync, readFileSync, statSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {before, test} from 'node:test';

const root = resolve(import.meta.dirname, '..');
const packages = globSync('packages/*/package.json', {cwd: root}).map(path =>
  JSON.parse(readFileSync(join(root, path), 'utf8')),
);

before(() => {
  const built = spawnSync(process.execPath, ['scripts/build.ts'], {cwd: root, encoding: 'utf8'});
  assert.equal(built.status, 0, `${built.stdout}${built.stderr}`);
});

// Elements need a document to run, so of them only the bundle is looked at here.
for (const {name, exports} of packages.filter(({name}) => name !== '@dispatch-kit/elements')) {
  for (const entry of Object.keys(exports)) {
    const door = entry.replace(/^\./, name);
    test(`built, ${door} imports in plain Node`, () => {
      const code = `await import(${JSON.stringify(door)})`;
      const done = spawnSync(process.execPath, ['--input-type=module', '-e', code], {
        cwd: root,
        encoding: 'utf8',
      });
      assert.equal(done.status, 0, done.stderr);
    });
  }
}

test('built, there is one module for a script tag', () => {
  assert.ok(statSync(join(root, 'dist/dispatch-kit.js')).isFile());
});
