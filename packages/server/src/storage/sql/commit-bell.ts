import {clearInterval, setInterval} from 'node:timers';
import type {Bell} from './sql-storage.ts';

/** What the bell needs of a connection of its own. */
export interface BellConnection {
  query(sql: string, values?: unknown[]): Promise<{rows: Record<string, unknown>[]}>;
  /** Called for each notification that another connection sent. */
  onNotification(listener: (channel: string, payload: string) => void): void;
  /** Called once if the connection is lost. */
  onLost(listener: () => void): void;
  end(): Promise<void>;
}

const channel = 'dispatch_events';

/**
 * Rings by NOTIFY, after the commit and many at a time: within the transaction that writes, it would make commits wait
 * for each other. What is not heard, because a connection was lost or a process ended between commit and ring, is found
 * by looking at the counters every few seconds.
 *
 * @param connect opens a connection of the bell's own.
 * @param lookSeconds real seconds between two looks, whatever the office's clock says.
 */
export async function commitBell(connect: () => Promise<BellConnection>, lookSeconds: number): Promise<Bell> {
  const bell = new CommitBell(connect);
  await bell.look();
  const timer = setInterval(() => void bell.look().catch(() => {}), lookSeconds * 1000);
  timer.unref();
  return {
    ring: organizationIds => void bell.ring(organizationIds).catch(() => {}),
    hear: listener => bell.hear(listener),
    async close() {
      clearInterval(timer);
      await bell.close();
    },
  };
}

class CommitBell {
  readonly #connect: () => Promise<BellConnection>;
  readonly #waiting = new Set<string>();
  #connection: Promise<BellConnection> | undefined;
  #turn: Promise<unknown> = Promise.resolve();
  #isRinging = false;
  #isClosed = false;
  #seen: Map<string, unknown> | undefined;
  #listener: (organizationId: string) => void = () => {};

  constructor(connect: () => Promise<BellConnection>) {
    this.#connect = connect;
  }

  hear(listener: (organizationId: string) => void): void {
    this.#listener = listener;
  }

  /** Sends at once what is waiting; what comes in meanwhile goes together the next time. */
  async ring(organizationIds: readonly string[]): Promise<void> {
    for (const id of organizationIds) this.#waiting.add(id);
    if (this.#isRinging) return;
    this.#isRinging = true;
    try {
      while (this.#waiting.size > 0) {
        const batch = [...this.#waiting];
        this.#waiting.clear();
        await this.#ask(`select pg_notify('${channel}', id) from unnest($1::text[]) id`, [batch]);
      }
    } finally {
      this.#isRinging = false;
    }
  }

  /** Tells of every organization whose count of events has grown since the last look. */
  async look(): Promise<void> {
    if (this.#isClosed) return;
    const rows = await this.#ask('select id, seq from organizations');
    const before = this.#seen;
    this.#seen = new Map(rows.map(row => [String(row['id']), row['seq']]));
    for (const [id, seq] of this.#seen) if (before && before.get(id) !== seq) this.#listener(id);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const connection = await this.#connection?.catch(() => undefined);
    await connection?.end();
  }

  /** One question at a time. A connection that fails to answer is given up for a new one. */
  #ask(text: string, values?: unknown[]): Promise<Record<string, unknown>[]> {
    const answer = this.#turn.then(async () => {
      const connection = await this.#connected();
      try {
        return (await connection.query(text, values)).rows;
      } catch (error) {
        this.#connection = undefined;
        void connection.end().catch(() => {});
        throw error;
      }
    });
    this.#turn = answer.catch(() => {});
    return answer;
  }

  #connected(): Promise<BellConnection> {
    return (this.#connection ??= this.#listen().catch(error => {
      this.#connection = undefined;
      throw error;
    }));
  }

  async #listen(): Promise<BellConnection> {
    const connection = await this.#connect();
    connection.onLost(() => (this.#connection = undefined));
    connection.onNotification((name, payload) => {
      if (name === channel) this.#listener(payload);
    });
    await connection.query(`listen ${channel}`);
    return connection;
  }
}
