/** The parts of text messages, by the numbers of 3GPP TS 23.038 and 23.040. */
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {smsSegments} from './sms-segments.ts';

const counts: [text: string, encoding: string, units: number, segments: number][] = [
  ['', 'gsm7', 0, 0],
  ['x'.repeat(160), 'gsm7', 160, 1],
  ['x'.repeat(161), 'gsm7', 161, 2],
  ['x'.repeat(306), 'gsm7', 306, 2],
  ['x'.repeat(307), 'gsm7', 307, 3],
  ['€'.repeat(80), 'gsm7', 160, 1],
  ['€'.repeat(81), 'gsm7', 162, 2],
  // An escaped character does not fit where one unit is left: 152 + (1 left over), then the rest.
  [`${'x'.repeat(152)}€${'x'.repeat(152)}`, 'gsm7', 306, 3],
  ['ä ö ü ß ñ é à Å Ø Σ', 'gsm7', 19, 1],
  ['ç'.repeat(70), 'ucs2', 70, 1],
  ['ç'.repeat(71), 'ucs2', 71, 2],
  ['ç'.repeat(134), 'ucs2', 134, 2],
  ['ç'.repeat(135), 'ucs2', 135, 3],
  ['🚚'.repeat(35), 'ucs2', 70, 1],
  ['🚚'.repeat(36), 'ucs2', 72, 2],
  // 67 units hold 33 whole emoji.
  ['🚚'.repeat(67), 'ucs2', 134, 3],
  ['“quoted”', 'ucs2', 8, 1],
];

for (const [text, encoding, units, segments] of counts) {
  test(`${JSON.stringify(text.slice(0, 12))}, ${units} units of ${encoding}, is ${segments} parts`, () => {
    const counted = smsSegments(text);
    assert.deepEqual([counted.encoding, counted.units, counted.segments], [encoding, units, segments]);
  });
}

test('what makes a message dear is named', () => {
  assert.deepEqual(smsSegments('Tap – “hot”').notGsm7, ['–', '“', '”']);
  assert.deepEqual(smsSegments('[a] {b}').notGsm7, []);
});
