import type {Kysely, Transaction} from 'kysely';
import {sql} from 'kysely';
import type {Archive, ArchivedRow} from '../archive.ts';
import {appliedMigration} from './migrations.ts';

const rowsAtOnce = 500;

/** Carries the tables of an office, whatever columns they have. */
export function sqlArchive(db: Kysely<unknown>): Archive {
  return {
    migration: () => appliedMigration(db),
    rows: () => readAll(db),
    fill: rows => db.transaction().execute(trx => fillAll(trx, rows)),
  };
}

type Table = {name: string; key: string[]; identity: string | null};

/** The office's own tables in this schema, with what their rows are ordered by. */
async function tablesOf(db: Kysely<unknown>): Promise<Table[]> {
  const {rows} = await sql<Table>`
    select c.relname as name,
      array(select a.attname::text from unnest(i.indkey) with ordinality k(num, place)
        join pg_attribute a on a.attrelid = c.oid and a.attnum = k.num order by k.place) as key,
      (select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attidentity <> '') as identity
    from pg_class c join pg_index i on i.indrelid = c.oid and i.indisprimary
    where c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace
      and c.relname <> 'dispatch_migrations'
    order by c.relname`.execute(db);
  return rows;
}

/** One snapshot for all tables; a cursor, so that no table is in memory whole. */
async function* readAll(db: Kysely<unknown>): AsyncGenerator<ArchivedRow> {
  const {trx, end} = await openTransaction(db);
  try {
    await sql`set transaction isolation level repeatable read, read only`.execute(trx);
    for (const {name, key} of await tablesOf(trx)) {
      await sql`declare archive no scroll cursor for
        select to_jsonb(t) as row from ${sql.id(name)} t
        order by ${sql.join(key.map(column => sql.id(column)))}`.execute(trx);
      for (;;) {
        const {rows} = await sql<{
          row: Record<string, unknown>;
        }>`fetch ${sql.lit(rowsAtOnce)} from archive`.execute(trx);
        for (const {row} of rows) yield {table: name, row};
        if (rows.length < rowsAtOnce) break;
      }
      await sql`close archive`.execute(trx);
    }
  } finally {
    await end();
  }
}

async function openTransaction(db: Kysely<unknown>): Promise<{trx: Kysely<unknown>; end(): Promise<void>}> {
  const trx = await db.startTransaction().execute();
  return {trx, end: () => trx.rollback().execute()};
}

async function fillAll(trx: Transaction<unknown>, rows: AsyncIterable<ArchivedRow>): Promise<void> {
  const tables = new Map((await tablesOf(trx)).map(table => [table.name, table]));
  for (const {name} of tables.values()) {
    const found = await sql`select from ${sql.id(name)} limit 1`.execute(trx);
    if (found.rows.length > 0)
      throw new Error(`The office is not empty (${name}): restore into a new database or folder.`);
  }
  let waiting: ArchivedRow[] = [];
  const write = async () => {
    if (waiting.length > 0) await insert(trx, waiting[0]!.table, waiting);
    waiting = [];
  };
  for await (const row of rows) {
    if (!tables.has(row.table)) throw new Error(`There is no table ${row.table}: the backup is damaged.`);
    if (waiting.length === rowsAtOnce || (waiting[0] && waiting[0].table !== row.table)) await write();
    waiting.push(row);
  }
  await write();
  for (const {name, identity} of tables.values()) if (identity) await goOnAfter(trx, name, identity);
}

async function insert(trx: Transaction<unknown>, table: string, rows: readonly ArchivedRow[]): Promise<void> {
  await sql`insert into ${sql.id(table)} overriding system value
    select * from jsonb_populate_recordset(null::${sql.id(table)}, ${JSON.stringify(rows.map(({row}) => row))}::jsonb)`.execute(
    trx,
  );
}

/** New rows are numbered after those that were put in. */
async function goOnAfter(trx: Transaction<unknown>, table: string, column: string): Promise<void> {
  await sql`select setval(pg_get_serial_sequence(${table}, ${column}),
    coalesce((select max(${sql.id(column)}) from ${sql.id(table)}), 0) + 1, false)`.execute(trx);
}
