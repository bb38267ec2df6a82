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

  add(fix: DeviceFix): void {
    this.#fixes.push(fix);
    if (this.#fixes.length <= mostFixes) return;
    const half = mostFixes / 2;
    this.#fixes = [...this.#fixes.slice(0, half).filter((_, i) => i % 2 === 0), ...this.#fixes.slice(half)];
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
