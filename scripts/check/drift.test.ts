import assert from 'node:assert/strict';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {checkDrift, regionOf} from './drift.ts';

const file = `import {a} from 'a';
  // #region use
  if (a) {
    a();
  }
  // #endregion
`;

function page(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'drift-'));
  writeFileSync(join(folder, 'use.ts'), file);
  writeFileSync(join(folder, 'PAGE.md'), text);
  return folder;
}

async function problemsOf(text: string): Promise<string[]> {
  const folder = page(text);
  const {problems} = await checkDrift(folder);
  rmSync(folder, {recursive: true});
  return problems;
}

const block = (code: string) => `# A page\n\n<!-- from: use.ts#use -->\n\n\`\`\`ts\n${code}\`\`\`\n`;

test('a region is cut out of its file and moved to the left margin', () => {
  assert.equal(regionOf(file, 'use.ts#use'), 'if (a) {\n  a();\n}\n');
});

test('a code block that equals its region is no drift', async () => {
  assert.deepEqual(await problemsOf(block('if (a) {\n  a();\n}\n')), []);
});

test('a code block that differs from its region is told with its line', async () => {
  assert.deepEqual(await problemsOf(block('if (a) {\n  b();\n}\n')), [
    'PAGE.md:7 is not what it is made from; run npm run docs.',
  ]);
});

test('a code block typed by hand is told, a shell block is not', async () => {
  const [problem, ...others] = await problemsOf('```sh\nnpm start\n```\n\n```ts\na();\n```\n');
  assert.match(problem ?? '', /^PAGE\.md:5 is a code block typed by hand/);
  assert.deepEqual(others, []);
});

test('a block from a region or a generator that is not there is told', async () => {
  assert.match(
    (await problemsOf('<!-- from: use.ts#gone -->\n\n```ts\n```\n'))[0] ?? '',
    /no region use\.ts#gone/,
  );
  const generated = '<!-- generated: gone/x -->\n<!-- /generated -->\n';
  assert.match((await problemsOf(generated))[0] ?? '', /no scripts\/docs\/gone\.ts/);
});

test('writing brings a page up to date', async () => {
  const folder = page(block(''));
  await checkDrift(folder, {write: true});
  assert.deepEqual((await checkDrift(folder)).problems, []);
  rmSync(folder, {recursive: true});
});
