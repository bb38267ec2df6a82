import {isLate, statusLook, statusesOf} from '@dispatch-kit/core';
import type {Appointment, Customer, Job, Member} from '@dispatch-kit/core';
import {LitElement, html, nothing} from 'lit';
import {property} from 'lit/decorators.js';
import {classMap} from 'lit/directives/class-map.js';
import {customElement} from '../base/custom-element.ts';
import {formatTime, formatTimeRange} from '../base/format.ts';
import type {Format} from '../base/format.ts';
import {icon} from '../base/icons.ts';
import {Localizer} from '../base/localizer.ts';
import type {OwnWords} from '../base/localizer.ts';
import {tokens} from '../base/tokens.styles.ts';
import {DispatchOpenEvent} from '../events.ts';
import {fieldBook} from '../locales/field/book.ts';
import type {FieldWord} from '../locales/field/en.ts';
import {statusColors} from '../status/dispatch-status.styles.ts';
import {visitStyles} from './dispatch-visit.styles.ts';

/**
 * One visit as a card: how it stands by colour, icon and word, when, what, for whom and where.
 *
 * @summary One visit, as a row, an item of a list or a card.
 * @slot actions - Below the text: buttons and links about this visit.
 * @fires dispatch-open - Somebody wants to see it whole; only with `opens`.
 * @csspart base - The card.
 * @csspart title - What is to be done.
 */
@customElement('dispatch-visit')
export class DispatchVisit extends LitElement {
  static override styles = [tokens, statusColors, visitStyles];

  /** The job that the visit belongs to. */
  @property({attribute: false}) job: Job | undefined;

  /** The visit. */
  @property({attribute: false}) appointment: Appointment | undefined;

  /** For whom it is. */
  @property({attribute: false}) customer: Customer | undefined;

  /** Who comes; shown in a row. */
  @property({attribute: false}) member: Member | undefined;

  /** How much room it takes: `row`, `item` (of a list) or `card`. */
  @property({reflect: true}) density: 'row' | 'item' | 'card' = 'item';

  /** Its status is ahead of what the server knows: a tap waits to be sent. */
  @property({type: Boolean}) pending = false;

  /** The zone its times are written in, where its address names none. */
  @property({attribute: 'time-zone'}) timeZone: string | undefined;

  /** Now, milliseconds since 1970, to tell what is late. */
  @property({attribute: false}) nowMs: number | undefined;

  /** Can be tapped as a whole. */
  @property({type: Boolean}) opens = false;

  /** Words of your own, instead of ours. */
  @property({attribute: false}) words: OwnWords<FieldWord> | undefined;

  readonly #localizer = new Localizer<FieldWord>(this, fieldBook);

  protected override render() {
    const {job, appointment, density} = this;
    if (!job || !appointment) return nothing;
    const {status} = appointment;
    const classes = {base: true, jobs: true, appointment: true, [density]: true, [status]: true};
    return html`<article class=${classMap(classes)} part="base" dir=${this.#localizer.direction}>
      ${density === 'row' ? this.#renderRow(job, appointment) : this.#renderCard(job, appointment)}
      <slot name="actions"></slot>
    </article>`;
  }

  #renderRow(job: Job, visit: Appointment) {
    return html`<p class="time">${formatTime(this.#format(job), visit.planned.start)}</p>
      <div class="state">${this.#renderState(visit)}</div>
      <div class="text">
        ${this.#renderTitle(job)} ${this.#renderWhere(job)} ${this.#renderWarning(visit)}
      </div>
      <p class="who"><bdi>${this.member?.name ?? this.#localizer.say('unassigned')}</bdi></p>`;
  }

  #renderCard(job: Job, visit: Appointment) {
    const format = this.#format(job);
    const isCard = this.density === 'card';
    const when = [formatTimeRange(format, visit.window), job.address.access].filter(Boolean);
    return html`<p class="state">
        ${isCard ? this.#renderState(visit) : this.#renderTime(visit, format)} ${this.#renderWarning(visit)}
      </p>
      ${this.#renderTitle(job)} ${this.#renderWhere(job)}
      ${
        isCard
          ? html`<p class="when">
                ${when.map((part, at) => [at > 0 ? ' · ' : '', html`<bdi>${part}</bdi>`])}
              </p>
              ${visit.instructions ? html`<p class="quiet"><bdi>${visit.instructions}</bdi></p>` : nothing}`
          : nothing
      }`;
  }

  #renderState({status}: Appointment) {
    const word = this.#localizer.sayIfKnown(`appointment.${status}`) ?? this.#localizer.say('otherStatus');
    const pending = this.pending ? ` · ${this.#localizer.say('pending')}` : '';
    return html`<span class="how">${icon(iconOf(status))} <span>${word}${pending}</span></span>`;
  }

  /** In a list the time says more than the status, which stands beside it where it is not the usual one. */
  #renderTime(visit: Appointment, format: Format) {
    const time = html`<span>${formatTime(format, visit.planned.start)}</span>`;
    const isUsual = visit.status === 'scheduled' && !this.pending;
    if (!isUsual) return html`${time} ${this.#renderState(visit)}`;
    return html`<span class="how">${icon('clock')} ${time}</span>`;
  }

  #renderTitle(job: Job) {
    const title = html`<bdi>${job.title}</bdi>`;
    return html`<h3 class="title" part="title">
      ${
        this.opens
          ? html`<button class="open" type="button" @click=${() => this.#open(job)}>${title}</button>`
          : title
      }
    </h3>`;
  }

  #renderWhere({address}: Job) {
    const where = [this.customer?.name, address.line].filter(Boolean);
    return html`<p class="quiet">
      ${where.map((part, at) => [at > 0 ? ' · ' : '', html`<bdi>${part}</bdi>`])}
    </p>`;
  }

  #renderWarning(visit: Appointment) {
    const {nowMs} = this;
    const isOpen = ['scheduled', 'enroute', 'arrived', 'started'].includes(visit.status);
    const word = visit.needsReschedule
      ? 'needsNewTime'
      : visit.conflict
        ? 'overlaps'
        : nowMs !== undefined && isLate(visit, nowMs) && 'late';
    return word && isOpen ? html`<span class="warning">${this.#localizer.say(word)}</span>` : nothing;
  }

  #format({address}: Job): Format {
    return {locale: this.#localizer.locale, timeZone: address.timeZone ?? this.timeZone};
  }

  #open({id: jobId}: Job): void {
    const {id: appointmentId} = this.appointment!;
    this.dispatchEvent(new DispatchOpenEvent({jobId, appointmentId}));
  }
}

function iconOf(status: string) {
  const known = statusesOf('appointment').find(each => each === status);
  return known ? statusLook('jobs', 'light', 'appointment', known).icon : 'circle_dashed';
}

declare global {
  interface HTMLElementTagNameMap {
    'dispatch-visit': DispatchVisit;
  }
}
