import {ServerClock, webPlatform} from '@dispatch-kit/client';
import type {DispatchClient, OfficePicture, OfficeSource} from '@dispatch-kit/client';
import {ContextConsumer} from '@lit/context';
import type {ReactiveController, ReactiveControllerHost} from 'lit';
import {clientContext} from './contexts.ts';

/** What an element of an office may be fed with; its own source wins over its own client, and that over the provider's. */
export interface OfficeHost<S extends OfficeSource> extends ReactiveControllerHost, HTMLElement {
  source?: S | undefined;
  client?: DispatchClient | undefined;
}

const nothing: OfficePicture = {
  status: 'connecting',
  jobs: new Map(),
  customers: new Map(),
  members: new Map(),
  positions: new Map(),
};
const deviceClock = new ServerClock(webPlatform());

/** Gives an element the part of an office that it shows, and draws it again when that changes. */
export class OfficeController<S extends OfficeSource> implements ReactiveController {
  readonly #host: OfficeHost<S>;
  readonly #open: (client: DispatchClient) => S | undefined;
  readonly #context: ContextConsumer<typeof clientContext, OfficeHost<S>>;
  #source: S | undefined;
  #stop: (() => void) | undefined;

  /** @param open finds the source of a client; the same one each time it is asked the same. */
  constructor(host: OfficeHost<S>, open: (client: DispatchClient) => S | undefined) {
    this.#host = host;
    this.#open = open;
    host.addController(this);
    this.#context = new ContextConsumer(host, {context: clientContext, subscribe: true});
  }

  get source(): S | undefined {
    return this.#source;
  }

  /** The newest picture. */
  get picture(): OfficePicture {
    return this.#source?.get() ?? nothing;
  }

  /** The element's own client, else the nearest provider's. */
  get client(): DispatchClient | undefined {
    return this.#host.client ?? this.#context.value;
  }

  /** Now by the server's clock, milliseconds since 1970. */
  nowMs(): number {
    return (this.#source ?? deviceClock).nowMs();
  }

  hostConnected(): void {
    this.#follow();
  }

  hostUpdate(): void {
    if (this.#host.isConnected) this.#follow();
  }

  hostDisconnected(): void {
    this.#stop?.();
    this.#stop = undefined;
    this.#source = undefined;
  }

  #follow(): void {
    const {client} = this;
    const source = this.#host.source ?? (client && this.#open(client));
    if (source === this.#source) return;
    this.#stop?.();
    this.#source = source;
    this.#stop = source?.subscribe(() => this.#host.requestUpdate());
  }
}
