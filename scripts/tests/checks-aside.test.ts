import assert from 'node:assert/strict';
import {test} from 'node:test';
import {tallyOf} from './checks-aside.ts';

test('each part of a check counts, and names itself where it failed', () => {
  const said =
    'ok    rooms   arrows  1.0 s\nFAIL  types   TypeScript  2.0 s\n      a.ts:1 ok  no\nok    docs    pages  1.0 s\n';
  const {passed, failures} = tallyOf(said, 1);
  assert.deepEqual({passed, failures}, {passed: 2, failures: ['npm run check types']});
});

test('a check that ended early has failed', () => {
  assert.deepEqual(tallyOf('ok    rooms   arrows  1.0 s\n', null).failures, ['npm run check ended early']);
});
