import type {VisitActions} from '@dispatch-kit/client';
import {html, nothing} from 'lit';
import type {ReactiveController, ReactiveControllerHost, TemplateResult} from 'lit';
import {DispatchCommandEvent} from '../events.ts';
import {reasonOf, tellError} from './failure.ts';
import type {Localizer} from './localizer.ts';

type Report = {kind: 'sent'; words: string} | {kind: 'failed'; reason: string};

/** Says for an element what a person wishes of the visit in view, one wish at a time, and keeps what became of it. */
export class WishController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #localizer: Pick<Localizer, 'say'>;
  #busyWith: keyof VisitActions | undefined;
  #report: Report | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement, localizer: Pick<Localizer, 'say'>) {
    this.#host = host;
    this.#localizer = localizer;
    host.addController(this);
  }

  hostConnected(): void {}

  /** Something is on its way: what is tapped meanwhile does nothing. */
  get isBusy(): boolean {
    return this.#busyWith !== undefined;
  }

  /** The last wish failed, and why stands there. */
  get hasFailed(): boolean {
    return this.#report?.kind === 'failed';
  }

  /**
   * Fires the wish and waits for who does it. True when our side did it; false when it failed, which is shown and fired
   * as `dispatch-error`, or when the page does it itself.
   */
  async wish<A extends keyof VisitActions>(command: A, input: VisitActions[A]): Promise<boolean> {
    if (this.#busyWith) return false;
    const event = new DispatchCommandEvent({command, input});
    this.#busyWith = command;
    this.#tell(undefined);
    this.#host.dispatchEvent(event);
    try {
      await event.answer;
    } catch (error) {
      if (this.#host.isConnected) this.fail(error);
      return false;
    } finally {
      this.#busyWith = undefined;
      this.#host.requestUpdate();
    }
    return this.#host.isConnected && !event.defaultPrevented && event.answer !== undefined;
  }

  /** Says that it was done, in words of its own. */
  praise(words: string): void {
    this.#tell({kind: 'sent', words});
  }

  fail(error: unknown): void {
    this.#tell({kind: 'failed', reason: reasonOf(error, this.#localizer.say('noConnection'))});
    tellError(this.#host, error);
  }

  /** Forgets what was said last. */
  clear(): void {
    this.#tell(undefined);
  }

  /** What became of the last wish, in a place that is always there to be listened to. */
  render(): TemplateResult {
    const report = this.#report;
    return html`<div class="report" role="status">
      ${report?.kind === 'sent' ? html`<p class="banner good">${report.words}</p>` : nothing}
      ${
        report?.kind === 'failed'
          ? html`<p class="banner bad">${this.#localizer.say('didNotWork', {reason: report.reason})}</p>`
          : nothing
      }
    </div>`;
  }

  #tell(report: Report | undefined): void {
    if (report === this.#report) return;
    this.#report = report;
    this.#host.requestUpdate();
  }
}
