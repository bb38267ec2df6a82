/** Small enough to be changed at once, large enough that there are few. */
const mostInChunk = 512;

/**
 * Things by their id, in the order of their ids. Nothing is kept of a thing but the thing, so that ten thousand take a sixth of
 * what a `Map` takes; to find one takes a few more comparisons.
 */
export class IdMap<V extends {readonly id: string}> implements Iterable<[string, V]> {
  #chunks: V[][] = [];
  #size = 0;

  /** @param all of several with one id the last. */
  constructor(all: Iterable<V>) {
    const sorted = [...all].sort((a, b) => compare(a.id, b.id));
    const each = sorted.filter((value, at) => value.id !== sorted[at + 1]?.id);
    for (let from = 0; from < each.length; from += mostInChunk / 2)
      this.#chunks.push(each.slice(from, from + mostInChunk / 2));
    this.#size = each.length;
  }

  get size(): number {
    return this.#size;
  }

  get(id: string): V | undefined {
    const {chunk, at} = this.#find(id);
    const found = chunk?.[at];
    return found?.id === id ? found : undefined;
  }

  has(id: string): boolean {
    return this.get(id) !== undefined;
  }

  /** @param id the one that the thing has. */
  set(id: string, value: V): this {
    const {chunk, at, index} = this.#find(id);
    if (chunk?.[at]?.id === id) chunk[at] = value;
    else {
      this.#size += 1;
      if (chunk) chunk.splice(at, 0, value);
      else this.#chunks.push([value]);
      if (chunk && chunk.length > mostInChunk)
        this.#chunks.splice(index + 1, 0, chunk.splice(mostInChunk / 2));
    }
    return this;
  }

  delete(id: string): boolean {
    const {chunk, at, index} = this.#find(id);
    if (chunk?.[at]?.id !== id) return false;
    chunk.splice(at, 1);
    if (chunk.length === 0) this.#chunks.splice(index, 1);
    this.#size -= 1;
    return true;
  }

  *[Symbol.iterator](): MapIterator<[string, V]> {
    for (const value of this.values()) yield [value.id, value];
  }

  *keys(): MapIterator<string> {
    for (const {id} of this.values()) yield id;
  }

  *values(): MapIterator<V> {
    for (const chunk of this.#chunks) yield* chunk;
  }

  /** Where an id is, or would be. */
  #find(id: string): {chunk: V[] | undefined; at: number; index: number} {
    const next = firstIndex(this.#chunks, ([first]) => first!.id > id);
    const index = Math.max(0, next - 1);
    const chunk = this.#chunks[index];
    return {chunk, index, at: firstIndex(chunk ?? [], value => value.id >= id)};
  }
}

const compare = (a: string, b: string) => (a < b ? -1 : Number(a > b));

/** Of a list that first is not and then is, the first that is; its length if none is. */
function firstIndex<T>(all: readonly T[], is: (each: T) => boolean): number {
  let [from, to] = [0, all.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (is(all[middle]!)) to = middle;
    else from = middle + 1;
  }
  return from;
}
