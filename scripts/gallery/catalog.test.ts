import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {resolve} from 'node:path';
import {describe, it} from 'node:test';
import {catalog, wholeWindow} from '../../examples/gallery/catalog.ts';
import {nameOf, pairsOf, shotList} from './shot-list.ts';

const index = readFileSync(resolve(import.meta.dirname, '../../packages/elements/src/index.ts'), 'utf8');
const elements = [...index.matchAll(/^export \{Dispatch\w+\} from '.*\/(dispatch-[a-z-]+)\.ts';$/gm)].map(
  found => found[1]!,
);

describe('the gallery', () => {
  it('shows every element of the package', () => {
    assert.ok(elements.length >= 11, elements.join());
    assert.deepEqual(
      elements.filter(tag => !Object.hasOwn(catalog, tag)),
      [],
    );
  });

  it('takes each state in light on a phone and once in the dark', () => {
    const shots = shotList();
    assert.equal(new Set(shots.map(nameOf)).size, shots.length);
    for (const [tag, states] of Object.entries(catalog)) {
      for (const state of states) {
        const own = shots.filter(shot => shot.element === tag && shot.state === state);
        assert.ok(
          own.some(shot => nameOf(shot).endsWith('-en-light-360')),
          `${tag} ${state}`,
        );
        assert.ok(
          own.some(({theme}) => theme === 'dark'),
          `${tag} ${state}`,
        );
      }
    }
  });

  it('lets any two of theme, language and width meet on each element, in at most 541 pictures', () => {
    const shots = shotList();
    assert.ok(shots.length <= 541, `${shots.length} pictures`);
    for (const tag of Object.keys(catalog)) {
      const widths = wholeWindow.includes(tag) ? [360, 768, 1440] : [360, 768];
      const met = new Set(shots.filter(({element}) => element === tag).flatMap(pairsOf));
      // 2 themes and 4 languages with each width, and with each other.
      assert.equal(met.size, 8 + (2 + 4) * widths.length, tag);
    }
  });
});
