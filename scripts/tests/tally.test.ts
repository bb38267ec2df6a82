import assert from 'node:assert/strict';
import {test} from 'node:test';
import {closingLine, sumTallies} from './tally.ts';

test('the closing line counts what passed and failed, and what was skipped when something was', () => {
  assert.equal(closingLine({passed: 3, failures: [], skips: []}), '3 passed, 0 failed');
  assert.equal(closingLine({passed: 0, failures: ['a'], skips: ['b', 'c']}), '0 passed, 1 failed, 2 skipped');
});

test('tallies of several runners add up to one', () => {
  const one = {passed: 1, failures: ['a'], skips: []};
  const two = {passed: 2, failures: [], skips: ['b']};
  assert.deepEqual(sumTallies([one, two]), {passed: 3, failures: ['a'], skips: ['b']});
});
