import assert from 'node:assert/strict';
import {test} from 'node:test';
import {latenessOf} from './lateness.ts';
import type {ArrivalCause} from './eta-range.ts';

const at = (minutes: number) => new Date(Date.UTC(2026, 2, 3, 14, minutes)).toISOString();

/** Minutes after two: expected as he set off, expected now; what is seen; late, of it for the leaving, of it for the drive. */
const table: [
  string,
  number,
  number,
  ArrivalCause | undefined,
  [number, number, number, string?] | undefined,
][] = [
  ['on time', 0, 0, undefined, undefined],
  ['a little late', 2, 4, 'traffic', undefined],
  ['early', -10, -4, undefined, undefined],
  ['left late, the drive as usual', 12, 12, undefined, [12, 12, 0]],
  ['left late and slower', 12, 18, undefined, [18, 12, 6]],
  ['left late and in traffic', 12, 18, 'traffic', [18, 12, 6, 'traffic']],
  ['left in time, stood somewhere', 0, 7, 'stop', [7, 0, 7, 'stop']],
  ['left early, went another way', -5, 9, 'off_route', [9, -5, 14, 'off_route']],
  ['left late, faster than usual: what is seen did not delay him', 20, 15, 'gap', [15, 20, -5]],
];

for (const [what, usual, expected, cause, parts] of table)
  test(`${what}: ${parts?.join(', ') ?? 'not late'}`, () => {
    const eta = {expectedAt: at(expected), ...(cause && {cause})};
    const said = latenessOf({dueAt: at(0), usualAt: at(usual), eta});
    if (!parts) return assert.equal(said, undefined);
    const [late, left, slower, why] = parts;
    assert.deepEqual(said, {
      lateSeconds: late * 60,
      leftLateSeconds: left * 60,
      slowerSeconds: slower * 60,
      ...(why && {cause: why}),
    });
  });
