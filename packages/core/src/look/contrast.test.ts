import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {contrastRatio, mendForContrast, relativeLuminance} from './contrast.ts';

const anyColor = fc
  .integer({min: 0, max: 0xffffff})
  .map(number => `#${number.toString(16).padStart(6, '0')}`);
const close = (actual: number, expected: number) =>
  assert.ok(Math.abs(actual - expected) < 0.01, String(actual));

test('luminance and contrast answer the published values', () => {
  close(relativeLuminance('#fff'), 1);
  close(relativeLuminance('#000000'), 0);
  close(contrastRatio('#000', '#fff'), 21);
  close(contrastRatio('#777777', '#ffffff'), 4.48);
  close(contrastRatio('#767676', '#ffffff'), 4.54);
  close(contrastRatio('#ff0000', '#ffffff'), 4.0);
});

test('contrast is the same in either order and at least 1', () => {
  fc.assert(
    fc.property(anyColor, anyColor, (a, b) => {
      assert.equal(contrastRatio(a, b), contrastRatio(b, a));
      assert.ok(contrastRatio(a, b) >= 1);
    }),
  );
});

test('what is not a hex colour is refused by name', () => {
  assert.throws(() => relativeLuminance('blue'), RangeError);
  const answer = mendForContrast('rebeccapurple', '#fff');
  assert.ok(!answer.ok && answer.reason === 'not_a_color' && answer.sentence.includes('rebeccapurple'));
  assert.ok(!mendForContrast('#fff', '#12').ok);
});

test('a colour that passes is left alone', () => {
  assert.deepEqual(mendForContrast('#1F5EFF', '#fff'), {ok: true, color: '#1f5eff', changed: false});
});

test('any colour on any ground is mended to 4.5, with the least change of lightness that passes', () => {
  fc.assert(
    fc.property(anyColor, anyColor, (color, against) => {
      const answer = mendForContrast(color, against);
      assert.ok(answer.ok);
      assert.ok(contrastRatio(answer.color, against) >= 4.5);
      if (answer.changed) assert.ok(contrastRatio(color, against) < 4.5);
    }),
  );
});

test('a mended colour keeps its hue and passes barely', () => {
  const answer = mendForContrast('#ffd400', '#ffffff');
  assert.ok(answer.ok && answer.changed);
  assert.ok(contrastRatio(answer.color, '#ffffff') < 4.7, answer.color);
  const [red, green, blue] = [1, 3, 5].map(at => parseInt(answer.color.slice(at, at + 2), 16)) as [
    number,
    number,
    number,
  ];
  assert.ok(red > green && green > blue, answer.color);
});

test('a colour too dark for a dark ground is lightened', () => {
  const answer = mendForContrast('#1b3a8a', '#171b21');
  assert.ok(answer.ok && relativeLuminance(answer.color) > relativeLuminance('#1b3a8a'));
});

test('what no shade can reach is refused with a reason', () => {
  const answer = mendForContrast('#1f5eff', '#808080', 7);
  assert.ok(!answer.ok && answer.reason === 'out_of_reach');
});
