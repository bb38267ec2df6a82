import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {resolve} from 'node:path';
import {describe, it} from 'node:test';
import {catalog} from '../../examples/gallery/catalog.ts';
import {nameOf, shotList} from './shot-list.ts';

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

  it('takes each state in light and dark, and each element in German and Arabic too', () => {
    const shots = shotList();
    assert.equal(new Set(shots.map(nameOf)).size, shots.length);
    assert.ok(shots.length <= 400, `${shots.length} pictures`);
    for (const [tag, states] of Object.entries(catalog)) {
      const own = shots.filter(({element}) => element === tag);
      assert.deepEqual(new Set(own.map(({language}) => language)), new Set(['en', 'de', 'ar']), tag);
      for (const state of states) {
        const themes = own.filter(shot => shot.state === state).map(({theme}) => theme);
        assert.ok(themes.includes('light') && themes.includes('dark'), `${tag} ${state}`);
      }
    }
  });
});
