import type {DispatchClient} from '@dispatch-kit/client';
import {ContextConsumer} from '@lit/context';
import type {ReactiveController, ReactiveControllerHost} from 'lit';
import {clientContext} from './contexts.ts';

/** What a live store of the client has in common with every other. */
interface Followed {
  subscribe(listener: () => void): () => void;
}

/**
 * Follows a live store while its host is on the page: one that the host was given, or else one of the nearest
 * provider's client. The host is drawn again whenever the store has news.
 */
export class ClientController<S extends Followed> implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #context: ContextConsumer<typeof clientContext, ReactiveControllerHost & HTMLElement>;
  readonly #choose: (client: DispatchClient | undefined) => S | undefined;
  readonly #onNews: (() => void) | undefined;
  #store: S | undefined;
  #stop: (() => void) | undefined;

  /**
   * @param choose which store to follow; asked again at each update, so it must answer the same one for the same case.
   * @param onNews called before the host is drawn again.
   */
  constructor(
    host: ReactiveControllerHost & HTMLElement,
    choose: (client: DispatchClient | undefined) => S | undefined,
    onNews?: () => void,
  ) {
    this.#host = host;
    this.#choose = choose;
    this.#onNews = onNews;
    host.addController(this);
    // At once: what an element does before it is drawn needs the store, and one that is live already may have no news for long.
    const callback = () => this.#host.isConnected && this.#follow();
    this.#context = new ContextConsumer(host, {context: clientContext, subscribe: true, callback});
  }

  /** The client of the nearest provider. */
  get client(): DispatchClient | undefined {
    return this.#context.value;
  }

  /** The store that is followed. */
  get store(): S | undefined {
    return this.#store;
  }

  hostConnected(): void {
    this.#follow();
  }

  hostUpdate(): void {
    if (this.#host.isConnected) this.#follow();
  }

  hostDisconnected(): void {
    this.#stop?.();
    this.#stop = this.#store = undefined;
  }

  #follow(): void {
    const store = this.#choose(this.#context.value);
    if (store === this.#store) return;
    this.#stop?.();
    this.#store = store;
    this.#stop = store?.subscribe(() => {
      this.#onNews?.();
      this.#host.requestUpdate();
    });
    this.#onNews?.();
  }
}
