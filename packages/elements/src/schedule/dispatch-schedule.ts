import type {DispatchClient, OfficePicture} from '@dispatch-kit/client';
import {dayIn, daysAfter} from '@dispatch-kit/core';
import {LitElement, html, nothing} from 'lit';
import {property, query} from 'lit/decorators.js';
import {CommandAnswers} from '../base/answer-commands.ts';
import {ClientController} from '../base/client-controller.ts';
import {customElement} from '../base/custom-element.ts';
import {CustomStates} from '../base/custom-states.ts';
import type {Format} from '../base/format.ts';
import {Localizer} from '../base/localizer.ts';
import type {OwnWords} from '../base/localizer.ts';
import {OfficeTrouble} from '../base/office-trouble.ts';
import {Ticker} from '../base/ticker.ts';
import {tokens} from '../base/tokens.styles.ts';
import {renderKeys} from '../board/board-actions.ts';
import {renderBones, renderOffline, renderRefused} from '../board/board-parts.ts';
import {nothingKnown} from '../board/board-source.ts';
import type {BoardSource} from '../board/board-source.ts';
import {BoardHand} from '../board/board-hand.ts';
import type {HandDesk} from '../board/board-hand.ts';
import {RowWindow} from '../board/row-window.ts';
import {DispatchSelectEvent} from '../events.ts';
import {officeBook} from '../locales/office/book.ts';
import type {OfficeWord} from '../locales/office/en.ts';
import {Schedule} from '../order/schedule.ts';
import {officeAnswerer} from '../provider/office-answerer.ts';
import {statusColors} from '../status/dispatch-status.styles.ts';
import {CardMoves} from './card-moves.ts';
import type {MovesDesk} from './card-moves.ts';
import {cardOf, stepFrom} from './card-walk.ts';
import type {Step} from './card-walk.ts';
import {scheduleStyles} from './dispatch-schedule.styles.ts';
import {DaySources, daysFrom} from './day-sources.ts';
import {NowInSight} from './now-in-sight.ts';
import {scheduleKeyOf, scheduleKeys} from './schedule-keys.ts';
import type {ScheduleKey} from './schedule-keys.ts';
import {ScheduleModel} from './schedule-model.ts';
import type {Card, ScheduleRow, ScheduleView} from './schedule-model.ts';
import {renderBar, renderNobody, renderTray} from './schedule-parts.ts';
import {laneSize, rowListOf} from './schedule-row.ts';
import type {RowContext} from './schedule-row.ts';
import {renderSheet} from './schedule-sheet.ts';
import type {TimeAxis} from './time-axis.ts';

/** Rows that did not change are drawn again so often, since some say how late they are. */
const rowsEveryMs = 5_000;

/**
 * Who does what when: technicians by time, live, with what nobody has and what has no time yet. Only the lines in sight
 * are drawn. Each change says who will be told what before it is made, and can be taken back after.
 *
 * @summary The schedule of an office.
 * @slot actions - At the end of the bar.
 * @fires dispatch-open - A job is to be seen whole.
 * @fires dispatch-select - A job was chosen.
 * @fires dispatch-command - Something is to be done with a visit or a job; cancelable.
 * @fires dispatch-error - Something went wrong.
 * @csspart base - The whole schedule.
 * @csspart bar - What stands above the lines.
 * @csspart card - A visit.
 * @cssprop --dispatch-color-accent - The one accent.
 * @cssprop --dispatch-schedule-hour-width - The least width of an hour.
 * @cssstate offline - The connection is lost.
 */
@customElement('dispatch-schedule')
export class DispatchSchedule extends LitElement {
  static override styles = [tokens, statusColors, scheduleStyles];

  /** `today`, or a day as `YYYY-MM-DD`. */
  @property() day: string = 'today';

  /** How many days are shown beside each other: 1, or 3. */
  @property({type: Number, reflect: true}) days: number = 1;

  /** A client of your own; without it, the nearest provider's. */
  @property({attribute: false}) client: DispatchClient | undefined;

