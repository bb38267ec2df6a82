import type {DispatchClient, Me} from '@dispatch-kit/client';
import type {ReactiveController, ReactiveControllerHost} from 'lit';

/** What is known of a client already: the next element that asks knows it at once. */
const known = new WeakMap<DispatchClient, Me>();

/** Finds out, once the server is reached, as whom a client acts. */
export class WhoController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #reached: () => DispatchClient | undefined;
  #asked: DispatchClient | undefined;
  /** Undefined until it is known. */
  me: Me | undefined;

  /** @param reached the client, while the server is reached. */
  constructor(host: ReactiveControllerHost & HTMLElement, reached: () => DispatchClient | undefined) {
    this.#host = host;
    this.#reached = reached;
    host.addController(this);
  }

  hostUpdate(): void {
    const client = this.#reached();
    if (!client || client === this.#asked) return;
    this.#asked = client;
    this.me = known.get(client);
    void this.#ask(client);
  }

  async #ask(client: DispatchClient): Promise<void> {
    try {
      const me = await client.me();
      if (client !== this.#asked) return;
      this.me = me;
      known.set(client, me);
      if (this.#host.isConnected) this.#host.requestUpdate();
    } catch {
      // Asked again when the server is next heard of.
      if (client === this.#asked) this.#asked = undefined;
    }
  }
}
