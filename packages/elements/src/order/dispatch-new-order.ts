import {isDispatchError} from '@dispatch-kit/client';
import type {DispatchClient, OfficePicture, OfficeSource} from '@dispatch-kit/client';
import {minuteMs} from '@dispatch-kit/core';
import type {Customer, CustomerInput, FieldProblem, Job, JobInput} from '@dispatch-kit/core';
import {LitElement, html, nothing} from 'lit';
import type {PropertyValues} from 'lit';
import {property, query, state} from 'lit/decorators.js';
import {CommandAnswers} from '../base/answer-commands.ts';
import {ClientController} from '../base/client-controller.ts';
import {customElement} from '../base/custom-element.ts';
import {reasonOf} from '../base/failure.ts';
import {icon} from '../base/icons.ts';
import {Localizer} from '../base/localizer.ts';
import type {OwnWords} from '../base/localizer.ts';
import {tokens} from '../base/tokens.styles.ts';
import {DispatchErrorEvent, DispatchOpenEvent} from '../events.ts';
import {officeBook} from '../locales/office/book.ts';
import type {OfficeWord} from '../locales/office/en.ts';
import {officeAnswerer} from '../provider/office-answerer.ts';
import {AddressSearch, aroundOf} from './address-place.ts';
import type {OrderMap} from './address-place.ts';
import {CustomerSearch, renderCustomer} from './customer-field.ts';
import {dialogStyles} from './dialog.styles.ts';
import {DryRun} from './dry-run.ts';
import {fieldOf, jobOf, orderWindow, placeOf} from './new-order-form.ts';
import type {OrderForm, Place} from './new-order-form.ts';
import {renderOrderFields} from './order-fields.ts';
import {renderConsequence} from './plan-forms.ts';
import {Schedule} from './schedule.ts';
import type {Sent} from './urgent-dialog.ts';
import {wallTime} from './written.ts';

/**
 * A new order: for whom, where, what, when and by whom, with the message as the customer will read it before it is made. To an urgent one
 * somebody can be sent at once.
 *
 * @summary Makes a job with its first visit.
 * @fires dispatch-open - The job was made: show it.
 * @fires dispatch-command - Somebody is to be sent there at once; cancelable.
 * @fires dispatch-error - Something went wrong.
 * @fires close - It was closed, with or without a job.
 */
@customElement('dispatch-new-order')
export class DispatchNewOrder extends LitElement {
  static override styles = [tokens, dialogStyles];

  /** Shows the dialog. */
  @property({type: Boolean, reflect: true}) open = false;

  /** The day that is asked for first: `today` or `YYYY-MM-DD`. */
  @property() day: string = 'today';

  /** A client of your own; without it, the nearest provider's. */
  @property({attribute: false}) client: DispatchClient | undefined;

  /** The office, for who has time; without it, the client's board of the day. */
  @property({attribute: false}) source: OfficeSource | undefined;

  /** Addresses that you know, with where they are: offered while one is typed. */
  @property({attribute: false}) places: readonly Place[] = [];

  /**
   * Shows the address on a map, with a pin that can be moved: `{}` for the usual style. Load `@dispatch-kit/elements/map` too; without it, there
   * are only words.
   */
  @property({attribute: false}) map: OrderMap | undefined;

  /** Called when somebody was sent there at once: who, when he arrives, and what takes it back. */
  @property({attribute: false}) sent: ((sent: Sent) => void) | undefined;

  /** `light`, `dark` or `auto` (as the person wishes); without it, as the page is. */
  @property({reflect: true}) theme: 'light' | 'dark' | 'auto' | undefined;

  /** Words of your own, instead of ours. */
  @property({attribute: false}) words: OwnWords<OfficeWord> | undefined;

  @state() private form: OrderForm | undefined;
  @state() private customer: Customer | undefined;
  /** The job that was made, to which somebody is to be sent at once. */
  @state() private sending: Job | undefined;
  @state() private isBusy = false;
  @state() private failure = '';
  @state() private problems: readonly FieldProblem[] = [];

  @query('dialog') private readonly dialog!: HTMLDialogElement | null;

