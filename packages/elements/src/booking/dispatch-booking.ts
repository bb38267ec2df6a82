import {DispatchClient, isDispatchError} from '@dispatch-kit/client';
import type {BookingPage, BookingRequest} from '@dispatch-kit/core';
import {LitElement, html, nothing} from 'lit';
import type {PropertyValues} from 'lit';
import {property, query, state} from 'lit/decorators.js';
import {ClientController} from '../base/client-controller.ts';
import {customElement} from '../base/custom-element.ts';
import {reasonOf, tellError} from '../base/failure.ts';
import {formStyles} from '../base/form.styles.ts';
import {formatDay, formatTimeRange} from '../base/format.ts';
import {icon} from '../base/icons.ts';
import {Localizer} from '../base/localizer.ts';
import type {OwnWords} from '../base/localizer.ts';
import {paintBrand} from '../base/theme.ts';
import {boneStyles} from '../base/bone.styles.ts';
import {tokens} from '../base/tokens.styles.ts';
import {DispatchBookedEvent} from '../events.ts';
import {customerBook} from '../locales/customer/book.ts';
import type {CustomerWord} from '../locales/customer/en.ts';
import {renderBookingForm} from './booking-form.ts';
import {errorsOf, requestOf, wordOf} from './booking-request.ts';
import type {FieldErrors, Filled} from './booking-request.ts';
import {bookingStyles} from './dispatch-booking.styles.ts';

type Step =
  | {name: 'loading'}
  | {name: 'closed'}
  | {name: 'failed'; error: unknown}
  | {name: 'form'}
  | {name: 'code'; bookingId: string; request: BookingRequest}
  | {name: 'done'; window: BookingRequest['window']; service: string};

const fewDays = 5;

/**
 * Lets anybody ask a company for a visit: a service, a free time, an address, a contact whose phone is proven by a code, and
 * consent in the company's own words. What is sent becomes an offer, which the office accepts or declines. No token is
 * needed; the client is the nearest provider's, or one of its own at `src`.
 *
 * @summary Ask for a visit.
 * @fires dispatch-booked - The office has the request.
 * @fires dispatch-error - Something went wrong.
 * @csspart base - The whole page.
 */
@customElement('dispatch-booking')
export class DispatchBooking extends LitElement {
  static override styles = [tokens, boneStyles, formStyles, bookingStyles];

  /** The address of the server; without it, the client of the nearest provider is used. */
  @property() src: string | undefined;

  /** The company's short name in addresses, its `slug`. */
  @property() organization: string | undefined;

  /** A client of your own, instead of `src`. */
  @property({attribute: false}) client: DispatchClient | undefined;

  /** The service that is chosen at first, by its id; without it, the company's first one. */
  @property({attribute: 'service-id'}) serviceId: string | undefined;

  /** `light`, `dark` or `auto` (as the person wishes); without it, as the page is. */
  @property({reflect: true}) theme: 'light' | 'dark' | 'auto' | undefined;

  /** Words of your own, instead of ours. */
  @property({attribute: false}) words: OwnWords<CustomerWord> | undefined;

  @state() private step: Step = {name: 'loading'};
  @state() private page: BookingPage | undefined;
  @state() private filled: Filled = {};
  @state() private errors: FieldErrors = {};
  @state() private failure: {word: CustomerWord} | {error: unknown} | undefined;
  @state() private isBusy = false;
  @state() private days = fewDays;

  @query('.page') private readonly base!: HTMLElement;

  readonly #localizer = new Localizer(this, customerBook);
  readonly #office = new ClientController(this, () => undefined);
  #own: {src: string; client: DispatchClient} | undefined;
  #asked: string | undefined;

  protected override willUpdate(): void {
    const client = this.#client;
    const asked = client && this.organization ? `${this.src} ${this.organization}` : undefined;
    if (!asked || asked === this.#asked) return;
    this.#asked = asked;
    void this.#load(this.serviceId);
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('page')) paintBrand(this.base, this.page?.organization.accent);
  }

