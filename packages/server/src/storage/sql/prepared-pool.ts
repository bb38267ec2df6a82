import type {PostgresPool, PostgresPoolClient, PostgresQueryResult} from 'kysely';

type Query = {name: string; text: string; values: unknown[]};
type Asks = (query: Query) => Promise<PostgresQueryResult<unknown>>;

/** Far more than the statements of a storage; each connection keeps every one. */
const mostStatements = 400;

/** A pool whose connections keep the statements they have seen, so that each is planned once and not every time. */
export function preparedPool(pool: PostgresPool): PostgresPool {
  const names = new Map<string, string>();
  const nameOf = (text: string) => {
    let name = names.get(text);
    if (!name && names.size < mostStatements) names.set(text, (name = `dispatch_${names.size}`));
    return name;
  };
  return {
    options: pool.options,
    end: () => pool.end(),
    async connect() {
      const client = await pool.connect();
      const query = (text: string, values: readonly unknown[]) => {
        const name = values.length > 0 ? nameOf(text) : undefined;
        if (!name) return client.query(text, values);
        return (client.query as unknown as Asks).call(client, {name, text, values: [...values]});
      };
      return {
        processID: client.processID,
        query,
        release: destroy => client.release(destroy),
      } as PostgresPoolClient;
    },
  };
}
