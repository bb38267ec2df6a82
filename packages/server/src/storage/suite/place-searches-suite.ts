import type {Bench} from './bench.ts';
import {ask, same} from './bench.ts';
import {minute} from './sample-rows.ts';
import type {PlaceSearchRow} from '../rows.ts';

/** Long before anything that another test has made is due. */
const early = (count: number) => minute(count - 2e7);
const search = (id: string, changes: Partial<PlaceSearchRow> = {}): PlaceSearchRow => ({
  id,
  attempts: 0,
  runAfter: early(0),
  lockedUntil: null,
  ...changes,
});

/** Searches for the places of orders. */
export function placeSearchesSuite({it, newOrganizationId}: Bench): void {
  it('a search is written anew, found and forgotten, in its own organization', async storage => {
    const [one, other] = [newOrganizationId(), newOrganizationId()];
    const later = search('job_1', {runAfter: minute(9), attempts: 2});
    await ask(storage, async tx => {
      await tx.placeSearches.put(one, [search('job_1'), search('job_2'), later]);
      await tx.placeSearches.put(other, [search('job_1')]);
      await tx.placeSearches.put(one, []);
      await tx.placeSearches.remove(one, ['job_2', 'job_3']);
    });
    await ask(storage, async tx => {
      same(await tx.placeSearches.get(one, 'job_1'), later);
      same(await tx.placeSearches.get(one, 'job_2'), undefined);
      same(await tx.placeSearches.get(other, 'job_1'), search('job_1'));
      await tx.placeSearches.remove(one, ['job_1']);
      await tx.placeSearches.remove(other, ['job_1']);
    });
  });

  it('a lease takes searches that are due, and no two leases the same', async storage => {
    const id = newOrganizationId();
    const rows = Array.from({length: 20}, (_, i) => search(`job_${i}`, {runAfter: early(i % 3)}));
    await ask(storage, tx =>
      tx.placeSearches.put(id, [...rows, search('job_y', {runAfter: early(11)}), ...rows]),
    );
    const lease = (now: number, until: number) =>
      ask(storage, tx => tx.placeSearches.lease(early(now), early(until), 5));
    const leased = (await Promise.all(Array.from({length: 5}, () => lease(10, 20)))).flat();
    same(leased.length, 20);
    same(new Set(leased.map(({row}) => row.id)).size, 20, 'How many were leased');
    same([...new Set(leased.map(({row}) => row.attempts))], [1]);
    same(await lease(10, 20), []);
    same(
      (await lease(11, 20)).map(({row}) => row.id),
      ['job_y'],
    );
    const again = await lease(20, 30);
    same([again.length, again[0]?.row.attempts, again[0]?.row.lockedUntil], [5, 2, early(30)]);
    await ask(storage, tx =>
      tx.placeSearches.remove(
        id,
        [...rows, search('job_y')].map(row => row.id),
      ),
    );
  });
}
