import type {DispatchClient, OfficePicture} from '@dispatch-kit/client';
import {dayIn, dayMs, toMs} from '@dispatch-kit/core';
import type {CommandReply, DayReview, Job} from '@dispatch-kit/core';
import {LitElement, html, nothing} from 'lit';
import {property, query, state} from 'lit/decorators.js';
import {repeat} from 'lit/directives/repeat.js';
import {CommandAnswers} from '../base/answer-commands.ts';
import {ClientController} from '../base/client-controller.ts';
import {customElement} from '../base/custom-element.ts';
import {CustomStates} from '../base/custom-states.ts';
import {formatDay} from '../base/format.ts';
import type {Format} from '../base/format.ts';
import {icon} from '../base/icons.ts';
import {Localizer} from '../base/localizer.ts';
import type {OwnWords} from '../base/localizer.ts';
import {OfficeTrouble} from '../base/office-trouble.ts';
import {Ticker} from '../base/ticker.ts';
import {tokens} from '../base/tokens.styles.ts';
import {renderOffline, renderRefused} from '../board/board-parts.ts';
import {nothingKnown} from '../board/board-source.ts';
import {toastFor, toastOf} from '../board/board-toast.ts';
import {ToastController} from '../board/toast-controller.ts';
import {DispatchCommandEvent, DispatchOpenEvent} from '../events.ts';
import {officeBook} from '../locales/office/book.ts';
import type {OfficeWord} from '../locales/office/en.ts';
import type {PlanRow, Planned} from '../order/plan-dialog.ts';
import type {PlanKind} from '../order/plan-wish.ts';
import {formatAmount, wallTime} from '../order/written.ts';
import {officeAnswerer} from '../provider/office-answerer.ts';
import {completeWish} from './complete-wish.ts';
import {reviewStyles} from './dispatch-day-review.styles.ts';
import {Forecasts} from './forecasts.ts';
import {isAllDone, reviewGroups} from './review-groups.ts';
import type {OpenVisit} from './review-groups.ts';
import {ReviewLoader} from './review-loader.ts';
import {renderOpenVisit, renderUnplanned} from './review-row.ts';
import type {RowContext} from './review-row.ts';

const counted = [
  'done',
  'canceled',
  'moved',
  'kept',
  'open',
] as const satisfies (keyof DayReview['counts'])[];

/**
 * The end of the day: what is still under way, what was never begun, which jobs have no next visit. Each is settled on
 * the spot: complete it with one tap, above which stands who will be told what, or move, cancel or keep it. Each can be
 * taken back. When nothing is left, it says so.
 *
 * @summary What a day has left open.
 * @fires dispatch-open - A job is to be seen whole.
 * @fires dispatch-command - Something is to be done with a visit or a job; cancelable.
 * @fires dispatch-error - Something went wrong.
 * @csspart base - The whole review.
 * @csspart row - A visit or a job that is open.
 * @cssprop --dispatch-color-accent - The one accent.
 * @cssstate done - Nothing is left open.
 * @cssstate offline - The connection is lost.
 */
@customElement('dispatch-day-review')
export class DispatchDayReview extends LitElement {
  static override styles = [tokens, reviewStyles];

  /** `today`, or a day as `YYYY-MM-DD`. */
  @property() day: string = 'today';

  /** A client of your own; without it, the nearest provider's. */
  @property({attribute: false}) client: DispatchClient | undefined;

  /** `light`, `dark` or `auto` (as the person wishes); without it, as the page is. */
  @property({reflect: true}) theme: 'light' | 'dark' | 'auto' | undefined;

  /** Words of your own, instead of ours. */
  @property({attribute: false}) words: OwnWords<OfficeWord> | undefined;

  @state() private plan: {kind: PlanKind; row: PlanRow} | undefined;
  @state() private busyId: string | undefined;

  @query('h2') private readonly heading!: HTMLElement;

