import type {PostgresPool} from 'kysely';
import {Kysely, PostgresDialect, sql} from 'kysely';
import type {Storage, Transaction} from '../storage.ts';
import {migrate, missingMigrations} from './migrations.ts';
import {preparedPool} from './prepared-pool.ts';
import {sqlCorrespondence} from './sql-correspondence.ts';
import {sqlArchive} from './sql-archive.ts';
import {sqlAccess} from './sql-access.ts';
import {sqlOutbox} from './sql-outbox.ts';
import {sqlPeople} from './sql-people.ts';
import {sqlRoad} from './sql-road.ts';
import {sqlPlaceSearches} from './sql-place-searches.ts';
import {SqlSession, isWorthAnotherTry} from './sql-session.ts';
import {sqlWebhooks} from './sql-webhooks.ts';
import {sqlWork} from './sql-work.ts';

/** Tells other processes on the same database what was committed here, and hears what was committed there. */
export interface Bell {
  ring(organizationIds: readonly string[]): void;
  /** The listener is called with the id of an organization that has new events from elsewhere. */
  hear(listener: (organizationId: string) => void): void;
  close(): Promise<void>;
}

export interface SqlStorageOptions {
  /** A pool of connections to a PostgreSQL 15 or newer, such as one of `pg`. The storage closes it. */
  pool: PostgresPool;
  /** Opens what several processes that share the database need; called once the tables are there. */
  openBell?: () => Promise<Bell>;
  /** Statements that `maintain` runs, each outside of a transaction. */
  housekeeping?: readonly string[];
}

const mostTries = 5;

/** A storage in SQL. Makes its tables first, or brings those it finds up to date. */
export async function sqlStorage({pool, openBell, housekeeping = []}: SqlStorageOptions): Promise<Storage> {
  const db = new Kysely<unknown>({dialect: new PostgresDialect({pool: preparedPool(pool)})});
  await migrate(db);
  const bell = await openBell?.();
  const listeners = new Set<(organizationId: string) => void>();
  const tell = (organizationId: string) => listeners.forEach(listener => listener(organizationId));
  bell?.hear(tell);

  async function transaction<T>(run: (tx: Transaction) => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries++) {
      try {
        const {result, changed} = await once(db, run);
        for (const organizationId of changed) queueMicrotask(() => tell(organizationId));
        if (changed.size > 0) bell?.ring([...changed]);
        return result;
      } catch (error) {
        if (tries === mostTries || !isWorthAnotherTry(error)) throw error;
      }
    }
  }

  return {
    transaction,
    archive: sqlArchive(db),
    lacks: () => missingMigrations(db),
    watch(listener) {
      const own = (organizationId: string) => listener(organizationId);
      listeners.add(own);
      return () => listeners.delete(own);
    },
    async maintain() {
      for (const statement of housekeeping) await sql.raw(statement).execute(db);
    },
    async close() {
      listeners.clear();
      await bell?.close();
      await db.destroy();
    },
  };
}

async function once<T>(
  db: Kysely<unknown>,
  run: (tx: Transaction) => Promise<T>,
): Promise<{result: T; changed: Set<string>}> {
  let session: SqlSession | undefined;
  try {
    return await db.transaction().execute(async trx => {
      session = new SqlSession(trx);
      const result = await run(transactionOf(session));
      if (session.over) throw session.over;
      return {result, changed: session.changed};
    });
  } finally {
    if (session) session.over ??= new Error('This transaction has ended.');
  }
}

function transactionOf(session: SqlSession): Transaction {
  return {
    ...sqlPeople(session),
    ...sqlWork(session),
    ...sqlOutbox(session),
    ...sqlWebhooks(session),
    ...sqlPlaceSearches(session),
    ...sqlRoad(session),
    ...sqlCorrespondence(session),
    ...sqlAccess(session),
  };
}
