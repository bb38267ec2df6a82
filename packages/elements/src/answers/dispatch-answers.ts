import type {VisitActions, VisitWindows} from '@dispatch-kit/client';
import type {TrackingView} from '@dispatch-kit/core';
import {LitElement, html, nothing} from 'lit';
import type {PropertyValues, TemplateResult} from 'lit';
import {property, state} from 'lit/decorators.js';
import {customElement} from '../base/custom-element.ts';
import {formStyles} from '../base/form.styles.ts';
import type {Format} from '../base/format.ts';
import {icon} from '../base/icons.ts';
import {Localizer} from '../base/localizer.ts';
import type {OwnWords} from '../base/localizer.ts';
import {tokens} from '../base/tokens.styles.ts';
import {VisitController} from '../base/visit-controller.ts';
import {WishController} from '../base/wish-controller.ts';
import {nameIn} from '../headline/headline.ts';
import type {CustomerWord} from '../locales/customer/en.ts';
import type {AnswerForm, FormContext} from './answer-forms.ts';
import {answersStyles} from './dispatch-answers.styles.ts';

const requests = {
  reschedule: 'requestedMove',
  cancel: 'requestedCancel',
  rebook: 'requestedRebook',
} as const;

const asks = [
  {form: 'request_reschedule', word: 'askToMove'},
  {form: 'request_cancel', word: 'askToCancel'},
  {form: 'not_home', word: 'notHome'},
] as const;

/**
 * What a customer can do about the visit, as `actions` of the view says: confirm, ask for another time among those that
 * are free, leave a note or a gate code, ask to cancel, say that nobody is home, ask for a new visit, put it into the
 * calendar, choose which messages to get. Each wish is fired as `dispatch-command`.
 *
 * @summary What a customer can do about the visit.
 * @fires dispatch-command - A person wishes something; cancelable.
 * @fires dispatch-error - Something went wrong.
 */
@customElement('dispatch-answers')
export class DispatchAnswers extends LitElement {
  static override styles = [tokens, formStyles, answersStyles];

  /** What to draw; without it, the visit of the nearest provider or tracker. */
  @property({attribute: false}) view: TrackingView | undefined;

  /** `main` shows the one thing that is asked of the customer now, `more` everything else; both unless given. */
  @property() show: 'all' | 'main' | 'more' = 'all';

  /** Words of your own, instead of ours. */
  @property({attribute: false}) words: OwnWords<CustomerWord> | undefined;

  @state() private openForm: AnswerForm | undefined;
  @state() private windows: VisitWindows | 'loading' | undefined;

  readonly #localizer = new Localizer<CustomerWord>(this);
  readonly #visit = new VisitController(this);
  readonly #wishes = new WishController(this, this.#localizer);
  #forms: typeof import('./answer-forms.ts') | undefined;
  #phase: string | undefined;

