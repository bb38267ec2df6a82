import type {ReactiveController, ReactiveControllerHost} from 'lit';
import {isLost, reasonOf, tellError} from '../base/failure.ts';
import {DispatchCommandEvent} from '../events.ts';
import type {OfficeLocalizer} from '../order/office-words.ts';
import type {Wish} from '../order/plan-wish.ts';
import {renderToast} from './board-toast.ts';
import type {Toast} from './board-toast.ts';

/** Holds for an element what was just done there, takes it back when that is wished, and says why something failed. */
export class ToastController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #localizer: Pick<OfficeLocalizer, 'say'>;
  #toast: Toast | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement, localizer: Pick<OfficeLocalizer, 'say'>) {
    this.#host = host;
    this.#localizer = localizer;
    host.addController(this);
  }

  hostConnected(): void {}

  /** Something is said now. */
  get isShown(): boolean {
    return this.#toast !== undefined;
  }

  show(toast: Toast | undefined): void {
    this.#toast = toast;
    this.#host.requestUpdate();
  }

  /** Says why something did not work, and tells the page. */
  fail(error: unknown): void {
    if (!this.#host.isConnected) return;
    const reason = reasonOf(error, this.#localizer.say('noConnection'));
    this.show({text: this.#localizer.say('didNotWork', {reason})});
    tellError(this.#host, error);
  }

  render(nowMs: number) {
    return renderToast(this.#toast, {
      say: (key, values) => this.#localizer.say(key, values),
      nowMs,
      undo: wishes => void this.#undo(wishes),
      close: () => this.show(undefined),
    });
  }

  /** Takes back, the last one first. */
  async #undo(wishes: readonly Wish[]): Promise<void> {
    const before = this.#toast;
    this.show(undefined);
    const left = [...wishes];
    try {
      for (let wish = left.at(-1); wish; wish = left.at(-1)) {
        const {command, input, appointmentId, jobId} = wish;
        const asked = new DispatchCommandEvent({command, input, subject: {appointmentId, jobId}});
        this.#host.dispatchEvent(asked);
        await asked.answer;
        left.pop();
      }
      if (this.#host.isConnected && before)
        this.show({text: this.#localizer.say('undone', {title: before.text})});
    } catch (error) {
      this.fail(error);
      // Not reached, it can still be taken back.
      if (this.#toast && before && isLost(error))
        this.show({...before, undo: left, problem: this.#toast.text});
    }
  }
}
