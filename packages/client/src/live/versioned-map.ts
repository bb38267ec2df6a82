/** After so many versions the next one begins anew: who holds an old one holds no more than that. */
const longestChain = 1_000;

/** What a map in versions is kept in: a `Map`, or something that takes less room. */
export interface Entries<V> extends Iterable<[string, V]> {
  readonly size: number;
  get(key: string): V | undefined;
  has(key: string): boolean;
  set(key: string, value: V): unknown;
  delete(key: string): unknown;
  keys(): MapIterator<string>;
  values(): MapIterator<V>;
}

/**
 * A map that never changes, of which a changed copy costs as much as its changes, however long the map is. The newest copy has all
 * the entries; an older one has what it differs in from the next.
 */
export class VersionedMap<V> implements ReadonlyMap<string, V> {
  readonly size: number;
  /** Only the newest of a chain has them. */
  #entries: Entries<V> | undefined;
  #next: VersionedMap<V> | undefined;
  /** What stood here where the next one differs; undefined is nothing. */
  #differs: ReadonlyMap<string, V | undefined> = new Map();
  readonly #age: number;
  readonly #copy: (map: ReadonlyMap<string, V>) => Entries<V>;

  /**
   * @param entries are this map's own from now on: nobody else may change them.
   * @param copy makes entries of the same kind.
   */
  constructor(
    entries: Entries<V>,
    copy: (map: ReadonlyMap<string, V>) => Entries<V> = map => new Map(map),
    age = 0,
  ) {
    this.#entries = entries;
    this.#copy = copy;
    this.#age = age;
    this.size = entries.size;
  }

  /** A copy with these changes; undefined takes away. */
  with(changes: ReadonlyMap<string, V | undefined>): VersionedMap<V> {
    const isLast = this.#age >= longestChain;
    const own = isLast ? undefined : this.#entries;
    const entries = own ?? this.#copy(this);
    const differs = new Map<string, V | undefined>();
    for (const [key, value] of changes) {
      differs.set(key, entries.get(key));
      if (value === undefined) entries.delete(key);
      else entries.set(key, value);
    }
    const next = new VersionedMap(entries, this.#copy, own ? this.#age + 1 : 0);
    if (own) {
      this.#entries = undefined;
      this.#next = next;
      this.#differs = differs;
    }
    return next;
  }

  /** The keys that may differ between two maps of one chain; undefined if they are of none. */
  static keysApart<V>(
    before: ReadonlyMap<string, V>,
    after: ReadonlyMap<string, V>,
  ): Set<string> | undefined {
    if (!(before instanceof VersionedMap && after instanceof VersionedMap)) return undefined;
    const [older, newer] = before.#age < after.#age ? [before, after] : [after, before];
    const keys = new Set<string>();
    let at = older as VersionedMap<V>;
    for (; at !== newer && at.#next; at = at.#next) for (const key of at.#differs.keys()) keys.add(key);
    return at === newer ? keys : undefined;
  }

  get(key: string): V | undefined {
    let at: VersionedMap<V> = this;
    for (; at.#next; at = at.#next) if (at.#differs.has(key)) return at.#differs.get(key);
    return at.#entries!.get(key);
  }

  has(key: string): boolean {
    return this.get(key) !== undefined;
  }

  *entries(): MapIterator<[string, V]> {
    const differs = new Map<string, V | undefined>();
    let at: VersionedMap<V> = this;
    for (; at.#next; at = at.#next)
      for (const [key, value] of at.#differs) if (!differs.has(key)) differs.set(key, value);
    const entries = at.#entries!;
    if (differs.size === 0) return yield* entries;
    for (const [key, now] of entries) {
      const value = differs.has(key) ? differs.get(key) : now;
      if (value !== undefined) yield [key, value];
    }
    for (const [key, value] of differs) if (value !== undefined && !entries.has(key)) yield [key, value];
  }

  *keys(): MapIterator<string> {
    if (this.#entries) return yield* this.#entries.keys();
    for (const [key] of this.entries()) yield key;
  }

  /** Without making pairs, of the newest: this is how lists are drawn. */
  *values(): MapIterator<V> {
    if (this.#entries) return yield* this.#entries.values();
    for (const [, value] of this.entries()) yield value;
  }

  [Symbol.iterator](): MapIterator<[string, V]> {
    return this.entries();
  }

  forEach(tell: (value: V, key: string, map: ReadonlyMap<string, V>) => void): void {
    for (const [key, value] of this.entries()) tell(value, key, this);
  }
}

/**
 * Tells each key whose value is another one, or is only in one of two maps, with what it was and is. Between two pictures of one live
 * store this takes as long as the few changes between them, between any other maps as long as they are.
 */
export function eachChange<V>(
  before: ReadonlyMap<string, V>,
  after: ReadonlyMap<string, V>,
  tell: (key: string, was: V | undefined, is: V | undefined) => void,
): void {
  if (before === after) return;
  const apart = VersionedMap.keysApart(before, after);
  if (apart) {
    for (const key of apart) {
      const [was, is] = [before.get(key), after.get(key)];
      if (was !== is) tell(key, was, is);
    }
    return;
  }
  let shared = 0;
  // All of a fleet may report at once, mostly in the same order: then nobody has to be looked up.
  const others = before.entries();
  let other = others.next();
  after.forEach((is, key) => {
    const isNext = !other.done && other.value[0] === key;
    const was = isNext ? other.value![1] : before.get(key);
    if (isNext) other = others.next();
    if (was !== undefined) shared += 1;
    if (was !== is) tell(key, was, is);
  });
  if (shared < before.size) before.forEach((was, key) => void (after.has(key) || tell(key, was, undefined)));
}

/** The keys of `eachChange`. */
export function changedKeys<V>(before: ReadonlyMap<string, V>, after: ReadonlyMap<string, V>): string[] {
  const changed: string[] = [];
  eachChange(before, after, key => void changed.push(key));
  return changed;
}
