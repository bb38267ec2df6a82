/** A queue that gives what costs least first. */
export class BinaryHeap<T> {
  readonly #items: {cost: number; value: T}[] = [];

  get size(): number {
    return this.#items.length;
  }

  push(cost: number, value: T): void {
    const items = this.#items;
    let at = items.push({cost, value}) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (items[parent]!.cost <= items[at]!.cost) return;
      [items[parent], items[at]] = [items[at]!, items[parent]!];
      at = parent;
    }
  }

  pop(): T | undefined {
    const items = this.#items;
    const first = items[0];
    const last = items.pop();
    if (!first || !last || items.length === 0) return first?.value;
    items[0] = last;
    for (let at = 0; ;) {
      const left = 2 * at + 1;
      if (left >= items.length) break;
      const child = left + 1 < items.length && items[left + 1]!.cost < items[left]!.cost ? left + 1 : left;
      if (items[at]!.cost <= items[child]!.cost) break;
      [items[at], items[child]] = [items[child]!, items[at]!];
      at = child;
    }
    return first.value;
  }
}
