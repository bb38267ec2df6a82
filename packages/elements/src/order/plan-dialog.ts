import type {DispatchClient, OfficePicture} from '@dispatch-kit/client';
import {plannedRange, toInstant, minuteMs} from '@dispatch-kit/core';
import type {CommandReply, Customer, Job, Appointment, Member} from '@dispatch-kit/core';
import {LitElement, html, nothing} from 'lit';
import type {PropertyValues} from 'lit';
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
import {requestOf} from '../provider/office-answerer.ts';
import {dialogStyles} from './dialog.styles.ts';
import {DryRun} from './dry-run.ts';
import {renderConsequence, renderFields} from './plan-forms.ts';
import {choicesOfVisit, formOf, isPlannable, plainly, startOf, wishOf} from './plan-wish.ts';
import type {Choice, PlanForm, PlanKind, PlanSubject, Wish} from './plan-wish.ts';
import {Schedule} from './schedule.ts';
import {unplacedWord} from './unplaced-word.ts';

/** What a dialog is about. */
export interface PlanRow {
  readonly job: Job;
  readonly visit: Appointment | undefined;
  readonly customer: Customer | undefined;
  readonly lead: Member | undefined;
}

/** What came of it: the wish, and the server's reply where the provider did it. */
export interface Planned {
  readonly kind: PlanKind;
  readonly row: PlanRow;
  readonly wish: Wish;
  readonly reply: CommandReply | undefined;
}

/**
 * Changes one planned visit, and says what follows before it is done. A block of the board; it closes itself, and tells
 * `finish` what came of it.
 *
 * @fires dispatch-command - What is to be done; cancelable.
 * @fires dispatch-error - It could not be done.
 */
@customElement('dispatch-plan-dialog')
export class DispatchPlanDialog extends LitElement {
  static override styles = [tokens, dialogStyles];

  /** What is to be changed. */
  @property() kind: PlanKind = 'time';

  /** The job with its visit. */
  @property({attribute: false}) row: PlanRow | undefined;

  /** What is filled in at first, where that is not how it is now. */
  @property({attribute: false}) begin: Partial<PlanForm> = {};

  /** The office, for who has time. */
  @property({attribute: false}) picture: OfficePicture | undefined;

  /** Answers what would happen; without it nothing is told before. */
  @property({attribute: false}) client: DispatchClient | undefined;

  /** Now by the server's clock, milliseconds since 1970. */
  @property({attribute: false}) nowMs = 0;

  /** Words of your own, instead of ours. */
  @property({attribute: false}) words: OwnWords<OfficeWord> | undefined;

  /** Called when it is over; undefined when nothing was done. */
  @property({attribute: false}) finish: ((planned: Planned | undefined) => void) | undefined;

  @state() private form: PlanForm | undefined;
  @state() private choices: readonly Choice[] | undefined;
  @state() private isBusy = false;
  @state() private failure = '';

  @query('dialog') private readonly dialog!: HTMLDialogElement;

  readonly #localizer = new Localizer<OfficeWord>(this, officeBook);
  readonly #dryRun = new DryRun(this);