  protected override render() {
    return html`<div class="page branded" part="base" dir=${this.#localizer.direction}>
      ${this.#renderBrand()} ${this.#renderStep()}
      <div class="report" role="alert">
        ${
          this.failure && !this.#isCodeWrong
            ? html`<p class="banner bad">${this.#wordsOf(this.failure)}</p>`
            : nothing
        }
      </div>
    </div>`;
  }

  #renderBrand() {
    const organization = this.page?.organization;
    if (!organization) return nothing;
    const {name, logoUrl} = organization;
    return html`<div class="brand">
      ${logoUrl ? html`<img src=${logoUrl} alt="" />` : nothing}<bdi>${name}</bdi>
    </div>`;
  }

  #renderStep() {
    const {step} = this;
    switch (step.name) {
      case 'loading':
        return html`<h2 class="visually-hidden">${this.#say('bookTitle')}</h2>
          <p class="visually-hidden" role="status">${this.#say('bookLoading')}</p>
          <div class="bone"></div>
          <div class="bone"></div>
          <div class="bone"></div>`;
      case 'closed':
        return this.#renderRest('bookClosed', this.#say('bookClosedText'));
      case 'failed':
        return html`${this.#renderRest('bookClosed', this.#wordsOf(step))}
          <button type="button" @click=${() => void this.#load(this.serviceId)}>
            ${this.#say('retry')}
          </button>`;
      case 'form':
        return this.#renderForm(this.page!);
      case 'code':
        return this.#renderCode(step);
      case 'done':
        return this.#renderDone(step);
    }
  }

  #renderRest(title: CustomerWord, text: string) {
    return html`<h2>${this.#say(title)}</h2>
      <p class="quiet">${text}</p>`;
  }

  #renderForm(page: BookingPage) {
    return html`<h2>${this.#say('bookTitle')}</h2>
      ${renderBookingForm({
        page,
        filled: this.filled,
        errors: this.errors,
        example: this.#example,
        isBusy: this.isBusy,
        days: this.days,
        say: this.#say,
        format: this.#format,
        chooseService: id => void this.#chooseService(id),
        showMoreDays: () => void this.#showMoreDays(),
        submit: form => void this.#ask(form),
      })}`;
  }

  #renderCode({request}: Extract<Step, {name: 'code'}>) {
    const submit = (event: SubmitEvent) => {
      event.preventDefault();
      const data = new FormData(event.currentTarget as HTMLFormElement);
      void this.#prove(String(data.get('code') ?? '').replaceAll(/\D/g, ''));
    };
    return html`<h2>${this.#say('bookCode')}</h2>
      ${this.#renderWhen(request.window, this.#service)}
      <form @submit=${submit}>
        <div class="field-of">
          <label for="code">${this.#say('bookCodeText', {phone: asItIs(request.phone)})}</label>
          <input
            class="text code"
            id="code"
            name="code"
            dir="ltr"
            inputmode="numeric"
            autocomplete="one-time-code"
            maxlength="7"
            required
            aria-invalid=${this.#isCodeWrong ? 'true' : nothing}
            aria-describedby="code-error"
          />
          <div class="report" id="code-error" role="alert">
            ${this.#isCodeWrong ? html`<p class="error">${this.#say('codeWrong')}</p>` : nothing}
          </div>
        </div>
        <button class="primary" type="submit" aria-disabled=${this.isBusy}>${this.#say('bookVerify')}</button>
        <div class="row">
          <button type="button" @click=${() => void this.#goTo({name: 'form'})}>
            ${this.#say('changeRequest')}
          </button>
          <button type="button" aria-disabled=${this.isBusy} @click=${() => void this.#send(request)}>
            ${this.#say('sendCodeAgain')}
          </button>
        </div>
      </form>`;
  }

  #renderDone({window, service}: Extract<Step, {name: 'done'}>) {
    const again = () => {
      this.filled = {...this.filled, window: '', description: ''};
      void this.#load(this.serviceId);
    };
    return html`<h2 tabindex="-1">${this.#say('booked')}</h2>
      <p>${this.#say('bookedText')}</p>
      ${this.#renderWhen(window, service)}
      <button type="button" @click=${again}>${this.#say('bookedAgain')}</button>`;
  }

  /** Said when it is drawn: the words of the page's language may come after the failure. */
  #wordsOf(failure: {word: CustomerWord} | {error: unknown}): string {
    if ('word' in failure) return this.#say(failure.word);
    return this.#say('didNotWork', {reason: reasonOf(failure.error, this.#say('noConnection'))});
  }

  /** Stands below the code, and not at the end of the page. */
  get #isCodeWrong(): boolean {
    return this.failure !== undefined && 'word' in this.failure && this.failure.word === 'codeWrong';
  }

  #renderWhen(window: BookingRequest['window'], service: string) {
    const format = {...this.#format, timeZone: this.page?.organization.timeZone};
    return html`<div class="fact">
      ${icon('calendar')}
      <div>
        <strong><bdi>${service}</bdi></strong>
        ${formatDay(format, window.start)}, <bdi>${formatTimeRange(format, window)}</bdi>
      </div>
    </div>`;
  }

  get #service(): string {
    return this.page?.services.find(({id}) => id === this.page?.serviceId)?.name ?? '';
  }

  get #example(): string {
    return this.page?.organization.phone ?? '+13125550142';
  }

  get #format() {
    return {locale: this.#localizer.locale, timeZone: this.page?.organization.timeZone};
  }

  get #client(): DispatchClient | undefined {
    if (this.client || !this.src) return this.client ?? this.#office.client;
    if (this.#own?.src !== this.src) {
      const url = new URL(this.src, document.baseURI);
      this.#own = {src: this.src, client: new DispatchClient({url})};
    }
    return this.#own.client;
  }

  readonly #say: Localizer<CustomerWord>['say'] = (key, values) => this.#localizer.say(key, values);

  async #load(serviceId: string | undefined): Promise<void> {
    this.step = {name: 'loading'};
    this.failure = undefined;
    try {
      this.page = await this.#open(serviceId);
      this.step = {name: 'form'};
    } catch (error) {
      if (!this.isConnected) return;
      const isClosed = isDispatchError(error) && error.code === 'not_found';
      this.step = isClosed ? {name: 'closed'} : {name: 'failed', error};
      tellError(this, error);
    }
  }

  #open(serviceId: string | undefined): Promise<BookingPage> {
    return this.#client!.booking.page(this.organization!, serviceId ? {serviceId} : {});
  }

  /** Another service has other free times; what was typed stays. */
  async #chooseService(serviceId: string): Promise<void> {
    this.#keep(this.renderRoot.querySelector('form')!);
    await this.#try(async () => {
      this.page = await this.#open(serviceId);
    });
  }

  async #showMoreDays(): Promise<void> {
    const shown = this.days;
    this.days += fewDays;
    await this.updateComplete;
    // The focus goes on to the first of the days that came.
    const days = this.renderRoot.querySelectorAll('.day');
    days[shown]?.querySelector<HTMLElement>('input')?.focus();
  }

  async #ask(form: HTMLFormElement): Promise<void> {
    this.#keep(form);
    this.errors = errorsOf(this.filled, this.#example);
    if (Object.keys(this.errors).length > 0) {
      await this.updateComplete;
      const wrong = '[aria-invalid=true], [aria-describedby=window-error] input';
      form.querySelector<HTMLElement>(wrong)?.focus();
      return;
    }
    const {serviceId} = this.page!;
    const locale = this.#localizer.locale;
    await this.#send(requestOf(this.filled, {serviceId, example: this.#example, locale}));
  }

  async #send(request: BookingRequest): Promise<void> {
    await this.#try(async client => {
      const {bookingId} = await client.booking.request(this.organization!, request);
      await this.#goTo({name: 'code', bookingId, request}, '#code');
    });
  }

  async #prove(code: string): Promise<void> {
    const {step} = this;
    if (step.name !== 'code') return;
    await this.#try(async client => {
      const {bookingId} = step;
      const {window, service} = await client.booking.verify(this.organization!, {bookingId, code});
      this.dispatchEvent(new DispatchBookedEvent({serviceId: service.id, window}));
      await this.#goTo({name: 'done', window, service: service.name}, 'h2');
    });
  }

  /** Does one thing at a time with the server, and says in words why it did not work. */
  async #try(act: (client: DispatchClient) => Promise<void>): Promise<void> {
    if (this.isBusy) return;
    this.isBusy = true;
    this.failure = undefined;
    try {
      await act(this.#client!);
    } catch (error) {
      if (this.isConnected) await this.#fail(error);
    } finally {
      this.isBusy = false;
    }
  }

  async #fail(error: unknown): Promise<void> {
    const word = wordOf(error);
    this.failure = word ? {word} : {error};
    tellError(this, error);
    if (word !== 'windowTaken') return;
    this.filled = {...this.filled, window: ''};
    this.page = await this.#open(this.page?.serviceId).catch(() => this.page);
    await this.#goTo({name: 'form'}, '[name=window]');
    this.failure = {word: 'windowTaken'};
  }

  /** Goes on to another step, with the focus at what comes next. */
  async #goTo(step: Step, focus?: string): Promise<void> {
    this.step = step;
    this.failure = undefined;
    await this.updateComplete;
    if (!focus || !this.isConnected) return;
    const target = this.renderRoot.querySelector<HTMLElement>(focus);
    target?.focus();
    if (focus === 'h2') this.scrollIntoView({block: 'start'});
  }

  /** Keeps what stands in the fields, however the page goes on. */
  #keep(form: HTMLFormElement): void {
    const entries = [...new FormData(form)].map(([name, value]) => [name, String(value).trim()] as const);
    this.filled = Object.fromEntries(entries);
  }
}

/** A number is written from left to right in any language. */
function asItIs(phone: string): string {
  return `\u2066${phone}\u2069`;
}

declare global {
  interface HTMLElementTagNameMap {
    'dispatch-booking': DispatchBooking;
  }
}
