import type {DeviceFix} from './receiver.ts';

/** About four hours of driving. */
const mostFixes = 2_000;
const mostAtOnce = 200;

/** Fixes that wait to be sent. When there are too many, every second of the older half goes: the way stays, in fewer places. */
export class PositionQueue {
  #fixes: DeviceFix[] = [];

  get length(): number {
    return this.#fixes.length;
  }

  /** All that wait, oldest first. */
  get all(): readonly DeviceFix[] {
    return [...this.#fixes];
  }

  add(fix: DeviceFix): void {
    this.#take([...this.#fixes, fix]);
  }

  /** Puts what waited before in front of what waits. */
  restore(fixes: readonly DeviceFix[]): void {
    this.#take([...fixes, ...this.#fixes]);
  }

  #take(fixes: DeviceFix[]): void {
    const half = mostFixes / 2;
    const isFull = fixes.length > mostFixes;
    this.#fixes = isFull
      ? [...fixes.slice(0, half).filter((_, i) => i % 2 === 0), ...fixes.slice(half)]
      : fixes;
  }

  /** The oldest, so many as one request takes. They stay until they are `sent`. */
  next(): readonly DeviceFix[] {
    return this.#fixes.slice(0, mostAtOnce);
  }

  /** Takes away what the server has. */
  sent(fixes: readonly DeviceFix[]): void {
    const gone = new Set(fixes);
    this.#fixes = this.#fixes.filter(fix => !gone.has(fix));
  }

  clear(): void {
    this.#fixes = [];
  }
}
