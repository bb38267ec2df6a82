import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import type {IdKind} from './ids.ts';
import {formatId, idPrefixes, idSchema} from './ids.ts';

const seed = Number(process.env['SEED'] ?? 102);
const kinds = Object.keys(idPrefixes) as IdKind[];
const latest = 32 ** 9 - 1;
const bytes = fc.uint8Array({minLength: 13, maxLength: 20});

test('an id says what it names, and no other kind takes it', () => {
  fc.assert(
    fc.property(fc.constantFrom(...kinds), fc.nat(latest), bytes, (kind, atMs, random) => {
      const id = formatId(kind, atMs, random);
      for (const other of kinds) assert.equal(idSchema(other).safeParse(id).success, other === kind);
    }),
    {seed, numRuns: 100},
  );
});

test('ids sort by the time they were made', () => {
  fc.assert(
    fc.property(fc.nat(latest), fc.nat(latest), bytes, (a, b, random) => {
      if (a !== b) assert.equal(formatId('event', a, random) < formatId('event', b, random), a < b);
    }),
    {seed, numRuns: 200},
  );
});

test('65 bits of chance keep ids of one moment apart', () => {
  const random = new Uint8Array(13);
  const ids = new Set(
    Array.from({length: 13 * 32}, (_, index) =>
      formatId(
        'job',
        1,
        random.map((_, at) => (at === index >> 5 ? index & 31 : 0)),
      ),
    ),
  );
  assert.equal(ids.size, 13 * 31 + 1);
});

test('every prefix is its own', () => {
  assert.equal(new Set(Object.values(idPrefixes)).size, kinds.length);
});
