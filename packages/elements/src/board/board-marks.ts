/** Which rows are chosen together, for what is done with all of them. */
export class BoardMarks {
  #keys = new Set<string>();
  #last: string | undefined;
  #version = 0;

  /** Another number whenever they are others. */
  get version(): number {
    return this.#version;
  }

  get size(): number {
    return this.#keys.size;
  }

  has(key: string): boolean {
    return this.#keys.has(key);
  }

  /** Chooses a row, or leaves it. */
  toggle(key: string): void {
    this.#version += 1;
    this.#last = key;
    if (!this.#keys.delete(key)) this.#keys.add(key);
  }

  /** Chooses all rows from the one that was chosen last to this one. */
  extend(key: string, keys: readonly string[]): void {
    const [from, to] = [this.#last === undefined ? -1 : keys.indexOf(this.#last), keys.indexOf(key)];
    if (from < 0 || to < 0) return this.toggle(key);
    for (const each of keys.slice(Math.min(from, to), Math.max(from, to) + 1)) this.#keys.add(each);
    this.#last = key;
    this.#version += 1;
  }

  clear(): void {
    this.#version += 1;
    this.#keys.clear();
    this.#last = undefined;
  }

  /** Those of the chosen that are in the list, in its order; those that no longer are, are left. */
  keysIn(keys: Iterable<string>): string[] {
    const kept = [...keys].filter(key => this.#keys.has(key));
    if (kept.length < this.#keys.size) this.#version += 1;
    this.#keys = new Set(kept);
    return kept;
  }
}
