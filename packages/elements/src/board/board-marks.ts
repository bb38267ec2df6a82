import type {BoardEntry} from './board-entry.ts';

/** Which rows are chosen together, for what is done with all of them. */
export class BoardMarks {
  #keys = new Set<string>();
  #last: string | undefined;

  get size(): number {
    return this.#keys.size;
  }

  has(key: string): boolean {
    return this.#keys.has(key);
  }

  /** Chooses a row, or leaves it. */
  toggle(key: string): void {
    this.#last = key;
    if (!this.#keys.delete(key)) this.#keys.add(key);
  }

  /** Chooses all rows from the one that was chosen last to this one. */
  extend(key: string, keys: readonly string[]): void {
    const [from, to] = [this.#last === undefined ? -1 : keys.indexOf(this.#last), keys.indexOf(key)];
    if (from < 0 || to < 0) return this.toggle(key);
    for (const each of keys.slice(Math.min(from, to), Math.max(from, to) + 1)) this.#keys.add(each);
    this.#last = key;
  }

  clear(): void {
    this.#keys.clear();
    this.#last = undefined;
  }

  /** The chosen rows as they are now, in their order; those that are no longer in the list are left. */
  rowsIn(entries: Iterable<BoardEntry>): BoardEntry[] {
    const rows = [...entries].filter(({key}) => this.#keys.has(key));
    this.#keys = new Set(rows.map(({key}) => key));
    return rows;
  }
}