  protected override willUpdate(changed: PropertyValues): void {
    const {view} = this.#visit.snapshot;
    // What somebody is writing stays, as long as it can still be sent.
    if (this.openForm && !this.#offers(this.openForm)) this.openForm = undefined;
    if (view?.visit.phase !== this.#phase && this.#phase && !changed.has('openForm')) this.#wishes.clear();
    this.#phase = view?.visit.phase;
  }

  protected override render() {
    const {view} = this.#visit.snapshot;
    if (!view) return nothing;
    if (this.openForm && this.#forms) {
      return html`<div class="answers" dir=${this.#localizer.direction}>
        ${this.#forms.renderForm(this.openForm, this.#context(view))} ${this.#wishes.render()}
      </div>`;
    }
    const main = this.show === 'more' ? nothing : this.#renderMain(view);
    const more = this.show === 'main' ? [] : this.#renderMore(view);
    return html`<div class="answers" dir=${this.#localizer.direction}>
      ${main} ${this.#wishes.render()} ${more}
    </div>`;
  }

  /** The one thing that is asked of the customer now, and what he has asked for until it is answered. */
  #renderMain({visit}: TrackingView) {
    const asked = visit.requested;
    const banner =
      asked && asked !== 'move'
        ? html`<p class="banner good">${this.#localizer.say(requests[asked])}</p>`
        : nothing;
    if (this.#offers('confirm')) return [banner, this.#renderConfirm()];
    const mayRebook = this.#offers('rebook') && asked !== 'rebook';
    return [banner, mayRebook ? this.#renderOpener('rebook', 'rebook', 'primary') : nothing];
  }

  #renderConfirm() {
    return html`<button
      class="primary"
      type="button"
      aria-disabled=${this.#wishes.isBusy}
      @click=${() => void this.#wishes.wish('confirm', {})}
    >
      ${this.#localizer.say('confirm')}
    </button>`;
  }

  #renderMore(view: TrackingView) {
    const name = nameIn(view, this.#say, 'technicianWithin');
    const offered = view.visit.requested ? [] : asks.filter(({form}) => this.#offers(form));
    const {window, needsReschedule} = view.visit;
    const mayKeep = view.visit.phase === 'upcoming' && window !== undefined && !needsReschedule;
    return [
      this.#offers('note')
        ? html`<button class="field" type="button" id="open-note" @click=${() => void this.#open('note')}>
            ${icon('plus')} ${this.#localizer.say('addNote', {name})}
          </button>`
        : nothing,
      offered.length > 0
        ? html`<div class="row">${offered.map(({form, word}) => this.#renderOpener(form, word, 'ask'))}</div>`
        : nothing,
      mayKeep || this.#offers('consents')
        ? html`<div class="row">
            ${mayKeep ? this.#renderCalendar() : nothing}
            ${
              this.#offers('consents')
                ? html`<button
                    class="link"
                    type="button"
                    id="open-consents"
                    @click=${() => void this.#open('consents')}
                  >
                    ${icon('bell')} ${this.#localizer.say('manageMessages')}
                  </button>`
                : nothing
            }
          </div>`
        : nothing,
    ];
  }

  #renderOpener(
    form: AnswerForm,
    word: (typeof asks)[number]['word'] | 'rebook',
    className: 'ask' | 'primary',
  ): TemplateResult {
    return html`<button
      class=${className}
      type="button"
      id="open-${form}"
      @click=${() => void this.#open(form)}
    >
      ${this.#localizer.say(word)}
    </button>`;
  }

  #renderCalendar() {
    return html`<button class="link" type="button" id="calendar" @click=${() => void this.#keep()}>
      ${icon('calendar')} ${this.#localizer.say('addToCalendar')}
    </button>`;
  }

  #context(view: TrackingView): FormContext {
    return {
      view,
      say: this.#say,
      format: this.#format(view),
      windows: this.windows,
      isBusy: this.#wishes.isBusy,
      close: () => void this.#close(),
      send: (command, input) => void this.#send(command, input),
      switch: (channel, isOn) => void this.#wishes.wish(isOn ? 'opt_in' : 'opt_out', {channel}),
    };
  }

  #offers(form: AnswerForm | 'confirm'): boolean {
    const {view} = this.#visit.snapshot;
    if (form === 'consents') return Object.keys(view?.consents ?? {}).length > 0;
    return view?.actions?.includes(form) ?? false;
  }

  async #open(form: AnswerForm): Promise<void> {
    this.#wishes.clear();
    try {
      const [forms, {customerBook}] = await Promise.all([
        import('./answer-forms.ts'),
        import('../locales/customer/book.ts'),
      ]);
      await this.#localizer.add(customerBook);
      this.#forms = forms;
    } catch (error) {
      if (this.isConnected) this.#wishes.fail(error);
      return;
    }
    if (!this.isConnected) return;
    this.openForm = form;
    if (form === 'request_reschedule' || form === 'rebook') void this.#loadWindows();
    await this.updateComplete;
    // Whoever opens it goes on inside it, and what sends it comes into view with what is asked.
    const target = this.renderRoot.querySelector<HTMLElement>('form textarea, form input, form h3[tabindex]');
    target?.focus();
    this.#bringIntoView();
  }

  #bringIntoView(): void {
    this.renderRoot.querySelector('form')?.scrollIntoView({block: 'nearest'});
  }

  async #close(): Promise<void> {
    const closed = this.openForm;
    this.openForm = undefined;
    await this.updateComplete;
    // Whoever closes it comes back to where he was, or to what stands in its place.
    const buttons = this.renderRoot.querySelector<HTMLElement>(`#open-${closed}`);
    (buttons ?? this.renderRoot.querySelector<HTMLElement>('button'))?.focus();
  }

  async #send<A extends keyof VisitActions>(command: A, input: VisitActions[A]): Promise<void> {
    const isDone = await this.#wishes.wish(command, input);
    if (!this.isConnected || this.#wishes.hasFailed) return;
    if (this.openForm === command) await this.#close();
    if (isDone && (command === 'note' || command === 'not_home')) this.#wishes.praise(this.#say('sent'));
  }

  async #loadWindows(): Promise<void> {
    const {source} = this.#visit;
    if (!source?.windows) return;
    this.windows = 'loading';
    try {
      this.windows = await source.windows();
    } catch {
      // The wish can be sent without: the office gets in touch.
      this.windows = undefined;
    }
    await this.updateComplete;
    this.#bringIntoView();
  }

  /** Hands the visit to the calendar of the device, as a file. */
  async #keep(): Promise<void> {
    const {view} = this.#visit.snapshot;
    try {
      const {calendarOf} = await import('./calendar-file.ts');
      if (view && this.isConnected) void calendarOf(view, this.#visit.nowMs());
    } catch (error) {
      if (this.isConnected) this.#wishes.fail(error);
    }
  }

  readonly #say: Localizer<CustomerWord>['say'] = (key, values) => this.#localizer.say(key, values);

  #format({timeZone}: TrackingView): Format {
    return {locale: this.#localizer.locale, timeZone};
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'dispatch-answers': DispatchAnswers;
  }
}
