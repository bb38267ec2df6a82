import type {Undos} from './memory-table.ts';
import type {Sync} from './memory-rows.ts';
import {memoryTables} from './memory-tables.ts';
import {memoryTransaction} from './memory-transaction.ts';
import type {Storage, Transaction} from './storage.ts';

/**
 * A storage that lives as long as the process, or the page: for tests, demos and offices in a browser. Transactions
 * run one after another.
 */
export function memoryStorage(): Storage {
  const undos: Undos = [];
  const changed = new Set<string>();
  const nouns = memoryTransaction(memoryTables(undos), organizationId => changed.add(organizationId));
  const listeners = new Set<(organizationId: string) => void>();
  let turn: Promise<unknown> = Promise.resolve();

  async function runAlone<T>(run: (tx: Transaction) => Promise<T>): Promise<T> {
    const session: Session = {over: null};
    try {
      const result = await run(asked(nouns, session));
      if (session.over) throw session.over;
      for (const organizationId of changed)
        queueMicrotask(() => listeners.forEach(tell => tell(organizationId)));
      return result;
    } catch (error) {
      for (const undo of undos.reverse()) undo();
      throw error;
    } finally {
      session.over = new Error('This transaction has ended.');
      undos.length = 0;
      changed.clear();
    }
  }

  return {
    transaction(run) {
      const result = turn.then(() => runAlone(run));
      turn = result.catch(() => {});
      return result;
    },
    watch(listener) {
      const own = (organizationId: string) => listener(organizationId);
      listeners.add(own);
      return () => listeners.delete(own);
    },
    lacks: () => Promise.resolve(undefined),
    maintain: async () => {},
    close: () => turn.then(() => listeners.clear()),
  };
}

/** Why nothing more may be asked of a transaction: it has ended, or a function of it has thrown. */
type Session = {over: unknown};

/** The functions as a transaction offers them: nothing it takes or answers is shared with the tables. */
function asked(nouns: Sync<Transaction>, session: Session): Transaction {
  const ask =
    (answer: (...args: unknown[]) => unknown) =>
    async (...args: unknown[]) => {
      if (session.over) throw session.over;
      try {
        return copied(answer(...args.map(copied)));
      } catch (error) {
        session.over = error;
        throw error;
      }
    };
  const functions = (noun: object) =>
    Object.fromEntries(Object.entries(noun).map(([name, answer]) => [name, ask(answer)]));
  return Object.fromEntries(
    Object.entries(nouns).map(([name, noun]) => [name, functions(noun)]),
  ) as unknown as Transaction;
}

/** Through JSON, as a database would keep it. */
function copied(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}
