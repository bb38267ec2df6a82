/** So many changes lie on top before they are worked in: looking up stays two steps, copying stays small. */
const mostOnTop = 200;

/**
 * A map that never changes, of which a changed copy costs as much as its last few changes: with ten thousand jobs a
 * plain copy for each event is too slow. Entries stand in the order in which they came.
 */
export class LayeredMap<V> implements ReadonlyMap<string, V> {
  readonly size: number;
  readonly #base: ReadonlyMap<string, V>;
  /** What differs from the base; undefined is gone. */
  readonly #top: ReadonlyMap<string, V | undefined>;

  constructor(base: ReadonlyMap<string, V>, top: ReadonlyMap<string, V | undefined> = new Map()) {
    this.#base = base;
    this.#top = top;
    let size = base.size;
    for (const [key, value] of top) size += Number(value !== undefined) - Number(base.has(key));
    this.size = size;
  }

  /** A copy with these changes; undefined takes away. */
  with(changes: ReadonlyMap<string, V | undefined>): LayeredMap<V> {
    const next = new LayeredMap(this.#base, new Map([...this.#top, ...changes]));
    return next.#top.size > mostOnTop ? new LayeredMap(new Map(next)) : next;
  }

  /** The keys that may differ between two maps of one descent; undefined if they are of none. */
  static keysApart<V>(
    before: ReadonlyMap<string, V>,
    after: ReadonlyMap<string, V>,
  ): Set<string> | undefined {
    const base = (map: ReadonlyMap<string, V>) => (map instanceof LayeredMap ? map.#base : map) as unknown;
    if (base(before) !== base(after)) return undefined;
    return new Set([before, after].flatMap(map => (map instanceof LayeredMap ? [...map.#top.keys()] : [])));
  }

  get(key: string): V | undefined {
    return this.#top.has(key) ? this.#top.get(key) : this.#base.get(key);
  }

  has(key: string): boolean {
    return this.get(key) !== undefined;
  }

  *entries(): MapIterator<[string, V]> {
    for (const [key, below] of this.#base) {
      const value = this.#top.has(key) ? this.#top.get(key) : below;
      if (value !== undefined) yield [key, value];
    }
    for (const [key, value] of this.#top) if (value !== undefined && !this.#base.has(key)) yield [key, value];
  }

  *keys(): MapIterator<string> {
    for (const [key] of this.entries()) yield key;
  }

  /** Without making pairs: this is how lists are drawn. */
  *values(): MapIterator<V> {
    for (const [key, below] of this.#base) {
      const value = this.#top.has(key) ? this.#top.get(key) : below;
      if (value !== undefined) yield value;
    }
    for (const [key, value] of this.#top) if (value !== undefined && !this.#base.has(key)) yield value;
  }

  [Symbol.iterator](): MapIterator<[string, V]> {
    return this.entries();
  }

  forEach(tell: (value: V, key: string, map: ReadonlyMap<string, V>) => void): void {
    for (const [key, value] of this.entries()) tell(value, key, this);
  }
}

/**
 * The keys whose value is another one, or is only in one of two maps. Between two pictures of one live store this takes
 * as long as the few changes between them, between any other maps as long as they are.
 */
export function changedKeys<V>(before: ReadonlyMap<string, V>, after: ReadonlyMap<string, V>): string[] {
  if (before === after) return [];
  const apart = LayeredMap.keysApart(before, after);
  if (apart) return [...apart].filter(key => before.get(key) !== after.get(key));
  const changed: string[] = [];
  for (const [key, value] of after) if (before.get(key) !== value) changed.push(key);
  for (const key of before.keys()) if (!after.has(key)) changed.push(key);
  return changed;
}
