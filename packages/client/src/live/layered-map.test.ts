import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {LayeredMap, changedKeys} from './layered-map.ts';

const key = fc.nat(400).map(String);
const change = fc.array(fc.tuple(key, fc.option(fc.nat(), {nil: undefined})), {maxLength: 150});

test('a layered map holds what a plain one would, whatever is changed, and its copies leave it as it was', () => {
  const runs = fc.property(fc.array(change, {maxLength: 8}), changes => {
    let layered = new LayeredMap<number>(new Map());
    const plain = new Map<string, number>();
    for (const entries of changes) {
      const before = [...layered];
      const next = layered.with(new Map(entries));
      assert.deepEqual([...layered], before);
      layered = next;
      for (const [name, value] of new Map(entries)) {
        if (value === undefined) plain.delete(name);
        else plain.set(name, value);
      }
      assert.equal(layered.size, plain.size);
      assert.deepEqual(new Map(layered), plain);
      assert.deepEqual([...layered.keys()].sort(), [...plain.keys()].sort());
      assert.deepEqual([...layered.values()].sort(), [...plain.values()].sort());
      for (const [name] of entries) assert.equal(layered.get(name), plain.get(name));
    }
  });
  fc.assert(runs);
});

test('the keys that differ between two copies are those that differ between two plain maps', () => {
  const runs = fc.property(fc.array(change, {maxLength: 8}), changes => {
    const plain = new Map([['0', -1]]);
    const copies: ReadonlyMap<string, number>[] = [plain];
    let layered = new LayeredMap<number>(plain);
    for (const entries of changes) copies.push((layered = layered.with(new Map(entries))));
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
