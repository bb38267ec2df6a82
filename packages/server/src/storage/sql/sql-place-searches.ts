import {sql} from 'kysely';
import {compareText, leasableAt} from '../filters.ts';
import type {PlaceSearchRow} from '../rows.ts';
import type {Transaction} from '../storage.ts';
import type {SqlSession} from './sql-session.ts';
import {SqlTable, instant, rowsOf} from './sql-table.ts';

const searchesTable = new SqlTable<PlaceSearchRow>('place_searches', {
  id: {type: 'text', of: row => row.id},
  due_at: {type: 'timestamptz', of: leasableAt},
});

type Leased = {organization_id: string; due_before: Date; data: PlaceSearchRow};

/** Whose address is looked for. */
export function sqlPlaceSearches(session: SqlSession): Pick<Transaction, 'placeSearches'> {
  return {
    placeSearches: {
      get: rowsOf(session, searchesTable).get,
      async put(organizationId, rows) {
        const newest = [...new Map(rows.map(row => [row.id, row])).values()];
        if (newest.length === 0) return;
        await session.run(sql`${searchesTable.inserting(organizationId, newest)}
          on conflict (organization_id, id) do update set ${sql.raw(searchesTable.assignments('excluded'))}`);
      },
      async remove(organizationId, jobIds) {
        if (jobIds.length === 0) return;
        await session.run(
          sql`delete from place_searches where organization_id = ${organizationId} and id = any(${jobIds})`,
        );
      },
      lease: (now, lockedUntil, limit) => lease(session, now, lockedUntil, limit),
    },
  };
}

async function lease(session: SqlSession, now: string, lockedUntil: string, limit: number) {
  const leased = await session.rows(sql<Leased>`
    with due as (
      select organization_id, id, due_at from place_searches
      where due_at <= ${instant(now)}::timestamptz
      order by due_at, organization_id, id limit ${limit} for update skip locked
    )
    update place_searches s
    set due_at = greatest(s.due_at, ${instant(lockedUntil)}::timestamptz),
      data = s.data || jsonb_build_object(
        'lockedUntil', ${lockedUntil}::text, 'attempts', (s.data->>'attempts')::int + 1)
    from due where s.organization_id = due.organization_id and s.id = due.id
    returning s.organization_id, due.due_at as due_before, s.data`);
  return leased
    .sort(
      (a, b) =>
        a.due_before.getTime() - b.due_before.getTime() ||
        compareText(a.organization_id, b.organization_id) ||
        compareText(a.data.id, b.data.id),
    )
    .map(({organization_id, data}) => ({organizationId: organization_id, row: data}));
}
