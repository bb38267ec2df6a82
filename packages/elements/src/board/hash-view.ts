import type {ReactiveController, ReactiveControllerHost} from 'lit';
import {noFilter} from './board-source.ts';
import type {BoardSource} from './board-source.ts';
import {hashOf, viewIn} from './view-in-hash.ts';

/** What an address that does not say otherwise means. */
const usualView = {
  layout: undefined,
  late: undefined,
  group: 'attention',
  sort: 'usual',
  descending: false,
} as const;

/** Keeps the filter of a board in the fragment of the page's address, while the page wishes it. */
export class HashView implements ReactiveController {
  #connection: AbortController | undefined;
  #isWished = false;
  /** The board that has taken over what stood there. */
  #source: BoardSource | undefined;

  constructor(host: ReactiveControllerHost) {
    host.addController(this);
  }

  hostConnected(): void {
    this.#connection = new AbortController();
    const {signal} = this.#connection;
    addEventListener('hashchange', () => this.#read(), {signal});
  }

  hostUpdated(): void {
    if (!this.#isWished || !this.#source) return;
    const hash = hashOf(this.#source.filter, location.hash);
    if (hash !== location.hash)
      history.replaceState(history.state, '', hash || location.pathname + location.search);
  }

  hostDisconnected(): void {
    this.#connection?.abort();
  }

  /** Takes which board it is; one that is seen again keeps the filter that it has. */
  follow(source: BoardSource | undefined, isWished: boolean): void {
    this.#isWished = isWished;
    if (!isWished || !source || source === this.#source) return;
    this.#source = source;
    if (hashOf(noFilter, location.hash) !== location.hash) this.#read();
  }

  #read(): void {
    if (this.#isWished) this.#source?.setFilter({...usualView, ...viewIn(location.hash)});
  }
}
