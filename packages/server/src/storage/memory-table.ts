/** The changes of the transaction that runs now, as what takes them back. */
export type Undos = (() => void)[];

/** The value a row is found by in one index; null where it is in none. */
type IndexOf<R> = (row: R) => string | null;

type Kept<R> = {row: R; made: number};
type Shelf<R> = {rows: Map<string, Kept<R>>; indexes: Map<string, Map<string, Set<Kept<R>>>>};

/** Rows of one kind by organization and id, with indexes. Each change is noted so that it can be taken back. */
export class MemoryTable<R extends object, Index extends string = never> {
  readonly #undos: Undos;
  readonly #idOf: (row: R) => string;
  readonly #valuesOf: Record<Index, IndexOf<R>>;
  readonly #shelves = new Map<string, Shelf<R>>();
  #made = 0;

  constructor(undos: Undos, idOf: (row: R) => string, indexes: Record<Index, IndexOf<R>>) {
    this.#undos = undos;
    this.#idOf = idOf;
    this.#valuesOf = indexes;
  }

  get(organizationId: string, id: string): R | undefined {
    return this.#shelves.get(organizationId)?.rows.get(id)?.row;
  }

  /** The rows with these ids, in their order. */
  getMany(organizationId: string, ids: readonly string[]): R[] {
    return [...new Set(ids)].flatMap(id => this.get(organizationId, id) ?? []);
  }

  /** The rows of an organization, in the order they were made. */
  all(organizationId: string): R[] {
    return Array.from(this.#shelves.get(organizationId)?.rows.values() ?? [], kept => kept.row);
  }

  everywhere(): {organizationId: string; row: R}[] {
    return [...this.#shelves.keys()].flatMap(organizationId =>
      this.all(organizationId).map(row => ({organizationId, row})),
    );
  }

  /** The rows with one of these values in an index, in the order they were made. */
  where(organizationId: string, index: Index, values: readonly string[]): R[] {
    const byValue = this.#shelves.get(organizationId)?.indexes.get(index);
    const kept: Kept<R>[] = [];
    for (const value of new Set(values)) for (const one of byValue?.get(value) ?? []) kept.push(one);
    if (kept.length === 1) return [kept[0]!.row];
    return kept.sort((a, b) => a.made - b.made).map(({row}) => row);
  }

  /** How many rows have the same value in an index as this one. */
  like(organizationId: string, index: Index, row: R): number {
    const value = this.#valuesOf[index](row);
    if (value === null) return 0;
    return this.#shelves.get(organizationId)?.indexes.get(index)?.get(value)?.size ?? 0;
  }

  /** Adds a row, or takes the place of the one with its id. */
  set(organizationId: string, row: R): void {
    let shelf = this.#shelves.get(organizationId);
    if (!shelf) {
      shelf = {rows: new Map(), indexes: new Map(Object.keys(this.#valuesOf).map(name => [name, new Map()]))};
      this.#shelves.set(organizationId, shelf);
    }
    const before = shelf.rows.get(this.#idOf(row));
    this.#change(shelf, before, {row, made: before?.made ?? this.#made++});
  }

  remove(organizationId: string, row: R): void {
    const shelf = this.#shelves.get(organizationId);
    const kept = shelf?.rows.get(this.#idOf(row));
    if (shelf && kept) this.#change(shelf, kept, undefined);
  }

  #change(shelf: Shelf<R>, before: Kept<R> | undefined, after: Kept<R> | undefined): void {
    this.#write(shelf, before, after);
    this.#undos.push(() => this.#write(shelf, after, before));
  }

  #write(shelf: Shelf<R>, before: Kept<R> | undefined, after: Kept<R> | undefined): void {
    if (after) shelf.rows.set(this.#idOf(after.row), after);
    else if (before) shelf.rows.delete(this.#idOf(before.row));
    for (const [name, valueOf] of Object.entries<IndexOf<R>>(this.#valuesOf)) {
      const byValue = shelf.indexes.get(name)!;
      const left = before ? valueOf(before.row) : null;
      const entered = after ? valueOf(after.row) : null;
      if (left !== null) byValue.get(left)?.delete(before!);
      if (entered === null) continue;
      const same = byValue.get(entered);
      if (same) same.add(after!);
      else byValue.set(entered, new Set([after!]));
    }
  }
}
