import type {Call} from './call.ts';

/** What is to be done outside of storage when a transaction is over, which may take several attempts. */
export class Aftermath {
  #committed: (() => void)[] = [];
  #failed: (() => void)[] = [];
  /** Of attempts that came to nothing. */
  readonly #undone: (() => void)[] = [];
  readonly hooks: Pick<Call, 'afterCommit' | 'afterFailure'> = {
    afterCommit: run => void this.#committed.push(run),
    afterFailure: run => void this.#failed.push(run),
  };

  /** To be called when an attempt begins. */
  beginAgain(): void {
    this.#undone.push(...this.#failed);
    this.#committed = [];
    this.#failed = [];
  }

  /** Runs a transaction, and then what follows. */
  async of<T>(run: () => Promise<T>): Promise<T> {
    try {
      const reply = await run();
      for (const follow of [...this.#undone, ...this.#committed]) follow();
      return reply;
    } catch (error) {
      for (const follow of [...this.#undone, ...this.#failed]) follow();
      throw error;
    }
  }
}