  readonly #localizer = new Localizer<OfficeWord>(this, officeBook);
  readonly #office = new ClientController(this, client => (this.client ?? client)?.board({day: this.day}));
  readonly #loader = new ReviewLoader(this);
  readonly #forecasts = new Forecasts(this);
  readonly #toast = new ToastController(this, this.#localizer);
  readonly #states = new CustomStates(this);
  protected readonly trouble = new OfficeTrouble(this, () => this.#picture);
  protected readonly ticker = new Ticker(this, () => {
    const counts = this.#toast.isShown || this.#picture.status === 'offline';
    return counts ? 'second' : this.#loader.review !== undefined && 'minute';
  });
  protected readonly answers = new CommandAnswers(
    this,
    officeAnswerer(() => this.client),
  );

  protected override willUpdate(): void {
    this.#loader.follow(this.#client, this.day, this.#picture);
    const {review} = this.#loader;
    if (review) {
      const {underWay, passed, toCome} = reviewGroups(review, this.#nowMs);
      const visits = [...underWay, ...passed, ...toCome].map(({visit}) => visit);
      this.#forecasts.follow(this.#isOffline ? undefined : this.#client, visits);
    }
    this.#states.set('offline', this.#picture.status === 'offline');
    this.#states.set('done', review !== undefined && isAllDone(review));
  }

  protected override render() {
    const context = this.#context;
    return html`<div class="base" part="base" dir=${this.#localizer.direction}>
      <div class="bar">
        <h2 tabindex="-1">${this.#say('dayReview')}</h2>
        <span class="quiet">${this.#dayWords}</span>
      </div>
      ${renderOffline({...context, nowMs: this.#nowMs})} ${this.#renderBody(context)}
      ${this.#toast.render(this.#nowMs)} ${this.#renderDialog()}
    </div>`;
  }

  #renderBody(context: RowContext) {
    const {review, refusal} = this.#loader;
    if (this.#picture.status === 'refused') return renderRefused(context);
    if (refusal !== undefined)
      return html`<div class="empty">
        ${icon('barred')}
        <h3>${this.#say('mayNotReview')}</h3>
      </div>`;
    if (!review)
      return html`<div class="bones">
        <p class="visually-hidden" role="status">${this.#say('loadingReview')}</p>
        <div class="bone"></div>
        <div class="bone"></div>
      </div>`;
    return html`${this.#renderCounts(review)}
      ${isAllDone(review) ? this.#renderDone(review) : this.#renderGroups(review, context)}
      <p class="visually-hidden" role="status">
        ${this.#say('leftToDo', {count: this.#amount(review.counts.open + review.unplannedOpenJobs.length)})}
      </p>`;
  }

  #renderCounts({counts}: DayReview) {
    const {planned, open} = counts;
    if (planned === 0) return nothing;
    return html`<div class="counts">
      <progress
        aria-label=${this.#say('plannedVisits', {count: this.#amount(planned)})}
        max=${planned}
        .value=${planned - open}
      ></progress>
      <dl>
        ${counted.map(
          each =>
            html`<div class=${each === 'open' && open > 0 ? 'left' : ''}>
              <dt>${this.#say(`count.${each}`)}</dt>
              <dd>${this.#amount(counts[each])}</dd>
            </div>`,
        )}
      </dl>
    </div>`;
  }

  #renderGroups(review: DayReview, context: RowContext) {
    const {underWay, passed, toCome, unplanned} = reviewGroups(review, this.#nowMs);
    const group = (word: OfficeWord, rows: readonly OpenVisit[]) =>
      rows.length > 0
        ? html`<section>
            <h3>${this.#say(word)} <span class="quiet">${this.#amount(rows.length)}</span></h3>
            ${repeat(
              rows,
              ({visit}) => visit.id,
              row => renderOpenVisit(row, context),
            )}
          </section>`
        : nothing;
    return html`${group('review.underWay', underWay)} ${group('review.passed', passed)}
    ${group('review.toCome', toCome)}
    ${
      unplanned.length > 0
        ? html`<section>
            <h3>
              ${this.#say('review.unplanned')} <span class="quiet">${this.#amount(unplanned.length)}</span>
            </h3>
            ${unplanned.map(job => renderUnplanned(job, context))}
          </section>`
        : nothing
    }`;
  }

  #renderDone({counts}: DayReview) {
    const isEmpty = counts.planned === 0;
    return html`<div class="empty ${isEmpty ? '' : 'all-done'}">
      ${icon(isEmpty ? 'calendar' : 'tick')}
      <h3>${this.#say(isEmpty ? 'noVisitsDay' : 'reviewDone')}</h3>
      ${isEmpty ? nothing : html`<p>${this.#say('reviewDoneText')}</p>`}
    </div>`;
  }

  #renderDialog() {
    const {plan} = this;
    if (!plan) return nothing;
    return html`<dispatch-plan-dialog
      .kind=${plan.kind}
      .row=${plan.row}
      .begin=${plan.kind === 'time' ? {day: this.#nextDay} : {}}
      .picture=${this.#picture}
      .client=${this.#client}
      .nowMs=${this.#nowMs}
      .words=${this.words}
      .finish=${(planned: Planned | undefined) => this.#finish(planned)}
    ></dispatch-plan-dialog>`;
  }

  get #client(): DispatchClient | undefined {
    return this.client ?? this.#office.client;
  }

  get #picture(): OfficePicture {
    return this.#office.store?.get() ?? nothingKnown;
  }

  get #isOffline(): boolean {
    return this.#picture.status !== 'live';
  }

  get #nowMs(): number {
    return this.#office.store?.nowMs() ?? 0;
  }

  get #format(): Format {
    return {locale: this.#localizer.locale, timeZone: this.#picture.organization?.timeZone};
  }

  /** The day as it is written, once it is known which one it is. */
  get #dayWords(): string {
    const {review} = this.#loader;
    return review ? formatDay({...this.#format, timeZone: 'UTC'}, `${review.day}T12:00:00Z`) : '';
  }

  /** What is moved goes to the day after: of this one, or of today where this one is past. */
  get #nextDay(): string {
    const zone = this.#loader.review?.timeZone ?? 'UTC';
    const reviewed = this.#loader.review?.day ?? dayIn(zone, this.#nowMs);
    const today = dayIn(zone, this.#nowMs);
    const last = reviewed > today ? reviewed : today;
    return wallTime('UTC', toMs(`${last}T12:00:00Z`) + dayMs).day;
  }

  get #context(): RowContext {
    return {
      say: this.#say,
      localizer: this.#localizer,
      format: this.#format,
      picture: this.#picture,
      isOffline: this.#isOffline,
      busyId: this.busyId,
      forecastOf: ({visit}) => this.#forecasts.of(visit),
      complete: row => void this.#complete(row),
      plan: (kind, job, row) => void this.#openPlan(kind, job, row),
      open: (job, row) => {
        const visit = row && {appointmentId: row.visit.id};
        this.dispatchEvent(new DispatchOpenEvent({jobId: job.id, ...visit}));
      },
    };
  }

  readonly #say: Localizer<OfficeWord>['say'] = (key, values) => this.#localizer.say(key, values);

  #amount(count: number): string {
    return formatAmount(this.#localizer.locale, count);
  }

  async #complete({job, visit}: OpenVisit): Promise<void> {
    const wish = completeWish(visit);
    const {command, input, appointmentId} = wish;
    const asked = new DispatchCommandEvent({command, input, subject: {appointmentId}});
    this.busyId = visit.id;
    this.dispatchEvent(asked);
    try {
      const reply = (await asked.answer) as CommandReply | undefined;
      if (!this.isConnected) return;
      const text = this.#say('done.complete', {title: job.title});
      if (asked.answer) this.#toast.show(toastFor(text, {wish, reply}, this.#picture));
      this.heading.focus();
    } catch (error) {
      this.#toast.fail(error);
    } finally {
      this.busyId = undefined;
    }
  }

  async #openPlan(kind: PlanKind, job: Job, row?: OpenVisit): Promise<void> {
    await import('../order/plan-dialog.ts');
    if (!this.isConnected) return;
    const {customers, members} = this.#picture;
    const visit = row?.visit;
    const lead = visit?.leadId ? members.get(visit.leadId) : undefined;
    this.plan = {kind, row: {job, visit, customer: customers.get(job.customerId), lead}};
  }

  #finish(planned: Planned | undefined): void {
    this.plan = undefined;
    if (planned) this.#toast.show(toastOf(planned, this.#picture, this.#localizer, this.#format));
    this.heading.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'dispatch-day-review': DispatchDayReview;
  }
}