  /** A source of your own, such as `client.board({day})`. */
  @property({attribute: false}) source: BoardSource | undefined;

  /** `light`, `dark` or `auto` (as the person wishes); without it, as the page is. */
  @property({reflect: true}) theme: 'light' | 'dark' | 'auto' | undefined;

  /** Words of your own, instead of ours. */
  @property({attribute: false}) words: OwnWords<OfficeWord> | undefined;

  @query('.scroller') private readonly scroller!: HTMLElement | null;
  @query('dialog.keys') private readonly keysDialog!: HTMLDialogElement;

  readonly #localizer = new Localizer<OfficeWord>(this, officeBook);
  readonly #sources = new DaySources();
  readonly #office = new ClientController<BoardSource>(this, client => {
    const own = this.client ?? client;
    return this.source ?? (own && this.#sources.sourceOf(own, {day: this.day, count: this.#dayCount}));
  });
  readonly #model = new ScheduleModel();
  readonly #window = new RowWindow(this, () => this.scroller);
  readonly #hand = new BoardHand(this, () => this.#desk);
  readonly #moves = new CardMoves(this, () => this.#movesDesk);
  readonly #nowInSight = new NowInSight();
  readonly #states = new CustomStates(this);
  protected readonly trouble = new OfficeTrouble(this, () => this.#picture);
  protected readonly ticker = new Ticker(this, () => {
    const counts = this.#hand.isCounting || this.#picture.status === 'offline';
    return counts ? 'second' : this.#picture.asOfMs !== undefined && 'minute';
  });
  protected readonly answers = new CommandAnswers(
    this,
    officeAnswerer(() => this.client),
  );
  #view: ScheduleView | undefined;
  #drawnRows: readonly ScheduleRow[] = [];
  #currentKey: string | undefined;
  #wantsFocus: string | undefined;
  #selectedId: string | undefined;

  protected override willUpdate(): void {
    const {organization, status} = this.#picture;
    this.#states.set('offline', status === 'offline');
    const days = daysFrom(this.#firstDay, this.#dayCount);
    const arranged = organization && this.#model.arrange(this.#picture, days, organization.timeZone);
    this.#view = arranged;
    if (!arranged) return;
    if (!cardOf(arranged, this.#currentKey)) this.#currentKey = stepFrom(arranged, undefined, 'first')?.key;
    this.#listRows(arranged.rows);
    this.#followSelection();
  }

  protected override updated(): void {
    this.#settle();
    this.#moves.adviseInSight();
  }

  protected override render() {
    const parts = {
      say: this.#say,
      localizer: this.#localizer,
      format: this.#format,
      nowMs: this.#nowMs,
      picture: this.#picture,
      day: this.day,
      days: this.#dayCount,
    };
    return html`<div
      class="base"
      part="base"
      dir=${this.#localizer.direction}
      @keydown=${this.#press}
      @pointerdown=${this.#moves.begin}
      @keyup=${this.#moves.release}
    >
      ${renderBar({
        ...parts,
        visitCount: this.#view?.visitCount,
        go: by => this.#go(by),
        show: days => (this.days = days),
        goToday: () => (this.day = 'today'),
        showKeys: () => this.keysDialog.showModal(),
      })}
      ${renderOffline(parts)} ${this.#renderBody(parts)} ${this.#hand.render()} ${this.#hand.renderDialog()}
      ${renderKeys(scheduleKeys, this.#say)}
      <p class="visually-hidden spoken" aria-live="assertive">${this.#moves.spoken}</p>
    </div>`;
  }

  #renderBody(parts: Parameters<typeof renderRefused>[0]) {
    const view = this.#view;
    if (this.#picture.status === 'refused') return renderRefused(parts);
    if (!view) return this.#picture.status === 'offline' ? nothing : renderBones(this.#say);
    const plan = (row: Parameters<BoardHand['act']>[1]) => this.#hand.act('time', row);
    const hasRows = view.rows.length > 0;
    return html`${renderTray(view.waiting, {
        say: this.#say,
        format: this.#format,
        shownDay: this.#dayCount === 1 ? this.#firstDay : undefined,
        adviceFor: job => this.#moves.adviceFor(job),
        plan,
        take: row => void this.#moves.takeAdvice(row),
        look: () => this.#moves.adviseInSight(),
      })}
      ${hasRows ? renderSheet(view, this.#rowContext(view.axis), this.#window) : renderNobody(this.#say)}
      <p class=${hasRows && view.visitCount === 0 ? 'nothing' : 'visually-hidden'} role="status">
        ${hasRows && view.visitCount === 0 ? this.#say('nothingPlanned') : nothing}
      </p>`;
  }

  #rowContext(axis: TimeAxis): RowContext {
    const {locale, words} = this.#localizer;
    const {timeZone} = this.#format;
    const consentPolicy = this.#picture.organization?.consentPolicy;
    const scale = axis.days.map(({startMs, endMs}) => `${startMs} ${endMs}`).join();
    const lanePx = laneSize();
    return {
      say: this.#say,
      sayIfKnown: key => this.#localizer.sayIfKnown(key),
      format: this.#format,
      nowMs: this.#nowMs,
      axis,
      lanePx,
      dependencies: [
        locale,
        timeZone,
        words,
        this.words,
        consentPolicy,
        scale,
        lanePx,
        Math.floor(this.#nowMs / rowsEveryMs),
      ],
      schedule: () => new Schedule(this.#picture),
      consentPolicy,
      currentKey: this.#currentKey,
      selectedId: this.#office.store?.selection.jobId,
      open: card => this.#open(card),
      choose: card => this.#choose(card),
      slotsOf: rowKey => this.#moves.slotsOf(rowKey),
      openMenu: (card, at) => void this.#hand.openMenu(card.entry, at),
    };
  }

  get #desk(): HandDesk {
    return {
      picture: this.#picture,
      client: this.#client,
      nowMs: this.#nowMs,
      words: this.words,
      format: this.#format,
      localizer: this.#localizer,
      choose: row => this.#select(row.job.id),
      focusList: () => this.#focus(this.#currentKey),
    };
  }

  get #movesDesk(): MovesDesk {
    return {
      view: this.#view,
      picture: this.#picture,
      nowMs: this.#nowMs,
      format: this.#format,
      localizer: this.#localizer,
      client: this.#client,
      from: this.#firstDay,
      days: this.#dayCount,
      plan: (...asked) => void this.#hand.plan(...asked),
      run: (row, wish) => this.#hand.run('time', row, wish),
      reveal: rowKey => this.#reveal(({key}) => key === rowKey),
      focus: key => this.#focus(key),
    };
  }

  get #client(): DispatchClient | undefined {
    return this.client ?? this.#office.client;
  }

  get #picture(): OfficePicture {
    return this.#office.store?.get() ?? nothingKnown;
  }

  get #nowMs(): number {
    return this.#office.store?.nowMs() ?? 0;
  }

  get #format(): Format {
    return {locale: this.#localizer.locale, timeZone: this.#picture.organization?.timeZone};
  }

  get #dayCount(): number {
    return this.days === 3 ? 3 : 1;
  }

  /** The first day that is shown, `YYYY-MM-DD`. */
  get #firstDay(): string {
    return this.day === 'today' ? dayIn(this.#format.timeZone ?? 'UTC', this.#nowMs) : this.day;
  }

  readonly #say: Localizer<OfficeWord>['say'] = (key, values) => this.#localizer.say(key, values);

  #go(byDays: number): void {
    const today = dayIn(this.#format.timeZone ?? 'UTC', this.#nowMs);
    const day = daysAfter(this.#firstDay, byDays * this.#dayCount);
    this.day = day === today ? 'today' : day;
  }

  #listRows(rows: readonly ScheduleRow[]): void {
    if (rows === this.#drawnRows) return;
    this.#drawnRows = rows;
    this.#window.list = rowListOf(rows, laneSize());
    this.#window.forget();
  }

  /** After the drawing: the keyboard comes to where it goes, and a new day is shown around now. */
  #settle(): void {
    const {scroller} = this;
    if (!scroller || !this.#view) return;
    const head = scroller.querySelector<HTMLElement>('.head')!;
    const name = head.querySelector<HTMLElement>('.name')!;
    scroller.style.setProperty('scroll-padding-block-start', `${head.offsetHeight}px`);
    scroller.style.setProperty('scroll-padding-inline-start', `${name.offsetWidth}px`);
    this.#nowInSight.bring(scroller, name.offsetWidth, {
      axis: this.#view.axis,
      nowMs: this.#nowMs,
      direction: this.#localizer.direction,
    });
    const key = this.#wantsFocus;
    if (key === undefined) return;
    const card = this.renderRoot.querySelector<HTMLElement>(`#${CSS.escape(key)}`);
    if (!card) return;
    this.#wantsFocus = undefined;
    card.focus();
  }

  /** A job chosen elsewhere, on the map perhaps, is brought in sight. */
  #followSelection(): void {
    const jobId = this.#office.store?.selection.jobId;
    if (jobId === this.#selectedId) return;
    this.#selectedId = jobId;
    this.#reveal(row => row.cards.some(card => card.entry.job.id === jobId));
  }

  #reveal(isIt: (row: ScheduleRow) => boolean): void {
    const index = this.#view?.rows.findIndex(isIt) ?? -1;
    if (index >= 0) this.#window.reveal(index);
  }

  #select(jobId: string): void {
    const {store} = this.#office;
    if (!store || store.selection.jobId === jobId) return;
    this.#selectedId = jobId;
    store.select({jobId});
    this.dispatchEvent(new DispatchSelectEvent({jobId, memberId: undefined}));
  }

  #choose(card: Card): void {
    this.#currentKey = card.key;
    this.#select(card.entry.job.id);
    this.requestUpdate();
  }

  #open(card: Card): void {
    this.#choose(card);
    this.#hand.act('open', card.entry);
  }

  /** The keyboard comes to a card, drawn or not. */
  #focus(key: string | undefined): void {
    if (!key || !this.#view) return;
    this.#currentKey = this.#wantsFocus = key;
    this.#reveal(row => row.cards.some(card => card.key === key));
    this.requestUpdate();
  }

  #step(step: Step): void {
    const next = this.#view && stepFrom(this.#view, this.#currentKey, step);
    if (next) this.#focus(next.key);
  }

  readonly #press = (event: KeyboardEvent): void => {
    const target = event.composedPath()[0] as HTMLElement;
    if (target.closest('dialog, .menu') || target.getRootNode() !== this.renderRoot) return;
    if (this.#moves.press(event)) return;
    const key = scheduleKeyOf(event, this.#localizer.direction, target);
    if (!key) return;
    event.preventDefault();
    if (key.do === 'pickUp') this.#moves.pickUp(target, this.#currentKey);
    else if (key.do === 'take') this.#moves.takeAdviceOf(target);
    else this.#obey(key);
  };

  #obey(key: Exclude<ScheduleKey, {do: 'pickUp'} | {do: 'take'}>): void {
    const card = cardOf(this.#view, this.#currentKey);
    if (key.do === 'step') this.#step(key.step);
    else if (key.do === 'day') this.#go(key.by);
    else if (key.do === 'days') this.days = key.count;
    else if (key.do === 'keys') this.keysDialog.showModal();
    else if (!card) return;
    else if (key.do === 'act') this.#hand.act(key.action, card.entry);
    else {
      const element = this.renderRoot.querySelector<HTMLElement>(`#${CSS.escape(card.key)}`);
      if (element) void this.#hand.openMenu(card.entry, element);
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'dispatch-schedule': DispatchSchedule;
  }
}
