import type {DeviceFix} from './receiver.ts';

/**
 * Keeps the places that wait for the network, so that they outlive the page. Ships with `indexedDbPositions()` and
 * `memoryPositions()`. What cannot be kept waits in memory all the same.
 */
export interface PositionStorage {
  /** What was kept last, oldest first; nothing if nothing was. */
  load(): Promise<readonly DeviceFix[]>;
  /** Keeps these instead of what was kept before; none forgets all. */
  save(fixes: readonly DeviceFix[]): Promise<void>;
}

/** Keeps places in memory: they are lost with the page. For tests. */
export function memoryPositions(): PositionStorage {
  let kept: readonly DeviceFix[] = [];
  return {
    load: () => Promise.resolve(kept),
    save: fixes => Promise.resolve(void (kept = [...fixes])),
  };
}

/** Writes one after another, and of many only the newest: places come faster than a disk takes them. */
export class PositionKeeper {
  readonly #storage: PositionStorage | undefined;
  #next: readonly DeviceFix[] | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(storage: PositionStorage | undefined) {
    this.#storage = storage;
  }

  /** What was kept, after all that is being written. */
  async load(): Promise<readonly DeviceFix[]> {
    const loading = this.#writing.then(() => this.#storage?.load() ?? []).catch(() => []);
    // What is found while one reads is written after it, or it would take the place of what is read.
    this.#writing = loading.then(() => undefined);
    return loading;
  }

  keep(fixes: readonly DeviceFix[]): void {
    if (!this.#storage) return;
    const isAwaited = this.#next !== undefined;
    this.#next = fixes;
    if (!isAwaited) this.#writing = this.#writing.then(() => this.#write());
  }

  async #write(): Promise<void> {
    const fixes = this.#next!;
    this.#next = undefined;
    // A full disk, or a browser that keeps nothing: they wait in memory.
    await this.#storage!.save(fixes).catch(() => undefined);
  }
}
