import type {DispatchClient, OfficePicture} from '@dispatch-kit/client';
import {dayIn, minuteMs, toInstant, toMs} from '@dispatch-kit/core';
import type {CommandReply, Suggestion} from '@dispatch-kit/core';
import {LitElement, html, nothing} from 'lit';
import {property, query, state} from 'lit/decorators.js';
import {customElement} from '../base/custom-element.ts';
import {reasonOf, tellError} from '../base/failure.ts';
import {icon} from '../base/icons.ts';
import {Localizer} from '../base/localizer.ts';
import type {OwnWords} from '../base/localizer.ts';
import {tokens} from '../base/tokens.styles.ts';
import {DispatchCommandEvent} from '../events.ts';
import {officeBook} from '../locales/office/book.ts';
import type {OfficeWord} from '../locales/office/en.ts';
import {dialogStyles} from '../order/dialog.styles.ts';
import {DryRun} from '../order/dry-run.ts';
import {renderConsequence} from '../order/plan-forms.ts';
import {plainly} from '../order/plan-wish.ts';
import type {Wish} from '../order/plan-wish.ts';
import {Schedule} from '../order/schedule.ts';
import {wallTime} from '../order/written.ts';
import {requestOf} from '../provider/office-answerer.ts';
import {answerWish, typedStart} from './offer-answer.ts';
import type {AnswerForm, AnswerKind} from './offer-answer.ts';
import {renderAccept, renderDecline} from './offer-fields.ts';
import type {Offer} from './offer-shelf.ts';

/** What came of it: the wish, and the server's reply where the provider did it. */
export interface Answered {
  readonly kind: AnswerKind;
  readonly offer: Offer;
  readonly wish: Wish;
  readonly reply: CommandReply | undefined;
}

/** So many times at most, of so many days, are suggested. */
const suggested = {limit: 6, days: 7};
const usualMinutes = 60;

/**
 * Accepts or declines one offer, and says what follows before it is done. A block of the list of offers; it closes
 * itself, and tells `finish` what came of it.
 *
 * @fires dispatch-command - What is to be done; cancelable.
 * @fires dispatch-error - It could not be done.
 */
@customElement('dispatch-offer-dialog')
export class DispatchOfferDialog extends LitElement {
  static override styles = [tokens, dialogStyles];

  /** How it is answered. */
  @property() kind: AnswerKind = 'accept';

  /** The offer, as it was when the dialog was opened. */
  @property({attribute: false}) offer: Offer | undefined;

  /** The office, for who has time. */
  @property({attribute: false}) picture: OfficePicture | undefined;

  /** Answers what would happen, and suggests times; without it neither is told before. */
  @property({attribute: false}) client: DispatchClient | undefined;

  /** Now by the server's clock, milliseconds since 1970. */
  @property({attribute: false}) nowMs = 0;

  /** Words of your own, instead of ours. */
  @property({attribute: false}) words: OwnWords<OfficeWord> | undefined;

  /** Called when it is over; undefined when nothing was done. */
  @property({attribute: false}) finish: ((answered: Answered | undefined) => void) | undefined;

  @state() private form: AnswerForm | undefined;
  @state() private suggestions: readonly Suggestion[] | undefined;
  @state() private isBusy = false;
  @state() private failure = '';

  @query('dialog') private readonly dialog!: HTMLDialogElement;

  readonly #localizer = new Localizer<OfficeWord>(this, officeBook);
  readonly #dryRun = new DryRun(this);

