import assert from 'node:assert/strict';
import {test} from 'node:test';
import {ActorKind} from './actor.ts';
import {capabilities, permissions} from './permission.ts';

/** How far each capability reaches, by hand: all of the organization, one's own, or not at all. */
const table = `
                admin dispatcher technician source customer system
jobs.read       all   all        own        own    none     all
plan            all   all        none       own    none     all
work            all   all        own        none   none     all
notes           all   all        own        own    none     all
positions.read  all   all        own        none   none     all
positions.write none  none       own        none   none     all
notices         all   all        none       none   none     all
customers.read  all   all        own        own    none     all
people.read     all   all        own        none   none     all
people.write    all   none       none       none   none     all
settings        all   none       none       none   none     all
track           none  none       none       none   own      none
`;

const [head, ...lines] = table.trim().split('\n');
const kinds = head!.trim().split(/\s+/) as ActorKind[];

for (const [capability, ...cells] of lines.map(line => line.trim().split(/\s+/))) {
  test(`${capability} reaches as far as it should for every kind of actor`, () => {
    const reaches = permissions[capability as keyof typeof permissions];
    assert.deepEqual(
      kinds.map(kind => reaches[kind]),
      cells,
    );
  });
}

test('the table names every capability and every kind of actor', () => {
  assert.deepEqual(lines.map(line => line.trim().split(/\s+/)[0]).sort(), [...capabilities].sort());
  assert.deepEqual([...kinds].sort(), [...ActorKind.options].sort());
});
