import type {After} from './filters.ts';
import {compareText} from './filters.ts';
import type {MemoryTable} from './memory-table.ts';
import type {HostedRows, Owned, Rows} from './storage.ts';
import {StorageConflict} from './storage.ts';

/** The functions of a noun, or of many, answering at once. */
export type Sync<T> = {
  readonly [Name in keyof T]: T[Name] extends (...args: infer A) => Promise<infer R>
    ? (...args: A) => R
    : Sync<T[Name]>;
};

/** Looks at rows that were just written, with all others; throws if they break a rule. */
type Judge<R> = (organizationId: string, rows: readonly R[]) => void;

/** The functions that all kinds of rows have. */
export function rowsOf<R extends {id: string}, Index extends string>(
  table: MemoryTable<R, Index>,
  judge: Judge<R> = () => {},
): Sync<Rows<R>> {
  const write = (organizationId: string, rows: readonly R[]) => {
    for (const row of rows) table.set(organizationId, row);
    judge(organizationId, rows);
  };
  return {
    get: (organizationId, id) => table.get(organizationId, id),
    getMany: (organizationId, ids) => table.getMany(organizationId, ids),
    insert(organizationId, rows) {
      refuseKnown(
        table,
        organizationId,
        rows.map(row => row.id),
      );
      write(organizationId, rows);
    },
    put(organizationId, rows) {
      for (const {id} of rows) if (!table.get(organizationId, id)) throw unknownRow(id);
      write(organizationId, rows);
    },
  };
}

/** The functions of rows that a host may look up by its own id. */
export function hostedRowsOf<R extends {id: string; externalId: string | null}, Index extends string>(
  table: MemoryTable<R, Index | 'externalId'>,
  judge: Judge<R> = () => {},
): Sync<HostedRows<R>> {
  const refuseSameExternalId = refuseTwo<R, Index | 'externalId'>(table, 'externalId', 'external_id');
  return {
    ...rowsOf(table, (organizationId, rows) => {
      refuseSameExternalId(organizationId, rows);
      judge(organizationId, rows);
    }),
    getByExternalIds: (organizationId, externalIds) =>
      [...new Set(externalIds)].flatMap(externalId =>
        table.where(organizationId, 'externalId', [externalId]),
      ),
  };
}

export function unknownRow(id: string): Error {
  return new Error(`There is no row ${id} in this organization.`);
}

/** Refuses ids that are there already, or twice among themselves. */
export function refuseKnown<R extends object, Index extends string>(
  table: MemoryTable<R, Index>,
  organizationId: string,
  ids: readonly string[],
): void {
  const seen = new Set<string>();
  for (const id of ids) {
    if (seen.has(id) || table.get(organizationId, id)) throw new StorageConflict('id', id);
    seen.add(id);
  }
}

/** Refuses two rows with one value in an index. */
export function refuseTwo<R extends object, Index extends string>(
  table: MemoryTable<R, Index>,
  index: Index,
  what: StorageConflict['what'],
): Judge<R> {
  return (organizationId, rows) => {
    const two = rows.find(row => table.like(organizationId, index, row) > 1);
    if (two) throw new StorageConflict(what);
  };
}

/** Rows by a sort key, then by id. */
export function inOrder<R extends {id: string}>(rows: R[], keyOf: (row: R) => string): R[] {
  const keyed = rows.map(row => ({row, key: keyOf(row)}));
  return keyed.sort(inKeyOrder).map(({row}) => row);
}

/** Rows of many organizations by a moment, then by organization and id. */
export function ownedInOrder<R extends {id: string}>(rows: Owned<R>[], atMs: (row: R) => number): Owned<R>[] {
  return rows.sort(
    (a, b) =>
      atMs(a.row) - atMs(b.row) ||
      compareText(a.organizationId, b.organizationId) ||
      compareText(a.row.id, b.row.id),
  );
}

/** One page of rows by a sort key, then by id; both in the same direction. */
export function pageOf<R extends {id: string}>(
  rows: R[],
  {after, limit}: {after?: After | undefined; limit: number},
  keyOf: (row: R) => string,
  descending = false,
): R[] {
  const direction = descending ? -1 : 1;
  const order = (a: Keyed<R>, b: Keyed<R>) => direction * inKeyOrder(a, b);
  const page: Keyed<R>[] = [];
  for (const row of rows) {
    const next = {row, key: keyOf(row)};
    if (after && direction * (compareText(next.key, after.key) || compareText(row.id, after.id)) <= 0)
      continue;
    // Few of many rows are wanted: most are no better than the worst of a full page.
    if (page.length === limit && order(next, page[limit - 1]!) > 0) continue;
    page.splice(placeIn(page, next, order), 0, next);
    if (page.length > limit) page.pop();
  }
  return page.map(({row}) => row);
}

type Keyed<R> = {row: R; key: string};

function inKeyOrder<R extends {id: string}>(a: Keyed<R>, b: Keyed<R>): number {
  return compareText(a.key, b.key) || compareText(a.row.id, b.row.id);
}

/** Where in an ordered list something belongs. */
function placeIn<T>(list: readonly T[], item: T, order: (a: T, b: T) => number): number {
  let low = 0;
  for (let high = list.length; low < high;) {
    const middle = (low + high) >> 1;
    if (order(list[middle]!, item) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
