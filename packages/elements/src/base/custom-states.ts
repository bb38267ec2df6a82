/** What `:state(…)` in a page's styles says of an element. */
export class CustomStates {
  readonly #states: CustomStateSet;

  constructor(host: HTMLElement) {
    this.#states = host.attachInternals().states;
  }

  set(name: string, isOn: boolean): void {
    if (isOn) this.#states.add(name);
    else this.#states.delete(name);
  }

  has(name: string): boolean {
    return this.#states.has(name);
  }
}
