import type {VisitSource} from '@dispatch-kit/client';
import type {DispatchCommandEvent} from '../events.ts';

/** Lets a source do what is wished below an element, unless the page does it itself by canceling the event. */
export function answerCommands(
  target: HTMLElement,
  source: () => VisitSource | undefined,
  signal: AbortSignal,
): void {
  const answer = (event: DispatchCommandEvent) => {
    const visit = source();
    if (event.answer || !visit?.act) return;
    // Not before everybody up to the document had the chance to cancel it.
    event.answer = Promise.resolve().then(() =>
      event.defaultPrevented ? undefined : visit.act!(event.command, event.input as never),
    );
  };
  target.addEventListener('dispatch-command', answer, {signal});
}
