import type {QueryResult, RawBuilder, Transaction} from 'kysely';
import {StorageConflict} from '../storage.ts';

/** One transaction on its connection: asks one question after another, and none once one has failed. */
export class SqlSession {
  /** Why nothing more may be asked: a question failed, or the transaction has ended. */
  over: unknown = null;
  /** Organizations that have new events. */
  readonly changed = new Set<string>();
  readonly #trx: Transaction<unknown>;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(trx: Transaction<unknown>) {
    this.#trx = trx;
  }

  run<T>(query: RawBuilder<T>): Promise<QueryResult<T>> {
    const result = this.#turn.then(async () => {
      if (this.over) throw this.over;
      return await query.execute(this.#trx).catch(error => this.fail(translated(error)));
    });
    this.#turn = result.catch(() => {});
    return result;
  }

  async rows<T>(query: RawBuilder<T>): Promise<T[]> {
    return (await this.run(query)).rows;
  }

  /** The `data` of each row that is found. */
  async data<T>(query: RawBuilder<{data: T}>): Promise<T[]> {
    return (await this.rows(query)).map(({data}) => data);
  }

  /** Ends the transaction with an error. */
  fail(error: unknown): never {
    this.over ??= error;
    throw error;
  }
}

/** Which rule each constraint of the tables keeps; the rest are primary keys. */
const rules: Record<string, StorageConflict['what']> = {
  organizations_slug: 'slug',
  customers_external_id: 'external_id',
  members_external_id: 'external_id',
  sources_external_id: 'external_id',
  jobs_external_id: 'external_id',
  appointments_external_id: 'external_id',
  appointments_two_under_way: 'two_under_way',
  appointments_double_booking: 'double_booking',
  notices_once: 'notice',
};

type DatabaseError = {code?: unknown; constraint?: unknown; detail?: unknown};

const codeOf = (error: unknown) => (error as DatabaseError | null)?.code;

/** A broken rule as the storage port names it; any other error as it is. */
function translated(error: unknown): unknown {
  const code = codeOf(error);
  if (code !== '23505' && code !== '23P01') return error;
  const {constraint, detail} = error as DatabaseError;
  return new StorageConflict(rules[String(constraint)] ?? 'id', String(detail ?? ''));
}

/** True if two transactions were in each other's way, so that the same one may succeed when it is run again. */
export function isWorthAnotherTry(error: unknown): boolean {
  return ['40001', '40P01'].includes(String(codeOf(error)));
}
