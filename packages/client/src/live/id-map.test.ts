import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {IdMap} from './id-map.ts';

const thing = fc.record({id: fc.nat(3_000).map(String), worth: fc.nat()});

test('things by their id are those that a plain map holds, whatever comes and goes, in the order of their ids', () => {
  const runs = fc.property(
    fc.array(thing, {maxLength: 2_000, size: 'max'}),
    fc.array(fc.tuple(thing, fc.boolean()), {maxLength: 1_000, size: 'max'}),
    (first, changes) => {
      const plain = new Map(first.map(each => [each.id, each]));
      const things = new IdMap(first);
      for (const [each, isGone] of changes) {
        if (isGone) assert.equal(things.delete(each.id), plain.delete(each.id));
        else {
          plain.set(each.id, each);
          things.set(each.id, each);
        }
        assert.equal(things.get(each.id), plain.get(each.id));
        assert.equal(things.has(each.id), !isGone);
        assert.equal(things.size, plain.size);
      }
      const ids = [...plain.keys()].sort();
      assert.deepEqual([...things.keys()], ids);
      assert.deepEqual(
        [...things.values()],
        ids.map(id => plain.get(id)),
      );
      assert.deepEqual(new Map(things), plain);
      for (let id = 0; id < 3_100; id += 7) assert.equal(things.get(String(id)), plain.get(String(id)));
    },
  );
  fc.assert(runs, {numRuns: 30});
});
