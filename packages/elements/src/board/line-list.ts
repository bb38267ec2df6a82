/** A piece of the list; small enough to be changed at once, large enough that there are few. */
interface Chunk<T> {
  lines: T[];
  /** How tall its lines are together; undefined until somebody asks. */
  px: number | undefined;
}

const mostInChunk = 512;

/** What a list must know of its lines. */
export interface LineRules<T, P> {
  /** Where a line belongs. No two lines are at one place. */
  placeOf(line: T): P;
  compare(a: P, b: P): number;
  /** How tall a line is, pixels. */
  pxOf(line: T): number;
}

/**
 * A long list in order that knows how tall it is. To find, add or take away a line takes hardly longer among 100,000 than among a
 * hundred, and nothing is kept of a line but the line.
 */
export class LineList<T, P> {
  readonly #rules: LineRules<T, P>;
  #chunks: Chunk<T>[] = [];
  #length = 0;

  /** @param lines in their order. */
  constructor(rules: LineRules<T, P>, lines: readonly T[] = []) {
    this.#rules = rules;
    const each = mostInChunk / 2;
    for (let from = 0; from < lines.length; from += each)
      this.#chunks.push({lines: lines.slice(from, from + each), px: undefined});
    this.#length = lines.length;
  }

  get length(): number {
    return this.#length;
  }

  at(index: number): T | undefined {
    if (index < 0 || index >= this.#length) return undefined;
    const {chunk, inside} = this.#chunkOf(index);
    return this.#chunks[chunk]!.lines[inside];
  }

  *[Symbol.iterator](): IterableIterator<T> {
    for (const {lines} of this.#chunks) yield* lines;
  }

  /** Where a place is in the list, or would be. */
  indexOf(place: P): number {
    const {chunk, inside} = this.#find(place);
    return this.#before(chunk) + inside;
  }

  /** Puts a line where it belongs. */
  add(line: T, place: P): void {
    const {chunk, inside} = this.#find(place);
    const into = this.#chunks[chunk];
    this.#length += 1;
    if (!into) return void this.#chunks.push({lines: [line], px: undefined});
    into.lines.splice(inside, 0, line);
    if (into.px !== undefined) into.px += this.#rules.pxOf(line);
    if (into.lines.length <= mostInChunk) return;
    const rest = into.lines.splice(mostInChunk / 2);
    into.px = undefined;
    this.#chunks.splice(chunk + 1, 0, {lines: rest, px: undefined});
  }

  /** Takes away the line at a place, if there is one. */
  remove(place: P): void {
    const found = this.#lineAt(place);
    if (!found) return;
    const {chunk, inside} = found;
    const from = this.#chunks[chunk]!;
    const [gone] = from.lines.splice(inside, 1);
    if (from.px !== undefined) from.px -= this.#rules.pxOf(gone!);
    this.#length -= 1;
    if (from.lines.length === 0) this.#chunks.splice(chunk, 1);
  }

  /** Puts another line where one is. */
  replace(line: T, place: P): void {
    const found = this.#lineAt(place);
    if (!found) return;
    const chunk = this.#chunks[found.chunk]!;
    if (chunk.px !== undefined)
      chunk.px += this.#rules.pxOf(line) - this.#rules.pxOf(chunk.lines[found.inside]!);
    chunk.lines[found.inside] = line;
  }

  /** How tall all lines before one are together. */
  pxBefore(index: number): number {
    let px = 0;
    let left = index;
    for (const chunk of this.#chunks) {
      if (left < chunk.lines.length) return px + this.#sum(chunk.lines, left);
      px += this.#pxOf(chunk);
      left -= chunk.lines.length;
    }
    return px;
  }

  /** The line that lies so many pixels below the top; the last one below the end. */
  indexAtPx(px: number): number {
    let left = px;
    let index = 0;
    for (const chunk of this.#chunks) {
      const tall = this.#pxOf(chunk);
      if (left >= tall) {
        left -= tall;
        index += chunk.lines.length;
        continue;
      }
      for (const line of chunk.lines) {
        left -= this.#rules.pxOf(line);
        if (left < 0) break;
        index += 1;
      }
      return index;
    }
    return Math.max(0, this.#length - 1);
  }

  get totalPx(): number {
    return this.#chunks.reduce((px, chunk) => px + this.#pxOf(chunk), 0);
  }

  /** A line has become taller or smaller; without one, all may have. */
  resized(index?: number): void {
    if (index === undefined) for (const chunk of this.#chunks) chunk.px = undefined;
    else if (index < this.#length) this.#chunks[this.#chunkOf(index).chunk]!.px = undefined;
  }

  #pxOf(chunk: Chunk<T>): number {
    return (chunk.px ??= this.#sum(chunk.lines, chunk.lines.length));
  }

  #sum(lines: readonly T[], count: number): number {
    let px = 0;
    for (let at = 0; at < count; at++) px += this.#rules.pxOf(lines[at]!);
    return px;
  }

  #before(chunk: number): number {
    let count = 0;
    for (let at = 0; at < chunk; at++) count += this.#chunks[at]!.lines.length;
    return count;
  }

  #chunkOf(index: number): {chunk: number; inside: number} {
    let inside = index;
    let chunk = 0;
    while (inside >= this.#chunks[chunk]!.lines.length) inside -= this.#chunks[chunk++]!.lines.length;
    return {chunk, inside};
  }

  /** The first line that is not before a place; behind the last one of the last chunk if there is none. */
  #find(place: P): {chunk: number; inside: number} {
    const isBefore = (line: T) => this.#rules.compare(this.#rules.placeOf(line), place) < 0;
    const next = firstIndex(this.#chunks, ({lines}) => !isBefore(lines[0]!));
    const chunk = Math.max(0, next - 1);
    const lines = this.#chunks[chunk]?.lines ?? [];
    return {chunk, inside: firstIndex(lines, line => !isBefore(line))};
  }

  #lineAt(place: P): {chunk: number; inside: number} | undefined {
    let {chunk, inside} = this.#find(place);
    if (inside === this.#chunks[chunk]?.lines.length) [chunk, inside] = [chunk + 1, 0];
    const line = this.#chunks[chunk]?.lines[inside];
    const isThere = line !== undefined && this.#rules.compare(this.#rules.placeOf(line), place) === 0;
    return isThere ? {chunk, inside} : undefined;
  }
}

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
