import type {TrackingView} from '@dispatch-kit/core';
import {toInstant} from '@dispatch-kit/core';
import {LitElement, html, nothing} from 'lit';
import {property, state} from 'lit/decorators.js';
import {customElement} from '../base/custom-element.ts';
import {formStyles} from '../base/form.styles.ts';
import {formatTime} from '../base/format.ts';
import {Localizer} from '../base/localizer.ts';
import type {OwnWords} from '../base/localizer.ts';
import {tokens} from '../base/tokens.styles.ts';
import {VisitController} from '../base/visit-controller.ts';
import {WishController} from '../base/wish-controller.ts';
import {customerBook} from '../locales/customer/book.ts';
import type {CustomerWord} from '../locales/customer/en.ts';
import {threadStyles} from './dispatch-thread.styles.ts';

interface Line {
  text: string;
  at: string;
  isOwn: boolean;
}

/**
 * What the office wrote about the visit, with a field to write back. It tells the office that its messages were read once
 * they are on the screen. What the customer wrote is shown as long as the page stands: a link does not give it back.
 *
 * @summary Messages between a customer and the office.
 * @fires dispatch-command - A message was written, or messages were read; cancelable.
 * @fires dispatch-error - Something went wrong.
 * @csspart messages - The list of messages.
 */
@customElement('dispatch-thread')
export class DispatchThread extends LitElement {
  static override styles = [tokens, formStyles, threadStyles];

  /** What to draw; without it, the visit of the nearest provider or tracker. */
  @property({attribute: false}) view: TrackingView | undefined;

  /** Words of your own, instead of ours. */
  @property({attribute: false}) words: OwnWords<CustomerWord> | undefined;

  @state() private own: readonly Line[] = [];

  readonly #localizer = new Localizer(this, customerBook);
  readonly #visit = new VisitController(this);
  readonly #wishes = new WishController(this, this.#localizer);
  #seen: IntersectionObserver | undefined;
  #isSeen = false;
  #readUpTo: string | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#seen = new IntersectionObserver(entries => {
      this.#isSeen = entries.at(-1)?.isIntersecting ?? false;
      void this.#read();
    });
    this.#seen.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#seen?.disconnect();
  }

  protected override updated(): void {
    void this.#read();
  }

  protected override render() {
    const {view} = this.#visit.snapshot;
    if (!view) return nothing;
    const organization = view.organization?.name ?? '';
    const lines = this.#lines(view);
    const mayWrite = view.actions?.includes('message');
    if (lines.length === 0 && !mayWrite) return nothing;
    return html`<section dir=${this.#localizer.direction} aria-labelledby="title">
      <h3 id="title">${this.#localizer.say('thread', {organization})}</h3>
      ${lines.length === 0 ? html`<p class="quiet">${this.#localizer.say('threadEmpty', {organization})}</p>` : nothing}
      <div role="log" aria-labelledby="title">
        ${
          lines.length > 0
            ? html`<ol part="messages">
                ${lines.map(line => this.#renderLine(line, view))}
              </ol>`
            : nothing
        }
      </div>
      ${mayWrite ? this.#renderField() : nothing} ${this.#wishes.render()}
    </section>`;
  }

  /** Puts the cursor where a message is written. */
  override focus(options?: FocusOptions): void {
    this.renderRoot.querySelector<HTMLElement>('textarea')?.focus(options);
  }

  #lines({messages = []}: TrackingView): Line[] {
    const theirs = messages.map(({text, at}) => ({text, at, isOwn: false}));
    return [...theirs, ...this.own].sort((a, b) => a.at.localeCompare(b.at));
  }

  #renderLine({text, at, isOwn}: Line, {timeZone, organization}: TrackingView) {
    const who = isOwn ? this.#localizer.say('you') : (organization?.name ?? '');
    const time = formatTime({locale: this.#localizer.locale, timeZone}, at);
    return html`<li class=${isOwn ? 'own' : ''}>
      <bdi>${text}</bdi><small><bdi>${who}</bdi> · ${time}</small>
    </li>`;
  }

  #renderField() {
    const submit = (event: SubmitEvent) => {
      event.preventDefault();
      const form = event.currentTarget as HTMLFormElement;
      const text = String(new FormData(form).get('text') ?? '').trim();
      if (text && !this.#wishes.isBusy) void this.#send(text, form);
    };
    return html`<form @submit=${submit}>
      <label for="text" class="visually-hidden">${this.#localizer.say('yourMessage')}</label>
      <textarea
        id="text"
        name="text"
        maxlength="1500"
        placeholder=${this.#localizer.say('yourMessage')}
        required
      ></textarea>
      <button class="primary" type="submit" aria-disabled=${this.#wishes.isBusy}>
        ${this.#localizer.say('send')}
      </button>
    </form>`;
  }

  async #send(text: string, form: HTMLFormElement): Promise<void> {
    const isDone = await this.#wishes.wish('message', {text});
    if (!this.isConnected || this.#wishes.hasFailed) return;
    form.reset();
    if (!isDone) return;
    this.own = [...this.own, {text, at: toInstant(this.#visit.nowMs()), isOwn: true}];
    this.#wishes.praise(this.#localizer.say('messageSent'));
  }

  /** Tells once for each newest message that it was on the screen. */
  async #read(): Promise<void> {
    const {view, status} = this.#visit.snapshot;
    const unread = view?.messages?.findLast(message => message.unread);
    if (!this.#isSeen || !unread || status === 'offline' || unread.at === this.#readUpTo) return;
    this.#readUpTo = unread.at;
    await this.#wishes.wish('read_messages', {});
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'dispatch-thread': DispatchThread;
  }
}
