import {isDispatchError} from '@dispatch-kit/client';
import {DispatchErrorEvent} from '../events.ts';

/** Whether the server was not reached: then the same may be tried again. */
export function isLost(error: unknown): boolean {
  return isDispatchError(error) && error.kind === 'connection';
}

/** Why something did not work, for who asked for it; `lost` are the words for a server that was not reached. */
export function reasonOf(error: unknown, lost: string): string {
  if (isLost(error)) return lost;
  return error instanceof Error ? error.message : String(error);
}

/** Tells the page what is shown in place too. */
export function tellError(element: HTMLElement, error: unknown): void {
  if (isDispatchError(error)) element.dispatchEvent(new DispatchErrorEvent({error}));
}
