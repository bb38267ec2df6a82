import type {VisitActions, VisitSource} from '@dispatch-kit/client';
import type {ReactiveController, ReactiveControllerHost} from 'lit';
import type {DispatchCommandEvent} from '../events.ts';

/** Does a wish; undefined where it is not one that can be done here. */
export type Answerer = (event: DispatchCommandEvent) => (() => Promise<unknown>) | undefined;

/** Lets somebody do what is wished below an element, unless the page does it itself by canceling the event. */
export function answerCommands(target: HTMLElement, answerer: Answerer, signal: AbortSignal): void {
  const answer = (event: DispatchCommandEvent) => {
    const act = event.answer ? undefined : answerer(event);
    if (!act) return;
    // Not before everybody up to the document had the chance to cancel it.
    event.answer = Promise.resolve().then(() => (event.defaultPrevented ? undefined : act()));
  };
  target.addEventListener('dispatch-command', answer, {signal});
}

/** Does what a customer wishes of the visit in view. */
export function customerAnswerer(source: () => VisitSource | undefined): Answerer {
  return event => {
    const visit = source();
    if (!visit?.act || event.appointmentId || event.jobId) return undefined;
    return () => visit.act!(event.command as keyof VisitActions, event.input as never);
  };
}

/** Does what is wished below its host, for as long as the host is in the page. */
export class CommandAnswers implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #answerer: Answerer;
  #connection: AbortController | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement, answerer: Answerer) {
    this.#host = host;
    this.#answerer = answerer;
    host.addController(this);
  }

  hostConnected(): void {
    this.#connection = new AbortController();
    answerCommands(this.#host, this.#answerer, this.#connection.signal);
  }

  hostDisconnected(): void {
    this.#connection?.abort();
  }
}