  protected override willUpdate(): void {
    if (!this.offer) return;
    this.form ??= this.#begin(this.offer);
    const wish = this.#wish;
    const found = wish && requestOf(wish);
    const {client} = this;
    if (!found || !client) this.#dryRun.forget();
    else
      this.#dryRun.ask(wish, signal =>
        client.call(found.endpoint, {...found.request, dryRun: true, signal} as never),
      );
  }

  protected override firstUpdated(): void {
    this.dialog.showModal();
    this.dialog.querySelector<HTMLElement>('input:checked, select')?.focus();
    if (this.kind === 'accept') void this.#suggest();
  }

  protected override render() {
    const {offer, form} = this;
    if (!offer || !form) return undefined;
    const say = this.#say;
    const wish = this.#wish;
    const known = this.#dryRun.state;
    const isRefused = known.kind === 'refused';
    const isAccepting = this.kind === 'accept';
    const customer = this.picture?.customers.get(offer.job.customerId);
    return html`<dialog
      aria-labelledby="title"
      dir=${this.#localizer.direction}
      @cancel=${(event: Event) => this.isBusy && event.preventDefault()}
      @close=${() => this.finish?.(undefined)}
    >
      <form method="dialog" novalidate @submit=${(event: Event) => this.#submit(event, wish)}>
        <header>
          <div>
            <h2 id="title">${say(isAccepting ? 'job.command.accept' : 'job.command.decline')}</h2>
            <p class="quiet">
              <bdi>${offer.job.title}</bdi>${customer ? html` · <bdi>${customer.name}</bdi>` : nothing}
            </p>
          </div>
          <button class="plain" type="button" aria-label=${say('close')} @click=${() => this.dialog.close()}>
            ${icon('cross')}
          </button>
        </header>
        <div class="body">
          ${isAccepting ? renderAccept(this.#context(offer, form)) : renderDecline(this.#context(offer, form))}
          ${this.failure ? html`<p class="failure" role="alert">${say('didNotWork', {reason: this.failure})}</p>` : nothing}
        </div>
        ${renderConsequence(known, {localizer: this.#localizer, subject: {visit: undefined}, leadName: undefined})}
        <footer>
          <button type="button" @click=${() => this.dialog.close()}>${say('back')}</button>
          <button
            class=${isAccepting ? 'primary' : 'primary danger'}
            type="submit"
            aria-disabled=${!wish || isRefused || this.isBusy}
          >
            ${say(isAccepting ? 'job.command.accept' : 'job.command.decline')}
          </button>
        </footer>
      </form>
    </dialog>`;
  }

  get #timeZone(): string {
    return this.offer?.job.address.timeZone ?? this.picture?.organization?.timeZone ?? 'UTC';
  }

  get #wish(): Wish | undefined {
    const {offer, form} = this;
    const about = {suggestions: this.suggestions ?? [], timeZone: this.#timeZone};
    return offer && form && answerWish(this.kind, offer.job, form, about);
  }

  readonly #say: Localizer<OfficeWord>['say'] = (key, values) => this.#localizer.say(key, values);

  #begin({job, wanted}: Offer): AnswerForm {
    const nextHourMs = Math.ceil((this.nowMs + 30 * minuteMs) / (30 * minuteMs)) * 30 * minuteMs;
    const startMs = wanted ? toMs(wanted.planned.start) : nextHourMs;
    const service = this.picture?.organization?.services.find(({id}) => id === job.serviceId);
    return {
      ...wallTime(this.#timeZone, startMs),
      choice: wanted ? 'asked' : 'later',
      durationMinutes: wanted?.planned.durationMinutes ?? service?.durationMinutes ?? usualMinutes,
      leadId: undefined,
      override: false,
      reasonCode: this.picture?.organization?.reasons[0]?.code ?? 'other',
      note: '',
    };
  }

  #context(offer: Offer, form: AnswerForm) {
    const {state} = this.#dryRun;
    return {
      job: offer.job,
      wanted: offer.wanted?.window,
      form,
      change: (patch: Partial<AnswerForm>) => this.#change(patch),
      localizer: this.#localizer,
      format: {locale: this.#localizer.locale, timeZone: this.#timeZone},
      suggestions: this.suggestions,
      technicians: this.#technicians(offer, form),
      organization: this.picture?.organization,
      isBooked: state.kind === 'refused' && state.code === 'technician_booked',
    };
  }

  #technicians({job}: Offer, form: AnswerForm) {
    const startMs = typedStart(form, this.#timeZone);
    if (!this.picture || form.choice !== 'other' || Number.isNaN(startMs)) return [];
    const {lat, lng} = job.address;
    return new Schedule(this.picture).rank({
      range: {start: toInstant(startMs), end: toInstant(startMs + form.durationMinutes * minuteMs)},
      timeZone: this.#timeZone,
      place: lat !== undefined && lng !== undefined ? {lat, lng} : undefined,
    });
  }

  #change(patch: Partial<AnswerForm>): void {
    const before = this.form!;
    this.form = {...before, ...patch};
    this.failure = '';
    if (this.form.choice === 'other' && before.choice !== 'other') void this.#showFields();
  }

  /** The fields of another time stand below all that is suggested. */
  async #showFields(): Promise<void> {
    await this.updateComplete;
    if (this.isConnected) this.dialog.querySelector('.fields')?.scrollIntoView({block: 'center'});
  }

  /** Who could come when: near what was asked for, where something was. */
  async #suggest(): Promise<void> {
    const {client, offer} = this;
    if (!client || !offer) {
      this.suggestions = [];
      return;
    }
    const {job, wanted} = offer;
    const startMs = Math.max(this.nowMs, wanted ? toMs(wanted.window.start) : 0);
    const about = {...suggested, from: dayIn(this.#timeZone, startMs)};
    const {address, serviceId} = job;
    const {durationMinutes} = this.form!;
    try {
      const {items} = wanted
        ? await client.appointments.suggestions(wanted.id, about)
        : await client.planning.suggest({address, durationMinutes, ...(serviceId && {serviceId}), ...about});
      if (this.isConnected) this.suggestions = items;
    } catch (error) {
      // Without suggestions the offer can still be answered.
      if (!this.isConnected) return;
      this.suggestions = [];
      tellError(this, error);
    }
  }

  async #submit(event: Event, wish: Wish | undefined): Promise<void> {
    event.preventDefault();
    if (!wish || this.isBusy || this.#dryRun.state.kind === 'refused') return;
    const {offer, kind} = this;
    const {command, input, jobId} = wish;
    const asked = new DispatchCommandEvent({command, input, subject: {jobId}});
    this.isBusy = true;
    this.dispatchEvent(asked);
    try {
      const reply = (await asked.answer) as CommandReply | undefined;
      if (!this.isConnected) return;
      const {finish} = this;
      this.finish = undefined;
      this.dialog.close();
      finish?.({kind, offer: offer!, wish, reply});
    } catch (error) {
      if (!this.isConnected) return;
      this.failure = plainly(reasonOf(error, this.#say('noConnection')));
      tellError(this, error);
    } finally {
      this.isBusy = false;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'dispatch-offer-dialog': DispatchOfferDialog;
  }
}
