import type {ReactiveController, ReactiveControllerHost} from 'lit';
import type {BoardModel} from './board-model.ts';

/** So much of an idle moment is left to the browser. */
const spareMs = 2;

/** Reads the jobs for the search as soon as somebody goes there, between all else, so that the first letter need not wait for it. */
export class SearchPreparation implements ReactiveController {
  readonly #model: BoardModel;
  #pending: number | undefined;

  constructor(host: ReactiveControllerHost, model: BoardModel) {
    this.#model = model;
    host.addController(this);
  }

  /** Somebody goes to the search. */
  begin(): void {
    this.#model.beginSearch();
    this.#goOn();
  }

  #goOn(): void {
    // Where a browser tells nothing of idle moments, the first letter does it.
    if (this.#pending !== undefined || this.#model.isSearchReady || !('requestIdleCallback' in globalThis))
      return;
    this.#pending = requestIdleCallback(deadline => this.#prepare(deadline));
  }

  hostDisconnected(): void {
    if (this.#pending !== undefined) cancelIdleCallback(this.#pending);
    this.#pending = undefined;
  }

  #prepare(deadline: IdleDeadline): void {
    this.#pending = undefined;
    this.#model.prepareSearch(() => deadline.timeRemaining() > spareMs);
    this.#goOn();
  }
}
