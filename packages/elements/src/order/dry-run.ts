import {isDispatchError} from '@dispatch-kit/client';
import type {FieldProblem} from '@dispatch-kit/core';
import type {ReactiveController, ReactiveControllerHost} from 'lit';
import type {DryReply} from './consequence.ts';

/** What is known of a command that has not been given yet. */
export type DryRunState =
  | {readonly kind: 'idle' | 'asking'}
  | {readonly kind: 'known'; readonly reply: DryReply}
  | {
      readonly kind: 'refused';
      readonly code: string;
      readonly reason: string;
      readonly fields: readonly FieldProblem[];
    };

/** Asks what a command would do, while somebody fills it in: the newest question counts, older answers are dropped. */
export class DryRun implements ReactiveController {
  readonly #host: ReactiveControllerHost & Element;
  #state: DryRunState = {kind: 'idle'};
  #asked: string | undefined;
  #running: AbortController | undefined;

  constructor(host: ReactiveControllerHost & Element) {
    this.#host = host;
    host.addController(this);
  }

  get state(): DryRunState {
    return this.#state;
  }

  hostDisconnected(): void {
    this.forget();
  }

  /** Nothing is asked any more. */
  forget(): void {
    this.#running?.abort();
    this.#running = undefined;
    this.#asked = undefined;
    this.#state = {kind: 'idle'};
  }

  /** Asks, unless the same has just been asked. */
  ask(question: object, run: (signal: AbortSignal) => Promise<unknown>): void {
    const asked = JSON.stringify(question);
    if (asked === this.#asked) return;
    this.#running?.abort();
    this.#asked = asked;
    this.#running = new AbortController();
    this.#state = {kind: 'asking'};
    void this.#settle(run(this.#running.signal), this.#running.signal);
  }

  async #settle(answer: Promise<unknown>, signal: AbortSignal): Promise<void> {
    let state: DryRunState;
    try {
      state = {kind: 'known', reply: (await answer) as DryReply};
    } catch (error) {
      const {code, fields} = isDispatchError(error) ? error : {code: 'unknown', fields: []};
      state = {kind: 'refused', code, fields, reason: error instanceof Error ? error.message : String(error)};
    }
    if (signal.aborted || !this.#host.isConnected) return;
    this.#state = state;
    this.#host.requestUpdate();
  }
}
