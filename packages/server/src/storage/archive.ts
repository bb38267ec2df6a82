/** One row of one table, as the database has it. */
export type ArchivedRow = {table: string; row: Record<string, unknown>};

/** Everything that a storage holds, to be carried to another one of its kind. */
export interface Archive {
  /** The version of the tables. */
  migration(): Promise<number>;
  /** Every row of every table, as all of them were at one moment. */
  rows(): AsyncIterable<ArchivedRow>;
  /** Puts rows into tables that hold none yet; all or nothing. */
  fill(rows: AsyncIterable<ArchivedRow>): Promise<void>;
}
