import assert from 'node:assert/strict';
import {test} from 'node:test';
import {fileProblems, planProblems, roomOf, type Rooms} from './rooms.ts';

const rooms: Rooms = {
  rooms: [
    {path: 'packages/law/src/time', says: 'Says when.', imports: []},
    {path: 'packages/law/src/job', says: 'Is the law of a job.', imports: ['packages/law/src/time']},
    {path: 'packages/shop/src', says: 'Opens the shop.', imports: ['@dispatch-kit/law']},
    {path: 'packages/shop/src/till', says: 'Takes money.', imports: []},
  ],
  doorkeepers: {ky: ['packages/shop/src/http.ts'], lit: ['packages/shop/src/till/'], 'node:*': []},
};
const barrels = ['packages/law/src/index.ts'];

const bad: [title: string, path: string, text: string, sentence: RegExp][] = [
  [
    'an import against the arrows',
    'packages/law/src/time.ts',
    `\nimport {job} from './job/job.ts';`,
    /^packages\/law\/src\/time\.ts:2 imports src\/job\/job\.ts, but no arrow goes from \S+\/time to \S+\/job; .*rooms\.json/,
  ],
  [
    'a re-export against the arrows',
    'packages/law/src/time.ts',
    `export {job} from './job/job.ts';`,
    /no arrow goes from/,
  ],
  [
    'a dynamic import against the arrows',
    'packages/law/src/time.ts',
    `const job = await import('./job/job.ts');`,
    /no arrow goes from/,
  ],
  [
    'a type import against the arrows',
    'packages/law/src/time.ts',
    `import type {Job} from './job/job.ts';`,
    /no arrow goes from/,
  ],
  [
    'a package that the room may not know',
    'packages/shop/src/till/till.ts',
    `import {law} from '@dispatch-kit/law';`,
    /imports @dispatch-kit\/law, but no arrow goes from packages\/shop\/src\/till to it/,
  ],
  [
    "a path into another package's inside",
    'packages/shop/src/shop.ts',
    `import {job} from '../../law/src/job/job.ts';`,
    /reaches into packages\/law by path; import its door/,
  ],
  [
    "a way round through the package's own door",
    'packages/law/src/job/job.ts',
    `import {time} from '../index.ts';`,
    /imports its own package's door; import the file that has the name/,
  ],
  [
    'a library past its doorkeeper',
    'packages/shop/src/shop.ts',
    `import ky from 'ky';`,
    /imports ky, which only packages\/shop\/src\/http\.ts may; ask that file instead/,
  ],
  [
    'a library that nobody keeps the door of',
    'packages/shop/src/shop.ts',
    `import {map} from '@fine/maps/sub';`,
    /imports @fine\/maps, which has no doorkeeper; name one in rooms\.json/,
  ],
  ['a Node module in a room without the world', 'packages/law/src/time.ts', `import 'node:fs';`, /node:\*/],
  ['a file that says nothing', 'packages/law/src/job/utils.ts', ``, /is named "utils", which says nothing/],
  ['a folder that says nothing', 'packages/law/src/job/common/a.ts', ``, /is named "common"/],
  [
    'a star export',
    'packages/law/src/job/job.ts',
    `export * from './a.ts';`,
    /exports with a star; list the names/,
  ],
  [
    'a named star export',
    'packages/law/src/job/job.ts',
    `export * as a from './a.ts';`,
    /exports with a star/,
  ],
  ['a default function', 'packages/law/src/time.ts', `export default function a() {}`, /exports a default/],
  [
    'a default value',
    'packages/law/src/time.ts',
    `export default 1;`,
    /:1 exports a default; export it by its name/,
  ],
  [
    'a renamed default',
    'packages/law/src/time.ts',
    `const a = 1;\nexport {a as default};`,
    /:2 exports a default/,
  ],
  [
    'an index inside a room',
    'packages/law/src/job/index.ts',
    ``,
    /is an index that is no door of its package/,
  ],
  ['an index that works', 'packages/law/src/index.ts', `export const a = 1;`, /does more than list names/],
  ['a file without a room', 'packages/law/src/attic/a.ts', ``, /:1 belongs to no room; add its room/],
  ['a file of the root without a room', 'packages/law/src/other.ts', ``, /belongs to no room/],
];

for (const [title, path, text, sentence] of bad) {
  test(`the room check refuses ${title}`, () => {
    const problems = fileProblems({path, text}, rooms, barrels);
    assert.equal(problems.length, 1, problems.join('\n'));
    assert.match(problems[0] ?? '', sentence);
  });
}

const good: [title: string, path: string, text: string][] = [
  ['an import along an arrow', 'packages/law/src/job/job.ts', `import {time} from '../time.ts';`],
  ['an import within the room', 'packages/law/src/job/job.ts', `import {a} from './deep/a.ts';`],
  ['a library at its doorkeeper', 'packages/shop/src/http.ts', `import ky from 'ky';`],
  [
    'a library in the folder of its doorkeepers',
    'packages/shop/src/till/a.ts',
    `import {html} from 'lit/html.js';`,
  ],
  [
    'a test that looks into another room',
    'packages/law/src/time.test.ts',
    `import {job} from './job/job.ts';`,
  ],
  [
    'an import in a comment or a string',
    'packages/law/src/time.ts',
    `// import 'ky'\nconst a = "import 'ky'";`,
  ],
  ['a door that lists names', 'packages/law/src/index.ts', `export {time} from './time.ts';`],
  ['a browser test beside its file', 'packages/law/src/time.browser.test.ts', ``],
];

for (const [title, path, text] of good) {
  test(`the room check lets pass ${title}`, () => {
    assert.deepEqual(fileProblems({path, text}, rooms, barrels), []);
  });
}

test('a file belongs to the deepest room above it', () => {
  assert.equal(roomOf('packages/shop/src/till/coin.ts', rooms.rooms)?.path, 'packages/shop/src/till');
  assert.equal(roomOf('packages/shop/src/shop.ts', rooms.rooms)?.path, 'packages/shop/src');
  assert.equal(roomOf('packages/law/src/timely.ts', rooms.rooms), undefined);
});

test('a room whose sentence needs "and", or an arrow to nowhere, is refused', () => {
  const says = 'Keeps time and money.';
  const plan = {rooms: [{path: 'packages/a/src', says, imports: ['packages/b/src']}], doorkeepers: {}};
  assert.deepEqual(planProblems(plan), [
    'rooms.json: packages/a/src needs "and" to say what it is; make it two rooms.',
    "rooms.json: packages/a/src may import packages/b/src, which is no room; name a room's path.",
  ]);
});
