import assert from 'node:assert/strict';
import {test} from 'node:test';
import {liveTheDay} from '../examples/day/day.ts';
import type {Sent} from '../examples/day/day.ts';

const rosa = '+13125550142';
const sam = '+13125550101';
const kim = '+13125550102';

/** When, to whom, of which kind, and what must stand in it. */
const expected: readonly [string, string, string, RegExp][] = [
  ['Mon 20:10', rosa, 'sign_in_code', /^\d{6} es su código/],
  // Accepted at half past nine in the evening: told when her quiet hours end.
  ['Tue 08:00', rosa, 'scheduled', /su visita .* está prevista para mar, 3 mar, 8:00-10:00/],
  ['Tue 08:15', sam, 'assigned', /New on your list/],
  // Nothing at 09:10: that tap was taken back within the grace.
  ['Tue 09:20', rosa, 'on_the_way', /Sam está en camino .*#[\w-]{22}$/],
  ['Tue 09:25', rosa, 'technician_changed', /en su lugar irá Kim/],
  ['Tue 09:25', kim, 'assigned', /New on your list/],
  ['Tue 09:25', sam, 'unassigned', /No longer on your list/],
  ['Tue 09:25', rosa, 'on_the_way', /Kim está en camino/],
  ['Tue 09:45', rosa, 'arrived', /Kim ha llegado/],
  // Nothing at 10:20: of a follow-up she is told with the new visit.
  ['Tue 10:40', rosa, 'scheduled', /prevista para mié, 4 mar, 14:00-16:00/],
  ['Tue 10:40', kim, 'assigned', /New on your list/],
  ['Tue 11:00', rosa, 'canceled', /se ha cancelado/],
  ['Tue 11:00', kim, 'team_canceled', /^Canceled/],
  ['Tue 11:30', rosa, 'reinstated', /se hará finalmente/],
  ['Tue 11:30', kim, 'assigned', /New on your list/],
  ['Tue 14:00', rosa, 'reminder', /le recordamos su visita/],
  ['Wed 13:50', rosa, 'on_the_way', /Kim está en camino/],
  ['Wed 14:05', rosa, 'arrived', /Kim ha llegado/],
  ['Wed 14:40', rosa, 'completed', /está terminado/],
];

const localTime = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'America/Chicago',
  weekday: 'short',
  hour: '2-digit',
  minute: '2-digit',
});
const when = ({at}: Sent) => localTime.format(Date.parse(at)).replace(',', '');

test('a day told over HTTP sends exactly the messages of the matrix, once each, in the right language and hour', async t => {
  const sent = await liveTheDay(line => t.diagnostic(line));
  assert.deepEqual(
    sent.map(each => [when(each), each.to, each.kind]),
    expected.map(([time, to, kind]) => [time, to, kind]),
  );
  for (const [i, [, , , words]] of expected.entries()) assert.match(sent[i]!.text, words);
  assert.equal(new Set(sent.map(({id}) => id)).size, sent.length);
});
