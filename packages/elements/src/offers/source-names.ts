import type {DispatchClient} from '@dispatch-kit/client';
import type {ReactiveController, ReactiveControllerHost} from 'lit';

/** Knows what the connected third parties of an office are called; asks once, and again when a new one turns up. */
export class SourceNames implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #names = new Map<string, string>();
  #asked = new Set<string>();

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#asked = new Set();
  }

  /** The name of a source; undefined while, or where, it is not known. */
  nameOf(sourceId: string): string | undefined {
    return this.#names.get(sourceId);
  }

  /** Has the names of these sources looked up, where that is still to be done. */
  async look(sourceIds: readonly string[], client: DispatchClient): Promise<void> {
    const fresh = sourceIds.filter(id => !this.#names.has(id) && !this.#asked.has(id));
    if (fresh.length === 0) return;
    for (const id of fresh) this.#asked.add(id);
    try {
      const {items} = await client.sources.list();
      for (const {id, name} of items) this.#names.set(id, name);
      if (this.#host.isConnected) this.#host.requestUpdate();
    } catch {
      // An offer can be answered without the name of who offers it.
    }
  }
}