  readonly #localizer = new Localizer<OfficeWord>(this, officeBook);
  readonly #office = new ClientController<OfficeSource>(this, client => {
    const own = this.client ?? client;
    return this.source ?? (this.open ? own?.board(this.day ? {day: this.day} : {}) : undefined);
  });
  readonly #search = new CustomerSearch(this, () => this.#client);
  readonly #address = new AddressSearch(this, () => this.#client);
  readonly #dryRun = new DryRun(this);
  protected readonly answers = new CommandAnswers(
    this,
    officeAnswerer(() => this.#client),
  );
  /** The day and the time were offered before the office's clock was known. */
  #isTimeGuessed = false;

  protected override willUpdate(changed: PropertyValues<DispatchNewOrder>): void {
    if (changed.has('open') && this.open) this.#begin();
    if (this.#isTimeGuessed && this.#isClockKnown) this.#offerTime();
    const job = this.#job;
    const client = this.#client;
    if (!job || !client) this.#dryRun.forget();
    else this.#dryRun.ask(job, signal => client.jobs.create(job, {dryRun: true, signal}));
  }

  protected override updated(changed: PropertyValues<DispatchNewOrder>): void {
    if (!changed.has('open')) return;
    if (this.open) this.dialog?.showModal();
    else this.dialog?.close();
  }

  protected override render() {
    const {form} = this;
    if (this.sending) return this.#renderSending(this.sending);
    if (!this.open || !form) return undefined;
    const say = this.#say;
    const known = this.#dryRun.state;
    const isBooked = known.kind === 'refused' && known.code === 'technician_booked';
    return html`<dialog
      aria-labelledby="title"
      dir=${this.#localizer.direction}
      @cancel=${(event: Event) => this.isBusy && event.preventDefault()}
      @close=${() => this.#closed()}
    >
      <form method="dialog" novalidate @submit=${(event: Event) => void this.#submit(event)}>
        <header>
          <h2 id="title">${say('newOrder')}</h2>
          <button class="plain" type="button" aria-label=${say('close')} @click=${() => this.dialog?.close()}>
            ${icon('cross')}
          </button>
        </header>
        <div class="body">
          ${renderCustomer(this.#search, {
            localizer: this.#localizer,
            customer: this.customer,
            problemOf: field => this.#problemOf(field),
            choose: customer => this.#choose(customer),
            add: input => void this.#addCustomer(input),
          })}
          ${renderOrderFields({
            form,
            change: patch => this.#change(patch),
            localizer: this.#localizer,
            format: this.#format,
            places: this.places,
            found: this.#address.found,
            map: this.map,
            around: aroundOf(this.#picture),
            services: this.#picture?.organization?.services ?? [],
            technicians: this.#technicians(form),
            problemOf: field => this.#problemOf(field),
            isBooked: isBooked || form.override,
          })}
          ${this.failure ? html`<p class="failure" role="alert">${this.failure}</p>` : nothing}
        </div>
        ${renderConsequence(known, {localizer: this.#localizer, subject: {visit: undefined}, leadName: undefined})}
        <footer>
          <button type="button" @click=${() => this.dialog?.close()}>${say('back')}</button>
          <button class="primary" type="submit" aria-disabled=${!this.#job || isBooked || this.isBusy}>
            ${say(form.isSentNow ? 'createAndSend' : 'createOrder')}
          </button>
        </footer>
      </form>
    </dialog>`;
  }

  #renderSending(job: Job) {
    return html`<dispatch-urgent-dialog
      .job=${job}
      .visit=${job.appointments[0]}
      .picture=${this.#picture}
      .client=${this.#client}
      .nowMs=${this.#nowMs}
      .words=${this.words}
      .finish=${(sent: Sent | undefined) => this.#show(job, sent)}
    ></dispatch-urgent-dialog>`;
  }

  get #client(): DispatchClient | undefined {
    return this.client ?? this.#office.client;
  }

  get #nowMs(): number {
    return this.#office.store?.nowMs() ?? this.#client?.clock.nowMs() ?? 0;
  }

  get #picture(): OfficePicture | undefined {
    return this.#office.store?.get();
  }

  get #timeZone(): string {
    return this.#picture?.organization?.timeZone ?? 'UTC';
  }

  get #format() {
    return {locale: this.#localizer.locale, timeZone: this.#timeZone};
  }

  get #job(): JobInput | undefined {
    const {form, customer, places} = this;
    return form && jobOf(form, {customerId: customer?.id, places, timeZone: this.#timeZone});
  }

  readonly #say: Localizer<OfficeWord>['say'] = (key, values) => this.#localizer.say(key, values);

  #begin(): void {
    this.customer = undefined;
    this.failure = '';
    this.problems = [];
    this.#search.clear();
    void this.#address.look('');
    this.form = {
      title: '',
      serviceId: '',
      priority: 'normal',
      isSentNow: false,
      line: '',
      pin: undefined,
      isLater: false,
      day: '',
      time: '',
      windowMinutes: 60,
      durationMinutes: 60,
      leadId: undefined,
      override: false,
    };
    this.#offerTime();
  }

  /** Half an hour from now, on the day that is asked for. */
  #offerTime(): void {
    const startMs = Math.ceil((this.#nowMs + 30 * minuteMs) / (30 * minuteMs)) * 30 * minuteMs;
    const {day, time} = wallTime(this.#timeZone, startMs);
    this.form = {...this.form!, day: /^\d{4}/.test(this.day) ? this.day : day, time};
    this.#isTimeGuessed = !this.#isClockKnown;
  }

  get #isClockKnown(): boolean {
    return this.#picture?.asOfMs !== undefined;
  }

  #technicians(form: OrderForm) {
    const picture = this.#picture;
    const window = orderWindow(form, this.#timeZone);
    if (!picture || !window || form.isLater) return [];
    const end = new Date(Date.parse(window.start) + form.durationMinutes * minuteMs).toISOString();
    const place = this.#job?.address;
    const at =
      place?.lat !== undefined && place.lng !== undefined ? {lat: place.lat, lng: place.lng} : undefined;
    return new Schedule(picture).rank({
      range: {start: window.start, end},
      timeZone: this.#timeZone,
      place: at,
    });
  }

  #problemOf(field: ReturnType<typeof fieldOf>): string | undefined {
    const known = this.#dryRun.state;
    const all = [...this.problems, ...(known.kind === 'refused' ? known.fields : [])];
    return all.find(problem => fieldOf(problem.path) === field)?.message;
  }

  #change(patch: Partial<OrderForm>): void {
    if (patch.day ?? patch.time) this.#isTimeGuessed = false;
    const {line} = patch;
    if (line !== undefined) void this.#address.look(placeOf(line, this.places) ? '' : line);
    this.form = {...this.form!, ...patch};
    this.failure = '';
    this.problems = [];
  }

  #choose(customer: Customer | undefined): void {
    this.customer = customer;
    this.#search.clear();
    const known = customer?.addresses[0];
    if (known && !this.form!.line) this.#change({line: known.line});
  }

  async #addCustomer(input: CustomerInput): Promise<void> {
    const client = this.#client;
    if (!client || this.isBusy) return;
    this.problems = [];
    this.failure = '';
    const customer = await this.#try(() => client.customers.create(input));
    if (customer && this.isConnected) this.#choose(customer);
  }

  async #submit(event: Event): Promise<void> {
    event.preventDefault();
    const [job, client, isSentNow] = [this.#job, this.#client, this.form?.isSentNow];
    if (this.isBusy || !client) return;
    if (!job) {
      if (!this.customer) this.failure = this.#say('chooseCustomer');
      return;
    }
    const made = await this.#try(() => client.jobs.create(job));
    if (!made || !this.isConnected) return;
    if (!isSentNow) return this.#show(made);
    await import('./urgent-dialog.ts');
    if (this.isConnected) this.sending = made;
  }

  /** The order is made: whoever listens shows it. */
  #show(made: Job, sent?: Sent): void {
    this.sending = undefined;
    if (sent) this.sent?.(sent);
    this.dispatchEvent(new DispatchOpenEvent({jobId: made.id}));
    if (this.dialog) this.dialog.close();
    else this.#closed();
  }

  /** Does something on the server; what goes wrong is shown where it belongs. */
  async #try<T>(act: () => Promise<T>): Promise<T | undefined> {
    this.isBusy = true;
    try {
      return await act();
    } catch (error) {
      if (this.isConnected) this.#fail(error);
      return undefined;
    } finally {
      this.isBusy = false;
    }
  }

  #fail(error: unknown): void {
    const isKnown = isDispatchError(error);
    this.problems = isKnown ? error.fields : [];
    const isShown = this.problems.some(problem => fieldOf(problem.path));
    const reason = reasonOf(error, this.#say('noConnection'));
    this.failure = isShown ? '' : this.#say('didNotWork', {reason});
    if (isKnown) this.dispatchEvent(new DispatchErrorEvent({error}));
  }

  #closed(): void {
    this.open = false;
    this.dispatchEvent(new Event('close'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'dispatch-new-order': DispatchNewOrder;
  }
}
