import {toInstant, toMs} from '@dispatch-kit/core';
import type {RawBuilder} from 'kysely';
import {sql} from 'kysely';
import type {After} from '../filters.ts';
import type {HostedRows, Rows} from '../storage.ts';
import type {SqlSession} from './sql-session.ts';

/** A column that is filtered, sorted or unique, beside the whole row in `data`: its SQL type and its value. */
export type Column<R> = {type: string; of: (row: R) => unknown};

/** An instant in a notation that every engine reads. */
export const instant = (at: string) => toInstant(toMs(at));
export const instantOrNull = (at: string | null) => (at === null ? null : instant(at));

/** A table that keeps rows as JSON, and how to write many at once. */
export class SqlTable<R> {
  readonly name: string;
  readonly #columns: [string, Column<R>][];
  readonly #names: string;
  readonly #types: string;

  constructor(name: string, columns: Record<string, Column<R>>) {
    this.name = name;
    this.#columns = Object.entries(columns);
    this.#names = [...Object.keys(columns), 'data'].join(', ');
    this.#types = [...this.#columns.map(([column, {type}]) => `${column} ${type}`), 'data jsonb'].join(', ');
  }

  /** `insert into …`, to be followed by what happens on conflict. */
  inserting(organizationId: string, rows: readonly R[]): RawBuilder<unknown> {
    const names = sql.raw(this.#names);
    return sql`insert into ${sql.raw(this.name)} (organization_id, ${names})
      select ${organizationId}, ${names} from ${this.#recordset(rows)}`;
  }

  /** `update … from …` by a key column, for rows that exist. */
  updating(organizationId: string, rows: readonly R[], key: string): RawBuilder<unknown> {
    return sql`update ${sql.raw(this.name)} t set ${sql.raw(this.assignments('x'))} from ${this.#recordset(rows)}
      where t.organization_id = ${organizationId} and t.${sql.raw(key)} = x.${sql.raw(key)}`;
  }

  /** `column = source.column, …` */
  assignments(source: string, except: readonly string[] = []): string {
    const names = this.#names.split(', ').filter(name => !except.includes(name));
    return names.map(name => `${name} = ${source}.${name}`).join(', ');
  }

  #recordset(rows: readonly R[]): RawBuilder<unknown> {
    const records = rows.map(row => ({
      ...Object.fromEntries(this.#columns.map(([name, {of}]) => [name, of(row)])),
      data: row,
    }));
    return sql`jsonb_to_recordset(${JSON.stringify(records)}::jsonb) as x(${sql.raw(this.#types)})`;
  }
}

/** The functions that all kinds of rows have. */
export function rowsOf<R extends {id: string}>(session: SqlSession, table: SqlTable<R>): Rows<R> {
  const getMany = async (organizationId: string, ids: readonly string[]) => {
    if (ids.length === 0) return [];
    const found = await session.data(
      sql<{data: R}>`select data from ${sql.raw(table.name)}
        where organization_id = ${organizationId} and id = any(${ids})`,
    );
    return inOrderOf(ids, found, row => row.id);
  };
  return {
    get: async (organizationId, id) => (await getMany(organizationId, [id]))[0],
    getMany,
    async insert(organizationId, rows) {
      if (rows.length > 0) await session.run(table.inserting(organizationId, rows));
    },
    async put(organizationId, rows) {
      const newest = new Map(rows.map(row => [row.id, row]));
      if (newest.size === 0) return;
      const {numAffectedRows} = await session.run(table.updating(organizationId, [...newest.values()], 'id'));
      if (Number(numAffectedRows) !== newest.size)
        session.fail(
          new Error(`Not all of the rows ${[...newest.keys()].join(', ')} are in this organization.`),
        );
    },
  };
}

/** The functions of rows that a host may look up by its own id. */
export function hostedRowsOf<R extends {id: string; externalId: string | null}>(
  session: SqlSession,
  table: SqlTable<R>,
): HostedRows<R> {
  return {
    ...rowsOf(session, table),
    async getByExternalIds(organizationId, externalIds) {
      if (externalIds.length === 0) return [];
      const found = await session.data(
        sql<{data: R}>`select data from ${sql.raw(table.name)}
          where organization_id = ${organizationId} and external_id = any(${externalIds})`,
      );
      return inOrderOf(externalIds, found, row => row.externalId ?? '');
    },
  };
}

/** Found rows in the order of the keys that were asked for. */
export function inOrderOf<R>(keys: readonly string[], found: readonly R[], keyOf: (row: R) => string): R[] {
  const byKey = new Map(found.map(row => [keyOf(row), row]));
  return [...new Set(keys)].flatMap(key => byKey.get(key) ?? []);
}

/** One page of the rows of table `t` that meet all conditions, by a key column, then by id. */
export function pageOf<R>(
  table: SqlTable<R>,
  conditions: readonly RawBuilder<unknown>[],
  key: string,
  {after, limit}: {after?: After | undefined; limit: number},
  descending = false,
): RawBuilder<{data: R}> {
  const column = sql.raw(`t.${key}`);
  const [beyond, direction] = descending ? [sql`<`, sql`desc`] : [sql`>`, sql`asc`];
  const all = after
    ? [...conditions, sql`(${column}, t.id) ${beyond} (${after.key}, ${after.id})`]
    : conditions;
  return sql<{data: R}>`select t.data from ${sql.raw(table.name)} t where ${sql.join(all, sql` and `)}
    order by ${column} ${direction}, t.id ${direction} limit ${limit}`;
}
