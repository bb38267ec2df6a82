import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {VersionedMap, changedKeys} from './versioned-map.ts';

const key = fc.nat(400).map(String);
const change = fc.array(fc.tuple(key, fc.option(fc.nat(), {nil: undefined})), {maxLength: 150});

test('a map in versions holds what a plain one would, whatever is changed, and its copies leave it as it was', () => {
  const runs = fc.property(fc.array(change, {maxLength: 8}), changes => {
    let versioned = new VersionedMap<number>(new Map());
    const plain = new Map<string, number>();
    for (const entries of changes) {
      const before = new Map(versioned);
      const next = versioned.with(new Map(entries));
      assert.deepEqual(new Map(versioned), before);
      versioned = next;
      for (const [name, value] of new Map(entries)) {
        if (value === undefined) plain.delete(name);
        else plain.set(name, value);
      }
      assert.equal(versioned.size, plain.size);
      assert.deepEqual(new Map(versioned), plain);
      assert.deepEqual([...versioned.keys()].sort(), [...plain.keys()].sort());
      assert.deepEqual([...versioned.values()].sort(), [...plain.values()].sort());
      for (const [name] of entries) assert.equal(versioned.get(name), plain.get(name));
    }
  });
  fc.assert(runs);
});

test('an old copy holds no endless chain of newer ones, and stays as it was', () => {
  const first = new VersionedMap(new Map([['a', 0]]));
  let newest = first;
  for (let value = 1; value <= 3_000; value++) newest = newest.with(new Map([['a', value]]));
  assert.equal(first.get('a'), 0);
  assert.equal(newest.get('a'), 3_000);
  assert.equal(VersionedMap.keysApart(first, newest), undefined);
  assert.deepEqual(changedKeys(first, newest), ['a']);
});

test('the keys that differ between two copies are those that differ between two plain maps', () => {
  const runs = fc.property(fc.array(change, {maxLength: 8}), changes => {
    const plain = new Map([['0', -1]]);
    const copies: ReadonlyMap<string, number>[] = [plain];
    let versioned = new VersionedMap<number>(plain);
    for (const entries of changes) copies.push((versioned = versioned.with(new Map(entries))));
    for (const before of copies) {
      for (const after of copies) {
        const quick = changedKeys(before, after);
        assert.deepEqual(quick.sort(), changedKeys(new Map(before), new Map(after)).sort());
        for (const name of quick) assert.notEqual(before.get(name), after.get(name));
      }
    }
  });
  fc.assert(runs);
});