  protected override willUpdate(): void {
    const subject = this.#subject;
    if (!subject) return;
    this.form ??= {...formOf(subject, this.nowMs), ...this.begin};
    const wish = wishOf(this.kind, subject, this.form);
    const found = wish && requestOf(wish);
    if (!found || !this.client) this.#dryRun.forget();
    else {
      const {client} = this;
      this.#dryRun.ask(wish, signal =>
        client.call(found.endpoint, {...found.request, dryRun: true, signal} as never),
      );
    }
  }

  protected override firstUpdated(_changed: PropertyValues): void {
    this.dialog.showModal();
    const {dialog} = this;
    const isGiven = Object.keys(this.begin).length > 0;
    const field = [...(isGiven ? ['[type=submit]'] : []), 'input:checked', 'input', 'select', 'h2'].map(
      each => dialog.querySelector<HTMLElement>(each),
    );
    field.find(each => each !== null)?.focus();
    if (this.kind === 'status') void this.#loadChoices();
  }

  protected override render() {
    const {row, form} = this;
    const subject = this.#subject;
    if (!row || !form || !subject) return undefined;
    const say = this.#say;
    const wish = wishOf(this.kind, subject, form);
    const {state: known} = this.#dryRun;
    const isRefused = known.kind === 'refused';
    const isBooked = isRefused && known.code === 'technician_booked';
    const unplaced = unplacedWord(row.job);
    const context = {
      kind: this.kind,
      subject,
      form,
      change: (patch: Partial<PlanForm>) => this.#change(patch),
      givesLead: this.#givesLead,
      localizer: this.#localizer,
      format: this.#format,
      technicians: this.#technicians(subject, form),
      organization: this.picture?.organization,
      choices: this.choices,
    };
    return html`<dialog
      aria-labelledby="title"
      dir=${this.#localizer.direction}
      @cancel=${(event: Event) => this.isBusy && event.preventDefault()}
      @close=${() => this.finish?.(undefined)}
    >
      <form method="dialog" novalidate @submit=${(event: Event) => this.#submit(event, wish)}>
        <header>
          <div>
            <h2 id="title" tabindex="-1">${say(this.#titleKey)}</h2>
            <p class="quiet">
              <bdi>${row.job.title}</bdi>${row.customer ? html` · <bdi>${row.customer.name}</bdi>` : nothing}
            </p>
            ${unplaced ? html`<p class="quiet unplaced">${say(unplaced)}</p>` : nothing}
          </div>
          <button class="plain" type="button" aria-label=${say('close')} @click=${() => this.dialog.close()}>
            ${icon('cross')}
          </button>
        </header>
        <div class="body">
          ${renderFields(context)}
          ${
            isBooked || form.override
              ? html`<label class="choice">
                  <input
                    type="checkbox"
                    .checked=${form.override}
                    @change=${(event: Event) => this.#change({override: (event.currentTarget as HTMLInputElement).checked})}
                  />
                  <span class="words">${say('planAnyway')}</span>
                </label>`
              : nothing
          }
          ${this.failure && !isRefused ? html`<p class="failure" role="alert">${say('didNotWork', {reason: this.failure})}</p>` : nothing}
        </div>
        ${renderConsequence(known, {localizer: this.#localizer, subject, leadName: row.lead?.name})}
        <footer>
          <button type="button" @click=${() => this.dialog.close()}>${say('back')}</button>
          <button
            class=${this.kind === 'cancel' ? 'primary danger' : 'primary'}
            type="submit"
            aria-disabled=${!wish || isRefused || this.isBusy}
          >
            ${this.#submitWord(form)}
          </button>
        </footer>
      </form>
    </dialog>`;
  }

  get #subject(): PlanSubject | undefined {
    const {row} = this;
    if (!row) return undefined;
    return {job: row.job, visit: row.visit, timeZone: this.#format.timeZone};
  }

  get #format() {
    const {locale} = this.#localizer;
    return {
      locale,
      timeZone: this.row?.job.address.timeZone ?? this.picture?.organization?.timeZone ?? 'UTC',
    };
  }

  readonly #say: Localizer<OfficeWord>['say'] = (key, values) => this.#localizer.say(key, values);

  get #givesLead(): boolean {
    return 'leadId' in this.begin;
  }

  get #titleKey(): OfficeWord {
    const visit = this.row?.visit;
    if (this.kind === 'time' && !(visit && isPlannable(visit))) return 'planVisit';
    if (this.kind === 'time') return this.#givesLead ? 'moveVisit' : 'changeTime';
    return ({assign: 'reassign', cancel: 'cancelVisit', keep: 'keepVisit', status: 'setStatus'} as const)[
      this.kind
    ];
  }

  #submitWord(form: PlanForm): string {
    const say = this.#say;
    if (this.kind === 'time') return say(this.#titleKey === 'planVisit' ? 'planNow' : 'save');
    if (this.kind === 'cancel') return say('cancelNow');
    if (this.kind === 'keep') return say('keepVisit');
    if (this.kind === 'status') return say('doIt');
    const name = form.leadId && this.picture?.members.get(form.leadId)?.name;
    return name ? say('assignTo', {name}) : say('unassign');
  }

  #technicians(subject: PlanSubject, form: PlanForm) {
    const {picture} = this;
    if (!picture || (this.kind !== 'assign' && this.kind !== 'time')) return [];
    const {visit, job, timeZone} = subject;
    const startMs = this.kind === 'time' ? startOf(subject, form) : NaN;
    const range = Number.isNaN(startMs)
      ? plannedRange(visit?.planned ?? {start: toInstant(this.nowMs), durationMinutes: form.durationMinutes})
      : {start: toInstant(startMs), end: toInstant(startMs + form.durationMinutes * minuteMs)};
    const {lat, lng} = job.address;
    const place = lat !== undefined && lng !== undefined ? {lat, lng} : undefined;
    return new Schedule(picture).rank({range, timeZone, place, appointmentId: visit?.id});
  }

  #change(patch: Partial<PlanForm>): void {
    this.form = {...this.form!, ...patch};
    this.failure = '';
  }

  async #loadChoices(): Promise<void> {
    const visit = this.row?.visit;
    if (!visit || !this.client) {
      this.choices = visit ? choicesOfVisit(visit) : [];
      return;
    }
    try {
      const {items} = await this.client.appointments.commands(visit.id);
      if (this.isConnected) this.choices = choicesOfVisit(visit, items);
    } catch (error) {
      if (!this.isConnected) return;
      this.choices = [];
      this.#fail(error);
    }
  }

  async #submit(event: Event, wish: Wish | undefined): Promise<void> {
    event.preventDefault();
    if (!wish || this.isBusy || this.#dryRun.state.kind === 'refused') return;
    const {row, kind} = this;
    const {appointmentId, jobId, command, input} = wish;
    const asked = new DispatchCommandEvent({command, input, subject: {appointmentId, jobId}});
    this.isBusy = true;
    this.dispatchEvent(asked);
    try {
      const reply = (await asked.answer) as CommandReply | undefined;
      if (!this.isConnected) return;
      const {finish} = this;
      this.finish = undefined;
      this.dialog.close();
      finish?.({kind, row: row!, wish, reply});
    } catch (error) {
      if (this.isConnected) this.#fail(error);
    } finally {
      this.isBusy = false;
    }
  }

  #fail(error: unknown): void {
    this.failure = plainly(reasonOf(error, this.#say('noConnection')));
    tellError(this, error);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'dispatch-plan-dialog': DispatchPlanDialog;
  }
}
